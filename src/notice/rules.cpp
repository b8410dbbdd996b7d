// Rules in plain words.
#include <algorithm>

#include "notice/builder.hpp"

namespace pointsbank::notice {

using rulelist::Score;

Provision Builder::rule(const rulelist::Rule& rule) const {
  Provision provision;
  provision.id = rule.id;
  provision.title = words_.title(rule.title, rule.id);
  provision.note = rule.note.in(words_.language());
  provision.is_veto = rule.veto.has_value();
  score(rule, provision);
  const auto add = [&](std::string sentence) { provision.terms.push_back(std::move(sentence)); };
  // A kind that only this rule hears goes by the rule's title.
  const bool is_its_own_kind = rule.on.size() == 1 && words_.rule_called(rule.on.front()) == &rule;
  if (!is_its_own_kind) add(say("notice_heard", {words_.kinds(rule.on)}));
  if (rule.when) add(say("notice_when", {phrase(words_, *rule.when)}));
  if (rule.score.over) {
    const std::string code = rule.score.over->by_member ? "notice_over_of_member" : "notice_over";
    add(say(code, {words_.within(rule.score.over->per)}));
  }
  if (rule.repeat) add(repeat(*rule.repeat));
  if (rule.exclusive) {
    const std::string per = rule.exclusive->per ? words_.within(*rule.exclusive->per) : say("notice_within_act");
    add(say("notice_exclusive", {per, words_.quoted(words_.word(rule.exclusive->group))}));
  }
  if (!rule.limits.empty()) add(limits(rule.limits));
  if (rule.account == rulelist::Account::standing) add(say("notice_standing_only"));
  if (rule.account == rulelist::Account::spendable) add(say("notice_spendable_only"));
  // What most rules of a list have in common was said above them.
  if (!usual_validity_.empty()) {
    const std::string own = validity(rule);
    if (own != usual_validity_) add(own);
  }
  if (rule.effective != rulelist::DateRange{}) add(say("notice_in_effect", {words_.range(rule.effective)}));
  if (rule.veto) veto(*rule.veto, provision);
  if (!rule.is_public) add(say("notice_not_public"));
  if (const auto own = rulelist::workflow(list_, rule)) {
    const std::vector<std::string> lines = workflow_lines(*own);
    std::string text;
    for (const std::string& line : lines) text.append(text.empty() ? "" : say("notice_semicolon")).append(line);
    if (!text.empty()) add(say("notice_own_workflow", {text}));
  }
  return provision;
}

void Builder::score(const rulelist::Rule& rule, Provision& provision) const {
  const Score& score = rule.score;
  switch (score.form) {
    case Score::Form::points: provision.figure = Words::signed_figure(score.points.to_string(), rule.positive); break;
    case Score::Form::rate: rate(rule, provision); break;
    case Score::Form::grades:
      for (const auto& [grade, points] : score.grades) {
        provision.rows.push_back({words_.grade(grade), Words::signed_figure(points.to_string(), rule.positive)});
      }
      break;
    case Score::Form::bands: bands(rule, provision); break;
    case Score::Form::marginal: tiers(rule, provision); break;
    case Score::Form::range: {
      const std::string range = say("notice_range", {score.least.to_string(), score.most.to_string()});
      provision.figure = Words::signed_figure(range, rule.positive);
      provision.terms.push_back(say("notice_by_reviewers", {score.least.to_string(), score.most.to_string()}));
      break;
    }
    case Score::Form::formula: formula(rule, provision); break;
  }
}

void Builder::rate(const rulelist::Rule& rule, Provision& provision) const {
  const Score& score = rule.score;
  const std::string code = score.whole ? "notice_for_each_whole" : "notice_for_each";
  provision.rows.push_back(
      {say(code, {score.each.to_string()}), Words::signed_figure(score.rate.to_string(), rule.positive)});
}

void Builder::bands(const rulelist::Rule& rule, Provision& provision) const {
  const std::vector<rulelist::Band>& bands = rule.score.bands;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const std::string from = bands[i].from.to_string();
    const bool is_last = i + 1 == bands.size();
    const std::string label =
        is_last ? say("notice_band_from", {from}) : say("notice_band", {from, bands[i + 1].from.to_string()});
    provision.rows.push_back({label, Words::signed_figure(bands[i].points.to_string(), rule.positive)});
  }
}

void Builder::tiers(const rulelist::Rule& rule, Provision& provision) const {
  std::string from = "0";
  for (const rulelist::Tier& tier : rule.score.tiers) {
    const std::string each =
        say(tier.whole ? "notice_for_each_whole_of_tier" : "notice_for_each_of_tier", {tier.each.to_string()});
    const std::string part = !tier.to      ? say("notice_tier_rest", {from})
                             : from == "0" ? say("notice_tier_first", {tier.to->to_string()})
                                           : say("notice_tier", {from, tier.to->to_string()});
    provision.rows.push_back(
        {say("notice_tier_label", {part, each}), Words::signed_figure(tier.rate.to_string(), rule.positive)});
    if (tier.to) from = tier.to->to_string();
  }
  const bool is_closed = !rule.score.tiers.empty() && rule.score.tiers.back().to.has_value();
  if (is_closed) provision.terms.push_back(say("notice_beyond", {from}));
}

