// The roster: who is scored, and what holds of each from a day on.
//
// A table says what holds from the day of the command (or of the row, in its column `from`) on. A household that is not
// in it stays as it is; one whose row says what holds already writes nothing. What held before stays: a row that would
// change it needs `correct` and a reason. `joined` and `left` are one value a household: an empty `joined` leaves what
// is known (of a household that is new, the day from which its first row holds), an empty `left` says that it has not
// left.
#include <algorithm>
#include <map>
#include <utility>

#include "bank/entry_reading.hpp"
#include "bank/tables.hpp"
#include "records/text_check.hpp"

namespace pointsbank::bank {

namespace {

enum RosterColumn : std::uint32_t { roster_id, roster_joined, roster_left, roster_name, roster_from, roster_first };

struct GivenRow {
  std::uint64_t line = 0;
  Date from = Date::always();
  std::optional<Date> joined;
  std::optional<Date> left;
  std::vector<journal::Cell> cells;
  std::string name;
};

using GivenRows = std::map<std::string, std::vector<GivenRow>>;

Date day_or_always(const std::optional<Date>& date) { return date.value_or(Date::always()); }
std::optional<Date> date_or_none(Date date) { return date == Date::always() ? std::nullopt : std::optional(date); }

class RosterChange {
 public:
  RosterChange(Work& work, const SetRoster& request)
      : work_(work),
        request_(request),
        format_(work.book().program->table_format()),
        wanted_(records::roster_columns(format_)),
        from_(request.from.empty() ? Date::always() : date_of("from", request.from)),
        issues_(request.table) {}

  Answer run();

 private:
  /// What the bank holds of a household, and what it will hold.
  struct Household {
    std::string id;
    bool is_known = false;
    std::optional<Date> joined, left;
    store::Seq newest = 0;
    std::map<Date, std::vector<journal::Cell>> rows;  // by the day from which each holds
  };

  [[nodiscard]] GivenRows given_rows() const;
  [[nodiscard]] Household held(const std::string& id) const;
  void change(const std::string& id, std::vector<GivenRow> rows);
  bool take_stay(Household& household, const std::vector<GivenRow>& rows);
  bool check_past(const Household& household, const GivenRow& row, bool changes_past);
  void write(const Household& household, const std::map<Date, std::string>& changed, std::string_view name);

