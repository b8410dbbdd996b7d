// Several versions of one list, and what has to hold between them.
#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {
namespace {

std::string version(const std::string& name, const std::string& effective, const std::string& keys = {}) {
  return "{\"format\": \"pointsbank/1\", \"id\": \"v\", \"version\": \"" + name + "\", \"effective\": " + effective +
         ",\n" + keys + (keys.empty() ? "" : ",\n") + R"("categories": [], "positive": [], "negative": []})";
}

const std::string first =
    version("1", R"({"from": "2026-01-01", "to": "2026-06-30"})",
            R"("points": {"decimals": 1, "unit": "分"}, "groups": ["grid"], "attributes": {"event": {"a": "number"}})");

std::string second(const std::string& keys, const std::string& effective = R"({"from": "2026-07-01"})") {
  return version("2", effective, keys);
}

}  // namespace

TEST_CASE("versions stand in the order of their days", "[rulelist]") {
  const rulelist::Book book = bound(
      {second(
           R"("points": {"decimals": 1, "unit": "分"}, "groups": ["village", "grid"], "attributes": {"event": {"b": "bool", "a": "number"}})"),
       first});
  REQUIRE(book.versions.size() == 2);
  CHECK(book.versions[0].version == "1");
  CHECK(book.on(Date::of(2025, 12, 31)) == nullptr);
  CHECK(book.on(Date::of(2026, 1, 1))->version == "1");
  CHECK(book.on(Date::of(2026, 6, 30))->version == "1");
  CHECK(book.on(Date::of(2026, 7, 1))->version == "2");
  CHECK(book.on(Date::of(2099, 1, 1))->version == "2");
  const TableFormat format = rulelist::table_format(book);
  CHECK(format.first_day == Date::of(2026, 1, 1));
  CHECK(format.decimals == 1);
  CHECK(format.groups == std::vector<std::string>{"grid", "village"});
  REQUIRE(format.event_attributes.size() == 2);
  CHECK(format.event_attributes[0].name == "a");
  CHECK(rulelist::table_format({}) == TableFormat{});
  const rulelist::Book gap =
      bound({version("1", R"({"from": "2026-01-01", "to": "2026-01-31"})"), version("2", R"({"from": "2026-03-01"})")});
  CHECK(gap.on(Date::of(2026, 2, 1)) == nullptr);
}

TEST_CASE("what differs between versions", "[rulelist]") {
  const std::string same = R"("points": {"decimals": 1, "unit": "分"})";
  hold_together("differs_between_versions", "/points", {first, second(R"("points": ¶{"decimals": 2, "unit": "分"})")});
  hold_together("differs_between_versions", "/points",
                {first, second(R"("points": ¶{"decimals": 1, "unit": "积分"})")});
  hold_together("differs_between_versions", "/points",
                {first, second(R"("points": ¶{"decimals": 1, "unit": "分", "rounding": "up"})")});
  hold_together("differs_between_versions", "/points",
                {first, second(R"("points": ¶{"decimals": 1, "unit": "分", "floor": 0})")});
  hold_together("differs_between_versions", "/subject", {first, second(same + R"(, "subject": ¶"person")")});
  hold_together("differs_between_versions", "/utc_offset", {first, second(same + R"(, "utc_offset": ¶"+07:00")")});
  hold_together("differs_between_versions", "/subject",
                {version("1", R"({"from": "2026-01-01", "to": "2026-06-30"})", R"("subject": "person")"),
                 second(R"("subject": ¶"grid")")});
  // Where the key is not there, at the beginning of the list.
  hold_together(
      "differs_between_versions", "",
      {version("1", R"({"from": "2026-01-01", "to": "2026-06-30"})", R"("subject": "person")"), "¶" + second("")});
  hold_together("attribute_types_differ", "/attributes/event/a",
                {first, second(same + R"(, "attributes": {"event": {"a": ¶"string"}})")});
  hold_together("attribute_types_differ", "/attributes/subject/grid",
                {first, second(same + R"(, "attributes": {"subject": {"grid": ¶"string"}})")});
  bound({first, second(same + R"(, "attributes": {"subject": {"a": "string"}, "event": {"grid": "bool"}})")});
  hold_together("versions_overlap", "/effective", {first, second(same, R"(¶{"from": "2026-06-30"})")});
  hold_together("versions_overlap", "/effective",
                {second(same, R"({"from": "2025-01-01"})"), std::string(first).replace(first.find("{\"from"), 0, "¶")});
  hold_together(
      "duplicate_version", "/version",
      {version("1", R"({"from": "2026-01-01", "to": "2026-06-30"})"),
       R"({"format": "pointsbank/1", "id": "v", "version": ¶"1", "effective": {"from": "2026-07-01"}, "categories": [], "positive": [], "negative": []})"});
  hold_together(
      "other_rule_book", "/id",
      {version("1", R"({"from": "2026-01-01", "to": "2026-06-30"})"),
       R"({"format": "pointsbank/1", "id": ¶"w", "version": "1", "effective": {"from": "2026-07-01"}, "categories": [], "positive": [], "negative": []})"});
}

