// Closings, as sentences.

#include "explanation/sentences.hpp"
#include "explanation/words.hpp"

namespace pointsbank::explanation {

using Kind = rulelist::Closing::Kind;

namespace {

std::string with_unit(const std::string& amount, const std::string& unit) {
  const bool is_ascii = !unit.empty() && static_cast<unsigned char>(unit.front()) < 0x80;
  return is_ascii ? amount + " " + unit : amount + unit;
}

/// At most so many decimals; what is cut off is shown to be so.
std::string shortened(const Number& value, int decimals) {
  if (value.is_multiple_of_unit(decimals)) return value.to_string();
  return value.to_string(decimals, Rounding::down) + "…";
}

}  // namespace

void Sentences::closing(const Item& item) {
  const ClosingPart& part = item.closing;
  const rulelist::Closing& model = *part.instance.closing->model;
  dated(item.date, format("explain_closing", {title(model.title, model.id), place(model.place),
                                              part.instance.period.to_string(), part.instance.day.to_string()}));
  closing_lines(part);
  postings(1, part.postings);
}

void Sentences::closing_lines(const ClosingPart& part) {
  for (const PublishedLine& published : part.published) {
    std::string cells;
    for (const auto& [name, text] : published.cells) {
      if (text.empty()) continue;
      cells.append(cells.empty() ? "" : format("explain_comma"))
          .append(format("explain_cell_" + std::string(name)))
          .append(" ")
          .append(text);
    }
    say(1, "explain_published", {cells});
  }
  if (part.when) {
    condition(1, *part.when);
    if (!part.when->holds) return say(1, "explain_not_picked");
  }
  if (part.skipped != Reason::none) return say(1, "explain_too_new");
  if (part.obligation) obligation(*part.obligation);
  for (const StateLine& line : part.states) state(line);
  for (const FloorLine& line : part.floors) floor(1, line);
  if (part.measure) measure(part);
  if (part.rank) rank(*part.rank);
  if (part.rating) rating(*part.rating);
  if (part.dividend) dividend(part);
  if (part.benefit) say(1, "explain_benefit", {with_unit(part.benefit->value, part.instance.closing->model->unit)});
  carried_over(part);
}

void Sentences::obligation(const ObligationLine& line) {
  const std::string done = std::to_string(line.done), wanted = std::to_string(line.wanted);
  if (line.done >= line.wanted) return say(1, "explain_obligation_met", {wanted, done});
  say(1, "explain_obligation_missed",
      {wanted, done, std::to_string(line.wanted - line.done), points(amount(line.units))});
}

void Sentences::state(const StateLine& line) {
  const std::string event = line.event == no_id ? std::string() : event_id(line.event);
  const std::string since = line.opened.to_string();
  if (line.blocked) {
    return say(
        1, "explain_state_blocked",
        {since, event, rule_title(line.blocked->rule), event_id(line.blocked->event), until(line.blocked->until)});
  }
  if (!line.is_due) return say(1, "explain_state_not_due", {since, event});
  say(1, "explain_state_due", {since, event, points(amount(line.units))});
}

void Sentences::measure(const ClosingPart& part) {
  const MeasureLine& line = *part.measure;
  const program::Measure& model = part.instance.closing->measure;
  const std::string text = model.expression == nullptr ? "period" : model.expression->text();
  const bool is_plain = line.reads.size() == 1 && line.reads.front().name == text;
  if (line.fault != Reason::none) {
    say(1, "explain_measure_fault", {text, reason(line.fault), reads(line.reads)});
  } else if (text == "period") {
    say(1, "explain_measure_period", {amount_of(line.measure)});
  } else if (is_plain && text == "standing") {
    say(1, "explain_measure_standing", {amount_of(line.measure)});
  } else {
    say(1, "explain_measure", {text, line.measure.to_string(), reads(line.reads)});
  }
  if (line.unranked) {
    say(1, "explain_unranked",
        {rule_title(line.unranked->rule), event_id(line.unranked->event), until(line.unranked->until)});
  }
}

void Sentences::rank(const RankLine& line) {
  if (line.is_ranked) {
    const std::string rank = std::to_string(line.rank), ranked = std::to_string(line.ranked);
    if (line.group.empty()) {
      say(1, "explain_rank", {rank, ranked});
    } else {
      say(1, "explain_rank_in_group", {rank, ranked, std::string(line.group)});
    }
  }
  if (line.points != 0) say(1, "explain_award", {points(amount(line.points))});
  if (line.no_award != NoAward::none && line.no_award != NoAward::left_out) {
    say(1, "explain_no_award_" + std::string(no_award_word(line.no_award)));
  }
}

void Sentences::rating(const RatingLine& line) {
  const std::string level(line.level);
  if (!line.is_rated) return level == "unrated" ? say(1, "explain_not_rated") : say(1, "explain_unrated", {level});
  const std::string rank = std::to_string(line.rank), ranked = std::to_string(line.ranked);
  if (level.empty()) {
    say(1, "explain_no_level", {rank, ranked});
  } else {
    say(1, "explain_level", {level, rank, ranked});
  }
  if (line.next) next_level(*line.next);
}

void Sentences::next_level(const NextLevel& next) {
  const std::string level(next.level);
  if (next.missing) {
    say(1, next.more_than ? "explain_next_more_than" : "explain_next", {level, next.missing->to_string()});
  }
  if (!next.top) return;
  const std::string top = std::to_string(*next.top);
  if (next.missing_to_top) {
    say(1, "explain_next_top", {level, top, next.missing_to_top->to_string()});
  } else {
    say(1, "explain_next_rank", {level, top});
  }
}

void Sentences::dividend(const ClosingPart& part) {
  const rulelist::Closing& model = *part.instance.closing->model;
  const DividendLine& line = *part.dividend;
  say(1, "explain_dividend",
      {units_to_string(model.fund, model.decimals), part.measure->measure.to_string(), line.sum.to_string(),
       shortened(dividend_due(part), model.decimals + 2),
       with_unit(units_to_string(line.amount, model.decimals), model.unit)});
}

/// What an expiry or a reset does to the accounts.
void Sentences::carried_over(const ClosingPart& part) {
  const rulelist::Closing& model = *part.instance.closing->model;
  if (model.kind == Kind::reset)
    return say(1, "explain_reset_" + std::string(account_word(model.account)), {amount(model.to)});
  if (model.kind != Kind::expiry) return;
  if (part.postings.empty()) return say(1, "explain_nothing_expires");
  if (model.keep) return say(1, "explain_keep", {amount(part.spendable_before), model.keep->to_string()});
  say(1, "explain_expiry_by_age", {std::to_string(model.after_months)});
}

}  // namespace pointsbank::explanation
