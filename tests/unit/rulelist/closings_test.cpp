// Closings: what is wrong in them, each at its place, and what they are read as.
#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {
namespace {

using rulelist::Closing;

Closing read_one(const std::string& keys) {
  rulelist::List list = sound(closing(keys));
  REQUIRE(list.closings.size() == 1);
  return list.closings.front();
}

}  // namespace

TEST_CASE("the keys of every closing", "[rulelist]") {
  const auto with = [](const std::string& closings) { return bare("\"closings\": " + closings); };
  hold({
      {"list_expected", "/closings", with("¶{}")},
      {"object_expected", "/closings/0", with("[¶1]")},
      {"missing_key", "/closings/0", with(R"([¶{"id": "x", "at": "month"}])"), {"kind"}},
      {"unknown_word",
       "/closings/0/kind",
       with(R"([{"id": "x", "at": "month", "kind": ¶"rank"}])"),
       {"\"rank\""},
       "ranking"},
      {"missing_key", "/closings/0", with(R"([¶{"kind": "ranking", "at": "month"}])"), {"id"}},
      {"missing_key", "/closings/0", with(R"([¶{"id": "x", "kind": "ranking"}])"), {"at"}},
      {"ever_refused", "/closings/0/at", with(R"([{"id": "x", "kind": "ranking", "at": ¶"ever"}])")},
      {"unknown_period", "/closings/0/at", with(R"([{"id": "x", "kind": "ranking", "at": ¶"months"}])"), {}, "month"},
      {"bad_id", "/closings/0/id", with(R"([{"id": ¶"x y", "kind": "ranking", "at": "month"}])")},
      {"unknown_key", "/closings/0/periods", with(R"([{"id": "x", "kind": "ranking", "at": "month", ¶"periods": 1}])")},
      {"not_of_this_closing",
       "/closings/0/fund",
       with(R"([{"id": "x", "kind": "ranking", "at": "month", ¶"fund": 1}])"),
       {"fund", "ranking", "`dividend`"}},
      {"not_of_this_closing",
       "/closings/0/awards",
       with(R"([{"id": "x", "kind": "rating", "levels": [{"id": "a"}], "at": "month", ¶"awards": []}])"),
       {"awards", "rating", "`ranking`"}},
      {"not_of_this_closing",
       "/closings/0/account",
       with(R"([{"id": "x", "kind": "expiry", "keep": 0, "at": "month", ¶"account": "spendable"}])"),
       {"account", "expiry", "`obligation`, `continuing`, `ranking`, `reset`"}},
      {"boolean_expected", "/closings/0/public",
       with(R"([{"id": "x", "kind": "ranking", "at": "month", "public": ¶1}])")},
      {"expression_result", "/closings/0/when",
       with(R"([{"id": "x", "kind": "ranking", "at": "month", "when": "¶1"}])")},
  });
  const Closing read = read_one(
      R"("kind": "ranking", "title": {"zh": "月榜"}, "note": "n", "when": "!subject.poor", "public": false, "source": {"clause": "3"}, "x-a": 1)");
  CHECK(read.id == "x");
  CHECK(read.at == PeriodKind::month);
  CHECK(read.title.in(Language::en) == "月榜");
  CHECK(read.when);
  CHECK_FALSE(read.is_public);
  CHECK_FALSE(read.by);
  CHECK(read.account == rulelist::Account::both);
  CHECK(read.place.pointer == "/closings/0");
}

TEST_CASE("obligations", "[rulelist]") {
  const auto with = [](const std::string& keys) { return closing("\"kind\": \"obligation\", " + keys); };
  hold({
      {"missing_key",
       "/closings/0",
       list("\"x-a\": 1")
           .replace(list("\"x-a\": 1").rfind("\"closings\": []"), 14,
                    R"("closings": [¶{"id": "x", "at": "month", "kind": "obligation", "points": 1}])"),
       {"on"}},
      {"empty_list", "/closings/0/on", with(R"("points": 1, "on": ¶[])")},
      {"out_of_bounds",
       "/closings/0/at_least",
       with(R"("points": 1, "on": "a", "at_least": ¶0)"),
       {"0", "1", "1000000000"}},
      {"finer_than_unit", "/closings/0/points", with(R"("points": ¶0.005, "on": "a")")},
      {"negative_number", "/closings/0/points", with(R"("points": ¶-1, "on": "a")")},
      {"boolean_expected", "/closings/0/per_missing", with(R"("points": 1, "on": "a", "per_missing": ¶0)")},
      {"unknown_category", "/closings/0/category", with(R"("points": 1, "on": "a", "category": ¶"d")"), {"d"}},
      {"unknown_word", "/closings/0/account", with(R"("points": 1, "on": "a", "account": ¶"all")")},
  });
  const Closing read = read_one(
      R"("kind": "obligation", "points": "1.50", "on": ["a", "b"], "at_least": 3, "per_missing": true, "category": "c", "account": "standing")");
  CHECK(read.points == 150);
  CHECK(read.at_least == 3);
  CHECK(read.per_missing);
  CHECK(read.on.size() == 2);
  CHECK(read.category == "c");
  CHECK(read_one(R"("kind": "obligation", "points": 1, "on": "a")").at_least == 1);
}

