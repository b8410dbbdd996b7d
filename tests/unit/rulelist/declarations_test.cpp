// Names that the rest of a list refers to: subject, groups, attributes, categories and their limits.
#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {

TEST_CASE("the subject has a name of its own", "[rulelist]") {
  hold({
      {"reserved_subject", "/subject", bare(R"("subject": ¶"member")"), {"member"}, "\"person\""},
      {"reserved_subject", "/subject", bare(R"("subject": ¶"event")")},
      {"reserved_subject", "/subject", bare(R"("subject": ¶"rank")")},
      {"reserved_subject", "/subject", bare(R"("subject": ¶"frozen_until")")},
      {"reserved_subject", "/subject", bare(R"("subject": ¶"of")")},
      {"bad_id", "/subject", bare(R"("subject": ¶"two words")")},
      {"text_expected", "/subject", bare(R"("subject": ¶null)")},
      {"reserved_name", "/groups/0", bare(R"("subject": "village", "groups": [¶"village"])"), {"village"}},
      {"reserved_name", "/attributes/event/grid",
       bare(R"("subject": "grid", "attributes": {"event": {¶"grid": "string"}})")},
  });
  for (const std::string subject : {"household", "person", "grid", "village", "mediator"}) {
    CHECK(sound(bare("\"subject\": \"" + subject + "\"")).subject == subject);
  }
}

TEST_CASE("groups and attributes", "[rulelist]") {
  hold({
      {"list_expected", "/groups", bare(R"("groups": ¶"grid")")},
      {"text_expected", "/groups/1", bare(R"("groups": ["grid", ¶2])")},
      {"bad_name", "/groups/0", bare(R"("groups": [¶"网格"])"), {"\"网格\""}},
      {"bad_name", "/groups/0", bare(R"("groups": [¶"2nd"])")},
      {"bad_name", "/groups/0", bare(R"("groups": [¶"a-b"])")},
      {"empty_text", "/groups/0", bare(R"("groups": [¶""])")},
      {"reserved_name", "/groups/0", bare(R"("groups": [¶"joined"])"), {"joined"}},
      {"reserved_name", "/groups/0", bare(R"("groups": [¶"id"])")},
      {"reserved_name", "/groups/0", bare(R"("groups": [¶"household"])")},
      {"duplicate_name", "/groups/1", bare(R"("groups": ["grid", ¶"grid"])"), {"grid", "t.json:1"}},
      {"object_expected", "/attributes", bare(R"("attributes": ¶[])")},
      {"unknown_key", "/attributes/events", bare(R"("attributes": {¶"events": {}})"), {}, "event"},
      {"object_expected", "/attributes/subject", bare(R"("attributes": {"subject": ¶["members"]})")},
      {"bad_name", "/attributes/subject/人口", bare(R"("attributes": {"subject": {¶"人口": "number"}})")},
      {"bad_name", "/attributes/subject/", bare(R"("attributes": {"subject": {¶"": "number"}})")},
      {"bad_name", "/attributes/event/a.b", bare(R"("attributes": {"event": {¶"a.b": "number"}})")},
      {"unknown_word",
       "/attributes/event/night",
       bare(R"("attributes": {"event": {"night": ¶"boolean"}})"),
       {"\"boolean\""},
       "bool"},
      {"text_expected", "/attributes/event/night", bare(R"("attributes": {"event": {"night": ¶true}})")},
      {"reserved_name", "/attributes/event/quantity", bare(R"("attributes": {"event": {¶"quantity": "number"}})")},
      {"reserved_name", "/attributes/event/minute", bare(R"("attributes": {"event": {¶"minute": "number"}})")},
      {"reserved_name", "/attributes/event/household", bare(R"("attributes": {"event": {¶"household": "string"}})")},
      {"reserved_name", "/attributes/event/revokes", bare(R"("attributes": {"event": {¶"revokes": "string"}})")},
      {"reserved_name", "/attributes/subject/left", bare(R"("attributes": {"subject": {¶"left": "date"}})")},
      {"duplicate_name", "/attributes/subject/grid",
       bare(R"("groups": ["grid"], "attributes": {"subject": {¶"grid": "string"}})")},
  });
  const rulelist::List list = sound(bare(
      R"("groups": ["grid", "village"], "attributes": {"event": {"b": "bool", "a": "date", "standing": "number"}, "subject": {"a": "string", "x-a": 5}})"));
  CHECK(list.groups == std::vector<std::string>{"grid", "village"});
  REQUIRE(list.event_attributes.size() == 3);
  CHECK(list.event_attributes[0] == Attribute{"b", AttributeType::boolean});
  CHECK(list.event_attributes[1] == Attribute{"a", AttributeType::date});
  CHECK(list.subject_attributes == std::vector<Attribute>{{"a", AttributeType::string}});
}

