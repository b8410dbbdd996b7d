// Generated villages: the same for the same arguments, without a row that is wrong, and a use of every rule.
#include "pointsbank/generate.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <span>

#include "program/program.hpp"
#include "rulelist/model.hpp"
#include "support/catch.hpp"
#include "village.hpp"

namespace pointsbank {
namespace {

using given::Row;
using given::rows_of;

/// Two rules and whatever else is given.
std::string list(const std::string& keys) {
  return R"({"format": "pointsbank/1", "id": "l", "version": "1", "effective": {"from": "2026-01-01", "to": "2026-12-31"},
 "groups": ["grid", "village"], "attributes": {"subject": {"members": "number", "poor": "bool", "built": "date"},
                                    "event": {"level": "string", "night": "bool", "filed": "date", "helped": "string"}},
 "categories": [{"id": "c"}], )" +
         keys + "}";
}

std::string rules(const std::string& positive, const std::string& negative, const std::string& more = {}) {
  return list("\"positive\": [" + positive + "], \"negative\": [" + negative + "]" + more);
}

std::string simple() {
  return rules(R"({"id": "a", "category": "c", "score": {"points": 1}})",
               R"({"id": "b", "category": "c", "score": {"points": 2}})");
}

GenerateOptions options(std::uint32_t households, std::uint32_t events, std::uint64_t seed = 1) {
  return {households, events, seed, Date::of(2026, 12, 31)};
}

bool has_column(const std::string& csv, const std::string& column) {
  const std::string header = "," + csv.substr(0, csv.find('\n')) + ",";
  return header.find("," + column + ",") != std::string::npos;
}

/// May the rule score at all: is it in effect within the window, and is some step not 0?
bool can_score(const program::Rule& rule, Date through) {
  const bool is_in_effect = rule.effective.from <= rule.effective.to && rule.effective.from <= through;
  const auto is_zero = [](const Number& step) { return step.is_zero(); };
  const bool only_warns =
      rule.model->repeat && std::all_of(rule.model->repeat->steps.begin(), rule.model->repeat->steps.end(), is_zero);
  return is_in_effect && !only_warns;
}

}  // namespace

TEST_CASE("the same arguments give the same bytes", "[generation]") {
  const Program program = given::program_of(simple());
  const GeneratedVillage first = generate(program, options(40, 500));
  const GeneratedVillage again = generate(program, options(40, 500));
  CHECK(first.roster == again.roster);
  CHECK(first.members == again.members);
  CHECK(first.events == again.events);
  CHECK(generate(program, options(40, 500, 2)).events != first.events);
}

TEST_CASE("as many households and events as were asked for", "[generation]") {
  const Program program = given::program_of(simple());
  for (const std::uint32_t events : {0U, 1U, 7U, 99U, 100U, 1000U}) {
    const GeneratedVillage village = generate(program, options(30, events));
    CHECK(rows_of(village.events).size() == events);
    std::set<std::string> households;
    for (const Row& row : rows_of(village.roster)) households.insert(row.at("household"));
    CHECK(households.size() == 30);
  }
  CHECK(rows_of(generate(program, options(1, 20)).events).size() == 20);
  CHECK(rows_of(generate(program, options(0, 0)).roster).empty());
  CHECK_THROWS_AS(generate(program, options(0, 1)), UsageError);
  GenerateOptions early = options(10, 10);
  early.through = Date::of(2025, 12, 31);
  CHECK_THROWS_AS(generate(program, early), UsageError);
}

TEST_CASE("a roster has what the rule list declares", "[generation]") {
  const given::Village made = given::village(given::program_of(simple()), options(300, 100));
  std::map<std::string, int> grids;
  std::set<std::string> villages, sizes;
  int poor = 0;
  for (const Row& row : rows_of(made.texts.roster)) {
    ++grids[row.at("grid")];
    villages.insert(row.at("village"));
    sizes.insert(row.at("members"));
    poor += row.at("poor") == "true" ? 1 : 0;
    CHECK(Date::parse(row.at("built")));
  }
  CHECK(grids.size() >= 8);
  CHECK(grids.size() <= 14);
  for (const auto& [grid, households] : grids) CHECK(households >= 12);
  CHECK(villages.size() == 2);
  CHECK(sizes.size() == 8);
  CHECK(poor > 10);
  CHECK(poor < 100);
  // Nothing reads members, quantities, acts: there are none.
  CHECK(rows_of(made.texts.members).empty());
  CHECK_FALSE(has_column(made.texts.events, "quantity"));
  CHECK_FALSE(has_column(made.texts.events, "act"));
}

