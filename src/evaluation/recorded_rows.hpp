// What households record of their events, sorted as it comes into portions of days (EventOrder).
//
// Households run one after the other, each through all its days; the tables go day by day. A row is written once behind
// the others of its portion, into pages that occurrences needed before, and put into order a portion at a time. What is
// written takes 16 bytes, for memory that is touched first costs more than packing does.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evaluation/pages.hpp"
#include "pointsbank/evaluate.hpp"

namespace pointsbank::evaluation {

/// An outcome, or a posting of the phase `event`, which has its event's date.
struct PackedRow {
  Id event;
  Id household;
  std::uint32_t what;   ///< the source in the upper 20 bits; below what kind of row it is, or `apart`
  std::int32_t amount;  ///< units; or where the row stands apart

  static constexpr std::uint32_t apart = 0xFFFF'FFFFU;
  static constexpr std::uint32_t no_source = 0xF'FFFFU;
  static constexpr unsigned source_shift = 12;

  [[nodiscard]] std::uint32_t source() const noexcept { return what >> source_shift; }
  [[nodiscard]] std::uint32_t bits(unsigned shift, unsigned count) const noexcept {
    return what >> shift & ((1U << count) - 1);
  }
};
static_assert(sizeof(PackedRow) == 16);

/// Is it packed?  Else it has to stand apart.
[[nodiscard]] inline std::uint32_t packed_outcome(std::uint32_t source, Outcome outcome, Reason reason,
                                                  bool has_amount) noexcept {
  return source << PackedRow::source_shift | static_cast<std::uint32_t>(has_amount) << 9 |
         static_cast<std::uint32_t>(reason) << 4 | static_cast<std::uint32_t>(outcome);
}
[[nodiscard]] inline bool pack(const EventOutcome& row, PackedRow& to) noexcept {
  const bool has_rule = row.rule != EventOutcome::no_rule;
  to = {row.event, row.household,
        packed_outcome(has_rule ? row.rule : PackedRow::no_source, row.outcome, row.reason, row.has_amount),
        static_cast<std::int32_t>(row.amount)};
  return (!has_rule || row.rule < PackedRow::no_source) && to.amount == row.amount;
}
inline void unpack(const PackedRow& from, std::int32_t, EventOutcome& row) noexcept {
  row.event = from.event;
  row.household = from.household;
  row.rule = from.source() == PackedRow::no_source ? EventOutcome::no_rule : from.source();
  row.outcome = static_cast<Outcome>(from.bits(0, 4));
  row.reason = static_cast<Reason>(from.bits(4, 5));
  row.has_amount = from.bits(9, 1) != 0;
  row.amount = from.amount;
}

[[nodiscard]] inline std::uint32_t packed_posting(std::uint32_t source, Cause cause, bool has_standing,
                                                  bool has_spendable) noexcept {
  return source << PackedRow::source_shift | static_cast<std::uint32_t>(has_spendable) << 5 |
         static_cast<std::uint32_t>(has_standing) << 4 | static_cast<std::uint32_t>(cause);
}
[[nodiscard]] inline bool pack(const Posting& row, PackedRow& to) noexcept {
  const std::int64_t amount = row.standing != 0 ? row.standing : row.spendable;
  const bool has_standing = row.standing != 0;
  const bool has_spendable = row.spendable != 0;
  to = {row.event, row.household, packed_posting(row.source, row.cause, has_standing, has_spendable),
        static_cast<std::int32_t>(amount)};
  const bool is_one_amount = !has_standing || !has_spendable || row.standing == row.spendable;
  return is_one_amount && row.source < PackedRow::no_source && to.amount == amount;
}
inline void unpack(const PackedRow& from, std::int32_t day, Posting& row) noexcept {
  row.date = Date{day};
  row.household = from.household;
  row.source = from.source();
  row.cause = static_cast<Cause>(from.bits(0, 4));
  row.event = from.event;
  row.standing = from.bits(4, 1) != 0 ? from.amount : 0;
  row.spendable = from.bits(5, 1) != 0 ? from.amount : 0;
}

template <class Row>
class RecordedRows {
 public:
  /// For so many portions; the pages live longer.
  void begin(std::size_t portions, Pages& pages) {
    chains_.resize(portions);
    pages_ = &pages;
  }

  void add(std::uint32_t portion, const Row& row) {
    PackedRow packed;
    if (!pack(row, packed)) [[unlikely]]
      put_apart(packed, row);
    add_if(true, portion, packed);
  }
  /// Adds a row that is packed already, or none: without a branch that depends on it.
  void add_if(bool is_added, std::uint32_t portion, const PackedRow& row) {
    Chain& chain = chains_[portion];
    if (chain.next == chain.end) [[unlikely]]
      lengthen(chain);
    *chain.next = row;
    chain.next += is_added ? 1 : 0;
  }

  /// The rows of a portion as they were added: pages, of which all but the last are full.
  static constexpr std::size_t rows_a_page = Pages::page_bytes / sizeof(PackedRow);
  [[nodiscard]] std::span<PackedRow* const> pages(std::size_t portion) const noexcept { return chains_[portion].pages; }
  [[nodiscard]] std::size_t size(std::size_t portion) const noexcept {
    const Chain& chain = chains_[portion];
    if (chain.pages.empty()) return 0;
    return (chain.pages.size() - 1) * rows_a_page + static_cast<std::size_t>(chain.next - chain.pages.back());
  }
  /// A row as it was added; `day` is that of its event.
  [[nodiscard]] Row row(const PackedRow& packed, std::int32_t day) const noexcept {
    if (packed.what == PackedRow::apart) [[unlikely]]
      return apart_[static_cast<std::uint32_t>(packed.amount)];
    Row row;
    unpack(packed, day, row);
    return row;
  }

  /// Takes back what was added last of a household.
  void forget(Id household) noexcept {
    for (Chain& chain : chains_) {
      while (!chain.pages.empty()) {
        if (chain.next == chain.pages.back()) {
          chain.pages.pop_back();
          chain.end = chain.pages.empty() ? nullptr : chain.pages.back() + rows_a_page;
          chain.next = chain.end;
        } else {
          if (chain.next[-1].household != household) break;
          --chain.next;
        }
      }
    }
  }

 private:
  struct Chain {
    PackedRow* next = nullptr;  // where the next one goes
    PackedRow* end = nullptr;
    std::vector<PackedRow*> pages;  // all but the last are full
  };

  void lengthen(Chain& chain) {
    chain.pages.push_back(static_cast<PackedRow*>(pages_->take()));
    chain.next = chain.pages.back();
    chain.end = chain.next + rows_a_page;
  }

  void put_apart(PackedRow& packed, const Row& row) {
    packed.what = PackedRow::apart;
    packed.amount =
        static_cast<std::int32_t>(static_cast<std::uint32_t>(apart_.size()));  // of a table with 32-bit rows
    apart_.push_back(row);
  }

  Pages* pages_ = nullptr;
  std::vector<Chain> chains_;  // by portion
  std::vector<Row> apart_;     // what does not fit 16 bytes
};

}  // namespace pointsbank::evaluation
