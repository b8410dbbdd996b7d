// What comes in decided already: events, revocations, opening balances.
//
// A row that says again what the bank has counts once; an id that comes with other content is a mistake. A revocation
// takes back an event that counts. One of an event that is not there yet waits for it, so that the order of files means
// as little as that of rows; one of an event that has fallen, or of a revocation, changes nothing, as in an evaluation.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "bank/claims.hpp"
#include "bank/entry_reading.hpp"
#include "bank/tables.hpp"
#include "records/event_columns.hpp"
#include "records/table_reading.hpp"
#include "records/text_check.hpp"

namespace pointsbank::bank {

namespace {

using journal::Step;
using workflow::State;

// -------------------------------------------------------------------------------------------------------------- events

class EventsImport {
 public:
  EventsImport(Work& work, const File& table)
      : work_(work),
        table_(table),
        format_(work.book().program->table_format()),
        wanted_(records::event_columns(format_)),
        offset_(format_.utc_offset),
        issues_(table) {}

  Answer run();

 private:
  struct Row {
    journal::EventEntry entry;
    std::uint64_t line = 0;
  };

  void check(Issues& warnings);
  void read(const records::Batch& batch, std::size_t number, Row& row) const;
  void take(Row& row);
  void take_event(const Row& row);
  void take_revocation(const Row& row);
  [[nodiscard]] bool is_there(const Row& row);
  void revoke(store::EventRecord record, const journal::EventEntry& target, const std::string& revocation);
  [[nodiscard]] std::string household_of_member(const std::string& member, Date date);
  void note(const std::string& household, const std::string& member, Date date);
  void mark_all();

