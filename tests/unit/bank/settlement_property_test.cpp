// Small settlements against evaluating everybody: after random commands, the open postings are those that the
// evaluation of all tables gives, as multisets, and the balances are its balances.
#include <random>

#include "money_given.hpp"

namespace pointsbank::bank {

namespace {

/// Everything that happens by time alone, and everything by which households depend on each other.
constexpr std::string_view rules = R"({
  "format": "pointsbank/1", "id": "village", "version": "1", "effective": {"from": "2026-01-01", "to": "2026-12-31"},
  "points": {"floor": 0, "decimals": 1},
  "groups": ["grid"],
  "attributes": {"subject": {"members": "number"}},
  "categories": [{"id": "all", "limits": [{"per": "month", "earn": 40}]}, {"id": "other"}],
  "limits": [{"per": "year", "deduct": 60}],
  "base": {"points": 10, "each": "quarter"},
  "intake": {"days": 45},
  "positive": [
    {"id": "help", "category": "all", "score": {"points": 5}, "repeat": {"per": "month", "steps": [1, 1, 0.5, 0]}},
    {"id": "visit", "category": "all", "score": {"points": 1}, "limits": [{"per": "week", "count": 2, "by": "member"}]},
    {"id": "prize", "category": "other", "score": {"points": 8}, "valid": {"months": 1},
     "exclusive": {"group": "prizes", "per": "month"}},
    {"id": "grand_prize", "category": "other", "score": {"points": 20}, "exclusive": {"group": "prizes", "per": "month"},
     "valid": {"to_end_of": "month", "years": 0}},
    {"id": "gift", "category": "other", "score": {"points": 6}, "account": "spendable"}],
  "negative": [
    {"id": "litter", "category": "all", "score": {"points": 3}},
    {"id": "fraud", "category": "all", "score": {"points": 2},
     "veto": {"for": {"months": 1}, "cured_by": ["repair"], "forfeit": "month", "block": true, "unranked": true,
              "no_redemption": true}}],
  "closings": [
    {"id": "duty", "kind": "obligation", "at": "month", "on": "visit", "points": 2, "when": "subject.members > 1"},
    {"id": "best", "kind": "ranking", "at": "month", "within": "grid", "awards": [{"ranks": [1, 2], "points": 7}]},
    {"id": "idle", "kind": "continuing", "at": "month", "opened_by": "left_idle", "closed_by": "repair", "points": 1,
     "effect": "deduct", "after": {"months": 1}},
    {"id": "stars", "kind": "rating", "at": "month", "levels": [{"id": "good", "at_least": 10}]},
    {"id": "ageing", "kind": "expiry", "at": "quarter", "after": {"months": 3}},
    {"id": "half", "kind": "expiry", "at": "half_year", "keep": 0.5}],
  "redemption": {"hold_days": 7, "above": 1}
})";

std::string second_rules() {
  std::string changed(rules);
  const auto replace = [&changed](std::string_view from, std::string_view to) {
    const std::size_t at = changed.find(from);
    REQUIRE(at != std::string::npos);
    changed.replace(at, from.size(), to);
  };
  replace("\"points\": 8}", "\"points\": 9}");
  replace("\"points\": 5}, \"repeat\"", "\"points\": 4}, \"repeat\"");
  replace("\"ranks\": [1, 2]", "\"ranks\": [1, 1]");
  return changed;
}

constexpr std::string_view roster =
    "household,grid,members,joined,left\nA,east,2,,\nB,east,1,,\nC,east,3,2026-02-10,\nD,west,2,,2026-05-20\n"
    "E,west,2,,\nF,west,1,2026-03-31,\n";
constexpr std::string_view members =
    "member,household,joined,left\na1,A,,\nb1,B,,2026-03-15\nb1,E,2026-03-15,\nc1,C,,\nd1,D,,2026-04-01\n"
    "d1,A,2026-04-02,\ne1,E,,\n";

class RandomVillage : public MoneyBank {
 public:
  explicit RandomVillage(unsigned seed) : MoneyBank(rules, roster), random_(seed) {
    done("2026-01-01", SetMembers{csv(members)});
    done("2026-01-01", SetGoods{csv("goods,title,points,stock\nsoap,Soap,2.5,50\nrice,Rice,8,40\n")});
    done("2026-01-01", SetOfficers{csv("person,role\nclerk,clerk\nli,clerk\n")});
  }

  /// One random command; then, mostly, a settlement and a look at the whole.
  void step() {
    if (one_of(4) == 0) now_ = now_ + static_cast<std::int32_t>(one_of(12));
    switch (one_of(13)) {
      case 0: return revoke();
      case 1: return redeem();
      case 2: return end_hold();
      case 3: return transfer();
      case 4: return close();
      case 5: return one_of(3) == 0 ? reopen() : import();
      case 6: return one_of(5) == 0 ? adopt() : import();
      default: return import();
    }
  }

  void settle_and_compare() {
    settle(at());
    compare();
    const Answer again = settle(at());
    CHECK(again.value("posted") == "0");
    CHECK(again.value("reversed") == "0");
  }

