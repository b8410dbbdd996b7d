#include "hand_compare.hpp"

#include <stdexcept>

#include "hand_scoring.hpp"
#include "hand_tables.hpp"

namespace hand {

namespace {

[[noreturn]] void differ(Form form, std::string_view what, std::string_view id, std::int64_t library,
                         std::int64_t kernel) {
  throw std::runtime_error(std::string(name_of(form)) + ": " + std::string(what) + " of " + std::string(id) +
                           ": the library has " + std::to_string(library) + ", the kernel " + std::to_string(kernel));
}

void check_balances(Form form, const pointsbank::Evaluation& evaluation, const Households& households,
                    const std::vector<Balance>& balances) {
  const pointsbank::Roster& roster = evaluation.roster();
  const std::int32_t year_end = pointsbank::Date::of(list_year, 12, 31).days;
  for (pointsbank::Id household = 0; household < roster.size(); ++household) {
    const pointsbank::Balance& expected = evaluation.balances()[household];
    const Balance& made = balances[households.of_roster[household]];
    const std::string_view id = roster.id(household);
    const std::int32_t frozen = made.frozen != 0 ? year_end : pointsbank::Date::always().days;
    if (expected.standing != made.standing) differ(form, "standing", id, expected.standing, made.standing);
    if (expected.spendable != made.standing) differ(form, "spendable", id, expected.spendable, made.standing);
    if (expected.earned != made.earned) differ(form, "earned", id, expected.earned, made.earned);
    if (expected.deducted != made.deducted) differ(form, "deducted", id, expected.deducted, made.deducted);
    if (expected.frozen_until.days != frozen) differ(form, "frozen until", id, expected.frozen_until.days, frozen);
  }
}

/// Each of the library's outcomes must be the kernel's; that there are no others follows from each row having one.
void check_outcomes(Form form, const pointsbank::Evaluation& evaluation, const Outcomes& outcomes) {
  const std::string_view weekend = rule_names[Rules<Full>::weekend_rule];
  std::size_t first = 0;
  for (const pointsbank::EventOutcome& expected : evaluation.outcomes()) {
    const bool second =
        expected.rule != pointsbank::EventOutcome::no_rule && evaluation.source(expected.rule) == weekend;
    const Outcome& made = (second ? outcomes.second : outcomes.first)[expected.event];
    const std::string_view id = evaluation.events().columns().id[expected.event];
    first += second ? 0 : 1;
    if (static_cast<int>(expected.outcome) != made.outcome)
      differ(form, "outcome", id, static_cast<int>(expected.outcome), made.outcome);
    if (static_cast<int>(expected.reason) != made.reason)
      differ(form, "reason", id, static_cast<int>(expected.reason), made.reason);
    if (expected.amount != made.amount) differ(form, "amount", id, expected.amount, made.amount);
  }
  first += evaluation.other_outcomes().size();
  const std::size_t rows = evaluation.events().size();
  if (first != rows)
    differ(form, "number", "outcomes", static_cast<std::int64_t>(first), static_cast<std::int64_t>(rows));
}

}  // namespace

std::string_view name_of(Form form) noexcept {
  constexpr std::string_view names[] = {"plain by rule", "plain", "full", "full with outcomes", "village-year"};
  return names[static_cast<int>(form)];
}

std::string_view rules_of(Form form) noexcept {
  constexpr std::string_view names[] = {"plain.json", "plain.json", "full.json", "full.json", "village-year.json"};
  return names[static_cast<int>(form)];
}

std::vector<Balance> run(Form form, const Events& events, const Households& households, int threads,
                         Outcomes& outcomes) {
  switch (form) {
    case Form::plain_by_rule: return plain_by_rule(events, households, threads);
    case Form::plain: return plain_in_order(events, households, threads);
    case Form::full: return full(events, households, threads);
    case Form::full_outcomes: return full_with_outcomes(events, households, threads, outcomes);
    case Form::village_year: break;
  }
  return village_year(events, households, threads);
}

void check_equal(Form form, const pointsbank::Evaluation& evaluation, const Households& households,
                 const std::vector<Balance>& balances, const Outcomes& outcomes) {
  check_balances(form, evaluation, households, balances);
  if (form == Form::full_outcomes) check_outcomes(form, evaluation, outcomes);
}

pointsbank::EvaluateOptions options_of(Form form, int threads) {
  pointsbank::EvaluateOptions options;
  options.through = pointsbank::Date::of(list_year, 12, 31);
  options.threads = threads;
  options.outcomes = form == Form::full_outcomes;
  return options;
}

void check_all(const std::filesystem::path& rules, const std::filesystem::path& roster_file,
               const std::filesystem::path& events_file, int threads) {
  for (const Form form : forms) {
    const std::filesystem::path file = rules / rules_of(form);
    const pointsbank::Program program = pointsbank::load_rule_book(std::span(&file, 1));
    const pointsbank::Roster roster = pointsbank::read_roster(roster_file, program.table_format());
    const pointsbank::Events events = pointsbank::read_events(events_file, program.table_format());
    const Households households = households_of(roster);
    const Events columns = events_of(events, roster, households);
    Outcomes outcomes(events.size());
    const std::vector<Balance> balances = run(form, columns, households, threads, outcomes);
    check_equal(form, pointsbank::evaluate(program, roster, events, options_of(form, threads)), households, balances,
                outcomes);
  }
}

}  // namespace hand
