// Redemption: in one step points are taken and goods held.
#include "bank/shop.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "bank/entry_reading.hpp"
#include "bank/faults.hpp"
#include "bank/ledger_writer.hpp"
#include "bank/settlement.hpp"

namespace pointsbank::bank {

namespace {

/// With the list's decimals; a threshold may be finer than they are.
std::string points_text(const Number& points, int decimals) {
  return points.is_multiple_of_unit(decimals) ? points.to_string(decimals, Rounding::down) : points.to_string();
}

struct Asked {
  store::GoodsRecord goods;
  std::int64_t pieces = 0;
  std::int64_t points = 0;  ///< units, of all pieces
};

/// What the checks look at, in the order in which a refusal names the first that fails.
struct Case {
  Work& work;
  const std::string& household;
  Date day;
  int decimals;
  store::BalanceRecord balance;
  rulelist::Redemption policy;
  std::vector<Asked> asked;
  std::int64_t points = 0;
  std::vector<store::RedemptionRecord> before;  ///< of the household, that took something
};

std::int64_t product_of(std::int64_t points, std::int64_t pieces, std::string_view household) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(points, pieces, &product)) throw OverflowError(std::string(household));
  return product;
}

/// Goods and pieces, the lines of one goods put together; InputError for what is not there to be had.
std::vector<Asked> asked_goods(store::Store& store, const Redeem& request) {
  constexpr std::int64_t most_pieces = 1'000'000;
  if (request.lines.empty()) wrong("lines", "bank_no_lines");
  std::map<std::string, Asked> asked;
  for (std::size_t number = 0; number < request.lines.size(); ++number) {
    const Line& line = request.lines[number];
    const std::string field = "lines/" + std::to_string(number);
    std::optional<store::GoodsRecord> goods = store.goods(line.goods);
    if (!goods) wrong(field + "/goods", "bank_unknown_goods", {line.goods});
    if (line.pieces < 1 || line.pieces > most_pieces) {
      wrong(field + "/pieces", "bank_pieces", {std::to_string(line.pieces), std::to_string(most_pieces)});
    }
    Asked& each = asked[line.goods];
    each.goods = *std::move(goods);
    each.pieces = sum_of(each.pieces, line.pieces, request.household);
    each.points = product_of(each.goods.points, each.pieces, request.household);
  }
  std::vector<Asked> all;
  for (auto& [id, each] : asked) all.push_back(std::move(each));
  return all;
}

bool is_active(store::Store& store, std::string_view household, Date day) {
  std::optional<Date> joined, left;  // as the roster of the evaluation has it: what was said last
  store::Seq joined_said = 0, left_said = 0;
  for (const store::HouseholdRecord& record : store.rows_of_household(household)) {
    const auto row = entry_of<journal::HouseholdRow>(store, record.seq);
    if (row.joined && record.seq > joined_said) {
      joined = row.joined;
      joined_said = record.seq;
    }
    if (row.left && record.seq > left_said) {
      left = row.left;
      left_said = record.seq;
    }
  }
  return (!joined || *joined <= day) && (!left || day < *left);
}

void check_household(const Case& all) {
  if (!is_active(all.work.store(), all.household, all.day)) {
    Work::refuse("not_active", {{"household", all.household}, {"day", all.day.to_string()}});
  }
  const store::BalanceRecord& balance = all.balance;
  if (balance.frozen_until && all.day <= *balance.frozen_until) {
    Work::refuse("frozen", {{"household", all.household}, {"until", balance.frozen_until->to_string()}});
  }
  if (balance.spendable < 0) {
    Work::refuse("in_debt", {{"household", all.household}, units_value("spendable", balance.spendable, all.decimals)});
  }
  if (all.policy.suspend_below && in_points(balance.standing, all.decimals) < *all.policy.suspend_below) {
    Work::refuse("suspended", {{"household", all.household},
                               {"needed", points_text(*all.policy.suspend_below, all.decimals), true},
                               units_value("there", balance.standing, all.decimals)});
  }
}

void check_stock(const Case& all) {
  for (const Asked& each : all.asked) {
    if (each.pieces <= each.goods.in_stock) continue;
    Work::refuse(
        "out_of_stock",
        {{"goods", each.goods.goods}, number_value("needed", each.pieces), number_value("there", each.goods.in_stock)});
  }
}

bool is_in_period(PeriodKind per, Date date, Date day) { return first_day(per, date) == first_day(per, day); }

/// Pieces of a goods that the household has taken in the period of the day.
std::int64_t pieces_before(const Case& all, std::string_view goods, PeriodKind per) {
  std::int64_t pieces = 0;
  for (const store::RedemptionRecord& record : all.before) {
    if (!is_in_period(per, record.date, all.day)) continue;
    const auto redeemed = entry_of<journal::Redeemed>(all.work.store(), record.seq);
    for (const journal::RedemptionLine& line : redeemed.lines) {
      if (line.goods == goods) pieces = sum_of(pieces, line.pieces, all.household);
    }
  }
  return pieces;
}

void check_goods_limits(const Case& all) {
  for (const Asked& each : all.asked) {
    if (!each.goods.limit) continue;
    const PeriodKind per = parse_period_kind(each.goods.per).value_or(PeriodKind::ever);
    const std::int64_t left = std::max<std::int64_t>(0, *each.goods.limit - pieces_before(all, each.goods.goods, per));
    if (each.pieces <= left) continue;
    Work::refuse("goods_limit", {{"goods", each.goods.goods},
                                 {"per", std::string(to_string(per))},
                                 number_value("limit", *each.goods.limit),
                                 number_value("needed", each.pieces),
                                 number_value("there", left)});
  }
}

