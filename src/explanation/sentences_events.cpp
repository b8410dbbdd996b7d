// Events and the rules that hear them, as sentences.

#include "explanation/sentences.hpp"
#include "explanation/words.hpp"

namespace pointsbank::explanation {

using Form = rulelist::Score::Form;

std::string Sentences::event_details(Id row) const {
  const Events::Columns& columns = story_.events->columns();
  std::string text;
  if (columns.quantity.has(row)) text += format("explain_quantity", {columns.quantity.at(row).to_string()});
  if (columns.grade.has(row)) text += format("explain_grade", {std::string(columns.grade.at(row))});
  if (columns.points.has(row)) text += format("explain_given", {columns.points.at(row).to_string()});
  if (columns.member.has(row)) text += format("explain_member", {std::string(columns.member.at(row))});
  if (columns.act.has(row)) text += format("explain_act", {std::string(columns.act.at(row))});
  return text;
}

void Sentences::event(const EventPart& part) {
  for (const ChangeLine& each : part.changes) change(each);
  for (const RuleLine& each : part.rules) rule(each, part.row);
  if (part.is_noted) say(1, "explain_noted");
}

void Sentences::change(const ChangeLine& line) {
  switch (line.kind) {
    case ChangeLine::Kind::cured:
      return say(1, "explain_cured", {rule_title(line.veto.rule), event_id(line.veto.event), until(line.veto.until)});
    case ChangeLine::Kind::state_opened: return say(1, "explain_state_opened", {closing_title(line.closing)});
    case ChangeLine::Kind::state_closed: return say(1, "explain_state_closed", {closing_title(line.closing)});
  }
}

/// What stands behind the rule's name: what its score is, or why there is none.
std::string Sentences::head_of_rule(const RuleLine& line, Id row) const {
  if (line.magnitude) return magnitude(*line.magnitude, story_.program->rules[line.rule]);
  if (line.not_in_effect) {
    const rulelist::DateRange& range = *line.not_in_effect;
    if (range.to == Date::never()) return format("explain_in_effect_from", {range.from.to_string()});
    return format("explain_in_effect", {range.from.to_string(), range.to.to_string()});
  }
  if (line.vetoed) {
    return format("explain_vetoed",
                  {rule_title(line.vetoed->rule), event_id(line.vetoed->event), until(line.vetoed->until)});
  }
  if (line.fault != Reason::none) return format("explain_rejected", {fault(line, row), reads(line.fault_reads)});
  if (line.condition->fault != Reason::none) return format("explain_rejected", {reason(line.condition->fault), {}});
  return format("explain_does_not_apply");
}

/// What the score lacks or cannot take.
std::string Sentences::fault(const RuleLine& line, Id row) const {
  const Events::Columns& columns = story_.events->columns();
  const rulelist::Score& score = *story_.program->rules[line.rule].score.model;
  const bool is_missing = line.fault == Reason::missing_value;
  const bool is_outside = line.fault == Reason::out_of_range;
  switch (score.form) {
    case Form::grades:
      if (is_missing) return format("explain_no_grade");
      if (line.fault == Reason::unknown_grade)
        return format("explain_grade_not_listed", {std::string(columns.grade.at(row))});
      break;
    case Form::range:
      if (is_missing) return format("explain_no_points");
      if (!is_outside) break;
      return format("explain_outside_range",
                    {columns.points.at(row).to_string(), score.least.to_string(), score.most.to_string()});
    case Form::formula:
      if (is_outside) return format("explain_formula_below_zero", {score.formula->text()});
      break;
    case Form::points: break;
    default:
      if (is_missing) return format("explain_no_quantity");
      if (is_outside) return format("explain_below_zero", {columns.quantity.at(row).to_string()});
  }
  return reason(line.fault);
}

void Sentences::rule(const RuleLine& line, Id row) {
  const program::Rule& rule = story_.program->rules[line.rule];
  say(1, rule.positive ? "explain_rule" : "explain_rule_against",
      {rule_title(line.rule), place(rule.model->place), head_of_rule(line, row)});
  if (line.condition) condition(2, *line.condition);
  if (line.magnitude) magnitude_steps(*line.magnitude, rule);
  if (line.contest) contest(*line.contest, rule);
  for (const LimitLine& each : line.limits) limit(each, rule);
  if (line.floor) floor(2, *line.floor);
  const bool is_said =
      line.not_in_effect || line.vetoed || line.fault != Reason::none || (line.condition && !line.condition->holds);
  if (!line.has_amount && !is_said) say(2, "explain_nothing", {reason(line.reason)});
  for (const PostingLine& each : line.postings) {
    if (each.posting.cause == Cause::rule) postings(2, {each});
  }
  lapse(line);
  if (line.veto) veto(*line.veto, rule);
  for (const PostingLine& each : line.postings) {
    if (each.posting.cause == Cause::forfeit) postings(2, {each});
  }
}

std::string Sentences::magnitude(const MagnitudeLine& line, const program::Rule& rule) const {
  const Derivation& derivation = line.derivation;
  const bool is_final = line.step == Number(1) && line.exact == Number(Decimal{line.rounded, story_.decimals()});
  const std::string value = is_final ? points(amount(line.rounded)) : derivation.exact.to_string();
  const auto equals = [&](const std::string& left) { return format("explain_equals", {left, value}); };
  const auto gives = [&](const std::string& left) { return format("explain_gives", {left, value}); };
  if (derivation.over) return equals(derivation.formula);
  switch (derivation.form) {
    case Form::rate:
    case Form::marginal: return equals(derivation.formula);
    case Form::grades: return gives(format("explain_of_grade", {std::string(derivation.grade)}));
    case Form::bands:
      if (!derivation.band) return gives(format("explain_below_bands", {derivation.quantity->to_string()}));
      return gives(format("explain_of_band", {derivation.quantity->to_string(), derivation.band->to_string()}));
    case Form::range: return gives(format("explain_of_reviewers"));
    case Form::formula: return equals("`" + rule.score.model->formula->text() + "`" + reads(line.reads));
    default: return value;
  }
}

/// What became of the magnitude on the way to the rounded one.
void Sentences::magnitude_steps(const MagnitudeLine& line, const program::Rule& rule) {
  const Derivation& derivation = line.derivation;
  const rulelist::Score& score = *rule.score.model;
  if (derivation.whole) {
    say(2, "explain_whole", {derivation.quantity->to_string(), score.each.to_string(), derivation.whole->to_string()});
  }
  if (derivation.over) {
    const Derivation::Over& over = *derivation.over;
    const std::string that_period = period("explain_that_", to_string(score.over->per));
    say(2, "explain_over_together",
        {that_period, over.together.to_string(), over.formula_together, over.points_together.to_string()});
    say(2, "explain_over_before", {over.before.to_string(), over.formula_before, over.points_before.to_string()});
  }
  if (rule.repeat) {
    const std::string window = rule.model->repeat->per
                                   ? period("explain_that_", to_string(*rule.model->repeat->per))
                                   : format("explain_within_months", {std::to_string(rule.repeat->within_months)});
    const std::string occurrence = std::to_string(line.occurrence);
    if (line.step == Number(1)) {
      say(2, "explain_repeat_once", {window, occurrence});
    } else {
      say(2, "explain_repeat",
          {window, occurrence, derivation.exact.to_string(), line.step.to_string(), line.exact.to_string()});
    }
  }
  if (line.exact != Number(Decimal{line.rounded, story_.decimals()})) {
    say(2, "explain_rounded_" + std::string(rounding_word(story_.program->rounding)), {points(amount(line.rounded))});
  }
}

void Sentences::contest(const ContestLine& line, const program::Rule& rule) {
  const program::Exclusive& group = story_.program->exclusives[rule.exclusive];
  const std::string that_period = period("explain_that_", group.per ? to_string(*group.per) : std::string_view("act"));
  if (line.highest_event == no_id) return say(2, "explain_first_of_group", {group.group, that_period});
  say(2, line.counts == 0 ? "explain_not_highest" : "explain_higher",
      {group.group, that_period, amount(line.highest), event_id(line.highest_event), rule_title(line.highest_rule),
       amount(line.counts)});
}

void Sentences::limit(const LimitLine& line, const program::Rule& rule) {
  const auto figure = [&](std::int64_t value) {
    return line.is_count ? format(value == 1 ? "explain_time" : "explain_times", {std::to_string(value)})
                         : amount(value);
  };
  std::string name;
  switch (line.level) {
    case program::Level::rule: name = format("explain_limit_of_rule"); break;
    case program::Level::category:
      name = rule.model->category;
      for (const rulelist::Category& category : rule.list->categories) {
        if (category.id == rule.model->category) name = title(category.title, category.id);
      }
      name = format("explain_limit_of_category", {name});
      break;
    case program::Level::list: name = format("explain_limit_of_list");
  }
  std::string text = format(line.by_member ? "explain_limit_of_member" : "explain_limit",
                            {name, period("explain_each_", to_string(line.per)), figure(line.most), figure(line.used)});
  if (line.bites) {
    const std::int64_t room = line.used >= line.most ? 0 : line.most - line.used;
    text += line.is_count ? format("explain_limit_reached") : format("explain_limit_cuts", {amount(room)});
  }
  const std::string end = line.until == Date::never() ? "" : format("explain_limit_until", {line.until.to_string()});
  text += (line.left == 0 ? format("explain_limit_full") : format("explain_limit_left", {figure(line.left)})) + end;
  this->line(2, text);
}

void Sentences::lapse(const RuleLine& line) {
  const auto on = [&](Date date) { return date.to_string(); };
  if (line.lapse) {
    if (line.lapse->on != Date::never()) say(2, "explain_lapses", {on(line.lapse->on)});
    if (!line.lapse->others.empty()) {
      const std::string others = event_list(line.lapse->others);
      if (line.lapse->on == Date::never()) {
        say(2, "explain_others_stay", {others});
      } else {
        say(2, "explain_others_lapse", {others, on(line.lapse->on)});
      }
    }
  }
  for (const MovedLapse& moved : line.moved) {
    if (moved.on == Date::never()) {
      say(2, "explain_made_to_stay", {event_id(moved.event)});
    } else {
      say(2, "explain_moved", {event_id(moved.event), on(moved.on)});
    }
  }
}

void Sentences::veto(const VetoLine& line, const program::Rule& rule) {
  const rulelist::Veto& model = *rule.veto;
  say(2, "explain_veto", {until(line.until)});
  if (model.block) say(3, "explain_veto_blocks");
  if (model.unranked) say(3, "explain_veto_unranked");
  if (!model.level.empty()) say(3, "explain_veto_level", {model.level});
  if (model.no_redemption) say(3, "explain_veto_no_redemption");
  std::string kinds;
  for (const std::string& kind : model.cured_by)
    kinds.append(kinds.empty() ? "" : format("explain_list_comma")).append(kind);
  if (!kinds.empty()) say(3, "explain_veto_cured_by", {kinds});
  if (!line.forfeit_from) return;
  if (*line.forfeit_from == Date::always()) {
    say(3, "explain_veto_forfeits_all");
  } else {
    say(3, "explain_veto_forfeits", {line.forfeit_from->to_string()});
  }
}

}  // namespace pointsbank::explanation
