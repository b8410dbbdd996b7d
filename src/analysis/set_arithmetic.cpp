// Arithmetic on sets of numbers: ends are calculated, what is known of single values is not kept.
#include <algorithm>
#include <initializer_list>

#include "analysis/value_sets.hpp"
#include "expression/operations.hpp"

namespace pointsbank::analysis {

namespace {

using MaybeEnd = std::optional<End>;

/// Ends that no expression can reach (such a result is a fault) are no ends; so sizes stay bounded too.
MaybeEnd bounded(MaybeEnd end) {
  if (end && end->value.bits() > expression::max_bits) return std::nullopt;
  return end;
}

NumberSet with_ends(MaybeEnd low, MaybeEnd high, bool is_whole = false) {
  NumberSet set;
  set.low = bounded(std::move(low));
  set.high = bounded(std::move(high));
  set.is_whole = is_whole;
  return set;
}

MaybeEnd negative(const MaybeEnd& end) { return end ? MaybeEnd(End{-end->value, end->is_open}) : std::nullopt; }

MaybeEnd added(const MaybeEnd& a, const MaybeEnd& b) {
  if (!a || !b) return std::nullopt;
  return End{a->value + b->value, a->is_open || b->is_open};
}

int sign_of(const MaybeEnd& end, int without_end) { return end ? end->value.sign() : without_end; }

NumberSet scaled(const NumberSet& a, const Number& factor) {
  const auto times = [&](const MaybeEnd& end) {
    return end ? MaybeEnd(End{end->value * factor, end->is_open}) : std::nullopt;
  };
  if (factor.is_zero()) return NumberSet::of(0);
  const bool is_whole = a.is_whole && factor.is_whole();
  return factor.sign() > 0 ? with_ends(times(a.low), times(a.high), is_whole)
                           : with_ends(times(a.high), times(a.low), is_whole);
}

/// 1 / b for a b that has one sign, or is zero, which faults.
NumberSet inverse(const NumberSet& b) {
  const auto inverted = [](const MaybeEnd& end) -> MaybeEnd {
    if (!end || end->value.is_zero()) return std::nullopt;
    return End{Number(1) / end->value, end->is_open};
  };
  const MaybeEnd zero = End{0, true};
  const bool is_above = b.low && b.low->value.sign() >= 0;
  if (is_above) return with_ends(b.high ? inverted(b.high) : zero, inverted(b.low));
  return with_ends(inverted(b.high), b.low ? inverted(b.low) : zero);
}

/// Ends of days are dates of the calendar, as literals and ranges have them.
CivilDate civil_of(const End& end) {
  const Number day = end.value.floor();
  return civil(Date{day.is_small() ? static_cast<std::int32_t>(day.small_numerator()) : 0});
}

}  // namespace

NumberSet negative(const NumberSet& a) {
  if (a.is_empty()) return NumberSet::nothing();
  return with_ends(negative(a.high), negative(a.low), a.is_whole);
}

NumberSet sum(const NumberSet& a, const NumberSet& b) {
  if (a.is_empty() || b.is_empty()) return NumberSet::nothing();
  return with_ends(added(a.low, b.low), added(a.high, b.high), a.is_whole && b.is_whole);
}

NumberSet product(const NumberSet& a, const NumberSet& b) {
  if (a.is_empty() || b.is_empty()) return NumberSet::nothing();
  if (const std::optional<Number> factor = b.only()) return scaled(a, *factor);
  if (const std::optional<Number> factor = a.only()) return scaled(b, *factor);
  const bool is_whole = a.is_whole && b.is_whole;
  const bool are_above = sign_of(a.low, -1) >= 0 && sign_of(b.low, -1) >= 0;
  if (a.low && a.high && b.low && b.high) {
    const std::initializer_list<Number> corners = {a.low->value * b.low->value, a.low->value * b.high->value,
                                                   a.high->value * b.low->value, a.high->value * b.high->value};
    return with_ends(End{std::min(corners), false}, End{std::max(corners), false}, is_whole);
  }
  if (are_above) return with_ends(End{a.low->value * b.low->value, false}, std::nullopt, is_whole);
  return with_ends(std::nullopt, std::nullopt, is_whole);
}

NumberSet quotient(const NumberSet& a, const NumberSet& b) {
  if (a.is_empty() || b.is_empty()) return NumberSet::nothing();
  if (const std::optional<Number> divisor = b.only()) {
    return divisor->is_zero() ? NumberSet::nothing() : scaled(a, Number(1) / *divisor);
  }
  const bool has_one_sign = sign_of(b.low, -1) >= 0 || sign_of(b.high, 1) <= 0;
  return has_one_sign ? product(a, inverse(b)) : NumberSet();
}

NumberSet remainder(const NumberSet& a, const NumberSet& b) {
  if (a.is_empty() || b.is_empty()) return NumberSet::nothing();
  const std::optional<Number> dividend = a.only();
  const std::optional<Number> divisor = b.only();
  if (divisor && divisor->is_zero()) return NumberSet::nothing();
  if (dividend && divisor) return NumberSet::of(*dividend - *divisor * (*dividend / *divisor).floor());
  const bool is_whole = a.is_whole && (b.is_whole || (divisor && divisor->is_whole()));
  if (sign_of(b.low, -1) >= 0) {
    return with_ends(End{0, false}, b.high ? MaybeEnd(End{b.high->value, true}) : std::nullopt, is_whole);
  }
  return {};
}

NumberSet least(const NumberSet& a, const NumberSet& b) {
  if (a.is_empty() || b.is_empty()) return NumberSet::nothing();
  const auto lower = [](const MaybeEnd& x, const MaybeEnd& y) {
    return y->value < x->value || (y->value == x->value && x->is_open) ? y : x;
  };
  MaybeEnd low = a.low && b.low ? lower(a.low, b.low) : std::nullopt;
  MaybeEnd high = a.high && b.high ? lower(a.high, b.high) : a.high ? a.high : b.high;
  if (high) high->is_open = false;
  return with_ends(std::move(low), std::move(high), a.is_whole && b.is_whole);
}

NumberSet greatest(const NumberSet& a, const NumberSet& b) { return negative(least(negative(a), negative(b))); }

NumberSet absolute(const NumberSet& a) {
  if (a.is_empty()) return NumberSet::nothing();
  if (sign_of(a.low, -1) >= 0) return with_ends(a.low, a.high, a.is_whole);
  if (sign_of(a.high, 1) <= 0) return negative(a);
  if (!a.low || !a.high) return with_ends(End{0, false}, std::nullopt, a.is_whole);
  return with_ends(End{0, false}, End{std::max(-a.low->value, a.high->value), false}, a.is_whole);
}

NumberSet floored(const NumberSet& a) {
  if (a.is_empty()) return NumberSet::nothing();
  return with_ends(a.low ? MaybeEnd(End{a.low->value.floor(), false}) : std::nullopt,
                   a.high ? MaybeEnd(End{a.high->value.floor(), false}) : std::nullopt, true);
}

NumberSet ceiled(const NumberSet& a) { return negative(floored(negative(a))); }

NumberSet rounded(const NumberSet& a, int decimals) {
  if (a.is_empty()) return NumberSet::nothing();
  Number scale(1);
  for (int i = 0; i < decimals; ++i) scale = scale * 10;
  const auto round = [&](const MaybeEnd& end) {
    return end ? MaybeEnd(End{end->value.rounded_units(decimals, Rounding::half_up) / scale, false}) : std::nullopt;
  };
  return with_ends(round(a.low), round(a.high), decimals == 0);
}

NumberSet years_of(const NumberSet& days) {
  if (days.is_empty()) return NumberSet::nothing();
  return NumberSet::between(days.low ? std::optional(Number(civil_of(*days.low).year)) : std::nullopt,
                            days.high ? std::optional(Number(civil_of(*days.high).year)) : std::nullopt, true);
}

NumberSet months_of(const NumberSet& days) {
  if (days.is_empty()) return NumberSet::nothing();
  if (days.low && days.high) {
    const CivilDate first = civil_of(*days.low);
    const CivilDate last = civil_of(*days.high);
    if (first.year == last.year) return NumberSet::between(Number(first.month), Number(last.month), true);
  }
  return NumberSet::between(1, 12, true);
}

NumberSet either_of(const NumberSet& a, const NumberSet& b) {
  if (a.is_empty()) return b;
  if (b.is_empty()) return a;
  const auto outer = [](const MaybeEnd& x, const MaybeEnd& y, bool is_low) -> MaybeEnd {
    if (!x || !y) return std::nullopt;
    if (x->value == y->value) return End{x->value, x->is_open && y->is_open};
    return (x->value < y->value) == is_low ? x : y;
  };
  return with_ends(outer(a.low, b.low, true), outer(a.high, b.high, false), a.is_whole && b.is_whole);
}

}  // namespace pointsbank::analysis
