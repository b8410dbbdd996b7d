// The first page: what a household has, why, and what is missing to the next star.
#include <algorithm>

#include "layout.hpp"
#include "pages/pages.hpp"
#include "progress.hpp"

namespace portal {

namespace {

namespace bank = pointsbank::bank;
using pointsbank::Number;

Html figure(std::string_view label, std::string_view value, bool is_minus, std::string_view hint) {
  return element(
      "div", {{"class", "figure"}}, element("dt", {}, label),
      element("dd", {{"class", is_minus ? "minus" : "number"}}, value, element("span", {{"class", "hint"}}, hint)));
}

Html figures(const Call& call, const bank::HouseholdBalance& balance) {
  return element("dl", {{"class", "figures"}},
                 figure(call.say("荣誉积分", "Standing"), points_text(call, balance.standing), balance.standing < 0,
                        call.say("评星、排名看它", "counts for stars and rankings")),
                 figure(call.say("可兑换积分", "Spendable"), points_text(call, balance.spendable),
                        balance.spendable < 0, call.say("换东西用它", "for the shop")));
}

Html warnings(const Call& call, const bank::HouseholdBalance& balance) {
  Html out;
  if (balance.spendable < 0) {
    const std::string owed = points_text(call, -balance.spendable);
    out.add(notice(Tone::bad, call.language == Language::zh ? "欠 " + owed + "：今后得的分先抵，抵完才能兑换。"
                                                            : "You owe " + owed +
                                                                  ": what you earn next pays it first; "
                                                                  "then you can redeem again."));
  }
  if (balance.frozen_until && call.today() <= *balance.frozen_until) {
    const std::string day = day_text(call, *balance.frozen_until);
    out.add(notice(Tone::bad, call.language == Language::zh ? "到" + day + "（含）为止不能兑换。"
                                                            : "No redemption until " + day + ", included."));
  }
  return out;
}

std::string missing_text(const Call& call, const Progress& progress) {
  const std::string missing = progress.missing.to_string();
  const std::string& next = call.say(progress.next->title);
  const bool is_zh = call.language == Language::zh;
  if (progress.must_exceed)
    return (is_zh ? "超过 " + missing + " 分以上就是" : "more than " + missing + " points to ") + next;
  return is_zh ? "再得 " + missing + " 分就是" + next : missing + " more points to “" + next + "”";
}

/// Where one is, where the next level begins, as a bar and in words.
Html star(const Call& call, const Contest& contest, const bank::Statement& statement) {
  const auto measure = measure_now(contest, statement, call.site.village.decimals(), call.today());
  if (!measure) return {};
  const Progress progress = progress_of(contest, *measure);
  const std::string_view none = call.say("还没有评上", "none yet");
  Html card = element("h2", {}, call.say(contest.title));
  card.add(
      element("p", {}, call.say("按今天的积分：", "By today’s points: "),
              element("span", {{"class", "star"}}, progress.now == nullptr ? none : call.say(progress.now->title))));
  if (progress.next != nullptr) {
    const Number goal = progress.measure + progress.missing;
    if (progress.measure.sign() >= 0) {
      card.add(element("meter", {{"min", "0"},
                                 {"max", goal.to_string()},
                                 {"value", progress.measure.to_string()},
                                 {"aria-label", call.say(progress.next->title)}}));
    }
    card.add(element("p", {}, element("b", {}, missing_text(call, progress)), call.say("。", ".")));
  } else {
    card.add(element("p", {}, call.say("已经是最高的一级。", "That is the highest there is.")));
  }
  card.add(element("p", {{"class", "hint"}},
                   call.say("月底按当时的积分评定。", "It is decided at the end of the period, by the points then.")));
  return element("section", {{"class", "card gold"}}, card);
}

/// The rank as published, and what was missing to the one above.
Html rank(const Call& call, const Contest& contest, const bank::Board& board, const bank::Statement& statement) {
  const std::string& household = statement.balance.household;
  const auto mine = std::find_if(board.rows.begin(), board.rows.end(), [&](const bank::BoardRow& row) {
    return row.table == "rankings" && row.closing == contest.id && row.household == household;
  });
  const auto now = measure_now(contest, statement, call.site.village.decimals(), call.today());
  if (mine == board.rows.end() && !now) return {};
  const bool is_zh = call.language == Language::zh;
  Html lines = element("h2", {}, call.say(contest.title));
  if (mine != board.rows.end() && !mine->rank.empty()) {
    const std::string month = month_text(call, mine->period);
    lines.add(element("p", {},
                      is_zh ? month + "：第 " + mine->rank + " 名，" + mine->measure + " 分。"
                            : month + ": rank " + mine->rank + ", " + mine->measure + " points."));
    const bank::BoardRow* above = nullptr;
    for (const bank::BoardRow& row : board.rows) {
      const bool is_rival =
          row.table == "rankings" && row.closing == contest.id && row.group == mine->group && !row.rank.empty();
      if (!is_rival || Number::of(row.rank) >= Number::of(mine->rank)) continue;
      if (above == nullptr || Number::of(row.rank) > Number::of(above->rank)) above = &row;
    }
    if (above != nullptr && pointsbank::parse_decimal(above->measure).fault == pointsbank::DecimalFault::none) {
      const std::string gap = (Number::of(above->measure) - Number::of(mine->measure)).to_string();
      lines.add(element("p", {},
                        is_zh ? "比上一名（第 " + above->rank + " 名）少 " + gap + " 分。"
                              : gap + " points behind the next one up (rank " + above->rank + ")."));
    }
  }
  if (now) {
    lines.add(element("p", {},
                      is_zh ? "这一期到今天：" + now->to_string() + " 分。"
                            : "This period so far: " + now->to_string() + " points."));
  }
  return element("section", {{"class", "card"}}, lines);
}

Html under_way(const Call& call, const std::vector<bank::Claim>& claims) {
  Html rows;
  for (auto claim = claims.rbegin(); claim != claims.rend(); ++claim) {
    const bool is_open = claim->state == "submitted" || claim->state == "published" || claim->state == "objected" ||
                         claim->state == "appealed";
    if (!is_open) continue;
    const std::string title = call.say(call.site.village.title_of_kind(claim->kind, call.today()));
    rows.add(element("li", {},
                     element("div", {{"class", "line"}}, link(Address("/claims") / claim->event, title),
                             state_badge(call, claim->state))));
  }
  if (rows.is_empty()) return {};
  return element("section", {}, element("h2", {}, call.say("正在办的", "Under way")),
                 element("ul", {{"class", "list"}}, rows));
}

Html last_lines(const Call& call, const bank::Statement& statement) {
  Html rows;
  std::size_t count = 0;
  for (auto line = statement.lines.rbegin(); line != statement.lines.rend() && count < 3; ++line, ++count) {
    const std::int64_t change = line->standing != 0 ? line->standing : line->spendable;
    rows.add(element("li", {},
                     element("div", {{"class", "line"}},
                             element("span", {}, day_text(call, line->date), " ",
                                     call.language == Language::zh ? line->text_zh : line->text_en),
                             element("b", {{"class", "number"}}, signed_points(call, change)))));
  }
  if (rows.is_empty()) return {};
  return element("section", {}, element("h2", {}, call.say("最近入账", "The last lines")),
                 element("ul", {{"class", "list"}}, rows),
                 element("p", {},
                         link(Address("/passbook"), call.say("看整本存折，每一笔都写明为什么",
                                                             "The whole passbook, with the reason for each line"))));
}

Reply show(Call& call) {
  const Account& who = call.who();
  if (who.household.empty()) {
    return page(call, call.say("您好", "Welcome"),
                element("p", {}, who.display, call.say("，请从上面的菜单选择。", ", choose from the menu above.")));
  }
  const bank::Statement statement = call.bank().statement(who.household, reader, call.now);
  const bank::Board board = call.bank().board(reader, call.now);
  const VillageRules& rules = call.site.village.on(call.today());
  Html content = warnings(call, statement.balance);
  content.add(
      figures(call, statement.balance),
      element("div", {{"class", "tiles"}}, link_button(Address("/claims/new"), call.say("我要申报", "Claim points")),
              link_button(Address("/passbook"), call.say("我的存折", "Passbook")),
              link_button(Address("/board"), call.say("公示栏", "Board")),
              link_button(Address("/shop"), call.say("兑换", "Shop"))));
  for (const Contest& contest : rules.ratings) content.add(star(call, contest, statement));
  content.add(under_way(call, call.bank().claims({}, who.household)), last_lines(call, statement));
  for (const Contest& contest : rules.rankings) {
    if (contest.is_public) content.add(rank(call, contest, board, statement));
  }
  return page(call, call.say("我的积分", "My points"), content);
}

}  // namespace

void add_my_points(Router& router) {
  router.menu("/", {"我的积分", "My points"}, Access::of(Role::villager));
  router.get("/", Access::signed_in(), show);
}

}  // namespace portal
