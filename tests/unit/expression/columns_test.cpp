// The column form gives what the row form gives, wherever it gives anything.
#include <cstdlib>

#include "given.hpp"
#include "random_expressions.hpp"
#include "support/catch.hpp"

namespace pointsbank::expression {

namespace {

Truth truth_of(const Result& result) {
  switch (result.fault) {
    case Fault::none: return std::get<bool>(result.value) ? Truth::yes : Truth::no;
    case Fault::missing_value: return Truth::missing_value;
    case Fault::division_by_zero: return Truth::division_by_zero;
    case Fault::overflow: return Truth::overflow;
  }
  return Truth::unresolved;
}

struct Counts {
  std::size_t rows = 0;
  std::size_t unresolved = 0;
  std::size_t different = 0;
};

Counts compared(const Expression& expression, const given::RandomColumns& columns, std::size_t rows) {
  std::vector<Truth> truths(rows, Truth::unresolved);
  expression.evaluate(columns.vectors(), truths);
  Counts counts;
  for (std::size_t i = 0; i < rows; ++i) {
    ++counts.rows;
    if (truths[i] == Truth::unresolved) {
      ++counts.unresolved;
    } else if (truths[i] != truth_of(expression.evaluate(columns.row(i)))) {
      ++counts.different;
    }
  }
  return counts;
}

/// Around the borders of chunks.
std::size_t chunk_and_more(given::Dice& dice) { return 500 + dice.below(540); }

/// Columns, and what a condition says of each row: n, y, m(issing), z(ero), o(verflow), u.
std::string truths(std::string_view text, const std::vector<std::vector<std::int64_t>>& columns,
                   std::vector<int> decimals, const Dictionary* texts = nullptr) {
  Issues issues;
  const auto expression = given::compiled(text, issues);
  if (!expression) return issues[0].to_string();
  std::vector<Vector> vectors;
  for (std::size_t i = 0; i < columns.size(); ++i) vectors.push_back({columns[i], decimals[i], texts});
  std::vector<Truth> found(columns[0].size());
  expression->evaluate(vectors, found);
  std::string letters;
  for (const Truth truth : found) letters += "nymzou"[static_cast<std::size_t>(truth)];
  return letters;
}

}  // namespace

TEST_CASE("columns and rows agree on random expressions", "[expression][columns]") {
  const char* given_seed = std::getenv("POINTSBANK_SEED");
  const std::uint64_t seed = given_seed != nullptr ? std::strtoull(given_seed, nullptr, 10) : 20260305;
  const char* given_rounds = std::getenv("POINTSBANK_ROUNDS");
  const std::uint64_t rounds = given_rounds != nullptr ? std::strtoull(given_rounds, nullptr, 10) : 1500;
  Counts all;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    given::Dice dice(seed + round);
    const std::string text = given::RandomExpression(dice).condition(1 + static_cast<int>(dice.below(4)));
    INFO("seed " << seed + round << ": " << text);
    Issues issues;
    const auto expression = given::compiled(text, issues);
    if (!expression) {
      REQUIRE(issues[0].code == "expression_too_long");
      continue;
    }
    const std::size_t rows = dice.one_in(8) ? chunk_and_more(dice) : 1 + dice.below(24);
    const given::RandomColumns columns(*expression, rows, dice);
    const Counts counts = compared(*expression, columns, rows);
    REQUIRE(counts.different == 0);
    all.rows += counts.rows;
    all.unresolved += counts.unresolved;
  }
  // Otherwise nothing would have been compared.
  CHECK(all.unresolved * 2 < all.rows);
}

TEST_CASE("what columns decide without rows", "[expression][columns]") {
  const std::vector<std::int64_t> cells = {0, 49, 50, 51, -50, absent_cell, wide_cell, INT64_MAX};
  CHECK(truths("event.quantity >= 0.5", {cells}, {2}) == "nnyynmuy");
  CHECK(truths("event.quantity > 0.495", {cells}, {2}) == "nnyynmuy");
  CHECK(truths("0.5 == event.quantity", {cells}, {2}) == "nnynnmun");
  CHECK(truths("event.quantity != 0.505", {cells}, {2}) == "yyyyymuy");
  CHECK(truths("-event.quantity >= 0.5", {cells}, {2}) == "nnnnymun");
  CHECK(truths("event.quantity / 3 >= 1 / 6", {cells}, {2}) == "nnyynmuy");
  CHECK(truths("event.quantity / -3 <= -1 / 6", {cells}, {2}) == "nnyynmuy");
  CHECK(truths("event.quantity * 0.3 + 0.1 >= 0.25", {cells}, {2}) == "nnyynmuu");
  CHECK(truths("event.quantity * 999999999999999999 > 999999999999999999 * 999999999999999999", {cells}, {0}) ==
        "nnnnnmuy");
  CHECK(truths("event.quantity * 0 == 0", {cells}, {2}) == "yyyyymuy");
  CHECK(truths("event.quantity / 0 == 0", {cells}, {2}) == "zzzzzmuz");
  CHECK(truths("event.quantity in [0.5, -0.5, 0.505]", {cells}, {2}) == "nnynymun");
  CHECK(truths("has(event.quantity)", {cells}, {2}) == "yyyyynyy");
  CHECK(truths("round(event.quantity) == 1", {cells}, {2}) == "nnyynmun");
  CHECK(truths("abs(event.quantity) == 0.5", {cells}, {2}) == "nnynymun");
  CHECK(truths("event.quantity > 0.5 ? event.quantity < 0.51 : event.quantity / 0 == 1", {cells}, {2}) == "zzznzmun");
}

