#include "pointsbank/explain.hpp"

#include <algorithm>
#include <unordered_map>

#include "evaluation/engine.hpp"
#include "evaluation/validation.hpp"
#include "explanation/collector.hpp"
#include "explanation/comparisons.hpp"
#include "explanation/sentences.hpp"
#include "explanation/story_json.hpp"
#include "messages/messages.hpp"

namespace pointsbank {

namespace explanation {

namespace {

[[noreturn]] void refuse(std::string_view code, std::initializer_list<std::string> arguments = {}) {
  throw UsageError(messages::format(code, {arguments.begin(), arguments.size()}, Language::en));
}

/// What a question is about.
struct Subject {
  Id household = no_id;           ///< in the roster
  std::string_view household_id;  ///< as a row that was not evaluated names it
  Id event = no_id;               ///< the row asked for; no_id also for a revocation
};

Id find_row(const Events& events, std::string_view event) {
  for (Id row = 0; row < events.size(); ++row) {
    if (events.columns().id[row] == event) return row;
  }
  return no_id;
}

bool is_revocation(const Events& events, std::string_view event) {
  const auto& revocations = events.revocations();
  return std::any_of(revocations.begin(), revocations.end(),
                     [&](const Events::Revocation& each) { return each.id == event; });
}

Subject find_subject(const Roster& roster, const Events& events, const ExplainQuestion& question,
                     const evaluation::Validation& validate) {
  Subject subject;
  if (question.event.empty()) {
    if (question.household.empty()) refuse("explain_no_question");
    subject.household = roster.size() == 0 ? no_id : roster.find(question.household);
    if (subject.household == no_id) refuse("explain_no_household", {question.household});
    subject.household_id = roster.id(subject.household);
    return subject;
  }
  subject.event = find_row(events, question.event);
  if (subject.event == no_id) {
    if (!is_revocation(events, question.event)) refuse("explain_no_event", {question.event});
    return subject;
  }
  const evaluation::Validation::Result result = validate(subject.event);
  subject.household = result.household;
  subject.household_id =
      result.household != no_id ? roster.id(result.household) : validate.household_text(subject.event, result.reason);
  if (subject.household == no_id && roster.size() != 0) subject.household = roster.find(subject.household_id);
  if (!question.household.empty() && question.household != subject.household_id) {
    refuse("explain_other_household", {question.event, question.household});
  }
  return subject;
}

/// When a row happened; Date::never() of a revocation of which it is not known.
Date date_of(const Story& story, const OtherPart& part) {
  if (part.row != no_id) return Date{story.events->columns().date[part.row]};
  for (const Events::Revocation& each : story.events->revocations()) {
    if (each.id != part.outcome.event) continue;
    return each.recorded == absent_cell ? Date::never() : Moment{each.recorded}.date(story.program->format.utc_offset);
  }
  return Date::never();
}

/// Of a revoked event the revocation, of a revocation the event that it names.
std::string_view counterpart_of(const Story& story, const OtherPart& part) {
  const std::int64_t known_until = story.options->as_of ? story.options->as_of->microseconds : INT64_MAX;
  for (const Events::Revocation& each : story.events->revocations()) {
    if (part.row == no_id && each.id == part.outcome.event) return each.revokes;
    const bool is_known = each.recorded == absent_cell || each.recorded <= known_until;
    if (part.outcome.outcome == Outcome::revoked && each.target == part.row && is_known) return each.id;
  }
  return {};
}

/// Rows that were not evaluated: those of the household, or those with the id of the event asked for.
void add_others(Story& story, const Subject& subject, const evaluation::Binding& binding,
                const evaluation::Validation& validate) {
  const bool of_event = !story.question->event.empty();
  std::vector<evaluation::NotEvaluated> rejected;
  for (Id row = 0; row < story.events->size(); ++row) {
    if (of_event && row != subject.event) continue;
    const evaluation::Validation::Result result = validate(row);
    if (result.household != no_id) continue;
    rejected.push_back({row, result.outcome, result.reason, validate.household_text(row, result.reason)});
  }
  std::vector<OtherOutcome> others = evaluation::other_outcomes(binding, rejected);
  std::erase_if(others, [&](const OtherOutcome& other) {
    return of_event ? other.event != story.question->event : other.household != subject.household_id;
  });
  std::unordered_map<std::string_view, Id> rows;
  for (const OtherOutcome& other : others) rows.emplace(other.event, no_id);
  for (Id row = 0; row < story.events->size() && !rows.empty(); ++row) {
    const auto found = rows.find(story.event_id(row));
    if (found != rows.end()) found->second = row;
  }
  for (const OtherOutcome& other : others) {
    Item& item = story.items.emplace_back();
    item.kind = Item::Kind::other;
    item.other.outcome = other;
    item.other.row = rows.at(other.event);
    item.other.counterpart = counterpart_of(story, item.other);
    item.date = date_of(story, item.other);
  }
}

/// Closings that have nothing to say of the household.
bool is_silent(const Item& item) {
  if (item.kind != Item::Kind::closing) return false;
  const ClosingPart& part = item.closing;
  if (part.instance.is_published) return part.published.empty() && part.postings.empty();
  const bool is_continuing = part.instance.closing->model->kind == rulelist::Closing::Kind::continuing;
  return is_continuing && part.states.empty() && part.postings.empty() && (!part.when || part.when->holds);
}

/// Rows that were not evaluated join the events of their day.
void order(std::vector<Item>& items) {
  const auto phase = [](const Item& item) {
    switch (item.kind) {
      case Item::Kind::lapse: return 0;
      case Item::Kind::base: return 1;
      case Item::Kind::event:
      case Item::Kind::forfeited:
      case Item::Kind::other: return 2;
      case Item::Kind::entry: return 3;
      default: return 4;
    }
  };
  std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    return a.date != b.date ? a.date < b.date : phase(a) < phase(b);
  });
}

/// The later event whose veto took back what `event` had earned, told as an item of its own.
std::optional<Item> forfeit_of(const Item& item, Id event) {
  for (const RuleLine& line : item.event.rules) {
    if (!line.veto ||
        std::find(line.veto->forfeited.begin(), line.veto->forfeited.end(), event) == line.veto->forfeited.end())
      continue;
    Item told;
    told.kind = Item::Kind::forfeited;
    told.date = item.date;
    for (const PostingLine& posting : line.postings) {
      if (posting.posting.cause == Cause::forfeit) told.postings.push_back(posting);
    }
    if (!told.postings.empty()) return told;
  }
  return std::nullopt;
}

/// Leaves the part of one event, and what it caused later.
void keep_event(std::vector<Item>& items, Id event) {
  std::vector<Item> kept;
  for (Item& item : items) {
    const bool is_lapse = item.kind == Item::Kind::lapse && item.postings.front().posting.event == event;
    const bool is_its_own = item.kind == Item::Kind::event && item.event.row == event;
    if (is_lapse || is_its_own || item.kind == Item::Kind::other) {
      kept.push_back(std::move(item));
    } else if (item.kind == Item::Kind::event) {
      if (std::optional<Item> forfeit = forfeit_of(item, event)) kept.push_back(std::move(*forfeit));
    }
  }
  items = std::move(kept);
}

}  // namespace

}  // namespace explanation

Explanation explain(const Program& program, const Roster& roster, const Events& events, const EvaluateOptions& options,
                    const ExplainQuestion& question) {
  using namespace explanation;
  const evaluation::Binding binding(program, roster, events, options);
  const evaluation::Validation validate(binding);
  const Subject subject = find_subject(roster, events, question, validate);
  Story story;
  story.question = &question;
  story.options = &options;
  story.program = &program.compiled();
  story.roster = &roster;
  story.events = &events;
  story.household = subject.household_id;

  Evaluation evaluation;
  if (subject.household != no_id) {
    Collector collector(story);
    evaluation = evaluation::evaluate_listening(program, roster, events, options, subject.household, collector);
    story.balance = evaluation.balances()[subject.household];
    add_comparisons(story, subject.household, evaluation);
    std::erase_if(story.items, is_silent);
  }
  add_others(story, subject, binding, validate);
  order(story.items);
  if (!question.event.empty()) keep_event(story.items, subject.event);
  return Explanation{to_json(story), to_sentences(story, Language::zh), to_sentences(story, Language::en)};
}

}  // namespace pointsbank
