#include "durability/village.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

namespace pointsbank::durability {

namespace {

const char* const rule_list = R"({
  "format": "pointsbank/1", "id": "reed-village", "version": "2026", "effective": {"from": "2026-01-01"},
  "workflow": {"reviewers": 2, "publicity": {"days": 1}, "appeal": {"days": 15}},
  "redemption": {"hold_days": 5},
  "categories": [{"id": "all"}],
  "positive": [
    {"id": "yard", "category": "all", "score": {"points": 10}},
    {"id": "service", "category": "all", "score": {"rate": 2}},
    {"id": "deed", "category": "all", "score": {"range": [1, 9]}}
  ],
  "negative": [{"id": "litter", "category": "all", "score": {"points": 3}}],
  "closings": [
    {"id": "best", "kind": "ranking", "at": "month", "awards": [{"ranks": [1, 1], "points": 5}]},
    {"id": "stars", "kind": "rating", "at": "month", "by": "standing", "levels": [{"id": "star", "at_least": 110}]}
  ]
})";

std::string for_each_household(std::string head, std::string_view row) {
  for (int i = 1; i <= households; ++i) {
    for (const char c : row) c == '#' ? head += std::to_string(i) : head += c;
    head += '\n';
  }
  return head;
}

// Commands one minute after the other, with keys k-1, k-2, …
class Script {
 public:
  explicit Script(std::string prefix) : prefix_(std::move(prefix)) {}
  void day(int day_of_march) {
    day_ = day_of_march;
    minute_ = 9 * 60;
  }
  void add(std::string by, bank::Request request) {
    commands_.push_back(
        {std::move(by), in_march(day_, minute_++), prefix_ + std::to_string(commands_.size() + 1), std::move(request)});
  }
  std::vector<bank::Command> take() { return std::move(commands_); }

 private:
  std::string prefix_;
  int day_ = 1, minute_ = 0;
  std::vector<bank::Command> commands_;
};

bank::Submit claim(std::string event, std::string household, std::string kind, std::string occurred,
                   std::string points = {}) {
  bank::Submit result;
  result.event = std::move(event);
  result.household = std::move(household);
  result.kind = std::move(kind);
  result.occurred = std::move(occurred);
  result.points = std::move(points);
  return result;
}

bank::Redeem redemption(std::string id, std::string household, std::vector<bank::Line> lines) {
  bank::Redeem result;
  result.redemption = std::move(id);
  result.household = std::move(household);
  result.lines = std::move(lines);
  return result;
}

void claims(Script& script) {
  script.day(2);
  script.add("h1", claim("c1", "h1", "yard", "2026-03-01"));
  script.add("h2", claim("c2", "h2", "yard", "2026-03-01"));
  script.add("h3", claim("c3", "h3", "deed", "2026-03-02", "5"));
  script.add("rui", bank::Approve{"c1", "", ""});
  script.add("rao", bank::Approve{"c1", "", ""});
  script.add("rui", bank::Reject{"c2", "no photograph"});
  script.add("rui", bank::Approve{"c3", "4", ""});
  script.add("rao", bank::Approve{"c3", "6", ""});
  script.add("rao", bank::Approve{"c3", "6", ""});  // refused: has done so
  script.add("h2", bank::Object{"c3", "it was the neighbour"});
  script.add("ren", bank::Decide{"c3", true, "both were there"});
  script.add("h4", claim("c4", "h4", "service", "2026-03-02"));
  script.add("h4", bank::Withdraw{"c4", "hours were wrong"});
  script.day(5);
  script.add("clerk", bank::Settle{"2026-03-05"});
  script.add("h1", bank::Appeal{"c1", "should be of February"});
  script.add("ren", bank::Uphold{"c1", "it was"});
  script.add("clerk", bank::Settle{"2026-03-05"});
}

void redemptions(Script& script) {
  script.day(7);
  script.add("h1", redemption("x1", "h1", {{"salt", 2}, {"soap", 1}}));
  script.add("h2", redemption("x2", "h2", {{"lamp", 1}}));
  script.add("h3", redemption("x3", "h3", {{"lamp", 1}}));  // refused: it was the last
  script.add("clerk", bank::Collect{"x1"});
  script.add("h2", bank::Cancel{"x2", "changed my mind"});
  script.add("h3", redemption("x4", "h3", {{"lamp", 1}}));   // now it is there
  script.add("h4", redemption("x5", "h4", {{"salt", 60}}));  // refused: too few points
  script.add("h5", redemption("x6", "h5", {{"soap", 3}}));   // not collected in time
  script.add("clerk", bank::SetGoods{{"more.csv", "goods,title,points,stock\nrice,rice,20,12\n"}});
  script.day(14);
  script.add("clerk", bank::Settle{"2026-03-14"});
  script.add("clerk", bank::Transfer{"t1", "h6", {{"h4", "2"}, {"h5", "1"}}, "moved in with their sons"});
}

void closing(Script& script) {
  script.day(30);
  script.add("clerk", bank::Import{{"events.csv",
                                    "event,household,kind,at,quantity\ne1,h1,service,2026-03-20,7\n"
                                    "e2,h2,litter,2026-03-21,\n"}});
  script.day(32);
  script.add("clerk", bank::CloseMonth{"2026-03"});
  script.add("clerk", bank::Import{{"late.csv", "event,household,kind,at\ne3,h3,yard,2026-03-25\n"}});
  script.add("clerk", bank::Settle{"2026-04-01"});
  script.add("clerk", bank::ReopenMonth{"2026-03", "rui", "a late event"});
  script.add("clerk", bank::CloseMonth{"2026-03"});
  script.add("clerk", bank::Forget{"h6", "moved away"});
  script.add("clerk", bank::Settle{"2026-04-02"});
}

}  // namespace

Moment moment(std::string_view text) {
  const std::optional<Moment> result = Moment::parse(text);
  if (!result) throw std::logic_error("no moment: " + std::string(text));
  return *result;
}

Moment in_march(int day, int minute_of_day) {
  constexpr std::int64_t minute = 60'000'000;
  const Moment first = moment("2026-03-01T00:00:00+08:00");
  return {first.microseconds + minute * (std::int64_t{1440} * (day - 1) + minute_of_day)};
}

std::vector<bank::Command> setting_up() {
  Script script("setup-");
  script.add("clerk", bank::Adopt{{{"rules.json", rule_list}}});
  script.add("clerk",
             bank::SetRoster{{"roster.csv", for_each_household("household,name\n", "h#,Family #")}, "", false, ""});
  script.add("clerk",
             bank::SetMembers{{"members.csv", for_each_household("member,household,name\n", "m#,h#,Person #")}});
  script.add("clerk", bank::SetGoods{{"goods.csv",
                                      "goods,title,points,stock\nsalt,salt,2,500\nsoap,soap,10,40\n"
                                      "lamp,lamp,30,1\n"}});
  script.add("clerk", bank::Import{{"events.csv", for_each_household("event,household,kind,at,quantity\n",
                                                                     "b#,h#,service,2026-02-20,50")}});
  script.add("clerk", bank::Settle{"2026-03-01"});
  script.add("clerk", bank::SetOfficers{{"officers.csv",
                                         "person,role,joined,left\nclerk,clerk,,\nrui,reviewer,,\n"
                                         "rao,reviewer,,\nren,reviewer,,\n"}});
  script.add("clerk", bank::CloseMonth{"2026-02"});
  return script.take();
}

std::vector<bank::Command> everyday() {
  Script script("k-");
  claims(script);
  redemptions(script);
  closing(script);
  return script.take();
}

}  // namespace pointsbank::durability
