#include "clock.hpp"

#include <chrono>
#include <string_view>
#include <utility>

#include "pointsbank/rule_list.hpp"

namespace portal {

using pointsbank::Moment;

Clock Clock::fixed(Moment moment) {
  Clock clock;
  clock.fixed_ = moment;
  return clock;
}

Clock Clock::of_file(std::filesystem::path file) {
  Clock clock;
  clock.file_ = std::move(file);
  return clock;
}

Moment Clock::now() const {
  if (fixed_) return *fixed_;
  if (file_.empty()) {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
  }
  const std::string text = pointsbank::read_source(file_).text;
  std::string_view line = text;
  while (!line.empty() && static_cast<unsigned char>(line.back()) <= ' ') line.remove_suffix(1);
  const std::optional<Moment> moment = Moment::parse(line);
  if (!moment) throw pointsbank::MachineError("the clock file " + file_.string() + " holds no moment");
  return *moment;
}

}  // namespace portal
