// What rules can come to: score forms, limits, repeats, groups.
#include "exposure_given.hpp"
#include "support/catch.hpp"

using namespace pointsbank;
using namespace pointsbank::given;
using Kind = PeriodKind;

namespace {

const std::string count_2_a_month = R"(, "limits": [{"per": "month", "count": 2}])";

std::string most_of(const std::string& keys, Kind kind, ExposureOptions options = {}) {
  return most(exposed(adding(keys), options), "r", kind);
}

}  // namespace

TEST_CASE("each score form has a largest magnitude, or none") {
  const auto twice = [](const std::string& score) {
    return most_of(R"(, "score": )" + score + count_2_a_month, Kind::month);
  };
  CHECK(twice(R"({"points": 2.345})") == "4.7");  // each rounded to 2.35
  CHECK(twice(R"({"grades": {"a": 3, "b": 7.5, "c": 1}})") == "15");
  CHECK(twice(R"({"bands": [{"from": 0, "points": 1}, {"from": 10, "points": 4}, {"from": 20, "points": 2}]})") == "8");
  CHECK(twice(R"({"range": [1, 5]})") == "10");
  CHECK(twice(R"({"marginal": [{"to": 20, "rate": 1}, {"to": 80, "rate": 1, "each": 2}]})") == "100");
  CHECK(twice(R"({"marginal": [{"to": 20, "rate": 1}, {"rate": 1}]})") == "quantity: r");
  CHECK(twice(R"({"rate": 2, "each": 3})") == "quantity: r");
  CHECK(twice(R"({"rate": 0})") == "0");
  CHECK(twice(R"-({"formula": "min(event.quantity * 0.35, 5)"})-") == "10");
  CHECK(twice(R"({"formula": "event.quantity - 2"})") == "quantity: r");
  CHECK(twice(R"({"formula": "month(event.date) / 8"})") == "3?");  // 12 / 8; no one month was found to have it
  CHECK(twice(R"({"formula": "event.night ? 4 : 1 / 3"})") == "8");
  CHECK(twice(R"({"formula": "0 - 3"})") == "0");
}

TEST_CASE("a condition narrows what is read") {
  const std::string rate = R"(, "score": {"rate": 2})" + count_2_a_month;
  CHECK(most_of(R"(, "when": "event.quantity <= 10 && event.night")" + rate, Kind::month) == "40");
  CHECK(most_of(R"(, "when": "10 >= event.quantity")" + rate, Kind::month) == "40");
  CHECK(most_of(R"(, "when": "event.quantity <= 10 || event.night")" + rate, Kind::month) == "quantity: r");
  CHECK(most_of(R"-(, "when": "!(event.quantity <= 10)")-" + rate, Kind::month) == "quantity: r");
  CHECK(most_of(R"(, "when": "event.quantity > 5 && event.quantity < 3")" + rate, Kind::month) == "0");
}

TEST_CASE("limits hold over their period, and over longer ones by so many periods") {
  const std::string five = R"(, "score": {"points": 5})";
  const Exposure exposure =
      exposed(adding(five + R"(, "limits": [{"per": "month", "points": 8}, {"per": "year", "points": 40}])"));
  CHECK(most(exposure, "r", Kind::month) == "8");
  CHECK(most(exposure, "r", Kind::year) == "40");
  CHECK(most(exposure, "c", Kind::year) == "40");
  CHECK(most(exposure, "positive", Kind::ever) == "40");
  CHECK(most_of(five, Kind::month) == "no_limit: r");
  CHECK(most_of(five + R"(, "limits": [{"per": "day", "points": 3}])", Kind::month) == "93");
  CHECK(most_of(five + R"(, "limits": [{"per": "day", "points": 3}])", Kind::year) == "1095");
  // A year's days lie in 53 weeks, some of them in part.
  CHECK(most_of(five + R"(, "limits": [{"per": "week", "count": 1}])", Kind::year) == "265");
  CHECK(most_of(five + R"(, "limits": [{"per": "ever", "count": 3}])", Kind::month) == "15");
  CHECK(most_of(five + R"(, "limits": [{"per": "month", "count": 1}, {"per": "quarter", "points": 12}])", Kind::year) ==
        "48");
  CHECK(most_of(five + R"(, "limits": [{"per": "month", "points": 0}])", Kind::year) == "0");
}

TEST_CASE("a limit for each member bounds where the members are said") {
  const std::string keys = R"(, "score": {"points": 5}, "limits": [{"per": "month", "points": 8, "by": "member"}])";
  CHECK(most_of(keys, Kind::month) == "members: r");
  ExposureOptions options;
  options.members = 3;
  CHECK(most_of(keys, Kind::month, options) == "32");  // events that name no member count apart
}

