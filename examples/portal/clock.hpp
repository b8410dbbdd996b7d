// What time it is. The bank reads no clock; the portal asks this one, once for each request.
//
// For demonstrations and tests the moment comes from a file (read anew each time, so that publicity can run within a
// test) or is fixed. Sessions and locks do not go by it: they use the machine's clock.
#pragma once

#include <filesystem>
#include <optional>

#include "pointsbank/calendar.hpp"

namespace portal {

class Clock {
 public:
  static Clock of_machine() { return Clock(); }
  static Clock fixed(pointsbank::Moment moment);
  /// The file holds one moment, RFC 3339. MachineError, when asked, where it does not.
  static Clock of_file(std::filesystem::path file);

  [[nodiscard]] pointsbank::Moment now() const;
  /// Is it one that does not run by itself?
  [[nodiscard]] bool is_arranged() const noexcept { return fixed_ || !file_.empty(); }

 private:
  std::optional<pointsbank::Moment> fixed_;
  std::filesystem::path file_;
};

}  // namespace portal
