// Small villages and what is told of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "pointsbank/explain.hpp"

namespace pointsbank::given {

/// Rows of a table, written as CSV without quotes. The cells point into it.
class Table {
 public:
  explicit Table(std::string text);
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  [[nodiscard]] const std::vector<Cells>& rows() const noexcept { return rows_; }

 private:
  std::string text_;
  std::vector<Cells> rows_;
};

/// A rule list of points with two decimals, groups `grid`, attributes `subject.members` and `event.level`, with a
/// category `c`; `keys` are further keys, with rules and closings among them.
[[nodiscard]] std::string list(const std::string& keys);
/// `"positive": [{"id": "r", "category": "c", …}]`, titled 志愿服务 and Volunteering; `keys` begins with a comma.
[[nodiscard]] std::string positive(const std::string& keys);
/// `"negative": [{"id": "n", …}]`, titled 乱扔垃圾 and Litter.
[[nodiscard]] std::string negative(const std::string& keys);

/// What is told of a village whose roster is H1 and H2 of grid g1 (2 and 4 members), unless it says otherwise.
struct Village {
  std::string rules;
  std::string events;
  std::string through = "2026-12-31";
  std::string roster = "household,grid,members\nH1,g1,2\nH2,g1,4\n";
  std::string entries = "entry,household,at,cause,standing,spendable\n";
  std::string as_of = {};

  [[nodiscard]] Explanation ask(const ExplainQuestion& question) const;
};

/// The document of an explanation; it is valid JSON.
class Document {
 public:
  explicit Document(const std::string& text);
  /// The text, number or word at a JSON pointer; `(nothing)` where there is none.
  [[nodiscard]] std::string at(std::string_view pointer) const;
  [[nodiscard]] const json::Value* find(std::string_view pointer) const;

 private:
  json::Value value_;
};

/// The first rule of the first item, or one of its steps: the first with this name.
[[nodiscard]] const json::Value* step(const Document& document, std::string_view name,
                                      std::string_view steps = "/items/0/rules/0/steps");
/// A member of a step as text; `(nothing)` where there is none.
[[nodiscard]] std::string of(const json::Value* step, std::string_view key);

/// Does the text hold this line, whatever it is indented by?
[[nodiscard]] bool has_line(const std::string& text, std::string_view line);

}  // namespace pointsbank::given
