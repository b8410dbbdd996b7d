// What is wrong in the keys of a list itself: each mistake at its place.
#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {

TEST_CASE("keys that are missing or not known", "[rulelist]") {
  hold({
      {"object_expected", "", "¶[]", {"[]"}},
      {"object_expected", "", " ¶null", {"null"}},
      {"unknown_key", "/categorys", list(R"(¶"categorys": [])"), {"categorys"}, "categories"},
      {"unknown_key", "/a~1b", list(R"(¶"a/b": [])"), {"a/b"}},
      {"unknown_key", "/X-note", list(R"(¶"X-note": 1)")},
      {"missing_key",
       "",
       R"(¶{"id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [], "positive": [], "negative": []})",
       {"format"}},
      {"missing_key",
       "",
       R"(¶{"format": "pointsbank/1", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [], "positive": [], "negative": []})",
       {"id"}},
      {"missing_key",
       "",
       R"(¶{"format": "pointsbank/1", "id": "v", "effective": {"from": "2026-01-01"}, "categories": [], "positive": [], "negative": []})",
       {"version"}},
      {"missing_key",
       "",
       R"(¶{"format": "pointsbank/1", "id": "v", "version": "1", "categories": [], "positive": [], "negative": []})",
       {"effective"}},
      {"missing_key",
       "",
       R"(¶{"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "positive": [], "negative": []})",
       {"categories"}},
      {"missing_key",
       "",
       R"(¶{"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [], "negative": []})",
       {"positive"}},
      {"missing_key",
       "",
       R"(¶{"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [], "positive": []})",
       {"negative"}},
      // A key that was nearly written is not also missing.
      {"unknown_key",
       "/positiv",
       R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [], ¶"positiv": [], "negative": []})",
       {"positiv"},
       "positive"},
      {"missing_key",
       "/effective",
       R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": ¶{"to": "2026-01-01"}, "categories": [], "positive": [], "negative": []})",
       {"from"}},
  });
  CHECK(sound(bare(R"("x-a": {"b": [1]}, "x-": null)")).id == "v");
}

TEST_CASE("who the list is and when it holds", "[rulelist]") {
  const auto with = [](const std::string& format, const std::string& id, const std::string& version,
                       const std::string& effective) {
    return "{\"format\": " + format + ", \"id\": " + id + ", \"version\": " + version +
           ", \"effective\": " + effective + R"(, "categories": [], "positive": [], "negative": []})";
  };
  const std::string format = "\"pointsbank/1\"";
  const std::string from = R"({"from": "2026-01-01"})";
  hold({
      {"unknown_format",
       "/format",
       with("¶\"pointsbank/2\"", "\"v\"", "\"1\"", from),
       {"\"pointsbank/2\""},
       "\"pointsbank/1\""},
      {"text_expected", "/format", with("¶1", "\"v\"", "\"1\"", from), {"1"}},
      {"text_expected", "/id", with(format, "¶5", "\"1\"", from), {"5"}, "\"5\""},
      {"empty_text", "/id", with(format, "¶\"\"", "\"1\"", from)},
      {"bad_id", "/id", with(format, "¶\"a b\"", "\"1\"", from), {"\"a b\""}},
      {"bad_id", "/id", with(format, "¶\"a/b\"", "\"1\"", from)},
      {"bad_id", "/id", with(format, "¶\"村，\"", "\"1\"", from)},
      {"bad_id", "/id", with(format, "¶\"a\u200Bb\"", "\"1\"", from)},
      {"bad_id", "/id", with(format, "¶\"a\u202Eb\"", "\"1\"", from)},
      {"control_character", "/id", with(format, "¶\"a\\u0000\"", "\"1\"", from)},
      {"id_too_long", "/id", with(format, "¶\"" + std::string(129, 'x') + "\"", "\"1\"", from)},
      {"text_expected", "/version", with(format, "\"v\"", "¶2026", from), {"2026"}, "\"2026\""},
      {"empty_text", "/version", with(format, "\"v\"", "¶\"\"", from)},
      {"object_expected", "/effective", with(format, "\"v\"", "\"1\"", "¶\"2026-01-01\""), {"\"2026-01-01\""}},
      {"bad_date",
       "/effective/from",
       with(format, "\"v\"", "\"1\"", "{\"from\": ¶\"2026-02-29\"}"),
       {"\"2026-02-29\""}},
      {"bad_date", "/effective/from", with(format, "\"v\"", "\"1\"", "{\"from\": ¶\"2026-1-1\"}")},
      {"bad_date", "/effective/from", with(format, "\"v\"", "\"1\"", "{\"from\": ¶\"0000-01-01\"}")},
      {"text_expected", "/effective/from", with(format, "\"v\"", "\"1\"", "{\"from\": ¶20260101}")},
      {"ends_before_it_begins",
       "/effective/to",
       with(format, "\"v\"", "\"1\"", R"({"from": "2026-01-02", "to": ¶"2026-01-01"})"),
       {"2026-01-01", "2026-01-02"}},
      {"unknown_key", "/effective/until",
       with(format, "\"v\"", "\"1\"", R"({"from": "2026-01-01", ¶"until": "2026-12-31"})")},
      {"text_expected", "/title/zh", list(R"("title": {"zh": ¶1})")},
      {"languages_expected", "/title", list(R"("title": ¶["a"])")},
      {"bad_language", "/note/中文", list(R"("note": {¶"中文": "a"})"), {"中文"}},
      {"control_character", "/title", list(R"("title": ¶"a\u0007")")},
      {"bad_utc_offset", "/utc_offset", list(R"("utc_offset": ¶"8")"), {"\"8\""}, "\"+08:00\""},
      {"bad_utc_offset", "/utc_offset", list(R"("utc_offset": ¶"+8:00")")},
      {"text_expected", "/utc_offset", list(R"("utc_offset": ¶8)")},
  });
  CHECK(sound(with(format, "\"" + std::string(128, 'x') + "\"", "\"1\"", from)).id.size() == 128);
  CHECK(sound(with(format, "\"示例村-2.b_é\"", "\"2026 (试行)\"", from)).version == "2026 (试行)");
}

