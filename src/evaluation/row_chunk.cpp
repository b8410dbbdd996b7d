#include "evaluation/row_chunk.hpp"

#include <algorithm>

namespace pointsbank::evaluation {

RowChunk::RowChunk(const Binding& binding, const Validation& validate, std::vector<NotEvaluated>* rejected)
    : binding_(binding),
      columns_(binding.events.columns()),
      validate_(validate),
      rejected_(rejected),
      nobody_(static_cast<Index>(binding.hearings.size())),
      households_(std::make_unique_for_overwrite<Id[]>(capacity)),
      hearings_(std::make_unique_for_overwrite<Index[]>(capacity)),
      places_(std::make_unique_for_overwrite<Place[]>(capacity)),
      ends_(binding.hearings.size() + 3) {
  if (!validate.plain()) return;
  const program::Version& only = binding.program.versions.front();
  for (const Index kind : binding.kinds)
    hearing_of_kind_.push_back(kind != program::none && only.hearings[kind].known ? kind : nobody_);
}

void RowChunk::take(std::size_t begin, std::size_t end) {
  begin_ = begin;
  size_ = end - begin;
  if (validate_.plain()) {
    take_plain();
  } else {
    take_at_length();
  }
  gather_hearings();
}

/// Most rows of most tables: a household that is always there, one version in effect.
void RowChunk::take_plain() {
  const Id* const given = columns_.household.ids.data() + begin_;
  const Id* const kind = columns_.kind.ids.data() + begin_;
  const std::int32_t* const date = columns_.date.data() + begin_;
  const Id* const household_of = binding_.households.data();
  const Index* const hearing_of = hearing_of_kind_.data();
  const Validation::PlainDays days = *validate_.plain();
  Id* const households = households_.get();
  Index* const hearings = hearings_.get();
  for (std::size_t i = 0; i < size_; ++i) {
    Index hearing = hearing_of[kind[i]];
    Id household = given[i];
    const bool is_dated =
        static_cast<std::uint32_t>(date[i]) - static_cast<std::uint32_t>(days.first) <= days.beyond_first;
    if (is_dated && household != no_id && hearing != nobody_) [[likely]]
      household = household_of[household];
    else
      household = no_id;
    if (household == no_id) [[unlikely]] {
      household = validate_at_length(static_cast<Id>(begin_ + i));
      if (household == no_id) hearing = nobody_;
    }
    households[i] = household;
    hearings[i] = hearing;
  }
}

void RowChunk::take_at_length() {
  const program::Program& program = binding_.program;
  for (std::size_t i = 0; i < size_; ++i) {
    const auto row = static_cast<Id>(begin_ + i);
    households_[i] = validate_at_length(row);
    hearings_[i] = nobody_;
    if (households_[i] == no_id) continue;
    const Index version = program.version_on(Date{columns_.date[row]});
    hearings_[i] = static_cast<Index>(version * program.kinds.size() + binding_.kinds[columns_.kind.ids[row]]);
  }
}

Id RowChunk::validate_at_length(Id row) {
  const Validation::Result result = validate_(row);
  if (result.household == no_id && rejected_ != nullptr)
    rejected_->push_back({row, result.outcome, result.reason, validate_.household_text(row, result.reason)});
  return result.household;
}

void RowChunk::gather_hearings() {
  std::fill(ends_.begin(), ends_.end(), 0U);
  // Counted two places ahead: moved on as the rows are placed, ends_[h] .. ends_[h + 1] are those of h in the end.
  std::uint32_t* const counts = ends_.data() + 2;
  for (std::size_t i = 0; i < size_; ++i) ++counts[hearings_[i]];
  for (std::size_t i = 1; i < ends_.size(); ++i) ends_[i] += ends_[i - 1];
  std::uint32_t* const next = ends_.data() + 1;
  for (std::size_t i = 0; i < size_; ++i) places_[next[hearings_[i]]++] = static_cast<Place>(i);
}

}  // namespace pointsbank::evaluation
