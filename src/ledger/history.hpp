// Postings that may be undone later: those that lapse and those that can be forfeited.
//
// The ledger knows no rules: what a posting was for is an opaque `tag`, and postings that contest each other are
// chained by whoever posts them.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/lots.hpp"
#include "pointsbank/calendar.hpp"

namespace pointsbank::ledger {

struct Remembered {
  Date date;
  Date lapse = Date::never();  ///< when its standing lapses
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
  std::int64_t expired = 0;  ///< of its spendable
  std::uint32_t tag = 0;     ///< the rule
  std::uint32_t event = 0xFFFFFFFFU;
  std::uint32_t sequence = 0;           ///< of the event's postings
  PostingNumber previous = no_posting;  ///< the one before in the same contest
  bool is_forfeitable = false;
  bool has_lapsed = false;
  bool is_forfeited = false;
};

/// A posting whose standing lapses on a day.
struct Lapse {
  Date day;
  PostingNumber posting;
  /// For a heap whose top is the earliest, and of one day the one posted first.
  friend bool operator<(const Lapse& a, const Lapse& b) noexcept {
    return a.day != b.day ? a.day > b.day : a.posting > b.posting;
  }
};

/// What a forfeit takes back.
struct Forfeit {
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
  bool overflow = false;
};

class History {
 public:
  PostingNumber add(const Remembered& posting);
  [[nodiscard]] const Remembered& operator[](PostingNumber number) const noexcept { return postings_[number]; }
  [[nodiscard]] PostingNumber size() const noexcept { return static_cast<PostingNumber>(postings_.size()); }

  /// The next day on which something may lapse (it may turn out that nothing does).
  [[nodiscard]] Date next_lapse() const noexcept { return lapses_.empty() ? Date::never() : lapses_.front().day; }
  /// Takes the next posting that lapses on `day` out, in the order of posting; no_posting when there is no more.
  [[nodiscard]] PostingNumber take_lapse(Date day);
  /// Says that `number` contests what stood before it in its group.
  void chain(PostingNumber number, PostingNumber previous) noexcept { postings_[number].previous = previous; }
  /// Sets anew when a posting and those chained before it lapse, as far as they have not.
  void move_lapses(PostingNumber last, Date lapse);

  /// Takes back what forfeitable postings from `first` on left, and marks them.
  [[nodiscard]] Forfeit forfeit(Date first);
  void expire(const std::vector<Expired>& expired);
  /// From now on the standing of everything before counts as lapsed.
  void reset_standing() noexcept { standing_from_ = size(); }
  /// From now on the spendable of everything before counts as expired.
  void reset_spendable() noexcept { spendable_from_ = size(); }
  void clear() noexcept;

 private:
  [[nodiscard]] bool stands(PostingNumber number) const noexcept;

  std::vector<Remembered> postings_;
  std::vector<Lapse> lapses_;  // a heap; entries whose day is no longer the posting's are passed over
  PostingNumber standing_from_ = 0;
  PostingNumber spendable_from_ = 0;
};

}  // namespace pointsbank::ledger
