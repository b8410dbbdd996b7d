// The analyst's what-if page: another value of a rule, and what it would have done to whom. Nothing in the bank
// changes.
//
// One question is worked on at a time, for at most `longest`; who asks again, or closes the page and comes back, ends
// his earlier question.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>

#include "desks/desks.hpp"
#include "desks/picture.hpp"
#include "desks/what_if.hpp"
#include "layout.hpp"

namespace portal {

namespace bank = pointsbank::bank;
using pointsbank::BeforeAfter;
using pointsbank::Comparison;
using pointsbank::Date;
using pointsbank::Decimal;
using pointsbank::GroupChange;
using pointsbank::HouseholdChange;
using pointsbank::Number;
using pointsbank::PostedChange;

namespace {

constexpr std::chrono::seconds longest{10};
constexpr std::size_t most_households = 8;  // that win or lose most, each
constexpr std::size_t most_groups = 24;

/// Whose question is worked on.
class Turns {
 public:
  class Turn {
   public:
    Turn(Turns& turns, const std::string& person) : flag_(turns.begin(person)), lock_(turns.work_, std::defer_lock) {}
    /// False where others were working for too long, or who asks has asked again.
    [[nodiscard]] bool wait() {
      while (!lock_.try_lock_for(std::chrono::milliseconds(50))) {
        if (!goes_on()) return false;
      }
      end_ = std::chrono::steady_clock::now() + longest;
      return goes_on();
    }
    [[nodiscard]] bool goes_on() const { return !*flag_ && std::chrono::steady_clock::now() < end_; }

   private:
    std::shared_ptr<std::atomic<bool>> flag_;
    std::unique_lock<std::timed_mutex> lock_;
    std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + longest;
  };

 private:
  std::shared_ptr<std::atomic<bool>> begin(const std::string& person) {
    const std::lock_guard guard(mutex_);
    std::shared_ptr<std::atomic<bool>>& flag = asked_[person];
    if (flag) *flag = true;
    return flag = std::make_shared<std::atomic<bool>>(false);
  }

