// Over every conformance case: an explanation tells each posting and each outcome of its household once, and its
// postings sum to the balance. What each figure yields is checked by tests/scenarios/explanation/check_explanations.py.

#include <algorithm>
#include <filesystem>

#include "given.hpp"
#include "pointsbank/report.hpp"
#include "support/catch.hpp"

using namespace pointsbank;
namespace fs = std::filesystem;

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Case {
  Program program;
  Roster roster;
  Events events;
  EvaluateOptions options;
};

Case read_case(const fs::path& folder) {
  const given::Document description(read_source(folder / "case.json").text);
  const auto file = [&](std::string_view key) { return folder / description.at(key); };
  const auto is_there = [&](std::string_view key) { return description.at(key) != "null"; };
  std::vector<fs::path> rules;
  for (const json::Value& name : description.find("/rules")->items) rules.push_back(folder / name.text);
  Case result;
  result.program = load_rule_book(rules);
  const TableFormat& format = result.program.table_format();
  result.roster = read_roster(file("/roster"), format);
  result.events = read_events(file("/events"), format);
  EvaluateOptions& options = result.options;
  options.has_members = is_there("/members");
  if (options.has_members) options.members = read_members(file("/members"), format);
  if (is_there("/entries")) options.entries = read_entries(file("/entries"), format, result.roster);
  if (is_there("/published")) {
    options.published = std::make_shared<Published>(read_published(file("/published"), format, result.roster));
  }
  options.through = *Date::parse(description.at("/through"));
  const std::string as_of = description.at("/as_of");
  if (const auto day = Date::parse(as_of)) {
    options.as_of = Moment{first_moment(*day + 1, format.utc_offset).microseconds - 1};
  } else if (as_of != "null") {
    options.as_of = Moment::parse(as_of);
  }
  options.postings = options.outcomes = options.closings = true;
  return result;
}

/// Rows of one household, without the columns that an explanation does not repeat.
Rows of_household(const Rows& table, const std::string& household, std::size_t column,
                  const std::vector<std::size_t>& wanted) {
  Rows rows;
  for (std::size_t i = 1; i < table.size(); ++i) {
    if (table[i][column] != household) continue;
    std::vector<std::string>& row = rows.emplace_back();
    for (const std::size_t each : wanted) row.push_back(table[i][each]);
  }
  return rows;
}

std::string text_of(const json::Value& value, std::string_view key) {
  const json::Value* found = value.find(key);
  return found == nullptr ? std::string() : found->text;
}

void add_postings(const json::Value& value, Rows& rows) {
  const json::Value* postings = value.find("postings");
  if (postings == nullptr) return;
  for (const json::Value& each : postings->items) {
    rows.push_back({text_of(each, "date"), text_of(each, "source"), text_of(each, "event"), text_of(each, "cause"),
                    text_of(each, "standing"), text_of(each, "spendable")});
  }
}

/// Adds the postings and outcomes that an item tells.
void add_item(const json::Value& item, Rows& postings, Rows& outcomes) {
  const std::string event = text_of(item, "event");
  if (item.find("outcome") != nullptr)
    outcomes.push_back({event, "", text_of(item, "outcome"), "", text_of(item, "reason")});
  if (const json::Value* rules = item.find("rules")) {
    for (const json::Value& rule : rules->items) {
      add_postings(rule, postings);
      if (rule.find("outcome") == nullptr) continue;
      outcomes.push_back(
          {event, text_of(rule, "rule"), text_of(rule, "outcome"), text_of(rule, "amount"), text_of(rule, "reason")});
    }
  }
  add_postings(item, postings);
}

std::string sum(const Rows& postings, std::size_t column, int decimals) {
  Number total;
  for (const auto& row : postings) total = total + Number::of(row[column]);
  return total.to_string(decimals, Rounding::down);
}

}  // namespace

TEST_CASE("explanation: postings, outcomes and balances of every conformance case") {
  const fs::path cases = "tests/conformance/cases";
  std::size_t households = 0;
  for (const fs::directory_entry& folder : fs::directory_iterator(cases)) {
    const Case given = read_case(folder.path());
    const Evaluation evaluation = evaluate(given.program, given.roster, given.events, given.options);
    const Rows postings = to_rows(evaluation, "postings"), outcomes = to_rows(evaluation, "outcomes");
    for (Id household = 0; household < given.roster.size(); ++household) {
      const std::string id(given.roster.id(household));
      INFO(folder.path().string() << ", household " << id);
      const given::Document document(explain(given.program, given.roster, given.events, given.options, {id, ""}).json);
      Rows told_postings, told_outcomes;
      for (const json::Value& item : document.find("/items")->items) add_item(item, told_postings, told_outcomes);
      CHECK(told_postings == of_household(postings, id, 2, {1, 4, 5, 6, 7, 8}));
      Rows expected_outcomes = of_household(outcomes, id, 1, {0, 2, 3, 4, 5});
      std::sort(told_outcomes.begin(), told_outcomes.end());
      std::sort(expected_outcomes.begin(), expected_outcomes.end());
      CHECK(told_outcomes == expected_outcomes);
      CHECK(sum(told_postings, 4, given.program.decimals()) == document.at("/balance/standing"));
      CHECK(sum(told_postings, 5, given.program.decimals()) == document.at("/balance/spendable"));
      ++households;
    }
  }
  CHECK(households > 300);
}
