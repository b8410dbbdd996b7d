// The first page: what a household has.
#include "layout.hpp"
#include "pages/pages.hpp"

namespace portal {

namespace {

Html figure(std::string_view label, std::string_view value) {
  return element("div", {{"class", "figure"}}, element("dt", {}, label), element("dd", {}, value));
}

Reply show(Call& call) {
  const Account& who = call.who();
  if (who.household.empty()) {
    return page(call, call.say("您好", "Welcome"),
                element("p", {}, who.display, call.say("，请从上面的菜单选择。", ", choose from the menu.")));
  }
  const auto balance = call.bank().balance(who.household, who.person, call.now);
  Html content = element("dl", {{"class", "figures"}},
                         figure(call.say("荣誉积分", "Standing"), points_text(call, balance.standing)),
                         figure(call.say("可兑换积分", "Spendable"), points_text(call, balance.spendable)));
  return page(call, call.say("我的积分", "My points"), content);
}

}  // namespace

void add_my_points(Router& router) { router.get("/", Access::signed_in(), show); }

}  // namespace portal
