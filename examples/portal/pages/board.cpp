// The public board: claims in publicity with the objection, the ranking and red list, the stars. Names are masked by
// the bank; nothing here could show them whole.
#include <algorithm>

#include "layout.hpp"
#include "pages/pages.hpp"

namespace portal {

namespace {

namespace bank = pointsbank::bank;

Html name_of(const bank::BoardClaim& claim) { return Html(claim.household).add(" ", claim.name); }

Html objection(const Call& call, const bank::BoardClaim& claim) {
  if (claim.state != "published" || claim.household == call.who().household) return {};
  return element(
      "details", {}, element("summary", {}, call.say("提出异议", "Object")),
      form(call, Address("/board") / claim.event / "object",
           element("label", {}, call.say("哪里不对", "What is wrong"),
                   element("input", {{"name", "reason"},
                                     {"type", "text"},
                                     {"maxlength", "200"},
                                     {"required", true},
                                     {"autocomplete", "off"}})),
           element("p", {{"class", "hint"}},
                   call.say("只有村里的工作人员看得到是谁提的。", "Only the village’s officers see who objected.")),
           button(call.say("提出异议", "Object"))));
}

Html claims(const Call& call, const bank::Board& board) {
  if (board.claims.empty()) return element("p", {}, call.say("现在没有公示中的申报。", "Nothing is in publicity now."));
  Html rows;
  for (const bank::BoardClaim& claim : board.claims) {
    const std::string& title = call.language == Language::zh ? claim.title_zh : claim.title_en;
    Html row = element("div", {{"class", "line"}}, element("b", {}, name_of(claim)), state_badge(call, claim.state));
    row.add(element("p", {}, title, call.say("，", ", "), occurred_text(call, claim.occurred)));
    if (claim.due && claim.state == "published") {
      const std::string day = day_text(call, claim.due->date(call.site.village.utc_offset()));
      row.add(
          element("p", {{"class", "hint"}},
                  call.language == Language::zh ? "没有异议，" + day + "生效" : "without objection final on " + day));
    }
    row.add(objection(call, claim));
    rows.add(element("li", {}, row));
  }
  return element("ul", {{"class", "list two"}}, rows);
}

using Rows = std::vector<const bank::BoardRow*>;

/// The rows of one contest, in the bank's order.
Rows rows_of(const bank::Board& board, std::string_view table, const std::string& closing) {
  Rows rows;
  for (const bank::BoardRow& row : board.rows) {
    if (row.table == table && row.closing == closing) rows.push_back(&row);
  }
  return rows;
}

std::string heading(const Call& call, const bank::BoardRow& row) {
  const std::string& title = call.language == Language::zh ? row.title_zh : row.title_en;
  return title + (call.language == Language::zh ? "（" : " (") + month_text(call, row.period) +
         (call.language == Language::zh ? "）" : ")");
}

Html ranking_table(const Call& call, const Rows& rows, bool has_groups) {
  Html lines;
  for (const bank::BoardRow* const row : rows) {
    lines.add(element(
        "tr", {{"class", row->household == call.who().household ? "mine" : ""}},
        element("td", {{"class", "number"}}, row->rank), element("td", {}, row->household, " ", row->name),
        has_groups ? element("td", {}, row->group) : Html(), element("td", {{"class", "number"}}, row->measure)));
  }
  const auto head = [](std::string_view text) { return element("th", {{"scope", "col"}}, text); };
  return element("table", {{"class", "narrow"}},
                 element("thead", {},
                         element("tr", {}, head(call.say("名次", "Rank")), head(call.say("户", "Household")),
                                 has_groups ? head(call.say("片", "Grid")) : Html(), head(call.say("得分", "Points")))),
                 element("tbody", {}, lines));
}

/// The first ten as the red list, the rest behind a fold.
Html ranking(const Call& call, const bank::Board& board, const Contest& contest) {
  Rows rows = rows_of(board, "rankings", contest.id);
  if (rows.empty()) return {};
  const bool has_groups = !contest.within.empty();
  Html section = element("h2", {{"id", contest.id}}, heading(call, *rows.front()));
  if (has_groups) {
    section.add(
        element("details", {}, element("summary", {}, call.say("展开", "Show")), ranking_table(call, rows, true)));
    return section;
  }
  const auto is_tenth = [](const bank::BoardRow* row) {
    return row->rank.empty() || row->rank.size() > 2 || (row->rank.size() == 2 && row->rank != "10");
  };
  const auto middle = std::find_if(rows.begin(), rows.end(), is_tenth);
  section.add(ranking_table(call, Rows(rows.begin(), middle), false));
  if (middle != rows.end()) {
    section.add(element("details", {}, element("summary", {}, call.say("其余各户", "All others")),
                        ranking_table(call, Rows(middle, rows.end()), false)));
  }
  return section;
}

Html stars(const Call& call, const bank::Board& board, const Contest& contest) {
  const Rows rows = rows_of(board, "ratings", contest.id);
  if (rows.empty()) return {};
  Html section = element("h2", {{"id", contest.id}}, heading(call, *rows.front()));
  for (const Level& level : contest.levels) {
    Html names;
    for (const bank::BoardRow* const row : rows) {
      if (row->level != level.id) continue;
      names.add(element("li", {}, row->household, " ", row->name));
    }
    if (names.is_empty()) continue;
    section.add(element("div", {{"class", "card"}}, element("h3", {{"class", "star"}}, call.say(level.title)),
                        element("ul", {{"class", "stars-of"}}, names)));
  }
  return section;
}

Reply board_page(Call& call, int status, const Html& said) {
  const bank::Board board = call.bank().board(reader, call.now);
  const VillageRules& rules = call.site.village.on(call.today());
  Html content = said;
  Html jumps = element("a", {{"href", "#in-publicity"}}, call.say("公示中", "In publicity"));
  for (const auto* contests : {&rules.rankings, &rules.ratings}) {
    for (const Contest& contest : *contests) {
      jumps.add(" · ", element("a", {{"href", "#" + contest.id}}, call.say(contest.title)));
    }
  }
  content.add(element("p", {}, jumps),
              element("h2", {{"id", "in-publicity"}}, call.say("公示中的申报", "Claims in publicity")),
              claims(call, board));
  for (const Contest& contest : rules.rankings) content.add(ranking(call, board, contest));
  for (const Contest& contest : rules.ratings) content.add(stars(call, board, contest));
  Reply reply = page(call, call.say("公示栏", "Public board"), content, Width::desk);
  reply.status = status;
  return reply;
}

Html said(const Call& call) {
  if (call.request.query["said"] != "objected") return {};
  return notice(Tone::good,
                call.say("异议收到了。在处理完之前，这一项不会生效。",
                         "The objection has arrived. Until it is decided the claim does not become final."));
}

Reply object(Call& call) {
  const bank::Answer answer =
      call.execute(bank::Object{call.request.part("event"), std::string(call.request.form["reason"])});
  if (!answer.is_done()) return board_page(call, 422, refusal(call, answer));
  return redirect(Address("/board").with("said", "objected"));
}

}  // namespace

void add_board(Router& router) {
  router.menu("/board", {"公示栏", "Board"}, Access::signed_in());
  router.get("/board", Access::signed_in(), [](Call& call) { return board_page(call, 200, said(call)); });
  router.post("/board/{event}/object", Access::signed_in(), object);
}

}  // namespace portal