/// What only chooses among numbers is a table; anything else is said in words.
void Builder::formula(const rulelist::Rule& rule, Provision& provision) const {
  const expression::Expression& formula = *rule.score.formula;
  if (const std::optional<std::vector<Case>> found = cases(words_, formula)) {
    for (const Case& each : *found) {
      const std::string label = each.condition.empty() ? say("notice_otherwise") : each.condition;
      provision.rows.push_back({label, Words::signed_figure(each.value.to_string(), rule.positive)});
    }
    return;
  }
  provision.figure = {say(rule.positive ? "notice_by_formula_plus" : "notice_by_formula_minus"),
                      rule.positive ? Figure::Sign::plus : Figure::Sign::minus};
  provision.terms.push_back(say("notice_formula", {phrase(words_, formula)}));
}

std::string Builder::repeat(const rulelist::Repeat& repeat) const {
  const std::string period =
      repeat.per ? words_.within(*repeat.per) : say("notice_within_months", {std::to_string(repeat.within_months)});
  std::string steps;
  for (std::size_t i = 0; i < repeat.steps.size(); ++i) {
    const bool is_last = i + 1 == repeat.steps.size();
    const std::string which = say(is_last ? "notice_time_on" : "notice_time", {std::to_string(i + 1)});
    const Number& step = repeat.steps[i];
    const std::string counts = step.is_zero()      ? say("notice_step_none")
                               : step == Number(1) ? say("notice_step_once")
                                                   : say("notice_step", {step.to_string()});
    steps.append(steps.empty() ? "" : say("notice_comma")).append(say("notice_step_of", {which, counts}));
  }
  return say(repeat.by_member ? "notice_repeat_of_member" : "notice_repeat", {period, steps});
}

std::string Builder::limits(const std::vector<rulelist::Limit>& limits) const {
  std::string text;
  for (const rulelist::Limit& limit : limits) {
    const std::string most = limit.is_count ? words_.times(limit.most) : words_.points_of_units(limit.most);
    const std::string who =
        limit.by_member ? say("notice_each_member") : say("notice_each_subject", {words_.subject()});
    text.append(text.empty() ? "" : say("notice_comma"));
    text.append(say("notice_limit", {who, words_.each(limit.per), most}));
  }
  return say("notice_limits", {text});
}

std::string Builder::validity(const rulelist::Rule& rule) const {
  using Form = rulelist::Validity::Form;
  if (!rule.valid) return say("notice_valid_ever");
  const rulelist::Validity& valid = *rule.valid;
  if (valid.form == Form::months) return say("notice_valid_months", {std::to_string(valid.months)});
  if (valid.form == Form::to_end_of) {
    const std::string end = words_.end_of(valid.period);
    return valid.years == 0 ? say("notice_valid_to_end_of", {end})
                            : say("notice_valid_to_end_of_and_years", {end, std::to_string(valid.years)});
  }
  std::string text;
  for (const rulelist::ValidityBand& band : valid.bands) {
    text.append(text.empty() ? "" : say("notice_comma"));
    text.append(say("notice_valid_band", {words_.points(band.from), std::to_string(band.months)}));
  }
  return say("notice_valid_bands", {text});
}

/// What most of the rules say of it; empty where none of them says anything.
std::string Builder::usual_validity(const std::vector<rulelist::Rule>& rules) const {
  std::map<std::string, std::size_t> counts;
  for (const rulelist::Rule& rule : rules) ++counts[validity(rule)];
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const bool is_said =
      std::any_of(rules.begin(), rules.end(), [](const rulelist::Rule& rule) { return rule.valid.has_value(); });
  return is_said ? most->first : std::string();
}

void Builder::veto(const rulelist::Veto& veto, Provision& provision) const {
  const std::string until = !veto.per                       ? say("notice_veto_months", {std::to_string(veto.months)})
                            : *veto.per == PeriodKind::ever ? say("notice_veto_ever")
                                                            : say("notice_veto_to", {words_.end_of(*veto.per)});
  std::vector<std::string> effects;
  if (veto.block) effects.push_back(say("explain_veto_blocks"));
  if (veto.unranked) effects.push_back(say("explain_veto_unranked"));
  if (!veto.level.empty()) effects.push_back(say("explain_veto_level", {words_.quoted(words_.word(veto.level))}));
  if (veto.no_redemption) effects.push_back(say("explain_veto_no_redemption"));
  if (veto.forfeit) effects.push_back(say("notice_veto_forfeits", {words_.within(*veto.forfeit)}));
  std::string text = say("explain_veto", {until});
  for (const std::string& effect : effects) text.append(say("notice_semicolon")).append(effect);
  provision.terms.push_back(text);
  if (!veto.cured_by.empty()) provision.terms.push_back(say("explain_veto_cured_by", {words_.kinds(veto.cured_by)}));
}

}  // namespace pointsbank::notice
