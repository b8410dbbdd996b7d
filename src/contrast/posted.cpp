#include "contrast/posted.hpp"

#include "contrast/sums.hpp"
#include "rulelist/bank_values.hpp"

namespace pointsbank::contrast {
namespace {

using evaluation::PostedSum;

void add_to(Sum& sum, const PostedSum& posted) {
  add(sum.standing, in_64_bits(posted.standing));
  add(sum.spendable, in_64_bits(posted.spendable));
  sum.postings += posted.postings;
}

/// What was given out is worth what the version of its day says; what came later than the last version belongs to that.
void give_out(const program::Program& program, Date day, std::int64_t given, Posted& posted) {
  add(posted.issued, given);
  program::Index version = program.version_on(day);
  if (version == program::none) version = static_cast<program::Index>(program.versions.size() - 1);
  const auto redemption = rulelist::redemption(*program.versions[version].list);
  if (!redemption) return;
  const Number points(Decimal{given, program.decimals});
  for (const auto& [currency, value] : redemption->value) {
    Number& sum = posted.money[currency];
    sum = sum + points * value;
  }
}

/// A book that tells a value but gave nothing out is worth 0.
void name_currencies(const program::Program& program, Posted& posted) {
  for (const program::Version& version : program.versions) {
    const auto redemption = rulelist::redemption(*version.list);
    if (!redemption) continue;
    for (const auto& [currency, value] : redemption->value) posted.money.try_emplace(currency);
  }
}

}  // namespace

Posted posted_under(const program::Program& program, const evaluation::SummedPostings& sums, PeriodKind period) {
  Posted posted;
  name_currencies(program, posted);
  for (const auto& [source, sum] : sums.by_source) {
    add_to(posted.by_rule[{source.id, std::string(to_string(source.cause))}], sum);
    add_to(posted.by_category[source.category], sum);
  }
  for (const auto& [day, sum] : sums.by_day) {
    const bool is_ever = period == PeriodKind::ever;
    add_to(posted.by_period[is_ever ? std::string() : first_day(period, day).to_string()], sum);
    give_out(program, day, in_64_bits(sum.given), posted);
  }
  return posted;
}

}  // namespace pointsbank::contrast

namespace pointsbank {

namespace {

std::vector<MonthlyPosted> by_month(const evaluation::SummedPostings& sums) {
  std::vector<MonthlyPosted> rows;
  rows.reserve(sums.by_source.size());
  for (const auto& [source, sum] : sums.by_source) {
    rows.push_back({source.id, source.cause, source.category, source.month, contrast::in_64_bits(sum.standing),
                    contrast::in_64_bits(sum.spendable), sum.postings});
  }
  return rows;
}

}  // namespace

std::vector<MonthlyPosted> posted_by_month(const Baseline& baseline) { return by_month(baseline.posted()); }

std::vector<MonthlyPosted> posted_by_month(const Evaluation& evaluation) {
  return by_month(evaluation::sum_up(evaluation.program().compiled(), evaluation.postings()));
}

}  // namespace pointsbank
