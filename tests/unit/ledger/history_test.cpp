// Postings that may be undone: when they lapse, what stands in one contest, what a forfeit takes back.
#include "ledger/history.hpp"

#include <cstdint>

#include "support/catch.hpp"

namespace pointsbank::ledger {

namespace {

const Date first_of_june = Date::of(2026, 6, 1);
const Date first_of_july = Date::of(2026, 7, 1);

Remembered posting(Date date, std::int64_t amount, Date lapse = Date::never()) {
  Remembered result;
  result.date = date;
  result.lapse = lapse;
  result.standing = amount;
  result.spendable = amount;
  result.is_forfeitable = true;
  return result;
}

}  // namespace

TEST_CASE("postings lapse once, by day and then in the order of posting") {
  History history;
  const Date day = Date::of(2026, 1, 5);
  const PostingNumber july = history.add(posting(day, 1, first_of_july));
  const PostingNumber june = history.add(posting(day, 2, first_of_june));
  const PostingNumber later_june = history.add(posting(day, 3, first_of_june));
  history.add(posting(day, 4));
  CHECK(history.next_lapse() == first_of_june);
  CHECK(history.take_lapse(first_of_june - 1) == no_posting);
  CHECK(history.take_lapse(first_of_june) == june);
  CHECK(history.take_lapse(first_of_june) == later_june);
  CHECK(history.take_lapse(first_of_june) == no_posting);
  CHECK(history.take_lapse(first_of_july) == july);
  CHECK(history.next_lapse() == Date::never());
  CHECK(history[july].has_lapsed);
}

TEST_CASE("a chain lapses on the day that its last link sets") {
  History history;
  const Date day = Date::of(2026, 1, 5);
  const PostingNumber first = history.add(posting(day, 1, first_of_june));
  const PostingNumber second = history.add(posting(day + 1, 2, first_of_july));
  history.chain(second, first);
  history.move_lapses(second, first_of_july);
  CHECK(history.take_lapse(first_of_june) == no_posting);  // the day that no longer holds is passed over
  CHECK(history.take_lapse(first_of_july) == first);
  CHECK(history.take_lapse(first_of_july) == second);

  const PostingNumber third = history.add(posting(day + 2, 3, first_of_july));
  history.chain(third, second);
  history.move_lapses(third, Date::never());
  CHECK(history.take_lapse(first_of_july) == no_posting);
  CHECK(history[second].lapse == first_of_july);  // what has lapsed stays as it lapsed
}

TEST_CASE("a forfeit takes back what still stands from a day on, once") {
  History history;
  const Date day = Date::of(2026, 1, 5);
  history.add(posting(day, 100));
  history.add(posting(day + 1, 10));
  const PostingNumber lapsed = history.add(posting(day + 1, 20, first_of_june));
  Remembered kept = posting(day + 2, 1000);
  kept.is_forfeitable = false;
  history.add(kept);
  CHECK(history.take_lapse(first_of_june) == lapsed);
  history.expire({{1, 4}});

  const Forfeit taken = history.forfeit(day + 1);
  CHECK_FALSE(taken.overflow);
  CHECK(taken.standing == 10);       // the lapsed one stands no more
  CHECK(taken.spendable == 6 + 20);  // less what had expired
  const Forfeit again = history.forfeit(day + 1);
  CHECK(again.standing == 0);
  CHECK(again.spendable == 0);
  CHECK(history.forfeit(day).standing == 100);
}

TEST_CASE("what was posted before a reset is not taken back, and does not lapse") {
  History history;
  const Date day = Date::of(2026, 1, 5);
  history.add(posting(day, 5, first_of_june));
  history.reset_standing();
  CHECK(history.take_lapse(first_of_june) == no_posting);
  CHECK(history.forfeit(day).spendable == 5);
  history.add(posting(day, 7));
  history.reset_spendable();
  const Forfeit taken = history.forfeit(day);
  CHECK(taken.standing == 7);
  CHECK(taken.spendable == 0);
}

TEST_CASE("a forfeit that leaves 64 bits says so") {
  History history;
  const Date day = Date::of(2026, 1, 5);
  history.add(posting(day, INT64_MAX));
  history.add(posting(day, 1));
  CHECK(history.forfeit(day).overflow);
}

}  // namespace pointsbank::ledger