  /// Everything from the store, evaluated in one go.
  void compare() {
    const std::shared_ptr<const RuleBook> book = bank.state().book;
    EvaluateOptions options;
    options.through = *settings::date(store(), settings::through);
    options.postings = true;
    const Evaluation evaluation = evaluate_inputs(*book, inputs_of(bank.state(), *book, nullptr), options);
    std::vector<std::string> given, there;
    for (const Posting& posting : evaluation.postings()) given.push_back(text_of(view_of(evaluation, posting)));
    store().visit_open_postings([&](const store::PostingRecord& record) {
      const auto entry = entry_of<journal::PostingEntry>(store(), record.seq);
      there.push_back(text_of(view_of(entry)));
      return true;
    });
    std::sort(given.begin(), given.end());
    std::sort(there.begin(), there.end());
    REQUIRE(given == there);
    for (Id household = 0; household < evaluation.roster().size(); ++household) {
      const store::BalanceRecord record = *store().balance(evaluation.roster().id(household));
      const Balance& balance = evaluation.balances()[household];
      CHECK(record.standing == balance.standing);
      CHECK(record.spendable == balance.spendable);
      CHECK(record.earned == balance.earned);
      CHECK(record.deducted == balance.deducted);
      CHECK(record.frozen_until.value_or(Date::always()) == balance.frozen_until);
    }
  }

 private:
  static std::string text_of(const PostingView& view) {
    std::string text = view.date.to_string();
    for (const std::string_view part : {view.household, view.member, view.source, view.event, view.cause}) {
      text.append(" ").append(part);
    }
    return text + " " + std::to_string(view.standing) + "/" + std::to_string(view.spendable);
  }
  std::size_t one_of(std::size_t count) { return random_() % count; }
  std::string at() const { return now_.to_string() + "T12:00"; }
  std::string household() { return std::string(1, "ABCDEF"[one_of(6)]); }

  void import() {
    static constexpr std::string_view kinds[] = {"help", "visit",  "visit", "prize",  "grand_prize",
                                                 "gift", "litter", "fraud", "repair", "left_idle"};
    static constexpr std::string_view persons[] = {"a1", "b1", "b1", "c1", "d1", "e1"};
    std::string rows = "event,household,member,kind,at\n";
    for (std::size_t count = 1 + one_of(4); count > 0; --count) {
      const std::string id = "e" + std::to_string(++events_);
      // Mostly of these days, now and then long ago or ahead.
      std::int32_t days = -static_cast<std::int32_t>(one_of(6));
      if (one_of(4) == 0) days = static_cast<std::int32_t>(one_of(80)) - 60;
      const Date date = std::max(now_ + days, Date::of(2026, 1, 1));
      const bool by_member = one_of(2) == 0;
      rows += id + "," + (by_member ? "" : household()) + "," + (by_member ? std::string(persons[one_of(6)]) : "") +
              "," + std::string(kinds[one_of(10)]) + "," + date.to_string() + "\n";
    }
    done(at(), Import{csv(rows)});
  }
  void revoke() {
    if (events_ == 0) return;
    const std::string id = "e" + std::to_string(1 + one_of(static_cast<std::size_t>(events_)));
    done(at(), Import{csv("event,household,kind,at,revokes\nv" + std::to_string(++revocations_) + ",,,," + id + "\n")});
  }
  void redeem() {
    const std::string id = "R" + std::to_string(++redemptions_);
    // Sometimes from a terminal whose commands come in days later.
    const Date day = one_of(5) == 0 ? now_ - static_cast<std::int32_t>(one_of(20)) : now_;
    static_cast<void>(ask(std::max(day, Date::of(2026, 1, 1)).to_string() + "T10:00",
                          Redeem{id, household(), {{one_of(2) == 0 ? "soap" : "rice", 1 + std::int64_t(one_of(2))}}}));
  }
  void end_hold() {
    if (redemptions_ == 0) return;
    const std::string id = "R" + std::to_string(1 + one_of(static_cast<std::size_t>(redemptions_)));
    if (!store().redemption(id)) return;
    static_cast<void>(one_of(2) == 0 ? ask(at(), Collect{id}) : ask(at(), Cancel{id, "no"}));
  }
  void transfer() {
    if (one_of(4) != 0) return;
    const std::string from = household();
    std::string to = household();
    if (from == to) return;
    done(at(), Transfer{"", from, {{from, "1"}, {to, "2"}}, "split"});
  }
  void close() { static_cast<void>(ask(at(), CloseMonth{month_after_last_closed()})); }
  void reopen() {
    const std::string month = month_after_last_closed();
    const Date last = add_months(*Date::parse(month + "-01"), -1);
    if (last < Date::of(2026, 1, 1)) return;
    done(at(), ReopenMonth{last.to_string().substr(0, 7), "li", "late"});
  }
  std::string month_after_last_closed() {
    Date next = Date::of(2026, 1, 1);
    for (const store::MonthRecord& month : store().months()) {
      if (month.is_closed) next = add_months(month.month, 1);
    }
    return next.to_string().substr(0, 7);
  }
  void adopt() {
    is_second_ = !is_second_;
    done(at(), Adopt{{{"rules.json", is_second_ ? second_rules() : std::string(rules)}}});
  }

  std::mt19937 random_;
  Date now_ = Date::of(2026, 1, 5);
  int events_ = 0, revocations_ = 0, redemptions_ = 0;
  bool is_second_ = false;
};

}  // namespace

TEST_CASE("after random commands the ledger is what evaluating everybody gives") {
  const unsigned seed = GENERATE(range(1U, 25U));
  INFO("seed " << seed);
  RandomVillage village(seed);
  for (int number = 0; number < 60; ++number) {
    INFO("step " << number);
    village.step();
    if (number % 2 == 0) village.settle_and_compare();
  }
  village.settle_and_compare();
  village.check_whole();
}

}  // namespace pointsbank::bank
