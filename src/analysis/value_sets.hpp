// Which values a term of an expression may have: always a superset of those that it can have, never less. So what is
// found empty here is certainly impossible, and what is not may still be.
//
// Dates are numbers of days, booleans 0 and 1. Values; not safe to change from several threads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expression/program.hpp"

namespace pointsbank::analysis {

/// An end of an interval; the value itself belongs to it unless it is open.
struct End {
  Number value;
  bool is_open = false;
};

/// Numbers between two ends (none: without end), perhaps only some of them, perhaps without some of them.
struct NumberSet {
  std::optional<End> low, high;
  bool is_whole = false;                     ///< whole numbers alone
  std::optional<std::vector<Number>> among;  ///< sorted
  std::vector<Number> except;

  [[nodiscard]] static NumberSet between(std::optional<Number> low, std::optional<Number> high, bool is_whole = false);
  [[nodiscard]] static NumberSet of(const Number& value) { return between(value, value); }
  [[nodiscard]] static NumberSet any_of(std::vector<Number> values);
  [[nodiscard]] static NumberSet nothing() { return any_of({}); }

  [[nodiscard]] bool is_empty() const;
  [[nodiscard]] bool may_be(const Number& value) const;
  /// The only value, where there is but one.
  [[nodiscard]] std::optional<Number> only() const;
  /// Leaves those that may stand in this relation to some value of the other.
  void keep(expression::Comparison comparison, const NumberSet& other);

 private:
  void raise(const End& end);
  void lower(const End& end);
  void settle();
};

// What comes out of numbers of these sets. A division by zero gives nothing.
[[nodiscard]] NumberSet negative(const NumberSet& a);
[[nodiscard]] NumberSet sum(const NumberSet& a, const NumberSet& b);
[[nodiscard]] NumberSet product(const NumberSet& a, const NumberSet& b);
[[nodiscard]] NumberSet quotient(const NumberSet& a, const NumberSet& b);
[[nodiscard]] NumberSet remainder(const NumberSet& a, const NumberSet& b);
[[nodiscard]] NumberSet least(const NumberSet& a, const NumberSet& b);
[[nodiscard]] NumberSet greatest(const NumberSet& a, const NumberSet& b);
[[nodiscard]] NumberSet absolute(const NumberSet& a);
[[nodiscard]] NumberSet floored(const NumberSet& a);
[[nodiscard]] NumberSet ceiled(const NumberSet& a);
[[nodiscard]] NumberSet rounded(const NumberSet& a, int decimals);
/// Of days of the calendar: their years, and their months, which are known where all lie in one year.
[[nodiscard]] NumberSet years_of(const NumberSet& days);
[[nodiscard]] NumberSet months_of(const NumberSet& days);
[[nodiscard]] NumberSet either_of(const NumberSet& a, const NumberSet& b);

/// Texts: some, or all but some.
struct TextSet {
  std::optional<std::vector<std::string>> among;
  std::vector<std::string> except;

  [[nodiscard]] bool is_empty() const { return among && among->empty(); }
  [[nodiscard]] bool may_be(std::string_view text) const;
  [[nodiscard]] std::optional<std::string> only() const;
  void keep(expression::Comparison comparison, const TextSet& other);
};

/// Of one type: numbers, dates and booleans in `numbers`, strings in `texts`.
struct ValueSet {
  expression::Type type = expression::Type::number;
  NumberSet numbers;
  TextSet texts;

  [[nodiscard]] bool is_empty() const;
  void keep(expression::Comparison comparison, const ValueSet& other);
};

[[nodiscard]] ValueSet set_of(expression::Type type);
[[nodiscard]] ValueSet set_of(const expression::Operand& value);
[[nodiscard]] ValueSet set_of(NumberSet numbers, expression::Type type = expression::Type::number);
[[nodiscard]] ValueSet set_of_texts(std::vector<std::string> among);

/// `a < b` as `b > a`.
[[nodiscard]] expression::Comparison turned(expression::Comparison comparison) noexcept;
/// What holds where this does not.
[[nodiscard]] expression::Comparison opposite(expression::Comparison comparison) noexcept;

}  // namespace pointsbank::analysis
