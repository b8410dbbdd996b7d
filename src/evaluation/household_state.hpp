// What an evaluation remembers of one household: balances, running counts by slot, and the rest of it (vetoes, open
// states, members' counts, postings that may be undone), which most households never need.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "evaluation/binding.hpp"
#include "ledger/accounts.hpp"
#include "ledger/history.hpp"
#include "ledger/lots.hpp"

namespace pointsbank::evaluation {

/// The first days of all periods that hold one day.
struct PeriodDays {
  std::int32_t first[period_kinds];
  [[nodiscard]] std::int32_t operator[](PeriodKind kind) const noexcept {
    return first[static_cast<std::size_t>(kind)];
  }
};
[[nodiscard]] PeriodDays period_days(Date day) noexcept;

/// In a slot whose tag is not the current period's first day, the value is 0.
inline constexpr std::int32_t no_period = INT32_MAX;

/// A running count or sum and the period that it is of.
struct IntegerSlot {
  std::int64_t value = 0;
  std::int32_t period = no_period;
  std::int32_t unused = 0;  // without a gap, slots are filled 16 bytes at a time
  std::int64_t& in(std::int32_t current) noexcept {
    if (period != current) {
      period = current;
      value = 0;
    }
    return value;
  }
};

struct SumSlot {
  Number value;
  std::int32_t period = no_period;
  Number& in(std::int32_t current) {
    if (period != current) {
      period = current;
      value = Number();
    }
    return value;
  }
};

/// Counts of one member of the household (no_id: of the events without a member).
struct MemberState {
  Id member = no_id;
  std::vector<IntegerSlot> slots;
  std::vector<SumSlot> sums;
};

struct VetoState {
  Index rule = 0;
  Id event = no_id;
  Id act = no_id;
  Date last_day;  ///< Date::never(): without end
  bool is_cured = false;
};

struct OpenState {
  Index closing = 0;  ///< by identity
  Id act = no_id;
  Date opened;
};

/// The highest so far of an exclusive group for one act, or for one event that names none.
struct ActTop {
  std::int64_t top = 0;
  ledger::PostingNumber last = ledger::no_posting;
};

/// Dates of a rule's occurrences, for `repeat` within months.
struct RollingDates {
  Index list = 0;
  Id member = no_id;
  std::vector<std::int32_t> days;  // rising
};

/// The last posting of an exclusive group by period.
struct ContestEnd {
  std::int32_t period = no_period;
  ledger::PostingNumber last = ledger::no_posting;
};

struct Extra {
  std::vector<VetoState> vetoes;
  std::vector<OpenState> open;
  std::unordered_map<std::uint64_t, ActTop> act_tops;  // by exclusive and act or event
  std::vector<RollingDates> rolling;
  std::vector<MemberState> members;
  std::unordered_map<Id, std::uint32_t> member_index;
  std::vector<SumSlot> sums;
  std::vector<ContestEnd> contests;  // by exclusive
  ledger::History history;
  ledger::Lots lots;

  void clear() noexcept {
    vetoes.clear();
    open.clear();
    act_tops.clear();
    rolling.clear();
    members.clear();
    member_index.clear();
    sums.clear();
    contests.clear();
    history.clear();
    lots.clear();
  }
};

/// Where a household stands in what is still to come.
struct Cursor {
  std::uint32_t event = 0;
  std::uint32_t entry = 0;
  Date next_base = Date::never();
};

/// The state that the rules work on. Slots lie in the order of program::Slots::household.
struct HouseholdState {
  ledger::Accounts accounts;
  Cursor cursor;
  std::vector<IntegerSlot> slots;
  std::vector<std::int64_t> period_sums;  // of standing, by span: Shared::spans
  std::int64_t counted = 0;      // magnitudes, all together: no slot of a limit and no sum of a period is beyond
  std::unique_ptr<Extra> extra;  // made when first needed
  bool extra_used = false;
  bool is_remembering = false;  // what its postings may be undone by

  void begin(std::size_t slot_count, std::size_t spans) {
    accounts = {};
    cursor = {};
    counted = 0;
    slots.assign(slot_count, IntegerSlot());
    period_sums.assign(spans, 0);
    if (extra_used) extra->clear();
    extra_used = false;
  }
  Extra& rest() {
    if (!extra) extra = std::make_unique<Extra>();
    extra_used = true;
    return *extra;
  }
};

}  // namespace pointsbank::evaluation
