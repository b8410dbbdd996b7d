// One field over many values, and the value that meets a target: always by evaluating.
#include <algorithm>
#include <map>

#include "contrast/distribution.hpp"
#include "contrast/posted.hpp"
#include "contrast/sums.hpp"
#include "pointsbank/comparison.hpp"
#include "program/program.hpp"

namespace pointsbank {
namespace contrast {
namespace {

/// Evaluates the book under each value, and the book as it is for winners and losers.
class Sweeping {
 public:
  Sweeping(const SweepData& data, const SweepField& field, const SweepMeasure& measure)
      : data_(data), field_(field), measure_(measure), baseline_(baseline_of(data)) {
    const Evaluation& before = baseline_.evaluation();
    issued_ = posted_under(before.program().compiled(), baseline_.posted(), PeriodKind::ever).issued;
  }

  [[nodiscard]] SweepRow row(const std::string& value) {
    const Reform reform = Reform("sweep").set(field_.target, field_.field, value, field_.when);
    const Baseline::Again again = baseline_.evaluate_summed(compile(reform.apply(data_.lists)));
    const Evaluation& evaluation = again.evaluation;
    SweepRow row;
    row.value = value;
    const Posted posted = posted_under(evaluation.program().compiled(), *again.posted, PeriodKind::ever);
    row.issued = {issued_, posted.issued};
    std::vector<std::int64_t> balances;
    for (std::size_t i = 0; i < evaluation.balances().size(); ++i) {
      const Balance &old = baseline_.evaluation().balances()[i], &now = evaluation.balances()[i];
      add(row.standing.before, old.standing);
      add(row.standing.after, now.standing);
      add(row.spendable.before, old.spendable);
      add(row.spendable.after, now.spendable);
      row.winners += now.standing > old.standing ? 1 : 0;
      row.losers += now.standing < old.standing ? 1 : 0;
      balances.push_back(now.standing);
    }
    row.measure = measure(row, posted, balances, evaluation.program().decimals());
    row.gini = distribution(std::move(balances)).gini;
    return row;
  }

 private:
  /// What was given out comes of sums; tables and closings nobody asks for.
  static Baseline baseline_of(const SweepData& data) {
    EvaluateOptions options = data.options;
    options.postings = options.outcomes = options.closings = false;
    return {compile(data.lists), data.roster, data.events, options};
  }

  [[nodiscard]] Number measure(const SweepRow& row, const Posted& posted, const std::vector<std::int64_t>& balances,
                               int decimals) const {
    const auto points = [&](std::int64_t units) { return Number(Decimal{units, decimals}); };
    switch (measure_.of) {
      case SweepMeasure::Of::issued: return points(row.issued.after);
      case SweepMeasure::Of::standing: return points(row.standing.after);
      case SweepMeasure::Of::spendable: return points(row.spendable.after);
      case SweepMeasure::Of::gini: return distribution(balances).gini;
      case SweepMeasure::Of::money: return money(posted);
      case SweepMeasure::Of::share_above: break;
    }
    const auto reached = std::count_if(balances.begin(), balances.end(),
                                       [&](std::int64_t each) { return points(each) >= measure_.level; });
    return balances.empty() ? Number(0) : Number::fraction(reached, static_cast<std::int64_t>(balances.size()));
  }

  [[nodiscard]] Number money(const Posted& posted) const {
    const bool is_clear = !measure_.currency.empty() || posted.money.size() == 1;
    const auto found = measure_.currency.empty() ? posted.money.begin() : posted.money.find(measure_.currency);
    if (!is_clear || found == posted.money.end()) {
      throw UsageError("the rule list says nothing of what points are worth in this currency (redemption.value)");
    }
    return found->second;
  }

  const SweepData& data_;
  const SweepField& field_;
  const SweepMeasure& measure_;
  Baseline baseline_;
  std::int64_t issued_ = 0;
};

/// Looks for a value on the grid least + k × step.
class Seeking {
 public:
  Seeking(Sweeping& sweeping, const GoalSeek& goal) : sweeping_(sweeping), goal_(goal) {
    if (goal.step.sign() <= 0 || goal.most < goal.least) {
      throw UsageError("a goal is sought from `least` up to `most`, in steps above 0");
    }
    const Number steps = ((goal.most - goal.least) / goal.step).floor();
    constexpr std::int64_t most_steps = 1'000'000'000;
    if (steps > Number(most_steps)) throw UsageError("there are too many steps between `least` and `most`");
    last_ = *steps.to_units(0, Rounding::down);
  }

  [[nodiscard]] GoalFound run() {
    std::int64_t low = 0;
    std::int64_t high = last_;
    // Halving finds a place where the measure passes the target, if the ends lie on different sides of it.
    if (side(low) * side(high) < 0) {
      while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (side(middle) == side(low) ? low : high) = middle;
      }
    }
    const std::int64_t best = nearest();
    for (const std::int64_t beside : {best - 1, best + 1}) {
      if (beside >= 0 && beside <= last_) static_cast<void>(at(beside));
    }
    return found(nearest());
  }

 private:
  const SweepRow& at(std::int64_t index) {
    const auto known = rows_.find(index);
    if (known != rows_.end()) return known->second;
    const Number value = goal_.least + goal_.step * Number(index);
    return rows_.emplace(index, sweeping_.row(value.to_string())).first->second;
  }
  int side(std::int64_t index) { return (at(index).measure - goal_.target).sign(); }

  [[nodiscard]] std::int64_t nearest() const {
    std::int64_t best = rows_.begin()->first;
    for (const auto& [index, row] : rows_) {
      const bool is_nearer = (row.measure - goal_.target).abs() < (rows_.at(best).measure - goal_.target).abs();
      if (is_nearer) best = index;
    }
    return best;
  }

  [[nodiscard]] GoalFound found(std::int64_t best) const {
    GoalFound result;
    result.value = rows_.at(best).value;
    result.measure = rows_.at(best).measure;
    int direction = 0;
    bool is_below = false;
    bool is_above = false;
    const Number* last = nullptr;
    for (const auto& [index, row] : rows_) {
      const int turn = last == nullptr ? 0 : (row.measure - *last).sign();
      if (turn != 0 && direction != 0 && turn != direction) result.is_monotone = false;
      if (turn != 0) direction = turn;
      is_below = is_below || row.measure <= goal_.target;
      is_above = is_above || row.measure >= goal_.target;
      last = &row.measure;
      result.tried.push_back(row);
    }
    result.is_met = is_below && is_above;
    return result;
  }

  Sweeping& sweeping_;
  const GoalSeek& goal_;
  std::int64_t last_ = 0;
  std::map<std::int64_t, SweepRow> rows_;
};

}  // namespace
}  // namespace contrast

std::vector<SweepRow> sweep(const SweepData& data, const SweepField& field, const std::vector<std::string>& values,
                            const SweepMeasure& measure) {
  contrast::Sweeping sweeping(data, field, measure);
  std::vector<SweepRow> rows;
  for (const std::string& value : values) rows.push_back(sweeping.row(value));
  return rows;
}

GoalFound goal_seek(const SweepData& data, const SweepField& field, const GoalSeek& goal, const SweepMeasure& measure) {
  contrast::Sweeping sweeping(data, field, measure);
  return contrast::Seeking(sweeping, goal).run();
}

}  // namespace pointsbank
