// What lists, closings, versions and vetoes come to, and what it is worth.
#include <algorithm>

#include "exposure_given.hpp"
#include "support/catch.hpp"

using namespace pointsbank;
using namespace pointsbank::given;
using Kind = PeriodKind;

namespace {

const std::string five_a_month =
    R"("positive": [{"id": "r", "category": "c", "score": {"points": 5}, "limits": [{"per": "month", "count": 1}]}])";

std::string closing(const std::string& keys) {
  return book(five_a_month + R"(, "closings": [{"id": "k", "at": "month", )" + keys + "}]");
}

}  // namespace

TEST_CASE("base points come once in each of their periods") {
  const auto base = [](const std::string& keys, Kind kind) {
    return most(exposed(book(R"("base": )" + keys)), "base", kind);
  };
  CHECK(base(R"({"points": 6, "each": "month", "account": "standing"})", Kind::month) == "6");
  CHECK(base(R"({"points": 6, "each": "month"})", Kind::year) == "72");
  CHECK(base(R"({"points": 100, "each": "ever"})", Kind::year) == "100");
  CHECK(base(R"({"points": 100, "each": "ever"})", Kind::ever) == "100");
}

TEST_CASE("closings give and take at the ends of their periods") {
  const Exposure ranked = exposed(
      closing(R"("kind": "ranking", "awards": [{"ranks": [1, 1], "points": 8}, {"ranks": [2, 3], "points": 4}])"));
  CHECK(most(ranked, "k", Kind::month) == "8");
  CHECK(most(ranked, "k", Kind::year) == "96");
  CHECK(most(ranked, "whole", Kind::year) == "156");
  CHECK(most(ranked, "positive", Kind::year) == "60");
  const Exposure owed = exposed(closing(
      R"("kind": "obligation", "on": "work", "at_least": 3, "points": 2, "per_missing": true, "category": "c")"));
  CHECK(least(owed, "k", Kind::month) == "-6");
  CHECK(least(owed, "c", Kind::year) == "-72");
  CHECK(least(owed, "whole", Kind::year) == "-72");
  const std::string lasting = R"("kind": "continuing", "opened_by": "on", "closed_by": "off", "effect": )";
  CHECK(most(exposed(closing(lasting + R"("earn", "points": 1)")), "k", Kind::month) == "states: k");
  CHECK(least(exposed(closing(lasting + R"("deduct", "points": 1)")), "whole", Kind::month) == "states: k");
  CHECK(least(exposed(closing(lasting + R"("deduct", "points": 0)")), "whole", Kind::month) == "0");
}

TEST_CASE("a forfeit takes back what its period gave") {
  const auto with = [](const std::string& forfeit, Kind kind, std::string_view row) {
    return least(exposed(book(five_a_month + R"(, "negative": [{"id": "n", "category": "c", "score": {"points": 0},
        "veto": {"for": "year", "forfeit": ")" +
                              forfeit + R"("}}])")),
                 row, kind);
  };
  CHECK(with("month", Kind::month, "forfeits") == "-5?");
  CHECK(with("quarter", Kind::month, "forfeits") == "-15?");
  CHECK(with("quarter", Kind::month, "whole") == "-10?");  // of what two earlier months gave
  CHECK(with("quarter", Kind::year, "whole") == "0");
}

TEST_CASE("versions are bounded by what each has, and together by limits that all have") {
  const auto version = [](const std::string& number, const std::string& days, const std::string& limit) {
    return book(R"("version": ")" + number + R"(", "effective": {)" + days + R"(},
        "positive": [{"id": "r", "category": "c", "score": {"points": 5}, "limits": [)" +
                limit + "]}]");
  };
  const std::string first = R"("from": "2026-01-01", "to": "2026-06-30")";
  const std::string second = R"("from": "2026-07-01", "to": "2026-12-31")";
  const auto year = [&](const std::string& one, const std::string& two) {
    return most(exposure(compiled({version("1", first, one), version("2", second, two)})), "r", Kind::year);
  };
  // 30 in one half, or 50 if none came before.
  CHECK(year(R"({"per": "year", "points": 30})", R"({"per": "year", "points": 50})") == "50");
  CHECK(year(R"({"per": "year", "points": 30})", R"({"per": "month", "points": 4})") == "54");
}

TEST_CASE("without a last day only what is limited for good is bounded in all") {
  const std::string open = R"("effective": {"from": "2026-01-01"}, )";
  const Exposure exposure = exposed(book(open + R"("base": {"points": 1, "each": "ever"}, "positive": [
      {"id": "r", "category": "c", "score": {"points": 5}, "limits": [{"per": "day", "count": 1}]},
      {"id": "s", "category": "c", "score": {"points": 5}, "limits": [{"per": "ever", "count": 2}]}])"));
  CHECK(most(exposure, "r", Kind::ever) == "no_end: r");
  CHECK(most(exposure, "s", Kind::ever).substr(0, 2) == "10");
  CHECK(most(exposure, "r", Kind::month) == "155");
  CHECK(most(exposure, "r", Kind::year) == "1830");  // of 366 days
  ExposureOptions options;
  options.from = Date::of(2027, 3, 1);
  options.to = Date::of(2027, 3, 10);
  const Exposure days = pointsbank::exposure(compiled({book(open + five_a_month)}), options);
  CHECK(most(days, "r", Kind::ever) == "5");
  options.to = Date::of(2025, 1, 1);
  options.from = Date::of(2024, 1, 1);
  CHECK_THROWS_AS(pointsbank::exposure(compiled({book(open + five_a_month)}), options), UsageError);
}

TEST_CASE("money: what can be redeemed of what is got") {
  ExposureOptions options;
  options.households = 10;
  const auto money = [&](const std::string& keys, Kind kind) {
    const Exposure exposure = exposed(book(five_a_month + ", " + keys), options);
    REQUIRE(exposure.money.size() == 1);
    const auto at = std::find(exposure.periods.begin(), exposure.periods.end(), kind) - exposure.periods.begin();
    const ExposureMoney::Amount& amount = exposure.money.front().amounts[static_cast<std::size_t>(at)];
    return amount.is_bounded ? amount.money.to_string() : "unbounded";
  };
  CHECK(money(R"("redemption": {"value": {"CNY": 0.5}})", Kind::year) == "300");
  CHECK(money(R"("redemption": {"value": {"CNY": 0.5}, "limits": [{"per": "quarter", "points": 8}]})", Kind::year) ==
        "160");
  CHECK(money(R"("redemption": {"value": {"CNY": 1}}, "base": {"points": 7, "each": "year"})", Kind::month) == "120");
  // A reset gives what it sets to, to those who have redeemed all.
  CHECK(money(R"("redemption": {"value": {"CNY": 1}},
      "closings": [{"id": "k", "kind": "reset", "at": "year", "account": "spendable", "to": 20}])",
              Kind::year) == "800");
  CHECK(exposed(book(five_a_month)).money.empty());
}

TEST_CASE("the text says what is unbounded and why; the JSON is the same each time") {
  const Program program =
      compiled({adding(R"(, "title": {"zh": "志愿", "en": "Volunteering"}, "score": {"points": 5})")});
  const Exposure exposure = pointsbank::exposure(program);
  CHECK(to_text(exposure, Language::en).find("nothing limits how often these score:\n  Volunteering (r)") !=
        std::string::npos);
  CHECK(to_text(exposure, Language::zh).find("不封顶：\n  志愿 (r)") != std::string::npos);
  CHECK(to_json(exposure) == to_json(pointsbank::exposure(program)));
}
