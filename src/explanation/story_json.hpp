// A story as one JSON document. Its shape:
//
//   {"question": {"household"|"event": id}, "household": id, "through", "as_of", "decimals", "unit",
//    "balance": {"standing", "spendable", "earned", "deducted", "frozen_until"} or null,
//    "items": [{"item": "event"|"not_evaluated"|"closing"|"base"|"lapse"|"entry"|"forfeited", "date", …}]}
//
// An event has `before` (what it cured, opened or closed) and `rules`, each with its place in the rule list, `steps` in
// the order in which they were taken, `outcome`, `reason`, `amount` and `postings`; a closing has `steps` and
// `postings`. Amounts, quantities and measures are exact decimals (or `n/d`) in strings; a day that never comes is
// null.
#pragma once

#include <string>

#include "explanation/json_writer.hpp"
#include "explanation/story.hpp"

namespace pointsbank::explanation {

[[nodiscard]] std::string to_json(const Story& story);

/// What events and closings have in common; the parts are written by one file each.
class StoryJson {
 public:
  explicit StoryJson(const Story& story) : story_(story) {}
  [[nodiscard]] std::string document();

 private:
  void head();
  void item(const Item& item);
  void other(const OtherPart& part);

  // Events (story_json_events.cpp).
  void event(const EventPart& part);
  void cells(Id row);
  void change(const ChangeLine& line);
  void rule(const RuleLine& line);
  void rule_steps(const RuleLine& line);
  void magnitude(const MagnitudeLine& line, const program::Rule& rule);
  void contest(const ContestLine& line, const program::Rule& rule);
  void limit(const LimitLine& line);
  void lapse(const RuleLine& line);
  void veto(const VetoLine& line, const program::Rule& rule);

  // Closings (story_json_closings.cpp).
  void closing(const ClosingPart& part);
  void closing_steps(const ClosingPart& part);
  void obligation(const ObligationLine& line);
  void state(const StateLine& line);
  void measure(const ClosingPart& part);
  void rank(const RankLine& line);
  void rating(const RatingLine& line);
  void dividend(const ClosingPart& part);
  void published(const PublishedLine& line);

  // Figures.
  void step(std::string_view word);
  void condition(const ConditionLine& line);
  void reads(const std::vector<ReadLine>& lines);
  void floor(const FloorLine& line);
  void veto_reference(std::string_view key, const VetoReference& veto);
  void postings(const std::vector<PostingLine>& lines);
  void title(const rulelist::Text& title);
  void place(std::string_view key, const Place& place);
  void amount(std::string_view key, std::int64_t units);
  void number(std::string_view key, const Number& number) { out_.text(key, number.to_string()); }
  void day(std::string_view key, Date date);
  void event_id(std::string_view key, Id row);
  [[nodiscard]] std::string_view rule_id(Index rule) const { return story_.program->rules[rule].model->id; }

  const Story& story_;
  JsonWriter out_;
};

}  // namespace pointsbank::explanation
