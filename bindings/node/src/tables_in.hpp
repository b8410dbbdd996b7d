// The tables that a task reads: texts and files as JavaScript named them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "addon.hpp"
#include "pointsbank/evaluate.hpp"
#include "pointsbank/tables.hpp"
#include "rules.hpp"
#include "task.hpp"

namespace pointsbank::node {

/// A table as it comes in: the path of a file, or a name and a text (JSON Lines where the name ends in `.jsonl`).
struct TableIn {
  std::string name;
  std::optional<std::string> content;
};

/// What there is to evaluate, as JavaScript said it.
struct Question {
  TableIn roster, events;
  std::optional<TableIn> members, entries;
  std::string published;  ///< a folder; empty: nothing
  std::string through, as_of;
  bool postings = false, outcomes = false, closings = false;
  bool collects_bad_rows = false;
  int threads = 1;
};
[[nodiscard]] Question question_of(const Napi::Object& object);

/// The same as the library has it.
struct Inputs {
  std::shared_ptr<const Rules> rules;
  Roster roster;
  Events events;
  EvaluateOptions options;
  Issues warnings;
  std::vector<BadRow> bad_rows;
};
[[nodiscard]] Inputs read(const std::shared_ptr<const Rules>& rules, const Question& question, Watch& watch);

}  // namespace pointsbank::node
