// From a request to a reply: who asks, may they, is the form ours; then the page's code; then what went wrong, as a
// page.
//
// Every rule that holds for all pages stands here and nowhere else. Server (server.hpp) alone knows HTTP.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "call.hpp"

namespace portal {

/// What the server knows of a request before its body has been read.
struct Incoming {
  Request request;
  std::string host;        ///< as the browser called this site
  std::string origin;      ///< of a POST, as the browser says
  std::string fetch_site;  ///< Sec-Fetch-Site
  /// Reads the body into the request's form and uploads; false where it is larger than that many bytes, or broken.
  std::function<bool(Request&, std::size_t largest)> read_body;
};

class Dispatcher {
 public:
  explicit Dispatcher(Site& site);
  /// Never throws for what the request says; every reply has its headers.
  [[nodiscard]] Reply answer(Incoming incoming);

 private:
  [[nodiscard]] Reply answer_route(Call& call, Incoming& incoming, const Route& route);
  [[nodiscard]] Reply run(Call& call, const Route& route);
  void recognise(Call& call, Reply& reply);
  [[nodiscard]] bool is_known_host(std::string_view host) const;
  [[nodiscard]] bool is_own_origin(const Incoming& incoming) const;
  void add_headers(const Call& call, Reply& reply) const;

  Site& site_;
  std::vector<std::string> hosts_;    ///< `127.0.0.1:8080`
  std::vector<std::string> origins_;  ///< `http://127.0.0.1:8080`
};

/// How a cookie is set: not for scripts, not from other sites, and only by https where that is how the site is reached.
[[nodiscard]] std::string cookie(const Options& options, std::string_view name, std::string_view value,
                                 std::int64_t seconds);

}  // namespace portal
