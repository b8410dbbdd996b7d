// A household splits, merges or moves: its balances go over by shares, to the last unit.
#include <algorithm>
#include <set>
#include <vector>

#include "bank/faults.hpp"
#include "bank/ledger_writer.hpp"
#include "bank/settlement.hpp"
#include "bank/shop.hpp"

namespace pointsbank::bank {

namespace {

struct Heir {
  std::string household;
  Number share;
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
};

/// By household (bytes); InputError for shares that make no sense.
std::vector<Heir> heirs_of(store::Store& store, const Transfer& request) {
  if (request.shares.empty()) wrong("shares", "bank_no_shares");
  std::vector<Heir> heirs;
  std::set<std::string> seen;
  for (std::size_t number = 0; number < request.shares.size(); ++number) {
    const Share& share = request.shares[number];
    const std::string field = "shares/" + std::to_string(number);
    need_known_household(store, field + "/household", share.household);
    if (!seen.insert(share.household).second) wrong(field + "/household", "bank_share_twice", {share.household});
    const DecimalResult read = parse_decimal(share.share);
    if (read.fault != DecimalFault::none || read.value.mantissa <= 0) {
      wrong(field + "/share", "bank_share", {share.share});
    }
    heirs.push_back({share.household, Number(read.value), 0, 0});
  }
  if (heirs.size() == 1 && heirs.front().household == request.household) wrong("shares", "bank_no_shares");
  std::sort(heirs.begin(), heirs.end(), [](const Heir& a, const Heir& b) { return a.household < b.household; });
  return heirs;
}

/// Hands `amount` out by shares: the floor of each, then a unit more in order of the largest remainder, then of the id.
/// A debt goes over in the same way.
void hand_out(std::vector<Heir>& heirs, std::int64_t amount, std::int64_t Heir::*part) {
  Number all;
  for (const Heir& heir : heirs) all = all + heir.share;
  const Number magnitude = Number(amount).abs();
  std::vector<std::pair<Number, std::size_t>> remainders;  // the heirs stand in order of their ids
  Number left = magnitude;
  for (std::size_t number = 0; number < heirs.size(); ++number) {
    const Number due = magnitude * heirs[number].share / all;
    const Number whole = due.floor();
    heirs[number].*part = whole.to_units(0, Rounding::down).value_or(0);
    left = left - whole;
    remainders.emplace_back(due - whole, number);
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return b.first < a.first; });
  for (std::size_t next = 0; left.sign() > 0; ++next, left = left - Number(1)) ++(heirs[remainders[next].second].*part);
  if (amount < 0) {
    for (Heir& heir : heirs) heir.*part = -(heir.*part);
  }
}

std::string transfer_id(Work& work, const Transfer& request, const std::vector<Heir>& heirs) {
  const auto is_there = [&](const std::string& id) {
    const auto entry_is_there = [&](const std::string& household) {
      return work.store().money(id + "/" + household).has_value();
    };
    return work.store().setting("transfer " + id).has_value() || entry_is_there(request.household) ||
           std::any_of(heirs.begin(), heirs.end(), [&](const Heir& heir) { return entry_is_there(heir.household); });
  };
  if (request.transfer.empty()) return new_id("t", work.next_seq(), is_there);
  need_id("transfer", request.transfer);
  if (is_there(request.transfer)) wrong("transfer", "bank_id_taken", {request.transfer});
  return request.transfer;
}

void book(Work& work, const Transfer& request, const std::string& id, const Heir& change) {
  if (change.standing == 0 && change.spendable == 0) return;
  journal::MoneyEntry money;
  money.by = work.by();
  money.at = work.at();
  money.entry = id + "/" + change.household;
  money.household = change.household;
  money.cause = "transfer";
  money.standing = change.standing;
  money.spendable = change.spendable;
  money.of = id;
  money.reason = request.reason;
  book_entry(work, money);
}

/// What each household's balances change by: the first is who hands over.
std::vector<Heir> changes_of(const Transfer& request, const store::BalanceRecord& balance, std::vector<Heir> heirs) {
  hand_out(heirs, balance.standing, &Heir::standing);
  hand_out(heirs, balance.spendable, &Heir::spendable);
  Heir giver{request.household, Number(0), sum_of(0, -balance.standing, request.household),
             sum_of(0, -balance.spendable, request.household)};
  std::vector<Heir> changes;
  for (Heir& heir : heirs) {
    if (heir.household == request.household) {
      giver.standing += heir.standing;
      giver.spendable += heir.spendable;
    } else {
      changes.push_back(std::move(heir));
    }
  }
  changes.insert(changes.begin(), std::move(giver));
  return changes;
}

}  // namespace

Answer carry_out(Work& work, const Transfer& request) {
  need_known_household(work.store(), "household", request.household);
  std::vector<Heir> heirs = heirs_of(work.store(), request);
  const std::string id = transfer_id(work, request, heirs);
  work.need_officer(journal::Role::clerk);
  settle(work, work.day());
  const store::BalanceRecord balance = work.store().balance(request.household).value_or(store::BalanceRecord{});
  const int decimals = work.book().program->decimals();
  journal::Transferred transferred{work.by(), work.at(), id, request.household, {}, request.reason};
  for (const Share& share : request.shares) transferred.shares.push_back({share.household, share.share});
  work.write(transferred);
  work.store().set("transfer " + id, std::to_string(work.head().seq));
  Answer answer;
  answer.values = {{"transfer", id, false},
                   {"household", request.household, false},
                   units_value("standing", balance.standing, decimals),
                   units_value("spendable", balance.spendable, decimals)};
  for (const Heir& change : changes_of(request, balance, std::move(heirs))) book(work, request, id, change);
  settle(work, work.day());
  return answer;
}

}  // namespace pointsbank::bank
