// Rules: what is wrong in them, each at its place, and what they are read as.
#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {

TEST_CASE("the keys of a rule", "[rulelist]") {
  const auto with = [](const std::string& rules) {
    return R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [{"id": "civility"}],)"
           "\n\"positive\": [" +
           rules + "],\n\"negative\": []}";
  };
  hold({
      {"object_expected", "/positive/0", with("¶5")},
      {"missing_key", "/positive/0", with(R"(¶{"category": "civility", "score": {"points": 1}})"), {"id"}},
      {"missing_key", "/positive/0", with(R"(¶{"id": "r", "score": {"points": 1}})"), {"category"}},
      {"missing_key", "/positive/0", with(R"(¶{"id": "r", "category": "civility"})"), {"score"}},
      {"unknown_category",
       "/positive/0/category",
       with(R"({"id": "r", "category": ¶"civilty", "score": {"points": 1}})"),
       {"civilty"},
       "civility"},
      {"bad_id", "/positive/0/id", with(R"({"id": ¶"a b", "category": "civility", "score": {"points": 1}})")},
      {"id_too_long", "/positive/0/id",
       with("{\"id\": ¶\"" + std::string(1'000'000, 'x') + R"(", "category": "civility", "score": {"points": 1}})")},
      {"duplicate_id",
       "/positive/1/id",
       with(R"({"id": "r", "category": "civility", "score": {"points": 1}},
          {"id": ¶"r", "category": "civility", "score": {"points": 1}})"),
       {"r", "t.json:2"}},
      {"unknown_key", "/positive/0/scores", rule(R"("score": {"points": 1}, ¶"scores": 1)"), {}, "score"},
      {"kinds_expected", "/positive/0/on", rule(R"("score": {"points": 1}, "on": ¶5)")},
      {"empty_list", "/positive/0/on", rule(R"("score": {"points": 1}, "on": ¶[])")},
      {"empty_text", "/positive/0/on", rule(R"("score": {"points": 1}, "on": ¶"")")},
      {"text_expected", "/positive/0/on/1", rule(R"("score": {"points": 1}, "on": ["a", ¶1])")},
      {"unknown_word",
       "/positive/0/account",
       rule(R"("score": {"points": 1}, "account": ¶"spendables")"),
       {},
       "spendable"},
      {"boolean_expected",
       "/positive/0/public",
       rule(R"("score": {"points": 1}, "public": ¶"false")"),
       {"\"false\""},
       "false"},
      {"unknown_key", "/positive/0/source/url", rule(R"("score": {"points": 1}, "source": {¶"url": "x"})")},
      {"unknown_word", "/positive/0/source/status", rule(R"("score": {"points": 1}, "source": {"status": ¶"real"})")},
      {"ends_before_it_begins", "/positive/0/effective/to",
       rule(R"("score": {"points": 1}, "effective": {"from": "2026-03-01", "to": ¶"2026-02-01"})")},
      {"veto_in_positive", "/positive/0/veto", rule(R"("score": {"points": 1}, "veto": ¶{"for": "year"})")},
  });
  hold({{"repeated_in_list", "/positive/0/on/1", rule(R"("score": {"points": 1}, "on": ["a", ¶"a"])")}},
       Severity::warning);
  // A closing's id is no rule's either.
  Issues issues;
  static_cast<void>(read(
      R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [{"id": "c"}],
    "positive": [{"id": "r", "category": "c", "score": {"points": 1}}], "negative": [{"id": "r", "category": "c", "score": {"points": 1}}],
    "closings": [{"id": "r", "kind": "reset", "at": "year", "account": "both", "to": 0}]})",
      issues));
  REQUIRE(issues.size() == 2);
  CHECK(issues[0].place.pointer == "/negative/0/id");
  CHECK(issues[1].place.pointer == "/closings/0/id");
}