TEST_CASE("three versions, one of them within another", "[rulelist]") {
  const Issues issues = check_all({version("1", R"({"from": "2026-01-01"})"),
                                   version("2", R"({"from": "2026-02-01", "to": "2026-02-28"})"),
                                   version("3", R"({"from": "2026-03-01", "to": "2026-03-31"})")});
  REQUIRE(issues.size() == 2);
  CHECK(issues[0].to_string() ==
        "2.json:1:68: /effective: version `2` (2026-02-01 … 2026-02-28) overlaps with version `1` (2026-01-01 … ) at "
        "1.json:1");
  CHECK(issues[1].place.file == "3.json");
}

TEST_CASE("no list at all", "[rulelist]") {
  const Issues issues = check({});
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].code == "no_rule_list");
}

TEST_CASE("issues of several files come in order and once", "[rulelist]") {
  const Issues issues = check_all({second(R"("limits": [{"per": "mont", "earn": 1}], "a": 1)"),
                                   version("1", R"({"from": "2026-07-01"})", R"("b": 1)")});
  std::vector<std::string> places;
  for (const Issue& issue : issues) places.push_back(issue.place.file + issue.place.pointer);
  CHECK(places == std::vector<std::string>{"1.json/limits/0/per", "1.json/a", "2.json/effective", "2.json/b"});
}

TEST_CASE("what a rule list says of itself", "[rulelist]") {
  const RuleList list = parse({"r.json", bare(R"("title": {"zh": "办法", "en": "Rules"})")});
  CHECK(list.id() == "v");
  CHECK(list.version() == "1");
  CHECK(list.title(Language::zh) == "办法");
  CHECK(list.title(Language::en) == "Rules");
  CHECK(list.issues().empty());
  CHECK(list.model().is_sound);
  const RuleList broken = parse({"r.json", "{"});
  CHECK(broken.id().empty());
  CHECK(broken.title(Language::zh).empty());
  CHECK(broken.issues().size() == 1);
  CHECK_THROWS_AS(static_cast<void>(read_source("there/is/no/such/file.json")), MachineError);
}

TEST_CASE("a text in the language that is asked for", "[rulelist]") {
  using rulelist::Text;
  CHECK(Text{}.in(Language::zh).empty());
  CHECK(Text{{{"", "a"}}}.in(Language::zh) == "a");
  CHECK(Text{{{"fr", "c"}, {"", "a"}, {"en", "b"}}}.in(Language::zh) == "a");
  CHECK(Text{{{"fr", "c"}, {"en", "b"}}}.in(Language::zh) == "b");
  CHECK(Text{{{"fr", "c"}, {"de", "d"}}}.in(Language::zh) == "c");
}

}  // namespace pointsbank::given
