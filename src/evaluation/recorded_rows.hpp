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

/// An outcome, and with it what was posted; or a posting of the phase `event` alone, which has its event's date.
struct PackedRow {
  Id event;
  Id household;
  /// The source in the upper 20 bits; 1 bit each whether something was posted to spendable and to standing, and whether
  /// the outcome has an amount; 5 of its reason, 4 of itself. Of a posting alone: 5 of its cause, and `posting_alone`.
  std::uint32_t what;
  std::int32_t amount;  ///< units; or where the row stands apart

  static constexpr std::uint32_t posting_alone = 15, outcome_apart = 14;
  static constexpr std::uint32_t no_source = 0xF'FFFFU;  ///< of a posting alone: it stands apart
  static constexpr unsigned source_shift = 12, standing_shift = 10, spendable_shift = 11;

  [[nodiscard]] std::uint32_t source() const noexcept { return what >> source_shift; }
  [[nodiscard]] std::uint32_t bits(unsigned shift, unsigned count) const noexcept {
    return what >> shift & ((1U << count) - 1);
  }
  /// Does it not fit, so that it stands apart?
  [[nodiscard]] bool is_apart() const noexcept {
    return bits(0, 4) == outcome_apart || (bits(0, 4) == posting_alone && source() == no_source);
  }
  [[nodiscard]] bool is_outcome() const noexcept { return bits(0, 4) != posting_alone; }
  [[nodiscard]] bool is_posting() const noexcept { return bits(standing_shift, 2) != 0; }

  static std::uint32_t what_of(std::uint32_t source, Outcome outcome, Reason reason, bool has_amount) noexcept {
    return source << source_shift | static_cast<std::uint32_t>(has_amount) << 9 |
           static_cast<std::uint32_t>(reason) << 4 | static_cast<std::uint32_t>(outcome);
  }
  static std::uint32_t what_of(std::uint32_t source, Cause cause) noexcept {
    return source << source_shift | static_cast<std::uint32_t>(cause) << 4 | posting_alone;
  }
  static std::uint32_t posted(bool to_standing, bool to_spendable) noexcept {
    return static_cast<std::uint32_t>(to_standing) << standing_shift | static_cast<std::uint32_t>(to_spendable)
                                                                           << spendable_shift;
  }
};
static_assert(sizeof(PackedRow) == 16);

class RecordedRows {
 public:
  /// For so many portions; the pages live longer.
  void begin(std::size_t portions, Pages& pages) {
    chains_.resize(portions);
    pages_ = &pages;
  }

  void add(std::uint32_t portion, const EventOutcome& row) {
    const bool has_rule = row.rule != EventOutcome::no_rule;
    PackedRow packed{
        row.event, row.household,
        PackedRow::what_of(has_rule ? row.rule : PackedRow::no_source, row.outcome, row.reason, row.has_amount),
        static_cast<std::int32_t>(row.amount)};
    if ((has_rule && row.rule >= PackedRow::no_source) || packed.amount != row.amount) [[unlikely]] {
      packed.what = PackedRow::outcome_apart;
      put_apart(packed, outcomes_apart_, row);
    }
    add_if(true, portion, packed);
  }
  void add(std::uint32_t portion, const Posting& row) {
    const bool has_standing = row.standing != 0;
    const bool has_spendable = row.spendable != 0;
    const std::int64_t amount = has_standing ? row.standing : row.spendable;
    PackedRow packed{row.event, row.household,
                     PackedRow::what_of(row.source, row.cause) | PackedRow::posted(has_standing, has_spendable),
                     static_cast<std::int32_t>(amount)};
    const bool is_one_amount = !has_standing || !has_spendable || row.standing == row.spendable;
    if (!is_one_amount || row.source >= PackedRow::no_source || packed.amount != amount) [[unlikely]] {
      packed.what = PackedRow::what_of(PackedRow::no_source, row.cause) | PackedRow::posted(true, true);
      put_apart(packed, postings_apart_, row);
    }
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

  /// The outcome of a row that is one.
  [[nodiscard]] EventOutcome outcome(const PackedRow& packed) const noexcept {
    if (packed.bits(0, 4) == PackedRow::outcome_apart) [[unlikely]]
      return outcomes_apart_[static_cast<std::uint32_t>(packed.amount)];
    EventOutcome row;
    row.event = packed.event;
    row.household = packed.household;
    row.rule = packed.source() == PackedRow::no_source ? EventOutcome::no_rule : packed.source();
    row.outcome = static_cast<Outcome>(packed.bits(0, 4));
    row.reason = static_cast<Reason>(packed.bits(4, 5));
    row.has_amount = packed.bits(9, 1) != 0;
    row.amount = packed.amount;
    return row;
  }
  /// The posting of a row that is one or has one; `day` is that of its event.
  [[nodiscard]] Posting posting(const PackedRow& packed, std::int32_t day) const noexcept {
    const bool is_alone = !packed.is_outcome();
    if (is_alone && packed.source() == PackedRow::no_source) [[unlikely]]
      return postings_apart_[static_cast<std::uint32_t>(packed.amount)];
    Posting row;
    row.date = Date{day};
    row.household = packed.household;
    row.source = packed.source();
    row.cause = is_alone ? static_cast<Cause>(packed.bits(4, 5)) : Cause::rule;
    row.event = packed.event;
    row.standing = packed.bits(PackedRow::standing_shift, 1) != 0 ? packed.amount : 0;
    row.spendable = packed.bits(PackedRow::spendable_shift, 1) != 0 ? packed.amount : 0;
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

  template <class Row>
  static void put_apart(PackedRow& packed, std::vector<Row>& apart, const Row& row) {
    // Fewer than 2^32: of a table with 32-bit rows.
    packed.amount = static_cast<std::int32_t>(static_cast<std::uint32_t>(apart.size()));
    apart.push_back(row);
  }

  Pages* pages_ = nullptr;
  std::vector<Chain> chains_;  // by portion
  // What does not fit 16 bytes:
  std::vector<EventOutcome> outcomes_apart_;
  std::vector<Posting> postings_apart_;
};

}  // namespace pointsbank::evaluation
