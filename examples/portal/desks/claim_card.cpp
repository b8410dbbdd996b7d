#include "desks/claim_card.hpp"

#include <algorithm>

namespace portal {

using pointsbank::Date;
using pointsbank::bank::Claim;
using pointsbank::bank::ClaimStep;

namespace {

Date day_of(const Call& call, const Claim& claim) {
  return Date::parse(std::string_view(claim.occurred).substr(0, 10)).value_or(call.today());
}

const ClaimKind* kind_of(const Call& call, const Claim& claim) {
  return call.site.village.on(day_of(call, claim)).kind(claim.kind);
}

std::string grade_title(const Call& call, const ClaimKind* kind, const std::string& grade) {
  if (kind != nullptr) {
    for (const auto& [id, words] : kind->grades) {
      if (id == grade) return call.say(words);
    }
  }
  return grade;
}

std::string column_title(const Call& call, const ClaimKind* kind, std::string_view column) {
  if (column == "quantity") {
    const bool has_words = kind != nullptr && !(kind->quantity.zh.empty() && kind->quantity.en.empty());
    return has_words ? call.say(kind->quantity) : std::string(call.say("数量", "Quantity"));
  }
  if (column == "points") return std::string(call.say("申报分值", "Points proposed"));
  if (column == "grade") return std::string(call.say("等次", "Grade"));
  if (column == "act") return std::string(call.say("同一件事", "Deed"));
  if (kind != nullptr) {
    for (const ClaimKind::Attribute& attribute : kind->attributes) {
      if (attribute.name == column) return call.say(attribute.title);
    }
  }
  return std::string(column);
}

Html row(std::string_view name, const Html& value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

Html details(const Call& call, const Claim& claim) {
  const ClaimKind* const kind = kind_of(call, claim);
  Html rows = row(call.say("户", "Household"), claim.household);
  if (!claim.member.empty()) rows.add(row(call.say("成员", "Member"), claim.member));
  rows.add(row(call.say("日期", "Day"), occurred_text(call, claim.occurred)));
  for (const auto& [column, text] : claim.cells) {
    if (text.empty()) continue;
    const std::string shown = column == "grade" ? grade_title(call, kind, text) : text;
    rows.add(row(column_title(call, kind, column), shown));
  }
  if (claim.due) rows.add(row(call.say("公示到", "Public until"), moment_text(call, *claim.due)));
  return element("dl", {{"class", "facts"}}, rows);
}

Html photos(const Call& call, const Claim& claim) {
  Html shown;
  for (std::size_t i = 0; i < claim.evidence.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const Address address = Address("/claims") / claim.event / "photos" / number;
    const std::string words = std::string(call.say("照片 ", "Photo ")) + number;
    shown.add(element("a", {{"href", address}},
                      element("img", {{"src", address}, {"alt", words}, {"loading", "lazy"}, {"class", "evidence"}})));
  }
  return shown.is_empty() ? shown : element("p", {{"class", "photos"}}, shown);
}

Html step(const Call& call, const ClaimStep& step) {
  Html line = element("span", {{"class", "hint"}}, moment_text(call, step.at));
  line.add(" ", step_text(call, step.step), " · ", step.by);
  if (!step.points.empty()) line.add(" · ", step.points, " ", call.say(call.site.village.unit()));
  if (!step.reason.empty()) line.add(element("q", {}, step.reason));
  return element("li", {}, line);
}

}  // namespace

std::string kind_title(const Call& call, const Claim& claim) {
  return call.say(call.site.village.title_of_kind(claim.kind, day_of(call, claim)));
}

Html claim_card(const Call& call, const Claim& claim, const Html& actions) {
  Html steps;
  for (const ClaimStep& each : claim.steps) steps.add(step(call, each));
  const std::string id = "claim-" + claim.event;
  return element("article", {{"class", "card"}, {"aria-labelledby", id}},
                 element("h3", {{"id", id}}, kind_title(call, claim), " ", state_badge(call, claim.state)),
                 details(call, claim), photos(call, claim), element("ol", {{"class", "steps"}}, steps), actions);
}

bool is_own(const Call& call, const Claim& claim) {
  return !call.who().household.empty() && call.who().household == claim.household;
}

bool has_taken(const Call& call, const Claim& claim, std::string_view step) {
  return std::any_of(claim.steps.begin(), claim.steps.end(),
                     [&](const ClaimStep& each) { return each.step == step && each.by == call.who().person; });
}

}  // namespace portal
