// The reviewer's desk: what waits for a judgement, and the judgements. The bank decides who may judge what; the desk
// only does not offer what the bank would refuse.
#include <algorithm>

#include "desks/claim_card.hpp"
#include "desks/desks.hpp"

namespace portal {

namespace bank = pointsbank::bank;
using bank::Claim;

namespace {

constexpr std::size_t most_shown = 40;  // of one state; who judges these sees the next ones

Html reason_field(const Call& call, const Claim& claim, bool is_required) {
  const std::string id = "reason-" + claim.event;
  return element(
      "p", {{"class", "field"}},
      element("label", {{"for", id}},
              is_required ? call.say("理由", "Reason") : call.say("理由（退回时必填）", "Reason (needed to reject)")),
      element("input", {{"id", id}, {"name", "reason"}, {"maxlength", "500"}, {"required", is_required}}));
}

Html choice(Literal value, std::string_view text, Literal kind) {
  return element("button", {{"name", "decision"}, {"value", value.text()}, {"class", kind.text()}}, text);
}

Html points_field(const Call& call, const Claim& claim) {
  const pointsbank::Date day =
      pointsbank::Date::parse(std::string_view(claim.occurred).substr(0, 10)).value_or(call.today());
  const ClaimKind* const kind = call.site.village.on(day).kind(claim.kind);
  if (kind == nullptr || !kind->range) return {};
  const std::string id = "points-" + claim.event;
  const std::string words = std::string(call.say("评定分值（", "Points you give (")) + kind->range->first +
                            std::string(call.say(" 至 ", " to ")) + kind->range->second +
                            std::string(call.say("）", ")"));
  return element("p", {{"class", "field"}}, element("label", {{"for", id}}, words),
                 element("input", {{"id", id}, {"name", "points"}, {"inputmode", "decimal"}, {"maxlength", "20"}}));
}

Html said(std::string_view text) { return element("p", {{"class", "hint"}}, text); }

Html review_form(const Call& call, const Claim& claim) {
  return form(call, Address("/desk") / claim.event / "review", points_field(call, claim),
              reason_field(call, claim, false),
              element("p", {{"class", "choices"}}, choice("approve", call.say("通过", "Approve"), "primary"),
                      choice("reject", call.say("退回", "Reject"), "quiet")));
}

Html decide_form(const Call& call, const Claim& claim) {
  return form(call, Address("/desk") / claim.event / "decide", reason_field(call, claim, true),
              element("p", {{"class", "choices"}}, choice("keep", call.say("申报成立", "The claim stands"), "primary"),
                      choice("fall", call.say("异议成立，退回", "The objection stands"), "quiet")));
}

Html appeal_form(const Call& call, const Claim& claim) {
  return form(call, Address("/desk") / claim.event / "appeal", reason_field(call, claim, true),
              element("p", {{"class", "choices"}},
                      choice("uphold", call.say("支持申诉，撤销", "Uphold: take it back"), "primary"),
                      choice("dismiss", call.say("驳回申诉", "Dismiss: it stays"), "quiet")));
}

Html actions_for(const Call& call, const Claim& claim) {
  if (is_own(call, claim)) {
    return said(call.say("这是您本户的申报，由其他审核员办理。", "A claim of your own household: others judge it."));
  }
  if (!call.who().roles.has(Role::reviewer)) return {};
  if (claim.state == "submitted") {
    return has_taken(call, claim, "approved")
               ? said(call.say("您已通过，等待其他审核员。", "You have approved it; another reviewer is needed."))
               : review_form(call, claim);
  }
  if (claim.state == "objected") {
    return has_taken(call, claim, "approved")
               ? said(call.say("您已审核通过此申报，异议由其他审核员裁定。",
                               "You have approved this claim, so somebody else decides the objection."))
               : decide_form(call, claim);
  }
  if (claim.state == "appealed") return appeal_form(call, claim);
  return {};
}

struct Pile {
  Literal state;
  Words title, nothing;
};

const Pile piles[] = {
    {"submitted", {"待审核", "Waiting for review"}, {"没有待审核的申报。", "Nothing waits for review."}},
    {"objected", {"有异议，待裁定", "Objected"}, {"没有待裁定的异议。", "No objections."}},
    {"appealed", {"申诉待复核", "Under appeal"}, {"没有申诉。", "No appeals."}},
};

Html pile(Call& call, const Pile& pile) {
  std::vector<Claim> claims = call.bank().claims(pile.state.text());
  // What one can judge comes first; of these the oldest.
  std::stable_sort(claims.begin(), claims.end(), [&](const Claim& a, const Claim& b) {
    const auto is_waiting = [&](const Claim& claim) {
      return !is_own(call, claim) && !has_taken(call, claim, "approved");
    };
    return is_waiting(a) && !is_waiting(b);
  });
  Html cards;
  for (std::size_t i = 0; i < std::min(claims.size(), most_shown); ++i) {
    cards.add(claim_card(call, claims[i], actions_for(call, claims[i])));
  }
  if (claims.empty()) cards.add(said(call.say(pile.nothing)));
  if (claims.size() > most_shown) {
    cards.add(said(std::string(call.say("另有 ", "And more: ")) + std::to_string(claims.size() - most_shown) +
                   std::string(call.say(" 件，办完这些后显示。", ""))));
  }
  return element(
      "section", {{"aria-labelledby", pile.state.text()}},
      element("h2", {{"id", pile.state.text()}}, call.say(pile.title), "（", std::to_string(claims.size()), "）"),
      element("div", {{"class", "cards"}}, cards));
}

Reply desk(Call& call, const Html& above) {
  Html content = above;
  if (call.request.query.has("done")) content.add(notice(Tone::good, call.say("已办理。", "Done.")));
  for (const Pile& each : piles) content.add(pile(call, each));
  return page(call, call.say("审核台", "Reviewer's desk"), content, Width::desk);
}

Reply answered(Call& call, bank::Request command) {
  const bank::Answer answer = call.execute(std::move(command));
  if (answer.is_done()) return redirect(Address("/desk").with("done", "1"));
  return desk(call, refusal(call, answer));
}

/// What the buttons of a form say; anything else is no form of ours.
std::string decision_among(const Call& call, std::string_view first, std::string_view second) {
  const std::string_view decision = call.request.form["decision"];
  if (decision != first && decision != second) throw BadForm{};
  return std::string(decision);
}

Reply needs_reason(Call& call) {
  return desk(call, notice(Tone::bad, call.say("请写明理由，再办理。", "Write the reason first.")));
}

Reply review(Call& call) {
  const std::string event = call.request.part("event");
  const std::string reason(call.request.form["reason"]);
  if (decision_among(call, "approve", "reject") == "approve") {
    return answered(call, bank::Approve{event, std::string(call.request.form["points"]), reason});
  }
  if (reason.empty()) return needs_reason(call);
  return answered(call, bank::Reject{event, reason});
}

Reply decide(Call& call) {
  const bool keep = decision_among(call, "keep", "fall") == "keep";
  const std::string reason(call.request.form["reason"]);
  if (reason.empty()) return needs_reason(call);
  return answered(call, bank::Decide{call.request.part("event"), keep, reason});
}

Reply judge_appeal(Call& call) {
  const bool is_upheld = decision_among(call, "uphold", "dismiss") == "uphold";
  const std::string event = call.request.part("event");
  const std::string reason(call.request.form["reason"]);
  if (reason.empty()) return needs_reason(call);
  return is_upheld ? answered(call, bank::Uphold{event, reason}) : answered(call, bank::Dismiss{event, reason});
}

}  // namespace

void add_review(Router& router) {
  const Access readers = Access::of(officers);
  const Access reviewers = Access::of(Role::reviewer);
  router.get("/desk", readers, [](Call& call) { return desk(call, {}); });
  router.post("/desk/{event}/review", reviewers, review);
  router.post("/desk/{event}/decide", reviewers, decide);
  router.post("/desk/{event}/appeal", reviewers, judge_appeal);
  router.menu("/desk", {"审核台", "Desk"}, readers);
}

}  // namespace portal
