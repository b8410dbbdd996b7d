// The shop: each refusal with its figures, holds and how they end, debts, transfers to the last unit.
#include "money_given.hpp"

namespace pointsbank::bank {

namespace {

constexpr std::string_view rules = R"({
  "format": "pointsbank/1", "id": "village", "version": "2026", "effective": {"from": "2026-01-01"},
  "points": {"decimals": 2},
  "categories": [{"id": "all"}],
  "positive": [{"id": "help", "category": "all", "score": {"points": 50}},
               {"id": "spend", "category": "all", "score": {"points": 50}, "account": "spendable"}],
  "negative": [{"id": "litter", "category": "all", "score": {"points": 30}},
               {"id": "fraud", "category": "all", "score": {"points": 0.01},
                "veto": {"for": {"months": 1}, "no_redemption": true}}],
  "closings": [{"id": "lapse", "kind": "expiry", "at": "month", "after": {"months": 2}}],
  "redemption": {"above": 10, "suspend_below": 40, "limits": [{"per": "month", "points": 45}], "hold_days": 10,
                 "value": {"CNY": 0.5}}
})";

constexpr std::string_view roster = "household,joined,left\nA,,\nB,,\nC,2026-02-10,\nD,,2026-01-15\n";
constexpr std::string_view goods =
    "goods,title,points,stock,limit,per\nsoap,Soap,5,10,3,month\nrice,Rice,20,2,,\noil,Oil,12.34,5,,\n";

using Amounts = MoneyBank::Amounts;

/// A and B have 100.
struct Village : MoneyBank {
  Village() : MoneyBank(rules, roster) {
    done("2026-01-02", SetGoods{csv(goods)});
    events("2026-01-10", "e1,A,help,2026-01-05\ne2,A,help,2026-01-06\ne3,B,help,2026-01-05\ne4,B,help,2026-01-06\n");
  }
  Answer redeem(std::string_view at, std::string id, std::string household, std::vector<Line> lines) {
    return ask(at, Redeem{std::move(id), std::move(household), std::move(lines)});
  }
  std::array<std::int64_t, 4> shelf(std::string_view id) {
    const auto record = store().goods(id);
    return {record->bought, record->in_stock, record->held, record->handed_out};
  }
};

}  // namespace

TEST_CASE("a redemption takes points and holds goods; collecting hands them over") {
  Village village;
  const Answer answer = village.redeem("2026-01-12", "R1", "A", {{"oil", 2}, {"soap", 1}});
  CHECK(
      answer.to_json() ==
      R"({"code":"done","replayed":false,"values":{"command":"redeem","redemption":"R1","household":"A","points":"29.68",)"
      R"("spendable":"70.32","last_day":"2026-01-22","CNY":"14.84"}})");
  CHECK(village.amounts("A") == Amounts{10000, 7032});
  CHECK(village.shelf("oil") == std::array<std::int64_t, 4>{5, 3, 2, 0});
  CHECK(village.done("2026-01-13", Collect{"R1"}).value("household") == "A");
  CHECK(village.shelf("oil") == std::array<std::int64_t, 4>{5, 3, 0, 2});
  const Answer again = village.ask("2026-01-13", Collect{"R1"});
  CHECK(again.code == "wrong_state");
  CHECK(again.value("state") == "collected");
  village.check_whole();
}

