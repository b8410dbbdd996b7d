#include "exposure_given.hpp"

#include <algorithm>

#include "support/catch.hpp"

namespace pointsbank::given {

namespace {

const ExposureCell& cell(const Exposure& exposure, std::string_view name, PeriodKind kind) {
  using Scope = ExposureRow::Scope;
  constexpr std::pair<std::string_view, Scope> lists[] = {{"base", Scope::base},
                                                          {"forfeits", Scope::forfeits},
                                                          {"positive", Scope::positive},
                                                          {"negative", Scope::negative},
                                                          {"whole", Scope::whole}};
  const auto column = std::find(exposure.periods.begin(), exposure.periods.end(), kind);
  REQUIRE(column != exposure.periods.end());
  for (const ExposureRow& row : exposure.rows) {
    bool is_it = row.id == name && !row.id.empty();
    for (const auto& [word, scope] : lists) is_it = is_it || (word == name && row.scope == scope);
    if (is_it) return row.cells[static_cast<std::size_t>(column - exposure.periods.begin())];
  }
  FAIL("there is no row " << name);
  throw std::logic_error("no row");
}

}  // namespace

std::string book(const std::string& keys) {
  const auto has = [&](std::string_view key) { return keys.find(key) != std::string::npos; };
  std::string text = R"({"format": "pointsbank/1", "id": "v", "points": {"decimals": 2})";
  if (!has("\"version\"")) text += R"(, "version": "1")";
  if (!has("\"effective\": {\"from\": \"20")) text += R"(, "effective": {"from": "2026-01-01", "to": "2026-12-31"})";
  if (!has("\"attributes\""))
    text += R"(, "attributes": {"subject": {"people": "number"}, "event": {"night": "bool"}})";
  if (!has("\"categories\"")) text += R"(, "categories": [{"id": "c"}])";
  if (!has("\"positive\"")) text += R"(, "positive": [])";
  if (!has("\"negative\"")) text += R"(, "negative": [])";
  return text + ",\n" + keys + "}";
}

std::string adding(const std::string& keys) {
  return book(R"("positive": [{"id": "r", "category": "c")" + keys + "}]");
}

std::string taking(const std::string& keys) {
  return book(R"("negative": [{"id": "n", "category": "c")" + keys + "}]");
}

Program compiled(const std::vector<std::string>& lists) {
  std::vector<RuleList> read;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    read.push_back(parse({"list" + std::to_string(i) + ".json", lists[i]}));
  }
  for (const Issue& issue : check(read)) FAIL(issue.to_string() << '\n' << lists.front());
  return compile(read);
}

Exposure exposed(const std::string& list, ExposureOptions options) { return exposure(compiled({list}), options); }

std::string words(const ExposureBound& bound) {
  if (bound.is_bounded) {
    const bool is_reached = bound.points.is_zero() || bound.reach == Reach::reached;
    return bound.points.to_string() + (is_reached ? "" : "?");
  }
  std::string text(to_string(bound.because.front().why));
  for (std::size_t i = 0; i < bound.because.size(); ++i) text += (i == 0 ? ": " : ", ") + bound.because[i].source;
  return text;
}

std::string most(const Exposure& exposure, std::string_view row, PeriodKind kind) {
  return words(cell(exposure, row, kind).standing_most);
}
std::string least(const Exposure& exposure, std::string_view row, PeriodKind kind) {
  return words(cell(exposure, row, kind).standing_least);
}
std::string most_spendable(const Exposure& exposure, std::string_view row, PeriodKind kind) {
  return words(cell(exposure, row, kind).spendable_most);
}

}  // namespace pointsbank::given
