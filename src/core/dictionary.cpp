// Texts by dense ids: an open-addressing index over texts that stand in chunks which never move.
#include <algorithm>
#include <cstring>

#include "core/text_hash.hpp"
#include "pointsbank/columns.hpp"

namespace pointsbank {

namespace {

constexpr std::size_t first_chunk = 4U << 10U;
constexpr std::size_t largest_chunk = 1U << 20U;
constexpr std::size_t first_slots = 32;

/// The hash's low half beside the id, so that most slots are told apart without looking at their texts.
struct Slot {
  std::uint32_t tag = 0;
  Id id = no_id;
};

}  // namespace

struct Dictionary::Index {
  std::vector<Slot> slots = std::vector<Slot>(first_slots);
  std::vector<std::unique_ptr<char[]>> chunks;
  std::size_t chunk_size = 0;
  std::size_t chunk_used = 0;

  [[nodiscard]] std::size_t mask() const noexcept { return slots.size() - 1; }

  /// The slot that holds the text, or the free one where it belongs.
  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint64_t hash,
                                    const std::vector<std::string_view>& texts) const noexcept {
    const auto tag = static_cast<std::uint32_t>(hash);
    std::size_t at = static_cast<std::size_t>(hash >> 32U) & mask();
    while (slots[at].id != no_id && (slots[at].tag != tag || texts[slots[at].id] != text)) at = (at + 1) & mask();
    return at;
  }

  /// Slots are half empty at least. The upper half of a hash says where a text belongs, so it is made again.
  void grow(const std::vector<std::string_view>& texts) {
    slots.assign(slots.size() * 2, Slot{});
    for (std::size_t id = 0; id < texts.size(); ++id) {
      const std::uint64_t hash = hash_text(texts[id]);
      std::size_t at = static_cast<std::size_t>(hash >> 32U) & mask();
      while (slots[at].id != no_id) at = (at + 1) & mask();
      slots[at] = Slot{static_cast<std::uint32_t>(hash), static_cast<Id>(id)};
    }
  }

  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (chunk_size - chunk_used < text.size()) {
      chunk_size = std::max(std::clamp(chunk_size * 2, first_chunk, largest_chunk), text.size());
      chunks.push_back(std::make_unique<char[]>(chunk_size));
      chunk_used = 0;
    }
    char* place = chunks.back().get() + chunk_used;
    std::memcpy(place, text.data(), text.size());
    chunk_used += text.size();
    return {place, text.size()};
  }
};

Dictionary::Dictionary() : index_(std::make_unique<Index>()) {}
Dictionary::~Dictionary() = default;
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;

Id Dictionary::add(std::string_view text) {
  if (!index_) {  // it was moved from
    texts_.clear();
    index_ = std::make_unique<Index>();
  }
  const std::uint64_t hash = hash_text(text);
  std::size_t at = index_->slot_of(text, hash, texts_);
  if (index_->slots[at].id != no_id) return index_->slots[at].id;
  if ((texts_.size() + 1) * 2 > index_->slots.size()) {
    index_->grow(texts_);
    at = index_->slot_of(text, hash, texts_);
  }
  texts_.push_back(index_->keep(text));
  const auto id = static_cast<Id>(texts_.size() - 1);
  index_->slots[at] = Slot{static_cast<std::uint32_t>(hash), id};
  return id;
}

Id Dictionary::find(std::string_view text) const noexcept {
  if (!index_) return no_id;
  return index_->slots[index_->slot_of(text, hash_text(text), texts_)].id;
}

}  // namespace pointsbank