TEST_CASE("refusals say what is needed and what there is") {
  Village village;
  const auto refused = [&](const Answer& answer, std::string_view code, std::string_view needed,
                           std::string_view there) {
    CHECK(answer.code == code);
    CHECK(answer.value("needed") == needed);
    CHECK(answer.value("there") == there);
  };
  refused(village.redeem("2026-01-12", "", "A", {{"rice", 3}}), "out_of_stock", "3", "2");
  refused(village.redeem("2026-01-12", "", "A", {{"soap", 4}}), "goods_limit", "4", "3");
  CHECK(village.redeem("2026-01-12", "R1", "A", {{"soap", 2}}).is_done());
  refused(village.redeem("2026-01-12", "", "A", {{"soap", 1}, {"soap", 1}}), "goods_limit", "2", "1");
  refused(village.redeem("2026-01-12", "", "A", {{"rice", 2}}), "period_limit", "40.00", "35.00");
  CHECK(village.redeem("2026-01-12", "R2", "A", {{"rice", 1}, {"soap", 1}}).is_done());
  village.done("2026-01-13", Collect{"R1"});
  village.done("2026-01-13", Collect{"R2"});
  CHECK(village.redeem("2026-02-01", "R3", "A", {{"oil", 3}}).is_done());
  village.done("2026-02-02", Collect{"R3"});
  refused(village.redeem("2026-03-01", "", "A", {{"rice", 1}, {"oil", 1}}), "too_few_points", "32.34", "17.98");
  CHECK(village.redeem("2026-01-12", "", "C", {{"soap", 1}}).code == "not_active");
  CHECK(village.redeem("2026-01-15", "", "D", {{"soap", 1}}).code == "not_active");
  refused(village.redeem("2026-02-12", "", "C", {{"soap", 1}}), "suspended", "40.00", "0.00");
  village.check_whole();
}

TEST_CASE("wrong requests are no refusals: nothing is kept") {
  Village village;
  CHECK_THROWS_AS(village.redeem("2026-01-12", "", "A", {}), InputError);
  CHECK_THROWS_AS(village.redeem("2026-01-12", "", "A", {{"tea", 1}}), InputError);
  CHECK_THROWS_AS(village.redeem("2026-01-12", "", "A", {{"soap", 0}}), InputError);
  CHECK_THROWS_AS(village.redeem("2026-01-12", "", "X", {{"soap", 1}}), InputError);
  CHECK_THROWS_AS(village.ask("2026-01-12", Collect{"R9"}), InputError);
  CHECK(village.redeem("2026-01-12", "R1", "A", {{"soap", 1}}).is_done());
  CHECK_THROWS_AS(village.redeem("2026-01-12", "R1", "A", {{"soap", 1}}), InputError);
  village.check_whole();
}

TEST_CASE("a veto without redemption, and a debt, stop redemption") {
  Village village;
  village.events("2026-01-13", "e5,A,fraud,2026-01-13\n");
  const Answer frozen = village.redeem("2026-01-14", "", "A", {{"soap", 1}});
  CHECK(frozen.code == "frozen");
  CHECK(frozen.value("until") == "2026-02-12");
  CHECK(village.redeem("2026-02-13", "", "A", {{"soap", 1}}).is_done());
  village.check_whole();
}

TEST_CASE("points of an appeal that are gone become a debt, which what is earned next pays") {
  Village village;
  village.events("2026-01-11", "e5,A,spend,2026-01-07\n");
  CHECK(village.redeem("2026-01-12", "R1", "A", {{"rice", 2}}).is_done());
  village.done("2026-01-12", Collect{"R1"});
  village.done("2026-01-14", Import{csv("event,household,kind,at,revokes\nr1,,,,e1\nr2,,,,e5\n")});
  village.events("2026-01-14", "e6,A,litter,2026-01-13\n");
  village.settle("2026-01-14");
  CHECK(village.amounts("A") == Amounts{2000, -2000});
  const Answer in_debt = village.redeem("2026-01-15", "", "A", {{"soap", 1}});
  CHECK(in_debt.code == "in_debt");
  CHECK(in_debt.value("spendable") == "-20.00");
  village.check_whole();
  village.events("2026-01-17", "e10,A,help,2026-01-17\ne11,A,help,2026-01-17\n");
  CHECK(village.redeem("2026-01-17", "R2", "A", {{"soap", 1}}).is_done());
  CHECK(village.amounts("A").spendable == 7500);
  village.check_whole();
}

