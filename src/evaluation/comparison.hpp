// Closings that compare households: ranks, awards, levels, shares of a fund (6.6 of the rule list page).
#pragma once

#include <span>
#include <vector>

#include "evaluation/household_run.hpp"

namespace pointsbank::evaluation {

/// The rows of one closing of one period, or what they post. Candidates may come in any order.
class Comparison {
 public:
  Comparison(const Shared& shared, std::size_t instance);

  struct Award {
    Id household;
    std::int64_t points;
    std::int64_t rank;
    std::int64_t ranked;  ///< how many of its group
  };
  enum class Tell : std::uint8_t { awarded, everybody };
  /// Ranks the candidates and gives each its award; `rows` may be null.
  [[nodiscard]] std::vector<Award> rank(std::span<const Candidate> candidates, std::vector<RankingRow>* rows,
                                        Tell tell) const;
  /// May `awards` be asked?  Not where only distinct measures count.
  [[nodiscard]] bool ranks_by_place() const { return !model().dense; }
  /// The awards alone, of candidates that are all plain.
  [[nodiscard]] std::vector<Award> awards(std::span<const PlainCandidate> candidates) const;
  /// The awards and the rows, of candidates that are all plain; leaves those that take part.
  [[nodiscard]] std::vector<Award> rank_plain(std::vector<PlainCandidate>& candidates,
                                              std::vector<RankingRow>& rows) const;
  void rate(std::span<const Candidate> candidates, std::vector<RatingRow>& rows) const;
  void divide(std::span<const Candidate> candidates, std::vector<DividendRow>& rows) const;
  void benefit(std::span<const Candidate> candidates, std::vector<BenefitRow>& rows) const;

 private:
  struct Ranked {
    const Candidate* candidate;
    std::int64_t rank;
    std::int64_t in_group;
  };
  /// Those that take part, group by group, highest measure first.
  [[nodiscard]] std::vector<Ranked> ranked(const std::vector<const Candidate*>& candidates, bool dense) const;
  template <class Told>
  void rank_groups(std::span<const PlainCandidate> candidates, Told tell) const;
  [[nodiscard]] std::string_view group_text(Id group) const;
  [[nodiscard]] Number measure_of(const Candidate& candidate) const {
    return candidate.in_units ? Number::fraction(candidate.units, shared_.unit_scale) : candidate.number;
  }
  [[nodiscard]] int sign_of(const Candidate& candidate) const noexcept {
    return candidate.in_units ? (candidate.units > 0) - (candidate.units < 0) : candidate.number.sign();
  }
  [[nodiscard]] bool is_below_minimum(const Candidate& candidate) const;
  [[nodiscard]] const rulelist::Closing& model() const { return *instance_.closing->model; }

  const Shared& shared_;
  const ClosingInstance& instance_;
  std::int64_t least_units_ = INT64_MIN;  // a measure of fewer is below the minimum
  bool minimum_in_units_ = true;          // false: the minimum leaves 64 bits of units
};

/// Rows of published closings, as they stand.
void copy_published(const Shared& shared, std::size_t instance, std::vector<RankingRow>& rankings,
                    std::vector<RatingRow>& ratings, std::vector<DividendRow>& dividends,
                    std::vector<BenefitRow>& benefits);

}  // namespace pointsbank::evaluation
