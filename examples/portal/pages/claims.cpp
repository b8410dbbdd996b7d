// A household's claims: all of them, and the way of one; what can be done about it; its photos.
#include <algorithm>
#include <charconv>

#include "layout.hpp"
#include "pages/pages.hpp"

namespace portal {

namespace {

namespace bank = pointsbank::bank;

std::string title_of(const Call& call, const bank::Claim& claim) {
  return call.say(call.site.village.title_of_kind(claim.kind, call.today()));
}

Reply list(Call& call) {
  const std::vector<bank::Claim> claims = [&] {
    std::vector<bank::Claim> all = call.bank().claims({}, call.who().household);
    std::reverse(all.begin(), all.end());
    return all;
  }();
  Html rows;
  for (const bank::Claim& claim : claims) {
    Html row =
        element("div", {{"class", "line"}},
                element("a", {{"href", Address("/claims") / claim.event}, {"class", "whole"}}, title_of(call, claim)),
                state_badge(call, claim.state));
    row.add(element("p", {{"class", "hint"}}, occurred_text(call, claim.occurred)));
    rows.add(element("li", {}, row));
  }
  Html content = link_button(Address("/claims/new"), call.say("我要申报", "Claim points"));
  content.add(rows.is_empty() ? element("p", {}, call.say("还没有申报过。", "Nothing was claimed yet."))
                              : element("ul", {{"class", "list two"}}, rows));
  return page(call, call.say("我家的申报", "My claims"), content, Width::desk);
}

Html said(const Call& call) {
  const std::string_view word = call.request.query["said"];
  if (word == "submitted")
    return notice(Tone::good, call.say("收到了。审核通过后公示，公示期满就入账。",
                                       "It has arrived. After review and publicity the points are yours."));
  if (word == "withdrawn") return notice(Tone::good, call.say("已撤回。", "It is withdrawn."));
  if (word == "appealed")
    return notice(Tone::good, call.say("申诉收到了，由没有审过它的人来处理。",
                                       "The appeal has arrived; somebody who has not judged it decides."));
  return {};
}

std::string cell_label(const Call& call, const ClaimKind* kind, const std::string& column) {
  if (column == "quantity")
    return std::string(kind != nullptr && !call.say(kind->quantity).empty() ? call.say(kind->quantity)
                                                                            : call.say("数量", "Quantity"));
  if (column == "points") return std::string(call.say("自报分", "Points proposed"));
  if (column == "grade") return std::string(call.say("等级", "Grade"));
  if (column == "act") return std::string(call.say("哪一件事", "Which deed"));
  if (kind != nullptr) {
    for (const auto& attribute : kind->attributes) {
      if (attribute.name == column) return call.say(attribute.title);
    }
  }
  return column;
}

std::string cell_text(const Call& call, const ClaimKind* kind, const std::string& column, const std::string& text) {
  if (column == "grade" && kind != nullptr) {
    for (const auto& [grade, title] : kind->grades) {
      if (grade == text) return call.say(title);
    }
  }
  if (text == "true") return std::string(call.say("是", "yes"));
  if (text == "false") return std::string(call.say("否", "no"));
  return text;
}

Html facts(const Call& call, const bank::Claim& claim) {
  const ClaimKind* const kind = call.site.village.on(call.today()).kind(claim.kind);
  Html rows;
  const auto add = [&](std::string_view label, const Html& value) {
    rows.add(element("tr", {}, element("th", {{"scope", "row"}}, label), element("td", {}, value)));
  };
  add(call.say("哪一天", "On"), occurred_text(call, claim.occurred));
  add(call.say("户号", "Household"), claim.household);
  for (const auto& [column, text] : claim.cells) {
    if (column != "household" && column != "member")
      add(cell_label(call, kind, column), cell_text(call, kind, column, text));
  }
  add(call.say("现在", "Now"), state_badge(call, claim.state));
  if (claim.due) add(call.say("公示到期", "Publicity ends"), moment_text(call, *claim.due));
  return element("table", {}, element("tbody", {}, rows));
}

/// Who did what, when and why. Who objected is for officers alone: neighbours have to live beside each other.
Html way(const Call& call, const bank::Claim& claim) {
  Html steps;
  for (const bank::ClaimStep& step : claim.steps) {
    Html line = element("b", {}, step_text(call, step.step));
    line.add(element("span", {{"class", "soft"}}, moment_text(call, step.at)));
    const bool is_somebodys = !step.by.empty() && step.step != "finalised";
    if (call.who().roles.meets(officers) && is_somebodys) line.add(" ", element("span", {{"class", "soft"}}, step.by));
    if (!step.points.empty()) line.add(" ", call.say("给分 ", "points "), step.points);
    if (!step.reason.empty()) line.add(element("div", {}, call.say("“", "“"), step.reason, call.say("”", "”")));
    steps.add(element("li", {}, line));
  }
  return element("ol", {{"class", "steps"}}, steps);
}

Html photos(const Call& call, const bank::Claim& claim) {
  Html pictures;
  for (std::size_t number = 1; number <= claim.evidence.size(); ++number) {
    const Address there = Address("/claims") / claim.event / "photos" / std::to_string(number);
    const std::string text = std::string(call.say("照片 ", "Photo ")) + std::to_string(number);
    pictures.add(element("a", {{"href", there}}, element("img", {{"src", there}, {"alt", text}, {"loading", "lazy"}})));
  }
  if (pictures.is_empty()) return {};
  return element("h2", {}, call.say("照片", "Photos")).add(element("div", {{"class", "photos"}}, pictures));
}

Html reason_form(const Call& call, const Address& to, Literal id, std::string_view heading, std::string_view hint,
                 bool is_required) {
  return element("details", {{"class", "card no-print"}}, element("summary", {}, heading),
                 form(call, to,
                      field({.name = "reason",
                             .label = std::string(call.say("为什么", "Why")),
                             .hint = std::string(hint),
                             .is_required = is_required,
                             .id = id}),
                      button(heading)));
}

/// What the household can do now. The bank knows the last word (the appeal's days, what earned points).
Html actions(const Call& call, const bank::Claim& claim) {
  if (claim.household != call.who().household) return {};
  const Address here = Address("/claims") / claim.event;
  const ClaimKind* const kind = call.site.village.on(call.today()).kind(claim.kind);
  const bool is_positive = kind == nullptr || kind->is_positive;
  const bool is_under_way = claim.state == "submitted" || claim.state == "published" || claim.state == "objected";
  Html out;
  if (is_positive && (is_under_way || claim.state == "final")) {
    out.add(reason_form(
        call, here / "withdraw", "reason-to-withdraw", call.say("撤回这项申报", "Withdraw this claim"),
        call.say("撤回后不计分；已经入账的会收回。", "It then counts for nothing; what was booked is taken back."),
        false));
  }
  if (claim.state == "final") {
    out.add(reason_form(
        call, here / "appeal", "reason-to-appeal", call.say("我要申诉", "Appeal"),
        call.say("觉得不该这样记？写明理由；每项只能申诉一次，成立就撤销。",
                 "It should not be booked so? Say why; once for each item. If it is upheld, the item is revoked."),
        true));
  }
  return out;
}

/// A claim that the account may see. One's own are found without asking why they count.
bank::Claim visible_claim(Call& call, const std::string& event) {
  if (!call.who().household.empty()) {
    for (bank::Claim& claim : call.bank().claims({}, call.who().household)) {
      if (claim.event == event) return std::move(claim);
    }
  }
  bank::Claim claim = call.bank().why(event).claim;
  call.need_household(claim.household);
  return claim;
}

Reply claim_page(Call& call, int status, const Html& notices) {
  const bank::Why why = call.bank().why(call.request.part("event"));
  call.need_household(why.claim.household);
  Html content = notices;
  content.add(facts(call, why.claim), element("h2", {}, call.say("经过", "Its way")), way(call, why.claim));
  const std::string& text = call.language == Language::zh ? why.zh : why.en;
  if (!text.empty()) {
    content.add(element("h2", {}, call.say("为什么是这些分", "Why these points")),
                element("div", {{"class", "explanation"}}, text));
  }
  content.add(photos(call, why.claim), actions(call, why.claim));
  return page(call, status, title_of(call, why.claim), content);
}

/// On a claim that the account may see; whether it may do this to it, the bank says.
template <class Command>
Reply act(Call& call, Literal done) {
  const std::string& event = call.request.part("event");
  static_cast<void>(visible_claim(call, event));
  const bank::Answer answer = call.execute(Command{event, std::string(call.request.form["reason"])});
  if (!answer.is_done()) return claim_page(call, 422, refusal(call, answer));
  return redirect((Address("/claims") / event).with("said", done.text()));
}

std::string_view ending_of(std::string_view type) {
  return type == "image/jpeg" ? "jpg" : type == "image/png" ? "png" : "webp";
}

Reply photo(Call& call) {
  const bank::Claim claim = visible_claim(call, call.request.part("event"));
  const std::string& text = call.request.part("number");
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ptr != text.data() + text.size() || number < 1 || number > claim.evidence.size()) throw NotFound{};
  const std::optional<std::string> bytes = call.site.photos.read(claim.evidence[number - 1]);
  if (!bytes) throw NotFound{};
  const std::string_view type = Photos::type_of(*bytes);
  if (type.empty()) throw NotFound{};
  Reply reply;
  reply.type = type;
  reply.body = *bytes;
  reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  reply.headers.emplace_back("Content-Disposition", "inline; filename=\"photo-" + std::to_string(number) + "." +
                                                        std::string(ending_of(type)) + "\"");
  reply.headers.emplace_back("Cache-Control", "private, max-age=300");
  return reply;
}

}  // namespace

void add_claims(Router& router) {
  router.menu("/claims", {"我的申报", "My claims"}, Access::of(Role::villager));
  router.get("/claims", Access::of(Role::villager), list);
  router.get("/claims/{event}", Access::signed_in(), [](Call& call) { return claim_page(call, 200, said(call)); });
  router.get("/claims/{event}/photos/{number}", Access::signed_in(), photo);
  router.post("/claims/{event}/withdraw", Access::of(Role::villager),
              [](Call& call) { return act<bank::Withdraw>(call, "withdrawn"); });
  router.post("/claims/{event}/appeal", Access::of(Role::villager),
              [](Call& call) { return act<bank::Appeal>(call, "appealed"); });
}

}  // namespace portal
