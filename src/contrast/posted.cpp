#include "contrast/posted.hpp"

#include <algorithm>

#include "contrast/sums.hpp"
#include "program/program.hpp"
#include "rulelist/bank_values.hpp"

namespace pointsbank::contrast {
namespace {

bool gives_out(const Posting& posting) {
  const bool is_earned = posting.cause == Cause::rule || posting.cause == Cause::base ||
                         posting.cause == Cause::continuing || posting.cause == Cause::ranking;
  return is_earned && posting.spendable > 0;
}

/// Under which category a version posts what comes of a rule or closing.
std::map<std::string, std::string, std::less<>> categories_of(const rulelist::List& list) {
  std::map<std::string, std::string, std::less<>> categories;
  for (const rulelist::Rule& rule : list.positive) categories[rule.id] = rule.category;
  for (const rulelist::Rule& rule : list.negative) categories[rule.id] = rule.category;
  for (const rulelist::Closing& closing : list.closings) categories[closing.id] = closing.category;
  return categories;
}

class Summing {
 public:
  Summing(const Evaluation& evaluation, PeriodKind period)
      : evaluation_(evaluation), program_(evaluation.program().compiled()), period_(period) {
    for (const program::Version& version : program_.versions) {
      const auto known = categories_of(*version.list);
      std::vector<std::string> of_sources;
      for (const std::string& source : program_.sources) {
        const auto found = known.find(source);
        of_sources.push_back(found == known.end() ? std::string() : found->second);
      }
      categories_.push_back(std::move(of_sources));
      issued_.push_back(0);
    }
  }

  [[nodiscard]] Posted run() {
    by_source_.resize((program_.sources.size() + 1) * causes);
    for (const Posting& posting : evaluation_.postings()) add(posting);
    finish();
    return std::move(posted_);
  }

 private:
  static constexpr std::size_t causes = static_cast<std::size_t>(Cause::opening) + 1;

  static void add_to(Sum& sum, const Posting& posting) {
    contrast::add(sum.standing, posting.standing);
    contrast::add(sum.spendable, posting.spendable);
    ++sum.postings;
  }

  void add(const Posting& posting) {
    const bool is_rule = posting.source < program_.sources.size() && posting.cause < Cause::redemption;
    const std::size_t source = is_rule ? posting.source : program_.sources.size();
    add_to(by_source_[source * causes + static_cast<std::size_t>(posting.cause)], posting);
    add_to(by_day_[posting.date], posting);
    // A posting later than the last version (a lapse) belongs to that.
    if (posting.date != day_ || versions_of_day_ == program::none) {
      day_ = posting.date;
      versions_of_day_ = program_.version_on(posting.date);
      if (versions_of_day_ == program::none)
        versions_of_day_ = static_cast<program::Index>(program_.versions.size() - 1);
    }
    add_to(by_category_[is_rule ? category(source) : std::string_view()], posting);
    if (gives_out(posting)) contrast::add(issued_[versions_of_day_], posting.spendable);
  }

  /// By the version of the day; of a rule that it has no more by the last one that had it.
  [[nodiscard]] std::string_view category(std::size_t source) const {
    const std::string& own = categories_[versions_of_day_][source];
    if (!own.empty()) return own;
    for (auto version = categories_.rbegin(); version != categories_.rend(); ++version) {
      if (!(*version)[source].empty()) return (*version)[source];
    }
    return {};
  }

  void finish() {
    for (std::size_t i = 0; i < by_source_.size(); ++i) {
      if (by_source_[i].postings == 0) continue;
      const std::size_t source = i / causes;
      const std::string id = source < program_.sources.size() ? program_.sources[source] : std::string();
      posted_.by_rule[{id, std::string(to_string(static_cast<Cause>(i % causes)))}] = by_source_[i];
    }
    for (const auto& [category, sum] : by_category_) posted_.by_category[std::string(category)] = sum;
    for (const auto& [day, sum] : by_day_) {
      const bool is_ever = period_ == PeriodKind::ever;
      Sum& of_period = posted_.by_period[is_ever ? std::string() : first_day(period_, day).to_string()];
      contrast::add(of_period.standing, sum.standing);
      contrast::add(of_period.spendable, sum.spendable);
      of_period.postings += sum.postings;
    }
    for (std::size_t i = 0; i < issued_.size(); ++i) {
      contrast::add(posted_.issued, issued_[i]);
      const auto redemption = rulelist::redemption(*program_.versions[i].list);
      if (!redemption) continue;
      const Number points(Decimal{issued_[i], program_.decimals});
      for (const auto& [currency, value] : redemption->value) {
        Number& sum = posted_.money[currency];
        sum = sum + points * value;
      }
    }
  }

  const Evaluation& evaluation_;
  const program::Program& program_;
  PeriodKind period_;
  Posted posted_;
  std::vector<std::vector<std::string>> categories_;  // by version, by source
  std::vector<Sum> by_source_;
  std::map<Date, Sum> by_day_;
  std::map<std::string_view, Sum> by_category_;
  std::vector<std::int64_t> issued_;  // by version
  Date day_;
  program::Index versions_of_day_ = program::none;
};

}  // namespace

Posted sum_up(const Evaluation& evaluation, PeriodKind period) { return Summing(evaluation, period).run(); }

}  // namespace pointsbank::contrast
