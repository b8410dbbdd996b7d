#include "contrast/movements.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "program/program.hpp"

namespace pointsbank::contrast {
namespace {

std::string words(const RankingRow& row) {
  return row.published != nullptr ? row.published->rank : std::to_string(row.rank);
}
std::string words(const RatingRow& row) {
  return row.published != nullptr ? row.published->level : std::string(row.level);
}
std::string words(const DividendRow& row) {
  return row.published != nullptr ? row.published->amount : units_to_string(row.amount, row.decimals);
}

std::string words(const BenefitRow& row, Rounding rounding) {
  return row.published != nullptr ? row.published->value : row.value.to_string(row.decimals, rounding);
}

bool is_same(const RankingRow& a, const RankingRow& b) { return a.rank == b.rank; }
bool is_same(const RatingRow& a, const RatingRow& b) { return a.level == b.level; }
bool is_same(const DividendRow& a, const DividendRow& b) { return a.amount == b.amount && a.decimals == b.decimals; }
bool is_same(const BenefitRow& a, const BenefitRow& b) { return a.value == b.value && a.decimals == b.decimals; }

/// Which rows tell of a closing of one period. They stand together.
struct Together {
  std::size_t begin = 0, end = 0;
};
using Closings = std::map<std::pair<std::string, Date>, std::vector<Together>>;

template <class Row>
Closings closings(const Evaluation& evaluation, const std::vector<Row>& rows) {
  Closings found;
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && rows[end].closing == rows[begin].closing && rows[end].period == rows[begin].period)
      ++end;
    found[{std::string(evaluation.source(rows[begin].closing)), rows[begin].period}].push_back({begin, end});
    begin = end;
  }
  return found;
}

/// Finds whose row is another one, a closing of one period at a time. Nothing is put into words that is the same.
template <class Row, class Words>
class Comparing {
 public:
  Comparing(Movement::Of of, std::size_t households, Words words)
      : of_(of), words_(std::move(words)), old_(households), now_(households) {}

  void run(const Evaluation& before, const std::vector<Row>& old, const Evaluation& after, const std::vector<Row>& now,
           std::vector<Movement>& found) {
    const Closings of_old = closings(before, old), of_now = closings(after, now);
    Closings all = of_old;
    all.insert(of_now.begin(), of_now.end());
    for (const auto& [key, unused] : all) {
      take(of_old, key, old, old_);
      take(of_now, key, now, now_);
      if (concerned_.size() * 16 < old_.size()) {
        std::sort(concerned_.begin(), concerned_.end());
      } else {
        concerned_.resize(old_.size());
        std::iota(concerned_.begin(), concerned_.end(), Id{0});
      }
      for (const Id household : concerned_) tell(key, household, found);
      concerned_.clear();
    }
  }

 private:
  using Key = Closings::key_type;

  void take(const Closings& rows_of, const Key& key, const std::vector<Row>& rows,
            std::vector<const Row*>& by_household) {
    const auto found = rows_of.find(key);
    if (found == rows_of.end()) return;
    for (const Together& each : found->second) {
      for (std::size_t i = each.begin; i < each.end; ++i) {
        by_household[rows[i].household] = &rows[i];
        concerned_.push_back(rows[i].household);
      }
    }
  }

  void tell(const Key& key, Id household, std::vector<Movement>& found) {
    const Row* const old = std::exchange(old_[household], nullptr);
    const Row* const now = std::exchange(now_[household], nullptr);
    if (old == nullptr && now == nullptr) return;
    if (old != nullptr && now != nullptr && old->published == nullptr && now->published == nullptr &&
        is_same(*old, *now))
      return;
    std::string before = old == nullptr ? std::string() : words_(*old, false);
    std::string after = now == nullptr ? std::string() : words_(*now, true);
    if (before != after) found.push_back({of_, key.first, key.second, household, std::move(before), std::move(after)});
  }

  Movement::Of of_;
  Words words_;
  std::vector<const Row*> old_, now_;  // by household, of the closing at hand
  std::vector<Id> concerned_;
};

template <class Row, class Words>
void compare(Movement::Of of, const Evaluation& before, const std::vector<Row>& old, const Evaluation& after,
             const std::vector<Row>& now, Words words, std::vector<Movement>& found) {
  if (old.empty() && now.empty()) return;
  Comparing<Row, Words>(of, after.roster().size(), std::move(words)).run(before, old, after, now, found);
}

}  // namespace

std::vector<Movement> movements(const Evaluation& before, const Evaluation& after) {
  std::vector<Movement> found;
  const auto plain = [](const auto& row, bool) { return words(row); };
  const Rounding roundings[] = {before.program().compiled().rounding, after.program().compiled().rounding};
  const auto rounded = [&](const BenefitRow& row, bool is_after) { return words(row, roundings[is_after ? 1 : 0]); };
  compare(Movement::Of::rank, before, before.rankings(), after, after.rankings(), plain, found);
  compare(Movement::Of::level, before, before.ratings(), after, after.ratings(), plain, found);
  compare(Movement::Of::dividend, before, before.dividends(), after, after.dividends(), plain, found);
  compare(Movement::Of::benefit, before, before.benefits(), after, after.benefits(), rounded, found);
  return found;
}

}  // namespace pointsbank::contrast