TEST_CASE("a cancelled redemption gives points back into the lots that they came from") {
  Village village;
  CHECK(village.redeem("2026-01-12", "R1", "A", {{"rice", 2}}).is_done());
  CHECK(village.done("2026-01-20", Cancel{"R1", "changed their mind"}).value("spendable") == "100.00");
  CHECK(village.shelf("rice") == std::array<std::int64_t, 4>{2, 2, 0, 0});
  village.settle("2026-03-31");  // lots of January lapse, the refunded ones with them
  CHECK(village.amounts("A") == Amounts{10000, 0});
  village.check_whole();
}

TEST_CASE("what is not collected goes back on the first moment after its last day") {
  Village village;
  CHECK(village.redeem("2026-01-12", "R1", "A", {{"rice", 2}}).is_done());
  CHECK(village.settle("2026-01-22T23:59").value("released") == "0");
  CHECK(village.settle("2026-01-23T00:00").value("released") == "1");
  CHECK(village.amounts("A").spendable == 10000);
  CHECK(village.shelf("rice") == std::array<std::int64_t, 4>{2, 2, 0, 0});
  CHECK(village.ask("2026-01-23", Collect{"R1"}).value("state") == "timed_out");
  CHECK(village.postings("A").back() == "2026-01-23 refund R1/refund 0/4000");
  village.check_whole();
}

TEST_CASE("goods that time out are there for the next redemption at once") {
  Village village;
  CHECK(village.redeem("2026-01-12", "R1", "A", {{"rice", 2}}).is_done());
  CHECK(village.redeem("2026-01-22", "", "B", {{"rice", 2}}).code == "out_of_stock");
  CHECK(village.redeem("2026-01-23", "R2", "B", {{"rice", 2}}).is_done());
  village.check_whole();
}

TEST_CASE("a redemption on the day of an expiry, and one of a day before, are both accounted for") {
  Village village;
  village.settle("2026-03-31");
  CHECK(village.amounts("A").spendable == 0);
  CHECK(village.redeem("2026-03-31", "", "A", {{"soap", 1}}).code == "too_few_points");
  village.events("2026-04-01", "e5,A,help,2026-04-01\n");
  CHECK(village.redeem("2026-04-02", "R1", "A", {{"soap", 1}}).is_done());
  village.check_whole();
  // A terminal without network hands in what it gave out yesterday.
  village.events("2026-04-05", "e6,A,help,2026-04-05\n");
  village.settle("2026-04-05");
  CHECK(village.redeem("2026-04-03", "R2", "A", {{"soap", 1}}).is_done());
  CHECK(village.postings("A").back() == "2026-04-03 redemption R2 0/-500");
  village.check_whole();
}

TEST_CASE("the catalogue: what is on the shelf is what is there") {
  Village village;
  CHECK(village.redeem("2026-01-12", "R1", "A", {{"rice", 1}}).is_done());
  CHECK(village.done("2026-01-13", SetGoods{csv("goods,title,points,stock\nrice,Rice,25,7\n")}).value("changed") ==
        "1");
  CHECK(village.shelf("rice") == std::array<std::int64_t, 4>{8, 7, 1, 0});
  CHECK(village.done("2026-01-13", SetGoods{csv("goods,title,points,stock\nrice,Rice,25,\n")}).value("changed") == "0");
  village.done("2026-01-13", Cancel{"R1", ""});
  CHECK(village.amounts("A").spendable == 10000);  // what it cost then
  for (const char* row : {"rice,Rice,-1,1,,", "rice,Rice,1.234,1,,", "rice,Rice,1,-1,,", "rice,Rice,1,1.5,,",
                          "rice,Rice,1,1,0,", "rice,Rice,1,1,1,fortnight", "rice,Rice,1,1,,month", ",Rice,1,1,,",
                          "rice,Rice,,1,,", "soap,Soap,1,1,,\nsoap,Soap,1,1,,"}) {
    INFO(row);
    CHECK_THROWS_AS(
        village.ask("2026-01-13", SetGoods{csv("goods,title,points,stock,limit,per\n" + std::string(row) + "\n")}),
        InputError);
  }
  village.check_whole();
}

