// Entries: what did not come of rules.
//
//   columns: entry, <subject>, at, cause, [standing], [spendable], [of]
//   cause  = "redemption" | "refund" | "transfer" | "opening"
//
// A refund, and nothing else, names in `of` a redemption of the same household that stands before it in the order of
// (moment, id). Where an id comes twice, none of its rows is taken, nor a refund of what was not taken.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "records/table_reading.hpp"
#include "records/text_check.hpp"

namespace pointsbank {

namespace {

constexpr std::array<std::string_view, 4> cause_words = {"redemption", "refund", "transfer", "opening"};

}  // namespace

std::string_view to_string(Entries::Cause cause) noexcept { return cause_words[static_cast<std::size_t>(cause)]; }

namespace records {

namespace {

enum EntryColumn : std::uint32_t {
  entry_id,
  entry_subject,
  entry_at,
  entry_cause,
  entry_standing,
  entry_spendable,
  entry_of
};

struct ReadEntry {
  Entries::Entry entry;
  std::string of;
  std::uint64_t line;
  bool is_good;
};

/// By (moment, id): a bare date is the first moment of its day.
bool is_before(const Entries::Entry& a, const Entries::Entry& b) {
  if (a.date != b.date) return a.date < b.date;
  if (a.microseconds_of_day != b.microseconds_of_day) return a.microseconds_of_day < b.microseconds_of_day;
  return a.id < b.id;
}

class EntriesReader {
 public:
  EntriesReader(RowSource& source, const TableFormat& format, const Roster& roster, const ReadOptions& options)
      : format_(format), roster_(roster), reading_(source, format, options), moments_(format.utc_offset) {}

  Entries run() {
    reading_.for_each_row([this](TableRow& row) { take(row); });
    refuse_repeats();
    std::sort(rows_.begin(), rows_.end(),
              [](const ReadEntry& a, const ReadEntry& b) { return is_before(a.entry, b.entry); });
    match_refunds();
    reading_.finish();
    return finish();
  }

 private:
  void take(TableRow& row) {
    Entries::Entry entry;
    entry.id = row.id(entry_id);
    const std::string household = row.id(entry_subject);
    if (!household.empty()) {
      entry.household = roster_.find(household);
      if (entry.household == no_id && row.is_good()) row.fail(entry_subject, "row_not_in_roster", {shown(household)});
    }
    take_moment(row, entry);
    const auto cause = std::find(cause_words.begin(), cause_words.end(), row.text(entry_cause));
    if (row.text(entry_cause).empty()) {
      row.fail(entry_cause, CellFault::empty);
    } else if (cause == cause_words.end()) {
      row.fail(entry_cause, "entry_unknown_cause", {shown(row.text(entry_cause))});
    } else {
      entry.cause = static_cast<Entries::Cause>(cause - cause_words.begin());
      const bool is_refund = entry.cause == Entries::Cause::refund;
      if (is_refund && row.text(entry_of).empty()) row.fail(entry_of, "entry_refund_of_nothing", {});
      if (!is_refund && !row.text(entry_of).empty()) {
        row.fail(entry_of, "entry_of_without_refund", {shown(row.text(entry_of)), std::string(*cause)});
      }
    }
    entry.standing = row.units(entry_standing, format_.decimals);
    entry.spendable = row.units(entry_spendable, format_.decimals);
    // A bad row's id is there all the same.
    if (check_id(entry.id) != CellFault::none) return;
    rows_.push_back({std::move(entry), std::string(row.text(entry_of)), row.line(), row.is_good()});
  }

  void take_moment(TableRow& row, Entries::Entry& entry) {
    if (row.text(entry_at).empty()) return row.fail(entry_at, CellFault::empty);
    CivilMoment at;
    if (const CellFault fault = moments_.date_or_moment(row.cell(entry_at), at); fault != CellFault::none) {
      return row.fail(entry_at, fault);
    }
    entry.date = Date{at.day};
    if (at.second >= 0) entry.microseconds_of_day = std::int64_t{at.second} * 1'000'000 + at.microsecond;
    if (entry.date < format_.first_day) {
      row.fail(entry_at, "entry_before_rule_book", {shown(row.text(entry_at)), shown(format_.first_day)});
    }
  }

