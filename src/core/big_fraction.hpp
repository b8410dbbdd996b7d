// The arbitrary-precision form of a Number: the one place of the library that knows Boost.Multiprecision.
#pragma once

#include <atomic>
#include <boost/multiprecision/cpp_int.hpp>
#include <boost/version.hpp>

#include "pointsbank/number.hpp"

// Their greatest common divisor could hang or assert.
static_assert(BOOST_VERSION / 100 != 1076 && BOOST_VERSION / 100 != 1077, "Boost 1.76 and 1.77 have a faulty gcd");

namespace pointsbank::detail {

/// Expression templates are off: results are values, never references to operands that are gone.
using BigInteger =
    boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>, boost::multiprecision::et_off>;

/// An immutable fraction in lowest terms with a positive denominator, shared by the Numbers that hold it.
struct BigFraction {
  BigInteger numerator;
  BigInteger denominator;
  mutable std::atomic<std::int64_t> uses{1};

  BigFraction(BigInteger over, BigInteger under) : numerator(std::move(over)), denominator(std::move(under)) {}

  /// Brings to lowest terms and to the small form where that holds it. `under` is not 0.
  static Number make(BigInteger over, BigInteger under);
  static const BigFraction& of(const Number& number) {
    return *reinterpret_cast<const BigFraction*>(number.numerator_);  // NOLINT: the tagged form of Number
  }
};

/// The parts of a number in either form.
struct Parts {
  BigInteger numerator;
  BigInteger denominator;
  explicit Parts(const Number& number);
};

}  // namespace pointsbank::detail
