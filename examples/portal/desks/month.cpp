// The clerk's month: what is open, settling, closing and opening again, and the sheet that hangs on the board.
#include <algorithm>
#include <optional>
#include <vector>

#include "desks/desks.hpp"
#include "layout.hpp"
#include "pointsbank/bank_faults.hpp"
#include "pointsbank/proof.hpp"

namespace portal {

namespace bank = pointsbank::bank;
using pointsbank::Date;
using pointsbank::PeriodKind;

namespace {

constexpr int most_months = 36;  // that are looked back over

std::string month_word(Date month) { return month.to_string().substr(0, 7); }

/// A month as an address has it, `2026-03`.
std::optional<Date> month_of(std::string_view word) {
  return word.size() == 7 ? Date::parse(std::string(word) + "-01") : std::nullopt;
}

std::optional<std::string> sheet_of(Call& call, Date month) {
  try {
    return call.bank().sheet(month_word(month));
  } catch (const bank::StoreError&) {
    throw;
  } catch (const pointsbank::InputError&) {
    return std::nullopt;  // not closed
  }
}

/// Months with a sheet, the latest first.
std::vector<Date> closed_months(Call& call) {
  std::vector<Date> months;
  const Date first = call.site.village.program().table_format().first_day;
  Date month = pointsbank::first_day(PeriodKind::month, call.today());
  for (int i = 0; i < most_months && month >= pointsbank::first_day(PeriodKind::month, first); ++i) {
    if (sheet_of(call, month)) months.push_back(month);
    month = pointsbank::add_months(month, -1);
  }
  return months;
}

/// The month that can be closed next: the first after the last one closed; where none has been, the one before today's.
Date next_to_close(const Call& call, const std::vector<Date>& closed) {
  if (!closed.empty()) return pointsbank::add_months(closed.front(), 1);
  return pointsbank::add_months(pointsbank::first_day(PeriodKind::month, call.today()), -1);
}

Html figure(std::string_view name, std::size_t count, const Address& to) {
  return element("a", {{"class", "figure"}, {"href", to}}, element("b", {}, std::to_string(count)),
                 element("span", {}, name));
}

Html what_is_open(Call& call) {
  const std::vector<bank::Hold> holds = call.bank().redemptions();
  const auto held = std::count_if(holds.begin(), holds.end(), [](const auto& hold) { return hold.state == "held"; });
  const auto waiting = [&](std::string_view state) { return call.bank().claims(state).size(); };
  Html figures;
  figures.add(figure(call.say("待审核", "Waiting for review"), waiting("submitted"), Address("/desk")));
  figures.add(figure(call.say("公示中", "In publicity"), waiting("published"), Address("/board")));
  figures.add(figure(call.say("有异议", "Objected"), waiting("objected"), Address("/desk")));
  figures.add(figure(call.say("申诉中", "Under appeal"), waiting("appealed"), Address("/desk")));
  figures.add(figure(call.say("待领取", "To be handed over"), static_cast<std::size_t>(held), Address("/stock")));
  return element("div", {{"class", "figures"}}, figures);
}

Html differences(Call& call) {
  const std::vector<bank::Difference> found = call.bank().differences();
  if (found.empty()) return {};
  Html rows;
  for (const bank::Difference& each : found) {
    rows.add(element("tr", {}, element("td", {}, month_text(call, each.month)), element("td", {}, each.closing),
                     element("td", {}, each.household), element("td", {}, each.published),
                     element("td", {}, each.now)));
  }
  return element("section", {}, element("h2", {}, call.say("已公布、现在会不同的", "Published, and otherwise now")),
                 element("p", {{"class", "hint"}},
                         call.say("已公布的不变；由村里讨论决定。", "What is published stays; people decide.")),
                 element("div", {{"class", "scroll"}, {"tabindex", "0"}},
                         element("table", {},
                                 element("thead", {},
                                         element("tr", {}, element("th", {}, call.say("月份", "Month")),
                                                 element("th", {}, call.say("评比", "Closing")),
                                                 element("th", {}, call.say("户", "Household")),
                                                 element("th", {}, call.say("已公布", "As published")),
                                                 element("th", {}, call.say("现在是", "Now")))),
                                 element("tbody", {}, rows))));
}

Html sheets(const Call& call, const std::vector<Date>& closed) {
  Html list;
  for (const Date month : closed) {
    list.add(element("li", {}, link(Address("/month") / month_word(month) / "sheet", month_text(call, month))));
  }
  if (closed.empty())
    return element("p", {{"class", "hint"}}, call.say("还没有结过账的月份。", "No month is closed yet."));
  return element("ul", {}, list);
}

Html close_form(const Call& call, Date month) {
  const std::string words = std::string(call.say("结账：", "Close ")) + month_text(call, month);
  return form(
      call, Address("/month/close"), hidden("month", month_word(month)),
      element("p", {{"class", "hint"}},
              call.say("结账后公布排名和公示单；以后为这个月补记的，记在未结账的月份里。",
                       "Publishes rankings and the sheet; what comes late for it is booked in the open month.")),
      button(words));
}

Html reopen_form(const Call& call, Date month) {
  const std::string words = std::string(call.say("撤回 ", "Open again: ")) + month_text(call, month);
  return element(
      "details", {}, element("summary", {}, call.say("撤回最近一次结账", "Take the last closing back")),
      form(
          call, Address("/month/reopen"), hidden("month", month_word(month)),
          element("p", {{"class", "hint"}},
                  call.say("要两个人：第二位工作人员在此输入自己的账号和密码。",
                           "Takes two: the second officer types name and password here.")),
          field({.name = "name",
                 .label = std::string(call.say("第二人账号", "Second officer's name")),
                 .value = "",
                 .is_required = true}),
          field({.name = "password",
                 .label = std::string(call.say("第二人密码", "Second officer's password")),
                 .value = "",
                 .type = "password",
                 .is_required = true}),
          field({.name = "reason", .label = std::string(call.say("理由", "Reason")), .value = "", .is_required = true}),
          quiet_button(words)));
}

Reply month_page(Call& call, const Html& above) {
  const std::vector<Date> closed = closed_months(call);
  Html content = above;
  content.add(what_is_open(call));
  content.add(element("section", {}, element("h2", {}, call.say("结算与结账", "Settling and closing")),
                      form(call, Address("/month/settle"), quiet_button(call.say("结算到今天", "Settle up to today"))),
                      close_form(call, next_to_close(call, closed)),
                      closed.empty() ? Html() : reopen_form(call, closed.front())));
  content.add(
      element("section", {}, element("h2", {}, call.say("公示单（可打印）", "Sheets to print")), sheets(call, closed)));
  content.add(element("section", {}, element("h2", {}, call.say("墙上的屏幕", "The screen on the wall")),
                      element("p", {}, link(Address("/wall"), call.say("横屏", "Lying")), " · ",
                              link(Address("/wall").with("layout", "upright"), call.say("竖屏", "Upright")))));
  content.add(differences(call));
  return page(call, call.say("月度办理", "The month"), content, Width::desk);
}

Reply answered(Call& call, const bank::Answer& answer) {
  if (!answer.is_done()) return month_page(call, refusal(call, answer));
  return month_page(call, notice(Tone::good, call.sentence(answer)));
}

Reply close_month(Call& call) {
  const bank::Answer answer = call.execute(bank::CloseMonth{std::string(call.request.form["month"])});
  if (!answer.is_done()) return answered(call, answer);
  return redirect(Address("/month") / call.request.form["month"] / "sheet");
}

/// The second officer says so himself, by his password: a name alone is none.
Reply reopen_month(Call& call) {
  const auto& form = call.request.form;
  const Accounts::Attempt second = call.site.accounts.sign_in(form["name"], form["password"], call.request.address);
  if (!second.account || second.account->name == call.who().name) {
    return month_page(call,
                      notice(Tone::bad, call.say("第二人的账号或密码不对，或与您是同一人。",
                                                 "The second officer's name or password is wrong, or is yours.")));
  }
  return answered(call, call.execute(bank::ReopenMonth{std::string(form["month"]), second.account->person,
                                                       std::string(form["reason"])}));
}

Html how_to_check(const Call& call) {
  return element(
      "section", {{"class", "check"}}, element("h2", {}, call.say("怎样核对", "How to check")),
      element(
          "ol", {},
          element("li", {}, call.say("给这张单子拍照，自己保存。", "Take a picture of this sheet and keep it.")),
          element("li", {},
                  call.say("在“存折”里下载一笔的凭条，同这张单子的文件一起核对："
                           "pointsbank bank check-slip 凭条.json --sheet 公示单.json",
                           "Download the slip of an entry from the passbook, and check it against this sheet's file: "
                           "pointsbank bank check-slip SLIP.json --sheet SHEET.json")),
          element("li", {},
                  call.say("与上月的单子对照：pointsbank bank check-sheet 本月.json --before 上月.json。"
                           "以前的账若被改动，校验码就不会相符。",
                           "Compare it with last month's: pointsbank bank check-sheet THIS.json --before LAST.json. "
                           "If an entry were changed, the roots would not fit."))));
}

/// What a row is led by: the level of a rating in the village's words, else the rank; behind its group, if it has one.
std::string place_of(const Call& call, const bank::BoardRow& row) {
  std::string place = row.rank;
  for (const Contest& contest : call.site.village.on(row.period).ratings) {
    for (const Level& level : contest.levels) {
      if (contest.id == row.closing && level.id == row.level) place = call.say(level.title);
    }
  }
  return row.group.empty() ? place : row.group + " " + place;
}

/// What was published of the month's days.
Html rankings(Call& call, Date month) {
  bank::Board board = call.bank().board(reader, call.now);
  // Of a ranking within groups each group stands by itself.
  for (auto begin = board.rows.begin(); begin != board.rows.end();) {
    const auto after =
        std::find_if(begin, board.rows.end(), [&](const auto& row) { return row.closing != begin->closing; });
    std::stable_sort(begin, after, [](const auto& a, const auto& b) { return a.group < b.group; });
    begin = after;
  }
  const Date end = pointsbank::last_day(PeriodKind::month, month);
  Html lists, rows;
  std::string closing, title;
  const auto finish = [&] {
    if (!rows.is_empty()) lists.add(element("h2", {}, title), element("ul", {{"class", "published"}}, rows));
    rows = Html();
  };
  for (const bank::BoardRow& row : board.rows) {
    const bool is_rated = row.table != "ratings" || !row.level.empty();
    if (row.period < month || row.period > end || !is_rated) continue;
    if (row.closing != closing) {
      finish();
      closing = row.closing;
      title = call.language == Language::zh ? row.title_zh : row.title_en;
    }
    rows.add(element("li", {}, element("span", {{"class", "rank"}}, place_of(call, row)),
                     element("span", {{"class", "name"}}, row.name, " ", row.household),
                     element("span", {{"class", "number"}}, row.measure)));
  }
  finish();
  return lists;
}

Reply sheet(Call& call) {
  const std::optional<Date> month = month_of(call.request.part("month"));
  const std::optional<std::string> json = month ? sheet_of(call, *month) : std::nullopt;
  if (!json) throw NotFound{};
  Html content = element("pre", {{"class", "sheet"}, {"tabindex", "0"}},
                         pointsbank::proof::sheet_text({month_word(*month), *json}, call.language));
  content.add(rankings(call, *month), how_to_check(call));
  content.add(element("p", {{"class", "no-print"}},
                      link(Address("/month") / month_word(*month) / "sheet.json",
                           call.say("下载公示单文件（核对用）", "Download the sheet's file, for checking"))));
  const std::string title = call.say(call.site.village.name()) + " · " + month_text(call, *month) +
                            std::string(call.say(" 公示单", ": sheet"));
  return page(call, title, content, Width::desk);
}

Reply sheet_file(Call& call) {
  const std::optional<Date> month = month_of(call.request.part("month"));
  std::optional<std::string> json = month ? sheet_of(call, *month) : std::nullopt;
  if (!json) throw NotFound{};
  Reply reply;
  reply.type = "application/json";
  reply.body = *std::move(json);
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + month_word(*month) + ".json\"");
  return reply;
}

}  // namespace

void add_month(Router& router) {
  const Access clerks = Access::of(Role::clerk);
  router.get("/month", clerks, [](Call& call) { return month_page(call, {}); });
  router.post("/month/settle", clerks, [](Call& call) { return answered(call, call.execute(bank::Settle{})); });
  router.post("/month/close", clerks, close_month);
  router.post("/month/reopen", clerks, reopen_month);
  router.get("/month/{month}/sheet", Access::signed_in(), sheet);
  router.get("/month/{month}/sheet.json", Access::signed_in(), sheet_file);
  router.menu("/month", {"月度", "Month"}, clerks);
}

}  // namespace portal