TEST_CASE("categories and lists limit what stands in them") {
  const std::string rules = R"("positive": [
      {"id": "a", "category": "c", "score": {"points": 5}},
      {"id": "b", "category": "c", "score": {"points": 4}, "limits": [{"per": "month", "count": 1}]},
      {"id": "d", "category": "e", "score": {"points": 3}, "limits": [{"per": "month", "count": 2}]}])";
  const Exposure exposure = exposed(book(
      R"("categories": [{"id": "c", "limits": [{"per": "month", "earn": 20}]}, {"id": "e"}], "limits": [{"per": "quarter", "earn": 50}],)" +
      rules));
  CHECK(most(exposure, "a", Kind::month) == "20");
  CHECK(most(exposure, "a", Kind::year) == "200");  // the list's 50 a quarter
  CHECK(most(exposure, "b", Kind::month) == "4");
  CHECK(most(exposure, "c", Kind::month) == "20");
  CHECK(most(exposure, "e", Kind::month) == "6");
  CHECK(most(exposure, "positive", Kind::month) == "26");
  CHECK(most(exposure, "whole", Kind::year) == "200");
}

TEST_CASE("of a group only the highest counts in its period") {
  const std::string group = R"(, "exclusive": {"group": "g", "per": "month"})";
  const Exposure exposure = exposed(book(R"("positive": [
      {"id": "a", "category": "c", "score": {"points": 5})" +
                                         group + R"(},
      {"id": "b", "category": "c", "score": {"grades": {"x": 9, "y": 2}})" +
                                         group + R"(}])"));
  CHECK(most(exposure, "a", Kind::month) == "5");
  CHECK(most(exposure, "c", Kind::month) == "9");
  CHECK(most(exposure, "positive", Kind::year) == "108");
  CHECK(most_of(R"(, "score": {"points": 5}, "exclusive": {"group": "g", "per": "act"})", Kind::month) == "acts: r");
}

TEST_CASE("repeats: each step but the last counts once in its period") {
  const auto with = [](const std::string& repeat, const std::string& limits, Kind kind) {
    return most_of(R"(, "score": {"points": 10}, "repeat": )" + repeat + limits, kind);
  };
  CHECK(with(R"({"per": "month", "steps": [1, 0.5, 0]})", "", Kind::month) == "15");
  CHECK(with(R"({"per": "month", "steps": [1, 0.5, 0]})", "", Kind::year) == "180");
  CHECK(with(R"({"per": "month", "steps": [1, 0.5]})", "", Kind::month) == "no_limit: r");
  CHECK(with(R"({"per": "year", "steps": [1, 1, 0.5]})", R"(, "limits": [{"per": "year", "count": 4}])", Kind::year) ==
        "30");
  // The warning is none of the two: nobody can have 2 twice over before it.
  CHECK(with(R"({"per": "year", "steps": [0, 1, 2]})", R"(, "limits": [{"per": "year", "count": 2}])", Kind::year) ==
        "40?");
  CHECK(with(R"({"within": {"months": 12}, "steps": [1, 1, 0]})", "", Kind::year) == "20");
  // Who does it every day never gets out of the window again; twice at each end of the year would do.
  CHECK(with(R"({"within": {"months": 6}, "steps": [1, 1, 0]})", "", Kind::year) == "40?");
  CHECK(with(R"({"per": "month", "by": "member", "steps": [1, 0]})", "", Kind::month) == "members: r");
}

TEST_CASE("what adds up over a period is bounded by what its sum scores") {
  CHECK(
      most_of(
          R"(, "score": {"bands": [{"from": 5, "points": 1}, {"from": 10, "points": 3}], "over": {"per": "quarter"}})",
          Kind::year) == "12");
  CHECK(most_of(R"(, "score": {"rate": 1, "over": {"per": "year"}}, "limits": [{"per": "year", "points": 7}])",
                Kind::year) == "7");
}

TEST_CASE("negative rules take, and a floor is no bound") {
  const Exposure exposure =
      exposed(taking(R"(, "score": {"points": 5}, "account": "standing", "limits": [{"per": "month", "count": 2}])"));
  CHECK(least(exposure, "n", Kind::month) == "-10");
  CHECK(most(exposure, "n", Kind::month) == "0");
  CHECK(least(exposure, "whole", Kind::year) == "-120");
  CHECK(most_spendable(exposure, "whole", Kind::year) == "0");
}

TEST_CASE("sums beyond 64 bits are exact") {
  const std::string keys =
      R"(, "score": {"points": 90000000000000000}, "limits": [{"per": "day", "count": 1}], "account": "standing")";
  const Exposure exposure = exposed(adding(keys));
  CHECK(most(exposure, "r", Kind::day) == "90000000000000000?");
  CHECK(most(exposure, "r", Kind::year) == "32850000000000000000?");  // nobody's balance can hold it
}
