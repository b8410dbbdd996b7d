// Settling: the ledger comes to what the evaluation gives, by differences; corrections, months, rule books.
#include "bank/ahead.hpp"
#include "money_given.hpp"

namespace pointsbank::bank {

namespace {

constexpr std::string_view rules = R"({
  "format": "pointsbank/1", "id": "village", "version": "2026", "effective": {"from": "2026-01-01", "to": "2027-12-31"},
  "categories": [{"id": "all", "limits": [{"per": "month", "earn": 30}]}],
  "base": {"points": 10, "each": "year"},
  "positive": [
    {"id": "help", "category": "all", "score": {"points": 5}, "repeat": {"per": "month", "steps": [1, 1, 0]}},
    {"id": "honour", "category": "all", "score": {"points": 8}, "valid": {"months": 2}, "account": "standing"}],
  "negative": [
    {"id": "litter", "category": "all", "score": {"points": 3}},
    {"id": "fraud", "category": "all", "score": {"points": 1},
     "veto": {"for": {"months": 1}, "no_redemption": true}}],
  "redemption": {"hold_days": 10}
})";

constexpr std::string_view roster = "household,joined\nA,\nB,\nC,2026-02-10\n";

using Amounts = MoneyBank::Amounts;

}  // namespace

TEST_CASE("a settlement posts what the rules give, and a second one nothing") {
  MoneyBank bank(rules, roster);
  bank.events("2026-01-10", "e1,A,help,2026-01-05\ne2,A,litter,2026-01-06\ne3,B,help,2026-01-07\n");
  const Answer first = bank.settle("2026-01-10");
  CHECK(first.value("through") == "2026-01-10");
  CHECK(first.value("posted") == "5");
  CHECK(bank.amounts("A") == Amounts{12, 12});
  CHECK(bank.amounts("B") == Amounts{15, 15});
  CHECK(bank.amounts("C") == Amounts{0, 0});
  const store::Head head = bank.store().head();
  const Answer second = bank.settle("2026-01-10");
  CHECK(second.value("posted") == "0");
  CHECK(second.value("evaluated") == "0");
  CHECK(bank.store().head().seq == head.seq);
  bank.check_whole();
}

TEST_CASE("settling never goes back") {
  MoneyBank bank(rules, roster);
  bank.settle("2026-03-01");
  CHECK(bank.settle("2026-02-01").value("through") == "2026-03-01");
}

TEST_CASE("base comes with joining, and only those who are concerned are evaluated") {
  MoneyBank bank(rules, roster);
  bank.settle("2026-01-10");
  CHECK(bank.settle("2026-02-09").value("evaluated") == "0");
  const Answer joined = bank.settle("2026-02-10");
  CHECK(joined.value("posted") == "1");
  CHECK(joined.value("evaluated") == "1");
  CHECK(bank.amounts("C") == Amounts{10, 10});
  bank.check_whole();
}

TEST_CASE("what lapses is posted on its day, for those alone who have something of that day") {
  MoneyBank bank(rules, roster);
  bank.events("2026-01-10", "e1,A,honour,2026-01-05\n");
  bank.settle("2026-03-04");
  CHECK(bank.amounts("A") == Amounts{18, 10});
  const Answer lapse = bank.settle("2026-03-05");
  CHECK(lapse.value("evaluated") == "1");
  CHECK(bank.amounts("A") == Amounts{10, 10});
  bank.check_whole();
}

TEST_CASE("events dated ahead are posted when their day comes") {
  MoneyBank bank(rules, roster);
  bank.events("2026-01-10", "e1,A,help,2026-01-20\n");
  CHECK(bank.settle("2026-01-10").value("posted") == "2");
  CHECK(bank.settle("2026-01-19").value("evaluated") == "0");
  CHECK(bank.settle("2026-01-20").value("posted") == "1");
  CHECK(bank.amounts("A") == Amounts{15, 15});
  bank.check_whole();
}

TEST_CASE("a revoked event is taken back, and what its repetition had been is posted anew") {
  MoneyBank bank(rules, roster);
  bank.events("2026-01-20", "e1,A,help,2026-01-05\ne2,A,help,2026-01-06\ne3,A,help,2026-01-07\n");
  bank.settle("2026-01-20");
  CHECK(bank.amounts("A") == Amounts{20, 20});
  bank.done("2026-01-21", Import{csv("event,household,kind,at,revokes\nr1,,,,e1\n")});
  const Answer answer = bank.settle("2026-01-21");
  CHECK(answer.value("reversed") == "1");
  CHECK(answer.value("posted") == "1");
  CHECK(answer.value("evaluated") == "1");
  CHECK(bank.postings("A") == std::vector<std::string>{"2026-01-01 base 10/10", "2026-01-05 help e1 5/5",
                                                       "2026-01-06 help e2 5/5", "2026-01-05 help e1 -5/-5 reverses",
                                                       "2026-01-07 help e3 5/5"});
  bank.check_whole();
}

