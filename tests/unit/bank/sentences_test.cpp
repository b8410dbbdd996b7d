// What people read: every answer has a sentence in both languages, with nothing left to fill in.
#include "messages/messages.hpp"
#include "village.hpp"

namespace pointsbank::bank {

namespace {

using workflow::State;

Submit claim_of(const std::string& kind, const std::string& event) {
  Submit request;
  request.event = event;
  request.household = "A";
  request.kind = kind;
  request.occurred = "2026-03-01";
  return request;
}

}  // namespace

TEST_CASE("every code of a refusal and every command has its sentence", "[bank]") {
  for (const char* code :
       {"no_rule_book", "wrong_state", "not_allowed", "conflict_of_interest", "already_reviewed", "evidence_missing",
        "not_active", "frozen", "in_debt", "suspended", "out_of_stock", "goods_limit", "period_limit", "too_few_points",
        "month_closed", "month_open", "too_early", "key_reused"}) {
    INFO(code);
    CHECK(messages::find("bank_" + std::string(code)) != nullptr);
  }
  [&]<std::size_t... index>(std::index_sequence<index...>) {
    for (const char* name : {std::variant_alternative_t<index, Request>::name...}) {
      INFO(name);
      CHECK(messages::find("bank_done_" + std::string(name)) != nullptr);
      CHECK(messages::find("bank_word_" + std::string(name)) != nullptr);
    }
  }
  (std::make_index_sequence<std::variant_size_v<Request>>());
}

TEST_CASE("sentences say what happened, in either language", "[bank]") {
  Village village;
  const auto says = [&](const Answer& answer, std::string_view en, std::string_view zh) {
    CHECK(answer.sentence(Language::en) == en);
    CHECK(answer.sentence(Language::zh) == zh);
  };
  says(village.ask("2026-03-02", claim_of("help", "e1"), "A"), "claim `e1` of `A` is handed in: waiting for review",
       "已受理 `A` 的申报 `e1`：待审核");
  says(village.ask("2026-03-02", claim_of("help", "e9"), "B"),
       "submit: `B` may not do this for `A`; it takes the household, one of its members, or a clerk",
       "申报：`B` 无权为 `A` 办理，须由本户、本户成员或经办员办理");
  says(village.ask("2026-03-02", Approve{"e1", {}, {}}, "A"), "approve: `A` may not do this; it takes a reviewer",
       "审核通过：`A` 无权办理，须由审核员办理");
  says(village.ask("2026-03-02", Approve{"e1", {}, {}}, "ann"),
       "approve: `ann` belongs to `A`, whose claim `e1` is, and cannot judge it",
       "审核通过：`ann` 是 `A` 户的人，不能审议本户的申报 `e1`");
  village.done("2026-03-02", Approve{"e1", {}, {}}, "rita");
  says(village.ask("2026-03-02", Approve{"e1", {}, {}}, "rita"),
       "approve: `rita` has approved `e1` already; somebody else has to act",
       "审核通过：`rita` 已审核过 `e1`，须由他人办理");
  says(village.ask("2026-03-02", Object{"e1", {}}, "B"),
       "object: `e1` is waiting for review, and then this cannot be done", "提出异议：`e1` 处于“待审核”，不能办理");
  says(village.ask("2026-03-02", claim_of("proven", "e2"), "A"),
       "submit: at least 2 different attachment(s) are needed, and 0 are there",
       "申报：至少需要 2 份不同的佐证材料，现有 0 份");
  village.bring("e3", State::final);
  says(village.ask("2026-03-18", Appeal{"e3", {}}, "A"), "appeal: `e3` is final; the last day to appeal was 2026-03-17",
       "申诉：`e3` 已生效，申诉期截至 2026-03-17，已过");
  village.done("2026-03-02", Appeal{"e3", {}}, "A");
  village.done("2026-03-02", Dismiss{"e3", {}}, "rita");
  says(village.ask("2026-03-02", Appeal{"e3", {}}, "A"),
       "appeal: `e3` is final; it was appealed against already, and there is one appeal only",
       "申诉：`e3` 已生效，已申诉过一次，不能再次申诉");
}

TEST_CASE("a key that was used says what differs", "[bank]") {
  Village village;
  village.bank.execute({"A", moment("2026-03-02"), "k", claim_of("help", "e1")});
  const Answer answer = village.bank.execute({"A", moment("2026-03-02"), "k", claim_of("quick", "e1")});
  CHECK(answer.sentence(Language::en) ==
        "submit: the key belongs to an earlier command with another `kind`; take a new key for a new command");
  CHECK(answer.sentence(Language::zh) == "申报：此键属于先前的一次办理，`kind` 不同；新的办理请用新的键");
}

TEST_CASE("nobody's text makes a sentence say something else", "[bank]") {
  Village village;
  const Answer answer = village.ask("2026-03-02", claim_of("help", "{2} {0}"), "A");
  CHECK(answer.sentence(Language::en) == "claim `{2} {0}` of `A` is handed in: waiting for review");
  // A household that is called like a word of answers keeps its name.
  village.done("2026-03-02", SetRoster{csv("household\nfinal\n"), "2026-01-01", false, {}});
  Submit request = claim_of("help", "e5");
  request.household = "final";
  CHECK(village.ask("2026-03-02", request, "final").sentence(Language::zh) == "已受理 `final` 的申报 `e5`：待审核");
}

TEST_CASE("what is wrong in a table reads as a line of it", "[bank]") {
  Village village;
  try {
    village.ask("2026-03-02", SetMembers{{"members.csv", "member,household,joined\nann,B,2026-04-01\n"}});
    FAIL("it was taken");
  } catch (const InputError& error) {
    REQUIRE(error.issues().size() == 1);
    CHECK(error.issues()[0].to_string(Language::en) ==
          "members.csv:2: member: `ann` is held to be in `A` from … to …, which overlaps; give that stay again, with "
          "`left`");
    CHECK(error.issues()[0].to_string(Language::zh) ==
          "members.csv:2: member: 已登记 `ann` 从 … 至 … 属于 `A`，与此重叠；请把那一段也写上，并填写 `left`");
  }
}

}  // namespace pointsbank::bank