  Work& work_;
  const File& table_;
  const TableFormat& format_;
  const records::Wanted wanted_;
  const int offset_;
  TableIssues issues_;
  bool has_others_ = false;  // an id may be there already
  bool has_early_revocations_ = false;
  std::int64_t events_ = 0;
  std::int64_t revocations_ = 0;
  std::int64_t duplicates_ = 0;
  std::vector<Row> later_;  // revocations come after all events
  std::unordered_map<std::string, std::vector<store::MemberRecord>> stays_;
  std::unordered_set<std::string> households_, members_;  // whom it concerns
  Date since_ = Date::never();
};

std::string early_revocation(const std::string& event) { return "early_revocation:" + event; }

/// Everything that is wrong with the table itself.
void EventsImport::check(Issues& warnings) {
  ReadOptions options;
  options.warnings = &warnings;
  const Events events = records::events_from(*rows_of(table_, wanted_), format_, options);
  has_others_ = !events.duplicates().empty();
  work_.store().visit_events([&](const store::EventRecord&) { return !(has_others_ = true); });
  has_early_revocations_ = work_.store().setting("early_revocations").has_value();
}

void EventsImport::read(const records::Batch& batch, std::size_t number, Row& row) const {
  const auto text = [&](std::uint32_t column) { return std::string(batch.text(number, column)); };
  row.line = batch.rows[number].line;
  journal::EventEntry& entry = row.entry;
  entry.by = work_.by();
  entry.at = work_.at();
  entry.is_final = true;
  entry.event = text(records::event_id);
  entry.household = text(records::event_subject);
  entry.cells.clear();
  const bool is_revocation = !batch.text(number, records::event_revokes).empty();
  const auto add = [&](std::uint32_t column) {
    const std::string_view cell = batch.text(number, column);
    if (!cell.empty()) entry.cells.push_back({wanted_[column].name, std::string(cell)});
  };
  // Of a revocation nothing else is read.
  entry.member = is_revocation ? std::string() : text(records::event_member);
  entry.kind = is_revocation ? std::string() : text(records::event_kind);
  entry.occurred = is_revocation ? std::string() : text(records::event_at);
  if (is_revocation) {
    add(records::event_recorded);
    add(records::event_revokes);
    return;
  }
  for (const std::uint32_t column : {records::event_quantity, records::event_points, records::event_grade,
                                     records::event_act, records::event_recorded}) {
    add(column);
  }
  for (std::uint32_t column = records::event_first_attribute; column < wanted_.size(); ++column) add(column);
}

std::string_view revoked_by(const journal::EventEntry& entry) {
  const bool is_revocation = !entry.cells.empty() && entry.cells.back().column == "revokes";
  return is_revocation ? std::string_view(entry.cells.back().text) : std::string_view();
}

void EventsImport::take(Row& row) {
  if (is_there(row)) return;
  if (revoked_by(row.entry).empty()) {
    take_event(row);
  } else {
    later_.push_back(std::move(row));
  }
}

/// The name of the first thing in which two events differ.
std::string_view difference(const journal::EventEntry& a, const journal::EventEntry& b) {
  if (a.household != b.household) return "household";
  if (a.member != b.member) return "member";
  if (a.kind != b.kind) return "kind";
  if (a.occurred != b.occurred) return "at";
  for (const auto& [one, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
    for (const journal::Cell& cell : one->cells) {
      if (std::find(other->cells.begin(), other->cells.end(), cell) == other->cells.end()) return cell.column;
    }
  }
  return {};
}

bool EventsImport::is_there(const Row& row) {
  if (!has_others_) return false;
  const std::optional<store::EventRecord> record = work_.store().event(row.entry.event);
  if (!record) return false;
  const auto there = entry_of<journal::EventEntry>(work_.store(), record->seq);
  const std::string id = records::shown(row.entry.event);
  if (!there.is_final) {
    issues_.add(row.line, "event", "bank_event_is_claim", {id});
  } else if (const std::string_view column = difference(row.entry, there); !column.empty()) {
    issues_.add(row.line, std::string(column), "bank_event_differs", {id, there.at.to_string(offset_)});
  } else {
    ++duplicates_;
  }
  return true;
}

std::string EventsImport::household_of_member(const std::string& member, Date date) {
  auto found = stays_.find(member);
  if (found == stays_.end()) found = stays_.emplace(member, work_.store().stays_of_member(member)).first;
  for (const store::MemberRecord& stay : found->second) {
    const bool holds = stay.joined.value_or(Date::always()) <= date && date < stay.left.value_or(Date::never());
    if (holds) return stay.household;
  }
  return {};
}

void EventsImport::note(const std::string& household, const std::string& member, Date date) {
  if (!household.empty()) households_.insert(household);
  if (!member.empty()) members_.insert(member);
  since_ = std::min(since_, date);
}

void EventsImport::take_event(const Row& row) {
  const journal::EventEntry& entry = row.entry;
  store::EventRecord record;
  record.event = entry.event;
  record.member = entry.member;
  record.date = date_of_cell(entry.occurred, offset_);
  record.household = entry.household.empty() ? household_of_member(entry.member, record.date) : entry.household;
  record.state = State::final;
  record.decided = work_.at();
  record.seq = work_.write(entry);
  work_.store().insert(record);
  note(record.household, record.member, record.date);
  ++events_;
  if (!has_early_revocations_) return;
  const std::optional<std::string> revocation = work_.store().setting(early_revocation(record.event));
  if (revocation) revoke(std::move(record), entry, *revocation);
}

void EventsImport::revoke(store::EventRecord record, const journal::EventEntry& target, const std::string& revocation) {
  record.state = *workflow::next(record.state, Step::revoked);
  const journal::EventStep step{work_.by(), work_.at(), record.event, Step::revoked, {}, {}, revocation, {}};
  work_.store().add_step(record.event, work_.write(step));
  work_.store().update(record);
  note(record.household, target.member, record.date);
}

/// The row is kept as an event that never counts, so that its id is taken and the journal holds it.
void EventsImport::take_revocation(const Row& row) {
  const std::string target(revoked_by(row.entry));
  const std::optional<store::EventRecord> record = work_.store().event(target);
  if (record && !workflow::counts(record->state) && record->state != State::revoked &&
      record->state != State::rejected && record->state != State::withdrawn) {
    issues_.add(row.line, "revokes", "bank_revokes_claim",
                {records::shown(target), std::string(workflow::to_string(record->state))});
    return;
  }
  store::EventRecord own;
  own.event = row.entry.event;
  own.household = row.entry.household;
  own.date = work_.day();
  own.state = State::revoked;
  own.seq = work_.write(row.entry);
  work_.store().insert(own);
  ++revocations_;
  if (!record) {
    work_.store().set("early_revocations", "1");
    work_.store().set(early_revocation(target), row.entry.event);
  } else if (workflow::counts(record->state)) {
    revoke(*record, entry_of<journal::EventEntry>(work_.store(), record->seq), row.entry.event);
  }
}

void EventsImport::mark_all() {
  for (const std::string& household : households_) mark(work_, household, {}, since_);
  for (const std::string& member : members_) mark(work_, {}, member, since_);
}

Answer EventsImport::run() {
  Issues warnings;
  check(warnings);
  const auto source = rows_of(table_, wanted_);
  records::Batch batch;
  Row row;
  while (!issues_.is_full() && source->next(batch)) {
    for (std::size_t number = 0; number < batch.rows.size() && !issues_.is_full(); ++number) {
      read(batch, number, row);
      take(row);
    }
  }
  has_others_ = true;
  for (const Row& revocation : later_) {
    // The same revocation may stand in the table twice.
    if (!is_there(revocation)) take_revocation(revocation);
  }
  issues_.throw_if_any();
  mark_all();
  Answer answer;
  answer.values = {number_value("events", events_), number_value("revocations", revocations_),
                   number_value("duplicates", duplicates_)};
  add_ignored_columns(answer, warnings);
  return answer;
}

// --------------------------------------------------------------------------------------------------- opening balances

enum EntryColumn : std::uint32_t { entry_id, entry_subject, entry_at, entry_standing, entry_spendable, entry_cause };

constexpr std::string_view opening = "opening";

class OpeningBalances {
 public:
  OpeningBalances(Work& work, const File& table)
      : work_(work), table_(table), format_(work.book().program->table_format()), moments_(format_.utc_offset) {}

  Answer run() {
    const records::Wanted wanted = {{"entry", true}, {format_.subject, true}, {"at", true},
                                    {"standing"},    {"spendable"},           {"cause"}};
    const auto source = rows_of(table_, records::checked(wanted));
    Issues warnings;
    ReadOptions options;
    options.warnings = &warnings;
    records::TableReading reading(*source, format_, options);
    reading.for_each_row([this](records::TableRow& row) { take(row); });
    reading.finish();
    settle(work_, work_.day());
    Answer answer;
    answer.values = {number_value("entries", entries_), number_value("duplicates", duplicates_)};
    add_ignored_columns(answer, warnings);
    return answer;
  }

 private:
  void take(records::TableRow& row) {
    journal::MoneyEntry entry{
        work_.by(), work_.at(), row.id(entry_id), row.id(entry_subject), std::string(opening), 0, 0, {}, {}};
    if (row.is_good() && work_.store().rows_of_household(entry.household).empty()) {
      row.fail(entry_subject, "row_not_in_roster", {records::shown(entry.household)});
    }
    const std::string_view cause = row.text(entry_cause);
    if (!cause.empty() && cause != opening) row.fail(entry_cause, "bank_only_openings", {records::shown(cause)});
    take_moment(row, entry);
    entry.standing = row.units(entry_standing, format_.decimals);
    entry.spendable = row.units(entry_spendable, format_.decimals);
    if (row.is_good() && !is_there(row, entry)) book(entry);
  }

  void take_moment(records::TableRow& row, journal::MoneyEntry& entry) {
    if (row.text(entry_at).empty()) return row.fail(entry_at, records::CellFault::empty);
    records::CivilMoment read;
    const records::CellFault fault = moments_.date_or_moment(row.cell(entry_at), read);
    if (fault != records::CellFault::none) return row.fail(entry_at, fault);
    const Date date{read.day};
    entry.at = first_moment(date, format_.utc_offset);
    if (read.second >= 0) entry.at.microseconds += std::int64_t{read.second} * 1'000'000 + read.microsecond;
    if (date < format_.first_day) {
      row.fail(entry_at, "entry_before_rule_book", {date.to_string(), records::shown(format_.first_day)});
    }
  }

  bool is_there(records::TableRow& row, const journal::MoneyEntry& entry) {
    const std::optional<store::MoneyRecord> record = work_.store().money(entry.entry);
    if (!record) return false;
    const auto there = entry_of<journal::MoneyEntry>(work_.store(), record->seq);
    const bool is_same = there.household == entry.household && there.cause == entry.cause && there.at == entry.at &&
                         there.standing == entry.standing && there.spendable == entry.spendable;
    if (is_same) {
      ++duplicates_;
    } else {
      row.fail(entry_id, "bank_entry_differs", {records::shown(entry.entry)});
    }
    return true;
  }

  void book(const journal::MoneyEntry& entry) {
    const store::Seq seq = work_.write(entry);
    work_.store().insert(store::MoneyRecord{entry.entry, entry.household, entry.cause, {}, seq});
    mark(work_, entry.household, {}, entry.at.date(format_.utc_offset));
    ++entries_;
  }

  Work& work_;
  const File& table_;
  const TableFormat& format_;
  records::DateReader moments_;
  std::int64_t entries_ = 0;
  std::int64_t duplicates_ = 0;
};

}  // namespace

Answer carry_out(Work& work, const Import& request) {
  work.need_officer(journal::Role::clerk);
  return EventsImport(work, request.table).run();
}

Answer carry_out(Work& work, const ImportEntries& request) {
  work.need_officer(journal::Role::clerk);
  return OpeningBalances(work, request.table).run();
}

}  // namespace pointsbank::bank