TEST_CASE("quotients are compared by multiplying", "[expression][columns]") {
  const std::vector<std::int64_t> a = {10, 10, -10, 10, 0, absent_cell, 1, INT64_MAX};
  const std::vector<std::int64_t> b = {20, 21, -20, 0, 7, 0, absent_cell, INT64_MAX};
  CHECK(truths("event.quantity / subject.members >= 0.5", {a, b}, {0, 0}) == "ynyznmmy");
  CHECK(truths("0.5 <= event.quantity / subject.members", {a, b}, {0, 0}) == "ynyznmmy");
  CHECK(truths("event.quantity * 100 / subject.members * 2 >= 100", {a, b}, {0, 0}) == "ynyznmmy");
  CHECK(truths("-(event.quantity / subject.members) > -0.5", {a, b}, {1, 1}) == "nynzymmn");
  CHECK(truths("event.quantity / subject.members == subject.members", {a, b}, {0, 0}) == "nnnznmmn");
  CHECK(truths("1 / subject.members > 0", {b}, {0}) == "yynzyzmy");
}

TEST_CASE("texts by id", "[expression][columns]") {
  Dictionary texts;
  for (const std::string_view text : {"city", "province", "village", "中"}) texts.add(text);
  const std::vector<std::int64_t> cells = {0, 1, 2, 3, absent_cell};
  CHECK(truths("event.level == 'city'", {cells}, {0}, &texts) == "ynnnm");
  CHECK(truths("event.level != 'city'", {cells}, {0}, &texts) == "nyyym");
  CHECK(truths("event.level == 'nowhere'", {cells}, {0}, &texts) == "nnnnm");
  CHECK(truths("event.level != 'nowhere'", {cells}, {0}, &texts) == "yyyym");
  CHECK(truths("event.level in ['city', 'nowhere', '中']", {cells}, {0}, &texts) == "ynnym");
  CHECK(truths("event.level.contains('i')", {cells}, {0}, &texts) == "yyynm");
  CHECK(truths("'a city'.endsWith(event.level)", {cells}, {0}, &texts) == "ynnnm");
  CHECK(truths("event.level > 'd'", {cells}, {0}, &texts) == "nyyym");
  CHECK(truths("size(event.level) == 1", {cells}, {0}, &texts) == "nnnym");
  CHECK(truths("event.level == event.kind", {cells, {0, 0, 2, absent_cell, 0}}, {0, 0}, &texts) == "ynymm");
  CHECK(truths("(event.level == 'city' ? 'village' : event.level) == 'village'", {cells}, {0}, &texts) == "ynynm");
}

TEST_CASE("dates in columns", "[expression][columns]") {
  std::vector<std::int64_t> days;
  for (std::int64_t day = -2'932'900; day < 2'932'900; day += 11) days.push_back(day);
  const std::pair<std::string_view, int (*)(Date)> parts[] = {
      {"year(event.date)", [](Date date) { return civil(date).year; }},
      {"month(event.date)", [](Date date) { return civil(date).month; }},
      {"day(event.date)", [](Date date) { return civil(date).day; }},
      {"weekday(event.date)", [](Date date) { return weekday(date); }},
  };
  for (const auto& [text, part] : parts) {
    // Compared with a second column that holds what the calendar says.
    std::vector<std::int64_t> expected;
    for (const std::int64_t day : days) expected.push_back(part(Date{static_cast<std::int32_t>(day)}));
    const std::string found = truths(std::string(text) + " == event.quantity", {days, expected}, {0, 0});
    CHECK(found.find_first_not_of('y') == std::string::npos);
  }
}

TEST_CASE("columns are taken as they were declared", "[expression][columns]") {
  Issues issues;
  const auto condition = given::compiled("event.quantity > 1 || event.night", issues);
  const auto number = given::compiled("event.quantity", issues);
  REQUIRE(condition);
  REQUIRE(number);
  const std::vector<std::int64_t> cells = {1, 2, 3};
  std::vector<Truth> truths(3);
  const Vector full{cells, 0, nullptr};
  const Vector empty;
  const Vector both[] = {full, empty};
  condition->evaluate(both, truths);
  CHECK(truths == std::vector<Truth>{Truth::missing_value, Truth::yes, Truth::yes});
  CHECK_THROWS_AS(condition->evaluate(std::span(both, 1), truths), UsageError);
  CHECK_THROWS_AS(condition->evaluate(both, std::span(truths).first(2)), UsageError);
  CHECK_THROWS_AS(number->evaluate(std::span(both, 1), truths), UsageError);
  const auto text = given::compiled("event.kind == 'a'", issues);
  CHECK_THROWS_AS(text->evaluate(std::span(both, 1), truths), UsageError);
}

}  // namespace pointsbank::expression
