// Months: closed in order, published once, corrected in the open month, opened again by two.
#include "bank/months.hpp"
#include "money_given.hpp"

namespace pointsbank::bank {

namespace {

constexpr std::string_view rules = R"({
  "format": "pointsbank/1", "id": "village", "version": "2026", "effective": {"from": "2026-01-01"},
  "categories": [{"id": "all"}],
  "positive": [{"id": "help", "category": "all", "score": {"points": 5}}],
  "negative": [{"id": "litter", "category": "all", "score": {"points": 3}}],
  "closings": [
    {"id": "best", "kind": "ranking", "at": "month", "awards": [{"ranks": [1, 1], "points": 10}]},
    {"id": "stars", "kind": "rating", "at": "month", "levels": [{"id": "good", "at_least": 5}]},
    {"id": "share", "kind": "dividend", "at": "quarter", "fund": 100}]
})";

constexpr std::string_view roster = "household\nA\nB\nC\n";
using Amounts = MoneyBank::Amounts;

struct Village : MoneyBank {
  Village() : MoneyBank(rules, roster) {
    events("2026-01-20", "e1,A,help,2026-01-05\ne2,A,help,2026-01-06\ne3,B,help,2026-01-07\n");
  }
};

}  // namespace

TEST_CASE("a month is closed when it is over, and publishes its closings") {
  Village village;
  CHECK(village.ask("2026-01-31T23:59", CloseMonth{"2026-01"}).code == "too_early");
  const Answer closed = village.done("2026-02-01T00:00", CloseMonth{"2026-01"});
  CHECK(closed.value("published") == "6");  // three ranked, three rated
  CHECK(closed.value("households") == "3");
  CHECK(village.amounts("A") == Amounts{20, 20});
  CHECK(village.ask("2026-02-02", CloseMonth{"2026-01"}).code == "month_closed");
  CHECK(village.ask("2026-04-01", CloseMonth{"2026-03"}).value("first") == "2026-02");
  CHECK_THROWS_AS(village.ask("2026-04-01", CloseMonth{"2026-3"}), InputError);
  village.check_whole();
}

TEST_CASE("the first month to be closed is one before which nothing is posted") {
  Village village;
  CHECK(village.ask("2026-03-01", CloseMonth{"2026-02"}).code == "month_open");
  CHECK(village.done("2026-03-01", CloseMonth{"2026-01"}).is_done());
  CHECK(village.done("2026-03-01", CloseMonth{"2026-02"}).is_done());
}

TEST_CASE("the tree of a sheet is the tree over all entries before it") {
  Village village;
  village.done("2026-02-01", CloseMonth{"2026-01"});
  village.events("2026-02-10", "e4,C,help,2026-02-10\n");
  village.done("2026-03-01", CloseMonth{"2026-02"});
  std::vector<journal::MonthClosed> sheets;
  digest::MerkleTree tree;
  village.store().visit_journal(1, village.store().head().seq, [&](const store::JournalView& row) {
    const auto entry = journal::decode(row.body);
    REQUIRE(entry);
    if (const auto* const closed = std::get_if<journal::MonthClosed>(&*entry)) {
      CHECK(closed->entries == row.seq - 1);
      CHECK(closed->root == tree.root());
      sheets.push_back(*closed);
    }
    tree.append(digest::leaf_digest(row.body));
    return true;
  });
  REQUIRE(sheets.size() == 2);
  CHECK(sheets[0].previous_entries == 0);
  CHECK(sheets[1].previous_entries == sheets[0].entries);
  CHECK(sheets[1].previous_root == sheets[0].root);
}

TEST_CASE("what is published stays; what a late event would change are differences") {
  Village village;
  village.done("2026-02-01", CloseMonth{"2026-01"});
  CHECK(village.bank.differences().empty());
  village.events("2026-02-02", "l1,B,help,2026-01-08\nl2,B,help,2026-01-09\n");
  const Answer settled = village.settle("2026-02-02");
  CHECK(settled.value("evaluated") == "1");
  CHECK(settled.value("posted") == "2");
  CHECK(village.amounts("A") == Amounts{20, 20});
  CHECK(village.amounts("B") == Amounts{15, 15});
  std::vector<std::string> lines;
  for (const Difference& each : village.bank.differences()) {
    lines.push_back(each.table + " " + each.household + " " + each.published + " > " + each.now);
  }
  CHECK(lines == std::vector<std::string>{"rankings A ,10,1,10 > ,10,2,0", "rankings B ,5,2,0 > ,15,1,10",
                                          "ratings A ,10,1,good > ,10,2,good", "ratings B ,5,2,good > ,15,1,good"});
  village.check_whole();
}

