#include "pointsbank/exposure.hpp"

#include <algorithm>
#include <array>

#include "analysis/exposure_periods.hpp"
#include "analysis/exposure_redemption.hpp"
#include "analysis/exposure_rows.hpp"
#include "analysis/exposure_trial.hpp"

namespace pointsbank {

namespace analysis {
namespace {

class Calculator {
 public:
  Calculator(const Program& program, const ExposureOptions& options)
      : whole_(program),
        program_(program.compiled()),
        options_(options),
        window_(Span{options.from, options.to}.within(days_of(program_))),
        redemption_(program_),
        periods_(program_, window_, redemption_.uses_weeks()),
        standing_(program_, program::Account::standing, options.members),
        spendable_(program_, program::Account::spendable, options.members),
        unit_(Number(1) / Number::of("1e" + std::to_string(program_.decimals))) {
    if (window_.is_empty()) {
      const Span days = days_of(program_);
      throw UsageError("the rules are in effect from " + days.from.to_string() + " to " + days.to.to_string() +
                       "; no day of that lies between " + options.from.to_string() + " and " + options.to.to_string());
    }
  }

  Exposure calculate() {
    Exposure result;
    const rulelist::List& list = program_.book.versions.back();
    result.id = list.id;
    result.zh = list.title.in(Language::zh);
    result.en = list.title.in(Language::en);
    result.from = window_.from;
    result.to = window_.to;
    result.households = options_.households;
    result.members = options_.members;
    result.decimals = program_.decimals;
    result.periods = periods_.kinds();
    for (const PeriodKind kind : result.periods) spans_.push_back(periods_.of(kind));
    const std::vector<Subject> subjects = subjects_of(program_);
    for (const Subject& subject : subjects) result.rows.push_back(row_of(subject));
    if (options_.tries) try_bounds(whole_, options_, window_, subjects, result);
    for (const std::string& currency : redemption_.currencies()) result.money.push_back(money_of(currency));
    return result;
  }

 private:
  std::vector<ExposureBound::Because> because_of(const Total& total) const {
    std::vector<ExposureBound::Because> because;
    for (const Total::Why& each : total.because) because.push_back({program_.sources[each.source], each.why});
    std::sort(because.begin(), because.end());
    return because;
  }

  /// Takes over what a span says where it goes beyond what earlier ones said.
  void widen(ExposureBound& bound, const Total& total, bool is_least, Date period) const {
    if (!bound.is_bounded) return;
    if (!total.is_bounded) {
      bound.is_bounded = false;
      bound.points = Number();
      bound.period = period;
      bound.because = because_of(total);
      return;
    }
    const Number points = is_least ? -total.units * unit_ : total.units * unit_;
    const bool is_wider = is_least ? points < bound.points : points > bound.points;
    if (!is_wider && bound.period != Date::always()) return;
    bound.points = points;
    bound.period = period;
  }

  ExposureRow row_of(const Subject& subject) {
    ExposureRow row;
    row.scope = subject.scope;
    row.id = subject.id;
    row.category = subject.category;
    row.zh = subject.zh;
    row.en = subject.en;
    for (const std::vector<Span>& spans : spans_) {
      ExposureCell& cell = row.cells.emplace_back();
      for (const Span& span : spans) {
        const Sides standing = sides_of(program_, standing_, subject, span);
        widen(cell.standing_most, standing.most, false, span.from);
        widen(cell.standing_least, standing.least, true, span.from);
        const Sides spendable = sides_of(program_, spendable_, subject, span);
        widen(cell.spendable_most, spendable.most, false, span.from);
        widen(cell.spendable_least, spendable.least, true, span.from);
      }
    }
    return row;
  }

  /// What a household can redeem of the span's points: what it is given, and what resets leave it with.
  Total redeemable(Span span) {
    return redemption_.redeemable(span, [&](Span part) {
      Total gained = spendable_.earned(part);
      gained.add(spendable_.base(part));
      gained.add(spendable_.resets(part));
      return gained;
    });
  }

  ExposureMoney money_of(const std::string& currency) {
    ExposureMoney result;
    result.currency = currency;
    for (const std::vector<Span>& spans : spans_) {
      ExposureMoney::Amount amount;
      for (const Span& span : spans) {
        const Number value = redemption_.value(currency, span);
        if (value.is_zero()) continue;
        const Total points = redeemable(span);
        if (!points.is_bounded) {
          amount.is_bounded = false;
          amount.because = because_of(points);
          break;
        }
        const Number money = points.units * unit_ * value * households();
        if (money < amount.money) continue;
        amount.money = money;
        amount.points = points.units * unit_;
      }
      result.amounts.push_back(std::move(amount));
    }
    return result;
  }

  [[nodiscard]] Number households() const { return Number::fraction(int128_t{options_.households}, 1); }

  const Program& whole_;
  const program::Program& program_;
  const ExposureOptions& options_;
  Span window_;
  Redemption redemption_;
  Periods periods_;
  Bounds standing_, spendable_;
  Number unit_;
  std::vector<std::vector<Span>> spans_;
};

}  // namespace
}  // namespace analysis

std::string_view to_string(Unbounded why) noexcept {
  constexpr std::array<std::string_view, 6> words = {"no_limit", "quantity", "members", "acts", "states", "no_end"};
  return words[static_cast<std::size_t>(why)];
}

Exposure exposure(const Program& program, const ExposureOptions& options) {
  return analysis::Calculator(program, options).calculate();
}

}  // namespace pointsbank
