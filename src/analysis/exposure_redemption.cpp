#include "analysis/exposure_redemption.hpp"

#include <set>

namespace pointsbank::analysis {

Redemption::Redemption(const program::Program& program) {
  const Number units = Number::of("1e" + std::to_string(program.decimals));
  std::set<std::string> currencies;
  for (const program::Version& version : program.versions) {
    Terms& terms = terms_.emplace_back();
    terms.days = {version.effective.from, version.effective.to};
    // The shape has been checked when the list was read.
    const json::Value* const redemption = version.list->document.find("redemption");
    if (redemption == nullptr) continue;
    if (const json::Value* const limits = redemption->find("limits")) {
      for (const json::Value& limit : limits->items) {
        const std::optional<PeriodKind> per = parse_period_kind(limit.find("per")->text);
        if (per) terms.limits[*per] = Number::of(limit.find("points")->text) * units;
      }
    }
    if (const json::Value* const values = redemption->find("value")) {
      for (const json::Value::Member& value : values->members) {
        terms.values[value.key] = Number::of(value.value.text);
        currencies.insert(value.key);
      }
    }
  }
  currencies_.assign(currencies.begin(), currencies.end());
}

bool Redemption::uses_weeks() const {
  for (const Terms& terms : terms_) {
    if (terms.limits.contains(PeriodKind::week)) return true;
  }
  return false;
}

std::vector<PeriodKind> Redemption::limit_kinds() const {
  std::set<PeriodKind> kinds;
  for (const Terms& terms : terms_) {
    for (const auto& [per, units] : terms.limits) kinds.insert(per);
  }
  return {kinds.begin(), kinds.end()};
}

Number Redemption::value(const std::string& currency, Span span) const {
  Number largest;
  for (const Terms& terms : terms_) {
    const auto value = terms.values.find(currency);
    if (value != terms.values.end() && !terms.days.within(span).is_empty()) largest = std::max(largest, value->second);
  }
  return largest;
}

/// A limit holds where all versions in the span have it, at the largest of theirs.
std::optional<Number> Redemption::limit(Span span) const {
  std::optional<Number> least;
  for (const PeriodKind kind : limit_kinds()) {
    if (!span.lies_in_one(kind)) continue;
    bool all_have = true;
    Number most;
    for (const Terms& terms : terms_) {
      if (terms.days.within(span).is_empty()) continue;
      const auto found = terms.limits.find(kind);
      all_have = all_have && found != terms.limits.end();
      if (all_have) most = std::max(most, found->second);
    }
    if (all_have && (!least || most < *least)) least = most;
  }
  return least;
}

}  // namespace pointsbank::analysis