void check_period_limits(const Case& all) {
  for (const auto& [per, most] : all.policy.limits) {
    std::int64_t taken = 0;
    for (const store::RedemptionRecord& record : all.before) {
      if (is_in_period(per, record.date, all.day)) taken = sum_of(taken, record.points, all.household);
    }
    const Number left = std::max(Number(0), most - in_points(taken, all.decimals));
    if (in_points(all.points, all.decimals) <= left) continue;
    Work::refuse("period_limit", {{"per", std::string(to_string(per))},
                                  {"limit", points_text(most, all.decimals), true},
                                  units_value("needed", all.points, all.decimals),
                                  {"there", points_text(left, all.decimals), true}});
  }
}

void check_points(const Case& all) {
  const Number there = in_points(all.balance.spendable, all.decimals) - all.policy.above.value_or(Number(0));
  if (in_points(all.points, all.decimals) <= there) return;
  Work::refuse("too_few_points", {units_value("needed", all.points, all.decimals),
                                  {"there", points_text(there, all.decimals), true},
                                  units_value("spendable", all.balance.spendable, all.decimals)});
}

std::vector<store::RedemptionRecord> taken_before(store::Store& store, std::string_view household) {
  std::vector<store::RedemptionRecord> records = store.redemptions_of(household);
  std::erase_if(records, [](const store::RedemptionRecord& record) { return !is_taken(record.state); });
  return records;
}

std::string redemption_id(Work& work, const std::string& given) {
  const auto is_there = [&work](const std::string& id) {
    return work.store().redemption(id).has_value() || work.store().money(id).has_value();
  };
  if (given.empty()) return new_id("r", work.next_seq(), is_there);
  need_id("redemption", given);
  if (is_there(given)) wrong("redemption", "bank_id_taken", {given});
  return given;
}

/// Writes that the goods are set aside and that their points are taken.
std::optional<Date> book_redemption(Case& all, const std::string& id) {
  Work& work = all.work;
  journal::Redeemed redeemed{work.by(), work.at(), id, all.household, {}, std::nullopt};
  if (all.policy.hold_days) redeemed.last_day = all.day + static_cast<std::int32_t>(*all.policy.hold_days);
  for (Asked& each : all.asked) {
    redeemed.lines.push_back({each.goods.goods, each.pieces, each.points});
    each.goods.in_stock -= each.pieces;
    each.goods.held += each.pieces;
    work.store().put(each.goods);
  }
  const store::Seq seq = work.write(redeemed);
  work.store().insert(
      store::RedemptionRecord{id, all.household, all.day, all.points, redeemed.last_day, store::HoldState::held, seq});
  journal::MoneyEntry money;
  money.by = work.by();
  money.at = work.at();
  money.entry = id;
  money.household = all.household;
  money.cause = "redemption";
  money.spendable = -all.points;
  book_entry(work, money);
  return redeemed.last_day;
}

}  // namespace

const rulelist::List& list_for_redemption(const RuleBook& book, Date day) {
  if (const rulelist::List* const list = book.model.on(day)) return *list;
  const rulelist::List* nearest = &book.model.versions.front();
  for (const rulelist::List& version : book.model.versions) {
    if (version.effective.from <= day) nearest = &version;
  }
  return *nearest;
}

bool is_taken(store::HoldState state) noexcept {
  return state == store::HoldState::held || state == store::HoldState::collected;
}

Number in_points(std::int64_t units, int decimals) {
  Decimal value;
  value.mantissa = units;
  value.decimals = decimals;
  return Number(value);
}

Answer::Value units_value(std::string name, std::int64_t units, int decimals) {
  return {std::move(name), units_to_string(units, decimals), false};
}

Answer carry_out(Work& work, const Redeem& request) {
  need_known_household(work.store(), "household", request.household);
  work.need_household_or_clerk(request.household);
  std::vector<Asked> asked = asked_goods(work.store(), request);
  const std::string id = redemption_id(work, request.redemption);
  settle(work, work.day());
  for (Asked& each : asked)
    each.goods = work.store().goods(each.goods.goods).value_or(each.goods);  // what timed out is back
  Case all{work,
           request.household,
           work.day(),
           work.book().program->decimals(),
           work.store().balance(request.household).value_or(store::BalanceRecord{}),
           rulelist::redemption(list_for_redemption(work.book(), work.day())).value_or(rulelist::Redemption{}),
           std::move(asked),
           0,
           taken_before(work.store(), request.household)};
  for (const Asked& each : all.asked) all.points = sum_of(all.points, each.points, request.household);
  check_household(all);
  check_stock(all);
  check_goods_limits(all);
  check_period_limits(all);
  check_points(all);
  const std::optional<Date> last_day = book_redemption(all, id);
  settle(work, work.day());
  const std::int64_t spendable = work.store().balance(request.household).value_or(store::BalanceRecord{}).spendable;
  Answer answer;
  answer.values = {{"redemption", id, false},
                   {"household", request.household, false},
                   units_value("points", all.points, all.decimals),
                   units_value("spendable", spendable, all.decimals)};
  if (last_day) answer.values.push_back({"last_day", last_day->to_string(), false});
  for (const auto& [currency, each] : all.policy.value) {
    answer.values.push_back({currency, (in_points(all.points, all.decimals) * each).to_string(), false});
  }
  return answer;
}

}  // namespace pointsbank::bank
