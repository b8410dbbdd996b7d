#include "console.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <numeric>

namespace pointsbank::command {

namespace {

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view red = "\x1b[1;31m";
constexpr std::string_view yellow = "\x1b[1;33m";
constexpr std::string_view plain = "\x1b[0m";

bool wants_colours() {
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const term = std::getenv("TERM");
  return (no_color == nullptr || *no_color == '\0') && term != nullptr && std::string_view(term) != "dumb";
}

/// How many letters have to be changed to come from one word to another.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, changed});
    }
  }
  return row.back();
}

}  // namespace

Issue wrong_use(std::string_view code, std::vector<std::string> arguments) {
  Issue issue;
  issue.code = code;
  issue.arguments = std::move(arguments);
  return issue;
}

Issue wrong_use(std::string_view code, std::string given, const std::vector<std::string>& known) {
  Issue issue = wrong_use(code, {given});
  constexpr std::size_t longest = 128;
  if (given.size() > longest) return issue;
  std::size_t nearest = given.size() / 3 + 2;
  for (const std::string& word : known) {
    if (word.size() > longest) continue;
    const std::size_t here = distance(given, word);
    if (here >= nearest) continue;
    nearest = here;
    issue.hint = "did_you_mean";
    issue.hint_arguments = {word};
  }
  return issue;
}

bool write_all(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Console::Console(Language language, bool quiet)
    : language_(language),
      quiet_(quiet),
      terminal_(isatty(STDERR_FILENO) != 0),
      colours_(terminal_ && wants_colours()) {}

std::string Console::sentence(std::string_view code, std::vector<std::string> arguments) const {
  return wrong_use(code, std::move(arguments)).sentence(language_);
}

void Console::result(std::string_view text) const {
  if (!write_all(STDOUT_FILENO, text))
    throw MachineError(std::string("cannot write to standard output: ") + std::strerror(errno));
}

void Console::message(std::string_view line) const {
  std::string text(line);
  text.push_back('\n');
  static_cast<void>(write_all(STDERR_FILENO, text));
}

void Console::tell(std::string_view line) const {
  if (!quiet_) message(line);
}

std::string Console::coloured(std::string_view text, std::string_view colour) const {
  if (!colours_) return std::string(text);
  return std::string(colour).append(text).append(plain);
}

void Console::error(std::string_view text) const { message(coloured(sentence("command_error"), red).append(text)); }

void Console::issues(const Issues& issues) const {
  for (const Issue& issue : issues) {
    const bool is_warning = issue.severity == Severity::warning;
    const std::string line = issue.to_string(language_);
    const std::string warning = is_warning ? coloured(sentence("command_warning"), yellow) : std::string();
    if (issue.place == Place{}) {
      is_warning ? message(warning + line) : error(line);
      continue;
    }
    // Only the place stands out; what follows is for reading.
    const std::size_t end = issue.place.file.empty() ? 0 : line.find(": ", issue.place.file.size());
    if (end == std::string::npos || end == 0) {
      message(warning + line);
    } else {
      message(warning + coloured(std::string_view(line).substr(0, end + 1), bold) + line.substr(end + 1));
    }
  }
}

}  // namespace pointsbank::command
