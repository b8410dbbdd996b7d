#include "records/known_events.hpp"

#include <algorithm>

#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

bool same_text(const TextColumn& a, Id row, const TextColumn& b, Id other) noexcept {
  return a.has(row) == b.has(other) && a.at(row) == b.at(other);
}

bool same_number(const DecimalColumn& a, Id row, const DecimalColumn& b, Id other) {
  return a.has(row) == b.has(other) && (!a.has(row) || a.at(row) == b.at(other));
}

template <class T>
bool same_cell(const Column<T>& a, Id row, const Column<T>& b, Id other, T absent) noexcept {
  return (a.empty() ? absent : a[row]) == (b.empty() ? absent : b[other]);
}

bool same_attribute(const AttributeColumn& a, Id row, const AttributeColumn& b, Id other) {
  if (const auto* const numbers = std::get_if<DecimalColumn>(&a))
    return same_number(*numbers, row, std::get<DecimalColumn>(b), other);
  if (const auto* const texts = std::get_if<TextColumn>(&a))
    return same_text(*texts, row, std::get<TextColumn>(b), other);
  if (const auto* const truths = std::get_if<BoolColumn>(&a))
    return same_cell(truths->values, row, std::get<BoolColumn>(b).values, other, std::int8_t{-1});
  return same_cell(std::get<DateColumn>(a).days, row, std::get<DateColumn>(b).days, other, INT32_MIN);
}

/// Do two rows of tables of one format say the same?
bool same_event(const Events::Columns& a, Id row, const Events::Columns& b, Id other) {
  if (a.date[row] != b.date[other] || a.second[row] != b.second[other] ||
      !same_cell(a.microsecond, row, b.microsecond, other, 0) ||
      !same_cell(a.recorded, row, b.recorded, other, absent_cell) || !same_text(a.household, row, b.household, other) ||
      !same_text(a.kind, row, b.kind, other) || !same_text(a.grade, row, b.grade, other) ||
      !same_text(a.member, row, b.member, other) || !same_text(a.act, row, b.act, other) ||
      !same_number(a.quantity, row, b.quantity, other) || !same_number(a.points, row, b.points, other))
    return false;
  for (std::size_t i = 0; i < a.attributes.size(); ++i) {
    if (!same_attribute(a.attributes[i], row, b.attributes[i], other)) return false;
  }
  return true;
}

bool same_revocation(const Events::Revocation& a, const Events::Revocation& b) noexcept {
  return a.household == b.household && a.recorded == b.recorded && a.revokes == b.revokes;
}

}  // namespace

// With room for half as many again, so that the first to come do not pay for a larger table.
KnownEvents::KnownEvents(const Events& first) : ids_((first.size() + first.revocations().size()) / 2 * 3) {
  add(first, Again{std::vector<bool>(first.size()), std::vector<bool>(first.revocations().size())});
}

KnownEvents::Place KnownEvents::place_of(Id number) const noexcept {
  const auto after = std::upper_bound(first_numbers_.begin(), first_numbers_.end(), number);
  return {static_cast<std::size_t>(after - first_numbers_.begin()) - 1, number - after[-1]};
}

std::string_view KnownEvents::text(Id number) const noexcept {
  const Id of_revocation = IdTable::none - 1 - number;
  if (of_revocation < revocations_.size()) return revocations_[of_revocation]->id;
  const Place place = place_of(number);
  return tables_[place.table].columns().id[place.row];
}

Id KnownEvents::find(std::string_view id) const {
  return ids_.find(id, hash_text(id), [this](Id number) { return text(number); });
}

std::optional<KnownEvents::Place> KnownEvents::event(std::string_view id) const {
  const Id found = find(id);
  if (found == IdTable::none || IdTable::none - 1 - found < revocations_.size()) return std::nullopt;
  return place_of(found);
}

KnownEvents::Again KnownEvents::seen(const Events& more) const {
  Again again{std::vector<bool>(more.size()), std::vector<bool>(more.revocations().size())};
  Issues issues;
  const auto refuse = [&](std::string_view id) {
    constexpr std::size_t most = 100;
    if (issues.size() == most) return;
    Issue issue{"event_id_twice", Severity::error, {}, {}, {}, {}};
    issue.arguments.push_back(shown(id));
    issues.push_back(std::move(issue));
  };
  for (Id row = 0; row < more.size(); ++row) {
    const std::string_view id = more.columns().id[row];
    if (find(id) == IdTable::none) continue;
    const std::optional<Place> there = event(id);
    again.events[row] = there && same_event(tables_[there->table].columns(), there->row, more.columns(), row);
    if (!again.events[row]) refuse(id);
  }
  for (std::size_t i = 0; i < more.revocations().size(); ++i) {
    const Events::Revocation& revocation = more.revocations()[i];
    const Id found = find(revocation.id);
    if (found == IdTable::none) continue;
    const Id number = IdTable::none - 1 - found;
    again.revocations[i] = number < revocations_.size() && same_revocation(*revocations_[number], revocation);
    if (!again.revocations[i]) refuse(revocation.id);
  }
  if (!issues.empty()) throw InputError(std::move(issues));
  return again;
}

void KnownEvents::add(const Events& more, const Again& again) {
  const Id first = tables_.empty() ? 0 : first_numbers_.back() + static_cast<Id>(tables_.back().size());
  if (std::uint64_t{first} + more.size() + revocations_.size() + more.revocations().size() + 1 >= IdTable::none)
    throw UsageError("events: too many rows");
  tables_.push_back(more);
  first_numbers_.push_back(first);
  add_ids(tables_.back(), first, again);
  for (std::size_t i = 0; i < more.revocations().size(); ++i) {
    if (again.revocations[i]) continue;
    revocations_.push_back(&tables_.back().revocations()[i]);
    const std::string_view id = revocations_.back()->id;
    ids_.find_or_add(id, hash_text(id), static_cast<Id>(IdTable::none - revocations_.size()),
                     [this](Id number) { return text(number); });
  }
}

/// The table is larger than the caches: where the ids of a block will go is fetched before they are looked up.
void KnownEvents::add_ids(const Events& table, Id first, const Again& again) {
  constexpr std::size_t block = 64;
  std::uint64_t hashes[block];
  const IdColumn& ids = table.columns().id;
  for (std::size_t begin = 0; begin < ids.size(); begin += block) {
    const std::size_t count = std::min(ids.size() - begin, block);
    for (std::size_t i = 0; i < count; ++i) {
      hashes[i] = hash_text(ids[begin + i]);
      ids_.prefetch(hashes[i]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (again.events[begin + i]) continue;
      ids_.find_or_add(ids[begin + i], hashes[i], first + static_cast<Id>(begin + i),
                       [this](Id number) { return text(number); });
    }
  }
}

}  // namespace pointsbank::records