TEST_CASE("an attribute whose type cannot be read is one mistake", "[rulelist]") {
  Issues issues;
  static_cast<void>(read(
      R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [{"id": "c"}],
      "attributes": {"event": {"night": "boolean"}},
      "positive": [{"id": "r", "category": "c", "when": "event.night", "score": {"points": 1}}], "negative": []})",
      issues));
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].code == "unknown_word");
}

TEST_CASE("categories and the limits of lists", "[rulelist]") {
  const auto categories = [](const std::string& text) {
    return R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "points": {"decimals": 1}, "categories": )" +
           text + R"(, "positive": [], "negative": []})";
  };
  hold({
      {"list_expected", "/categories", categories("¶{}")},
      {"object_expected", "/categories/0", categories(R"([¶"c"])")},
      {"missing_key", "/categories/0", categories("[¶{}]"), {"id"}},
      {"bad_id", "/categories/0/id", categories(R"([{"id": ¶"a b"}])")},
      {"duplicate_category", "/categories/1/id", categories(R"([{"id": "a"}, {"id": ¶"a"}])"), {"a", "t.json:1"}},
      {"unknown_key", "/categories/0/name", categories(R"([{"id": "a", ¶"name": "A"}])")},
      {"list_expected", "/categories/0/limits", categories(R"([{"id": "a", "limits": ¶{"per": "month", "earn": 1}}])")},
      {"missing_key", "/categories/0/limits/0", categories(R"([{"id": "a", "limits": [¶{"earn": 1}]}])"), {"per"}},
      {"one_of_missing",
       "/categories/0/limits/0",
       categories(R"([{"id": "a", "limits": [¶{"per": "month"}]}])"),
       {"`earn`, `deduct`"}},
      {"limit_of_rule",
       "/categories/0/limits/0/points",
       categories(R"([{"id": "a", "limits": [{"per": "month", ¶"points": 1}]}])"),
       {"points"}},
      {"limit_of_rule",
       "/categories/0/limits/0/by",
       categories(R"([{"id": "a", "limits": [{"per": "month", "earn": 1, ¶"by": "member"}]}])"),
       {"by"}},
      {"limit_of_rule", "/limits/0/count", list(R"("limits": [{"per": "month", ¶"count": 1}])")},
      {"unknown_period",
       "/limits/0/per",
       list(R"("limits": [{"per": ¶"monthly", "earn": 1}])"),
       {"\"monthly\""},
       "month"},
      {"negative_number", "/limits/0/earn", list(R"("limits": [{"per": "ever", "earn": ¶-1}])")},
      {"finer_than_unit",
       "/categories/0/limits/0/deduct",
       categories(R"([{"id": "a", "limits": [{"per": "day", "deduct": ¶0.25}]}])"),
       {"0.25", "0.1"}},
      {"duplicate_limit",
       "/limits/1/earn",
       list(R"("limits": [{"per": "day", "earn": 1}, {"per": "day", "earn": ¶1}])"),
       {"t.json:3"}},
  });
  const rulelist::List list = sound(given::list(
      R"("limits": [{"per": "day", "earn": 1, "deduct": 2}, {"per": "week", "earn": "1.50"}, {"per": "ever", "deduct": 0}])"));
  REQUIRE(list.limits.size() == 4);
  CHECK(list.limits[0].earn);
  CHECK(list.limits[0].most == 100);
  CHECK_FALSE(list.limits[1].earn);
  CHECK(list.limits[1].most == 200);
  CHECK(list.limits[2].most == 150);
  CHECK(list.limits[3].per == PeriodKind::ever);
}

TEST_CASE("ids that differ only in their encoding are one warning", "[rulelist]") {
  const std::string text =
      R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [{"id": "c"}], "positive": [
      {"id": "café", "category": "c", "score": {"points": 1}},
      {"id": ¶"cafe)"
      "\u0301"
      R"(", "category": "c", "on": ["a"], "score": {"points": 1}}], "negative": []})";
  hold({{"same_but_for_encoding", "/positive/1/id", text}}, Severity::warning);
}

}  // namespace pointsbank::given
