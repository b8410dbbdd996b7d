// A story as sentences in one language: a line a step, indented under what it belongs to. Every sentence stands in the
// catalogue of messages; here only the figures are put in.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "explanation/story.hpp"

namespace pointsbank::explanation {

[[nodiscard]] std::string to_sentences(const Story& story, Language language);

class Sentences {
 public:
  Sentences(const Story& story, Language language) : story_(story), language_(language) {}
  [[nodiscard]] std::string text();

 private:
  using Arguments = std::initializer_list<std::string>;

  void item(const Item& item);
  void other(const Item& item);
  void account_item(const Item& item);

  // Events (sentences_events.cpp).
  void event(const EventPart& part);
  [[nodiscard]] std::string event_details(Id row) const;
  void change(const ChangeLine& line);
  void rule(const RuleLine& line, Id row);
  [[nodiscard]] std::string head_of_rule(const RuleLine& line, Id row) const;
  [[nodiscard]] std::string fault(const RuleLine& line, Id row) const;
  [[nodiscard]] std::string magnitude(const MagnitudeLine& line, const program::Rule& rule) const;
  void magnitude_steps(const MagnitudeLine& line, const program::Rule& rule);
  void contest(const ContestLine& line, const program::Rule& rule);
  void limit(const LimitLine& line, const program::Rule& rule);
  void lapse(const RuleLine& line);
  void veto(const VetoLine& line, const program::Rule& rule);

  // Closings (sentences_closings.cpp).
  void closing(const Item& item);
  void closing_lines(const ClosingPart& part);
  void obligation(const ObligationLine& line);
  void state(const StateLine& line);
  void measure(const ClosingPart& part);
  void rank(const RankLine& line);
  void rating(const RatingLine& line);
  void next_level(const NextLevel& next);
  void dividend(const ClosingPart& part);
  void carried_over(const ClosingPart& part);

  // Lines and figures.
  void line(std::size_t depth, std::string_view text);
  void say(std::size_t depth, std::string_view code, Arguments arguments = {}) { line(depth, format(code, arguments)); }
  /// A line that begins with a date; Date::never() stands for none.
  void dated(Date date, std::string_view text);
  [[nodiscard]] std::string format(std::string_view code, Arguments arguments = {}) const;
  void condition(std::size_t depth, const ConditionLine& line);
  void postings(std::size_t depth, const std::vector<PostingLine>& lines);
  void floor(std::size_t depth, const FloorLine& line);
  [[nodiscard]] std::string reads(const std::vector<ReadLine>& lines) const;
  [[nodiscard]] std::string amount(std::int64_t units) const { return units_to_string(units, story_.decimals()); }
  /// With the list's decimals; points that are a measure have no more.
  [[nodiscard]] std::string amount_of(const Number& points) const {
    return points.to_string(story_.decimals(), story_.program->rounding);
  }
  [[nodiscard]] std::string signed_amount(std::int64_t units) const;
  [[nodiscard]] std::string points(const std::string& amount) const;
  [[nodiscard]] std::string until(Date date) const;
  [[nodiscard]] std::string period(std::string_view prefix, std::string_view word) const;
  [[nodiscard]] std::string title(const rulelist::Text& title, const std::string& id) const;
  [[nodiscard]] std::string rule_title(Index rule) const;
  [[nodiscard]] std::string closing_title(Index identity) const;
  [[nodiscard]] std::string event_list(const std::vector<Id>& rows) const;
  [[nodiscard]] std::string reason(Reason reason) const;
  [[nodiscard]] std::string event_id(Id row) const { return std::string(story_.event_id(row)); }
  [[nodiscard]] static std::string place(const Place& place);

  const Story& story_;
  Language language_;
  std::string out_;
};

}  // namespace pointsbank::explanation
