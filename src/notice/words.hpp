// Words for what a list names by ids, and for its figures, in one language.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "notice/content.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::notice {

class Words {
 public:
  Words(const rulelist::List& list, Language language) : list_(list), language_(language) {}

  [[nodiscard]] const rulelist::List& list() const noexcept { return list_; }
  [[nodiscard]] Language language() const noexcept { return language_; }
  [[nodiscard]] std::string say(std::string_view code, std::initializer_list<std::string> arguments = {}) const;

  /// A grade, group, attribute, level or subject: the list's own word for it (`x-words`), else the catalogue's, else
  /// the id.
  [[nodiscard]] std::string word(const std::string& id) const;
  /// The title of the rule that hears the kind, in quotes; else the kind's word.
  [[nodiscard]] std::string kind(const std::string& kind) const;
  /// The rule by whose title a kind goes; null where several rules hear it, or none.
  [[nodiscard]] const rulelist::Rule* rule_called(const std::string& kind) const;
  /// `village` is a village, but as the grade of an honour that of the village.
  [[nodiscard]] std::string grade(const std::string& id) const;
  [[nodiscard]] std::string kinds(const std::vector<std::string>& kinds) const;
  [[nodiscard]] std::string title(const rulelist::Text& title, const std::string& id) const;
  [[nodiscard]] std::string listed(const std::vector<std::string>& words) const;
  [[nodiscard]] std::string quoted(const std::string& text) const { return say("notice_quoted", {text}); }

  // Figures.
  [[nodiscard]] std::string units(std::int64_t units) const {
    return Number(Decimal{units, list_.decimals}).to_string();
  }
  [[nodiscard]] std::string points(const Number& points) const {
    return say("notice_points", {points.to_string(), points == Number(1) ? unit_of_one() : unit()});
  }
  [[nodiscard]] std::string points_of_units(std::int64_t amount) const {
    return points(Number(Decimal{amount, list_.decimals}));
  }
  [[nodiscard]] std::string times(std::int64_t times) const {
    return say(times == 1 ? "explain_time" : "explain_times", {std::to_string(times)});
  }
  [[nodiscard]] bool has_own_unit() const;
  [[nodiscard]] std::string unit() const { return has_own_unit() ? list_.unit : say("notice_unit"); }
  [[nodiscard]] std::string unit_of_one() const { return has_own_unit() ? list_.unit : say("notice_unit_of_one"); }
  [[nodiscard]] static Figure signed_figure(const std::string& magnitude, bool adds);
  [[nodiscard]] std::string date(Date date) const;
  [[nodiscard]] std::string range(const rulelist::DateRange& range) const;

  // Periods: `notice_each_month`.
  [[nodiscard]] std::string each(PeriodKind kind) const { return period("notice_each_", kind); }
  [[nodiscard]] std::string within(PeriodKind kind) const { return period("notice_within_", kind); }
  [[nodiscard]] std::string end_of(PeriodKind kind) const { return period("notice_end_of_", kind); }

  /// The scored subject: `户`.
  [[nodiscard]] std::string subject() const { return word(list_.subject); }

 private:
  [[nodiscard]] std::string own_word(const std::string& id) const;
  [[nodiscard]] std::string period(std::string_view prefix, PeriodKind kind) const;

  const rulelist::List& list_;
  Language language_;
};

}  // namespace pointsbank::notice
