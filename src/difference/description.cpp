#include "difference/description.hpp"

#include "expression/tokens.hpp"
#include "json/value.hpp"

namespace pointsbank::difference {
namespace {

using rulelist::List;

constexpr std::string_view rounding_words[] = {"half_up", "half_even", "down", "up"};

Node describe_redemption(const rulelist::Redemption& redemption) {
  Node node = object();
  if (redemption.above) node.add("above", number(*redemption.above));
  if (redemption.suspend_below) node.add("suspend_below", number(*redemption.suspend_below));
  Node limits = items();
  for (const auto& [per, points] : redemption.limits) {
    Node limit = object();
    limit.add("per", period(per)).add("points", number(points));
    limits.items.push_back({std::string(to_string(per)) + ",household", {}, std::move(limit)});
  }
  if (!limits.items.empty()) node.add("limits", std::move(limits));
  if (redemption.hold_days) node.add("hold_days", number(*redemption.hold_days));
  Node value = object();
  for (const auto& [currency, amount] : redemption.value) value.add(currency, number(amount));
  if (!value.members.empty()) node.add("value", std::move(value));
  return node;
}

Node describe_attributes(const std::vector<Attribute>& attributes) {
  constexpr std::string_view words[] = {"number", "string", "bool", "date"};
  Node node = object();
  for (const Attribute& each : attributes) node.add(each.name, text(words[static_cast<std::size_t>(each.type)]));
  return node;
}

Node describe_points(const List& list) {
  Node points = object();
  points.add("decimals", number(list.decimals));
  points.add("rounding", text(rounding_words[static_cast<std::size_t>(list.rounding)]));
  points.add("unit", text(list.unit));
  if (list.floor) points.add("floor", units(*list.floor, list.decimals));
  return points;
}

Node describe_additions(const rulelist::Additions& additions) {
  Node node = object();
  const auto add = [&](std::string_view side, const std::optional<rulelist::Additions::Ceiling>& ceiling) {
    if (!ceiling) return;
    Node each = object();
    if (ceiling->rules) each.add("rules", number(*ceiling->rules));
    if (ceiling->points) each.add("points", number(*ceiling->points));
    node.add(side, std::move(each));
  };
  add("positive", additions.positive);
  add("negative", additions.negative);
  return node;
}

Node describe_days(const std::vector<Date>& days) {
  std::vector<std::string> words;
  for (const Date day : days) words.push_back(day.to_string());
  return texts(std::move(words));
}

}  // namespace

Node describe(const List& list) {
  Node node = object();
  node.add("version", text(list.version));
  node.add("title", describe(list.title));
  node.add("note", describe(list.note));
  node.add("subject", text(list.subject));
  node.add("effective", describe(list.effective));
  node.add("utc_offset", text(utc_offset_to_string(list.utc_offset)));
  node.add("points", describe_points(list));
  node.add("groups", set_of_texts(list.groups));
  Node attributes = object();
  attributes.add("subject", describe_attributes(list.subject_attributes));
  attributes.add("event", describe_attributes(list.event_attributes));
  node.add("attributes", std::move(attributes));
  node.add("limits", describe(list.limits, list.decimals));
  if (list.base) {
    Node base = object();
    base.add("points", units(list.base->points, list.decimals));
    base.add("each", period(list.base->each)).add("account", account(list.base->account));
    node.add("base", std::move(base));
  }
  if (list.intake_days) node.add("intake", object().add("days", number(*list.intake_days)));
  if (list.additions) node.add("additions", describe_additions(*list.additions));
  if (const auto workflow = rulelist::workflow(list)) node.add("workflow", describe(*workflow));
  node.add("holidays", describe_days(rulelist::calendar_days(list, "holidays")));
  node.add("workdays", describe_days(rulelist::calendar_days(list, "workdays")));
  if (const auto redemption = rulelist::redemption(list)) node.add("redemption", describe_redemption(*redemption));
  return node;
}

Node describe(const List& list, const rulelist::Category& category) {
  Node node = object();
  node.add("title", describe(category.title));
  node.add("limits", describe(category.limits, list.decimals));
  return node;
}

Node describe(const rulelist::Text& text_in_languages) {
  Node node = object();
  // One string serves all languages.
  for (const auto& [language, words] : text_in_languages.languages) {
    if (language.empty()) return text(words);
    node.add(language, text(words));
  }
  return node;
}

Node describe(const rulelist::DateRange& range) {
  Node node = object();
  if (range.from != Date::always()) node.add("from", text(range.from.to_string()));
  if (range.to != Date::never()) node.add("to", text(range.to.to_string()));
  return node;
}

Node describe(const rulelist::Provenance& source) {
  Node node = object();
  if (!source.document.empty()) node.add("document", text(source.document));
  if (!source.clause.empty()) node.add("clause", text(source.clause));
  if (!source.status.empty()) node.add("status", text(source.status));
  return node;
}

Node describe(const rulelist::Workflow& workflow) {
  Node node = object();
  if (workflow.reviewers) node.add("reviewers", number(*workflow.reviewers));
  if (workflow.publicity_days) {
    Node publicity = object();
    publicity.add("days", number(*workflow.publicity_days));
    publicity.add("working", truth(workflow.publicity_in_working_days));
    node.add("publicity", std::move(publicity));
  }
  if (workflow.appeal_days) node.add("appeal", object().add("days", number(*workflow.appeal_days)));
  if (workflow.evidence) node.add("evidence", number(*workflow.evidence));
  if (workflow.self_review) node.add("self_review", truth(*workflow.self_review));
  return node;
}

Node describe(const std::vector<rulelist::SideLimit>& limits, int decimals) {
  Node node = items();
  for (const rulelist::SideLimit& limit : limits) {
    const std::string_view side = limit.earn ? "earn" : "deduct";
    Node each = object();
    each.add("per", period(limit.per)).add(side, units(limit.most, decimals));
    node.items.push_back({std::string(to_string(limit.per)) + ",household", std::string(side), std::move(each)});
  }
  return node;
}

Node account(rulelist::Account account) {
  constexpr std::string_view words[] = {"both", "standing", "spendable"};
  return text(words[static_cast<std::size_t>(account)]);
}

Node period(PeriodKind kind) { return text(to_string(kind)); }

Node months(std::int64_t months) {
  Node node = object();
  node.add("months", number(months));
  return node;
}

Node expression(const expression::Expression& expression) {
  using Kind = expression::Token::Kind;
  expression::Mistakes mistakes;
  std::string spelled;
  Kind last = Kind::open;
  for (const expression::Token& token : expression::tokens_of(expression.text(), mistakes).tokens) {
    if (token.kind == Kind::end) break;
    const bool is_tight = last == Kind::open || last == Kind::open_list || last == Kind::dot || last == Kind::bang ||
                          token.kind == Kind::close || token.kind == Kind::close_list || token.kind == Kind::dot ||
                          token.kind == Kind::comma || (token.kind == Kind::open && last == Kind::name);
    if (!is_tight) spelled.push_back(' ');
    if (token.kind == Kind::text) {
      json::append_string(spelled, token.spelling);
    } else {
      spelled.append(token.kind == Kind::number ? token.number.to_string() : token.spelling);
    }
    last = token.kind;
  }
  return text(spelled);
}

}  // namespace pointsbank::difference