TEST_CASE("continuing states", "[rulelist]") {
  const auto with = [](const std::string& keys) { return closing("\"kind\": \"continuing\", \"points\": 1, " + keys); };
  hold({
      {"unknown_word", "/closings/0/effect", with(R"("opened_by": "a", "effect": ¶"earns")"), {}, "earn"},
      {"kind_in_both",
       "/closings/0/closed_by",
       with(R"("opened_by": ["a", "b"], "closed_by": ¶["c", "b"], "effect": "earn")"),
       {"b"}},
      {"out_of_bounds", "/closings/0/after/months",
       with(R"("opened_by": "a", "effect": "earn", "after": {"months": ¶-1})")},
      {"out_of_bounds", "/closings/0/every/months",
       with(R"("opened_by": "a", "effect": "earn", "every": {"months": ¶0})")},
      {"object_expected", "/closings/0/every", with(R"("opened_by": "a", "effect": "earn", "every": ¶12)")},
  });
  const Closing read = read_one(
      R"("kind": "continuing", "points": 1, "opened_by": "a", "closed_by": "b", "effect": "earn", "after": {"months": 0}, "every": {"months": 12})");
  CHECK(read.earns);
  CHECK(read.after_months == 0);
  CHECK(read.every_months == 12);
  CHECK(read.closed_by == std::vector<std::string>{"b"});
}

TEST_CASE("rankings", "[rulelist]") {
  const auto with = [](const std::string& keys) { return closing("\"kind\": \"ranking\", " + keys); };
  hold({
      {"unknown_group", "/closings/0/within", with(R"("within": ¶"grids")"), {"grids"}, "grid"},
      {"unknown_group", "/closings/0/within", with(R"("within": ¶"members")")},
      {"unknown_word", "/closings/0/ties", with(R"("ties": ¶"denses")"), {}, "dense"},
      {"out_of_bounds", "/closings/0/field", with(R"("field": ¶-1)")},
      {"number_expected", "/closings/0/minimum", with(R"("minimum": ¶false)")},
      {"list_expected", "/closings/0/awards", with(R"("awards": ¶{"ranks": [1, 3], "points": 10})")},
      {"missing_key", "/closings/0/awards/0", with(R"("awards": [¶{"points": 10}])"), {"ranks"}},
      {"missing_key", "/closings/0/awards/0", with(R"("awards": [¶{"ranks": [1, 1]}])"), {"points"}},
      {"list_expected", "/closings/0/awards/0/ranks", with(R"("awards": [{"ranks": ¶1, "points": 10}])")},
      {"pair_expected", "/closings/0/awards/0/ranks", with(R"("awards": [{"ranks": ¶[1], "points": 10}])")},
      {"out_of_bounds", "/closings/0/awards/0/ranks/0", with(R"("awards": [{"ranks": [¶0, 1], "points": 10}])")},
      {"range_falls",
       "/closings/0/awards/0/ranks/1",
       with(R"("awards": [{"ranks": [3, ¶1], "points": 10}])"),
       {"1", "3"}},
      {"ranks_overlap",
       "/closings/0/awards/1",
       with(R"("awards": [{"ranks": [1, 3], "points": 10}, ¶{"ranks": [3, 5], "points": 5}])"),
       {"3", "t.json:6"}},
      {"ranks_overlap",
       "/closings/0/awards/2",
       with(
           R"("awards": [{"ranks": [4, 9], "points": 10}, {"ranks": [1, 2], "points": 5}, ¶{"ranks": [2, 3], "points": 5}])"),
       {"2", "t.json:6"}},
      {"finer_than_unit", "/closings/0/awards/0/points", with(R"("awards": [{"ranks": [1, 1], "points": ¶0.001}])")},
      {"expression_unknown_name", "/closings/0/by", with(R"("by": "period + ¶balance")")},
  });
  const Closing read = read_one(
      R"("kind": "ranking", "by": "period / subject.members", "within": "grid", "awards": [{"ranks": [4, 6], "points": 5}, {"ranks": ["1", 3], "points": 10}], "minimum": "0.001", "ties": "dense", "field": 5, "account": "spendable")");
  CHECK(read.by);
  CHECK(read.within == "grid");
  CHECK(read.dense);
  CHECK(read.field == 5);
  CHECK(read.minimum == Number::of("0.001"));
  REQUIRE(read.awards.size() == 2);
  CHECK(read.awards[1].first_rank == 1);
  CHECK(read.awards[1].last_rank == 3);
  CHECK(read.awards[1].points == 1000);
}

