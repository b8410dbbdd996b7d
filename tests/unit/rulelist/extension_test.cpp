// Lists that extend others: what they may say, and what comes of it.
#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {
namespace {

/// A county's list: two decimals, a group, attributes, a category `c`, an exclusive group `g`, a closing.
std::string county(const std::string& keys = {}) {
  return R"({"format": "pointsbank/1", "id": "county", "version": "1", "effective": {"from": "2026-01-01", "to": "2026-12-31"},
"subject": "person", "points": {"decimals": 2, "floor": 0}, "groups": ["grid"], "attributes": {"subject": {"members": "number"}, "event": {"level": "string"}},
"categories": [{"id": "c", "limits": [{"per": "month", "earn": 10}]}], "limits": [{"per": "year", "earn": 100}],
)" + keys +
         (keys.empty() ? "" : ",\n") +
         R"~("positive": [{"id": "p", "category": "c", "score": {"points": 5}, "exclusive": {"group": "g", "per": "year"}}],
"negative": [{"id": "n", "category": "c", "score": {"points": 5}}],
"closings": [{"id": "x", "kind": "ranking", "at": "month", "by": "period + count(\"p\")", "within": "grid"}],
"examples": [{"title": "base", "given": {"roster": [{"person": "P1", "grid": "g"}]}}]})~";
}

std::string village(const std::string& positive, const std::string& keys = {}, const std::string& negative = {}) {
  return R"({"format": "pointsbank/1", "id": "village", "version": "2026", "effective": {"from": "2026-03-01", "to": "2026-12-31"},
"extends": {"id": "county", "version": "1"},
)" + keys +
         (keys.empty() ? "" : ",\n") +
         R"("categories": [{"id": "own"}],
"positive": [)" +
         positive + "],\n\"negative\": [" + negative + "]}";
}

/// An added rule of the category `own`.
std::string added(const std::string& keys, const std::string& id = "v") {
  return "{\"id\": \"" + id + "\", \"category\": \"own\", " + keys + "}";
}

const std::string ceilings = R"("additions": {"positive": {"rules": 2, "points": 2}, "negative": {"rules": 1}})";

}  // namespace

TEST_CASE("an extension comes after its base", "[rulelist]") {
  const std::string own = village(
      added(
          R"("score": {"rate": 1}, "when": "subject.members > 0 && event.mood == \"good\" && subject.hamlet == subject.grid", "limits": [{"per": "month", "points": "0.25", "by": "person"}])"),
      R"("title": "Village", "groups": ["hamlet"], "attributes": {"event": {"mood": "string"}}, "closings": [{"id": "y", "kind": "ranking", "at": "year", "within": "hamlet", "when": "count(\"n\") + count(\"v\") == 0"}], "examples": [{"given": {"roster": [{"person": "P", "hamlet": "h", "grid": "g"}]}}])");
  const rulelist::Book book = bound({own, county(R"("note": "n", "title": "County", "workflow": {"reviewers": 1})")});
  REQUIRE(book.versions.size() == 1);
  const rulelist::List& list = book.versions[0];
  CHECK(list.id == "village");
  CHECK(list.version == "2026");
  CHECK(list.title.in(Language::en) == "Village");
  CHECK(list.effective.from == Date::of(2026, 3, 1));
  CHECK(list.subject == "person");
  CHECK(list.decimals == 2);
  CHECK(list.floor == 0);
  CHECK(list.groups == std::vector<std::string>{"grid", "hamlet"});
  CHECK(list.event_attributes.size() == 2);
  CHECK(list.categories.at(1).id == "own");
  CHECK(list.limits.size() == 1);
  REQUIRE(list.positive.size() == 2);
  CHECK(list.positive[0].id == "p");
  CHECK(list.positive[0].place.file == "2.json");
  CHECK(list.positive[1].id == "v");
  CHECK(list.positive[1].place.file == "1.json");
  CHECK(list.positive[1].limits.at(0).most == 25);
  using expression::Input;
  using expression::Source;
  const auto inputs = list.positive[1].when->inputs();
  CHECK(std::vector<Input>(inputs.begin(), inputs.end()) == std::vector<Input>{{Source::subject_attribute, 0},
                                                                               {Source::event_attribute, 1},
                                                                               {Source::subject_group, 1},
                                                                               {Source::subject_group, 0}});
  CHECK(list.closings.at(1).id == "y");
  CHECK(list.examples.size() == 2);
  CHECK(list.kinds == std::vector<std::string>{"p", "n", "v"});
  CHECK(list.extends->id == "county");
  CHECK(list.source->name() == "1.json");

  // The document says all of the list, and reads as it.
  const json::Value& document = list.document;
  CHECK(document.find("extends") == nullptr);
  CHECK(document.find("note") == nullptr);
  CHECK(document.find("workflow") != nullptr);
  CHECK(document.find("id")->text == "village");
  CHECK(document.find("title")->text == "Village");
  CHECK(document.find("positive")->items.size() == 2);
  CHECK(document.find("closings")->items.size() == 2);
  CHECK(document.find("groups")->items.size() == 2);
  CHECK(document.find("attributes")->find("event")->members.size() == 2);
  CHECK(document.find("attributes")->find("subject")->members.size() == 1);

  const TableFormat format = rulelist::table_format(book);
  CHECK(format.subject == "person");
  CHECK(format.groups == list.groups);
  CHECK(format.first_day == Date::of(2026, 3, 1));
}