TEST_CASE("members, acts, states, cures, late and revoked events", "[generation]") {
  const std::string text = rules(
      R"({"id": "hours", "category": "c", "score": {"rate": 1}, "limits": [{"per": "month", "points": 4, "by": "member"}]},
         {"id": "honour", "category": "c", "score": {"grades": {"city": 9, "town": 3}}, "exclusive": {"group": "g", "per": "act"}},
         {"id": "help", "category": "c", "score": {"points": 1}, "when": "has(event.helped) && event.helped != subject.id"})",
      R"({"id": "crime", "category": "c", "score": {"points": 5}, "veto": {"for": "ever", "cured_by": ["mended"], "block": true}},
         {"id": "dirt", "category": "c", "score": {"points": 2}, "repeat": {"per": "year", "steps": [0, 1, 2]}})",
      R"(, "intake": {"days": 20}, "closings": [{"id": "idle", "kind": "continuing", "at": "month", "opened_by": "left", "closed_by": "tilled", "points": 1, "effect": "deduct"}])");
  const given::Village made = given::village(given::program_of(text), options(60, 2000));
  const Evaluation& evaluation = made.evaluation;
  for (const auto& [rule, count] : given::scored(evaluation)) {
    INFO(rule);
    CHECK(count > 3);
  }
  std::map<std::string, int> kinds;
  int without_household = 0, with_act = 0;
  for (const Row& row : rows_of(made.texts.events)) {
    ++kinds[row.at("kind")];
    if (row.at("revokes").empty() && row.at("household").empty()) ++without_household;
    if (!row.at("act").empty()) ++with_act;
  }
  CHECK(without_household > 10);
  CHECK(with_act > 10);
  for (const char* kind : {"hours", "honour", "crime", "mended", "left", "tilled"}) CHECK(kinds[kind] > 0);
  CHECK(kinds["hours"] + kinds["honour"] + kinds["help"] > 4 * (kinds["crime"] + kinds["dirt"]));
  CHECK(given::count_of(evaluation, Outcome::revocation) == 1);
  CHECK(given::count_of(evaluation, Outcome::revoked) == 1);
  CHECK(given::count_of(evaluation, Outcome::rejected, Reason::too_late) > 0);
  CHECK(given::count_of(evaluation, Outcome::no_effect, Reason::condition) > 0);
  CHECK(given::count_of(evaluation, Outcome::no_effect, Reason::warning) > 0);
  CHECK(given::count_of(evaluation, Outcome::no_effect, Reason::vetoed) > 0);
  for (const Reason reason : {Reason::unknown_kind, Reason::unknown_household, Reason::unknown_member,
                              Reason::not_a_member, Reason::outside_effective, Reason::not_active}) {
    CHECK(given::count_of(evaluation, Outcome::rejected, reason) == 0);
  }
}

TEST_CASE("conditions are both true and false", "[generation]") {
  const std::string text = rules(
      R"rules({"id": "evening", "category": "c", "score": {"points": 1}, "when": "event.minute >= 18 * 60"},
         {"id": "before", "category": "c", "score": {"points": 1}, "when": "event.filed < event.date"},
         {"id": "marks", "category": "c", "score": {"points": 1}, "when": "event.quantity >= 60 && !subject.poor"},
         {"id": "level", "category": "c", "score": {"points": 1}, "when": "event.level in [\"city\", \"town\"] && event.night"},
         {"id": "share", "category": "c", "score": {"formula": "event.quantity / subject.members - 1"}},
         {"id": "grid", "category": "c", "score": {"points": 1}, "when": "subject.grid.startsWith(\"east\")"})rules",
      "");
  const given::Village made = given::village(given::program_of(text), options(60, 2000));
  std::map<std::string, std::pair<int, int>> counts;
  for (const EventOutcome& outcome : made.evaluation.outcomes()) {
    auto& [held, failed] = counts[std::string(made.evaluation.source(outcome.rule))];
    if (outcome.outcome == Outcome::applied) ++held;
    if (outcome.outcome == Outcome::no_effect || outcome.outcome == Outcome::rejected) ++failed;
  }
  CHECK(counts.size() == 6);
  for (const auto& [rule, of] : counts) {
    INFO(rule);
    CHECK(of.first > 4 * of.second);
    CHECK(of.second > 0);
  }
}

