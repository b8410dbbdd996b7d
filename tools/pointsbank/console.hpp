// Where the command line speaks: results to standard output, messages to standard error, in the reader's language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/issues.hpp"

namespace pointsbank::command {

/// How a run ends, for the shell.
enum class ExitCode : int {
  done = 0,
  fault = 1,  ///< of the program or the machine
  wrong = 2,  ///< use or input
  no = 3,     ///< the answer is no
};

/// What is wrong with how the command was called; it has no place in a file.
[[nodiscard]] Issue wrong_use(std::string_view code, std::vector<std::string> arguments = {});
/// The same with `did you mean …`, where one of `known` is near.
[[nodiscard]] Issue wrong_use(std::string_view code, std::string given, const std::vector<std::string>& known);

class Console {
 public:
  Console(Language language, bool quiet);

  [[nodiscard]] Language language() const noexcept { return language_; }
  /// A sentence of the catalogue.
  [[nodiscard]] std::string sentence(std::string_view code, std::vector<std::string> arguments = {}) const;

  /// Puts a result on standard output; MachineError where it cannot be written.
  void result(std::string_view text) const;
  // Messages. One that cannot be written is lost.
  void tell(std::string_view line) const;     ///< unless the run is to be quiet
  void message(std::string_view line) const;  ///< in any case
  void error(std::string_view text) const;
  /// What is wrong, one a line: `file:line:column: /pointer: sentence; hint`.
  void issues(const Issues& issues) const;

  [[nodiscard]] bool is_quiet() const noexcept { return quiet_; }
  /// Is somebody looking on who wants to see how far it is?
  [[nodiscard]] bool shows_progress() const noexcept { return terminal_ && !quiet_; }

 private:
  [[nodiscard]] std::string coloured(std::string_view text, std::string_view colour) const;

  Language language_;
  bool quiet_;
  bool terminal_;
  bool colours_;
};

/// Writes all of it to a descriptor; false where that fails, with errno.
[[nodiscard]] bool write_all(int descriptor, std::string_view text) noexcept;

}  // namespace pointsbank::command