  Work& work_;
  const SetRoster& request_;
  const TableFormat& format_;
  const records::Wanted wanted_;
  const Date from_;
  TableIssues issues_;
  std::int64_t new_households_ = 0;
  std::int64_t changed_households_ = 0;
};

GivenRows RosterChange::given_rows() const {
  GivenRows given;
  const auto source = rows_of(request_.table, wanted_);
  records::Batch batch;
  while (source->next(batch)) {
    for (std::size_t row = 0; row < batch.rows.size(); ++row) {
      GivenRow& taken = given[std::string(batch.text(row, roster_id))].emplace_back();
      taken.line = batch.rows[row].line;
      taken.from = optional_date(batch.text(row, roster_from)).value_or(from_);
      taken.joined = optional_date(batch.text(row, roster_joined));
      taken.left = optional_date(batch.text(row, roster_left));
      taken.name = batch.text(row, roster_name);
      for (std::size_t column = roster_first; column < wanted_.size(); ++column) {
        const std::string_view text = batch.text(row, column);
        if (!text.empty()) taken.cells.push_back({wanted_[column].name, std::string(text)});
      }
    }
  }
  return given;
}

RosterChange::Household RosterChange::held(const std::string& id) const {
  Household household;
  household.id = id;
  for (const store::HouseholdRecord& record : work_.store().rows_of_household(id)) {
    auto row = entry_of<journal::HouseholdRow>(work_.store(), record.seq);
    household.is_known = true;
    household.rows[day_or_always(record.from)] = std::move(row.cells);
    if (record.seq < household.newest) continue;
    household.newest = record.seq;
    household.joined = row.joined;
    household.left = row.left;
  }
  return household;
}

/// A change of what held before needs to be called a correction. False where it is none.
bool RosterChange::check_past(const Household& household, const GivenRow& row, bool changes_past) {
  if (!household.is_known || !changes_past || request_.correct) return true;
  issues_.add(row.line, format_.subject, "bank_changes_the_past", {records::shown(household.id)}, "bank_hint_correct");
  return false;
}

/// Sets when the household joined and left; false where that changes the past and must not.
bool RosterChange::take_stay(Household& household, const std::vector<GivenRow>& rows) {
  std::optional<Date> joined = household.joined;
  std::optional<Date> left;
  if (!household.is_known) joined = date_or_none(rows.front().from);
  for (const GivenRow& row : rows) {
    if (row.joined) joined = row.joined;
    if (row.left) left = row.left;
  }
  const GivenRow& last = rows.back();
  if (joined && left && *left < *joined) {
    issues_.add(last.line, "left", "row_left_before_joined", {left->to_string(), joined->to_string()});
    return false;
  }
  const Date earlier = std::min(left.value_or(Date::never()), household.left.value_or(Date::never()));
  const bool changes_past = joined != household.joined || (left != household.left && earlier < from_);
  if (!check_past(household, last, changes_past)) return false;
  household.joined = joined;
  household.left = left;
  return true;
}

void RosterChange::change(const std::string& id, std::vector<GivenRow> rows) {
  std::sort(rows.begin(), rows.end(), [](const GivenRow& a, const GivenRow& b) { return a.from < b.from; });
  Household household = held(id);
  const Household before = household;
  if (!take_stay(household, rows)) return;
  const Date last_held = before.rows.empty() ? Date::always() : before.rows.rbegin()->first;
  std::map<Date, std::string> changed;  // the days of the rows that are written, and why the past is corrected
  std::string_view name;
  for (const GivenRow& row : rows) {
    if (!row.name.empty()) name = row.name;
    auto in_force = household.rows.upper_bound(row.from);
    if (in_force != household.rows.begin()) --in_force;
    if (in_force != household.rows.end() && in_force->second == row.cells) continue;
    const bool changes_past = row.from < last_held || row.from == Date::always() || row.from < from_;
    if (!check_past(household, row, changes_past)) return;
    household.rows[row.from] = row.cells;
    changed.emplace(row.from, changes_past && before.is_known ? request_.reason : std::string());
  }
  const bool has_other_stay = household.joined != before.joined || household.left != before.left;
  if (changed.empty() && !has_other_stay && before.is_known && !is_new_name(work_, id, name)) return;
  // What is one value a household stands in its newest row.
  if (changed.empty())
    changed.emplace(household.rows.rbegin()->first, has_other_stay ? request_.reason : std::string());
  write(household, changed, name);
  Date since = changed.begin()->first;
  if (household.joined != before.joined) since = Date::always();
  if (household.left != before.left) {
    since = std::min({since, household.left.value_or(Date::never()), before.left.value_or(Date::never())});
  }
  mark(work_, id, {}, since);
  ++(before.is_known ? changed_households_ : new_households_);
}

void RosterChange::write(const Household& household, const std::map<Date, std::string>& changed,
                         std::string_view name) {
  const std::optional<Digest> digest = keep_name(work_, household.id, name);
  for (const auto& [from, reason] : changed) {
    const std::optional<Date> day = date_or_none(from);
    const store::Seq seq =
        work_.write(journal::HouseholdRow{work_.by(), work_.at(), household.id, day, household.joined, household.left,
                                          household.rows.at(from), digest, reason});
    work_.store().put(store::HouseholdRecord{household.id, day, seq});
  }
}

Answer RosterChange::run() {
  if (request_.correct && request_.reason.empty()) wrong("reason", "bank_missing_field", {"reason"});
  Issues warnings;
  ReadOptions options;
  options.warnings = &warnings;
  static_cast<void>(records::roster_from(*rows_of(request_.table, wanted_), format_, options));
  GivenRows given = given_rows();
  for (auto& [id, rows] : given) {
    if (!issues_.is_full()) change(id, std::move(rows));
  }
  issues_.throw_if_any();
  Answer answer;
  answer.values = {number_value("households", static_cast<std::int64_t>(given.size())),
                   number_value("new", new_households_), number_value("changed", changed_households_)};
  add_ignored_columns(answer, warnings);
  return answer;
}

}  // namespace

Answer carry_out(Work& work, const SetRoster& request) {
  work.need_officer(journal::Role::clerk);
  return RosterChange(work, request).run();
}

}  // namespace pointsbank::bank