  void refuse(ReadEntry& row, EntryColumn column, std::string code, std::vector<std::string> arguments) {
    row.is_good = false;
    reading_.refuse_later(row.line, column, {std::move(code), Severity::error, {}, std::move(arguments), {}, {}});
  }

  void refuse_repeats() {
    std::unordered_map<std::string_view, std::size_t> first;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto [there, is_new] = first.try_emplace(rows_[i].entry.id, i);
      if (is_new) continue;
      ReadEntry& earlier = rows_[there->second];
      if (reading_.keeps_bad_rows()) {
        refuse(earlier, entry_id, "entry_id_again", {shown(earlier.entry.id), std::to_string(rows_[i].line)});
      }
      refuse(rows_[i], entry_id, "entry_id_again", {shown(rows_[i].entry.id), std::to_string(earlier.line)});
    }
  }

  /// Rows are sorted: a redemption stands before its refunds, and was judged before them.
  void match_refunds() {
    std::unordered_map<std::string_view, std::size_t> all;
    for (std::size_t i = 0; i < rows_.size(); ++i) all.emplace(rows_[i].entry.id, i);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      ReadEntry& row = rows_[i];
      if (row.entry.cause != Entries::Cause::refund || !row.is_good) continue;
      const auto found = all.find(row.of);
      if (found == all.end() || !rows_[found->second].is_good) {
        refuse(row, entry_of, "entry_refund_of_unknown", {shown(row.of)});
        continue;
      }
      const ReadEntry& target = rows_[found->second];
      const std::string line = std::to_string(target.line);
      if (target.entry.cause != Entries::Cause::redemption) {
        refuse(row, entry_of, "entry_refund_of_other", {shown(row.of), std::string(to_string(target.entry.cause))});
      } else if (target.entry.household != row.entry.household) {
        refuse(row, entry_of, "entry_refund_of_other_household",
               {shown(row.of), shown(roster_.id(target.entry.household)), shown(roster_.id(row.entry.household))});
      } else if (found->second > i) {
        refuse(row, entry_of, "entry_refund_before", {shown(row.of), line});
      } else {
        row.entry.of = static_cast<Id>(found->second);
      }
    }
  }

  Entries finish() {
    std::vector<Id> moved(rows_.size(), no_id);
    std::vector<Entries::Entry> entries;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!rows_[i].is_good) continue;
      moved[i] = static_cast<Id>(entries.size());
      Entries::Entry& entry = entries.emplace_back(std::move(rows_[i].entry));
      if (entry.of != no_id) entry.of = moved[entry.of];
    }
    return Entries(std::move(entries));
  }

  const TableFormat& format_;
  const Roster& roster_;
  TableReading reading_;
  DateReader moments_;
  std::vector<ReadEntry> rows_;
};

}  // namespace

Wanted entry_columns(const TableFormat& format) {
  return checked(
      {{"entry", true}, {format.subject, true}, {"at", true}, {"cause", true}, {"standing"}, {"spendable"}, {"of"}});
}

Entries entries_from(RowSource& source, const TableFormat& format, const Roster& roster, const ReadOptions& options) {
  return EntriesReader(source, format, roster, options).run();
}

}  // namespace records

Entries read_entries(const std::filesystem::path& file, const TableFormat& format, const Roster& roster,
                     const ReadOptions& options) {
  const auto source = records::file_rows(file, records::entry_columns(format));
  return records::entries_from(*source, format, roster, options);
}

Entries make_entries(std::span<const Cells> rows, const TableFormat& format, const Roster& roster,
                     std::string_view name, const ReadOptions& options) {
  const auto source = records::memory_rows(rows, std::string(name), records::entry_columns(format));
  return records::entries_from(*source, format, roster, options);
}

}  // namespace pointsbank