TEST_CASE("balances go over by shares to the last unit") {
  Village village;
  village.events("2026-01-11", "e5,A,fraud,2026-01-11\n");  // 99.99
  village.done("2026-01-12", Transfer{"T1", "A", {{"C", "1"}, {"B", "1"}, {"A", "1"}}, "split"});
  CHECK(village.amounts("A") == Amounts{3333, 3333});
  CHECK(village.amounts("B") == Amounts{13333, 13333});
  CHECK(village.amounts("C") == Amounts{3333, 3333});
  village.done("2026-01-13", Transfer{"", "A", {{"B", "2"}, {"C", "1.0"}, {"D", "4"}}, "moves away"});
  CHECK(village.amounts("A") == Amounts{0, 0});
  CHECK(village.amounts("B") == Amounts{13333 + 952, 13333 + 952});
  CHECK(village.amounts("C") == Amounts{3333 + 476, 3333 + 476});
  CHECK(village.amounts("D") == Amounts{1905, 1905});
  CHECK_THROWS_AS(village.ask("2026-01-13", Transfer{"T1", "A", {{"B", "1"}}, ""}), InputError);
  CHECK_THROWS_AS(village.ask("2026-01-13", Transfer{"", "A", {{"A", "1"}}, ""}), InputError);
  CHECK_THROWS_AS(village.ask("2026-01-13", Transfer{"", "A", {{"B", "0"}}, ""}), InputError);
  CHECK_THROWS_AS(village.ask("2026-01-13", Transfer{"", "A", {{"B", "1"}, {"B", "1"}}, ""}), InputError);
  CHECK_THROWS_AS(village.ask("2026-01-13", Transfer{"", "A", {{"X", "1"}}, ""}), InputError);
  village.check_whole();
}

TEST_CASE("a debt goes over like a balance") {
  Village village;
  village.events("2026-01-11", "e5,D,litter,2026-01-11\n");
  village.done("2026-01-12", Transfer{"T1", "D", {{"B", "2"}, {"C", "1"}}, ""});
  CHECK(village.amounts("D") == Amounts{0, 0});
  CHECK(village.amounts("B") == Amounts{8000, 8000});
  CHECK(village.amounts("C") == Amounts{-1000, -1000});
  village.check_whole();
}

TEST_CASE("only the household and clerks redeem and cancel; only clerks hand over and transfer") {
  Village village;
  village.done("2026-01-11", SetOfficers{csv("person,role\nzhang,clerk\nli,auditor\n")});
  CHECK(village.ask("2026-01-12", Redeem{"R1", "A", {{"soap", 1}}}, "B").code == "not_allowed");
  CHECK(village.ask("2026-01-12", Redeem{"R1", "A", {{"soap", 1}}}, "A").is_done());
  CHECK(village.ask("2026-01-12", Cancel{"R1", ""}, "B").code == "not_allowed");
  CHECK(village.ask("2026-01-12", Collect{"R1"}, "A").code == "not_allowed");
  CHECK(village.ask("2026-01-12", Collect{"R1"}, "zhang").is_done());
  CHECK(village.ask("2026-01-12", Transfer{"", "A", {{"B", "1"}}, ""}, "A").code == "not_allowed");
  CHECK(village.ask("2026-01-12", SetGoods{csv(goods)}, "li").code == "not_allowed");
  CHECK(village.ask("2026-01-12", Settle{}, "li").code == "not_allowed");
}

TEST_CASE("a refused redemption stays refused under its key") {
  Village village;
  const Command command{"A", moment("2026-01-12"), "phone-1", Redeem{"R1", "A", {{"rice", 3}}}};
  CHECK(village.bank.execute(command).code == "out_of_stock");
  village.done("2026-01-13", SetGoods{csv("goods,title,points,stock\nrice,Rice,10,9\n")});
  Command later = command;
  later.at = moment("2026-01-14");
  const Answer again = village.bank.execute(later);
  CHECK(again.code == "out_of_stock");
  CHECK(again.replayed);
  CHECK(village.shelf("rice") == std::array<std::int64_t, 4>{9, 9, 0, 0});
  village.check_whole();
}

}  // namespace pointsbank::bank
