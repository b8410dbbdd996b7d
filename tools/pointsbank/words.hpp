// The words of a command line, cut by their options, and what they say.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "options.hpp"

namespace pointsbank::command {

/// The words of one command, by its options. What is wrong with them is appended to the issues.
class Words {
 public:
  explicit Words(Issues& issues) : issues_(issues) {}

  std::map<std::string, std::vector<std::string>, std::less<>> values;

  [[nodiscard]] bool has(Name name) const {
    return values.find(name) != values.end() && !values.find(name)->second.empty();
  }
  [[nodiscard]] std::string text(Name name) const {
    return has(name) ? values.find(name)->second.front() : std::string();
  }
  [[nodiscard]] Path path(Name name) const { return text(name); }
  [[nodiscard]] std::vector<Path> paths(Name name) const;
  [[nodiscard]] Date date(Name name) const;
  [[nodiscard]] MomentOrDate moment_or_date(Name name) const;
  [[nodiscard]] std::uint64_t whole(Name name, std::uint64_t otherwise, std::uint64_t least, std::uint64_t most) const;
  /// Has an unknown option been taken for this one?
  [[nodiscard]] bool is_meant(Name name) const;
  void wrong(Name code, std::vector<std::string> arguments) const;

 private:
  Issues& issues_;
};

/// Is everything there that the command needs, is it there once, and can files that are to be read be found?
void check_words(const CommandEntry& command, const Words& words);
/// What they say.
[[nodiscard]] Command read_words(const CommandEntry& command, const Words& words);
/// The same of a command of the bank (bank_words.cpp).
[[nodiscard]] BankArguments bank_arguments(std::string command, const Words& words);

}  // namespace pointsbank::command
