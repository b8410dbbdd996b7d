// Balances and passbooks, as they are and as they were at a moment.
#include <algorithm>
#include <map>
#include <set>

#include "passbook/reading.hpp"
#include "passbook/reasons.hpp"

namespace pointsbank::bank {

namespace {

using passbook::Reading;

HouseholdBalance balance_of(const store::BalanceRecord& record) {
  return {record.household, record.standing, record.spendable, record.earned, record.deducted, record.frozen_until};
}

bool is_earning(std::string_view cause) { return cause == "rule" || cause == "continuing" || cause == "ranking"; }
bool is_deducting(std::string_view cause) {
  return cause == "rule" || cause == "obligation" || cause == "continuing" || cause == "forfeit";
}

/// What a posting does to a balance; one that takes another back undoes what that did.
void add(HouseholdBalance& balance, const journal::PostingEntry& posting) {
  balance.standing += posting.standing;
  balance.spendable += posting.spendable;
  const std::int64_t sign = posting.reverses ? -1 : 1;
  const std::int64_t as_posted = sign * posting.standing;
  if (as_posted > 0 && is_earning(posting.cause)) balance.earned += sign * as_posted;
  if (as_posted < 0 && is_deducting(posting.cause)) balance.deducted -= sign * as_posted;
}

/// The postings that were booked by a moment, added up by the caller.
template <class Function>
void each_posting_until(Reading& reading, Moment as_of, Function&& function) {
  const store::Head head = reading.store().head();
  reading.store().visit_journal(1, head.seq, [&](const store::JournalView& row) {
    if (row.recorded > as_of) return false;
    const std::optional<journal::Entry> entry = journal::decode(row.body);
    const auto* const posting = entry ? std::get_if<journal::PostingEntry>(&*entry) : nullptr;
    if (posting != nullptr) function(*posting);
    return true;
  });
}

StatementLine line_of(Reading& reading, passbook::Reasons& reasons, const store::JournalRow& row,
                      const journal::PostingEntry& posting) {
  StatementLine line;
  line.entry = row.seq;
  line.date = posting.date;
  line.month = posting.month;
  line.recorded = row.recorded;
  line.member = posting.member;
  line.source = posting.source;
  line.event = posting.event;
  line.cause = posting.cause;
  line.standing = posting.standing;
  line.spendable = posting.spendable;
  line.reverses = posting.reverses;
  if (!posting.event.empty()) {
    const std::optional<store::EventRecord> event = reading.store().event(posting.event);
    line.is_disputed = event && event->state == store::EventState::appealed;
  }
  line.text_zh = reasons.of(posting, Language::zh);
  line.text_en = reasons.of(posting, Language::en);
  return line;
}

Statement statement_of(Bank& bank, std::string_view household, std::optional<Moment> as_of) {
  Reading reading(bank);
  reading.need_household(household);
  passbook::Reasons reasons(reading, passbook::book_in_force(bank));
  Statement statement;
  statement.balance.household = household;
  std::set<std::int64_t> taken_back;
  for (const store::PostingRecord& record : reading.store().postings_of(household)) {
    const store::JournalRow row = reading.store().entry(record.seq);
    if (as_of && row.recorded > *as_of) break;
    const auto posting = decoded<journal::PostingEntry>(row.seq, row.body);
    add(statement.balance, posting);
    StatementLine line = line_of(reading, reasons, row, posting);
    line.standing_after = statement.balance.standing;
    line.spendable_after = statement.balance.spendable;
    if (line.reverses) taken_back.insert(*line.reverses);
    statement.lines.push_back(std::move(line));
  }
  for (StatementLine& line : statement.lines) {
    line.is_taken_back = taken_back.contains(line.entry);
    line.is_disputed = line.is_disputed && !line.is_taken_back;
  }
  if (!as_of) {
    if (const auto record = reading.store().balance(household)) statement.balance = balance_of(*record);
  }
  return statement;
}

}  // namespace

HouseholdBalance Bank::balance(std::string_view household, std::string_view by, Moment at) {
  passbook::settle_first(*this, by, at);
  Reading reading(*this);
  reading.need_household(household);
  const std::optional<store::BalanceRecord> record = reading.store().balance(household);
  return record ? balance_of(*record) : HouseholdBalance{std::string(household), 0, 0, 0, 0, {}};
}

std::vector<HouseholdBalance> Bank::balances(std::string_view by, Moment at) {
  passbook::settle_first(*this, by, at);
  Reading reading(*this);
  std::vector<HouseholdBalance> found;
  reading.store().visit_balances([&](const store::BalanceRecord& record) {
    found.push_back(balance_of(record));
    return true;
  });
  return found;
}

Statement Bank::statement(std::string_view household, std::string_view by, Moment at) {
  passbook::settle_first(*this, by, at);
  return statement_of(*this, household, std::nullopt);
}

std::vector<HouseholdBalance> Bank::balances_as_of(Moment as_of) {
  Reading reading(*this);
  std::map<std::string, HouseholdBalance, std::less<>> found;
  each_posting_until(reading, as_of, [&](const journal::PostingEntry& posting) {
    HouseholdBalance& balance = found[posting.household];
    balance.household = posting.household;
    add(balance, posting);
  });
  std::vector<HouseholdBalance> balances;
  for (auto& [household, balance] : found) balances.push_back(std::move(balance));
  return balances;
}

Statement Bank::statement_as_of(std::string_view household, Moment as_of) {
  return statement_of(*this, household, as_of);
}

}  // namespace pointsbank::bank
