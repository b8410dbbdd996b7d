// The cases that a list carries.
#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {
namespace {

std::string example(const std::string& text) { return list("\"examples\": [" + text + "]"); }

}  // namespace

TEST_CASE("examples are kept cell by cell", "[rulelist]") {
  const rulelist::List read = sound(example(
      R"({"title": "t", "given": {"roster": [{"household": "H1", "members": 3, "poor": true, "grid": null, "x-a": []}], "members": [{"member": "m"}],
          "events": [{"event": "e", "quantity": 1.50, "night": false}], "entries": [{"entry": "o", "standing": "-1"}]},
          "through": "2026-03-05", "expect": {"balances": [{"household": "H1", "standing": 6.00}], "outcomes": [{"event": "e", "reason": ""}, {"outcome": "cut"}], "rankings": []}})"));
  REQUIRE(read.examples.size() == 1);
  const rulelist::Example& example = read.examples[0];
  using Row = rulelist::Example::Row;
  CHECK(example.roster == std::vector<Row>{{{"household", "H1"}, {"members", "3"}, {"poor", "true"}, {"grid", ""}}});
  CHECK(example.members.size() == 1);
  CHECK(example.events == std::vector<Row>{{{"event", "e"}, {"quantity", "1.50"}, {"night", "false"}}});
  CHECK(example.entries == std::vector<Row>{{{"entry", "o"}, {"standing", "-1"}}});
  CHECK(example.through == Date::of(2026, 3, 5));
  REQUIRE(example.expected.size() == 3);
  CHECK(example.expected[0].output == "balances");
  CHECK(example.expected[0].row == Row{{"household", "H1"}, {"standing", "6.00"}});
  CHECK(example.expected[2].output == "outcomes");
  CHECK(example.expected[2].place.pointer == "/examples/0/expect/outcomes/1");
  CHECK_FALSE(sound(given::list(R"("examples": [{"given": {}}])")).examples.at(0).through);
}

TEST_CASE("what is wrong in examples", "[rulelist]") {
  hold({
      {"list_expected", "/examples", list(R"("examples": ¶{})")},
      {"object_expected", "/examples/0", example("¶1")},
      {"missing_key", "/examples/0", example(R"(¶{"through": "2026-01-01"})"), {"given"}},
      {"unknown_key", "/examples/0/expects", example(R"({"given": {}, ¶"expects": {}})"), {}, "expect"},
      {"unknown_key", "/examples/0/given/event", example(R"({"given": {¶"event": []}})"), {}, "events"},
      {"unknown_key",
       "/examples/0/expect/balance",
       example(R"({"given": {}, "expect": {¶"balance": []}})"),
       {},
       "balances"},
      {"bad_date", "/examples/0/through", example(R"({"given": {}, "through": ¶"2026-13-01"})")},
      {"list_expected", "/examples/0/given/events", example(R"({"given": {"events": ¶{}}})")},
      {"object_expected", "/examples/0/given/events/0", example(R"({"given": {"events": [¶[]]}})")},
      {"cell_expected", "/examples/0/given/events/0/quantity",
       example(R"({"given": {"events": [{"quantity": ¶[1]}]}})")},
      {"unknown_column",
       "/examples/0/expect/balances/0/standig",
       example(R"({"given": {}, "expect": {"balances": [{¶"standig": 6}]}})"),
       {"standig", "balances"},
       "standing"},
      {"unknown_column", "/examples/0/expect/ratings/0/points",
       example(R"({"given": {}, "expect": {"ratings": [{¶"points": 6}]}})")},
  });
  hold({{"unknown_column",
         "/examples/0/given/events/0/quantiti",
         example(R"({"given": {"events": [{"quantiti": ¶1}]}})"),
         {},
         "quantity"}},
       Severity::warning);
}

}  // namespace pointsbank::given
