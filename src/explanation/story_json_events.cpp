// Events and the rules that hear them, as JSON.

#include "explanation/story_json.hpp"
#include "explanation/words.hpp"

namespace pointsbank::explanation {

void StoryJson::event(const EventPart& part) {
  out_.text("event", story_.event_id(part.row));
  cells(part.row);
  if (!part.changes.empty()) {
    out_.begin_array("before");
    for (const ChangeLine& line : part.changes) change(line);
    out_.end_array();
  }
  if (part.is_noted) out_.text("outcome", to_string(Outcome::noted));
  out_.begin_array("rules");
  for (const RuleLine& line : part.rules) rule(line);
  out_.end_array();
}

/// What the row of an event says, but for its id and household.
void StoryJson::cells(Id row) {
  const Events::Columns& columns = story_.events->columns();
  out_.text("kind", columns.kind.at(row));
  out_.text("at", at_text(story_, row));
  if (!columns.recorded.empty() && columns.recorded[row] != absent_cell) {
    out_.text("recorded", Moment{columns.recorded[row]}.to_string(story_.program->format.utc_offset));
  }
  if (columns.quantity.has(row)) number("quantity", columns.quantity.at(row));
  if (columns.points.has(row)) number("points", columns.points.at(row));
  if (columns.grade.has(row)) out_.text("grade", columns.grade.at(row));
  if (columns.member.has(row)) out_.text("member", columns.member.at(row));
  if (columns.act.has(row)) out_.text("act", columns.act.at(row));
}

void StoryJson::change(const ChangeLine& line) {
  switch (line.kind) {
    case ChangeLine::Kind::cured:
      step("cured");
      veto_reference("veto", line.veto);
      break;
    case ChangeLine::Kind::state_opened:
    case ChangeLine::Kind::state_closed:
      step(line.kind == ChangeLine::Kind::state_opened ? "state_opened" : "state_closed");
      out_.text("closing", story_.program->closing_ids[line.closing]);
  }
  out_.end_object();
}

void StoryJson::rule(const RuleLine& line) {
  const program::Rule& rule = story_.program->rules[line.rule];
  out_.begin_object();
  out_.text("rule", rule.model->id);
  title(rule.model->title);
  out_.text("list", rule.positive ? "positive" : "negative");
  out_.text("category", rule.model->category);
  out_.text("version", rule.list->version);
  place("place", rule.model->place);
  out_.begin_array("steps");
  rule_steps(line);
  out_.end_array();
  if (!line.not_in_effect) {
    out_.text("outcome", to_string(line.outcome));
    out_.text_or_null("reason", to_string(line.reason));
    if (line.has_amount) {
      amount("amount", line.amount);
    } else {
      out_.null("amount");
    }
    postings(line.postings);
  }
  out_.end_object();
}

void StoryJson::rule_steps(const RuleLine& line) {
  const program::Rule& rule = story_.program->rules[line.rule];
  if (line.not_in_effect) {
    step("not_in_effect");
    day("from", line.not_in_effect->from);
    day("to", line.not_in_effect->to);
    out_.end_object();
  }
  if (line.vetoed) {
    step("vetoed");
    veto_reference("by", *line.vetoed);
    out_.end_object();
  }
  if (line.condition) condition(*line.condition);
  if (line.fault != Reason::none) {
    step("fault");
    out_.text("reason", to_string(line.fault));
    reads(line.fault_reads);
    out_.end_object();
  }
  if (line.magnitude) magnitude(*line.magnitude, rule);
  if (line.contest) contest(*line.contest, rule);
  for (const LimitLine& each : line.limits) limit(each);
  if (line.limited) {
    step("limited");
    amount("asked", line.limited->asked);
    amount("counts", line.limited->counts);
    out_.end_object();
  }
  if (line.floor) floor(*line.floor);
  if (line.lapse || !line.moved.empty()) lapse(line);
  if (line.veto) veto(*line.veto, rule);
}

void StoryJson::magnitude(const MagnitudeLine& line, const program::Rule& rule) {
  const Derivation& derivation = line.derivation;
  step("magnitude");
  out_.text("form", form_word(derivation.form));
  if (derivation.quantity) number("quantity", *derivation.quantity);
  if (!derivation.grade.empty()) out_.text("grade", derivation.grade);
  if (derivation.band) number("from", *derivation.band);
  if (derivation.whole) number("whole", *derivation.whole);
  if (rule.score.model->formula) out_.text("expression", rule.score.model->formula->text());
  reads(line.reads);
  if (derivation.over) {
    const Derivation::Over& over = *derivation.over;
    out_.begin_object("over");
    out_.text("per", to_string(rule.score.model->over->per));
    out_.text("by", rule.score.model->over->by_member ? "member" : "household");
    number("before", over.before);
    number("together", over.together);
    out_.text("formula_before", over.formula_before);
    out_.text("formula_together", over.formula_together);
    number("points_before", over.points_before);
    number("points_together", over.points_together);
    out_.end_object();
  }
  out_.text("formula", derivation.formula == derivation.exact.to_string()
                           ? derivation.formula
                           : derivation.formula + " = " + derivation.exact.to_string());
  number("value", derivation.exact);
  if (rule.repeat) {
    out_.whole("occurrence", line.occurrence);
    number("times", line.step);
  }
  number("exact", line.exact);
  out_.text("rounding", rounding_word(story_.program->rounding));
  amount("rounded", line.rounded);
  out_.end_object();
}

void StoryJson::contest(const ContestLine& line, const program::Rule& rule) {
  const program::Exclusive& group = story_.program->exclusives[rule.exclusive];
  step("exclusive");
  out_.text("group", group.group);
  out_.text("per", group.per ? to_string(*group.per) : std::string_view("act"));
  amount("magnitude", line.magnitude);
  amount("highest", line.highest);
  if (line.highest_event != no_id) {
    out_.text("highest_event", story_.event_id(line.highest_event));
    out_.text("highest_rule", rule_id(line.highest_rule));
  }
  amount("counts", line.counts);
  out_.end_object();
}

void StoryJson::limit(const LimitLine& line) {
  static constexpr std::string_view levels[] = {"rule", "category", "list"};
  step("limit");
  out_.text("level", levels[static_cast<std::size_t>(line.level)]);
  out_.text("per", to_string(line.per));
  out_.text("by", line.by_member ? "member" : "household");
  out_.text("of", line.is_count ? "count" : "points");
  if (line.is_count) {
    out_.whole("most", line.most);
    out_.whole("used", line.used);
    out_.whole("left", line.left);
  } else {
    amount("most", line.most);
    amount("used", line.used);
    amount("left", line.left);
  }
  day("until", line.until);
  out_.boolean("bites", line.bites);
  if (line.place != nullptr) place("place", *line.place);
  out_.end_object();
}

void StoryJson::lapse(const RuleLine& line) {
  step("lapse");
  day("on", line.lapse ? line.lapse->on : Date::never());
  if (line.lapse && !line.lapse->others.empty()) {
    out_.begin_array("also");
    for (const Id other : line.lapse->others) out_.element(story_.event_id(other));
    out_.end_array();
  }
  if (!line.moved.empty()) {
    out_.begin_array("moved");
    for (const MovedLapse& moved : line.moved) {
      out_.begin_object();
      out_.text("by", story_.event_id(moved.event));
      day("on", moved.on);
      out_.end_object();
    }
    out_.end_array();
  }
  out_.end_object();
}

void StoryJson::veto(const VetoLine& line, const program::Rule& rule) {
  const rulelist::Veto& model = *rule.veto;
  step("veto");
  day("until", line.until);
  out_.boolean("block", model.block);
  out_.boolean("unranked", model.unranked);
  out_.boolean("no_redemption", model.no_redemption);
  out_.text_or_null("level", model.level);
  out_.begin_array("cured_by");
  for (const std::string& kind : model.cured_by) out_.element(kind);
  out_.end_array();
  if (line.forfeit_from) {
    out_.begin_object("forfeit");
    out_.text("period", to_string(*model.forfeit));
    day("from", *line.forfeit_from);
    out_.begin_array("of");
    for (const Id event : line.forfeited) out_.element(story_.event_id(event));
    out_.end_array();
    out_.end_object();
  }
  out_.end_object();
}

}  // namespace pointsbank::explanation