TEST_CASE("expressions of rules are checked where they stand", "[rulelist]") {
  hold({
      {"expression_expected", "/positive/0/when", rule(R"("score": {"points": 1}, "when": ¶true)")},
      {"expression_unknown_name",
       "/positive/0/when",
       rule(R"("score": {"points": 1}, "when": "event.quantity > 1 && ¶subject.membrs > 0")"),
       {"subject.membrs"},
       "subject.members"},
      {"expression_unknown_name",
       "/positive/0/when",
       rule(R"("score": {"points": 1}, "when": "event.level == \"\u4e2d\" && ¶period > 0")"),
       {"period"}},
      {"expression_unknown_name", "/positive/0/score/formula", rule(R"("score": {"formula": "¶event.night2 + 1"})")},
      {"expression_result", "/positive/0/score/formula", rule(R"("score": {"formula": "¶event.night"})")},
      {"expression_result", "/positive/0/when", rule(R"("score": {"points": 1}, "when": "¶event.quantity")")},
      {"expression_unknown_kind", "/closings/0/when",
       closing(R"("kind": "reset", "account": "both", "to": 0, "when": "count(¶\"nothing\") > 0")")},
      {"expression_unknown_name", "/closings/0/when",
       closing(R"("kind": "reset", "account": "both", "to": 0, "when": "¶event.quantity > 0")")},
      {"expression_unknown_name", "/closings/0/when",
       closing(R"("kind": "reset", "account": "both", "to": 0, "when": "¶standing > 0")")},
      {"expression_empty", "/closings/0/by", closing(R"("kind": "ranking", "by": "¶")")},
      {"expression_result", "/closings/0/by", closing(R"("kind": "ranking", "by": "¶subject.poor")")},
  });
}

TEST_CASE("what expressions may name is in the order of the list", "[rulelist]") {
  const rulelist::List list = sound(
      R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [{"id": "c"}],
    "groups": ["grid", "village"], "attributes": {"event": {"a": "bool", "b": "bool"}, "subject": {"p": "number", "q": "number"}},
    "positive": [{"id": "r", "category": "c", "when": "event.b && subject.village == \"x\" && subject.q > 0", "score": {"points": 1}}], "negative": [
                 {"id": "n", "category": "c", "on": ["k"], "score": {"points": 1}, "veto": {"for": "year", "cured_by": "cure"}}],
    "closings": [{"id": "o", "kind": "obligation", "at": "month", "on": "meeting", "points": 1, "when": "count(\"r\") + count(\"k\") + count(\"cure\") + count(\"meeting\") > 0"}]})");
  using expression::Input;
  using expression::Source;
  const auto inputs = list.positive.at(0).when->inputs();
  const std::vector<Input> found(inputs.begin(), inputs.end());
  CHECK(found ==
        std::vector<Input>{{Source::event_attribute, 1}, {Source::subject_group, 1}, {Source::subject_attribute, 1}});
  CHECK(list.kinds == std::vector<std::string>{"r", "k", "cure", "meeting"});
}

TEST_CASE("repeat, exclusive, limits", "[rulelist]") {
  const auto with = [](const std::string& keys) { return rule("\"score\": {\"points\": 1}, " + keys); };
  hold({
      {"missing_key", "/positive/0/repeat", with(R"("repeat": ¶{"per": "month"})"), {"steps"}},
      {"one_of_missing", "/positive/0/repeat", with(R"("repeat": ¶{"steps": [1]})"), {"`per`, `within`"}},
      {"only_one_of",
       "/positive/0/repeat/within",
       with(R"("repeat": {"per": "month", ¶"within": {"months": 1}, "steps": [1]})"),
       {"within", "per", "`per`, `within`"}},
      {"empty_list", "/positive/0/repeat/steps", with(R"("repeat": {"per": "month", "steps": ¶[]})")},
      {"list_expected", "/positive/0/repeat/steps", with(R"("repeat": {"per": "month", "steps": ¶1})")},
      {"negative_number", "/positive/0/repeat/steps/1", with(R"("repeat": {"per": "month", "steps": [1, ¶-1]})")},
      {"out_of_bounds",
       "/positive/0/repeat/within/months",
       with(R"("repeat": {"within": {"months": ¶0}, "steps": [1]})"),
       {"0", "1", "12000"}},
      {"object_expected",
       "/positive/0/repeat/within",
       with(R"("repeat": {"within": ¶12, "steps": [1]})"),
       {"12"},
       R"({"months": 12})"},
      {"unknown_word",
       "/positive/0/repeat/by",
       with(R"("repeat": {"per": "month", "by": ¶"members", "steps": [1]})"),
       {},
       "member"},
      {"missing_key", "/positive/0/exclusive", with(R"("exclusive": ¶{"per": "act"})"), {"group"}},
      {"missing_key", "/positive/0/exclusive", with(R"("exclusive": ¶{"group": "g"})"), {"per"}},
      {"unknown_word", "/positive/0/exclusive/per", with(R"("exclusive": {"group": "g", "per": ¶"acts"})"), {}, "act"},
      {"list_expected", "/positive/0/limits", with(R"("limits": ¶{"per": "month", "points": 1})")},
      {"missing_key", "/positive/0/limits/0", with(R"("limits": [¶{"points": 1}])"), {"per"}},
      {"one_of_missing", "/positive/0/limits/0", with(R"("limits": [¶{"per": "month"}])"), {"`points`, `count`"}},
      {"only_one_of", "/positive/0/limits/0/count", with(R"("limits": [{"per": "month", "points": 1, ¶"count": 2}])")},
      {"limit_of_category",
       "/positive/0/limits/0/earn",
       with(R"("limits": [{"per": "month", ¶"earn": 1}])"),
       {"earn"},
       "points"},
      {"not_whole", "/positive/0/limits/0/count", with(R"("limits": [{"per": "month", "count": ¶1.5}])")},
      {"out_of_bounds", "/positive/0/limits/0/count", with(R"("limits": [{"per": "month", "count": ¶-1}])")},
      {"finer_than_unit",
       "/positive/0/limits/0/points",
       with(R"("limits": [{"per": "month", "points": ¶0.001}])"),
       {"0.001", "0.01"}},
      {"beyond_64_bits", "/positive/0/limits/0/points",
       with(R"("limits": [{"per": "month", "points": ¶92233720368547758.08}])")},
      {"duplicate_limit",
       "/positive/0/limits/2",
       with(R"("limits": [{"per": "month", "points": 1}, {"per": "month", "points": 1, "by": "member"},
          ¶{"per": "month", "points": 2, "by": "household"}])"),
       {"t.json:4"}},
  });
  const rulelist::Rule read =
      sound(
          with(
              R"("repeat": {"within": {"months": 12}, "steps": [0, "0.5", 2], "by": "member"}, "exclusive": {"group": "服务 1", "per": "act"},
         "limits": [{"per": "ever", "points": "92233720368547758.07"}, {"per": "week", "count": 3, "by": "member"}, {"per": "week", "count": 0}])"))
          .positive.at(0);
  CHECK_FALSE(read.repeat->per);
  CHECK(read.repeat->within_months == 12);
  CHECK(read.repeat->by_member);
  CHECK(read.repeat->steps == std::vector<Number>{0, Number::of("0.5"), 2});
  CHECK(read.exclusive->group == "服务 1");
  CHECK_FALSE(read.exclusive->per);
  REQUIRE(read.limits.size() == 3);
  CHECK(read.limits[0].most == INT64_MAX);
  CHECK(read.limits[1].is_count);
  CHECK(read.limits[1].by_member);
  CHECK(read.on == std::vector<std::string>{"r"});
}

TEST_CASE("by names the household also as the list does", "[rulelist]") {
  const auto with = [](const std::string& by) {
    return R"({"format": "pointsbank/1", "id": "v", "version": "1", "subject": "person", "effective": {"from": "2026-01-01"}, "categories": [{"id": "c"}],
    "positive": [{"id": "r", "category": "c", "score": {"points": 1}, "limits": [{"per": "month", "count": 1, "by": )" +
           by + R"(}]}], "negative": []})";
  };
  CHECK_FALSE(sound(with("\"person\"")).positive.at(0).limits.at(0).by_member);
  CHECK_FALSE(sound(with("\"household\"")).positive.at(0).limits.at(0).by_member);
  CHECK(sound(with("\"member\"")).positive.at(0).limits.at(0).by_member);
  hold({{"unknown_word", "/positive/0/limits/0/by", with("¶\"persons\""), {}, "person"}});
}

TEST_CASE("rules of an exclusive group go together", "[rulelist]") {
  const auto with = [](const std::string& positive, const std::string& negative) {
    const auto one = [](const std::string& id, const std::string& exclusive) {
      return "{\"id\": \"" + id + R"(", "category": "c", "score": {"points": 1}, "exclusive": )" + exclusive + "}";
    };
    return R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [{"id": "c"}], "positive": [)"
           "\n" +
           one("a", R"({"group": "g", "per": "year"})") + ",\n" + one("b", positive) + "], \"negative\": [" +
           one("d", negative) + "]}";
  };
  hold({
      {"exclusive_per_differs",
       "/positive/1/exclusive/per",
       with(R"({"group": "g", "per": ¶"act"})", R"({"group": "h", "per": "year"})"),
       {"g", "act", "year", "t.json:2"}},
      {"exclusive_in_both_lists",
       "/negative/0/exclusive/group",
       with(R"({"group": "g", "per": "year"})", R"({"group": ¶"g", "per": "year"})"),
       {"g", "t.json:2"}},
  });
  sound(with(R"({"group": "g", "per": "year"})", R"({"group": "h", "per": "act"})"));
}

TEST_CASE("how long it is valid", "[rulelist]") {
  const auto with = [](const std::string& valid) { return rule("\"score\": {\"points\": 1}, \"valid\": " + valid); };
  hold({
      {"object_expected", "/positive/0/valid", with("¶12"), {"12"}, R"({"months": 12})"},
      {"one_of_missing", "/positive/0/valid", with("¶{}")},
      {"only_one_of", "/positive/0/valid/to_end_of", with(R"({"months": 1, ¶"to_end_of": "year"})")},
      {"years_without_to_end_of", "/positive/0/valid/years", with(R"({"months": 1, "years": ¶1})")},
      {"one_of_missing", "/positive/0/valid", with(R"(¶{"years": 1})")},
      {"ever_refused", "/positive/0/valid/to_end_of", with(R"({"to_end_of": ¶"ever"})")},
      {"out_of_bounds", "/positive/0/valid/years", with(R"({"to_end_of": "year", "years": ¶-1})")},
      {"out_of_bounds", "/positive/0/valid/months", with(R"({"months": ¶0})")},
      {"out_of_bounds", "/positive/0/valid/months", with(R"({"months": ¶12001})")},
      {"empty_list", "/positive/0/valid/bands", with(R"({"bands": ¶[]})")},
      {"does_not_rise",
       "/positive/0/valid/bands/1/from",
       with(R"({"bands": [{"from": 1, "months": 12}, {"from": ¶1.0, "months": 24}]})"),
       {"1.0", "1"}},
      {"missing_key", "/positive/0/valid/bands/0", with(R"({"bands": [¶{"from": 1}]})"), {"months"}},
      {"missing_key", "/positive/0/valid/bands/0", with(R"({"bands": [¶{"months": 1}]})"), {"from"}},
      {"unknown_key", "/positive/0/valid/bands/0/points",
       with(R"({"bands": [{"from": 1, "months": 1, ¶"points": 1}]})")},
  });
  const rulelist::Validity bands =
      *sound(with(R"({"bands": [{"from": 0, "months": 12}, {"from": 40.005, "months": 24}]})")).positive.at(0).valid;
  CHECK(bands.form == rulelist::Validity::Form::bands);
  REQUIRE(bands.bands.size() == 2);
  CHECK(bands.bands[1].from == Number::of("40.005"));
  CHECK(bands.bands[1].months == 24);
  const rulelist::Validity end = *sound(with(R"({"to_end_of": "half_year", "years": "1"})")).positive.at(0).valid;
  CHECK(end.form == rulelist::Validity::Form::to_end_of);
  CHECK(end.period == PeriodKind::half_year);
  CHECK(end.years == 1);
}

TEST_CASE("vetoes", "[rulelist]") {
  const auto with = [](const std::string& veto) {
    return negative_rule("\"score\": {\"points\": 1}, \"veto\": " + veto);
  };
  hold({
      {"object_expected", "/negative/0/veto", with("¶true")},
      {"missing_key", "/negative/0/veto", with("¶{}"), {"for"}},
      {"unknown_period", "/negative/0/veto/for", with(R"({"for": ¶"decade"})")},
      {"text_expected", "/negative/0/veto/for", with(R"({"for": ¶12})")},
      {"out_of_bounds", "/negative/0/veto/for/months", with(R"({"for": {"months": ¶0}})")},
      {"unknown_key", "/negative/0/veto/for/years", with(R"({"for": {"months": 1, ¶"years": 0}})")},
      {"kinds_expected", "/negative/0/veto/cured_by", with(R"({"for": "year", "cured_by": ¶true})")},
      {"text_expected", "/negative/0/veto/cured_by/0", with(R"({"for": "year", "cured_by": [¶1]})")},
      {"text_expected", "/negative/0/veto/forfeit", with(R"({"for": "year", "forfeit": ¶true})")},
      {"boolean_expected", "/negative/0/veto/block", with(R"({"for": "year", "block": ¶"yes"})")},
      {"unknown_key", "/negative/0/veto/blocks", with(R"({"for": "year", ¶"blocks": true})"), {}, "block"},
      {"bad_id", "/negative/0/veto/level", with(R"({"for": "year", "unranked": true, "level": ¶"very black"})")},
  });
  hold({{"level_without_unranked", "/negative/0/veto/level", with(R"({"for": "year", "level": ¶"black"})")}},
       Severity::warning);
  const rulelist::Veto veto =
      *sound(
           with(
               R"({"for": {"months": 24}, "cured_by": "repair_done", "forfeit": "ever", "block": true, "unranked": true, "level": "black", "no_redemption": false})"))
           .negative.at(0)
           .veto;
  CHECK_FALSE(veto.per);
  CHECK(veto.months == 24);
  CHECK(veto.cured_by == std::vector<std::string>{"repair_done"});
  CHECK(veto.forfeit == PeriodKind::ever);
  CHECK(veto.block);
  CHECK(veto.unranked);
  CHECK_FALSE(veto.no_redemption);
  CHECK(veto.level == "black");
}

TEST_CASE("everything else of a rule", "[rulelist]") {
  const rulelist::Rule rule =
      sound(
          given::rule(
              R"("title": {"zh": "志愿", "en": "Volunteering"}, "note": "n", "on": "volunteering", "score": {"points": 1}, "account": "standing",
         "effective": {"to": "2026-06-30"}, "public": false, "source": {"document": "村规民约", "clause": "第12条", "status": "stated"}, "x-more": [])"))
          .positive.at(0);
  CHECK(rule.title.in(Language::zh) == "志愿");
  CHECK(rule.title.in(Language::en) == "Volunteering");
  CHECK(rule.note.in(Language::zh) == "n");
  CHECK(rule.on == std::vector<std::string>{"volunteering"});
  CHECK(rule.account == rulelist::Account::standing);
  CHECK(rule.effective.from == Date::always());
  CHECK(rule.effective.to == Date::of(2026, 6, 30));
  CHECK_FALSE(rule.is_public);
  CHECK(rule.source.clause == "第12条");
  CHECK(rule.place.pointer == "/positive/0");
  CHECK(rule.place.line == 4);
}

}  // namespace pointsbank::given