TEST_CASE("points, base, intake", "[rulelist]") {
  const auto points = [](const std::string& keys) { return bare("\"points\": " + keys); };
  hold({
      {"object_expected", "/points", points("¶2"), {"2"}},
      {"unknown_key", "/points/decimal", points(R"({¶"decimal": 2})"), {"decimal"}, "decimals"},
      {"out_of_bounds", "/points/decimals", points(R"({"decimals": ¶7})"), {"7", "0", "6"}},
      {"out_of_bounds", "/points/decimals", points(R"({"decimals": ¶-1})")},
      {"not_whole", "/points/decimals", points(R"({"decimals": ¶1.5})"), {"1.5"}},
      {"unknown_word", "/points/rounding", points(R"({"rounding": ¶"halfup"})"), {"\"halfup\""}, "half_up"},
      {"text_expected", "/points/unit", points(R"({"unit": ¶1})")},
      {"finer_than_unit", "/points/floor", points(R"({"decimals": 1, "floor": ¶0.25})"), {"0.25", "0.1"}},
      {"beyond_64_bits", "/points/floor", points(R"({"decimals": 6, "floor": ¶99999999999999})")},
      {"number_expected", "/points/floor", points(R"({"floor": ¶true})"), {"true"}},
      {"object_expected", "/base", bare(R"("base": ¶60)")},
      {"missing_key", "/base", bare(R"("base": ¶{"each": "year"})"), {"points"}},
      {"missing_key", "/base", bare(R"("base": ¶{"points": 1})"), {"each"}},
      {"negative_number", "/base/points", bare(R"("base": {"points": ¶-1, "each": "year"})")},
      {"finer_than_unit", "/base/points", bare(R"("base": {"points": ¶0.5, "each": "year"})"), {"0.5", "1"}, "1"},
      {"unknown_period", "/base/each", bare(R"("base": {"points": 1, "each": ¶"years"})"), {"\"years\""}, "year"},
      {"unknown_word",
       "/base/account",
       bare(R"("base": {"points": 1, "each": "ever", "account": ¶"standings"})"),
       {},
       "standing"},
      {"unknown_key", "/base/per", bare(R"("base": {"points": 1, "each": "year", ¶"per": "year"})")},
      {"object_expected", "/intake", bare(R"("intake": ¶31)"), {"31"}, R"({"days": 31})"},
      {"out_of_bounds", "/intake/days", bare(R"("intake": {"days": ¶-1})")},
      {"not_whole", "/intake/days", bare(R"("intake": {"days": ¶"0.5"})")},
  });
  const rulelist::List list = sound(bare(
      R"("points": {"decimals": 2, "rounding": "down", "unit": "分", "floor": "-5.50"}, "base": {"points": 6e1, "each": "ever", "account": "standing"}, "intake": {"days": 0})"));
  CHECK(list.decimals == 2);
  CHECK(list.rounding == Rounding::down);
  CHECK(list.unit == "分");
  CHECK(list.floor == -550);
  CHECK(list.base->points == 6000);
  CHECK(list.base->each == PeriodKind::ever);
  CHECK(list.base->account == rulelist::Account::standing);
  CHECK(list.intake_days == 0);
}

