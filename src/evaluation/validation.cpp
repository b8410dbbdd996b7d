#include "evaluation/validation.hpp"

#include <algorithm>

namespace pointsbank::evaluation {

Validation::Validation(const Binding& binding)
    : binding_(binding),
      columns_(binding.events.columns()),
      known_until_(binding.options.as_of ? binding.options.as_of->microseconds : INT64_MAX) {
  for (const Events::Revocation& revocation : binding.events.revocations()) {
    if (revocation.target == no_id || (revocation.recorded != absent_cell && revocation.recorded > known_until_))
      continue;
    if (revoked_.empty()) revoked_.resize(binding.events.size());
    revoked_[revocation.target] = true;
  }
  if (binding.roster.size() != 0) {
    const Roster::Columns& roster = binding.roster.columns();
    always_active_ =
        std::all_of(roster.joined.begin(), roster.joined.end(), [](std::int32_t day) { return day == INT32_MIN; }) &&
        std::all_of(roster.left.begin(), roster.left.end(), [](std::int32_t day) { return day == INT32_MAX; });
  }
  if (binding.program.versions.size() != 1) return;
  only_ = &binding.program.versions.front();
  const Date last = std::min(only_->effective.to, binding.options.through);
  if (columns_.recorded.empty() && revoked_.empty() && always_active_ && !binding.options.has_members &&
      !columns_.household.ids.empty() && only_->effective.from <= last) {
    plain_ = PlainDays{only_->effective.from.days,
                       static_cast<std::uint32_t>(last.days) - static_cast<std::uint32_t>(only_->effective.from.days)};
  }
}

Validation::Result Validation::operator()(Id row) const noexcept {
  if (!columns_.recorded.empty() && columns_.recorded[row] != absent_cell && columns_.recorded[row] > known_until_) {
    return {no_id, Outcome::later, Reason::recorded_later};
  }
  if (!revoked_.empty() && revoked_[row]) return {no_id, Outcome::revoked, Reason::none};
  const Date date{columns_.date[row]};
  if (date > binding_.options.through) return {no_id, Outcome::later, Reason::after_through};
  return valid(row, date);
}

Validation::Result Validation::valid(Id row, Date date) const noexcept {
  const auto reject = [](Reason reason) { return Result{no_id, Outcome::rejected, reason}; };
  const Id given = columns_.household.id(row);
  const Members::Stay* stay = nullptr;
  if (given == no_id || (binding_.options.has_members && columns_.member.has(row))) {
    stay = columns_.member.has(row) ? binding_.options.members.on(columns_.member.at(row), date) : nullptr;
  }
  if (given == no_id && stay == nullptr) return reject(Reason::unknown_member);
  const Id household = given != no_id ? binding_.households[given] : binding_.roster.find(stay->household);
  if (household == no_id) return reject(Reason::unknown_household);
  if (binding_.options.has_members && columns_.member.has(row) &&
      (stay == nullptr || stay->household != binding_.roster.id(household))) {
    return reject(Reason::not_a_member);
  }
  Index version = 0;
  if (only_ != nullptr) {
    if (!only_->effective.holds(date)) return reject(Reason::outside_effective);
  } else {
    version = binding_.program.version_on(date);
    if (version == program::none) return reject(Reason::outside_effective);
  }
  const Index kind = binding_.kinds[columns_.kind.ids[row]];
  if (kind == program::none || !binding_.program.versions[version].hearings[kind].known)
    return reject(Reason::unknown_kind);
  if (!always_active_ && !binding_.roster.is_active(household, date)) return reject(Reason::not_active);
  if (is_too_late(row, date, version)) return reject(Reason::too_late);
  return {household, Outcome::applied, Reason::none};
}

bool Validation::is_too_late(Id row, Date date, Index version) const noexcept {
  const std::optional<int>& days = binding_.program.versions[version].list->intake_days;
  if (!days || columns_.recorded.empty() || columns_.recorded[row] == absent_cell) return false;
  const Date recorded = Moment{columns_.recorded[row]}.date(binding_.program.format.utc_offset);
  return recorded.days > static_cast<std::int64_t>(date.days) + *days;
}

std::string_view Validation::household_text(Id row, Reason reason) const noexcept {
  if (columns_.household.has(row)) return columns_.household.at(row);
  // Before 6.2 looked for it, and where it found none, there is nothing to show.
  if (reason == Reason::none || reason == Reason::recorded_later || reason == Reason::after_through ||
      !columns_.member.has(row))
    return {};
  const Members::Stay* stay = binding_.options.members.on(columns_.member.at(row), Date{columns_.date[row]});
  return stay == nullptr ? std::string_view() : std::string_view(stay->household);
}

}  // namespace pointsbank::evaluation
