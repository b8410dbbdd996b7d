// Reforms: what is to change in a rule book, as data. Each operation names what it changes by id, never by position,
// and may hold for some days only; applying a reform gives a new book, whose versions are split at its dates.
//
//   Reform reform = Reform("winter plan").set(Reform::rule("volunteering"), "score.rate", "3", {.from = november});
//   std::vector<RuleList> lists = reform.apply(book);    // `book` is untouched
//
// Fields are written as `differences` writes them: `score.rate`, `limits[year,household].points`,
// `awards[1-3].points`, `levels[five_star].at_least`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/rule_list.hpp"

namespace pointsbank {

enum class ReformKind : std::uint8_t {
  set,      ///< a field gets a value; it may have been absent
  scale,    ///< the amounts of a field are multiplied, exactly
  disable,  ///< not in effect; its kinds of event stay known
  enable,   ///< in effect on all days
  add,      ///< a new rule, category or closing
  remove,   ///< a rule, category or closing; with a field that field alone
  order,    ///< those that `value` names change places so that they stand in its order
};

/// What an operation changes. A field that categories and lists have not themselves is changed in all of their rules.
struct ReformTarget {
  enum class Part : std::uint8_t { list, category, rule, closing };
  Part part = Part::list;
  std::string id;    ///< empty: the list itself
  std::string side;  ///< `positive`, `negative`: all rules of it, or where a rule is added; `closings` for `order`
};

/// When an operation holds (both ends included; throughout where absent), and whether it takes the place of an earlier
/// one on the same thing.
struct ReformWhen {
  std::optional<Date> from = {};
  std::optional<Date> to = {};
  bool override_earlier = false;
};

struct ReformOperation {
  ReformKind kind = ReformKind::set;
  ReformTarget target;
  std::string field;
  std::string value;                      ///< JSON: of `set`, `add`, `order` (a list of ids)
  std::string by;                         ///< an exact decimal: of `scale`
  std::optional<std::string> after = {};  ///< of `add`: behind which id, at the beginning where empty; else at the end
  ReformWhen when = {};
};

class Reform {
 public:
  using Kind = ReformKind;
  using Part = ReformTarget::Part;
  using Target = ReformTarget;
  using When = ReformWhen;
  using Operation = ReformOperation;
  [[nodiscard]] static Target rule(std::string id) { return {Part::rule, std::move(id), {}}; }
  [[nodiscard]] static Target category(std::string id) { return {Part::category, std::move(id), {}}; }
  [[nodiscard]] static Target closing(std::string id) { return {Part::closing, std::move(id), {}}; }
  [[nodiscard]] static Target side(std::string side) { return {Part::list, {}, std::move(side)}; }
  [[nodiscard]] static Target list() { return {}; }

  Reform() = default;
  explicit Reform(std::string title) : title_zh_(title), title_en_(std::move(title)) {}

  Reform& set(Target target, std::string field, std::string json_value, When when = {});
  Reform& scale(Target target, std::string field, std::string by, When when = {});
  Reform& disable(Target target, When when = {});
  Reform& enable(Target target, When when = {});
  /// `json` is the whole rule, category or closing; of a rule `target.side` says into which list it goes.
  Reform& add(Target target, std::string json, When when = {});
  Reform& remove(Target target, std::string field = {}, When when = {});
  Reform& push(Operation operation);

  [[nodiscard]] const std::string& title(Language language) const noexcept {
    return language == Language::zh ? title_zh_ : title_en_;
  }
  [[nodiscard]] const std::vector<Operation>& operations() const noexcept { return operations_; }
  /// What is wrong in the reform's own text, before any rule list is looked at.
  [[nodiscard]] const Issues& issues() const noexcept { return issues_; }
  /// The text that places of issues lead to: what was parsed, else what `to_json` writes.
  [[nodiscard]] SourceText source() const;
  [[nodiscard]] std::string to_json() const;

  /// A new book. All operations are checked before any applies: InputError with all that is wrong, RuleListError where
  /// the book itself is. Lists that nothing touches are given back as they are; a list whose days are divided becomes
  /// several, the first with its version's name, later ones with their first day behind it.
  [[nodiscard]] std::vector<RuleList> apply(std::span<const RuleList> lists) const;

 private:
  friend Reform parse_reform(const SourceText& source);
  std::string title_zh_, title_en_;
  std::vector<Operation> operations_;
  Issues issues_;
  SourceText source_;
};

/// Reads a reform; what is wrong stands in its `issues`.
[[nodiscard]] Reform parse_reform(const SourceText& source);

/// Everything that is wrong with the reform for this book, each at the place of its operation; and as warnings the
/// operations that change nothing: the value is so already, the days lie outside the book.
[[nodiscard]] Issues check(const Reform& reform, std::span<const RuleList> lists);

/// Warnings for the operations on rules that no event in the data can be heard by, on the operations' days.
[[nodiscard]] Issues unheard(const Reform& reform, std::span<const RuleList> lists, const Events& events);

/// The reform that makes the first book mean what the second does. Titles come along; `effective` of the book does too.
[[nodiscard]] Reform reform_between(const Program& before, const Program& after, std::string title);

/// A rule list as text: byte for byte as it was read, or as a reform has made it.
[[nodiscard]] std::string to_json(const RuleList& list);
/// The name of its file: that of what it was read from; for a part of a divided list with its first day.
[[nodiscard]] std::string file_name(const RuleList& list);

}  // namespace pointsbank
