// The passbook: every line with its reason, month by month; and the slip of a line, which proves it without the bank.
#include <algorithm>

#include "layout.hpp"
#include "pages/pages.hpp"
#include "pointsbank/bank_faults.hpp"

namespace portal {

namespace {

namespace bank = pointsbank::bank;
using pointsbank::Date;

Html amount(const Call& call, std::string_view label, std::int64_t units, bool is_change) {
  const std::string text =
      is_change ? (units == 0 ? std::string("—") : signed_points(call, units)) : call.site.village.points(units);
  return element("td", {{"class", "number"}, {"data-label", label}}, text);
}

Html line_row(const Call& call, const bank::StatementLine& line, bool is_own) {
  Html reason = call.language == Language::zh ? line.text_zh : line.text_en;
  Html links;
  if (!line.event.empty()) links.add(link(Address("/claims") / line.event, call.say("为什么", "Why")), " ");
  if (is_own) links.add(link(Address("/passbook/slip") / std::to_string(line.entry), call.say("凭条", "Slip")));
  return element("tr", {{"class", line.is_taken_back ? "taken-back" : ""}},
                 element("td", {{"class", "number whole"}}, day_text(call, line.date)),
                 element("td", {{"class", "whole"}}, reason),
                 amount(call, call.say("荣誉", "Standing"), line.standing, true),
                 amount(call, call.say("可兑换", "Spendable"), line.spendable, true),
                 amount(call, call.say("荣誉余额", "Standing then"), line.standing_after, false),
                 amount(call, call.say("可兑换余额", "Spendable then"), line.spendable_after, false),
                 element("td", {{"class", "whole no-print"}}, links));
}

Html table(const Call& call, const std::vector<const bank::StatementLine*>& lines, bool is_own) {
  if (lines.empty()) return element("p", {}, call.say("这个月没有入账。", "Nothing was booked in this month."));
  Html rows;
  for (const bank::StatementLine* const line : lines) rows.add(line_row(call, *line, is_own));
  const auto head = [](std::string_view text) { return element("th", {{"scope", "col"}}, text); };
  const auto number = [](std::string_view text) {
    return element("th", {{"scope", "col"}, {"class", "number"}}, text);
  };
  return element(
      "div", {{"class", "wide"}},
      element("table", {{"class", "cards"}},
              element("thead", {},
                      element("tr", {}, head(call.say("日期", "Date")), head(call.say("事由", "Reason")),
                              number(call.say("荣誉积分", "Standing")), number(call.say("可兑换积分", "Spendable")),
                              number(call.say("荣誉余额", "Standing then")),
                              number(call.say("可兑换余额", "Spendable then")),
                              element("th", {{"scope", "col"}, {"class", "no-print"}}, call.say("凭据", "Proof")))),
              element("tbody", {}, rows)));
}

std::string month_word(Date month) { return month.to_string().substr(0, 7); }

/// The month that was asked for, else the latest in which something was booked.
Date wanted_month(const Call& call, const bank::Statement& statement) {
  const std::string_view asked = call.request.query["month"];
  if (const auto date = Date::parse(std::string(asked) + "-01")) return *date;
  if (!statement.lines.empty()) return statement.lines.back().month;
  return pointsbank::first_day(pointsbank::PeriodKind::month, call.today());
}

Html pager(const Call& call, const Address& here, const bank::Statement& statement, Date month) {
  std::vector<Date> months;
  for (const bank::StatementLine& line : statement.lines) months.push_back(line.month);
  std::sort(months.begin(), months.end());
  months.erase(std::unique(months.begin(), months.end()), months.end());
  Html links;
  for (const Date& each : months) {
    const Address there = here.with("month", month_word(each));
    const std::string text = month_text(call, each);
    links.add(each == month ? element("a", {{"href", there}, {"class", "button"}, {"aria-current", "page"}}, text)
                            : element("a", {{"href", there}, {"class", "button quiet"}}, text));
  }
  return element("nav", {{"class", "pager no-print"}, {"aria-label", call.say("按月看", "By month")}}, links);
}

Reply passbook(Call& call, const std::string& household) {
  call.need_household(household);
  const bool is_own = household == call.who().household;
  const bank::Statement statement = call.bank().statement(household, reader, call.now);
  const Date month = wanted_month(call, statement);
  std::vector<const bank::StatementLine*> lines;
  for (const bank::StatementLine& line : statement.lines) {
    if (line.month == month) lines.push_back(&line);
  }
  const Address here = is_own ? Address("/passbook") : Address("/households") / household / "passbook";
  const bank::HouseholdBalance& balance = statement.balance;
  Html content = element(
      "p", {}, call.say("户号 ", "Household "), element("b", {}, household), call.say("：荣誉积分 ", ": standing "),
      element("b", {}, call.site.village.points(balance.standing)), call.say("，可兑换积分 ", ", spendable "),
      element("b", {}, call.site.village.points(balance.spendable)), call.say("。", "."));
  content.add(pager(call, here, statement, month), element("h2", {}, month_text(call, month)),
              table(call, lines, is_own),
              element("p", {{"class", "hint no-print"}},
                      call.say("划掉的一行，是后来冲回的。凭条要等这个月结账后才有：拿着它和村里贴的公示单，谁也改不了"
                               "这一笔。要打印，用浏览器的“打印”。",
                               "A line that is struck out was taken back later. A slip is there once the month is "
                               "closed: with it and the "
                               "sheet on the wall nobody can change the line. To print, use the browser’s “Print”.")));
  return page(call, call.say("存折", "Passbook"), content, Width::desk);
}

/// A household's own line alone: the number in the address may be anybody's.
Reply slip(Call& call) {
  const std::string& number = call.request.part("entry");
  const bank::Statement statement = call.bank().statement(call.who().household, reader, call.now);
  const bool is_mine =
      std::any_of(statement.lines.begin(), statement.lines.end(),
                  [&](const bank::StatementLine& line) { return std::to_string(line.entry) == number; });
  if (!is_mine) throw Forbidden{};
  Reply reply;
  try {
    reply.body = call.bank().slip(std::stoll(number));
  } catch (const bank::StoreError&) {
    throw;
  } catch (const pointsbank::InputError&) {  // no sheet covers it yet
    return page(call, 404, call.say("还没有凭条", "No slip yet"),
                element("p", {},
                        call.say("凭条要等这个月结账、公示单贴出来以后才有。",
                                 "A slip is there once the month is closed and its sheet hangs out."))
                    .add(link_button(Address("/passbook"), call.say("回存折", "Back to the passbook"))));
  }
  reply.type = "application/json";
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"slip-" + number + ".json\"");
  return reply;
}

}  // namespace

void add_passbook(Router& router) {
  router.menu("/passbook", {"存折", "Passbook"}, Access::of(Role::villager));
  router.get("/passbook", Access::of(Role::villager), [](Call& call) { return passbook(call, call.who().household); });
  router.get("/passbook/slip/{entry}", Access::of(Role::villager), slip);
  router.get("/households/{household}/passbook", Access::signed_in(),
             [](Call& call) { return passbook(call, call.request.part("household")); });
}

}  // namespace portal
