// Numbers as text and as units, at the edges of 64 bits and of many decimals.
#include "pointsbank/number.hpp"

#include <cstdint>
#include <string>

#include "support/catch.hpp"

namespace pointsbank {

TEST_CASE("units are written with exactly their decimals") {
  CHECK(units_to_string(0, 0) == "0");
  CHECK(units_to_string(0, 2) == "0.00");
  CHECK(units_to_string(-5, 2) == "-0.05");
  CHECK(units_to_string(1250, 2) == "12.50");
  CHECK(units_to_string(100, 2) == "1.00");
  CHECK(units_to_string(INT64_MAX, 0) == "9223372036854775807");
  CHECK(units_to_string(INT64_MIN, 0) == "-9223372036854775808");
  CHECK(units_to_string(INT64_MIN, 6) == "-9223372036854.775808");
  CHECK(units_to_string(INT64_MIN, 18) == "-9.223372036854775808");
  CHECK(units_to_string(INT64_MIN, 19) == "-0.9223372036854775808");
  CHECK(units_to_string(-1, 40) == "-0." + std::string(39, '0') + "1");
}

TEST_CASE("what is appended stands behind what was there") {
  std::string out = "sum ";
  append_units(out, -75, 1);
  CHECK(out == "sum -7.5");
}

TEST_CASE("a number has as many decimals as asked for, also more than 18") {
  const Number third = Number::fraction(1, 3);
  CHECK(third.to_string(18, Rounding::half_up) == "0." + std::string(18, '3'));
  CHECK(third.to_string(19, Rounding::half_up) == "0." + std::string(19, '3'));
  CHECK(third.to_string(60, Rounding::down) == "0." + std::string(60, '3'));
  CHECK(Number::fraction(-2, 3).to_string(25, Rounding::half_up) == "-0." + std::string(24, '6') + "7");
  CHECK(Number(INT64_MAX).to_string(30, Rounding::down) == "9223372036854775807." + std::string(30, '0'));
  CHECK(Number(0).to_string(30, Rounding::up) == "0." + std::string(30, '0'));
  // What is rounded to 0 has no sign.
  CHECK(Number::fraction(-1, 1000).to_string(2, Rounding::half_up) == "0.00");
}

TEST_CASE("the shortest exact decimal, or the fraction") {
  CHECK(Number::fraction(1, 8).to_string() == "0.125");
  CHECK(Number::fraction(1, 3).to_string() == "1/3");
  const Number small = Number::fraction(1, std::int64_t{1} << 20);
  CHECK(small.to_string(18) == "1/1048576");
  CHECK(small.to_string(19) == "1/1048576");
  CHECK(small.to_string(20) == "0.00000095367431640625");
}

TEST_CASE("units beyond 18 decimals are exact, and none where they leave 64 bits") {
  CHECK(Number::of("0.000000001").to_units(19, Rounding::down) == 10'000'000'000);
  CHECK(Number(1).to_units(18, Rounding::down) == 1'000'000'000'000'000'000);
  CHECK_FALSE(Number(1).to_units(19, Rounding::down));
  CHECK_FALSE(Number(10).to_units(18, Rounding::down));
  CHECK(Number(1).rounded_units(19, Rounding::down).to_string() == "10000000000000000000");
  CHECK(Number::fraction(1, std::int64_t{1} << 20).is_multiple_of_unit(20));
  CHECK_FALSE(Number::fraction(1, std::int64_t{1} << 20).is_multiple_of_unit(19));
  CHECK_FALSE(Number::fraction(1, 3).is_multiple_of_unit(40));
}

TEST_CASE("every rounding keeps the sign and rounds the magnitude") {
  const Number half = Number::fraction(-5, 2);
  CHECK(half.to_units(0, Rounding::half_up) == -3);
  CHECK(half.to_units(0, Rounding::half_even) == -2);
  CHECK(half.to_units(0, Rounding::down) == -2);
  CHECK(half.to_units(0, Rounding::up) == -3);
  CHECK(Number::fraction(-7, 2).to_units(0, Rounding::half_even) == -4);
  CHECK(Number::fraction(-249, 100).to_units(0, Rounding::half_up) == -2);
}

}  // namespace pointsbank
