// Closings that compare households: ranks, awards, levels, shares of a fund (6.6 of the rule list page).
#pragma once

#include <span>
#include <vector>

#include "evaluation/household_run.hpp"

namespace pointsbank::evaluation {

/// The rows of one closing of one period, or what they post.
class Comparison {
 public:
  Comparison(const Shared& shared, std::size_t instance) : shared_(shared), instance_(shared.schedule[instance]) {}

  /// Ranks the candidates (in the order of their households) and gives each its award; `rows` may be null.
  struct Award {
    Id household;
    std::int64_t points;
    std::int64_t rank;
    std::int64_t ranked;  ///< how many of its group
  };
  [[nodiscard]] std::vector<Award> rank(std::span<const Candidate> candidates, std::vector<RankingRow>* rows) const;
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
  [[nodiscard]] std::vector<Ranked> ranked(std::vector<const Candidate*> candidates, bool dense) const;
  [[nodiscard]] std::string_view group_text(const Candidate& candidate) const;
  [[nodiscard]] const rulelist::Closing& model() const { return *instance_.closing->model; }

  const Shared& shared_;
  const ClosingInstance& instance_;
};

/// Rows of published closings, as they stand.
void copy_published(const Shared& shared, std::size_t instance, std::vector<RankingRow>& rankings,
                    std::vector<RatingRow>& ratings, std::vector<DividendRow>& dividends,
                    std::vector<BenefitRow>& benefits);

}  // namespace pointsbank::evaluation
