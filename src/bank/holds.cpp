// What becomes of goods that are held: collected, cancelled, or timed out.
#include <algorithm>

#include "bank/entry_reading.hpp"
#include "bank/faults.hpp"
#include "bank/settlement.hpp"
#include "bank/shop.hpp"

namespace pointsbank::bank {

namespace {

using store::HoldState;

store::RedemptionRecord known_redemption(Work& work, const std::string& id) {
  need_id("redemption", id);
  const std::optional<store::RedemptionRecord> record = work.store().redemption(id);
  if (!record) wrong("redemption", "bank_unknown_redemption", {id});
  return *record;
}

std::string_view word_of(HoldState state) {
  switch (state) {
    case HoldState::held: return "held";
    case HoldState::collected: return "collected";
    case HoldState::cancelled: return "cancelled";
    case HoldState::timed_out: break;
  }
  return "timed_out";
}

void need_held(const store::RedemptionRecord& record) {
  if (record.state == HoldState::held) return;
  Work::refuse("wrong_state", {{"redemption", record.redemption}, {"state", std::string(word_of(record.state))}});
}

/// Where the held pieces go.
template <class Move>
void move_goods(Work& work, const store::RedemptionRecord& record, const Move& move) {
  const auto redeemed = entry_of<journal::Redeemed>(work.store(), record.seq);
  for (const journal::RedemptionLine& line : redeemed.lines) {
    std::optional<store::GoodsRecord> goods = work.store().goods(line.goods);
    if (!goods || goods->held < line.pieces) throw_damaged(record.seq);
    goods->held -= line.pieces;
    move(*goods, line.pieces);
    work.store().put(*goods);
  }
}

/// `R1/refund`; more than one only where somebody has opened with an entry of that name.
std::string refund_id(store::Store& store, const std::string& redemption) {
  std::string id = redemption + "/refund";
  while (store.money(id)) id += "-";
  return id;
}

/// Gives goods and points back, for the moment `at`.
void give_back(Work& work, const store::RedemptionRecord& record, Moment at, journal::HoldEnd end, HoldState state,
               const std::string& reason) {
  work.write(journal::HoldEnded{work.by(), at, record.redemption, end, reason});
  work.store().set_state(record.redemption, state);
  move_goods(work, record, [](store::GoodsRecord& goods, std::int64_t pieces) { goods.in_stock += pieces; });
  journal::MoneyEntry refund;
  refund.by = work.by();
  refund.at = at;
  refund.entry = refund_id(work.store(), record.redemption);
  refund.household = record.household;
  refund.cause = "refund";
  refund.spendable = record.points;
  refund.of = record.redemption;
  refund.reason = reason;
  book_entry(work, refund);
}

/// A refund stands after what it refunds in the order of (moment, id), also where a clerk's clock went back.
Moment not_before(Work& work, const store::RedemptionRecord& record, Moment at) {
  return std::max(at, entry_of<journal::Redeemed>(work.store(), record.seq).at);
}

}  // namespace

std::int64_t release_holds(Work& work) {
  std::int64_t released = 0;
  for (const store::RedemptionRecord& record : work.store().held_until_before(work.day())) {
    const Moment due = first_moment(*record.last_day + 1, work.utc_offset());
    give_back(work, record, due, journal::HoldEnd::timed_out, HoldState::timed_out, {});
    ++released;
  }
  return released;
}

Answer carry_out(Work& work, const Collect& request) {
  known_redemption(work, request.redemption);
  work.need_officer(journal::Role::clerk);
  settle(work, work.day());
  const store::RedemptionRecord record = known_redemption(work, request.redemption);
  need_held(record);
  work.write(journal::HoldEnded{work.by(), work.at(), record.redemption, journal::HoldEnd::collected, {}});
  work.store().set_state(record.redemption, HoldState::collected);
  move_goods(work, record, [](store::GoodsRecord& goods, std::int64_t pieces) { goods.handed_out += pieces; });
  Answer answer;
  answer.values = {{"redemption", record.redemption, false}, {"household", record.household, false}};
  return answer;
}

Answer carry_out(Work& work, const Cancel& request) {
  work.need_household_or_clerk(known_redemption(work, request.redemption).household);
  settle(work, work.day());
  const store::RedemptionRecord record = known_redemption(work, request.redemption);
  need_held(record);
  give_back(work, record, not_before(work, record, work.at()), journal::HoldEnd::cancelled, HoldState::cancelled,
            request.reason);
  settle(work, work.day());
  const int decimals = work.book().program->decimals();
  const std::int64_t spendable = work.store().balance(record.household).value_or(store::BalanceRecord{}).spendable;
  Answer answer;
  answer.values = {{"redemption", record.redemption, false},
                   {"household", record.household, false},
                   units_value("points", record.points, decimals),
                   units_value("spendable", spendable, decimals)};
  return answer;
}

}  // namespace pointsbank::bank