TEST_CASE("numbers as they may be written", "[rulelist]") {
  const auto floor = [](const std::string& text) { return bare("\"points\": {\"floor\": " + text + "}"); };
  hold({
      {"not_a_number", "/points/floor", floor("¶\"x\""), {"\"x\""}},
      {"not_a_number", "/points/floor", floor("¶\"\"")},
      {"not_a_number", "/points/floor", floor("¶\"+1\"")},
      {"not_a_number", "/points/floor", floor("¶\"01\"")},
      {"not_a_number", "/points/floor", floor("¶\".5\"")},
      {"not_a_number", "/points/floor", floor("¶\" 1\"")},
      {"not_a_number", "/points/floor", floor("¶\"１２\"")},
      {"not_a_number", "/points/floor", floor("¶\"٣\"")},
      {"not_a_number", "/points/floor", floor("¶\"NaN\"")},
      {"not_a_number", "/points/floor", floor("¶\"1,000\"")},
      {"too_many_digits", "/points/floor", floor("¶1234567890123456789"), {"1234567890123456789"}},
      {"too_many_digits", "/points/floor", floor("¶18446744073709551616")},
      {"too_many_digits", "/points/floor", floor("¶10e17")},
      {"too_many_decimals", "/points/floor", floor("¶0.1234567891"), {"0.1234567891"}},
      {"too_many_decimals", "/points/floor", floor("¶1e-10")},
      {"exponent_too_large", "/points/floor", floor("¶1e19"), {"1e19"}},
      {"exponent_too_large", "/points/floor", floor("¶0e-19")},
      {"exponent_too_large", "/points/floor", floor("¶\"1e400\"")},
      {"number_expected", "/points/floor", floor("¶null")},
      {"number_expected", "/points/floor", floor("¶[1]")},
  });
  for (const auto& [text, value] :
       std::initializer_list<std::pair<std::string, std::int64_t>>{{"-0", 0},
                                                                   {"\"-0.0\"", 0},
                                                                   {"1e18", 0},
                                                                   {"999999999999999999", 999999999999999999},
                                                                   {"12.0", 12},
                                                                   {"\"1.2e1\"", 12},
                                                                   {"1200e-2", 12},
                                                                   {"-7.000000000", -7}}) {
    INFO(text);
    Issues issues;
    const rulelist::List list = read(floor(text), issues);
    if (text == "1e18") {
      REQUIRE(issues.size() == 1);  // nineteen digits before the point
      CHECK(issues[0].code == "too_many_digits");
    } else {
      CHECK(issues.empty());
      CHECK(list.floor == value);
    }
  }
}

TEST_CASE("what is finer than the unit says what to write", "[rulelist]") {
  Issues issues;
  static_cast<void>(read(bare(R"("base": {"points": 0.125, "each": "year"})"), issues));
  static_cast<void>(read(bare(R"("base": {"points": 0.12345678, "each": "year"})"), issues));
  REQUIRE(issues.size() == 2);
  CHECK(issues[0].to_string() ==
        "t.json:1:111: /base/points: 0.125 is finer than the unit, which is 1; write a whole multiple of 1, or set "
        "`points.decimals` to 3");
  CHECK(issues[0].to_string(Language::zh) ==
        "t.json:1:111: /base/points: 0.125 比最小单位 1 还细；请写 1 的整数倍，或把 `points.decimals` 设为 3");
  CHECK(issues[1].hint == "whole_units");
}

