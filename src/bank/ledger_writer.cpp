#include "bank/ledger_writer.hpp"

#include <algorithm>

namespace pointsbank::bank {

std::int64_t sum_of(std::int64_t a, std::int64_t b, std::string_view household) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) throw OverflowError(std::string(household));
  return sum;
}

Date first_open_month(store::Store& store) {
  Date first = Date::always();
  for (const store::MonthRecord& month : store.months()) {
    if (month.is_closed) first = std::max(first, add_months(month.month, 1));
  }
  return first;
}

LedgerWriter::LedgerWriter(Work& work) : work_(work), first_open_(first_open_month(work.store())) {}

store::Seq LedgerWriter::post(const PostingView& posting) {
  journal::PostingEntry entry;
  entry.date = posting.date;
  entry.household = posting.household;
  entry.member = posting.member;
  entry.source = posting.source;
  entry.event = posting.event;
  entry.cause = posting.cause;
  entry.standing = posting.standing;
  entry.spendable = posting.spendable;
  ++posted_;
  return write(std::move(entry));
}

store::Seq LedgerWriter::take_back(store::Seq seq, const journal::PostingEntry& posting) {
  journal::PostingEntry entry = posting;
  if (__builtin_sub_overflow(std::int64_t{0}, posting.standing, &entry.standing) ||
      __builtin_sub_overflow(std::int64_t{0}, posting.spendable, &entry.spendable)) {
    throw OverflowError(posting.household);
  }
  entry.reverses = seq;
  ++taken_back_;
  return write(std::move(entry));
}

store::Seq LedgerWriter::write(journal::PostingEntry entry) {
  entry.month = std::max(first_day(PeriodKind::month, entry.date), first_open_);
  note_month(entry.month);
  const store::Seq seq = work_.write(entry);
  store::PostingRecord record;
  record.seq = seq;
  record.household = entry.household;
  record.date = entry.date;
  record.month = entry.month;
  record.is_open = !entry.reverses;
  record.reverses = entry.reverses;
  work_.store().insert(record);
  const auto add = [&entry](Change& sum) {
    sum.standing = sum_of(sum.standing, entry.standing, entry.household);
    sum.spendable = sum_of(sum.spendable, entry.spendable, entry.household);
  };
  add(changes_[entry.household]);
  add(by_cause_[entry.cause]);
  return seq;
}

/// A month in which something is booked is one that can be closed.
void LedgerWriter::note_month(Date month) {
  if (std::find(known_months_.begin(), known_months_.end(), month) != known_months_.end()) return;
  if (known_months_.empty()) {
    for (const store::MonthRecord& each : work_.store().months()) known_months_.push_back(each.month);
    if (std::find(known_months_.begin(), known_months_.end(), month) != known_months_.end()) return;
  }
  known_months_.push_back(month);
  store::MonthRecord record;
  record.month = month;
  work_.store().put(record);
}

LedgerWriter::Change LedgerWriter::change_of(std::string_view household) const {
  const auto found = changes_.find(std::string(household));
  return found == changes_.end() ? Change{} : found->second;
}

void LedgerWriter::finish() {
  int128_t standing = 0;
  int128_t spendable = 0;
  for (const auto& [household, change] : changes_) {
    standing += change.standing;
    spendable += change.spendable;
  }
  std::map<std::string, store::TotalRecord> totals;
  if (!by_cause_.empty()) {
    for (store::TotalRecord& total : work_.store().totals()) totals.emplace(total.cause, total);
  }
  for (const auto& [cause, change] : by_cause_) {
    standing -= change.standing;
    spendable -= change.spendable;
    store::TotalRecord& total = totals[cause];
    total.cause = cause;
    total.standing = sum_of(total.standing, change.standing, cause);
    total.spendable = sum_of(total.spendable, change.spendable, cause);
    work_.store().put(total);
  }
  if (standing != 0 || spendable != 0) throw MachineError("the postings by household and by cause do not add up");
}

}  // namespace pointsbank::bank