TEST_CASE("a correction for a closed month is booked in the open one and keeps its day") {
  MoneyBank bank(rules, roster);
  bank.events("2026-01-20", "e1,A,help,2026-01-05\n");
  bank.done("2026-02-01", CloseMonth{"2026-01"});
  bank.events("2026-02-03", "e2,A,litter,2026-01-06\n");
  bank.settle("2026-02-03");
  CHECK(bank.postings("A").back() == "2026-01-06 litter e2 -3/-3 in 2026-02");
  bank.done("2026-02-04", Import{csv("event,household,kind,at,revokes\nr1,,,,e1\n")});
  bank.settle("2026-02-04");
  CHECK(bank.postings("A").back() == "2026-01-05 help e1 -5/-5 in 2026-02 reverses");
  CHECK(bank.amounts("A") == Amounts{7, 7});
  bank.check_whole();
}

TEST_CASE("a rule book with effect in the past is posted as the difference, once") {
  MoneyBank bank(rules, roster);
  bank.events("2026-01-20", "e1,A,help,2026-01-05\ne2,B,litter,2026-01-06\n");
  bank.settle("2026-01-20");
  std::string changed(rules);
  changed.replace(changed.find("{\"points\": 5}"), 13, "{\"points\": 6}");
  bank.done("2026-01-21", Adopt{{{"rules.json", changed}}});
  const Answer answer = bank.settle("2026-01-21");
  CHECK(answer.value("reversed") == "1");
  CHECK(answer.value("posted") == "1");
  CHECK(bank.amounts("A") == Amounts{16, 16});
  CHECK(bank.amounts("B") == Amounts{7, 7});
  bank.check_whole();
  const Answer again = bank.settle("2026-01-21");
  CHECK(again.value("posted") == "0");
  CHECK(again.value("reversed") == "0");
}

TEST_CASE("a veto without redemption is over when its last day is") {
  MoneyBank bank(rules, roster);
  bank.events("2026-01-20", "e1,A,fraud,2026-01-10\n");
  bank.settle("2026-02-09");
  CHECK(bank.store().balance("A")->frozen_until == Date::parse("2026-02-09"));
  const Answer answer = bank.settle("2026-02-10");
  CHECK(answer.value("evaluated") == "2");  // C joins on this day
  CHECK_FALSE(bank.store().balance("A")->frozen_until.has_value());
  bank.check_whole();
}

TEST_CASE("a late settlement does in one step what many small ones do") {
  MoneyBank steps(rules, roster);
  MoneyBank leap(rules, roster);
  const std::string_view rows = "e1,A,honour,2026-01-05\ne2,B,fraud,2026-01-10\ne3,C,help,2026-02-11\n";
  steps.events("2026-01-02", rows);
  leap.events("2026-01-02", rows);
  for (Date day = *Date::parse("2026-01-02"); day <= *Date::parse("2026-03-10"); day = day + 1) {
    steps.settle(day.to_string());
  }
  leap.settle("2026-03-10");
  for (const char* household : {"A", "B", "C"}) CHECK(steps.amounts(household) == leap.amounts(household));
  steps.check_whole();
  leap.check_whole();
}

TEST_CASE("a rule book that changes nothing is evaluated once") {
  MoneyBank bank(rules, roster);
  bank.events("2026-01-20", "e1,A,help,2026-01-05\n");
  bank.settle("2026-01-20");
  bank.done("2026-01-20", Adopt{{{"rules.json", std::string(rules) + "\n"}}});
  const Answer once = bank.settle("2026-01-20");
  CHECK(once.value("evaluated") == "3");
  CHECK(once.value("posted") == "0");
  CHECK(bank.settle("2026-01-20").value("evaluated") == "0");
  bank.check_whole();
}

TEST_CASE("who has something ahead is looked at when its first day has come") {
  MoneyBank bank(rules, roster);
  Ahead ahead(bank.store());
  bank.store().begin();
  ahead.note("A", *Date::parse("2026-03-01"));
  ahead.note("A", *Date::parse("2026-02-01"));
  ahead.note("Li household", *Date::parse("2026-02-15"));
  ahead.keep();
  Ahead again(bank.store());
  CHECK(again.households_until(*Date::parse("2026-01-31")).empty());
  CHECK(again.households_until(*Date::parse("2026-02-01")) == std::vector<std::string>{"A"});
  CHECK(again.households_until(*Date::parse("2026-02-15")) == std::vector<std::string>{"A", "Li household"});
  const std::vector<std::string> forgotten{"A"};
  again.forget(&forgotten);
  CHECK(again.households_until(*Date::parse("2026-12-31")) == std::vector<std::string>{"Li household"});
  bank.store().roll_back();
}

}  // namespace pointsbank::bank
