#include "explanation/story_json.hpp"

namespace pointsbank::explanation {

std::string to_json(const Story& story) { return StoryJson(story).document(); }

std::string StoryJson::document() {
  out_.begin_object();
  head();
  out_.begin_array("items");
  for (const Item& each : story_.items) item(each);
  out_.end_array();
  out_.end_object();
  return out_.take();
}

void StoryJson::head() {
  out_.begin_object("question");
  if (!story_.question->event.empty()) {
    out_.text("event", story_.question->event);
  } else {
    out_.text("household", story_.question->household);
  }
  out_.end_object();
  const rulelist::List& list = *story_.program->versions.back().list;
  out_.text("household", story_.household);
  out_.text("through", story_.options->through.to_string());
  if (story_.options->as_of) {
    out_.text("as_of", story_.options->as_of->to_string(story_.program->format.utc_offset));
  } else {
    out_.null("as_of");
  }
  out_.whole("decimals", story_.decimals());
  out_.text("unit", list.unit);
  if (!story_.balance) return out_.null("balance");
  out_.begin_object("balance");
  amount("standing", story_.balance->standing);
  amount("spendable", story_.balance->spendable);
  amount("earned", story_.balance->earned);
  amount("deducted", story_.balance->deducted);
  if (story_.balance->frozen_until == Date::always()) {
    out_.null("frozen_until");
  } else {
    out_.text("frozen_until", story_.balance->frozen_until.to_string());
  }
  out_.end_object();
}

void StoryJson::item(const Item& item) {
  static constexpr std::string_view words[] = {"lapse", "base",    "event",    "not_evaluated",
                                               "entry", "closing", "forfeited"};
  out_.begin_object();
  out_.text("item", words[static_cast<std::size_t>(item.kind)]);
  day("date", item.date);
  switch (item.kind) {
    case Item::Kind::event: event(item.event); break;
    case Item::Kind::other: other(item.other); break;
    case Item::Kind::closing: closing(item.closing); break;
    case Item::Kind::base:
      if (const auto& base = story_.program->versions[story_.program->version_on(item.date)].list->base) {
        out_.text("each", to_string(base->each));
        place("place", base->place);
      }
      break;
    default: break;
  }
  if (!item.postings.empty()) postings(item.postings);
  out_.end_object();
}

void StoryJson::other(const OtherPart& part) {
  out_.text("event", part.outcome.event);
  out_.text("household", part.outcome.household);
  if (part.row != no_id) cells(part.row);
  if (part.outcome.outcome == Outcome::revoked) out_.text("revoked_by", part.counterpart);
  if (part.outcome.outcome == Outcome::revocation || part.outcome.reason == Reason::unknown_event) {
    out_.text("revokes", part.counterpart);
  }
  out_.text("outcome", to_string(part.outcome.outcome));
  out_.text_or_null("reason", to_string(part.outcome.reason));
}

// ------------------------------------------------------------------------------------------------------- figures

void StoryJson::step(std::string_view word) {
  out_.begin_object();
  out_.text("step", word);
}

void StoryJson::condition(const ConditionLine& line) {
  step("condition");
  out_.text("expression", line.expression->text());
  out_.boolean("holds", line.holds);
  if (line.fault != Reason::none) out_.text("fault", to_string(line.fault));
  reads(line.reads);
  out_.end_object();
}

void StoryJson::reads(const std::vector<ReadLine>& lines) {
  if (lines.empty()) return;
  out_.begin_object("reads");
  for (const ReadLine& line : lines) {
    if (line.is_absent) {
      out_.null(line.name);
    } else {
      out_.text(line.name, line.value);
    }
  }
  out_.end_object();
}

void StoryJson::floor(const FloorLine& line) {
  step("floor");
  amount("floor", story_.program->floor.value_or(0));
  amount("wanted", line.wanted);
  amount("standing", line.standing);
  amount("spendable", line.spendable);
  out_.end_object();
}

void StoryJson::veto_reference(std::string_view key, const VetoReference& veto) {
  out_.begin_object(key);
  out_.text("rule", rule_id(veto.rule));
  out_.text("event", story_.event_id(veto.event));
  day("until", veto.until);
  out_.end_object();
}

void StoryJson::postings(const std::vector<PostingLine>& lines) {
  out_.begin_array("postings");
  for (const PostingLine& line : lines) {
    const Posting& posting = line.posting;
    out_.begin_object();
    day("date", posting.date);
    out_.text("cause", to_string(posting.cause));
    const bool is_entry = posting.source == program::none;
    out_.text("source",
              is_entry ? to_string(posting.cause) : std::string_view(story_.program->sources[posting.source]));
    if (posting.event != no_id) {
      out_.text("event", is_entry ? std::string_view(story_.options->entries.rows()[posting.event].id)
                                  : story_.event_id(posting.event));
    }
    amount("standing", posting.standing);
    amount("spendable", posting.spendable);
    amount("standing_after", line.standing_after);
    amount("spendable_after", line.spendable_after);
    out_.end_object();
  }
  out_.end_array();
}

void StoryJson::title(const rulelist::Text& title) {
  out_.begin_object("title");
  out_.text("zh", title.in(Language::zh));
  out_.text("en", title.in(Language::en));
  out_.end_object();
}

void StoryJson::place(std::string_view key, const Place& place) {
  out_.begin_object(key);
  out_.text("file", place.file);
  out_.whole("line", place.line);
  out_.whole("column", place.column);
  out_.text("pointer", place.pointer);
  out_.end_object();
}

void StoryJson::amount(std::string_view key, std::int64_t units) {
  out_.text(key, units_to_string(units, story_.decimals()));
}

void StoryJson::day(std::string_view key, Date date) {
  if (date == Date::never() || date == Date::always()) return out_.null(key);
  out_.text(key, date.to_string());
}

void StoryJson::event_id(std::string_view key, Id row) {
  if (row == no_id) return out_.null(key);
  out_.text(key, story_.event_id(row));
}

}  // namespace pointsbank::explanation
