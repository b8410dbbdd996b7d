#include "explanation/words.hpp"

namespace pointsbank::explanation {

std::string_view form_word(rulelist::Score::Form form) noexcept {
  static constexpr std::string_view words[] = {"points", "rate", "grades", "bands", "marginal", "range", "formula"};
  return words[static_cast<std::size_t>(form)];
}

std::string_view closing_word(rulelist::Closing::Kind kind) noexcept {
  static constexpr std::string_view words[] = {"obligation", "continuing", "ranking",  "rating",
                                               "expiry",     "reset",      "dividend", "benefit"};
  return words[static_cast<std::size_t>(kind)];
}

std::string_view rounding_word(Rounding rounding) noexcept {
  static constexpr std::string_view words[] = {"half_up", "half_even", "down", "up"};
  return words[static_cast<std::size_t>(rounding)];
}

std::string_view account_word(rulelist::Account account) noexcept {
  static constexpr std::string_view words[] = {"both", "standing", "spendable"};
  return words[static_cast<std::size_t>(account)];
}

std::string_view no_award_word(NoAward why) noexcept {
  static constexpr std::string_view words[] = {"none",    "left_out",       "below_minimum", "small_field",
                                               "blocked", "nothing_gained", "rank_without"};
  return words[static_cast<std::size_t>(why)];
}

std::string at_text(const Story& story, Id row) {
  const Events::Columns& columns = story.events->columns();
  const Date date{columns.date[row]};
  if (columns.second[row] < 0) return date.to_string();
  const int offset = story.program->format.utc_offset;
  Moment moment = first_moment(date, offset);
  moment.microseconds += std::int64_t{columns.second[row]} * 1'000'000;
  if (!columns.microsecond.empty()) moment.microseconds += columns.microsecond[row];
  return moment.to_string(offset);
}

Number dividend_due(const ClosingPart& part) {
  const rulelist::Closing& model = *part.instance.closing->model;
  return Number(Decimal{model.fund, model.decimals}) * part.measure->measure / part.dividend->sum;
}

}  // namespace pointsbank::explanation
