// Rules as nodes.
#include "difference/description.hpp"

namespace pointsbank::difference {
namespace {

using rulelist::Score;

std::string counted_for(PeriodKind per, bool by_member) {
  return std::string(to_string(per)) + (by_member ? ",member" : ",household");
}

Node by(bool by_member) { return text(by_member ? "member" : "household"); }

Node grades(const Score& score) {
  Node node = object();
  for (const auto& [grade, points] : score.grades) node.add(grade, number(points));
  return node;
}

Node bands(const Score& score) {
  Node node = items();
  for (const rulelist::Band& band : score.bands) {
    Node each = object();
    each.add("from", number(band.from)).add("points", number(band.points));
    node.items.push_back({band.from.to_string(), {}, std::move(each)});
  }
  return node;
}

Node tiers(const Score& score) {
  Node node = items();
  for (const rulelist::Tier& tier : score.tiers) {
    Node each = object();
    if (tier.to) each.add("to", number(*tier.to));
    each.add("rate", number(tier.rate)).add("each", number(tier.each)).add("whole", truth(tier.whole));
    node.items.push_back({tier.to ? tier.to->to_string() : "rest", {}, std::move(each)});
  }
  return node;
}

Node describe_score(const Score& score) {
  constexpr std::string_view forms[] = {"points", "rate", "grades", "bands", "marginal", "range", "formula"};
  Node node = object(forms[static_cast<std::size_t>(score.form)]);
  switch (score.form) {
    case Score::Form::points: node.add("points", number(score.points)); break;
    case Score::Form::rate:
      node.add("rate", number(score.rate)).add("each", number(score.each)).add("whole", truth(score.whole));
      break;
    case Score::Form::grades: node.add("grades", grades(score)); break;
    case Score::Form::bands: node.add("bands", bands(score)); break;
    case Score::Form::marginal: node.add("marginal", tiers(score)); break;
    case Score::Form::range: node.add("range", numbers({score.least, score.most})); break;
    case Score::Form::formula: node.add("formula", expression(*score.formula)); break;
  }
  if (score.over) {
    Node over = object();
    over.add("per", period(score.over->per)).add("by", by(score.over->by_member));
    node.add("over", std::move(over));
  }
  return node;
}

Node describe_repeat(const rulelist::Repeat& repeat) {
  Node node = object();
  if (repeat.per) node.add("per", period(*repeat.per));
  if (!repeat.per) node.add("within", months(repeat.within_months));
  node.add("by", by(repeat.by_member)).add("steps", numbers(repeat.steps));
  return node;
}

Node describe_limits(const std::vector<rulelist::Limit>& limits, int decimals) {
  Node node = items();
  for (const rulelist::Limit& limit : limits) {
    const std::string_view key = limit.is_count ? "count" : "points";
    Node each = object();
    each.add("per", period(limit.per)).add("by", by(limit.by_member));
    each.add(key, limit.is_count ? number(limit.most) : units(limit.most, decimals));
    node.items.push_back({counted_for(limit.per, limit.by_member), std::string(key), std::move(each)});
  }
  return node;
}

Node describe_validity(const rulelist::Validity& valid) {
  using Form = rulelist::Validity::Form;
  constexpr std::string_view forms[] = {"months", "bands", "to_end_of"};
  Node node = object(forms[static_cast<std::size_t>(valid.form)]);
  if (valid.form == Form::months) node.add("months", number(valid.months));
  if (valid.form == Form::to_end_of) node.add("to_end_of", period(valid.period)).add("years", number(valid.years));
  if (valid.form == Form::bands) {
    Node bands = items();
    for (const rulelist::ValidityBand& band : valid.bands) {
      Node each = object();
      each.add("from", number(band.from)).add("months", number(band.months));
      bands.items.push_back({band.from.to_string(), {}, std::move(each)});
    }
    node.add("bands", std::move(bands));
  }
  return node;
}

Node describe_veto(const rulelist::Veto& veto) {
  Node node = object();
  node.add("for", veto.per ? period(*veto.per) : months(veto.months));
  node.add("cured_by", set_of_texts(veto.cured_by));
  if (veto.forfeit) node.add("forfeit", period(*veto.forfeit));
  node.add("block", truth(veto.block)).add("unranked", truth(veto.unranked));
  if (!veto.level.empty()) node.add("level", text(veto.level));
  node.add("no_redemption", truth(veto.no_redemption));
  return node;
}

}  // namespace

Node describe(const rulelist::List& list, const rulelist::Rule& rule) {
  Node node = object();
  node.add("category", text(rule.category));
  node.add("title", describe(rule.title));
  node.add("note", describe(rule.note));
  node.add("on", set_of_texts(rule.on));
  if (rule.when) node.add("when", expression(*rule.when));
  node.add("score", describe_score(rule.score));
  if (rule.repeat) node.add("repeat", describe_repeat(*rule.repeat));
  if (rule.exclusive) {
    Node exclusive = object();
    exclusive.add("group", text(rule.exclusive->group));
    exclusive.add("per", rule.exclusive->per ? period(*rule.exclusive->per) : text("act"));
    node.add("exclusive", std::move(exclusive));
  }
  node.add("limits", describe_limits(rule.limits, list.decimals));
  node.add("account", account(rule.account));
  if (rule.valid) node.add("valid", describe_validity(*rule.valid));
  node.add("effective", describe(rule.effective));
  if (rule.veto) node.add("veto", describe_veto(*rule.veto));
  node.add("public", truth(rule.is_public));
  node.add("source", describe(rule.source));
  if (const auto workflow = rulelist::workflow(list, rule)) node.add("workflow", describe(*workflow));
  return node;
}

}  // namespace pointsbank::difference
