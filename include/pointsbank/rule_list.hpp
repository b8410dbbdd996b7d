// Rule lists: from text to a checked, compiled program.
//
//   RuleList list = parse({"rules/example.json", text});   // never throws for what the text says
//   Issues issues = check(std::span(&list, 1));             // every mistake, with its place
//   Program program = compile(std::span(&list, 1));         // throws RuleListError with all of them
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "pointsbank/calendar.hpp"
#include "pointsbank/issues.hpp"
#include "pointsbank/tables.hpp"

namespace pointsbank {

namespace rulelist {
struct List;
}
namespace program {
struct Program;
}

/// A text and the name that messages use for it.
struct SourceText {
  std::string name;
  std::string text;
};

/// Reads a file; MachineError where it cannot be read.
[[nodiscard]] SourceText read_source(const std::filesystem::path& file);

/// One rule list as it was read, with what is wrong in it. A value: copies share what was read.
class RuleList {
 public:
  [[nodiscard]] const std::string& id() const noexcept;
  [[nodiscard]] const std::string& version() const noexcept;
  [[nodiscard]] std::string title(Language language) const;
  /// What is wrong in this list alone.
  [[nodiscard]] const Issues& issues() const noexcept { return *issues_; }
  [[nodiscard]] const rulelist::List& model() const noexcept { return *list_; }  ///< for the library's own modules

 private:
  friend RuleList parse(const SourceText& source);
  std::shared_ptr<const rulelist::List> list_;
  std::shared_ptr<const Issues> issues_;
};

[[nodiscard]] RuleList parse(const SourceText& source);

/// All issues of the lists and of the rule book that they form together, ordered by file, line and column.
[[nodiscard]] Issues check(std::span<const RuleList> lists);

/// A compiled rule book: immutable, cheap to copy, shared by threads.
class Program {
 public:
  [[nodiscard]] const std::string& id() const noexcept;
  /// What the book declares about tables: reading needs it.
  [[nodiscard]] const TableFormat& table_format() const noexcept;
  [[nodiscard]] int decimals() const noexcept;
  [[nodiscard]] const program::Program& compiled() const noexcept {
    return *compiled_;
  }  ///< for the library's own modules

 private:
  friend Program compile(std::span<const RuleList> lists);
  std::shared_ptr<const program::Program> compiled_;
};

/// Compiles the rule book that the lists form. Throws RuleListError with all issues where there are errors.
[[nodiscard]] Program compile(std::span<const RuleList> lists);
/// The same from files.
[[nodiscard]] Program load_rule_book(std::span<const std::filesystem::path> files);

}  // namespace pointsbank
