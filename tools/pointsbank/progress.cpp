#include "progress.hpp"

#include <unistd.h>

#include <algorithm>

#include "stopping.hpp"

namespace pointsbank::command {

namespace {

using namespace std::chrono_literals;

constexpr auto silent_at_first = 400ms;
constexpr auto between = 100ms;
constexpr std::string_view clear_line = "\r\x1b[K";

}  // namespace

Progress::Progress(const Console& console, std::string what) : console_(console), what_(std::move(what)) {}

Progress::~Progress() {
  if (shown_) static_cast<void>(write_all(STDERR_FILENO, clear_line));
}

bool Progress::tell(std::uint64_t done, std::uint64_t total) {
  if (is_asked_to_stop()) return false;
  const Clock::time_point now = Clock::now();
  if (!console_.shows_progress() || now - begin_ < silent_at_first || now - shown_at_ < between) return true;
  const std::uint64_t share = total == 0 ? 100 : std::min<std::uint64_t>(100, done * 100 / total);
  const std::string line =
      std::string(clear_line) + console_.sentence("command_progress", {what_, std::to_string(share)});
  static_cast<void>(write_all(STDERR_FILENO, line));
  shown_at_ = now;
  shown_ = true;
  return true;
}

}  // namespace pointsbank::command
