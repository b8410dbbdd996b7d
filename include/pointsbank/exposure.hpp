// Exposure: the most and the least that one household can get under a rule book, in each period, as proven bounds.
//
// A bound holds for every roster and every events that `evaluate` accepts. It is about what the rules give: entries and
// published rankings stand as they are handed over, and no rule bounds them. docs/exposure.md says how each bound is
// proven. Amounts are exact Numbers in points and never saturate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/calendar.hpp"
#include "pointsbank/issues.hpp"
#include "pointsbank/number.hpp"
#include "pointsbank/rule_list.hpp"

namespace pointsbank {

struct ExposureOptions {
  std::uint64_t households = 1;  ///< for money alone
  Date from = Date::always();    ///< the first day looked at; the rule book's first where it is later
  Date to = Date::never();       ///< the last day looked at; the rule book's last where it is earlier
  /// So many members of a household are named in its events at most; none: any number.
  std::optional<std::uint32_t> members;
  /// Look for a household that reaches each bound, by evaluating made-up events.
  bool tries = true;
};

/// Why something has no bound.
enum class Unbounded : std::uint8_t {
  no_limit,  ///< nothing limits how often it scores
  quantity,  ///< nothing limits what one event scores
  members,   ///< its limits are for each member, and how many there are is not said
  acts,      ///< only the highest of one act counts, and nothing limits how many acts there are
  states,    ///< nothing limits how many states are open at once
  no_end,    ///< the rule book has no last day
};
[[nodiscard]] std::string_view to_string(Unbounded why) noexcept;

/// Whether a household was found that gets the bound.
enum class Reach : std::uint8_t {
  reached,    ///< one was evaluated that gets exactly this
  not_found,  ///< the best that was found is `found`: the bound may be too wide
  not_tried,  ///< it depends on other households (rankings), or it was too long to try
};

/// One side of what a household can get in a period of one kind.
struct ExposureBound {
  struct Because {
    std::string source;  ///< the id of a rule or closing, or `base`
    Unbounded why = Unbounded::no_limit;
    friend auto operator<=>(const Because&, const Because&) = default;
  };
  bool is_bounded = true;
  Number points;                 ///< where it is bounded: at most 0 for the least, at least 0 for the most
  Date period = Date::always();  ///< the first period of the kind in which it is this, by its first day
  Reach reach = Reach::not_tried;
  Number found;                  ///< the best that was found
  std::vector<Because> because;  ///< where it is unbounded; sorted
};

/// What a household can get in a period of one kind, on one account each.
struct ExposureCell {
  ExposureBound standing_most, standing_least, spendable_most, spendable_least;
};

struct ExposureRow {
  enum class Scope : std::uint8_t { rule, category, base, closing, forfeits, positive, negative, whole };
  Scope scope = Scope::rule;
  std::string id;                   ///< of a rule, category or closing
  std::string category;             ///< of a rule: where it stood last
  std::string zh, en;               ///< its title; may be empty
  std::vector<ExposureCell> cells;  ///< by Exposure::periods
};

/// What all households together can redeem of what they get in a period.
struct ExposureMoney {
  std::string currency;
  struct Amount {
    bool is_bounded = true;
    Number money;
    Number points;  ///< of one household
    std::vector<ExposureBound::Because> because;
  };
  std::vector<Amount> amounts;  ///< by Exposure::periods
};

struct Exposure {
  std::string id, zh, en;  ///< of the rule book, and its title
  Date from, to;           ///< the days looked at; never(): without end
  std::uint64_t households = 1;
  std::optional<std::uint32_t> members;
  int decimals = 0;
  std::vector<PeriodKind> periods;   ///< month, year, and what the rule book uses; `ever`: all days looked at
  std::vector<ExposureRow> rows;     ///< rules by category, categories, base, closings, forfeits, lists, the whole
  std::vector<ExposureMoney> money;  ///< empty where the rule book gives points no value
};

/// The same program and options give the same result. Throws UsageError where no day lies between `from` and `to`.
[[nodiscard]] Exposure exposure(const Program& program, const ExposureOptions& options = {});

/// As a table that people read, and as one JSON document.
[[nodiscard]] std::string to_text(const Exposure& exposure, Language language);
[[nodiscard]] std::string to_json(const Exposure& exposure);

}  // namespace pointsbank
