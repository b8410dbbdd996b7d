// A village with officers, for the tests of commands: who may do what, what becomes of a claim, what is kept under a
// key.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "money_given.hpp"
#include "workflow/states.hpp"

namespace pointsbank::bank {

/// help: two reviewers, five working days. gift: set by reviewers. quick: one reviewer, final at once. record: a
/// clerk's own record. proven: needs evidence. own: may be reviewed at home. litter: takes points.
constexpr std::string_view village_rules = R"({
  "format": "pointsbank/1", "id": "village", "version": "2026", "effective": {"from": "2026-01-01", "to": "2027-12-31"},
  "points": {"decimals": 1, "unit": "分"},
  "attributes": {"event": {"place": "string", "hours": "number"}},
  "workflow": {"reviewers": 2, "publicity": {"days": 5, "working": true}, "appeal": {"days": 15}},
  "categories": [{"id": "all"}],
  "positive": [
    {"id": "help", "category": "all", "score": {"points": 5}},
    {"id": "gift", "category": "all", "score": {"range": [1, 5]}},
    {"id": "quick", "category": "all", "score": {"points": 2}, "workflow": {"reviewers": 1, "publicity": {"days": 0}}},
    {"id": "record", "category": "all", "score": {"points": 3}, "workflow": {"reviewers": 0, "publicity": {"days": 0}}},
    {"id": "proven", "category": "all", "score": {"points": 4}, "workflow": {"evidence": 2}},
    {"id": "own", "category": "all", "score": {"points": 1},
     "workflow": {"reviewers": 1, "publicity": {"days": 0}, "self_review": true}}],
  "negative": [{"id": "litter", "category": "all", "score": {"points": 3}, "workflow": {"reviewers": 1, "publicity": {"days": 0}}}]
})";

constexpr std::string_view village_roster = "household,name,joined\nA,Zhang,\nB,Li,\nC,Wang,\n";
constexpr std::string_view village_members =
    "member,household,joined,left,name\nann,A,,,Zhang An\nbob,B,,,Li Bo\nrita,C,,,Wang "
    "Rui\nmove,A,,2026-03-01,\nmove,B,2026-03-01,,\n";
constexpr std::string_view village_officers =
    "person,role,joined,left\nclerk,clerk,,\nbob,clerk,,\nrita,reviewer,,\nrob,reviewer,,\nrod,reviewer,,\nann,"
    "reviewer,,\nold,reviewer,2025-01-01,2026-02-01\naud,auditor,,\n";

class Village {
 public:
  explicit Village(std::string_view rules = village_rules)
      : bank(Bank::create(folder.file(), "village", "clerk", moment("2026-01-01"))) {
    done("2026-01-01", Adopt{{{"rules.json", std::string(rules)}}});
    done("2026-01-01", SetRoster{csv(village_roster), {}, false, {}});
    done("2026-01-01", SetMembers{csv(village_members)});
    done("2026-01-01", SetOfficers{csv(village_officers)});
  }

  Answer ask(std::string_view at, Request request, std::string_view by = "clerk") {
    return bank.execute({std::string(by), moment(at), "key-" + std::to_string(++keys), std::move(request)});
  }
  Answer done(std::string_view at, Request request, std::string_view by = "clerk") {
    Answer answer = ask(at, std::move(request), by);
    INFO(answer.to_json());
    REQUIRE(answer.code == "done");
    return answer;
  }
  /// The code of a refusal, or `done`.
  std::string code(std::string_view at, Request request, std::string_view by = "clerk") {
    return ask(at, std::move(request), by).code;
  }
  /// The codes of what is wrong with a command, each with its place: `bank_unknown_event /event`.
  std::string wrong(std::string_view at, Request request, std::string_view by = "clerk") {
    const store::Head before = store().head();
    try {
      ask(at, std::move(request), by);
    } catch (const InputError& error) {
      std::string all;
      for (const Issue& issue : error.issues()) {
        if (!all.empty()) all += "; ";
        all += issue.code + " " + (issue.place.line != 0 ? std::to_string(issue.place.line) + " " : "") +
               issue.place.pointer;
        CHECK(issue.sentence(Language::en).find(issue.code) == std::string::npos);
        CHECK(issue.sentence(Language::zh).find(issue.code) == std::string::npos);
      }
      CHECK(store().head().seq == before.seq);
      CHECK(store().head().chain == before.chain);
      return all;
    }
    return {};
  }

  /// A claim of household A, handed in by itself.
  void submit(const std::string& event, const std::string& kind = "help", std::string_view at = "2026-03-02T08:00",
              const std::string& by = "A") {
    Submit request;
    request.event = event;
    request.household = "A";
    request.kind = kind;
    request.occurred = "2026-03-01";
    done(at, request, by);
  }
  /// Brings a claim of A into a state.
  void bring(const std::string& event, workflow::State state) {
    using workflow::State;
    const std::string kind = state == State::published || state == State::objected ? "help" : "quick";
    submit(event, state == State::submitted ? "help" : kind);
    const std::string_view at = "2026-03-02T09:00";
    switch (state) {
      case State::submitted: break;
      case State::rejected: done(at, Reject{event, {}}, "rita"); break;
      case State::withdrawn: done(at, Withdraw{event, {}}, "A"); break;
      case State::published:
      case State::objected:
        done(at, Approve{event, {}, {}}, "rita");
        done(at, Approve{event, {}, {}}, "rob");
        if (state == State::objected) done(at, Object{event, "no"}, "B");
        break;
      default:
        done(at, Approve{event, {}, {}}, "rita");
        if (state != State::final) done(at, Appeal{event, "no"}, "A");
        if (state == State::revoked) done(at, Uphold{event, {}}, "rita");
    }
    REQUIRE(state_of(event) == workflow::to_string(state));
  }

  [[nodiscard]] std::string state_of(std::string_view event) {
    const auto record = store().event(event);
    return record ? std::string(workflow::to_string(record->state)) : std::string("none");
  }
  /// After settling.
  store::BalanceRecord balance(std::string_view household, std::string_view at) {
    done(at, Settle{});
    return store().balance(household).value_or(store::BalanceRecord{});
  }
  store::Store& store() { return *bank.state().store; }
  void reopen() { bank = Bank::open(folder.file()); }

  void check_whole() {
    VerifyOptions options;
    options.replay = true;
    for (const Finding& finding : bank.verify(options).findings) FAIL_CHECK(finding.sentence(Language::en));
  }

  MoneyFolder folder;
  Bank bank;
  int keys = 0;
};

}  // namespace pointsbank::bank
