// The forms of a score: what is wrong in them, and what they are read as.
#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {
namespace {

std::string score(const std::string& text) { return rule("\"score\": " + text); }

}  // namespace

TEST_CASE("a score has one form", "[rulelist]") {
  hold({
      {"object_expected", "/positive/0/score", score("¶5"), {"5"}, R"({"points": 5})"},
      {"object_expected", "/positive/0/score", score("¶\"5\""), {"\"5\""}, R"({"points": 5})"},
      {"one_of_missing", "/positive/0/score", score("¶{}")},
      {"unknown_key", "/positive/0/score/point", score(R"({¶"point": 5})"), {"point"}, "points"},
      {"only_one_of",
       "/positive/0/score/rate",
       score(R"({"points": 5, ¶"rate": 1})"),
       {"rate", "points", "`points`, `rate`, `grades`, `bands`, `marginal`, `range`, `formula`"}},
      {"not_of_this_score",
       "/positive/0/score/each",
       score(R"({"points": 5, "each": ¶2})"),
       {"each", "points", "`rate`"}},
      {"not_of_this_score", "/positive/0/score/whole",
       score(R"({"bands": [{"from": 0, "points": 1}], "whole": ¶true})")},
      {"not_of_this_score",
       "/positive/0/score/over",
       score(R"({"points": 5, "over": ¶{"per": "year"}})"),
       {"over", "points", "`rate`, `bands`, `marginal`"}},
      {"not_of_this_score", "/positive/0/score/over", score(R"({"formula": "1", "over": ¶{"per": "year"}})")},
      {"negative_number", "/positive/0/score/points", score(R"({"points": ¶-5})"), {"-5"}},
      {"number_expected", "/positive/0/score/points", score(R"({"points": ¶null})")},
      {"negative_number", "/negative/0/score/points", negative_rule(R"("score": {"points": ¶-5})")},
  });
  CHECK(sound(score(R"({"points": 3.333})")).positive.at(0).score.points == Number::of("3.333"));
}

TEST_CASE("rates", "[rulelist]") {
  hold({
      {"negative_number", "/positive/0/score/rate", score(R"({"rate": ¶-1})")},
      {"not_above_zero", "/positive/0/score/each", score(R"({"rate": 1, "each": ¶0})")},
      {"not_above_zero", "/positive/0/score/each", score(R"({"rate": 1, "each": ¶"-2"})")},
      {"boolean_expected", "/positive/0/score/whole", score(R"({"rate": 1, "whole": ¶1})")},
      {"object_expected",
       "/positive/0/score/over",
       score(R"({"rate": 1, "over": ¶"year"})"),
       {"\"year\""},
       R"({"per": "year"})"},
      {"missing_key", "/positive/0/score/over", score(R"({"rate": 1, "over": ¶{}})"), {"per"}},
      {"unknown_period",
       "/positive/0/score/over/per",
       score(R"({"rate": 1, "over": {"per": ¶"halfyear"}})"),
       {},
       "half_year"},
      {"unknown_word", "/positive/0/score/over/by", score(R"({"rate": 1, "over": {"per": "ever", "by": ¶"family"}})")},
  });
  const rulelist::Score read =
      sound(score(R"({"rate": "0.5", "each": 3, "whole": true, "over": {"per": "ever", "by": "member"}})"))
          .positive.at(0)
          .score;
  CHECK(read.form == rulelist::Score::Form::rate);
  CHECK(read.rate == Number::of("0.5"));
  CHECK(read.each == Number(3));
  CHECK(read.whole);
  CHECK(read.over->per == PeriodKind::ever);
  CHECK(read.over->by_member);
  CHECK(sound(score(R"({"rate": 1})")).positive.at(0).score.each == Number(1));
}

TEST_CASE("grades", "[rulelist]") {
  hold({
      {"object_expected", "/positive/0/score/grades", score(R"({"grades": ¶[1, 2]})")},
      {"empty_grades", "/positive/0/score/grades", score(R"({"grades": ¶{}})")},
      {"empty_text", "/positive/0/score/grades/", score(R"({"grades": {¶"": 1}})")},
      {"negative_number", "/positive/0/score/grades/city", score(R"({"grades": {"national": 50, "city": ¶-1}})")},
      {"number_expected", "/positive/0/score/grades/city", score(R"({"grades": {"city": ¶{"points": 1}}})")},
  });
  const rulelist::Score read =
      sound(score(R"({"grades": {"国家级": 50, "city": "0.5", "x-note": "n"}})")).positive.at(0).score;
  CHECK(read.grades == std::vector<std::pair<std::string, Number>>{{"国家级", 50}, {"city", Number::of("0.5")}});
}

