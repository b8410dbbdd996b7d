#include "contrast/movements.hpp"

#include <algorithm>
#include <tuple>

#include "program/program.hpp"

namespace pointsbank::contrast {
namespace {

/// What a household has at a closing; the closing as an index of the evaluation that it comes from.
struct Standing {
  std::string_view closing;
  Date period;
  Id household;
  std::string value;

  [[nodiscard]] auto key() const { return std::tie(closing, period, household); }
};

std::string words(const RankingRow& row) {
  return row.published != nullptr ? row.published->rank : std::to_string(row.rank);
}
std::string words(const RatingRow& row) {
  return row.published != nullptr ? row.published->level : std::string(row.level);
}
std::string words(const DividendRow& row) {
  return row.published != nullptr ? row.published->amount : units_to_string(row.amount, row.decimals);
}

template <class Row>
std::vector<Standing> standings(const Evaluation& evaluation, const std::vector<Row>& rows) {
  std::vector<Standing> found;
  found.reserve(rows.size());
  for (const Row& row : rows) found.push_back({evaluation.source(row.closing), row.period, row.household, words(row)});
  return found;
}

std::vector<Standing> benefits(const Evaluation& evaluation) {
  const Rounding rounding = evaluation.program().compiled().rounding;
  std::vector<Standing> found;
  for (const BenefitRow& row : evaluation.benefits()) {
    found.push_back({evaluation.source(row.closing), row.period, row.household,
                     row.published != nullptr ? row.published->value : row.value.to_string(row.decimals, rounding)});
  }
  return found;
}

void sort(std::vector<Standing>& rows) {
  std::sort(rows.begin(), rows.end(), [](const Standing& a, const Standing& b) { return a.key() < b.key(); });
}

void compare(Movement::Of of, std::vector<Standing> before, std::vector<Standing> after, std::vector<Movement>& found) {
  sort(before);
  sort(after);
  const auto tell = [&](const Standing& row, std::string old, std::string now) {
    if (old != now)
      found.push_back({of, std::string(row.closing), row.period, row.household, std::move(old), std::move(now)});
  };
  auto old = before.begin();
  auto now = after.begin();
  while (old != before.end() || now != after.end()) {
    if (now == after.end() || (old != before.end() && old->key() < now->key())) {
      tell(*old, old->value, {});
      ++old;
    } else if (old == before.end() || now->key() < old->key()) {
      tell(*now, {}, now->value);
      ++now;
    } else {
      tell(*old, old->value, now->value);
      ++old;
      ++now;
    }
  }
}

}  // namespace

std::vector<Movement> movements(const Evaluation& before, const Evaluation& after) {
  std::vector<Movement> found;
  compare(Movement::Of::rank, standings(before, before.rankings()), standings(after, after.rankings()), found);
  compare(Movement::Of::level, standings(before, before.ratings()), standings(after, after.ratings()), found);
  compare(Movement::Of::dividend, standings(before, before.dividends()), standings(after, after.dividends()), found);
  compare(Movement::Of::benefit, benefits(before), benefits(after), found);
  return found;
}

}  // namespace pointsbank::contrast
