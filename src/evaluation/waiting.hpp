// Households that wait: where a ranking gives awards and something of a household may depend on them, it runs up to the
// ranking, is kept, and goes on when all are ranked.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "evaluation/household_run.hpp"

namespace pointsbank::evaluation {

/// The first days of the periods that go on after a day: one that ends with it has no tomorrow, and a slot of an
/// earlier one counts as 0 anyway. `day_goes_on`: more closings follow on it.
struct LivingPeriods {
  LivingPeriods() = default;
  LivingPeriods(Date day, bool day_goes_on);
  std::array<std::int32_t, period_kinds> first{};
};

/// What is kept of a household between two rankings: of its slots only those whose period goes on.
class KeptState {
 public:
  struct Slot {  ///< or the sum of a span: of no period
    std::int64_t value;
    std::int32_t period;
    Index index;
  };

  /// Takes a state over after a ranking; slots go to the end of `slots`. Sums of periods are needed from `first_span`
  /// on.
  void keep(HouseholdState& state, const std::vector<PeriodKind>& kinds, const LivingPeriods& living,
            std::size_t first_span, std::vector<Slot>& slots);
  /// Gives it back.
  void restore(HouseholdState& state, const std::vector<Slot>& slots, std::size_t slot_count, std::size_t spans);

 private:
  ledger::Accounts accounts_;
  Cursor cursor_;
  std::int64_t counted_ = 0;
  std::unique_ptr<Extra> extra_;
  std::size_t first_slot_ = 0;
  std::uint32_t slot_count_ = 0;
  bool extra_used_ = false;
  bool is_remembering_ = false;
};

struct WaitingHousehold {
  Id household = no_id;
  std::uint8_t traits = 0;
  std::uint32_t slots_of = 0;  ///< which thread's slots it was kept in
  std::span<const Occurrence> events;
  KeptState state;
};

}  // namespace pointsbank::evaluation
