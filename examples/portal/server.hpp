// HTTP: the one place that knows the HTTP library.
#pragma once

#include <memory>

#include "site.hpp"

namespace portal {

class Server {
 public:
  explicit Server(Site& site);
  ~Server();
  /// Listens until `stop`. Port 0 takes any free one. MachineError where it cannot. `is_ready` is told the port.
  void run(const std::function<void(int port)>& is_ready);
  void stop() noexcept;  ///< from a signal's thread

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace portal
