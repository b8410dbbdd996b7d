// What is recorded comes back as it was, in the order of events, whatever its amounts.
#include <random>

#include "evaluation/engine.hpp"
#include "evaluation/recorded_rows.hpp"
#include "support/catch.hpp"

namespace pointsbank::evaluation {
namespace {

EventOutcome outcome(Id event, Id household, std::uint32_t rule, Outcome outcome, Reason reason, bool has_amount,
                     std::int64_t amount) {
  return {event, household, rule, outcome, reason, has_amount, amount};
}

bool same(const EventOutcome& a, const EventOutcome& b) {
  return a.event == b.event && a.household == b.household && a.rule == b.rule && a.outcome == b.outcome &&
         a.reason == b.reason && a.has_amount == b.has_amount && a.amount == b.amount;
}

bool same(const Posting& a, const Posting& b) {
  return a.date == b.date && a.household == b.household && a.source == b.source && a.cause == b.cause &&
         a.event == b.event && a.standing == b.standing && a.spendable == b.spendable;
}

EventOutcome recorded(const EventOutcome& row, std::int32_t) {
  Pages pages;
  RecordedRows rows;
  rows.begin(1, pages);
  rows.add(0, row);
  CHECK(rows.pages(0)[0][0].is_outcome());
  CHECK_FALSE(rows.pages(0)[0][0].is_posting());
  return rows.outcome(rows.pages(0)[0][0]);
}

Posting recorded(const Posting& row, std::int32_t day) {
  Pages pages;
  RecordedRows rows;
  rows.begin(1, pages);
  rows.add(0, row);
  CHECK_FALSE(rows.pages(0)[0][0].is_outcome());
  CHECK(rows.pages(0)[0][0].is_posting());
  return rows.posting(rows.pages(0)[0][0], day);
}

TEST_CASE("outcomes come back as they were") {
  const std::int64_t amounts[] = {0, 1, -1, INT32_MAX, INT32_MIN, std::int64_t{INT32_MAX} + 1, INT64_MAX, INT64_MIN};
  for (const std::int64_t amount : amounts) {
    for (const std::uint32_t rule : {0U, 5U, 0xF'FFFEU, 0xF'FFFFU, 0x10'0000U, EventOutcome::no_rule}) {
      const EventOutcome row = outcome(7, 9, rule, Outcome::duplicate, Reason::too_late, amount != 0, amount);
      CHECK(same(recorded(row, 0), row));
    }
  }
  const EventOutcome last = outcome(no_id - 2, no_id - 2, 3, Outcome::applied, Reason::none, false, 0);
  CHECK(same(recorded(last, 0), last));
}

TEST_CASE("postings come back as they were, with the day of their event") {
  const std::int64_t amounts[] = {0, 1, -1, INT32_MAX, INT32_MIN, std::int64_t{INT32_MIN} - 1, INT64_MAX, INT64_MIN};
  for (const std::int64_t standing : amounts) {
    for (const std::int64_t spendable : amounts) {
      if (standing == 0 && spendable == 0) continue;  // nothing is posted
      const Posting row{Date{20000}, 4, 6, Cause::forfeit, 11, standing, spendable};
      CHECK(same(recorded(row, 20000), row));
      const Posting far{Date{-5}, 4, 0x20'0000U, Cause::opening, 11, standing, spendable};
      CHECK(same(recorded(far, -5), far));
    }
  }
}

TEST_CASE("what a household recorded last is taken back, over the ends of pages") {
  Pages pages;
  RecordedRows rows;
  rows.begin(2, pages);
  const auto add = [&](Id household, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      rows.add(static_cast<std::uint32_t>(i % 2),
               outcome(static_cast<Id>(i), household, 1, Outcome::applied, Reason::none, true, 1));
    }
  };
  add(1, 700);
  add(2, 1'500);
  rows.forget(2);
  CHECK(rows.size(0) == 350);
  CHECK(rows.size(1) == 350);
  add(3, 200);
  CHECK(rows.size(0) == 450);
  CHECK(rows.outcome(rows.pages(0)[450 / RecordedRows::rows_a_page][449 % 256]).household == 3);
  rows.forget(3);
  rows.forget(1);
  CHECK(rows.size(0) == 0);
}

/// Events at random moments, many of them equal, in the order in which they were recorded.
Events random_events(std::mt19937_64& random, std::size_t count, bool with_moments, const std::string& beginning) {
  Events::Columns columns;
  std::vector<std::int32_t> date, second, microsecond;
  std::vector<std::int64_t> recorded;
  std::vector<Id> kinds;
  auto texts = std::make_shared<Dictionary>();
  const Id kind = texts->add("work");
  std::vector<std::string> ids;
  const std::uint64_t step = with_moments ? 311 : 600;  // whole minutes alone are sorted another way
  for (std::size_t i = 0; i < count; ++i) {
    std::string id = std::to_string(i * 7'919 % count);
    if (random() % 3 == 0) id.insert(0, "same-first-eight-");
    ids.push_back(beginning + id);
    date.push_back(static_cast<std::int32_t>(20'000 + i * 40 / count + random() % 4));
    second.push_back(random() % 2 == 0 ? -1 : static_cast<std::int32_t>(random() % 86'400 / step * step));
    microsecond.push_back(second.back() > 0 ? static_cast<std::int32_t>(random() % 2) : 0);
    recorded.push_back(random() % 3 == 0 ? absent_cell : static_cast<std::int64_t>(random() % 3) - 1);
    kinds.push_back(kind);
  }
  for (const std::string& id : ids) columns.id.add(id);
  columns.kind = {kinds, texts};
  columns.date = date;
  columns.second = second;
  if (with_moments) {
    columns.microsecond = microsecond;
    columns.recorded = recorded;
  }
  return Events(TableFormat(), std::move(columns));
}

TEST_CASE("the order of events is the one that comparing any two of them gives") {
  std::mt19937_64 random(8);
  for (const bool with_moments : {false, true}) {
    for (const std::size_t count : {0U, 1U, 50U, 4'050U, 40'000U}) {
      const Events events = random_events(random, count, with_moments, count % 100 == 50 ? "" : "village-");
      const Date through{20'035};  // some come later
      for (const int threads : {1, 3}) {
        std::vector<Pages> pages(static_cast<std::size_t>(threads));
        const EventOrder order(events, through, pages);
        std::vector<Id> expected;
        for (Id row = 0; row < count; ++row) {
          if (events.columns().date[row] <= through.days) expected.push_back(row);
        }
        std::sort(expected.begin(), expected.end(), [&](Id a, Id b) { return comes_before(events.columns(), a, b); });
        std::size_t wrong = 0;
        for (Id rank = 0; rank < expected.size(); ++rank) {
          const Id row = expected[rank];
          const std::uint32_t portion = order.portion_of(Date{events.columns().date[row]});
          wrong += order.rank(row) != rank || rank < order.portion_begin(portion) ||
                   rank >= order.portion_begin(portion + 1);
        }
        CHECK(wrong == 0);
      }
    }
  }
}

}  // namespace
}  // namespace pointsbank::evaluation