TEST_CASE("quantities go through bands and tiers, points through ranges", "[generation]") {
  const std::string text = rules(
      R"({"id": "bands", "category": "c", "score": {"bands": [{"from": 0, "points": 1}, {"from": 1000.01, "points": 2}, {"from": 5000, "points": 3}]}},
         {"id": "tiers", "category": "c", "score": {"marginal": [{"to": 20, "rate": 1}, {"to": 80, "rate": 1, "each": 2}]}},
         {"id": "range", "category": "c", "score": {"range": [2, 4]}})",
      "");
  const given::Village made = given::village(given::program_of(text), options(30, 1000));
  std::set<std::string> amounts;
  for (const EventOutcome& outcome : made.evaluation.outcomes()) {
    const std::string rule(made.evaluation.source(outcome.rule));
    if (rule != "tiers") amounts.insert(rule + " " + std::to_string(outcome.amount));
    if (rule == "tiers" && outcome.amount > 20) amounts.insert("tiers far");
    CHECK(outcome.reason != Reason::out_of_range);
  }
  for (const char* wanted : {"bands 1", "bands 2", "bands 3", "tiers far", "range 2", "range 3", "range 4"}) {
    CHECK(amounts.count(wanted) == 1);
  }
}

TEST_CASE("every rule of the demonstration's list scores", "[generation]") {
  const std::vector<std::filesystem::path> files = {"rules/xiachangning.json"};
  const given::Village made = given::village(load_rule_book(files), options(300, 12000, 2026));
  for (const auto& [rule, count] : given::scored(made.evaluation)) {
    INFO(rule);
    CHECK(count >= 3);
  }
  std::set<std::string_view> levels;
  for (const RatingRow& row : made.evaluation.ratings()) levels.insert(row.level);
  CHECK(levels.size() == 6);
}

TEST_CASE("every rule of the shipped lists scores", "[generation]") {
  int lists = 0;
  for (const auto& file : std::filesystem::directory_iterator("rules")) {
    const std::string name = file.path().filename().string();
    if (!name.ends_with(".json") || name.ends_with(".schema.json")) continue;
    const RuleList read = parse(read_source(file.path()));
    if (read.model().extends) continue;  // nothing by itself
    INFO(name);
    ++lists;
    const Program program = compile(std::span(&read, 1));
    const Date through = std::min(read.model().effective.to, read.model().effective.from + 364);
    // A catalogue's items each belong to one office: events made up by the form of the list seldom come to the right
    // one.
    if (read.model().positive.size() + read.model().negative.size() > 1000) continue;
    const given::Village made = given::village(program, {200, 4000, 1, through});
    int missing = 0;
    for (const auto& [rule, count] : given::scored(made.evaluation)) {
      UNSCOPED_INFO(rule << ": " << count);
      missing += count == 0 ? 1 : 0;
    }
    CHECK(missing == 0);
  }
  CHECK(lists > 0);
}

TEST_CASE("nearly every rule of the conformance cases' lists scores", "[generation]") {
  int rules_in_all = 0, scoring = 0;
  for (const auto& folder : std::filesystem::directory_iterator("tests/conformance/cases")) {
    std::vector<std::filesystem::path> files;
    for (const char* name : {"rules1.json", "rules2.json"}) {
      if (std::filesystem::exists(folder.path() / name)) files.push_back(folder.path() / name);
    }
    if (files.empty()) continue;
    INFO(folder.path().string());
    const Program program = load_rule_book(files);
    const std::vector<program::Version>& versions = program.compiled().versions;
    const Date through = std::min(versions.back().effective.to, versions.back().effective.from + 200);
    const given::Village made = given::village(program, {80, 1200, 7, through});
    const std::map<std::string, int> counts = given::scored(made.evaluation);
    std::set<std::string> able;
    for (const program::Rule& rule : program.compiled().rules) {
      if (can_score(rule, through)) able.insert(rule.model->id);
    }
    rules_in_all += static_cast<int>(able.size());
    scoring += static_cast<int>(
        std::count_if(able.begin(), able.end(), [&](const std::string& rule) { return counts.at(rule) > 0; }));
    CHECK(given::count_of(made.evaluation, Outcome::rejected, Reason::unknown_kind) == 0);
  }
  INFO(scoring << " of " << rules_in_all);
  CHECK(rules_in_all > 500);
  CHECK(scoring * 100 >= rules_in_all * 97);
}

}  // namespace pointsbank