TEST_CASE("an open month's ranking is drawn up anew with everybody") {
  Village village;
  village.settle("2026-02-02");
  CHECK(village.amounts("A") == Amounts{20, 20});
  village.events("2026-02-03", "e4,C,help,2026-02-03\n");  // after the ranking: concerns C alone
  CHECK(village.settle("2026-02-03").value("evaluated") == "1");
  village.check_whole();
  village.events("2026-02-03", "l1,B,help,2026-01-08\nl2,B,help,2026-01-09\n");
  CHECK(village.settle("2026-02-03").value("evaluated") == "3");
  CHECK(village.amounts("A") == Amounts{10, 10});
  CHECK(village.amounts("B") == Amounts{25, 25});
  village.check_whole();
}

TEST_CASE("the last closed month is opened again by two and closed anew") {
  Village village;
  village.done("2026-02-01", CloseMonth{"2026-01"});
  village.events("2026-02-02", "l1,B,help,2026-01-08\nl2,B,help,2026-01-09\n");
  village.settle("2026-02-02");
  CHECK(village.ask("2026-02-03", ReopenMonth{"2026-01", "clerk", "late events"}).code == "not_allowed");
  CHECK_THROWS_AS(village.ask("2026-02-03", ReopenMonth{"2026-01", "li", ""}), InputError);
  CHECK(village.ask("2026-02-03", ReopenMonth{"2026-02", "li", "late events"}).code == "month_open");
  village.done("2026-02-03", SetOfficers{csv("person,role\nclerk,clerk\nli,auditor\n")});
  CHECK(village.ask("2026-02-03", ReopenMonth{"2026-01", "wang", "late events"}).code == "not_allowed");
  village.done("2026-02-03", ReopenMonth{"2026-01", "li", "late events"});
  village.check_whole();
  village.settle("2026-02-03");
  CHECK(village.amounts("A") == Amounts{10, 10});
  CHECK(village.amounts("B") == Amounts{25, 25});
  village.check_whole();
  village.done("2026-02-04", CloseMonth{"2026-01"});
  CHECK(village.bank.differences().empty());
  village.check_whole();
}

TEST_CASE("only the last closed month can be opened again") {
  Village village;
  village.done("2026-03-01", CloseMonth{"2026-01"});
  village.done("2026-03-01", CloseMonth{"2026-02"});
  village.done("2026-03-02", SetOfficers{csv("person,role\nclerk,clerk\nli,clerk\n")});
  const Answer answer = village.ask("2026-03-02", ReopenMonth{"2026-01", "li", "why not"});
  CHECK(answer.code == "month_closed");
  CHECK(answer.value("last") == "2026-02");
}

TEST_CASE("a household's late event does not wake a ranking in which it had no row") {
  Village village;
  village.done("2026-02-01", CloseMonth{"2026-01"});
  village.done("2026-02-02", SetRoster{csv("household,joined\nA,\nB,\nC,\nN,2026-01-01\n"), {}, true, "forgotten"});
  village.settle("2026-02-02");
  village.events("2026-02-03", "n1,N,help,2026-01-08\nn2,N,help,2026-01-09\nn3,N,help,2026-01-10\n");
  village.settle("2026-02-03");
  CHECK(village.amounts("N") == Amounts{15, 15});
  village.check_whole();
}

TEST_CASE("a redemption on the day of a ranking leaves everybody else in peace") {
  Village village;
  village.done("2026-01-20", SetGoods{csv("goods,points,stock\nsoap,2,9\n")});
  village.settle("2026-01-31");
  village.done("2026-01-31T13:00", Redeem{"R1", "A", {{"soap", 1}}});
  CHECK(village.amounts("A") == Amounts{20, 18});
  CHECK(village.settle("2026-01-31T14:00").value("evaluated") == "0");
  village.check_whole();
}

TEST_CASE("a ranking by what can be spent is drawn up anew after a redemption of its day") {
  std::string by_spendable(rules);
  by_spendable.replace(by_spendable.find("\"kind\": \"ranking\""), 17, "\"kind\": \"ranking\", \"by\": \"spendable\"");
  MoneyBank village(by_spendable, roster);
  village.events("2026-01-20", "e1,A,help,2026-01-05\ne2,A,help,2026-01-06\ne3,B,help,2026-01-07\n");
  village.done("2026-01-20", SetGoods{csv("goods,points,stock\nsoap,6,9\n")});
  village.settle("2026-01-31");
  CHECK(village.amounts("A") == Amounts{20, 20});
  village.done("2026-01-31T13:00", Redeem{"R1", "A", {{"soap", 1}}});
  CHECK(village.amounts("A") == Amounts{10, 4});
  CHECK(village.amounts("B") == Amounts{15, 15});
  village.check_whole();
}

}  // namespace pointsbank::bank
