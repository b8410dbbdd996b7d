// The promises of reforms, one by one.
#include <algorithm>

#include "given.hpp"

using namespace pointsbank;
using namespace pointsbank::given;

TEST_CASE("promise: the first book is untouched") {
  const std::vector<RuleList> lists = book();
  const std::string before = to_json(lists[0]);
  static_cast<void>(applied(R"({"op": "set", "rule": "help", "field": "score.rate", "value": 3})", lists));
  CHECK(to_json(lists[0]) == before);
  CHECK(before == village);
}

TEST_CASE("promise: the empty reform changes nothing, to the byte") {
  const std::vector<RuleList> after = applied("");
  REQUIRE(after.size() == 1);
  CHECK(to_json(after[0]) == village);
  CHECK(file_name(after[0]) == "rules.json");
}

TEST_CASE("promise: what is not touched keeps its bytes") {
  const std::vector<RuleList> after =
      applied(R"({"op": "set", "rule": "meeting", "field": "score.points", "value": 4})");
  std::string expected = village;
  expected.replace(expected.find(R"({"points": 1})"), 13, R"({"points": 4})");
  CHECK(to_json(after[0]) == expected);
}

TEST_CASE("promise: versions are split at its dates, and nothing changes before its from") {
  const std::vector<RuleList> lists = book();
  const std::vector<RuleList> after = applied(
      R"({"op": "set", "rule": "help", "field": "score.rate", "value": 3, "from": "2026-03-01", "to": "2026-03-31"},
         {"op": "disable", "rule": "meeting", "from": "2026-11-01"})",
      lists);
  REQUIRE(after.size() == 4);
  CHECK(check(after).empty());
  CHECK(after[0].version() == "2026");
  CHECK(after[1].version() == "2026+2026-03-01");
  CHECK(file_name(after[1]) == "rules-2026-03-01.json");
  CHECK(changes(lists, after) == Texts{R"(help score.rate: 2 -> 3 from 2026-03-01 to 2026-03-31)",
                                       R"(meeting effective.to:  -> "2026-10-31" from 2026-11-01)"});
}

TEST_CASE("promise: dates at the ends of a version divide nothing") {
  CHECK(
      applied(
          R"({"op": "set", "rule": "help", "field": "score.rate", "value": 3, "from": "2026-01-01", "to": "2027-05-01"})")
          .size() == 1);
}

TEST_CASE("promise: all operations are checked before any applies") {
  const Reform wrong = reform(R"({"op": "set", "rule": "help", "field": "score.rate", "value": 3},
    {"op": "set", "rule": "hlep", "field": "score.rate", "value": 3},
    {"op": "scale", "rule": "help", "field": "limits[week].points", "by": 2},
    {"op": "add", "list": "positive", "rule": {"id": "meeting", "category": "civility", "score": {"points": 1}}})");
  CHECK_THROWS_AS(wrong.apply(book()), InputError);
  CHECK(told(check(wrong, book())) == Texts{"reform_unknown_rule /operations/1/rule", "reform_is_there /operations/3"});
  CHECK(check(wrong, book())[0].hint == "did_you_mean");
  CHECK(told(check(reform(R"({"op": "scale", "rule": "help", "field": "limits[week].points", "by": 2},
                             {"op": "scale", "rule": "help", "field": "account", "by": 2})"),
                   book())) ==
        Texts{"reform_nothing_there /operations/0/field", "reform_nothing_there /operations/1/field"});
}

TEST_CASE("promise: what the new book does not allow is told at the operation that says it") {
  const auto wrong = [](const std::string& operations) { return told(check(reform(operations), book())); };
  CHECK(wrong(R"({"op": "set", "rule": "help", "field": "score.rate", "value": -1})") ==
        Texts{"negative_number /operations/0/value"});
  CHECK(wrong(R"({"op": "set", "closing": "top", "field": "awards[1-3].points", "value": 1.25})") ==
        Texts{"finer_than_unit /operations/0/value"});
  CHECK(wrong(R"({"op": "set", "rule": "help", "field": "colour", "value": 1})") ==
        Texts{"unknown_key /operations/0/field"});
  CHECK(
      wrong(R"({"op": "add", "list": "positive", "rule": {"id": "x", "category": "none", "score": {"points": 1}}})") ==
      Texts{"unknown_category /operations/0/rule/category"});
  CHECK(wrong(R"({"op": "scale", "rule": "help", "field": "limits", "by": 0.333})") ==
        Texts{"finer_than_unit /operations/0/by"});
}

