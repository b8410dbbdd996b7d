#include <iostream>
#include <pointsbank/pointsbank.hpp>

int main() {
  namespace pb = pointsbank;
  const pb::RuleList rules = pb::parse({"rules.json", R"({
    "format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "points": {"decimals": 2},
    "categories": [{"id": "c"}], "negative": [],
    "positive": [{"id": "volunteering", "category": "c", "score": {"rate": "0.35"}}]})"});
  const pb::Program program = pb::compile({&rules, 1});
  const pb::Cells households[] = {{{"household", "H1"}}, {{"household", "H2"}}};
  const pb::Cells events[] = {
      {{"event", "e1"}, {"household", "H1"}, {"kind", "volunteering"}, {"at", "2026-03-05"}, {"quantity", "2.5"}}};
  const pb::Roster roster = pb::make_roster(households, program.table_format());
  pb::EvaluateOptions options;
  options.through = pb::Date::of(2026, 12, 31);
  options.outcomes = true;
  const pb::Evaluation evaluation =
      pb::evaluate(program, roster, pb::make_events(events, program.table_format()), options);
  std::cout << pb::to_csv(evaluation, "balances") << pb::to_csv(evaluation, "outcomes");
}
