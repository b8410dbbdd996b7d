// Goods: what is on the shelf, and handing over what was redeemed.
#include <algorithm>

#include "desks/desks.hpp"
#include "layout.hpp"

namespace portal {

namespace bank = pointsbank::bank;

namespace {

std::string lines_text(const bank::Hold& hold, const std::vector<bank::ShelfLine>& shelf) {
  std::string text;
  for (const bank::Line& line : hold.lines) {
    const auto known =
        std::find_if(shelf.begin(), shelf.end(), [&](const auto& each) { return each.goods == line.goods; });
    if (!text.empty()) text.append("、");
    text.append(known == shelf.end() ? line.goods : known->title).append(" × ").append(std::to_string(line.pieces));
  }
  return text;
}

Html handing_over(Call& call, const std::vector<bank::ShelfLine>& shelf) {
  Html cards;
  for (const bank::Hold& hold : call.bank().redemptions()) {
    if (hold.state != "held") continue;
    const std::string id = "hold-" + hold.redemption;
    Html facts = element("div", {}, element("dt", {}, call.say("户", "Household")), element("dd", {}, hold.household));
    facts.add(element("div", {}, element("dt", {}, call.say("兑换日", "Redeemed")),
                      element("dd", {}, day_text(call, hold.date))));
    if (hold.last_day) {
      facts.add(element("div", {}, element("dt", {}, call.say("领取期限", "To be fetched by")),
                        element("dd", {}, day_text(call, *hold.last_day))));
    }
    cards.add(element("article", {{"class", "card"}, {"aria-labelledby", id}},
                      element("h3", {{"id", id}}, lines_text(hold, shelf)), element("dl", {{"class", "facts"}}, facts),
                      element("div", {{"class", "side-by-side"}},
                              form(call, Address("/stock") / hold.redemption / "collect",
                                   button(call.say("已交给本人", "Handed over"))),
                              form(call, Address("/stock") / hold.redemption / "cancel",
                                   quiet_button(call.say("取消，退回积分", "Cancel: points go back"))))));
  }
  if (cards.is_empty())
    cards.add(element("p", {{"class", "hint"}}, call.say("没有待领取的。", "Nothing to hand over.")));
  return element("section", {}, element("h2", {}, call.say("待领取", "To be handed over")),
                 element("div", {{"class", "cards"}}, cards));
}

Html shelf_table(const Call& call, const std::vector<bank::ShelfLine>& shelf) {
  Html rows;
  const auto number = [](std::int64_t value) { return element("td", {{"class", "number"}}, std::to_string(value)); };
  for (const bank::ShelfLine& line : shelf) {
    rows.add(element("tr", {}, element("td", {}, line.title), element("td", {}, line.goods),
                     element("td", {{"class", "number"}}, call.site.village.points(line.points)), number(line.in_stock),
                     number(line.held), number(line.handed_out), number(line.bought)));
  }
  const auto head = [&](std::string_view zh, std::string_view en, bool is_number) {
    return element("th", {{"class", is_number ? "number" : ""}, {"scope", "col"}}, call.say(zh, en));
  };
  return element("div", {{"class", "scroll"}, {"tabindex", "0"}},
                 element("table", {},
                         element("thead", {},
                                 element("tr", {}, head("物品", "Goods", false), head("编号", "Id", false),
                                         head("积分", "Points", true), head("库存", "In stock", true),
                                         head("预留", "Set aside", true), head("已发", "Handed out", true),
                                         head("购入", "Bought", true))),
                         element("tbody", {}, rows)));
}

std::string csv_cell(std::string_view text) {
  std::string cell = "\"";
  for (const char letter : text) cell.append(letter == '"' ? 2 : 1, letter);
  return cell + "\"";
}

Html goods_form(const Call& call) {
  return form(
      call, Address("/stock/goods"),
      field({.name = "goods",
             .label = std::string(call.say("编号", "Id")),
             .value = "",
             .hint = std::string(
                 call.say("已有的编号：改价或盘点；新编号：新物品。", "A known id changes it; a new one adds it.")),
             .is_required = true}),
      field({.name = "title", .label = std::string(call.say("名称", "Name")), .value = "", .is_required = true}),
      field({.name = "points",
             .label = std::string(call.say("每件积分", "Points a piece")),
             .value = "",
             .is_required = true,
             .mode = "decimal"}),
      field({.name = "stock",
             .label = std::string(call.say("货架上现有件数（空：不变）", "Pieces on the shelf now (empty: as it is)")),
             .value = "",
             .mode = "numeric"}),
      button(call.say("保存", "Save")));
}

Reply stock_page(Call& call, const Html& above) {
  const std::vector<bank::ShelfLine> shelf = call.bank().shelf();
  Html content = above;
  if (call.request.query.has("done")) content.add(notice(Tone::good, call.say("已办理。", "Done.")));
  content.add(handing_over(call, shelf));
  content.add(element("section", {}, element("h2", {}, call.say("货架", "The shelf")), shelf_table(call, shelf)));
  content.add(element("section", {}, element("h2", {}, call.say("新增或盘点一种物品", "Add or count goods")),
                      goods_form(call)));
  return page(call, call.say("物品与领取", "Goods"), content, Width::desk);
}

Reply answered(Call& call, bank::Request command) {
  const bank::Answer answer = call.execute(std::move(command));
  if (answer.is_done()) return redirect(Address("/stock").with("done", "1"));
  return stock_page(call, refusal(call, answer));
}

Reply save_goods(Call& call) {
  const auto& fields = call.request.form;
  bank::SetGoods request;
  request.table.name = "goods";
  request.table.content = "goods,title,points,stock\n";
  for (const char* const name : {"goods", "title", "points", "stock"}) {
    request.table.content.append(csv_cell(fields[name])).append(std::string_view(name) == "stock" ? "\n" : ",");
  }
  return answered(call, std::move(request));
}

}  // namespace

void add_stock(Router& router) {
  const Access clerks = Access::of(Role::clerk);
  router.get("/stock", clerks, [](Call& call) { return stock_page(call, {}); });
  router.post("/stock/{redemption}/collect", clerks,
              [](Call& call) { return answered(call, bank::Collect{call.request.part("redemption")}); });
  router.post("/stock/{redemption}/cancel", clerks, [](Call& call) {
    return answered(call,
                    bank::Cancel{call.request.part("redemption"), std::string(call.say("未领取", "not fetched"))});
  });
  router.post("/stock/goods", clerks, save_goods);
  router.menu("/stock", {"物品", "Goods"}, clerks);
}

}  // namespace portal
