#include "rulelist/table_columns.hpp"

#include <algorithm>
#include <array>

namespace pointsbank::rulelist {
namespace {

using Name = std::string_view;

constexpr std::array<Name, 5> roster_columns = {"household", "joined", "left", "name", "from"};
constexpr std::array<Name, 5> member_columns = {"member", "household", "joined", "left", "name"};
constexpr std::array<Name, 11> event_columns = {"event", "household", "kind", "at",       "quantity", "points",
                                                "grade", "member",    "act",  "recorded", "revokes"};
constexpr std::array<Name, 7> entry_columns = {"entry", "household", "at", "cause", "standing", "spendable", "of"};

constexpr std::array<Name, 6> balance_columns = {"household", "standing", "spendable",
                                                 "earned",    "deducted", "frozen_until"};
constexpr std::array<Name, 9> posting_columns = {"posting", "date",  "household", "member",   "source",
                                                 "event",   "cause", "standing",  "spendable"};
constexpr std::array<Name, 6> outcome_columns = {"event", "household", "rule", "outcome", "amount", "reason"};
constexpr std::array<Name, 7> ranking_columns = {"closing", "period", "household", "group",
                                                 "measure", "rank",   "points"};
constexpr std::array<Name, 7> rating_columns = {"closing", "period", "household", "group", "measure", "rank", "level"};
constexpr std::array<Name, 6> dividend_columns = {"closing", "period", "household", "group", "measure", "amount"};
constexpr std::array<Name, 5> benefit_columns = {"closing", "period", "household", "value", "unit"};

struct Table {
  Name name;
  std::span<const Name> columns;
};
constexpr std::array<Table, 4> inputs = {
    {{"roster", roster_columns}, {"members", member_columns}, {"events", event_columns}, {"entries", entry_columns}}};
constexpr std::array<Table, 7> outputs = {{{"balances", balance_columns},
                                           {"postings", posting_columns},
                                           {"outcomes", outcome_columns},
                                           {"rankings", ranking_columns},
                                           {"ratings", rating_columns},
                                           {"dividends", dividend_columns},
                                           {"benefits", benefit_columns}}};
constexpr std::array<Name, 7> names_of_outputs = {"balances", "postings",  "outcomes", "rankings",
                                                  "ratings",  "dividends", "benefits"};

bool holds(std::span<const Name> names, Name wanted) noexcept {
  return std::find(names.begin(), names.end(), wanted) != names.end();
}

std::span<const Name> columns_of(std::span<const Table> tables, Name wanted) noexcept {
  for (const Table& table : tables) {
    if (table.name == wanted) return table.columns;
  }
  return {};
}

}  // namespace

// `household` is a column only where the subject is called so, which whoever asks looks at.
bool is_subject_column(Name name) noexcept {
  return name == "id" || (name != "household" && holds(roster_columns, name));
}

bool is_event_column(Name name) noexcept {
  constexpr std::array<Name, 3> built_in = {"id", "date", "minute"};
  return holds(built_in, name) || (name != "household" && holds(event_columns, name));
}

bool is_any_column(Name name) noexcept {
  if (name == "household") return false;
  const auto has = [&](const Table& table) { return holds(table.columns, name); };
  return std::any_of(inputs.begin(), inputs.end(), has) || std::any_of(outputs.begin(), outputs.end(), has);
}

std::span<const Name> output_columns(Name output) noexcept { return columns_of(outputs, output); }
std::span<const Name> output_names() noexcept { return names_of_outputs; }
std::span<const Name> input_columns(Name input) noexcept { return columns_of(inputs, input); }

}  // namespace pointsbank::rulelist