TEST_CASE("bands", "[rulelist]") {
  hold({
      {"list_expected", "/positive/0/score/bands", score(R"({"bands": ¶{"from": 0, "points": 1}})")},
      {"empty_list", "/positive/0/score/bands", score(R"({"bands": ¶[]})")},
      {"missing_key", "/positive/0/score/bands/0", score(R"({"bands": [¶{"points": 1}]})"), {"from"}},
      {"missing_key", "/positive/0/score/bands/0", score(R"({"bands": [¶{"from": 1}]})"), {"points"}},
      {"unknown_key", "/positive/0/score/bands/0/to", score(R"({"bands": [{"from": 1, "points": 1, ¶"to": 2}]})")},
      {"does_not_rise",
       "/positive/0/score/bands/1/from",
       score(R"({"bands": [{"from": 1, "points": 1}, {"from": ¶1, "points": 2}]})"),
       {"1", "1"}},
      {"does_not_rise",
       "/positive/0/score/bands/2/from",
       score(R"({"bands": [{"from": 0, "points": 1}, {"from": 5, "points": 2}, {"from": ¶3, "points": 2}]})"),
       {"3", "5"}},
      {"negative_number", "/positive/0/score/bands/0/points", score(R"({"bands": [{"from": -1, "points": ¶-1}]})")},
      {"bands_fall",
       "/positive/0/score/bands/1/points",
       score(R"({"bands": [{"from": 0, "points": 2}, {"from": 1, "points": ¶1}], "over": {"per": "year"}})"),
       {"1", "2"}},
  });
  sound(score(R"({"bands": [{"from": 0, "points": 2}, {"from": 1, "points": 1}]})"));
  sound(score(R"({"bands": [{"from": -5.5, "points": 2}, {"from": 1, "points": 2}], "over": {"per": "year"}})"));
}

TEST_CASE("marginal tiers", "[rulelist]") {
  hold({
      {"empty_list", "/positive/0/score/marginal", score(R"({"marginal": ¶[]})")},
      {"missing_key", "/positive/0/score/marginal/0", score(R"({"marginal": [¶{"to": 1}]})"), {"rate"}},
      {"does_not_rise",
       "/positive/0/score/marginal/1/to",
       score(R"({"marginal": [{"to": 20, "rate": 1}, {"to": ¶20, "rate": 1}]})"),
       {"20", "20"}},
      {"does_not_rise",
       "/positive/0/score/marginal/0/to",
       score(R"({"marginal": [{"to": ¶0, "rate": 1}, {"rate": 1}]})"),
       {"0", "0"}},
      {"open_tier_not_last", "/positive/0/score/marginal/0",
       score(R"({"marginal": [¶{"rate": 1}, {"to": 20, "rate": 1}]})")},
      {"not_above_zero", "/positive/0/score/marginal/0/each", score(R"({"marginal": [{"rate": 1, "each": ¶0}]})")},
      {"boolean_expected", "/positive/0/score/marginal/0/whole",
       score(R"({"marginal": [{"rate": 1, "whole": ¶"x"}]})")},
      {"unknown_key", "/positive/0/score/marginal/0/from", score(R"({"marginal": [{"rate": 1, ¶"from": 0}]})")},
  });
  const rulelist::Score read =
      sound(score(R"({"marginal": [{"to": 20, "rate": 1}, {"to": 80, "rate": 1, "each": 2, "whole": true}]})"))
          .positive.at(0)
          .score;
  REQUIRE(read.tiers.size() == 2);
  CHECK(read.tiers[1].to == Number(80));
  CHECK(read.tiers[1].each == Number(2));
  CHECK(read.tiers[1].whole);
}

TEST_CASE("ranges", "[rulelist]") {
  hold({
      {"list_expected", "/positive/0/score/range", score(R"({"range": ¶5})")},
      {"pair_expected", "/positive/0/score/range", score(R"({"range": ¶[1]})"), {"1"}},
      {"pair_expected", "/positive/0/score/range", score(R"({"range": ¶[1, 2, 3]})"), {"3"}},
      {"range_falls", "/positive/0/score/range/1", score(R"({"range": [5, ¶1]})"), {"1", "5"}},
      {"negative_number", "/positive/0/score/range/0", score(R"({"range": [¶-5, 1]})")},
      {"number_expected", "/positive/0/score/range/1", score(R"({"range": [1, ¶null]})")},
  });
  const rulelist::Score read = sound(score(R"({"range": ["1.5", 1.5]})")).positive.at(0).score;
  CHECK(read.least == read.most);
}

}  // namespace pointsbank::given
