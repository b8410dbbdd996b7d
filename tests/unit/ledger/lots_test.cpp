// Lots of spendable points: which are used up first, what is owed, what a refund restores.
#include "ledger/lots.hpp"

#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace pointsbank::ledger {

namespace {

const Date january = Date::of(2026, 1, 10);
const Date february = Date::of(2026, 2, 10);
const Date march = Date::of(2026, 3, 10);

/// What expires of each posting when `amount` does.
std::vector<std::pair<PostingNumber, std::int64_t>> expired(Lots& lots, std::int64_t amount) {
  std::vector<Expired> told;
  lots.expire(amount, told);
  std::vector<std::pair<PostingNumber, std::int64_t>> result;
  for (const Expired& each : told) result.emplace_back(each.posting, each.amount);
  return result;
}

using Parts = std::vector<std::pair<PostingNumber, std::int64_t>>;

Lots three_lots() {
  Lots lots;
  lots.add(january, 10, 0);
  lots.add(february, 20, 1);
  lots.add(march, 30, 2);
  return lots;
}

}  // namespace

TEST_CASE("the oldest lot is used up first") {
  Lots lots = three_lots();
  lots.take(15);
  CHECK(lots.balance() == 45);
  CHECK(expired(lots, 20) == Parts{{1, 15}, {2, 5}});
  CHECK(lots.balance() == 25);
  CHECK(lots.debt() == 0);
}

TEST_CASE("what exceeds all lots is owed, and paid before a new lot arises") {
  Lots lots = three_lots();
  lots.take(70);
  CHECK(lots.debt() == 10);
  CHECK(lots.balance() == -10);
  lots.add(march, 4, 3);
  CHECK(lots.debt() == 6);
  lots.add(march, 9, 4);
  CHECK(lots.debt() == 0);
  CHECK(lots.balance() == 3);
  CHECK(expired(lots, 3) == Parts{{4, 3}});  // nothing is left of what only paid the debt
}

TEST_CASE("a refund fills the lots of its redemption again, the newest first") {
  Lots lots = three_lots();
  lots.redeem(7, 25);  // 10 of January, 15 of February
  lots.redeem(8, 10);  // 5 of February, 5 of March
  lots.refund(7, march, 18);
  CHECK(lots.balance() == 43);
  CHECK(expired(lots, 43) == Parts{{0, 3}, {1, 15}, {2, 25}});
}

TEST_CASE("a refund pays what is owed first, and what it exceeds is a lot of its own day") {
  Lots lots = three_lots();
  lots.redeem(7, 60);
  lots.take(5);
  CHECK(lots.debt() == 5);
  lots.refund(7, march, 70);
  CHECK(lots.debt() == 0);
  CHECK(lots.balance() == 65);
  std::vector<Expired> told;
  CHECK(lots.expire_by_age(Date::of(2026, 2, 28), 1, told) == 10);  // January's alone
  CHECK(lots.expire_by_age(Date::of(2026, 4, 10), 1, told) == 55);  // 20, 30 and the 5 of no posting
  REQUIRE(told.size() == 3);
  CHECK(told[0].posting == 0);
  CHECK(told[1].posting == 1);
  CHECK(told[2].posting == 2);
}

TEST_CASE("a lot expires by age on the day, not before") {
  Lots lots = three_lots();
  lots.take(4);
  std::vector<Expired> told;
  CHECK(lots.expire_by_age(Date::of(2026, 2, 9), 1, told) == 0);
  CHECK(told.empty());
  CHECK(lots.expire_by_age(Date::of(2026, 2, 10), 1, told) == 6);
  REQUIRE(told.size() == 1);
  CHECK(told[0].amount == 6);
  CHECK(lots.balance() == 50);
}

TEST_CASE("a reset ends lots, debts and what redemptions remember") {
  Lots lots = three_lots();
  lots.redeem(7, 10);
  lots.reset(march, 5);
  CHECK(lots.balance() == 5);
  lots.refund(7, march, 2);  // its lots are gone: a lot of its own
  CHECK(lots.balance() == 7);
  CHECK(expired(lots, 7).empty());  // of no posting, both of them
  lots.reset(march, -3);
  CHECK(lots.debt() == 3);
  CHECK(lots.balance() == -3);
}

}  // namespace pointsbank::ledger