TEST_CASE("what the bank reads has its shape", "[rulelist]") {
  hold({
      {"object_expected", "/workflow", list(R"("workflow": ¶2)")},
      {"unknown_key", "/workflow/reviewer", list(R"("workflow": {¶"reviewer": 2})"), {"reviewer"}, "reviewers"},
      {"out_of_bounds", "/workflow/reviewers", list(R"("workflow": {"reviewers": ¶-1})")},
      {"missing_key", "/workflow/publicity", list(R"("workflow": {"publicity": ¶{"working": true}})"), {"days"}},
      {"boolean_expected",
       "/workflow/publicity/working",
       list(R"("workflow": {"publicity": {"days": 5, "working": ¶"true"}})"),
       {"\"true\""},
       "true"},
      {"not_whole", "/workflow/publicity/days", list(R"("workflow": {"publicity": {"days": ¶2.5}})")},
      {"object_expected", "/workflow/appeal", list(R"("workflow": {"appeal": ¶15})")},
      {"out_of_bounds", "/workflow/evidence", list(R"("workflow": {"evidence": ¶-2})")},
      {"boolean_expected", "/workflow/self_review", list(R"("workflow": {"self_review": ¶0})")},
      {"list_expected", "/holidays", list(R"("holidays": ¶"2026-10-01")")},
      {"bad_date", "/holidays/1", list(R"("holidays": ["2026-10-01", ¶"2026-10-32"])")},
      {"bad_date", "/workdays/0", list(R"("workdays": [¶"10-10"])")},
      {"unknown_key", "/redemption/over", list(R"("redemption": {¶"over": 100})")},
      {"number_expected", "/redemption/above", list(R"("redemption": {"above": ¶true})")},
      {"out_of_bounds", "/redemption/hold_days", list(R"("redemption": {"hold_days": ¶-1})")},
      {"missing_key", "/redemption/limits/0", list(R"("redemption": {"limits": [¶{"per": "month"}]})"), {"points"}},
      {"finer_than_unit", "/redemption/limits/0/points",
       list(R"("redemption": {"limits": [{"per": "month", "points": ¶0.001}]})")},
      {"duplicate_limit", "/redemption/limits/1",
       list(R"("redemption": {"limits": [{"per": "month", "points": 1}, ¶{"per": "month", "points": 2}]})")},
      {"not_above_zero", "/redemption/value/CNY", list(R"("redemption": {"value": {"CNY": ¶0}})")},
      {"unknown_key", "/positive/0/workflow/days", rule(R"("score": {"points": 1}, "workflow": {¶"days": 2})")},
  });
  hold({{"workday_and_holiday", "/workdays/0", list(R"("holidays": ["2026-10-01"], "workdays": [¶"2026-10-01"])")}},
       Severity::warning);
  const rulelist::List list = sound(given::list(
      R"("workflow": {"reviewers": 2, "publicity": {"days": 5, "working": true}, "appeal": {"days": 15}, "evidence": 1, "self_review": false},
         "holidays": ["2026-10-01", "2026-10-02"], "workdays": ["2026-10-10"],
         "redemption": {"above": 100, "suspend_below": 70, "limits": [{"per": "month", "points": 50}], "hold_days": 30, "value": {"CNY": 1}})"));
  REQUIRE(list.document.find("redemption") != nullptr);
  CHECK(list.document.find("redemption")->find("above")->text == "100");
}

TEST_CASE("extends and additions have their shape", "[rulelist]") {
  hold({
      {"object_expected", "/additions", list(R"("additions": ¶5)")},
      {"unknown_key", "/additions/plus", list(R"("additions": {¶"plus": {}})")},
      {"out_of_bounds", "/additions/positive/rules", list(R"("additions": {"positive": {"rules": ¶-1}})")},
      {"negative_number", "/additions/negative/points", list(R"("additions": {"negative": {"points": ¶-1}})")},
      {"unknown_key", "/additions/negative/rule", list(R"("additions": {"negative": {¶"rule": 1}})"), {}, "rules"},
      {"object_expected", "/extends", bare(R"("extends": ¶"county")")},
      {"missing_key", "/extends", bare(R"("extends": ¶{"id": "county"})"), {"version"}},
      {"bad_id", "/extends/id", bare(R"("extends": {"id": ¶"a b", "version": "1"})")},
      {"not_in_extension",
       "/points",
       bare(R"("extends": {"id": "b", "version": "1"}, ¶"points": {"decimals": 2})"),
       {"points"}},
      {"not_in_extension", "/limits", bare(R"("extends": {"id": "b", "version": "1"}, ¶"limits": [])")},
      {"not_in_extension", "/workflow", bare(R"("extends": {"id": "b", "version": "1"}, ¶"workflow": {})")},
      {"unknown_key",
       "/categorie",
       bare(R"("extends": {"id": "b", "version": "1"}, ¶"categorie": [])"),
       {},
       "categories"},
  });
}

}  // namespace pointsbank::given
