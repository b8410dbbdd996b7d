// Closings, as JSON.

#include "explanation/story_json.hpp"
#include "explanation/words.hpp"

namespace pointsbank::explanation {

using Kind = rulelist::Closing::Kind;

void StoryJson::closing(const ClosingPart& part) {
  const rulelist::Closing& model = *part.instance.closing->model;
  out_.text("closing", model.id);
  title(model.title);
  out_.text("kind", closing_word(model.kind));
  out_.text("at", to_string(model.at));
  out_.text("period", part.instance.period.to_string());
  out_.text("version", part.instance.closing->list->version);
  place("place", model.place);
  out_.boolean("published", part.instance.is_published);
  out_.begin_array("steps");
  closing_steps(part);
  out_.end_array();
  postings(part.postings);
}

void StoryJson::closing_steps(const ClosingPart& part) {
  const rulelist::Closing& model = *part.instance.closing->model;
  for (const PublishedLine& line : part.published) published(line);
  if (part.when) condition(*part.when);
  if (part.skipped != Reason::none) {
    step("skipped");
    out_.text("reason", to_string(part.skipped));
    out_.end_object();
  }
  if (part.obligation) obligation(*part.obligation);
  for (const StateLine& line : part.states) state(line);
  for (const FloorLine& line : part.floors) floor(line);
  if (part.measure) measure(part);
  if (part.rank) rank(*part.rank);
  if (part.rating) rating(*part.rating);
  if (part.dividend) dividend(part);
  if (part.benefit) {
    step("benefit");
    out_.text("value", part.benefit->value);
    out_.text("unit", model.unit);
    out_.end_object();
  }
  if (model.kind == Kind::expiry && !part.postings.empty()) {
    step("expiry");
    amount("spendable", part.spendable_before);
    if (model.keep) {
      number("keep", *model.keep);
    } else {
      out_.whole("after_months", model.after_months);
    }
    out_.end_object();
  }
  if (model.kind == Kind::reset) {
    step("reset");
    amount("to", model.to);
    out_.end_object();
  }
}

void StoryJson::obligation(const ObligationLine& line) {
  step("obligation");
  out_.whole("done", line.done);
  out_.whole("at_least", line.wanted);
  out_.whole("missing", line.done < line.wanted ? line.wanted - line.done : 0);
  amount("takes", line.units);
  out_.end_object();
}

void StoryJson::state(const StateLine& line) {
  step("state");
  if (line.act != no_id) out_.text("act", story_.events->columns().act.texts->text(line.act));
  day("since", line.opened);
  event_id("opened_by", line.event);
  out_.boolean("due", line.is_due);
  amount("points", line.units);
  if (line.blocked) veto_reference("vetoed", *line.blocked);
  out_.end_object();
}

void StoryJson::measure(const ClosingPart& part) {
  const MeasureLine& line = *part.measure;
  const program::Measure& model = part.instance.closing->measure;
  step("measure");
  out_.text("expression", model.expression == nullptr ? std::string_view("period") : model.expression->text());
  reads(line.reads);
  if (line.fault == Reason::none) {
    number("measure", line.measure);
  } else {
    out_.text("fault", to_string(line.fault));
  }
  out_.boolean("takes_part", line.takes_part);
  if (line.unranked) veto_reference("unranked", *line.unranked);
  out_.boolean("blocked", line.is_blocked);
  out_.end_object();
}

void StoryJson::rank(const RankLine& line) {
  step("rank");
  if (line.is_ranked) {
    out_.text("group", line.group);
    out_.whole("rank", line.rank);
    out_.whole("of", line.ranked);
  }
  amount("award", line.points);
  if (line.no_award != NoAward::none) out_.text("no_award", no_award_word(line.no_award));
  out_.end_object();
}

void StoryJson::rating(const RatingLine& line) {
  step("rating");
  out_.text("group", line.group);
  if (line.is_rated) {
    out_.whole("rank", line.rank);
    out_.whole("of", line.ranked);
  }
  out_.text_or_null("level", line.level);
  if (line.next) {
    const NextLevel& next = *line.next;
    out_.begin_object("next");
    out_.text("level", next.level);
    if (next.missing) {
      number("missing", *next.missing);
      out_.boolean("more_than", next.more_than);
    }
    if (next.top) {
      out_.whole("top", *next.top);
      if (next.missing_to_top) number("missing_to_top", *next.missing_to_top);
    }
    out_.end_object();
  }
  out_.end_object();
}

void StoryJson::dividend(const ClosingPart& part) {
  const rulelist::Closing& model = *part.instance.closing->model;
  const DividendLine& line = *part.dividend;
  step("dividend");
  out_.text("group", line.group);
  out_.text("fund", units_to_string(model.fund, model.decimals));
  number("measure", part.measure->measure);
  number("sum", line.sum);
  number("due", dividend_due(part));
  out_.text("amount", units_to_string(line.amount, model.decimals));
  out_.text("unit", model.unit);
  out_.end_object();
}

void StoryJson::published(const PublishedLine& line) {
  step("published");
  for (const auto& [name, text] : line.cells) out_.text(name, text);
  out_.end_object();
}

}  // namespace pointsbank::explanation
