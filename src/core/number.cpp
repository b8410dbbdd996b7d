#include "pointsbank/number.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "core/big_fraction.hpp"

namespace pointsbank {

using detail::BigFraction;
using detail::BigInteger;
using detail::Parts;

namespace {

constexpr int128_t least_small = INT64_MIN;
constexpr int128_t most_small = INT64_MAX;

constexpr bool fits(int128_t value) noexcept { return value >= least_small && value <= most_small; }

uint128_t magnitude(int128_t value) noexcept {
  return value < 0 ? -static_cast<uint128_t>(value) : static_cast<uint128_t>(value);
}

uint128_t greatest_common_divisor(uint128_t a, uint128_t b) noexcept {
  // Halves of 128 bits are rare: step down to the machine's division as soon as both fit.
  while (b != 0 && ((a >> 64) != 0 || (b >> 64) != 0)) {
    const uint128_t rest = a % b;
    a = b;
    b = rest;
  }
  auto low_a = static_cast<std::uint64_t>(a);
  auto low_b = static_cast<std::uint64_t>(b);
  if (b == 0) return a;
  while (low_b != 0) {
    const std::uint64_t rest = low_a % low_b;
    low_a = low_b;
    low_b = rest;
  }
  return low_a;
}

BigInteger big(int128_t value) {
  const uint128_t size = magnitude(value);
  BigInteger result = static_cast<std::uint64_t>(size >> 64);
  result <<= 64;
  result += static_cast<std::uint64_t>(size);
  return value < 0 ? BigInteger(-result) : result;
}

BigInteger power_of_ten(int exponent) {
  BigInteger result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

/// Beyond this, a power of ten leaves 64 bits, and its product with a small numerator 128.
constexpr int max_small_power = 18;

std::int64_t small_power_of_ten(int exponent) noexcept {
  std::int64_t result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

/// |value| / divisor rounded, for the big form.
BigInteger divide_big_rounded(const BigInteger& value, const BigInteger& divisor, Rounding rounding) {
  BigInteger quotient;
  BigInteger rest;
  const BigInteger size = value < 0 ? BigInteger(-value) : value;
  boost::multiprecision::divide_qr(size, divisor, quotient, rest);
  bool away = false;
  switch (rounding) {
    case Rounding::half_up: away = rest * 2 >= divisor; break;
    case Rounding::half_even:
      away = rest * 2 > divisor || (rest * 2 == divisor && boost::multiprecision::bit_test(quotient, 0));
      break;
    case Rounding::down: break;
    case Rounding::up: away = rest != 0; break;
  }
  if (away) quotient += 1;
  return value < 0 ? BigInteger(-quotient) : quotient;
}

Number whole(BigInteger value) { return BigFraction::make(std::move(value), BigInteger(1)); }

}  // namespace

// ---------------------------------------------------------------------------------------------------- the big form

Number BigFraction::make(BigInteger over, BigInteger under) {
  if (under < 0) {
    over = -over;
    under = -under;
  }
  const BigInteger divisor = boost::multiprecision::gcd(over, under);
  if (divisor > 1) {
    over /= divisor;
    under /= divisor;
  }
  Number result;
  if (over >= INT64_MIN && over <= INT64_MAX && under <= INT64_MAX) {
    result.numerator_ = static_cast<std::int64_t>(over);
    result.denominator_ = static_cast<std::int64_t>(under);
    return result;
  }
  const auto* shared = new BigFraction(std::move(over), std::move(under));
  result.numerator_ = reinterpret_cast<std::int64_t>(shared);  // NOLINT: the tagged form of Number
  result.denominator_ = 0;
  return result;
}

Parts::Parts(const Number& number) {
  if (number.is_small()) {
    numerator = number.small_numerator();
    denominator = number.small_denominator();
  } else {
    numerator = BigFraction::of(number).numerator;
    denominator = BigFraction::of(number).denominator;
  }
}

void Number::retain() const noexcept { BigFraction::of(*this).uses.fetch_add(1, std::memory_order_relaxed); }

void Number::release() noexcept {
  const BigFraction& shared = BigFraction::of(*this);
  if (shared.uses.fetch_sub(1, std::memory_order_acq_rel) == 1) delete &shared;
  numerator_ = 0;
  denominator_ = 1;
}

// ------------------------------------------------------------------------------------------------------- decimals

DecimalResult parse_decimal(std::string_view text) noexcept {
  DecimalResult result;
  const auto fail = [&](DecimalFault fault) {
    result.fault = fault;
    return result;
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t at = 0;
  const bool negative = at < text.size() && text[at] == '-';
  if (negative) ++at;
  const std::size_t whole_begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  const std::size_t whole_digits = at - whole_begin;
  if (whole_digits == 0 || (whole_digits > 1 && text[whole_begin] == '0')) return fail(DecimalFault::not_a_number);
  std::size_t fraction_begin = at;
  std::size_t fraction_digits = 0;
  if (at < text.size() && text[at] == '.') {
    fraction_begin = ++at;
    while (at < text.size() && is_digit(text[at])) ++at;
    fraction_digits = at - fraction_begin;
    if (fraction_digits == 0) return fail(DecimalFault::not_a_number);
  }
  int exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool down = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t exponent_begin = at;
    while (at < text.size() && is_digit(text[at])) {
      if (exponent <= max_exponent) exponent = exponent * 10 + (text[at] - '0');
      ++at;
    }
    if (at == exponent_begin) return fail(DecimalFault::not_a_number);
    if (at == text.size() && exponent > max_exponent) return fail(DecimalFault::exponent_too_large);
    if (down) exponent = -exponent;
  }
  if (at != text.size()) return fail(DecimalFault::not_a_number);

  // With an exponent the digits move; the bounds hold for the number as it is written out in full.
  std::size_t first = whole_begin;
  const std::size_t digits_end = fraction_digits != 0 ? fraction_begin + fraction_digits : whole_begin + whole_digits;
  while (first < digits_end && (text[first] == '0' || text[first] == '.')) ++first;
  if (first == digits_end) {  // zero
    if (exponent == 0 && fraction_digits > max_digits_after_point) return fail(DecimalFault::too_fine);
    result.value.decimals = exponent == 0 ? static_cast<int>(fraction_digits) : 0;
    return result;
  }
  const long after = static_cast<long>(fraction_digits) - exponent;
  long significant = 0;
  for (std::size_t i = first; i < digits_end; ++i) significant += is_digit(text[i]) ? 1 : 0;
  if (significant - after > max_digits_before_point) return fail(DecimalFault::too_many_digits);
  if (after > max_digits_after_point) return fail(DecimalFault::too_fine);
  int128_t mantissa = 0;
  for (std::size_t i = first; i < digits_end; ++i) {
    if (is_digit(text[i])) mantissa = mantissa * 10 + (text[i] - '0');
  }
  for (long i = after; i < 0; ++i) mantissa *= 10;
  result.value.mantissa = negative ? -mantissa : mantissa;
  result.value.decimals = static_cast<int>(std::max(after, 0L));
  return result;
}

// ------------------------------------------------------------------------------------------------------ the number

Number::Number(const Decimal& value) : Number(fraction(value.mantissa, small_power_of_ten(value.decimals))) {}

Number Number::of(std::string_view text) { return Number(parse_decimal(text).value); }

Number Number::fraction(int128_t numerator, int128_t denominator) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  if (denominator != 1 && fits(numerator) && fits(denominator)) {
    const auto of_one_word = static_cast<std::uint64_t>(denominator);
    const auto divisor =
        static_cast<std::int64_t>(std::gcd(static_cast<std::uint64_t>(magnitude(numerator)), of_one_word));
    numerator = static_cast<std::int64_t>(numerator) / divisor;
    denominator = static_cast<std::int64_t>(denominator) / divisor;
  } else if (denominator != 1) {
    const uint128_t divisor = greatest_common_divisor(magnitude(numerator), static_cast<uint128_t>(denominator));
    if (divisor > 1) {
      numerator /= static_cast<int128_t>(divisor);
      denominator /= static_cast<int128_t>(divisor);
    }
  }
  if (fits(numerator) && fits(denominator)) {
    Number result;
    result.numerator_ = static_cast<std::int64_t>(numerator);
    result.denominator_ = static_cast<std::int64_t>(denominator);
    return result;
  }
  return BigFraction::make(big(numerator), big(denominator));
}

int Number::sign() const noexcept {
  if (is_small()) return numerator_ < 0 ? -1 : numerator_ > 0 ? 1 : 0;
  return BigFraction::of(*this).numerator < 0 ? -1 : 1;
}

bool Number::is_whole() const noexcept {
  return is_small() ? denominator_ == 1 : BigFraction::of(*this).denominator == 1;
}

unsigned Number::bits() const noexcept {
  const auto width = [](std::uint64_t value) { return static_cast<unsigned>(std::bit_width(value)); };
  if (is_small()) {
    return std::max(width(static_cast<std::uint64_t>(magnitude(numerator_))),
                    width(static_cast<std::uint64_t>(denominator_)));
  }
  const BigFraction& parts = BigFraction::of(*this);
  const auto big_width = [](const BigInteger& value) {
    if (value == 0) return 0U;
    return static_cast<unsigned>(boost::multiprecision::msb(value < 0 ? BigInteger(-value) : value)) + 1U;
  };
  return std::max(big_width(parts.numerator), big_width(parts.denominator));
}

Number operator+(const Number& a, const Number& b) {
  if (a.is_small() && b.is_small()) {
    // Two products of 64-bit values and their sum fit into 128 bits.
    if (a.denominator_ == 1 && b.denominator_ == 1) {
      const int128_t sum = static_cast<int128_t>(a.numerator_) + b.numerator_;
      if (fits(sum)) return Number(static_cast<std::int64_t>(sum));
      return Number::fraction(sum, 1);
    }
    return Number::fraction(
        static_cast<int128_t>(a.numerator_) * b.denominator_ + static_cast<int128_t>(b.numerator_) * a.denominator_,
        static_cast<int128_t>(a.denominator_) * b.denominator_);
  }
  const Parts left(a);
  const Parts right(b);
  return BigFraction::make(left.numerator * right.denominator + right.numerator * left.denominator,
                           left.denominator * right.denominator);
}

Number operator-(const Number& a, const Number& b) { return a + -b; }

Number operator*(const Number& a, const Number& b) {
  if (a.is_small() && b.is_small()) {
    return Number::fraction(static_cast<int128_t>(a.numerator_) * b.numerator_,
                            static_cast<int128_t>(a.denominator_) * b.denominator_);
  }
  const Parts left(a);
  const Parts right(b);
  return BigFraction::make(left.numerator * right.numerator, left.denominator * right.denominator);
}

Number operator/(const Number& a, const Number& b) {
  if (a.is_small() && b.is_small()) {
    return Number::fraction(static_cast<int128_t>(a.numerator_) * b.denominator_,
                            static_cast<int128_t>(a.denominator_) * b.numerator_);
  }
  const Parts left(a);
  const Parts right(b);
  return BigFraction::make(left.numerator * right.denominator, left.denominator * right.numerator);
}

Number Number::operator-() const {
  if (is_small()) return fraction(-static_cast<int128_t>(numerator_), denominator_);
  const Parts parts(*this);
  return BigFraction::make(-parts.numerator, parts.denominator);
}

std::strong_ordering operator<=>(const Number& a, const Number& b) noexcept {
  if (a.is_small() && b.is_small()) {
    return static_cast<int128_t>(a.numerator_) * b.denominator_ <=>
           static_cast<int128_t>(b.numerator_) * a.denominator_;
  }
  const Parts left(a);
  const Parts right(b);
  const int order = (left.numerator * right.denominator).compare(right.numerator * left.denominator);
  return order <=> 0;
}

bool operator==(const Number& a, const Number& b) noexcept { return (a <=> b) == std::strong_ordering::equal; }

Number Number::floor() const {
  if (is_small()) {
    const std::int64_t quotient = numerator_ / denominator_;
    return Number(numerator_ % denominator_ < 0 ? quotient - 1 : quotient);
  }
  const BigFraction& parts = BigFraction::of(*this);
  BigInteger quotient = parts.numerator / parts.denominator;
  if (parts.numerator < 0 && quotient * parts.denominator != parts.numerator) quotient -= 1;
  return whole(std::move(quotient));
}

Number Number::ceil() const { return -((-*this).floor()); }

Number Number::abs() const { return sign() < 0 ? -*this : *this; }

std::optional<std::int64_t> Number::to_units(int decimals, Rounding rounding) const {
  if (is_small() && decimals <= max_small_power) {
    const int128_t scaled = static_cast<int128_t>(numerator_) * small_power_of_ten(decimals);
    const int128_t units = denominator_ == 1 ? scaled : divide_rounded(scaled, denominator_, rounding);
    if (!fits(units)) return std::nullopt;
    return static_cast<std::int64_t>(units);
  }
  const Number units = rounded_units(decimals, rounding);
  if (!units.is_small()) return std::nullopt;
  return units.numerator_;
}

Number Number::rounded_units(int decimals, Rounding rounding) const {
  if (is_small() && decimals <= max_small_power) {
    const int128_t scaled = static_cast<int128_t>(numerator_) * small_power_of_ten(decimals);
    return fraction(divide_rounded(scaled, denominator_, rounding), 1);
  }
  const Parts parts(*this);
  return whole(divide_big_rounded(BigInteger(parts.numerator * power_of_ten(decimals)), parts.denominator, rounding));
}

bool Number::is_multiple_of_unit(int decimals) const {
  if (is_small() && decimals <= max_small_power) return small_power_of_ten(decimals) % denominator_ == 0;
  return power_of_ten(decimals) % Parts(*this).denominator == 0;
}

std::string Number::to_string(int decimals, Rounding rounding) const {
  const Number units = rounded_units(decimals, rounding);
  if (units.is_small()) return units_to_string(units.numerator_, decimals);
  BigInteger value = BigFraction::of(units).numerator;
  const bool negative = value < 0;
  if (negative) value = -value;
  std::string digits = value.str();
  if (digits.size() <= static_cast<std::size_t>(decimals))
    digits.insert(0, static_cast<std::size_t>(decimals) + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - static_cast<std::size_t>(decimals), 1, '.');
  return negative ? "-" + digits : digits;
}

std::string Number::to_string(int max_decimals) const {
  const Parts parts(*this);
  for (int decimals = 0; decimals <= max_decimals; ++decimals) {
    if (power_of_ten(decimals) % parts.denominator == 0) return to_string(decimals, Rounding::down);
  }
  return parts.numerator.str() + "/" + parts.denominator.str();
}

// -------------------------------------------------------------------------------------------------------- rounding

int128_t divide_rounded(int128_t value, int128_t divisor, Rounding rounding) noexcept {
  const uint128_t size = magnitude(value);
  const auto under = static_cast<uint128_t>(divisor);
  uint128_t quotient;
  uint128_t rest;
  if ((size >> 64) == 0 && (under >> 64) == 0) {  // the machine divides 64 bits much faster
    quotient = static_cast<std::uint64_t>(size) / static_cast<std::uint64_t>(under);
    rest = static_cast<std::uint64_t>(size) % static_cast<std::uint64_t>(under);
  } else {
    quotient = size / under;
    rest = size % under;
  }
  if (rest != 0) {
    // Not 2 * rest: that could leave 128 bits.
    const uint128_t missing = under - rest;
    switch (rounding) {
      case Rounding::half_up: quotient += rest >= missing ? 1 : 0; break;
      case Rounding::half_even: quotient += rest > missing || (rest == missing && (quotient & 1) != 0) ? 1 : 0; break;
      case Rounding::down: break;
      case Rounding::up: quotient += 1; break;
    }
  }
  return value < 0 ? -static_cast<int128_t>(quotient) : static_cast<int128_t>(quotient);
}

void append_units(std::string& out, std::int64_t units, int decimals) {
  char buffer[20];  // 2^64 has 20 digits
  char* const end = buffer + sizeof buffer;
  char* at = end;
  std::uint64_t rest = units < 0 ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
  do {
    *--at = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (units < 0) out += '-';
  const auto after_point = static_cast<std::size_t>(decimals);
  const auto digits = static_cast<std::size_t>(end - at);
  if (digits > after_point) {
    out.append(at, digits - after_point);
  } else {
    out += '0';
  }
  if (after_point == 0) return;
  out += '.';
  if (digits < after_point) out.append(after_point - digits, '0');
  const std::size_t shown = std::min(digits, after_point);
  out.append(end - shown, shown);
}

std::string units_to_string(std::int64_t units, int decimals) {
  std::string out;
  append_units(out, units, decimals);
  return out;
}

}  // namespace pointsbank
