#include "evaluation/waiting.hpp"

namespace pointsbank::evaluation {

LivingPeriods::LivingPeriods(Date day, bool day_goes_on) {
  for (int kind = 0; kind < period_kinds; ++kind) {
    const auto period = static_cast<PeriodKind>(kind);
    first[static_cast<std::size_t>(kind)] =
        !day_goes_on && last_day(period, day) == day ? no_period : first_day(period, day).days;
  }
}

void KeptState::keep(HouseholdState& state, const std::vector<PeriodKind>& kinds, const LivingPeriods& living,
                     std::size_t first_span, std::vector<Slot>& slots) {
  accounts_ = state.accounts;
  cursor_ = state.cursor;
  counted_ = state.counted;
  extra_ = std::move(state.extra);
  extra_used_ = std::exchange(state.extra_used, false);
  is_remembering_ = state.is_remembering;
  first_slot_ = slots.size();
  for (Index i = 0; i < kinds.size(); ++i) {
    const IntegerSlot& slot = state.slots[i];
    if (slot.value == 0 || slot.period == no_period || slot.period != living.first[static_cast<std::size_t>(kinds[i])])
      continue;
    slots.push_back(Slot{slot.value, slot.period, i});
  }
  for (std::size_t i = first_span; i < state.period_sums.size(); ++i) {
    if (state.period_sums[i] != 0) slots.push_back(Slot{state.period_sums[i], no_period, static_cast<Index>(i)});
  }
  slot_count_ = static_cast<std::uint32_t>(slots.size() - first_slot_);
}

void KeptState::restore(HouseholdState& state, const std::vector<Slot>& slots, std::size_t slot_count,
                        std::size_t spans) {
  state.accounts = accounts_;
  state.cursor = cursor_;
  state.counted = counted_;
  state.extra = std::move(extra_);
  state.extra_used = extra_used_;
  state.is_remembering = is_remembering_;
  state.slots.assign(slot_count, IntegerSlot());
  state.period_sums.assign(spans, 0);
  for (std::size_t i = first_slot_; i < first_slot_ + slot_count_; ++i) {
    if (slots[i].period == no_period) {
      state.period_sums[slots[i].index] = slots[i].value;
      continue;
    }
    state.slots[slots[i].index].value = slots[i].value;
    state.slots[slots[i].index].period = slots[i].period;
  }
}

}  // namespace pointsbank::evaluation