TEST_CASE("ratings", "[rulelist]") {
  const auto with = [](const std::string& levels) { return closing("\"kind\": \"rating\", \"levels\": " + levels); };
  hold({
      {"list_expected", "/closings/0/levels", with("¶{}")},
      {"empty_list", "/closings/0/levels", with("¶[]")},
      {"missing_key", "/closings/0/levels/0", with(R"([¶{"at_least": 1}])"), {"id"}},
      {"bad_id", "/closings/0/levels/0/id", with(R"([{"id": ¶"five star"}])")},
      {"duplicate_level",
       "/closings/0/levels/1/id",
       with(R"([{"id": "a", "top": 1}, {"id": ¶"a"}])"),
       {"a", "t.json:6"}},
      {"out_of_bounds", "/closings/0/levels/0/top", with(R"([{"id": "a", "top": ¶0}])")},
      {"number_expected", "/closings/0/levels/0/above", with(R"([{"id": "a", "above": ¶true}])")},
      {"unknown_key", "/closings/0/levels/0/atleast", with(R"([{"id": "a", ¶"atleast": 1}])"), {}, "at_least"},
  });
  const Closing read = read_one(
      R"("kind": "rating", "within": "grid", "ties": "competition", "levels": [{"id": "五星", "title": "五星户", "at_least": 95.5, "top": 10}, {"id": "a", "above": "60.001"}, {"id": "rest"}])");
  REQUIRE(read.levels.size() == 3);
  CHECK(read.levels[0].at_least == Number::of("95.5"));
  CHECK(read.levels[0].top == 10);
  CHECK_FALSE(read.levels[0].above);
  CHECK(read.levels[1].above == Number::of("60.001"));
}

TEST_CASE("expiry and reset", "[rulelist]") {
  const auto expiry = [](const std::string& keys) { return closing("\"kind\": \"expiry\", " + keys); };
  const auto reset = [](const std::string& keys) { return closing("\"kind\": \"reset\", " + keys); };
  hold({
      {"only_one_of", "/closings/0/after", expiry(R"("keep": 0.5, ¶"after": {"months": 1})")},
      {"keep_not_below_one", "/closings/0/keep", expiry(R"("keep": ¶1)"), {"1"}},
      {"negative_number", "/closings/0/keep", expiry(R"("keep": ¶-0.1)")},
      {"out_of_bounds", "/closings/0/after/months", expiry(R"("after": {"months": ¶-1})")},
      {"not_of_this_closing", "/closings/0/to", expiry(R"("keep": 0, ¶"to": 0)"), {"to", "expiry", "`reset`"}},
      {"finer_than_unit", "/closings/0/to", reset(R"("account": "both", "to": ¶0.001)")},
      {"unknown_word", "/closings/0/account", reset(R"("account": ¶"", "to": 0)")},
  });
  Issues issues;
  static_cast<void>(read(closing(R"("kind": "reset", "x-a": 1)"), issues));
  static_cast<void>(read(closing(R"("kind": "expiry")"), issues));
  REQUIRE(issues.size() == 3);
  CHECK(issues[0].arguments == std::vector<std::string>{"account"});
  CHECK(issues[1].arguments == std::vector<std::string>{"to"});
  CHECK(issues[2].code == "one_of_missing");
  CHECK(read_one(R"("kind": "expiry", "keep": "0.999999999")").keep == Number::of("0.999999999"));
  CHECK(read_one(R"("kind": "expiry", "after": {"months": 24})").after_months == 24);
  CHECK_FALSE(read_one(R"("kind": "expiry", "after": {"months": 24})").keep);
  CHECK(read_one(R"("kind": "reset", "account": "spendable", "to": "-1.50")").to == -150);
}

TEST_CASE("dividends and benefits", "[rulelist]") {
  const auto dividend = [](const std::string& keys) { return closing("\"kind\": \"dividend\", " + keys); };
  const auto benefit = [](const std::string& keys) { return closing("\"kind\": \"benefit\", " + keys); };
  hold({
      {"finer_than_unit", "/closings/0/fund", dividend(R"("fund": ¶0.001)"), {"0.001", "0.01"}},
      {"finer_than_unit", "/closings/0/fund", dividend(R"("fund": ¶0.5, "decimals": 0)"), {"0.5", "1"}},
      {"negative_number", "/closings/0/fund", dividend(R"("fund": ¶-1)")},
      {"out_of_bounds", "/closings/0/decimals", dividend(R"("fund": 1, "decimals": ¶7)")},
      {"out_of_bounds", "/closings/0/decimals", dividend(R"("fund": 0.001, "decimals": ¶-1)")},
      {"text_expected", "/closings/0/unit", dividend(R"("fund": 1, "unit": ¶1)")},
      {"unknown_group", "/closings/0/within", dividend(R"("fund": 1, "within": ¶"hamlet")")},
      {"expression_expected", "/closings/0/value", benefit(R"("value": ¶0.5)")},
      {"expression_result", "/closings/0/value", benefit(R"("value": "¶standing > 0")")},
      {"not_of_this_closing", "/closings/0/within", benefit(R"("value": "standing", ¶"within": "grid")")},
  });
  const Closing read =
      read_one(R"("kind": "dividend", "fund": "1000.005", "decimals": 3, "unit": "元", "by": "standing")");
  CHECK(read.fund == 1000005);
  CHECK(read.decimals == 3);
  CHECK(read.unit == "元");
  const Closing value = read_one(R"("kind": "benefit", "value": "floor(standing / 10) * 0.1")");
  CHECK(value.by);
  CHECK(value.decimals == 2);
}

}  // namespace pointsbank::given
