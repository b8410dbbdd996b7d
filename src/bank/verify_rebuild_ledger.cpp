// What each entry of the journal means, said a second time. Second part: points, goods, months.
#include <algorithm>

#include "bank/verify_rebuild.hpp"
#include "core/text_hash.hpp"

namespace pointsbank::bank {

namespace {

std::uint64_t content_of(const journal::PostingEntry& entry) {
  std::uint64_t hash = static_cast<std::uint64_t>(entry.date.days);
  for (const std::string* text : {&entry.household, &entry.member, &entry.source, &entry.event, &entry.cause}) {
    hash = hash_mix(hash ^ hash_keys.first, hash_text(*text) ^ hash_keys.second);
  }
  return hash;
}

enum Earning : std::uint8_t { earns_nothing, earns, deducts };

Earning earning_of(std::string_view cause, std::int64_t standing) {
  if (standing > 0 && (cause == "rule" || cause == "continuing" || cause == "ranking")) return earns;
  const bool takes = cause == "rule" || cause == "obligation" || cause == "continuing" || cause == "forfeit";
  return standing < 0 && takes ? deducts : earns_nothing;
}

/// Sums that leave 64 bits are wrong in the file already; they are compared as they wrap, and never trap.
void add(std::int64_t& sum, std::int64_t amount) {
  sum = static_cast<std::int64_t>(static_cast<std::uint64_t>(sum) + static_cast<std::uint64_t>(amount));
}

void add(Rebuilt::Sum& sum, std::int64_t standing, std::int64_t spendable) {
  add(sum.standing, standing);
  add(sum.spendable, spendable);
}

std::int64_t negated(std::int64_t amount) { return static_cast<std::int64_t>(0U - static_cast<std::uint64_t>(amount)); }

}  // namespace

Rebuilt::Posting* Rebuilt::posting_of(Seq seq) {
  const auto found = std::lower_bound(postings.begin(), postings.end(), seq,
                                      [](const Posting& posting, Seq wanted) { return posting.seq < wanted; });
  return found == postings.end() || found->seq != seq ? nullptr : &*found;
}

bool Rebuilt::is_household(Id name) const { return name < is_household_.size() && is_household_[name]; }

Rebuilt::Sum& Rebuilt::sum_of_household(Id household) {
  if (balances.size() <= household) balances.resize(std::max<std::size_t>(names.size(), household + 1));
  balances[household].is_there = true;
  return balances[household];
}

/// A reversal is the very opposite of a posting that is still open.
void Rebuilt::take_back(const journal::PostingEntry& entry, const Posting& reversal) {
  Posting* const posting = posting_of(*entry.reverses);
  const bool fits = posting != nullptr && posting->is_open && posting->content == reversal.content &&
                    posting->standing == negated(entry.standing) && posting->spendable == negated(entry.spendable);
  if (!fits) return wrong("verify_reversal", {std::to_string(*entry.reverses)});
  posting->is_open = false;
  Sum& sum = sum_of_household(posting->household);
  if (posting->earns == earns) add(sum.earned, negated(posting->standing));
  if (posting->earns == deducts) add(sum.deducted, posting->standing);
}

void Rebuilt::add_to_sums(const journal::PostingEntry& entry, const Posting& posting) {
  Sum& sum = sum_of_household(posting.household);
  add(sum, entry.standing, entry.spendable);
  add(totals[entry.cause], entry.standing, entry.spendable);
  if (posting.earns == earns) add(sum.earned, posting.standing);
  if (posting.earns == deducts) add(sum.deducted, negated(posting.standing));
}

void Rebuilt::operator()(const journal::PostingEntry& entry) {
  Posting posting;
  posting.seq = seq_;
  posting.household = names.add(entry.household);
  posting.date = entry.date;
  posting.month = entry.month;
  posting.standing = entry.standing;
  posting.spendable = entry.spendable;
  posting.content = content_of(entry);
  posting.is_open = !entry.reverses;
  posting.reverses = entry.reverses.value_or(0);
  if (!entry.reverses) posting.earns = earning_of(entry.cause, entry.standing);
  const Date month = std::max(first_day(PeriodKind::month, entry.date), first_open_);
  if (entry.month != month) wrong("verify_month", {entry.month.to_string(), month.to_string()});
  if (!is_household(posting.household)) wrong("verify_unknown", {"household", entry.household});
  if (entry.reverses) take_back(entry, posting);
  add_to_sums(entry, posting);
  months.try_emplace(entry.month);
  postings.push_back(posting);
}

void Rebuilt::operator()(const journal::MoneyEntry& entry) {
  Money made{seq_, entry.household, entry.cause, entry.of, entry.standing, entry.spendable};
  if (!money.emplace(entry.entry, std::move(made)).second) wrong("verify_twice", {"entry", entry.entry});
}

void Rebuilt::operator()(const journal::Goods& entry) {
  Goods& there = goods[entry.goods];
  there.title = entry.title;
  there.points = entry.points;
  there.limit = entry.limit;
  there.per = entry.per;
  add(there.bought, entry.bought);
  add(there.in_stock, entry.bought);
  if (there.in_stock < 0) wrong("verify_stock", {entry.goods});
}

void Rebuilt::operator()(const journal::Redeemed& entry) {
  Redemption made;
  made.seq = seq_;
  made.household = entry.household;
  made.date = day_of(entry.at);
  made.last_day = entry.last_day;
  made.lines = entry.lines;
  for (const journal::RedemptionLine& line : entry.lines) {
    add(made.points, line.points);
    Goods& there = goods[line.goods];
    add(there.in_stock, negated(line.pieces));
    add(there.held, line.pieces);
    if (line.pieces <= 0 || there.in_stock < 0) wrong("verify_stock", {line.goods});
  }
  if (!redemptions.emplace(entry.redemption, std::move(made)).second) {
    wrong("verify_twice", {"redemption", entry.redemption});
  }
}

void Rebuilt::operator()(const journal::HoldEnded& entry) {
  const auto found = redemptions.find(entry.redemption);
  if (found == redemptions.end()) return wrong("verify_unknown", {"redemption", entry.redemption});
  Redemption& redemption = found->second;
  if (redemption.state != store::HoldState::held) return wrong("verify_hold_twice", {entry.redemption});
  const bool is_handed_out = entry.end == journal::HoldEnd::collected;
  redemption.state = is_handed_out                              ? store::HoldState::collected
                     : entry.end == journal::HoldEnd::cancelled ? store::HoldState::cancelled
                                                                : store::HoldState::timed_out;
  for (const journal::RedemptionLine& line : redemption.lines) {
    Goods& there = goods[line.goods];
    add(there.held, negated(line.pieces));
    add(is_handed_out ? there.handed_out : there.in_stock, line.pieces);
  }
}

void Rebuilt::operator()(const journal::PublishedRow& entry) {
  published.push_back({seq_, entry.month, entry.period, entry.table, entry.closing, entry.household});
}

void Rebuilt::check_previous(const journal::MonthClosed& entry) {
  const bool fits = entry.previous_entries == last_closed.entries && entry.previous_root == last_closed.root;
  if (!fits) wrong("verify_previous_sheet", {entry.month.to_string().substr(0, 7)});
}

void Rebuilt::check_totals(const journal::MonthClosed& entry) {
  std::map<std::string, Sum> said;
  for (const journal::CauseTotal& total : entry.totals)
    said[total.cause] = {total.standing, total.spendable, 0, 0, true};
  for (const auto& [cause, sum] : totals) {
    const Sum& there = said[cause];
    if (there.standing != sum.standing || there.spendable != sum.spendable)
      return wrong("verify_sheet_totals", {cause});
  }
  if (said.size() != totals.size()) wrong("verify_sheet_totals", {"…"});
}

void Rebuilt::operator()(const journal::MonthClosed& entry) {
  const std::string month = entry.month.to_string().substr(0, 7);
  if (entry.entries != seq_ - 1 || before_->root() != entry.root) wrong("verify_sheet_root", {month});
  check_previous(entry);
  check_totals(entry);
  if (entry.households != static_cast<std::int64_t>(households.size())) wrong("verify_sheet_households", {month});
  if (entry.month < first_open_) wrong("verify_month_order", {month});
  months[entry.month] = {true, seq_};
  first_open_ = add_months(entry.month, 1);
  last_closed = entry;
  last_sheet = seq_;
}

void Rebuilt::operator()(const journal::MonthReopened& entry) {
  Month& month = months[entry.month];
  if (!month.is_closed || add_months(entry.month, 1) != first_open_ || entry.by == entry.with) {
    return wrong("verify_reopened", {entry.month.to_string().substr(0, 7)});
  }
  month.is_closed = false;
  first_open_ = Date::always();
  for (const auto& [each, state] : months) {
    if (state.is_closed) first_open_ = std::max(first_open_, add_months(each, 1));
  }
  std::erase_if(published, [&entry](const Published& row) { return row.month == entry.month; });
}

/// Points went with goods, and came back with them.
void Rebuilt::finish() {
  std::set<std::string_view> refunded;
  for (const auto& [id, entry] : money) {
    if (entry.cause == "refund") refunded.insert(entry.of);
  }
  for (const auto& [id, redemption] : redemptions) {
    const auto paid = money.find(id);
    const bool is_paid = paid != money.end() && paid->second.cause == "redemption" &&
                         paid->second.household == redemption.household &&
                         paid->second.spendable == negated(redemption.points) && paid->second.standing == 0;
    const bool is_back =
        redemption.state == store::HoldState::cancelled || redemption.state == store::HoldState::timed_out;
    if (!is_paid || is_back != refunded.contains(id)) findings_.add("verify_not_paid", redemption.seq, {id});
  }
  for (const auto& [id, entry] : money) {
    if (entry.cause != "refund") continue;
    const auto redemption = redemptions.find(entry.of);
    const bool fits = redemption != redemptions.end() && redemption->second.household == entry.household &&
                      redemption->second.points == entry.spendable;
    if (!fits) findings_.add("verify_not_paid", entry.seq, {entry.of});
  }
}

}  // namespace pointsbank::bank
