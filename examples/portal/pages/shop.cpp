// The shop: what is on the shelf, what one can afford, redeeming, and what is set aside.
#include <algorithm>
#include <charconv>

#include "layout.hpp"
#include "pages/pages.hpp"

namespace portal {

namespace {

namespace bank = pointsbank::bank;

std::string per_text(const Call& call, std::string_view per) {
  struct Word {
    std::string_view per, zh, en;
  };
  static constexpr Word words[] = {{"day", "每日", "a day"},
                                   {"week", "每周", "a week"},
                                   {"month", "每月", "a month"},
                                   {"quarter", "每季度", "a quarter"},
                                   {"half_year", "每半年", "a half-year"},
                                   {"year", "每年", "a year"}};
  for (const Word& word : words) {
    if (word.per == per) return std::string(call.say(word.zh, word.en));
  }
  return std::string(call.say("一共", "in all"));
}

std::optional<bank::ShelfLine> goods_of(Call& call, std::string_view name) {
  for (bank::ShelfLine& line : call.bank().shelf()) {
    if (line.goods == name) return std::move(line);
  }
  return std::nullopt;
}

/// Why it cannot be had now.
std::string unaffordable(const Call& call, const bank::ShelfLine& line, std::int64_t spendable) {
  if (line.in_stock == 0) return std::string(call.say("换完了", "none left"));
  const std::string gap = points_text(call, line.points - std::max<std::int64_t>(spendable, 0));
  return call.language == Language::zh ? "还差 " + gap : gap + " are missing";
}

Html goods_card(const Call& call, const bank::ShelfLine& line, std::int64_t spendable) {
  const bool is_zh = call.language == Language::zh;
  Html card = element("div", {{"class", "line"}}, element("b", {}, line.title),
                      element("b", {{"class", "number"}}, points_text(call, line.points)));
  const std::string stock = std::to_string(line.in_stock);
  std::string hint = is_zh ? "还有 " + stock + " 件" : stock + " in stock";
  if (line.limit) {
    const std::string most = std::to_string(*line.limit);
    hint += is_zh ? "；" + per_text(call, line.per) + "每户 " + most + " 件"
                  : "; " + most + " a household, " + per_text(call, line.per);
  }
  card.add(element("p", {{"class", "hint"}}, hint));
  if (line.in_stock == 0 || spendable < line.points) {
    card.add(element("p", {{"class", "soft"}}, unaffordable(call, line, spendable)));
  } else {
    card.add(link_button(Address("/shop/goods") / line.goods, call.say("兑换", "Redeem")));
  }
  return element("li", {}, card);
}

Html bounds(const Call& call) {
  const VillageRules& rules = call.site.village.on(call.today());
  const bool is_zh = call.language == Language::zh;
  Html lines;
  const auto add = [&](const std::string& text) { lines.add(element("li", {}, text)); };
  for (const auto& [per, points] : rules.limits) {
    add(is_zh ? per_text(call, per) + "每户最多兑换 " + points + " 分。"
              : "A household can redeem " + points + " points " + per_text(call, per) + ".");
  }
  if (!rules.above.empty())
    add(is_zh ? "超过 " + rules.above + " 分的部分才能兑换。"
              : "Only what is above " + rules.above + " points can be redeemed.");
  if (!rules.suspend_below.empty() && rules.suspend_below != "0") {
    add(is_zh ? "荣誉积分低于 " + rules.suspend_below + " 分的，暂停兑换。"
              : "No redemption with a standing below " + rules.suspend_below + ".");
  }
  return lines.is_empty() ? Html() : element("ul", {{"class", "soft"}}, lines);
}

Html redemptions(const Call& call, std::vector<bank::Hold> holds, const std::vector<bank::ShelfLine>& shelf) {
  if (holds.empty()) return {};
  std::reverse(holds.begin(), holds.end());
  Html rows;
  for (const bank::Hold& hold : holds) {
    std::string what;
    for (const bank::Line& line : hold.lines) {
      const auto known = std::find_if(shelf.begin(), shelf.end(),
                                      [&](const bank::ShelfLine& each) { return each.goods == line.goods; });
      what.append(what.empty() ? "" : call.language == Language::zh ? "、" : ", ");
      what.append(known == shelf.end() ? line.goods : known->title).append(" × ").append(std::to_string(line.pieces));
    }
    Html row = element("div", {{"class", "line"}}, element("b", {}, what), state_badge(call, hold.state));
    row.add(element("p", {{"class", "hint"}}, day_text(call, hold.date), call.say("，", ", "),
                    points_text(call, hold.points)));
    if (hold.state == "held") {
      if (hold.last_day)
        row.add(element("p", {}, call.say("请在 ", "Collect it by "), day_text(call, *hold.last_day),
                        call.say(" 前到村部领取。", " at the village office.")));
      row.add(form(call, Address("/shop/redemptions") / hold.redemption / "cancel",
                   quiet_button(call.say("不要了，退回积分", "Cancel, give the points back"))));
    }
    rows.add(element("li", {}, row));
  }
  return element("h2", {}, call.say("我家的兑换", "My redemptions")).add(element("ul", {{"class", "list two"}}, rows));
}

Html said(const Call& call) {
  const std::string_view word = call.request.query["said"];
  if (word == "redeemed")
    return notice(Tone::good, call.say("换好了，东西给您留着。请到村部领取。",
                                       "Done: it is set aside for you. Collect it at the village office."));
  if (word == "cancelled")
    return notice(Tone::good, call.say("退好了，积分已退回。", "Cancelled: the points are back."));
  return {};
}

Reply shop_page(Call& call, int status, const Html& notices) {
  const Account& who = call.who();
  const bank::HouseholdBalance balance = call.bank().balance(who.household, reader, call.now);
  const std::vector<bank::ShelfLine> shelf = call.bank().shelf();
  Html content = notices;
  content.add(element("p", {}, call.say("可兑换积分：", "Spendable points: "),
                      element("b", {{"class", "star number"}}, points_text(call, balance.spendable))),
              bounds(call));
  Html cards;
  for (const bank::ShelfLine& line : shelf) cards.add(goods_card(call, line, balance.spendable));
  content.add(element("ul", {{"class", "list two"}}, cards),
              redemptions(call, call.bank().redemptions(who.household), shelf));
  Reply reply = page(call, call.say("积分兑换", "Shop"), content, Width::desk);
  reply.status = status;
  return reply;
}

/// One goods: how many, what it costs, what is left; then the button that does it.
Reply goods_page(Call& call, int status, const Html& notices) {
  const std::optional<bank::ShelfLine> line = goods_of(call, call.request.part("goods"));
  if (!line) throw NotFound{};
  const Account& who = call.who();
  const bank::HouseholdBalance balance = call.bank().balance(who.household, reader, call.now);
  Html content = notices;
  const Html back = element("p", {}, link(Address("/shop"), call.say("不换了，回去看别的", "No, back to the shop")));
  if (balance.spendable < line->points || line->in_stock == 0) {
    content.add(element("p", {}, points_text(call, line->points), call.say("一件；", " each; "),
                        unaffordable(call, *line, balance.spendable)),
                back);
    return page(call, status, line->title, content);
  }
  std::int64_t most = std::min<std::int64_t>(line->in_stock, 20);
  if (line->limit) most = std::min(most, *line->limit);
  if (line->points > 0) most = std::min(most, std::max<std::int64_t>(balance.spendable / line->points, 1));
  Html choices;
  for (std::int64_t pieces = 1; pieces <= std::max<std::int64_t>(most, 1); ++pieces) {
    const std::string number = std::to_string(pieces);
    const std::string price = points_text(call, pieces * line->points);
    const std::string left = points_text(call, balance.spendable - pieces * line->points);
    const std::string text = call.language == Language::zh ? number + " 件，" + price + "，换后还有 " + left
                                                           : number + " for " + price + ", then " + left + " are left";
    choices.add(element(
        "label", {{"class", "choice"}},
        element(
            "input",
            {{"type", "radio"}, {"name", "pieces"}, {"value", number}, {"checked", pieces == 1}, {"required", true}}),
        text));
  }
  content.add(form(call, Address("/shop/goods") / line->goods,
                   element("fieldset", {}, element("legend", {}, call.say("换几件", "How many")), choices),
                   button(call.say("确定兑换", "Redeem"))),
              back);
  return page(call, status, line->title, content);
}

Reply redeem(Call& call) {
  const std::string_view text = call.request.form["pieces"];
  std::int64_t pieces = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), pieces);
  if (read.ptr != text.data() + text.size() || pieces < 1 || pieces > 1000) throw BadForm{};
  bank::Redeem request;
  request.household = call.who().household;
  request.lines.push_back({call.request.part("goods"), pieces});
  const bank::Answer answer = call.execute(std::move(request));
  if (!answer.is_done()) return goods_page(call, 422, refusal(call, answer));
  return redirect(Address("/shop").with("said", "redeemed"));
}

/// Its own household's alone, also where a clerk asks who is a villager too; the bank checks it as well.
Reply cancel(Call& call) {
  const std::string& redemption = call.request.part("redemption");
  const std::vector<bank::Hold> holds = call.bank().redemptions(call.who().household);
  const bool is_mine =
      std::any_of(holds.begin(), holds.end(), [&](const bank::Hold& hold) { return hold.redemption == redemption; });
  if (!is_mine) throw Forbidden{};
  const bank::Answer answer = call.execute(bank::Cancel{redemption, {}});
  if (!answer.is_done()) return shop_page(call, 422, refusal(call, answer));
  return redirect(Address("/shop").with("said", "cancelled"));
}

}  // namespace

void add_shop(Router& router) {
  router.menu("/shop", {"兑换", "Shop"}, Access::of(Role::villager));
  router.get("/shop", Access::of(Role::villager), [](Call& call) { return shop_page(call, 200, said(call)); });
  router.get("/shop/goods/{goods}", Access::of(Role::villager), [](Call& call) { return goods_page(call, 200, {}); });
  router.post("/shop/goods/{goods}", Access::of(Role::villager), redeem);
  router.post("/shop/redemptions/{redemption}/cancel", Access::of(Role::villager), cancel);
}

}  // namespace portal
