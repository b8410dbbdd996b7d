// The way of a claim through the bank's commands.
#include "village.hpp"

namespace pointsbank::bank {

namespace {

using workflow::State;

constexpr State states[] = {State::submitted, State::published, State::objected, State::final,
                            State::rejected,  State::withdrawn, State::appealed, State::revoked};

Submit claim_of(const std::string& household, const std::string& kind, const std::string& event = {}) {
  Submit request;
  request.event = event;
  request.household = household;
  request.kind = kind;
  request.occurred = "2026-03-01";
  return request;
}

}  // namespace

TEST_CASE("a claim is approved by two, public for five working days, then final by time alone", "[bank]") {
  Village village;
  const Answer handed_in = village.done("2026-03-02T08:00", claim_of("A", "help", "e1"), "ann");
  CHECK(handed_in.value("state") == "submitted");
  CHECK(handed_in.value("reviewers") == "2");
  const Answer first = village.done("2026-03-02T09:00", Approve{"e1", {}, "seen"}, "rita");
  CHECK(first.value("state") == "submitted");
  CHECK(first.value("approvals") == "1");
  const Answer second = village.done("2026-03-02T10:00", Approve{"e1", {}, {}}, "rob");
  CHECK(second.value("state") == "published");
  CHECK(second.value("due") == "2026-03-10T00:00:00+08:00");
  village.done("2026-03-09T23:59", Settle{});
  CHECK(village.state_of("e1") == "published");
  CHECK(village.balance("A", "2026-03-09T23:59").standing == 0);
  CHECK(village.balance("A", "2026-03-10T00:00").standing == 50);
  CHECK(village.state_of("e1") == "final");
  const auto record = village.store().event("e1");
  CHECK(record->decided == moment("2026-03-10T00:00"));
  village.check_whole();
}

TEST_CASE("each command on each state: done where the way has it, else wrong_state and nothing changed", "[bank]") {
  struct Step {
    const char* name;
    Request request;
    const char* by;
    std::initializer_list<State> allowed;
  };
  const Step steps[] = {
      {"approve", Approve{"e", {}, {}}, "rod", {State::submitted}},
      {"reject", Reject{"e", {}}, "rod", {State::submitted}},
      {"withdraw", Withdraw{"e", {}}, "A", {State::submitted, State::published, State::objected, State::final}},
      {"object", Object{"e", {}}, "B", {State::published}},
      {"keep", Decide{"e", true, {}}, "rod", {State::objected}},
      {"strike", Decide{"e", false, {}}, "rod", {State::objected}},
      {"appeal", Appeal{"e", {}}, "A", {State::final}},
      {"uphold", Uphold{"e", {}}, "rod", {State::appealed}},
      {"dismiss", Dismiss{"e", {}}, "rod", {State::appealed}},
  };
  for (const State state : states) {
    Village village;
    for (const Step& step : steps) {
      const std::string event = std::string("e-") + step.name;
      village.bring(event, state);
      Request request = step.request;
      std::visit(
          [&](auto& one) {
            if constexpr (requires { one.event; }) one.event = event;
          },
          request);
      const std::size_t taken = village.store().steps_of(event).size();
      const Answer answer = village.ask("2026-03-02T11:00", request, step.by);
      INFO(workflow::to_string(state) << " " << step.name << " " << answer.to_json());
      const bool is_allowed = std::find(step.allowed.begin(), step.allowed.end(), state) != step.allowed.end();
      CHECK(answer.code == (is_allowed ? "done" : "wrong_state"));
      if (is_allowed) continue;
      CHECK(answer.value("event") == event);
      CHECK(answer.value("state") == workflow::to_string(state));
      CHECK(village.state_of(event) == workflow::to_string(state));
      CHECK(village.store().steps_of(event).size() == taken);
    }
    village.check_whole();
  }
}

TEST_CASE("who may do what", "[bank]") {
  Village village;
  const auto code = [&](Request request, std::string_view by) { return village.code("2026-03-02T09:00", request, by); };
  // Handing in: the household, its members on that day, a clerk.
  CHECK(code(claim_of("A", "help"), "A") == "done");
  CHECK(code(claim_of("A", "help"), "ann") == "done");
  CHECK(code(claim_of("A", "help"), "clerk") == "done");
  CHECK(code(claim_of("A", "help"), "B") == "not_allowed");
  CHECK(code(claim_of("A", "help"), "rita") == "not_allowed");
  CHECK(code(claim_of("A", "help"), "move") == "not_allowed");  // belongs to B since yesterday
  CHECK(code(claim_of("B", "help"), "move") == "done");
  CHECK(code(claim_of("A", "help"), "nobody") == "not_allowed");
  village.submit("e1");
  for (const char* by : {"A", "clerk", "aud", "old", "nobody"}) {
    INFO(by);
    CHECK(code(Approve{"e1", {}, {}}, by) == "not_allowed");
    CHECK(code(Reject{"e1", {}}, by) == "not_allowed");
  }
  for (const char* by : {"B", "bob", "clerk", "rita"}) CHECK(code(Withdraw{"e1", {}}, by) == "not_allowed");
  village.bring("e2", State::published);
  CHECK(code(Object{"e2", {}}, "nobody") == "not_allowed");
  CHECK(code(Object{"e2", {}}, "aud") == "done");
  CHECK(code(Decide{"e2", true, {}}, "clerk") == "not_allowed");
  village.bring("e3", State::final);
  CHECK(code(Appeal{"e3", {}}, "B") == "not_allowed");
  CHECK(code(Appeal{"e3", {}}, "clerk") == "not_allowed");
  CHECK(code(Appeal{"e3", {}}, "ann") == "done");
  CHECK(code(Uphold{"e3", {}}, "clerk") == "not_allowed");
  CHECK(code(Dismiss{"e3", {}}, "A") == "not_allowed");
  // What clerks do.
  for (const char* by : {"A", "rita", "aud"}) {
    INFO(by);
    CHECK(code(Adopt{{{"rules.json", std::string(village_rules)}}}, by) == "not_allowed");
    CHECK(code(SetRoster{csv(village_roster), {}, false, {}}, by) == "not_allowed");
    CHECK(code(SetMembers{csv(village_members)}, by) == "not_allowed");
    CHECK(code(SetOfficers{csv(village_officers)}, by) == "not_allowed");
    CHECK(code(Import{csv("event,household,kind,at\n")}, by) == "not_allowed");
    CHECK(code(ImportEntries{csv("entry,household,at\n")}, by) == "not_allowed");
    CHECK(code(Forget{"ann", {}}, by) == "not_allowed");
  }
}

TEST_CASE("nobody judges a claim of the own household, unless the rule allows it", "[bank]") {
  Village village;
  village.submit("e1");
  for (const Request& request : {Request(Approve{"e1", {}, {}}), Request(Reject{"e1", {}})}) {
    const Answer answer = village.ask("2026-03-02T09:00", request, "ann");
    CHECK(answer.code == "conflict_of_interest");
    CHECK(answer.value("person") == "ann");
    CHECK(answer.value("household") == "A");
  }
  village.bring("e2", State::objected);
  CHECK(village.code("2026-03-02T09:00", Decide{"e2", true, {}}, "ann") == "conflict_of_interest");
  village.bring("e3", State::appealed);
  CHECK(village.code("2026-03-02T09:00", Uphold{"e3", {}}, "ann") == "conflict_of_interest");
  CHECK(village.code("2026-03-02T09:00", Dismiss{"e3", {}}, "ann") == "conflict_of_interest");
  village.submit("e4", "own");
  CHECK(village.code("2026-03-02T09:00", Approve{"e4", {}, {}}, "ann") == "done");
  CHECK(village.state_of("e4") == "final");
}

TEST_CASE("a reviewer approves once, and one who has approved does not decide the objection", "[bank]") {
  Village village;
  village.submit("e1");
  village.done("2026-03-02T09:00", Approve{"e1", {}, {}}, "rita");
  CHECK(village.code("2026-03-02T09:01", Approve{"e1", {}, {}}, "rita") == "already_reviewed");
  CHECK(village.code("2026-03-02T09:01", Reject{"e1", {}}, "rita") == "already_reviewed");
  village.done("2026-03-02T09:02", Approve{"e1", {}, {}}, "rob");
  village.done("2026-03-03T09:00", Object{"e1", "was not there"}, "C");
  CHECK(village.code("2026-03-03T10:00", Decide{"e1", true, {}}, "rob") == "already_reviewed");
  const Answer kept = village.done("2026-03-03T10:00", Decide{"e1", true, "was there"}, "rod");
  CHECK(kept.value("state") == "published");
  CHECK(kept.value("due") == "2026-03-10T00:00:00+08:00");
}

TEST_CASE("one rejection rejects", "[bank]") {
  Village village;
  village.submit("e1");
  village.done("2026-03-02T09:00", Approve{"e1", {}, {}}, "rita");
  village.done("2026-03-02T09:00", Reject{"e1", "double"}, "rob");
  CHECK(village.state_of("e1") == "rejected");
}

TEST_CASE("an objection in time stops the clock; one after the end is too late", "[bank]") {
  Village village;
  village.bring("e1", State::published);
  village.done("2026-03-09T23:59", Object{"e1", {}}, "B");
  CHECK(village.done("2026-03-20", Settle{}).value("finalised") == "0");
  CHECK(village.state_of("e1") == "objected");
  const Answer kept = village.done("2026-03-20T10:00", Decide{"e1", true, {}}, "rod");
  CHECK(kept.value("state") == "final");
  CHECK(village.store().event("e1")->decided == moment("2026-03-20T10:00"));
  village.bring("e2", State::published);
  const Answer late = village.ask("2026-03-10T00:00", Object{"e2", {}}, "B");
  CHECK(late.code == "wrong_state");
  CHECK(late.value("state") == "final");
  // What was refused has changed nothing, the end of publicity neither.
  CHECK(village.state_of("e2") == "published");
  village.check_whole();
}

TEST_CASE("an appeal is lodged in time, and once", "[bank]") {
  Village village;
  village.bring("e1", State::final);  // on 2 March, appeal until 17 March
  village.bring("e2", State::final);
  CHECK(village.code("2026-03-17T23:59", Appeal{"e1", "unjust"}, "A") == "done");
  const Answer late = village.ask("2026-03-18T00:00", Appeal{"e2", "unjust"}, "A");
  CHECK(late.code == "wrong_state");
  CHECK(late.value("last_day") == "2026-03-17");
  CHECK(late.sentence(Language::zh).find("2026-03-17") != std::string::npos);
  // Under appeal it counts; dismissed it stays, and cannot be appealed against again.
  CHECK(village.balance("A", "2026-03-17T23:59").standing == 40);
  village.done("2026-03-18", Dismiss{"e1", {}}, "rita");
  CHECK(village.state_of("e1") == "final");
  const Answer again = village.ask("2026-03-17T12:00", Appeal{"e1", {}}, "A");
  CHECK(again.code == "wrong_state");
  CHECK(again.value("appeals") == "1");
  village.check_whole();
}

TEST_CASE("an appeal that is upheld takes the points back", "[bank]") {
  Village village;
  village.bring("e1", State::final);
  CHECK(village.balance("A", "2026-03-02T12:00").spendable == 20);
  village.done("2026-03-03", Appeal{"e1", {}}, "A");
  village.done("2026-03-04", Uphold{"e1", "not ours"}, "rob");
  CHECK(village.state_of("e1") == "revoked");
  CHECK(village.balance("A", "2026-03-04T12:00").spendable == 0);
  village.check_whole();
}

TEST_CASE("a final claim is withdrawn only where it earned points", "[bank]") {
  Village village;
  village.bring("e1", State::final);
  village.done("2026-03-03", Withdraw{"e1", "ours, but not help"}, "ann");
  CHECK(village.state_of("e1") == "revoked");
  CHECK(village.balance("A", "2026-03-03T12:00").standing == 0);
  village.submit("e2", "litter", "2026-03-04T08:00", "clerk");
  village.done("2026-03-04T09:00", Approve{"e2", {}, {}}, "rita");
  CHECK(village.balance("A", "2026-03-04T12:00").standing == -30);
  const Answer refused = village.ask("2026-03-04T12:00", Withdraw{"e2", {}}, "A");
  CHECK(refused.code == "wrong_state");
  CHECK(refused.value("earned") == "0");
  CHECK(village.state_of("e2") == "final");
  village.check_whole();
}

TEST_CASE("clerks' own records need no reviewer where the list says 0; others do", "[bank]") {
  Village village;
  const Answer recorded = village.done("2026-03-02", claim_of("A", "record", "e1"), "clerk");
  CHECK(recorded.value("state") == "final");
  CHECK(recorded.value("reviewers") == "0");
  CHECK(village.done("2026-03-02", claim_of("A", "record", "e2"), "A").value("reviewers") == "1");
  CHECK(village.state_of("e2") == "submitted");
  // Bob is a clerk, and of household B: there he is a villager.
  CHECK(village.done("2026-03-02", claim_of("B", "record", "e3"), "bob").value("state") == "submitted");
  CHECK(village.done("2026-03-02", claim_of("A", "record", "e4"), "bob").value("state") == "final");
  village.done("2026-03-02", Approve{"e3", {}, {}}, "rita");
  CHECK(village.state_of("e3") == "final");
}

TEST_CASE("where nobody reviews, a range score needs its points with the claim", "[bank]") {
  std::string rules(village_rules);
  const std::string_view gift = R"("score": {"range": [1, 5]})";
  rules.insert(rules.find(gift) + gift.size(), R"(, "workflow": {"reviewers": 0, "publicity": {"days": 0}})");
  Village village(rules);
  Submit request = claim_of("A", "gift", "e1");
  CHECK(village.wrong("2026-03-02", request) == "bank_missing_field /points");
  request.points = "2.5";
  CHECK(village.done("2026-03-02", request).value("state") == "final");
  CHECK(village.balance("A", "2026-03-02").standing == 25);
  village.check_whole();
}

TEST_CASE("evidence is counted by different files", "[bank]") {
  Village village;
  Submit request = claim_of("A", "proven", "e1");
  const std::string one(64, 'a');
  const std::string other(64, 'B');
  const Answer none = village.ask("2026-03-02", request, "A");
  CHECK(none.code == "evidence_missing");
  CHECK(none.value("needed") == "2");
  CHECK(none.value("there") == "0");
  request.evidence = {one, one};
  CHECK(village.code("2026-03-02", request, "A") == "evidence_missing");
  request.evidence = {one, other};
  CHECK(village.code("2026-03-02", request, "A") == "done");
  request.event = "e2";
  request.evidence = {one, "photo.jpg"};
  CHECK(village.wrong("2026-03-02", request, "A") == "bank_no_digest /evidence/1");
}

TEST_CASE("points of reviewers are averaged, rounded to the unit, and within the range", "[bank]") {
  Village village;
  village.submit("e1", "gift");
  CHECK(village.wrong("2026-03-02", Approve{"e1", {}, {}}, "rita") == "bank_missing_field /points");
  CHECK(village.wrong("2026-03-02", Approve{"e1", "5.5", {}}, "rita") == "bank_points_out_of_range /points");
  CHECK(village.wrong("2026-03-02", Approve{"e1", "5,5", {}}, "rita") == "cell_not_a_number /points");
  village.done("2026-03-02", Approve{"e1", "3.25", {}}, "rita");
  village.done("2026-03-02", Approve{"e1", "3.5", {}}, "rob");
  CHECK(village.store().event("e1")->points == "3.4");  // 3.375
  CHECK(village.balance("A", "2026-03-10T00:00").standing == 34);
  village.submit("e2", "help");
  CHECK(village.wrong("2026-03-02", Approve{"e2", "3", {}}, "rita") == "bank_points_not_asked /points");
  // What the claim proposes holds where a reviewer gives nothing else.
  Submit proposed = claim_of("A", "gift", "e3");
  proposed.points = "2";
  village.done("2026-03-02T09:00", proposed, "A");
  village.done("2026-03-02T09:01", Approve{"e3", {}, {}}, "rita");
  village.done("2026-03-02T09:01", Approve{"e3", "4", {}}, "rob");
  CHECK(village.store().event("e3")->points == "3");
  village.check_whole();
}

TEST_CASE("a claim that says something wrong is no claim", "[bank]") {
  Village village;
  const auto wrong = [&](auto&& change) {
    Submit request = claim_of("A", "help", "e1");
    change(request);
    return village.wrong("2026-03-02", request);
  };
  CHECK(wrong([](Submit& one) { one.household = "X"; }) == "bank_unknown_household /household");
  CHECK(wrong([](Submit& one) { one.household.clear(); }) == "bank_missing_field /household");
  CHECK(wrong([](Submit& one) { one.member = "nobody"; }) == "bank_unknown_member /member");
  CHECK(wrong([](Submit& one) { one.member = "bob"; }) == "bank_other_household /member");
  CHECK(wrong([](Submit& one) { one.kind = "halp"; }) == "bank_unknown_kind /kind");
  CHECK(wrong([](Submit& one) { one.kind.clear(); }) == "bank_missing_field /kind");
  CHECK(wrong([](Submit& one) { one.occurred.clear(); }) == "bank_missing_field /occurred");
  CHECK(wrong([](Submit& one) { one.occurred = "2026-02-29"; }) == "cell_not_a_date_or_moment 1 at");
  CHECK(wrong([](Submit& one) { one.occurred = "2025-12-31"; }) == "bank_no_version /occurred");
  CHECK(wrong([](Submit& one) { one.quantity = "two"; }) == "cell_not_a_number 1 quantity");
  CHECK(wrong([](Submit& one) { one.points = "3"; }) == "bank_points_not_asked /points");
  CHECK(wrong([](Submit& one) { one.attributes = {{"plaec", "x"}}; }) == "bank_unknown_attribute /attributes/0/column");
  CHECK(wrong([](Submit& one) { one.attributes = {{"hours", "x"}}; }) == "cell_not_a_number 1 hours");
  CHECK(wrong([](Submit& one) {
          one.attributes = {{"place", "x"}, {"place", "y"}};
        }) == "table_duplicate_column /attributes/1/column");
  village.submit("e1");
  CHECK(wrong([](Submit&) {}) == "bank_event_there /event");
  CHECK(village.wrong("2026-03-02", Approve{"none", {}, {}}, "rita") == "bank_unknown_event /event");
  CHECK(village.wrong("2026-03-02", Approve{"", {}, {}}, "rita") == "bank_missing_field /event");
}

TEST_CASE("a claim may name the member alone, and the bank finds household and id", "[bank]") {
  Village village;
  Submit request = claim_of({}, "help");
  request.member = "move";  // with A until the end of February, with B from 1 March
  const Answer march = village.done("2026-03-02", request, "clerk");
  CHECK(march.value("household") == "B");
  request.occurred = "2026-02-28T23:00:00+08:00";
  const Answer february = village.done("2026-03-02", request, "clerk");
  CHECK(february.value("household") == "A");
  CHECK(march.value("event") != february.value("event"));
  CHECK(village.state_of(march.value("event")) == "submitted");
}

}  // namespace pointsbank::bank
