// Reads one document as a rule list. Private to the module; spread over list.cpp, declarations.cpp, rules.cpp,
// scores.cpp, closings.cpp, bank_keys.cpp, examples.cpp and additions.cpp.
//
// A list that extends another is read twice: alone (what depends on its base is left open), and on top of it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "rulelist/model.hpp"
#include "rulelist/reader.hpp"
#include "rulelist/scope.hpp"

namespace pointsbank::rulelist {

class ListReader {
 public:
  /// `base`: what the document is read on top of, complete; null where it extends nothing or the base is not known.
  ListReader(const json::Source& source, const json::Value& document, const List* base, Issues& issues);

  /// What the document itself says; of a base only its id and version are taken over.
  [[nodiscard]] List read();

 private:
  // list.cpp: the list's own keys.
  void allow_keys(Object& root);
  void read_identity(Object& root);
  void read_points(const Node& node);
  void read_base(const Node& node);
  void read_extends(const Node& node);
  void read_additions(const Node& node);
  DateRange date_range(const Node& node, bool needs_from);

  // declarations.cpp: names that the rest refers to.
  void read_subject(const Node& node);
  void read_groups(const Node& node);
  void read_attributes(const Node& node);
  void read_attribute(const Node& node, const json::Value::Member& member, bool of_subject);
  void read_categories(const Node& node);
  void read_category(const Node& node);
  std::vector<SideLimit> side_limits(const Node& node);
  void side_limit(const Node& node, std::vector<SideLimit>& limits);
  void declare_base();

  // rules.cpp
  void read_rules(const Node& node, bool positive);
  void read_rule(const Node& node, bool positive);
  void read_rule_parts(Object& object, Rule& rule);
  void check_category(const Node& node, const std::string& category);
  void note_id(const Node& node, const std::string& id);
  std::optional<Repeat> repeat(const Node& node);
  std::optional<Exclusive> exclusive(const Node& node, bool positive);
  std::vector<Limit> limits(const Node& node);
  void limit(const Node& node, std::vector<Limit>& limits);
  std::optional<Validity> validity(const Node& node);
  std::optional<Veto> veto(const Node& node);
  Provenance provenance(const Node& node);

  // scores.cpp
  Score score(const Node& node);
  void score_form(const Node& node, Score& score);
  void rate(const Object& object, const Node& node, Score& score);
  void grades(const Node& node, Score& score);
  void bands(const Node& node, bool may_not_fall, Score& score);
  void marginal(const Node& node, Score& score);
  void range(const Node& node, Score& score);
  std::optional<Score::Over> over(const Node& node);

  // closings.cpp
  void read_closing(const Node& node);
  void allow_closing_keys(Object& object, const Closing& closing, bool is_kind_known);
  void obligation(Object& object, Closing& closing);
  void continuing(Object& object, Closing& closing);
  void ranking(Object& object, Closing& closing);
  void rating(Object& object, Closing& closing);
  void expiry(Object& object, Closing& closing);
  void reset(Object& object, Closing& closing);
  void dividend(Object& object, Closing& closing);
  void benefit(Object& object, Closing& closing);
  void measure(const Object& object, Closing& closing);
  void awards(const Node& node, Closing& closing);
  void levels(const Node& node, Closing& closing);

  // bank_keys.cpp: the shape of what the bank reads; nothing is kept.
  void check_workflow(const Node& node);
  void check_redemption(const Node& node);
  void check_calendar(const Object& root);
  std::vector<std::pair<Date, Place>> days_list(const Node& node);

  // examples.cpp
  void read_example(const Node& node);
  std::vector<Example::Row> rows(const Node& node);
  void expected_rows(const Node& node, Example& example);
  struct Columns {
    std::string_view table;
    bool is_output = false;
    std::vector<std::string_view> names;
    std::unordered_set<std::string_view> known;
  };
  [[nodiscard]] Columns columns_of(std::string_view table, bool is_output) const;
  std::optional<Example::Row> row(const Node& node, const Columns& columns);

  // additions.cpp: what a base with ceilings allows.
  void check_addition(const Object& object, const Rule& rule);
  void check_added_score(const Node& node, const Rule& rule, const std::optional<Number>& ceiling);
  void check_number_of_additions(const Object& root);

  // Shared.
  std::optional<Account> account(const Node& node);
  std::optional<bool> by_member(const Node& node);
  std::vector<std::string> kinds(const Node& node, bool may_be_empty);
  std::optional<expression::Expression> expression(const Node& node, const expression::Scope& scope,
                                                   expression::Type type);
  std::optional<std::int64_t> units(const Node& node);  ///< of the list's points
  std::optional<std::int64_t> units_not_below_zero(const Node& node);
  /// Warns where `text` and an earlier one of the same sort differ only in how they are encoded.
  void note_spelling(const Node& node, std::string_view sort, const std::string& text);
  [[nodiscard]] bool is_deferred() const noexcept { return extends_ && base_ == nullptr; }

  struct Group {
    bool positive;
    std::optional<PeriodKind> per;
    Place place;
  };

  Reader reader_;
  const json::Value& document_;
  const List* base_;
  List list_;
  bool extends_ = false;
  std::optional<int> decimals_;  // none: not known, so units are not checked
  std::string subject_ = "household";
  std::unordered_map<std::string, Place> ids_;
  std::unordered_map<std::string, Place> categories_;
  std::vector<std::string_view> category_names_;
  std::unordered_map<std::string, Place> subject_names_, event_names_;  // groups and attributes
  std::vector<std::string> unreadable_names_;                           // declared, but not what they are
  std::unordered_map<std::string, Group> groups_;                       // of `exclusive`
  std::unordered_set<std::string> base_groups_, base_categories_;
  std::map<std::pair<std::string, std::string>, std::string> spellings_;
  Scopes scopes_;
};

}  // namespace pointsbank::rulelist