TEST_CASE("promise: mistakes of the reform itself are told with their places") {
  CHECK(told(reform(R"({"op": "sett", "rule": "help"}, {"op": "set", "rule": "help", "value": 1},
    {"op": "set", "rule": "help", "field": "a..b", "value": 1}, {"op": "disable"}, {"op": "set", "rule": "help",
    "field": "score.rate", "value": 1, "from": "2026-13-01"}, {"op": "scale", "rule": "help", "field": "score", "by": -1},
    {"op": "disable", "rule": "help", "form": "2026-01-01"}, {"op": "disable", "rule": "help", "from": "2026-02-01", "to": "2026-01-01"})")
                 .issues()) == Texts{"unknown_word /operations/0/op", "missing_key /operations/1",
                                     "reform_no_field /operations/2/field", "one_of_missing /operations/3",
                                     "bad_date /operations/4/from", "negative_number /operations/5/by",
                                     "unknown_key /operations/6/form", "ends_before_it_begins /operations/7/to"});
}

TEST_CASE("promise: two operations on the same thing clash unless one overrides") {
  const std::string first = R"({"op": "set", "rule": "help", "field": "score.rate", "value": 3})";
  const auto second = [](const std::string& more) {
    return R"(, {"op": "scale", "category": "civility", "field": "score", "by": 2)" + more + "}";
  };
  CHECK(told(check(reform(first + second("")), book())) == Texts{"reform_clash /operations/1"});
  // In the place of the first: twice what was there before the reform.
  CHECK(changes(book(), applied(first + second(R"(, "override": true)"))) ==
        Texts{"help score.rate: 2 -> 4", "meeting score.points: 1 -> 2"});
  // On other days there is no clash.
  CHECK(check(reform(R"({"op": "set", "rule": "help", "field": "score.rate", "value": 3, "to": "2026-05-31"},
                        {"op": "set", "rule": "help", "field": "score.rate", "value": 4, "from": "2026-06-01"})"),
              book())
            .empty());
  CHECK(told(check(reform(R"({"op": "remove", "rule": "help"}, {"op": "disable", "rule": "help"})"), book())) ==
        Texts{"reform_clash /operations/1"});
}

TEST_CASE("promise: without overrides the order of operations does not matter") {
  Texts operations = {
      R"({"op": "set", "rule": "help", "field": "score.rate", "value": 3, "from": "2026-04-01"})",
      R"({"op": "scale", "category": "order", "field": "score", "by": 2})",
      R"({"op": "set", "rule": "meeting", "field": "id", "value": "assembly"})",
      R"({"op": "disable", "rule": "meeting", "from": "2026-06-01"})",
      R"({"op": "add", "category": {"id": "art"}})",
      R"({"op": "add", "list": "negative", "rule": {"id": "noise", "category": "art", "score": {"points": 1}}})"};
  std::sort(operations.begin(), operations.end());
  const auto joined = [&] {
    std::string text;
    for (const std::string& each : operations) text += (text.empty() ? "" : ", ") + each;
    return text;
  };
  const std::vector<RuleList> first = applied(joined());
  int tried = 0;
  while (std::next_permutation(operations.begin(), operations.end()) && ++tried < 40) {
    CHECK(changes(first, applied(joined())).empty());
  }
  CHECK(tried == 40);
}

TEST_CASE("promise: operations without effect are reported, and change not a byte") {
  const auto silent = [](const std::string& operation) {
    const Reform asked = reform(operation);
    const Issues issues = check(asked, book());
    CHECK(!has_errors(issues));
    const std::vector<RuleList> after = asked.apply(book());
    CHECK(after.size() == 1);
    CHECK(to_json(after[0]) == village);
    return told(issues);
  };
  CHECK(silent(R"({"op": "set", "rule": "help", "field": "score.rate", "value": "2", "from": "2026-04-01"})") ==
        Texts{"reform_already_so /operations/0"});
  CHECK(silent(R"({"op": "enable", "rule": "help"})") == Texts{"reform_already_so /operations/0"});
  CHECK(silent(R"({"op": "scale", "rule": "help", "field": "score", "by": 1})") ==
        Texts{"reform_already_so /operations/0"});
  CHECK(silent(R"({"op": "set", "rule": "help", "field": "score.rate", "value": 5, "from": "2027-01-01"})") ==
        Texts{"reform_outside_days /operations/0/from"});
  // Said explicitly what holds anyway.
  CHECK(told(check(reform(R"({"op": "set", "rule": "help", "field": "account", "value": "both"})"), book())) ==
        Texts{"reform_already_so /operations/0"});
}

