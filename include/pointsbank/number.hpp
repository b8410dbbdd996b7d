// Exact numbers: decimals as they are written, and rationals for what is calculated from them.
//
// No value here ever passes through floating point. A Number is a fraction in lowest terms with a positive
// denominator; it lives in two 64-bit words while both sides fit, and moves to an arbitrary-precision fraction
// (immutable, shared) when they do not. Copying is cheap, operations are exact, nothing wraps round.
// All functions are safe to call from several threads on different objects.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pointsbank {

__extension__ typedef __int128 int128_t;
__extension__ typedef unsigned __int128 uint128_t;

/// How what lies between two units is rounded. Every mode rounds the magnitude and keeps the sign.
enum class Rounding : std::uint8_t {
  half_up,    ///< away from zero at the half (四舍五入)
  half_even,  ///< to the even unit at the half
  down,       ///< towards zero
  up,         ///< away from zero
};

inline constexpr int max_digits_before_point = 18;
inline constexpr int max_digits_after_point = 9;
inline constexpr int max_exponent = 18;

/// An exact decimal as written: mantissa x 10^-decimals, at most 18 digits before the point and 9 after it.
struct Decimal {
  int128_t mantissa = 0;
  int decimals = 0;  ///< digits after the point, 0 to 9
};

enum class DecimalFault : std::uint8_t { none, not_a_number, too_many_digits, too_fine, exponent_too_large };

/// Reads the grammar of a JSON number (`-12`, `0.10`, `1e3`) and nothing else: no sign `+`, no leading zeros, no
/// blanks. The value is read from the text, digit by digit.
struct DecimalResult {
  Decimal value;
  DecimalFault fault = DecimalFault::none;
};
[[nodiscard]] DecimalResult parse_decimal(std::string_view text) noexcept;

namespace detail {
struct BigFraction;
}

class Number {
 public:
  constexpr Number() noexcept = default;
  constexpr Number(std::int64_t value) noexcept : numerator_(value) {}  // NOLINT: whole numbers are numbers
  explicit Number(const Decimal& value);
  /// numerator / denominator, brought to lowest terms. The denominator is not 0.
  static Number fraction(int128_t numerator, int128_t denominator);
  /// The value of `text` in the grammar of parse_decimal; the text must be valid.
  static Number of(std::string_view text);

  Number(const Number& other) noexcept : numerator_(other.numerator_), denominator_(other.denominator_) {
    if (is_big()) retain();
  }
  Number(Number&& other) noexcept : numerator_(other.numerator_), denominator_(other.denominator_) {
    other.numerator_ = 0;
    other.denominator_ = 1;
  }
  Number& operator=(const Number& other) noexcept {
    if (other.is_big()) other.retain();
    if (is_big()) release();
    numerator_ = other.numerator_;
    denominator_ = other.denominator_;
    return *this;
  }
  Number& operator=(Number&& other) noexcept {
    std::swap(numerator_, other.numerator_);
    std::swap(denominator_, other.denominator_);
    return *this;
  }
  ~Number() {
    if (is_big()) release();
  }

  /// Is it held in two 64-bit words?  Then these are its parts.
  [[nodiscard]] bool is_small() const noexcept { return denominator_ != 0; }
  [[nodiscard]] std::int64_t small_numerator() const noexcept { return numerator_; }
  [[nodiscard]] std::int64_t small_denominator() const noexcept { return denominator_; }

  [[nodiscard]] int sign() const noexcept;
  [[nodiscard]] bool is_zero() const noexcept { return is_small() && numerator_ == 0; }
  [[nodiscard]] bool is_whole() const noexcept;
  /// Bits of the larger side of the fraction; expressions fault beyond 512.
  [[nodiscard]] unsigned bits() const noexcept;

  friend Number operator+(const Number& a, const Number& b);
  friend Number operator-(const Number& a, const Number& b);
  friend Number operator*(const Number& a, const Number& b);
  /// `b` is not 0.
  friend Number operator/(const Number& a, const Number& b);
  Number operator-() const;
  friend std::strong_ordering operator<=>(const Number& a, const Number& b) noexcept;
  friend bool operator==(const Number& a, const Number& b) noexcept;

  [[nodiscard]] Number floor() const;
  [[nodiscard]] Number ceil() const;
  [[nodiscard]] Number abs() const;

  /// The whole number of units of 10^-decimals nearest to it by `rounding`; none where that leaves 64 bits.
  [[nodiscard]] std::optional<std::int64_t> to_units(int decimals, Rounding rounding) const;
  /// The same without the bound of 64 bits, as a number of units.
  [[nodiscard]] Number rounded_units(int decimals, Rounding rounding) const;
  /// Is it a whole multiple of 10^-decimals?
  [[nodiscard]] bool is_multiple_of_unit(int decimals) const;

  /// With exactly `decimals` digits after the point, rounded; never `-0`.
  [[nodiscard]] std::string to_string(int decimals, Rounding rounding) const;
  /// The shortest exact decimal, or "n/d" where there is none of at most `max_decimals` digits.
  [[nodiscard]] std::string to_string(int max_decimals = 18) const;

 private:
  [[nodiscard]] bool is_big() const noexcept { return denominator_ == 0; }
  void retain() const noexcept;
  void release() noexcept;
  friend struct detail::BigFraction;

  std::int64_t numerator_ = 0;    // or, where denominator_ is 0, the address of a shared BigFraction
  std::int64_t denominator_ = 1;  // > 0 in the small form
};

/// |value| x multiplier / divisor, rounded once by the magnitude; `divisor` > 0. The one place where a quotient of
/// 128-bit integers is rounded.
[[nodiscard]] int128_t divide_rounded(int128_t value, int128_t divisor, Rounding rounding) noexcept;

/// Units of 10^-decimals as text with exactly that many digits: 1250 with 2 is "12.50"; never `-0.00`.
[[nodiscard]] std::string units_to_string(std::int64_t units, int decimals);
/// Appends the same to `out`.
void append_units(std::string& out, std::int64_t units, int decimals);

}  // namespace pointsbank
