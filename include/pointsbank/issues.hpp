// What is wrong, where, and what to write instead; and the exceptions that carry it.
//
// A mistake in a rule list or in data is an Issue: all of them are collected and reported at once. Misuse of the
// library and faults of the machine throw. Sentences exist in Chinese and English and are made from a code and its
// arguments, so that programs compare codes and people read sentences.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace pointsbank {

enum class Language : std::uint8_t { en, zh };

enum class Severity : std::uint8_t { error, warning };

/// Where something stands. Lines and columns count from 1, columns in characters; 0 where unknown.
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string pointer;  ///< JSON pointer (RFC 6901), or a column's name in a table

  friend bool operator==(const Place&, const Place&) = default;
};

struct Issue {
  std::string code;  ///< `unknown_key`, `finer_than_unit`, …: the catalogue in docs/errors.md
  Severity severity = Severity::error;
  Place place;
  std::vector<std::string> arguments;       ///< what fills the sentence's {0}, {1}, …
  std::string hint;                         ///< the code of the hint's sentence, or empty
  std::vector<std::string> hint_arguments;  ///< what fills the hint

  /// The sentence, without place or hint.
  [[nodiscard]] std::string sentence(Language language = Language::en) const;
  /// `file:line:column: /pointer: sentence; hint`
  [[nodiscard]] std::string to_string(Language language = Language::en) const;
};

using Issues = std::vector<Issue>;
[[nodiscard]] bool has_errors(const Issues& issues) noexcept;

/// The root of everything that the library throws.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The rule list or the data is wrong: holds every issue found. A command ends with exit code 2.
class InputError : public Error {
 public:
  explicit InputError(Issues issues);
  [[nodiscard]] const Issues& issues() const noexcept { return issues_; }

 private:
  Issues issues_;
};

/// Rule lists alone; thrown by `compile`.
class RuleListError : public InputError {
 public:
  using InputError::InputError;
};

/// A sum or an amount left 64 bits; `household` names whose.
class OverflowError : public InputError {
 public:
  explicit OverflowError(std::string household);
  [[nodiscard]] const std::string& household() const noexcept { return household_; }

 private:
  std::string household_;
};

/// The library was called wrongly (tables of another format, a column of another length).
class UsageError : public Error {
 public:
  using Error::Error;
};

/// The machine failed: a file cannot be opened, read or written. A command ends with exit code 1.
class MachineError : public Error {
 public:
  using Error::Error;
};

/// The caller's progress callback asked to stop.
class Cancelled : public Error {
 public:
  Cancelled() : Error("cancelled") {}
};

}  // namespace pointsbank
