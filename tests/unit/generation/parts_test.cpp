// The parts that a generated village is made of.
#include "generation/days.hpp"
#include "generation/pool.hpp"
#include "generation/table_text.hpp"
#include "support/catch.hpp"
#include "village.hpp"

namespace pointsbank::generation {
namespace {

using Texts = std::vector<std::string>;

expression::Expression compiled(const std::string& text) {
  using expression::Source;
  using expression::Type;
  expression::Scope scope;
  scope.declare("event.quantity", Type::number, {Source::event_quantity, 0});
  scope.declare("event.minute", Type::number, {Source::event_minute, 0});
  scope.declare("event.grade", Type::string, {Source::event_grade, 0});
  scope.declare("event.date", Type::date, {Source::event_date, 0});
  scope.declare("subject.id", Type::string, {Source::subject_id, 0});
  scope.declare("subject.grid", Type::string, {Source::subject_group, 0});
  const std::vector<std::string> kinds = {"k"};
  scope.declare_kinds(kinds);
  Issues issues;
  auto expression = expression::compile(
      text, scope, [](std::size_t) { return Place{}; }, issues);
  for (const Issue& issue : issues) FAIL_CHECK(issue.to_string());
  return *expression;
}

Mentions mentioned(const std::string& text) {
  Mentions mentions;
  add_mentions(compiled(text), mentions);
  return mentions;
}

Texts texts_of(const std::vector<Number>& numbers) {
  Texts texts;
  for (const Number& number : numbers) texts.push_back(decimal_text(number));
  return texts;
}

}  // namespace

TEST_CASE("chance is the same on every machine", "[generation]") {
  Random random(2026, 1);
  Random other(2026, 2);
  const std::uint64_t first = random.next();
  CHECK(first == Random(2026, 1).next());
  CHECK(first != other.next());
  CHECK(first == 14394366226626988587U);
  for (int draw = 0; draw < 1000; ++draw) {
    const int number = random.between(-3, 3);
    CHECK((number >= -3 && number <= 3));
  }
  Picker picker;
  for (const std::uint64_t weight : {0U, 5U, 0U, 1U}) picker.add(weight);
  int counts[4] = {};
  for (int draw = 0; draw < 6000; ++draw) ++counts[picker.draw(random)];
  CHECK(counts[0] == 0);
  CHECK(counts[2] == 0);
  CHECK(counts[1] > 4700);
  CHECK(counts[1] < 5300);
}

TEST_CASE("literals belong to the names of their clause", "[generation]") {
  const Mentions mentions = mentioned(
      "event.quantity >= 60 && event.grade in ['a', 'b'] ? event.date >= date('2026-03-05') : event.minute >= 18 * 60");
  CHECK(mention_of(mentions, "event.quantity").numbers == std::vector<Number>{60});
  CHECK(mention_of(mentions, "event.quantity").texts.empty());
  CHECK(mention_of(mentions, "event.grade").texts == Texts{"a", "b"});
  CHECK(mention_of(mentions, "event.date").dates == std::vector<Date>{Date::of(2026, 3, 5)});
  CHECK(mention_of(mentions, "event.minute").numbers == std::vector<Number>{18, 1080, 60});
  CHECK(mentions.count("event.id") == 0);
  CHECK(mention_of(mentioned("has(event.grade) && event.grade != subject.id"), "event.grade").may_lack);
  CHECK(mention_of(mentioned("has(event.grade) && event.grade != subject.id"), "event.grade").with_subject_id);
  CHECK(mention_of(mentioned("subject.grid.startsWith('g')"), "subject.grid").texts == Texts{"g"});
  CHECK(mention_of(mentioned("count('k') > 3 && event.grade == 'x'"), "event.grade").texts == Texts{"x"});
}

TEST_CASE("numbers are what people name", "[generation]") {
  CHECK(decimal_text(Number::fraction(7, 2)) == "3.5");
  CHECK(decimal_text(Number::fraction(1, 3)) == "0.333333333");
  CHECK(decimal_text(100) == "100");
  CHECK(decimal_text(Number(1'000'000'000'000'000'000)).empty());
  CHECK(rounded_off(Number::fraction(137, 10)) == 15);
  CHECK(rounded_off(1234) == 1000);
  CHECK(rounded_off(1260) == 1500);
  CHECK(rounded_off(Number::fraction(37, 100)) == Number::fraction(35, 100));
  CHECK(rounded_off(0).is_zero());
  CHECK(texts_of(numbers_around({Number(1)})) == Texts{"1", "0", "0.5", "2", "3"});
  CHECK(numbers_around({}).empty());
}

TEST_CASE("what a cell cannot hold is in no pool", "[generation]") {
  Random random(1, 1);
  const Pool pool =
      Pool::of_texts({"", "a\tb", "a\nb", "a\x01", std::string(200, 'a'), "\xFF", "a", "a"}, Pool::Order::even);
  REQUIRE(pool.size() == 1);
  CHECK(pool.draw(random).text == "a");
  TableText table;
  table.cell("a,b");
  table.cell("say \"a\"");
  table.cell("");
  table.cell_or_empty(Date::always());
  table.moment(Date::of(2026, 3, 5), 65, "+08:00");
  table.end_row();
  table.cell("x");
  table.end_row();
  CHECK(table.take() == "\"a,b\",\"say \"\"a\"\"\",,,2026-03-05T01:05:00+08:00\nx\n");
}

TEST_CASE("days are those on which the rule book is in effect", "[generation]") {
  const Program program = given::program_of(
      R"({"format": "pointsbank/1", "id": "l", "version": "1", "effective": {"from": "2026-02-27", "to": "2026-03-31"}, "categories": [{"id": "c"}], "positive": [], "negative": []})");
  const Days days(program.compiled(), Date::of(2026, 3, 2));
  CHECK(days.first() == Date::of(2026, 2, 27));
  CHECK(days.last() == Date::of(2026, 3, 2));
  Random random(1, 1);
  for (int draw = 0; draw < 100; ++draw) CHECK(days.has(days.draw(random)));
  CHECK(days.draw(random, Date::of(2026, 3, 2), Date::of(2027, 1, 1)) == Date::of(2026, 3, 2));
  CHECK_FALSE(days.draw(random, Date::of(2026, 3, 3), Date::of(2026, 3, 30)));
  CHECK_FALSE(days.draw(random, Date::of(2026, 3, 2), Date::of(2026, 3, 1)));
  CHECK(Days(program.compiled(), Date::of(2026, 1, 1)).empty());
}

}  // namespace pointsbank::generation
