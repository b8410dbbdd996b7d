// Tables that the clerk hands in: roster, members, officers, goods, as CSV. What is wrong in one is shown row by row,
// and nothing of it is kept.
#include <optional>

#include "desks/desks.hpp"
#include "layout.hpp"
#include "pointsbank/bank_faults.hpp"

namespace portal {

namespace bank = pointsbank::bank;
using pointsbank::Issue;

namespace {

constexpr std::size_t largest_table = 2 * 1024 * 1024;
constexpr std::size_t most_shown = 30;  // mistakes

struct Table {
  Literal word;
  Words title, columns;
};

const Table tables[] = {
    {"roster",
     {"户籍名册", "Roster"},
     {"户、姓名、分组等；每行一户。", "Household, name, groups and attributes; a household a row."}},
    {"members", {"成员", "Members"}, {"成员编号、所属户、姓名。", "Member, household, name."}},
    {"officers", {"工作人员", "Officers"}, {"人员编号、角色（clerk、reviewer、auditor）。", "Person, role."}},
    {"goods", {"兑换物品", "Goods"}, {"编号、名称、积分、库存、限额。", "Goods, title, points, stock, limit, per."}},
};

bool is_table(std::string_view word) {
  for (const Table& table : tables) {
    if (table.word.text() == word) return true;
  }
  return false;
}

std::string_view uploaded(const Call& call) {
  for (const Upload& upload : call.request.uploads) {
    if (upload.field == "table") return upload.bytes;
  }
  return {};
}

bank::Request request_of(const Call& call, std::string_view word) {
  const auto& fields = call.request.form;
  const bank::File file{std::string(word) + ".csv", std::string(uploaded(call))};
  if (word == "roster") {
    return bank::SetRoster{file, std::string(fields["from"]), fields["correct"] == "yes",
                           std::string(fields["reason"])};
  }
  if (word == "members") return bank::SetMembers{file};
  if (word == "officers") return bank::SetOfficers{file};
  return bank::SetGoods{file};
}

Html mistakes(const Call& call, const pointsbank::Issues& issues) {
  Html rows;
  for (std::size_t i = 0; i < std::min(issues.size(), most_shown); ++i) {
    const Issue& issue = issues[i];
    const std::string line = issue.place.line == 0 ? std::string() : std::to_string(issue.place.line);
    rows.add(element("tr", {}, element("td", {{"class", "number"}}, line), element("td", {}, issue.place.pointer),
                     element("td", {}, issue.sentence(call.language))));
  }
  const std::string count = std::to_string(issues.size());
  Html shown = notice(Tone::bad, call.language == Language::zh ? "表中有 " + count + " 处错误，什么都没有保存。"
                                                               : count + " mistakes in the table; nothing was saved.");
  shown.add(element("div", {{"class", "scroll"}, {"tabindex", "0"}},
                    element("table", {{"class", "mistakes"}},
                            element("thead", {},
                                    element("tr", {}, element("th", {}, call.say("行", "Line")),
                                            element("th", {}, call.say("列", "Column")),
                                            element("th", {}, call.say("问题", "What is wrong")))),
                            element("tbody", {}, rows))));
  return shown;
}

Html file_field(const Call& call, std::string_view word) {
  const std::string id = "table-" + std::string(word);
  return element(
      "p", {{"class", "field"}}, element("label", {{"for", id}}, call.say("CSV 文件", "CSV file")),
      element("input",
              {{"id", id}, {"name", "table"}, {"type", "file"}, {"accept", ".csv,text/csv"}, {"required", true}}));
}

Html roster_fields(const Call& call) {
  return Html(field({.name = "from",
                     .label =
                         std::string(call.say("自哪天起（空：从开始）", "From which day (empty: from the beginning)")),
                     .value = "",
                     .type = "date"}))
      .add(
          element("p", {{"class", "field"}},
                  element("label", {{"class", "tick"}},
                          element("input", {{"type", "checkbox"}, {"name", "correct"}, {"value", "yes"}}),
                          call.say(" 更正过去的记载（写明理由）", " Correct the past (with a reason)"))),
          field({.name = "reason", .label = std::string(call.say("更正理由", "Reason of a correction")), .value = ""}));
}

Html table_section(const Call& call, const Table& table) {
  const std::string_view word = table.word.text();
  return element(
      "section", {}, element("h2", {}, call.say(table.title)),
      element("p", {{"class", "hint"}}, call.say(table.columns)),
      form_with_photos(call, Address("/tables") / word, file_field(call, word),
                       word == "roster" ? roster_fields(call) : Html(), button(call.say("交表", "Hand in"))));
}

Reply tables_page(Call& call, const Html& above) {
  Html content = above;
  for (const Table& table : tables) content.add(table_section(call, table));
  return page(call, call.say("名册与表格", "Tables"), content);
}

Reply hand_in(Call& call) {
  const std::string word = call.request.part("table");
  if (!is_table(word)) throw NotFound{};
  if (uploaded(call).empty()) {
    return tables_page(call, notice(Tone::bad, call.say("请先选择文件。", "Choose a file first.")));
  }
  try {
    const bank::Answer answer = call.execute_exactly(request_of(call, word));
    if (!answer.is_done()) return tables_page(call, refusal(call, answer));
    return tables_page(call, notice(Tone::good, call.sentence(answer)));
  } catch (const bank::StoreError&) {
    throw;
  } catch (const pointsbank::InputError& error) {
    return tables_page(call, mistakes(call, error.issues()));
  }
}

}  // namespace

void add_tables(Router& router) {
  const Access clerks = Access::of(Role::clerk);
  router.get("/tables", clerks, [](Call& call) { return tables_page(call, {}); });
  router.add({"POST", "/tables/{table}", clerks, hand_in, largest_table});
  router.menu("/tables", {"表格", "Tables"}, clerks);
}

}  // namespace portal
