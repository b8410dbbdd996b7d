#include "records/text_index.hpp"

namespace pointsbank::records {

void TextIndex::make_slots(std::size_t count) {
  slots_.assign(count + 1, Slot{});
  mask_ = static_cast<std::uint32_t>(count - 1);
}

Id TextIndex::find(const Key& key) const noexcept {
  for (std::uint32_t at = key.slot;; at = (at + 1) & mask_) {
    const Slot& slot = slots_[at];
    if (slot.low == key.low && slot.high == key.high && slot.size == key.size) return slot.id;
    if (slot.size == 0) return no_id;
  }
}

void TextIndex::put(const Slot& slot) {
  std::uint32_t at = hash_of(slot.low, slot.high, slot.size) & mask_;
  while (slots_[at].size != 0) at = (at + 1) & mask_;
  slots_[at] = slot;
}

void TextIndex::grow() {
  std::vector<Slot> old = std::move(slots_);
  make_slots((old.size() - 1) * 2);
  for (const Slot& slot : old) {
    if (slot.size != 0) put(slot);
  }
}

void TextIndex::add(const Key& key, Id id) {
  constexpr std::size_t most = 1'000'000;
  if (used_ == most) return;
  // Small tables are kept nearly empty, so that almost every text stands where it belongs.
  ++used_;
  if (used_ * (slots_.size() <= 4096 ? 8 : 2) > slots_.size()) grow();
  put({key.low, key.high, key.size, id});
}

}  // namespace pointsbank::records