TEST_CASE("promise: a rule that is never heard in the data is reported") {
  const std::vector<RuleList> lists = book();
  const std::vector<Cells> rows = {
      {{"event", "e1"}, {"household", "H1"}, {"kind", "help"}, {"at", "2026-03-05"}, {"quantity", "1"}},
      {{"event", "e2"}, {"household", "H1"}, {"kind", "litter"}, {"at", "2026-03-06"}}};
  const Events events = make_events(rows, compile(lists).table_format());
  const Reform asked = reform(R"({"op": "set", "rule": "help", "field": "score.rate", "value": 3},
    {"op": "set", "rule": "meeting", "field": "score.points", "value": 3},
    {"op": "set", "rule": "litter", "field": "score.points", "value": 3, "from": "2026-04-01"},
    {"op": "scale", "category": "civility", "field": "limits", "by": 2},
    {"op": "set", "closing": "top", "field": "awards[1-3].points", "value": 3})");
  CHECK(told(unheard(asked, lists, events)) ==
        Texts{"reform_never_heard /operations/1", "reform_never_heard /operations/2"});
}

TEST_CASE("promise: rules are named by id, so that an id that was given up is not found") {
  const std::vector<RuleList> renamed =
      applied(R"({"op": "set", "rule": "litter", "field": "id", "value": "rubbish"})");
  const Reform old = reform(R"({"op": "disable", "rule": "litter"})");
  CHECK(told(check(old, renamed)) == Texts{"reform_unknown_rule /operations/0/rule"});
}

TEST_CASE("promise: a book of several versions takes operations in those that have the rule") {
  std::string next = village;
  next.replace(next.find("2026\",\n"), 4, "2027");
  next.replace(next.find(R"({"from": "2026-01-01", "to": "2026-12-31"})"), 42,
               R"({"from": "2027-01-01", "to": "2027-12-31"})");
  next.replace(next.find("\"meeting\""), 9, "\"gather\"");
  const std::vector<RuleList> lists = {book()[0], parse({"next.json", next})};
  CHECK(check(lists).empty());
  const std::vector<RuleList> after = applied(R"({"op": "set", "rule": "gather", "field": "score.points", "value": 9},
     {"op": "set", "rule": "help", "field": "score.rate", "value": 7, "from": "2026-12-01"},
     {"op": "set", "field": "effective.to", "value": "2028-12-31"})",
                                              lists);
  REQUIRE(after.size() == 3);
  CHECK(changes(lists, after) == Texts{R"(v effective.to: "2027-12-31" -> "2028-12-31")",
                                       "help score.rate: 2 -> 7 from 2026-12-01",
                                       "gather score.points: 1 -> 9 from 2027-01-01"});
}

TEST_CASE("promise: what extends a divided list is divided with it") {
  const std::string additions = R"({"format": "pointsbank/1", "id": "mine", "version": "1",
    "extends": {"id": "v", "version": "2026"}, "effective": {"from": "2026-01-01", "to": "2026-12-31"},
    "categories": [{"id": "own"}], "positive": [{"id": "garden", "category": "own", "score": {"points": 1}}], "negative": []})";
  const std::vector<RuleList> lists = {book()[0], parse({"mine.json", additions})};
  CHECK(check(lists).empty());
  const std::vector<RuleList> after = applied(
      R"({"op": "set", "rule": "help", "field": "score.rate", "value": 7, "from": "2026-07-01"},
         {"op": "set", "rule": "garden", "field": "score.points", "value": 2})",
      lists);
  CHECK(after.size() == 4);
  CHECK(check(after).empty());
  CHECK(changes(lists, after) == Texts{"garden score.points: 1 -> 2", "help score.rate: 2 -> 7 from 2026-07-01"});
}

TEST_CASE("a reform made by calls is the same as its text") {
  Reform made("winter plan");
  made.set(Reform::rule("help"), "score.rate", "3", {Date::parse("2026-11-01"), {}, false})
      .scale(Reform::category("order"), "score", "1.5")
      .disable(Reform::rule("meeting"), {{}, Date::parse("2026-02-01"), true})
      .add({Reform::Part::rule, "choir", "positive"}, R"({"id": "choir", "category": "order", "score": {"points": 1}})")
      .remove(Reform::closing("top"));
  const Reform read = parse_reform({"reform.json", made.to_json()});
  CHECK(read.issues().empty());
  CHECK(read.to_json() == made.to_json());
  CHECK(read.title(Language::zh) == "winter plan");
  const std::vector<RuleList> first = made.apply(book()), second = read.apply(book());
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) CHECK(to_json(first[i]) == to_json(second[i]));
}
