#include "records/text_index.hpp"

namespace pointsbank::records {

void TextIndex::make_slots(std::size_t count) {
  const bool has_long_texts = high_mask_ != 0;
  slots_.clear();
  slots_.reserve(count + 1);
  slots_.resize(count + 1);
  mask_ = static_cast<std::uint32_t>(count - 1);
  highs_.assign(2, 0);
  high_mask_ = 0;
  if (has_long_texts) make_highs();
}

void TextIndex::make_highs() {
  highs_.assign(slots_.size(), 0);
  high_mask_ = mask_;
}

Id TextIndex::find(const Key& key) const noexcept {
  for (std::uint32_t at = key.slot;; at = (at + 1) & mask_) {
    if (is_in(key, at)) return slots_[at].id;
    if (slots_[at].size == 0) return no_id;
  }
}

void TextIndex::put(const Key& key, Id id) {
  std::uint32_t at = hash_of(key.low, key.high, key.size) & mask_;
  while (slots_[at].size != 0) at = (at + 1) & mask_;
  slots_[at] = {key.low, key.size, id};
  if (key.size > 8) highs_[at + 1] = key.high;
}

void TextIndex::grow() {
  const std::vector<Slot> old = std::move(slots_);
  const std::vector<std::uint64_t> old_highs = std::move(highs_);
  make_slots((old.size() - 1) * 2);
  for (std::size_t at = 0; at + 1 < old.size(); ++at) {
    const Slot& slot = old[at];
    if (slot.size != 0) put({slot.low, slot.size > 8 ? old_highs[at + 1] : 0, slot.size, 0}, slot.id);
  }
}

void TextIndex::add(const Key& key, Id id) {
  constexpr std::size_t most = 1'000'000;
  if (used_ == most) return;
  // Small tables are kept nearly empty, so that almost every text stands where it belongs.
  ++used_;
  if (used_ * (slots_.size() <= 4096 ? 8 : 2) > slots_.size()) grow();
  if (key.size > 8 && high_mask_ == 0) make_highs();
  put(key, id);
}

}  // namespace pointsbank::records
