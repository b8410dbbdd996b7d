// Closings in plain words.
#include "notice/builder.hpp"

namespace pointsbank::notice {

using Kind = rulelist::Closing::Kind;

Provision Builder::closing(const rulelist::Closing& closing) const {
  Provision provision;
  provision.id = closing.id;
  provision.title = words_.title(closing.title, closing.id);
  provision.note = closing.note.in(words_.language());
  const std::string at = words_.end_of(closing.at);
  if (closing.when)
    provision.terms.push_back(say("notice_closing_when", {phrase(words_, *closing.when), words_.subject()}));
  switch (closing.kind) {
    case Kind::obligation: obligation(closing, provision); break;
    case Kind::continuing: continuing(closing, provision); break;
    case Kind::ranking: ranking(closing, provision); break;
    case Kind::rating: rating(closing, provision); break;
    case Kind::expiry:
      provision.terms.push_back(closing.keep
                                    ? say("notice_expiry_keep", {at, (*closing.keep * Number(100)).to_string()})
                                    : say("notice_expiry_after", {at, std::to_string(closing.after_months)}));
      break;
    case Kind::reset: {
      constexpr std::string_view codes[] = {"notice_reset_both", "notice_reset_standing", "notice_reset_spendable"};
      const std::string_view code = codes[static_cast<std::size_t>(closing.account)];
      provision.terms.push_back(say(code, {at, words_.points_of_units(closing.to)}));
      break;
    }
    case Kind::dividend: dividend(closing, provision); break;
    case Kind::benefit: {
      const std::string value = closing.by ? phrase(words_, *closing.by) : say("notice_name_period");
      const std::string unit = closing.unit.empty() ? std::string() : say("notice_in_unit", {closing.unit});
      provision.terms.push_back(say("notice_benefit", {at, value, std::to_string(closing.decimals), unit}));
      break;
    }
  }
  if (!closing.category.empty()) {
    for (const rulelist::Category& category : list_.categories) {
      if (category.id != closing.category) continue;
      provision.terms.push_back(say("notice_counts_in", {words_.quoted(words_.title(category.title, category.id))}));
    }
  }
  const bool posts =
      closing.kind == Kind::obligation || closing.kind == Kind::continuing || closing.kind == Kind::ranking;
  if (posts && closing.account == rulelist::Account::standing) provision.terms.push_back(say("notice_standing_only"));
  if (posts && closing.account == rulelist::Account::spendable) provision.terms.push_back(say("notice_spendable_only"));
  if (!closing.is_public) provision.terms.push_back(say("notice_not_public"));
  return provision;
}

void Builder::obligation(const rulelist::Closing& closing, Provision& provision) const {
  const std::string times = words_.times(closing.at_least);
  provision.figure = Words::signed_figure(words_.units(closing.points), false);
  const std::string code = closing.per_missing ? "notice_obligation_each" : "notice_obligation";
  provision.terms.insert(provision.terms.begin(), say(code, {words_.each(closing.at), words_.kinds(closing.on), times,
                                                             words_.points_of_units(closing.points)}));
}

void Builder::continuing(const rulelist::Closing& closing, Provision& provision) const {
  provision.figure = Words::signed_figure(words_.units(closing.points), closing.earns);
  std::vector<std::string>& terms = provision.terms;
  terms.push_back(closing.closed_by.empty()
                      ? say("notice_state", {words_.kinds(closing.opened_by)})
                      : say("notice_state_until", {words_.kinds(closing.opened_by), words_.kinds(closing.closed_by)}));
  const std::string at = words_.end_of(closing.at);
  const std::string code = closing.earns ? "notice_state_earns" : "notice_state_deducts";
  terms.push_back(say(code, {at, words_.points_of_units(closing.points)}));
  if (closing.after_months != 0) terms.push_back(say("notice_state_after", {std::to_string(closing.after_months)}));
  if (closing.every_months) terms.push_back(say("notice_state_every", {std::to_string(*closing.every_months)}));
}

void Builder::ranking(const rulelist::Closing& closing, Provision& provision) const {
  for (const rulelist::Award& award : closing.awards) {
    const std::string first = std::to_string(award.first_rank), last = std::to_string(award.last_rank);
    const std::string label = first == last ? say("notice_rank", {first}) : say("notice_ranks", {first, last});
    provision.rows.push_back({label, Words::signed_figure(words_.units(award.points), true)});
  }
  std::vector<std::string>& terms = provision.terms;
  terms.push_back(say("notice_ranking", {words_.end_of(closing.at), measure(closing)}));
  if (!closing.within.empty()) terms.push_back(say("notice_within", {words_.word(closing.within)}));
  if (closing.minimum) terms.push_back(say("notice_minimum", {closing.minimum->to_string()}));
  if (!closing.minimum && !closing.awards.empty()) terms.push_back(say("notice_above_zero"));
  terms.push_back(say(closing.dense ? "notice_ties_dense" : "notice_ties_competition"));
  if (closing.field > 1) terms.push_back(say("notice_field", {std::to_string(closing.field)}));
}

void Builder::rating(const rulelist::Closing& closing, Provision& provision) const {
  bool has_top = false;
  for (const rulelist::Level& level : closing.levels) {
    const std::string name = words_.title(rulelist::level_title(list_, closing, level), level.id);
    provision.rows.push_back({name, {level_condition(level), Figure::Sign::none}});
    has_top = has_top || level.top.has_value();
  }
  std::vector<std::string>& terms = provision.terms;
  terms.push_back(say("notice_rating", {words_.end_of(closing.at), measure(closing)}));
  if (!closing.within.empty()) terms.push_back(say("notice_within", {words_.word(closing.within)}));
  if (has_top) terms.push_back(say(closing.dense ? "notice_ties_dense" : "notice_ties_competition"));
  if (closing.levels.size() > 1) terms.push_back(say("notice_first_level"));
}

std::string Builder::level_condition(const rulelist::Level& level) const {
  std::vector<std::string> conditions;
  if (level.at_least) conditions.push_back("≥ " + level.at_least->to_string());
  if (level.above) conditions.push_back("> " + level.above->to_string());
  if (level.top) conditions.push_back(say("notice_top", {std::to_string(*level.top)}));
  if (conditions.empty()) return say("notice_any");
  std::string text;
  for (const std::string& each : conditions) text.append(text.empty() ? "" : say("notice_comma")).append(each);
  return text;
}

void Builder::dividend(const rulelist::Closing& closing, Provision& provision) const {
  const std::string fund = units_to_string(closing.fund, closing.decimals);
  provision.figure = {closing.unit.empty() ? fund : say("notice_amount", {fund, closing.unit}), Figure::Sign::none};
  provision.terms.push_back(
      say("notice_dividend", {words_.end_of(closing.at), provision.figure.text, measure(closing)}));
  if (!closing.within.empty()) provision.terms.push_back(say("notice_fund_within", {words_.word(closing.within)}));
}

std::string Builder::measure(const rulelist::Closing& closing) const {
  return closing.by ? phrase(words_, *closing.by) : say("notice_name_period");
}

}  // namespace pointsbank::notice
