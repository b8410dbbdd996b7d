// What a bank's ledger was evaluated from: its rule book and tables as values, for who wants to ask what another rule
// would give, and as files, from which `pointsbank evaluate` comes to the same balances without the bank.
//
//   const bank::EvaluationInputs inputs = bank::evaluation_inputs(bank);
//   const Evaluation same = evaluate(compile(inputs.lists), inputs.roster, inputs.events, inputs.options);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pointsbank/bank.hpp"
#include "pointsbank/evaluate.hpp"
#include "pointsbank/rule_list.hpp"

namespace pointsbank::bank {

/// The tables as they stand, of all households: events that count, members' stays, redemptions and what else is an
/// entry, closings as published. No names: they are not in what is evaluated.
struct EvaluationInputs {
  std::vector<RuleList> lists;
  Roster roster;
  Events events;
  /// `through` is the day that the ledger is settled through, `members`, `entries` and `published` are set; what is
  /// asked for is not.
  EvaluateOptions options;
};

/// Nothing is settled and nothing changes. Nothing where no rule book has been adopted or the bank was never settled.
/// Costs time and memory with all that was ever booked.
[[nodiscard]] std::optional<EvaluationInputs> evaluation_inputs(Bank& bank);

/// A file of the same: its path from the folder that holds all of them, and what is in it.
struct InputFile {
  std::string path;
  std::string text;
};
/// `rules/….json`, `roster.csv`, `members.csv`, `events.csv`, `entries.csv`, `published/….csv`: what `evaluate` reads.
/// Machine-readable and exact: an id that begins with `=` is written as it is. Empty where `evaluation_inputs` has
/// nothing.
[[nodiscard]] std::vector<InputFile> evaluation_files(Bank& bank);

}  // namespace pointsbank::bank
