// What can be asked, rows that do not count, and that every sentence is whole.

#include <set>

#include "given.hpp"
#include "messages/messages.hpp"
#include "support/catch.hpp"

using namespace pointsbank;
using given::Document;
using given::has_line;

namespace {

const std::string header = "event,household,kind,at,quantity,recorded,revokes\n";
const std::string rule = given::positive(R"(, "score": {"rate": 1})");

given::Village village(const std::string& events) { return {given::list(rule), header + events}; }

std::set<char> placeholders(std::string_view sentence) {
  std::set<char> found;
  for (std::size_t at = 0; at + 2 < sentence.size(); ++at) {
    if (sentence[at] == '{' && sentence[at + 2] == '}') found.insert(sentence[at + 1]);
  }
  return found;
}

}  // namespace

TEST_CASE("explanation: rows that do not count say why") {
  given::Village asked = village(
      "e1,H1,r,2026-03-05,1,,\ne2,H1,r,2026-03-05,1,,\ne3,H1,dance,2026-03-04,1,,\ne4,H1,r,2027-03-04,1,,\n"
      "e5,H1,r,2026-03-06,1,2026-05-01T00:00:00Z,\nx,,,,,,e2\ny,,,,,,e9\ne1,H1,r,2026-03-05,1,,\ne6,H7,r,2026-03-05,1,,"
      "\n");
  asked.as_of = "2026-04-01T00:00:00Z";
  const Explanation told = asked.ask({"H1", ""});
  const Document document(told.json);
  CHECK(document.find("/items")->items.size() == 6);
  CHECK(document.at("/items/0/reason") == "unknown_kind");
  CHECK(has_line(told.en, "does not count: revoked by x"));
  CHECK(has_line(told.en, "the same row once more; it counts once"));
  CHECK(has_line(told.en, "does not count: it was recorded after the moment that is looked at"));
  CHECK(has_line(told.zh, "不算：发生在查询的最后一天 2026-12-31 之后"));
  CHECK(has_line(asked.ask({"", "x"}).en, "takes back the event e2"));
  CHECK(has_line(asked.ask({"", "y"}).en, "rejected: it revokes e9, and there is no such event"));
  const Explanation stranger = asked.ask({"", "e6"});
  CHECK(has_line(stranger.en, "H7: not in the roster"));
  CHECK(Document(stranger.json).at("/balance") == "null");
  CHECK(Document(asked.ask({"", "e2"}).json).at("/items/0/revoked_by") == "x");
}

TEST_CASE("explanation: questions that cannot be answered are refused") {
  const given::Village asked = village("e1,H1,r,2026-03-05,1,,\n");
  CHECK_THROWS_WITH(asked.ask({"", ""}), "say which household or which event is to be explained");
  CHECK_THROWS_AS(asked.ask({"H9", ""}), UsageError);
  CHECK_THROWS_AS(asked.ask({"", "e9"}), UsageError);
  CHECK_THROWS_WITH(asked.ask({"H2", "e1"}), "the event `e1` is not of the household `H2`");
  CHECK(Document(asked.ask({"H1", "e1"}).json).at("/question/event") == "e1");
}

TEST_CASE("explanation: entries, and a household of which nothing is known") {
  given::Village asked = village("e1,H1,r,2026-03-05,5,,\n");
  asked.entries += "o,H1,2026-01-01,opening,10,10\nx1,H1,2026-04-01,redemption,,-4\n";
  const Explanation told = asked.ask({"H1", ""});
  CHECK(has_line(told.en, "2026-01-01  opening balance o"));
  CHECK(has_line(told.zh, "2026-04-01  兑换（x1）"));
  CHECK(has_line(told.en, "posted: spendable -4.00 → 11.00"));
  CHECK(has_line(asked.ask({"H2", ""}).zh, "没有任何记录"));
  CHECK(Document(told.json).at("/items/2/postings/0/event") == "x1");
}

TEST_CASE("explanation: any id stands in the document as it is") {
  const given::Village asked{given::list(rule), header + "e\"\\1,户{0},r,2026-03-05,1,,\n", "2026-12-31",
                             "household,grid,members\n户{0},g1,2\n"};
  const Document document(asked.ask({"户{0}", ""}).json);
  CHECK(document.at("/items/0/event") == "e\"\\1");
  CHECK(document.at("/household") == "户{0}");
}

TEST_CASE("explanation: a unit in Chinese is for Chinese sentences") {
  const auto told = [](const std::string& unit) {
    const std::string points = R"(, "points": {"decimals": 0, "unit": ")" + unit + "\"}";
    return given::Village{given::list(rule + points), header + "e1,H1,r,2026-03-05,1,,\n"}.ask({"H1", ""});
  };
  CHECK(has_line(told("积分").zh, "志愿服务（rules.json:2）：1 × 1 = 1 积分"));
  CHECK(has_line(told("积分").en, "Volunteering (rules.json:2): 1 × 1 = 1 points"));
  CHECK(has_line(told("stars").en, "Volunteering (rules.json:2): 1 × 1 = 1 stars"));
}

TEST_CASE("explanation: every sentence stands in both languages with the same figures") {
  for (const messages::Entry& entry : messages::explanation_messages()) {
    INFO(entry.code);
    CHECK(entry.code.starts_with("explain_"));
    CHECK(!entry.en.empty());
    CHECK(!entry.zh.empty());
    CHECK(placeholders(entry.en) == placeholders(entry.zh));
  }
  for (int reason = 1; reason <= static_cast<int>(Reason::too_late); ++reason) {
    std::string word(to_string(static_cast<Reason>(reason)));
    for (char& each : word) each = each == ':' ? '_' : each;
    CHECK(messages::find("explain_reason_" + word) != nullptr);
  }
}
