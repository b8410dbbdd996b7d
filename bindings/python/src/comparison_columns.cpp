#include "comparison_columns.hpp"

#include <unordered_map>

namespace pointsbank::python {

namespace {

using Kind = ResultColumn::Kind;

/// The columns of one table, filled row by row.
class Columns {
 public:
  Columns(std::string name, int decimals) : table_{std::move(name), 0, {}}, decimals_(decimals) {}

  std::size_t add(std::string name, Kind kind) {
    ResultColumn& made = table_.columns.emplace_back();
    made.name = std::move(name);
    made.kind = kind;
    made.decimals = kind == Kind::amounts ? decimals_ : 0;
    codes_.emplace_back();
    return table_.columns.size() - 1;
  }
  void add_changes(std::initializer_list<std::string_view> amounts) {
    for (const std::string_view amount : amounts) {
      for (const std::string_view side : {"_before", "_after", "_difference"})
        add(std::string(amount) + std::string(side), Kind::amounts);
    }
  }

  void text(std::size_t column, std::string_view text) { table_.columns[column].add_text(text); }
  void choice(std::size_t column, const std::string& text) {
    ResultColumn& choices = table_.columns[column];
    const auto [found, is_new] = codes_[column].try_emplace(text, static_cast<std::int32_t>(choices.choices.size()));
    if (is_new) choices.choices.push_back(text);
    choices.codes.push_back(found->second);
  }
  void number(std::size_t column, std::int64_t number) { table_.columns[column].add_number(number); }
  void date(std::size_t column, Date date) { table_.columns[column].add_date(date); }
  /// Into three columns from this one on.
  std::size_t change(std::size_t column, const BeforeAfter& amount) {
    number(column, amount.before), number(column + 1, amount.after), number(column + 2, amount.difference());
    return column + 3;
  }
  [[nodiscard]] ResultTable finish(std::size_t rows) {
    table_.rows = rows;
    return std::move(table_);
  }

 private:
  ResultTable table_;
  int decimals_;
  std::vector<std::unordered_map<std::string, std::int32_t>> codes_;
};

ResultTable households(const Comparison& comparison, const std::vector<HouseholdChange>& rows, std::string name) {
  Columns table(std::move(name), comparison.decimals());
  table.add(comparison.roster().format().subject, Kind::texts);
  table.add_changes({"standing", "spendable", "earned", "deducted"});
  for (const HouseholdChange& each : rows) {
    table.text(0, comparison.roster().id(each.household));
    std::size_t at = 1;
    for (const BeforeAfter* const amount : {&each.standing, &each.spendable, &each.earned, &each.deducted})
      at = table.change(at, *amount);
  }
  return table.finish(rows.size());
}

ResultTable posted(const Comparison& comparison, const std::vector<PostedChange>& rows, std::string name,
                   std::string key, bool has_cause) {
  const bool is_period = key == "period" && comparison.options().period != PeriodKind::ever;
  Columns table(std::move(name), comparison.decimals());
  table.add(std::move(key), is_period ? Kind::dates : Kind::choices);
  if (has_cause) table.add("cause", Kind::choices);
  const std::size_t first = table.add("postings_before", Kind::integers);
  table.add("postings_after", Kind::integers);
  table.add_changes({"standing", "spendable"});
  for (const PostedChange& each : rows) {
    is_period ? table.date(0, Date::parse(each.key).value()) : table.choice(0, each.key);
    if (has_cause) table.choice(1, each.cause);
    table.number(first, each.postings.before);
    table.number(first + 1, each.postings.after);
    table.change(table.change(first + 2, each.standing), each.spendable);
  }
  return table.finish(rows.size());
}

const char* word(Movement::Of of) {
  constexpr const char* words[] = {"rank", "level", "dividend", "benefit"};
  return words[static_cast<std::size_t>(of)];
}

ResultTable movements(const Comparison& comparison) {
  Columns table("movements", comparison.decimals());
  table.add("what", Kind::choices);
  table.add("closing", Kind::choices);
  table.add("period", Kind::dates);
  table.add(comparison.roster().format().subject, Kind::texts);
  table.add("before", Kind::texts);
  table.add("after", Kind::texts);
  for (const Movement& each : comparison.movements()) {
    table.choice(0, word(each.of));
    table.choice(1, each.closing);
    table.date(2, each.period);
    table.text(3, comparison.roster().id(each.household));
    table.text(4, each.before);
    table.text(5, each.after);
  }
  return table.finish(comparison.movements().size());
}

}  // namespace

ResultTable comparison_table(const Comparison& comparison, const std::string& name) {
  if (name == "households") return households(comparison, comparison.households(), name);
  if (name == "rules") return posted(comparison, comparison.by_rule(), name, "source", true);
  if (name == "categories") return posted(comparison, comparison.by_category(), name, "category", false);
  if (name == "periods") return posted(comparison, comparison.by_period(), name, "period", false);
  if (name == "movements") return movements(comparison);
  throw UsageError("a comparison has no table `" + name + "`");
}

ResultTable group_table(const Comparison& comparison, const std::string& group) {
  const std::vector<GroupChange> rows = comparison.by_group(group);
  Columns table("by_" + group, comparison.decimals());
  table.add(group, Kind::choices);
  for (const char* const count : {"households", "winners", "losers"}) table.add(count, Kind::integers);
  table.add_changes({"standing", "spendable"});
  for (const GroupChange& each : rows) {
    table.choice(0, each.key);
    table.number(1, each.households);
    table.number(2, each.winners);
    table.number(3, each.losers);
    table.change(table.change(4, each.standing), each.spendable);
  }
  return table.finish(rows.size());
}

ResultTable moving_table(const Comparison& comparison, bool gains, std::size_t count) {
  return households(comparison, gains ? comparison.winners(count) : comparison.losers(count),
                    gains ? "winners" : "losers");
}

ResultTable posted_table(const std::vector<MonthlyPosted>& rows, int decimals) {
  Columns table("posted", decimals);
  table.add("month", Kind::dates);
  for (const char* const name : {"source", "cause", "category"}) table.add(name, Kind::choices);
  table.add("postings", Kind::integers);
  table.add("standing", Kind::amounts);
  table.add("spendable", Kind::amounts);
  for (const MonthlyPosted& each : rows) {
    table.date(0, each.month);
    table.choice(1, each.source);
    table.choice(2, std::string(to_string(each.cause)));
    table.choice(3, each.category);
    table.number(4, each.postings);
    table.number(5, each.standing);
    table.number(6, each.spendable);
  }
  return table.finish(rows.size());
}

}  // namespace pointsbank::python