TEST_CASE("what an extension has wrong against its base", "[rulelist]") {
  const std::string base = county();
  const std::string good = R"("score": {"points": 1})";
  hold_together("duplicate_id", "/positive/0/id",
                {base, village(R"({"id": ¶"p", "category": "own", "score": {"points": 1}})")});
  hold_together("duplicate_id", "/closings/0/id",
                {base, village("", R"("closings": [{"id": ¶"x", "kind": "ranking", "at": "year"}])")});
  hold_together("unknown_category", "/positive/0/category",
                {base, village(R"({"id": "v", "category": ¶"d", "score": {"points": 1}})")});
  hold_together("duplicate_name", "/groups/0", {base, village("", R"("groups": [¶"grid"])")});
  hold_together("reserved_name", "/groups/0", {base, village("", R"("groups": [¶"person"])")});
  hold_together("duplicate_name", "/attributes/event/level",
                {base, village("", R"("attributes": {"event": {¶"level": "string"}})")});
  hold_together("finer_than_unit", "/positive/0/limits/0/points",
                {base, village(added(good + R"(, "limits": [{"per": "day", "points": ¶0.001}])"))});
  hold_together("unknown_word", "/positive/0/limits/0/by",
                {base, village(added(good + R"(, "limits": [{"per": "day", "points": 1, "by": ¶"persn"}])"))});
  hold_together("expression_unknown_name", "/positive/0/when",
                {base, village(added(good + R"(, "when": "¶event.mood == \"\"")"))});
  hold_together(
      "expression_unknown_kind", "/closings/0/when",
      {base,
       village("", R"("closings": [{"id": "y", "kind": "ranking", "at": "year", "when": "count(¶\"zz\") > 0"}])")});
  hold_together(
      "unknown_group", "/closings/0/within",
      {base, village("", R"("closings": [{"id": "y", "kind": "ranking", "at": "year", "within": ¶"hamlet"}])")});
  hold_together("exclusive_per_differs", "/positive/0/exclusive/per",
                {base, village(added(good + R"(, "exclusive": {"group": "g", "per": ¶"month"})"))});
  hold_together("exclusive_in_both_lists", "/negative/0/exclusive/group",
                {base, village("", "", added(good + R"(, "exclusive": {"group": ¶"g", "per": "year"})"))});
  hold_together(
      "outside_base", "/effective",
      {base,
       R"({"format": "pointsbank/1", "id": "v", "version": "1", "extends": {"id": "county", "version": "1"}, "effective": ¶{"from": "2026-03-01"}, "categories": [], "positive": [], "negative": []})"});
  hold_together(
      "outside_base", "/effective",
      {base,
       R"({"format": "pointsbank/1", "id": "v", "version": "1", "extends": {"id": "county", "version": "1"}, "effective": ¶{"from": "2025-12-31", "to": "2026-02-01"}, "categories": [], "positive": [], "negative": []})"});
  // What is wrong without the base is said once.
  hold_together("negative_number", "/positive/0/score/points", {base, village(added(R"("score": {"points": ¶-1})"))});
  // Without ceilings a list may add to the base's groups and categories.
  bound({base, village(added(R"("score": {"formula": "1"}, "exclusive": {"group": "g", "per": "year"})") +
                       R"(, {"id": "w", "category": "c", "score": {"points": 50}})")});
}

TEST_CASE("a base that is not there, or not whole", "[rulelist]") {
  hold_together(
      "missing_base", "/extends",
      {R"({"format": "pointsbank/1", "id": "v", "version": "1", "extends": ¶{"id": "county", "version": "1"}, "effective": {"from": "2026-03-01"}, "categories": [], "positive": [], "negative": []})"});
  hold_together(
      "extends_itself", "/extends",
      {R"({"format": "pointsbank/1", "id": "v", "version": "1", "extends": ¶{"id": "v", "version": "1"}, "effective": {"from": "2026-03-01"}, "categories": [], "positive": [], "negative": []})"});
  // Of a base with a mistake only that is said.
  hold_together("finer_than_unit", "/base/points",
                {county(R"("base": {"points": ¶0.001, "each": "year"})"),
                 village(R"({"id": "p", "category": "zz", "score": {"points": 1}})")});
  hold_together("json_unfinished", "/a", {R"({"a": {¶)", village("")});
  const Issues circle = check_all(
      {R"({"format": "pointsbank/1", "id": "a", "version": "1", "extends": {"id": "b", "version": "1"}, "effective": {"from": "2026-03-01"}, "categories": [], "positive": [], "negative": []})",
       R"({"format": "pointsbank/1", "id": "b", "version": "1", "extends": {"id": "a", "version": "1"}, "effective": {"from": "2026-03-01"}, "categories": [], "positive": [], "negative": []})"});
  REQUIRE(circle.size() == 1);
  CHECK(circle[0].code == "extends_itself");
}

TEST_CASE("an extension may be extended", "[rulelist]") {
  const std::string hamlet =
      R"({"format": "pointsbank/1", "id": "hamlet", "version": "1", "extends": {"id": "village", "version": "2026"}, "effective": {"from": "2026-04-01", "to": "2026-05-01"}, "categories": [{"id": "ours"}], "positive": [{"id": "h", "category": "ours", "score": {"points": 1}, "when": "subject.members > 1"}], "negative": []})";
  const rulelist::Book book = bound({hamlet, village(added(R"("score": {"points": 1})")), county()});
  REQUIRE(book.versions.size() == 1);
  CHECK(book.versions[0].id == "hamlet");
  REQUIRE(book.versions[0].positive.size() == 3);
  CHECK(book.versions[0].positive[1].id == "v");
  CHECK(book.versions[0].positive[2].place.file == "1.json");
}

TEST_CASE("ceilings of a base", "[rulelist]") {
  const std::string base = county(ceilings);
  const auto refuses = [&](const std::string& code, const std::string& pointer, const std::string& own) {
    hold_together(code, pointer, {base, own});
  };
  refuses("addition_above_ceiling", "/positive/0/score/points", village(added(R"("score": {"points": ¶2.001})")));
  refuses("addition_above_ceiling", "/positive/0/score/grades/b",
          village(added(R"("score": {"grades": {"a": 2, "b": ¶3}})")));
  refuses("addition_above_ceiling", "/positive/0/score/bands/1",
          village(added(R"("score": {"bands": [{"from": 0, "points": 2}, ¶{"from": 1, "points": 3}]})")));
  refuses("addition_above_ceiling", "/positive/0/score/range", village(added(R"("score": {"range": ¶[0, 5]})")));
  refuses("addition_form", "/positive/0/score/rate", village(added(R"("score": {"rate": ¶1})")));
  refuses("addition_form", "/positive/0/score/marginal", village(added(R"("score": {"marginal": ¶[{"rate": 1}]})")));
  refuses("addition_form", "/negative/0/score/formula", village("", "", added(R"("score": {"formula": ¶"1"})")));
  refuses("addition_has", "/positive/0/score/over",
          village(added(R"("score": {"bands": [{"from": 0, "points": 1}], "over": ¶{"per": "year"}})")));
  refuses("addition_has", "/negative/0/veto",
          village("", "", added(R"("score": {"points": 90}, "veto": ¶{"for": "year"})")));
  refuses("addition_step", "/positive/0/repeat",
          village(added(R"("score": {"points": 1}, "repeat": ¶{"per": "day", "steps": [1, 1.5]})")));
  refuses("addition_category", "/positive/0/category",
          village(R"({"id": "v", "category": ¶"c", "score": {"points": 1}})"));
  refuses("addition_exclusive", "/positive/0/exclusive",
          village(added(R"("score": {"points": 1}, "exclusive": ¶{"group": "g", "per": "year"})")));
  refuses("addition_has", "/closings", village("", R"("closings": ¶[{"id": "y", "kind": "ranking", "at": "year"}])"));
  refuses("too_many_additions", "/positive/2",
          village(added(R"("score": {"points": 1})") + ", " + added(R"("score": {"points": 1})", "w") + ", ¶" +
                  added(R"("score": {"points": 1})", "z")));
  refuses("too_many_additions", "/negative/1",
          village("", "", added(R"("score": {"points": 1})") + ", ¶" + added(R"("score": {"points": 1})", "w")));

  const rulelist::Book book = bound(
      {base,
       village(
           added(
               R"("score": {"points": 2}, "repeat": {"per": "day", "steps": [1, 0.5]}, "exclusive": {"group": "ours", "per": "act"})") +
               ", " + added(R"("score": {"range": [0, "2.00"]})", "w"),
           R"("closings": [])", added(R"("score": {"points": 1000})", "z"))});
  CHECK(book.versions.at(0).additions->positive->rules == 0);
  CHECK(book.versions.at(0).additions->negative->rules == 0);
}

TEST_CASE("a score that rounding lifts above the ceiling", "[rulelist]") {
  hold_together(
      "addition_above_ceiling", "/positive/0/score/points",
      {county(R"("additions": {"positive": {"points": 2.005}})"), village(added(R"("score": {"points": ¶2.005})"))});
  bound({county(R"("additions": {"positive": {"points": 2.005}})"), village(added(R"("score": {"points": 2.004})"))});
}

}  // namespace pointsbank::given
