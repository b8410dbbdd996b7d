// What was posted, summed up: by rule or closing, by category and by day; and the recorder that sums up without keeping
// a single posting.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "evaluation/recorder.hpp"
#include "program/program.hpp"

namespace pointsbank::evaluation {

/// Units; so wide that no number of postings leaves it.
struct PostedSum {
  int128_t standing = 0, spendable = 0;
  int128_t given = 0;  ///< of spendable: what rules, base points, states and rankings added
  std::int64_t postings = 0;

  void add(const PostedSum& other, int sign = 1) noexcept {
    standing += sign * other.standing;
    spendable += sign * other.spendable;
    given += sign * other.given;
    postings += sign * other.postings;
  }
};

/// In words that hold for every book, so that the sums of two can be added and subtracted. Whatever has no posting is
/// not there.
struct SummedPostings {
  struct Source {
    std::string id;  ///< of the rule or closing; empty: none
    Cause cause = Cause::rule;
    std::string category;  ///< by the version of the day; empty: none
    Date month;            ///< its first day
    [[nodiscard]] auto key() const { return std::tie(id, cause, category, month); }
    friend bool operator<(const Source& a, const Source& b) { return a.key() < b.key(); }
  };
  std::map<Source, PostedSum> by_source;
  std::map<Date, PostedSum> by_day;

  void add(const SummedPostings& other, int sign = 1);
};

/// Sums postings of one book up, in small tables.
class PostingSums {
 public:
  PostingSums() = default;
  /// Days from `first` on, so many, cost nothing to find.
  PostingSums(const program::Program& program, Date first, std::size_t days);

  void add(const Posting& posting) {
    const auto index = static_cast<std::size_t>(static_cast<std::int64_t>(posting.date.days) - first_.days);
    Day& day = index < days_.size() ? days_[index] : far_day(posting.date);
    const bool has_source = posting.source < sources_;
    const std::size_t source = has_source ? posting.source : sources_;
    const bool is_given = gives_[static_cast<std::size_t>(posting.cause)] && posting.spendable > 0;
    for (PostedSum* const sum :
         {&day.sum, &by_source_[day.first_cell + source * causes + static_cast<std::size_t>(posting.cause)]}) {
      sum->standing += posting.standing;
      sum->spendable += posting.spendable;
      sum->given += is_given ? posting.spendable : 0;
      ++sum->postings;
    }
  }
  void add_to(SummedPostings& all) const;
  static constexpr std::size_t causes = static_cast<std::size_t>(Cause::opening) + 1;

 private:
  static const std::array<bool, causes> gives_;

  struct Day {
    PostedSum sum;
    std::size_t first_cell = 0;  // of its stretch
  };
  /// Days of one version and one month.
  struct Stretch {
    program::Index version = 0;
    Date month;
    friend bool operator==(const Stretch&, const Stretch&) = default;
  };
  [[nodiscard]] Day day_of(Date date);
  Day& far_day(Date date) { return far_days_.try_emplace(date, day_of(date)).first->second; }
  [[nodiscard]] std::string category(std::size_t version, std::size_t source) const;

  const program::Program* program_ = nullptr;
  std::size_t sources_ = 0;
  Date first_;
  std::vector<Day> days_;
  std::map<Date, Day> far_days_;
  std::vector<Stretch> stretches_;
  std::vector<PostedSum> by_source_;  // by stretch, source (the last: none) and cause
};

/// The postings of households in eight bytes each, so that those of some can be taken out of a sum again. Households
/// come in rising order.
class KeptPostings {
 public:
  /// All of one household; `first` as of the sums.
  void keep(std::span<const Posting> postings, Date first);
  /// Those of `households`, which rise, as far as they are kept here.
  void add_to(PostingSums& sums, std::span<const Id> households, Date first) const;

 private:
  enum Accounts : std::uint16_t { standing, spendable, both };
  struct Short {
    std::uint16_t day;   // from `first`
    std::uint16_t what;  // source, cause and accounts
    std::int32_t units;
  };
  struct Household {
    Id household;
    std::uint32_t size;
    const Short* shorts;  // null where one of them is too long: then all are in `long_`
    std::size_t at;
  };
  static bool shorten(const Posting& posting, Date first, Short& kept) noexcept;

  std::vector<Household> households_;
  std::vector<std::unique_ptr<Short[]>> pages_;  // they stay where they are; a household's lie in one
  Short* free_ = nullptr;                        // of the last page
  std::size_t left_ = 0;
  std::vector<Posting> long_;
};

/// The postings of a table, summed up.
[[nodiscard]] SummedPostings sum_up(const program::Program& program, const std::vector<Posting>& postings);

struct SumRecorder {
  static constexpr bool postings = true;
  static constexpr bool outcomes = false;
  static constexpr bool steps = false;
  PostingSums sums;
  KeptPostings kept;
  bool keeps = false;
  Date first;                         // of the sums
  std::vector<Posting> of_household;  // what the one at hand told; it may have to be forgotten

  void posting(const Posting& posting, const Origin&) { of_household.push_back(posting); }
  void begin(Pages&) noexcept {}
  void outcome(const EventOutcome&, Date) noexcept {}
  void step(const Step&) noexcept {}
  void begin_household() {
    for (const Posting& each : of_household) sums.add(each);
    if (keeps && !of_household.empty()) kept.keep(of_household, first);
    of_household.clear();
  }
  void forget_household(Id) noexcept { of_household.clear(); }
};

/// What all recorders together have summed up.
[[nodiscard]] SummedPostings summed(std::vector<SumRecorder>& recorders);

}  // namespace pointsbank::evaluation