  std::timed_mutex work_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<std::atomic<bool>>> asked_;
};

std::string choice_of(const RuleField& field) { return field.rule + " " + field.field; }

std::string difference_text(const Call& call, const BeforeAfter& amount) {
  return signed_points(call, amount.difference());
}

Number points(const Call& call, std::int64_t units) { return Number(Decimal{units, call.site.village.decimals()}); }

Html select_field(const Call& call, const std::vector<RuleField>& fields, std::string_view chosen) {
  Html options;
  for (const RuleField& field : fields) {
    const std::string value = choice_of(field);
    options.add(element("option", {{"value", value}, {"selected", value == chosen}}, call.say(field.title), " · ",
                        call.say(field.words), call.say("：现为 ", ": now "), field.value));
  }
  return element("p", {{"class", "field"}},
                 element("label", {{"for", "field"}}, call.say("规则和数值", "Rule and number")),
                 element("select", {{"id", "field"}, {"name", "field"}}, options));
}

/// It changes nothing, so it is a GET: the address can be sent to somebody who may see the page.
Html question_form(const Call& call, const std::vector<RuleField>& fields, Date first) {
  const auto& query = call.request.query;
  const std::string from(query.has("from") ? query["from"] : std::string_view(first.to_string()));
  return element("form", {{"method", "get"}, {"action", "/what-if"}}, select_field(call, fields, query["field"]),
                 field({.name = "value",
                        .label = std::string(call.say("改成", "Becomes")),
                        .value = std::string(query["value"]),
                        .is_required = true,
                        .mode = "decimal"}),
                 field({.name = "from",
                        .label = std::string(call.say("自哪天起", "From which day on")),
                        .value = from,
                        .type = "date"}),
                 button(call.say("算一算", "Work it out")));
}

Html tile(std::string_view name, const Html& value, std::string_view below = {}) {
  return element("div", {{"class", "figure"}}, element("b", {}, value), element("span", {}, name),
                 below.empty() ? Html() : element("span", {{"class", "hint"}}, below));
}

Html summary(const Call& call, const Comparison& comparison) {
  const BeforeAfter& issued = comparison.issued();
  const auto households = static_cast<std::int64_t>(comparison.households().size());
  const std::int64_t same = households - comparison.winner_count() - comparison.loser_count();
  Html tiles = tile(call.say("发放的积分", "Points given out"), difference_text(call, issued),
                    call.site.village.points(issued.before) + " → " + call.site.village.points(issued.after));
  tiles.add(tile(call.say("增加的户", "Households that gain"), std::to_string(comparison.winner_count())));
  tiles.add(tile(call.say("减少的户", "Households that lose"), std::to_string(comparison.loser_count())));
  tiles.add(tile(call.say("不变的户", "Households unchanged"), std::to_string(same)));
  return element("div", {{"class", "figures"}}, tiles);
}

Html households_picture(const Call& call, const Comparison& comparison) {
  std::vector<Bar> rows;
  const auto add = [&](const HouseholdChange& change) {
    const BeforeAfter& amount = comparison.measured(change);
    rows.push_back({std::string(comparison.roster().id(change.household)), points(call, amount.difference()),
                    difference_text(call, amount)});
  };
  for (const HouseholdChange& each : comparison.winners(most_households)) add(each);
  std::vector<HouseholdChange> losers = comparison.losers(most_households);
  std::reverse(losers.begin(), losers.end());
  for (const HouseholdChange& each : losers) add(each);
  if (rows.empty()) return element("p", {}, call.say("没有一户的积分会变。", "No household's points would change."));
  return bars(rows, call.say("变化最大的户", "The households that change most"));
}

Html months_picture(const Call& call, const Comparison& comparison) {
  std::vector<Pair> months;
  for (const PostedChange& row : comparison.by_period()) {
    months.push_back(
        {row.key.substr(0, 7), points(call, row.standing.before), points(call, row.standing.after),
         call.site.village.points(row.standing.before) + " → " + call.site.village.points(row.standing.after)});
  }
  return pairs(months, call.say("现行", "As it is"), call.say("改后", "Changed"),
               call.say("各月积分：现行与改后", "Points by month, as it is and changed"));
}

Html head(std::initializer_list<std::string_view> names) {
  Html cells;
  bool is_first = true;
  for (const std::string_view name : names) {
    cells.add(element("th", {{"scope", "col"}, {"class", is_first ? "" : "number"}}, name));
    is_first = false;
  }
  return element("thead", {}, element("tr", {}, cells));
}

Html number_cell(std::string_view text) { return element("td", {{"class", "number"}}, text); }

Html group_table(const Call& call, const Comparison& comparison, const std::string& name) {
  Html rows;
  std::vector<Bar> drawn;
  std::vector<GroupChange> groups = comparison.by_group(name);
  if (groups.size() > most_groups) groups.resize(most_groups);
  for (const GroupChange& group : groups) {
    const std::string key = group.key.empty() ? std::string(call.say("（无）", "(none)")) : group.key;
    rows.add(element("tr", {}, element("td", {}, key), number_cell(std::to_string(group.households)),
                     number_cell(call.site.village.points(group.standing.before)),
                     number_cell(call.site.village.points(group.standing.after)),
                     number_cell(difference_text(call, group.standing)), number_cell(std::to_string(group.winners)),
                     number_cell(std::to_string(group.losers))));
    drawn.push_back({key, points(call, group.standing.difference()), difference_text(call, group.standing)});
  }
  const std::string title = std::string(call.say("按 ", "By ")) + name;
  return element("section", {}, element("h3", {}, title), bars(drawn, title),
                 element("div", {{"class", "scroll"}, {"tabindex", "0"}},
                         element("table", {},
                                 head({name, call.say("户数", "Households"), call.say("现行", "As it is"),
                                       call.say("改后", "Changed"), call.say("差额", "Difference"),
                                       call.say("增加", "Gain"), call.say("减少", "Lose")}),
                                 element("tbody", {}, rows))));
}

Html result(const Call& call, const WhatIfAnswer& answer) {
  const Comparison& comparison = answer.comparison;
  Html shown;
  for (const pointsbank::Issue& issue : answer.warnings) shown.add(notice(Tone::plain, issue.sentence(call.language)));
  shown.add(element("h2", {}, call.say("结果", "What it would do")), summary(call, comparison));
  shown.add(element("section", {}, element("h3", {}, call.say("谁增加，谁减少", "Who gains, who loses")),
                    households_picture(call, comparison)));
  shown.add(element("section", {}, element("h3", {}, call.say("各月积分", "Points by month")),
                    months_picture(call, comparison)));
  for (const std::string& name : comparison.group_names()) shown.add(group_table(call, comparison, name));
  return shown;
}

Html mistakes(const Call& call, const pointsbank::Issues& issues) {
  Html shown;
  for (const pointsbank::Issue& issue : issues) shown.add(notice(Tone::bad, issue.sentence(call.language)));
  return shown;
}

/// Asks, where the form was filled in; what comes of it.
Html asked(Call& call, Turns& turns, const std::vector<RuleField>& fields, const bank::EvaluationInputs& inputs) {
  const auto& query = call.request.query;
  if (!query.has("value")) return {};
  const auto chosen = std::find_if(fields.begin(), fields.end(),
                                   [&](const RuleField& each) { return choice_of(each) == query["field"]; });
  const std::optional<Date> from = Date::parse(query["from"]);
  const std::string value(query["value"]);
  if (chosen == fields.end()) return notice(Tone::bad, call.say("没有这条规则。", "There is no such rule."));
  if (!from) return notice(Tone::bad, call.say("请写明自哪天起。", "Say from which day on."));
  if (pointsbank::parse_decimal(value).fault != pointsbank::DecimalFault::none) {
    return notice(Tone::bad,
                  call.say("新的数值要写成 3 或 2.5 这样的数。", "Write the new value as a number, like 3 or 2.5."));
  }
  Turns::Turn turn(turns, call.who().name);
  try {
    if (!turn.wait()) throw pointsbank::Cancelled();
    return result(call,
                  answer_to({chosen->rule, chosen->field, value, *from}, inputs, [&turn] { return turn.goes_on(); }));
  } catch (const pointsbank::Cancelled&) {
    return notice(Tone::bad,
                  call.say("已停止：您又问了一次，或计算时间过长。", "Stopped: you asked again, or it took too long."));
  } catch (const pointsbank::InputError& error) {
    return mistakes(call, error.issues());
  }
}

Reply what_if_page(Call& call, Turns& turns) {
  const std::string_view title = call.say("假如改一改", "What if");
  const std::optional<bank::EvaluationInputs> inputs = bank::evaluation_inputs(call.bank());
  if (!inputs)
    return page(call, title, notice(Tone::plain, call.say("还没有可算的积分。", "Nothing has been settled yet.")));
  const std::vector<RuleField> fields = rule_fields(inputs->lists);
  Html content =
      element("p", {{"class", "hint"}},
              call.say("换一个数值，按村里真实的记录重算一遍，看谁增谁减。只是试算，账本不变。",
                       "Another number, worked out over the village's own events. The book does not change."));
  content.add(question_form(call, fields, inputs->roster.format().first_day), asked(call, turns, fields, *inputs));
  return page(call, title, content, Width::desk);
}

}  // namespace

void add_what_if(Router& router) {
  const Access readers = Access::of(officers);
  const auto turns = std::make_shared<Turns>();
  router.get("/what-if", readers, [turns](Call& call) { return what_if_page(call, *turns); });
  router.menu("/what-if", {"试算", "What if"}, readers);
}

}  // namespace portal
