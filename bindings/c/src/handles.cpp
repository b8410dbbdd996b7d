#include "handles.hpp"

#include <mutex>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "failure.hpp"

namespace pointsbank::c {

namespace {

constexpr std::uint64_t top_bit = std::uint64_t{1} << 63U;
constexpr std::uint32_t last_generation = 0x7FFF'FFFF;
constexpr std::uint64_t most_places = std::uint64_t{1} << 27U;

struct Slot {
  std::shared_ptr<void> object;  ///< null: free
  std::uint32_t generation = 0;
  Kind kind = Kind::none;
};

struct Table {
  std::shared_mutex mutex;
  std::vector<Slot> slots;
  std::vector<std::uint32_t> free;
  std::size_t open = 0;
};

/// Never destroyed: threads may still call while the process ends.
Table& table() {
  static Table* const one = new Table;
  return *one;
}

const char* name_of(Kind kind) {
  switch (kind) {
    case Kind::none: break;
    case Kind::text: return "pointsbank_text";
    case Kind::rules: return "pointsbank_rules";
    case Kind::roster: return "pointsbank_roster";
    case Kind::members: return "pointsbank_members";
    case Kind::events: return "pointsbank_events";
    case Kind::entries: return "pointsbank_entries";
    case Kind::published: return "pointsbank_published";
    case Kind::evaluation: return "pointsbank_evaluation";
    case Kind::bank: return "pointsbank_bank";
  }
  return "";
}

std::uint64_t encode(std::uint32_t place, std::uint32_t generation, Kind kind) {
  return top_bit | std::uint64_t{generation} << 32U | std::uint64_t{place} << 5U |
         std::uint64_t{static_cast<std::uint8_t>(kind)} << 1U | 1U;
}

/// The slot of a handle; the caller holds the mutex.
Slot& slot_of(Table& all, std::uint64_t handle, Kind kind, const char* argument) {
  if (handle == 0) throw UsageFault("binding_null", {argument});
  const std::uint64_t place = (handle >> 5U) & (most_places - 1);
  const auto generation = static_cast<std::uint32_t>((handle >> 32U) & last_generation);
  const auto given = static_cast<Kind>((handle >> 1U) & 0xFU);
  const bool is_handle = (handle & top_bit) != 0 && (handle & 1U) != 0 && given > Kind::none && given <= Kind::bank;
  if (!is_handle || place >= all.slots.size() || generation > all.slots[place].generation) {
    throw UsageFault("binding_no_handle", {argument});
  }
  if (given != kind) throw UsageFault("binding_other_kind", {argument, name_of(given), name_of(kind)});
  Slot& slot = all.slots[place];
  if (generation < slot.generation || slot.object == nullptr) throw UsageFault("binding_freed", {argument});
  if (slot.kind != kind) throw UsageFault("binding_no_handle", {argument});
  return slot;
}

}  // namespace

std::uint64_t Handles::add(Kind kind, std::shared_ptr<void> object) {
  Table& all = table();
  const std::unique_lock lock(all.mutex);
  std::uint32_t place = 0;
  if (all.free.empty()) {
    if (all.slots.size() >= most_places) throw UsageFault("binding_too_many_handles", {std::to_string(most_places)});
    // Room to note the place as free, so that freeing never needs memory.
    all.free.reserve(all.slots.size() + 1);
    place = static_cast<std::uint32_t>(all.slots.size());
    all.slots.emplace_back();
  } else {
    place = all.free.back();
    all.free.pop_back();
  }
  Slot& slot = all.slots[place];
  slot.object = std::move(object);
  slot.kind = kind;
  ++all.open;
  return encode(place, slot.generation, kind);
}

std::shared_ptr<void> Handles::find(std::uint64_t handle, Kind kind, const char* argument) {
  Table& all = table();
  const std::shared_lock lock(all.mutex);
  return slot_of(all, handle, kind, argument).object;
}

std::shared_ptr<void> Handles::take(std::uint64_t handle, Kind kind, const char* argument) {
  Table& all = table();
  const std::unique_lock lock(all.mutex);
  Slot& slot = slot_of(all, handle, kind, argument);
  std::shared_ptr<void> object = std::move(slot.object);
  slot.object = nullptr;
  slot.kind = Kind::none;
  --all.open;
  // A place whose numbers are used up stays empty for good.
  if (slot.generation < last_generation) {
    ++slot.generation;
    all.free.push_back(static_cast<std::uint32_t>(&slot - all.slots.data()));
  }
  return object;
}

std::size_t Handles::open() noexcept {
  Table& all = table();
  const std::shared_lock lock(all.mutex);
  return all.open;
}

}  // namespace pointsbank::c
