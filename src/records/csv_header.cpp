#include <algorithm>
#include <unordered_set>

#include "core/nearest.hpp"
#include "records/csv_rows.hpp"
#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

/// A header of one cell that holds another delimiter.
std::string_view other_delimiter(const std::vector<std::string>& names) {
  for (const std::string_view delimiter : {";", "\t", "|", "，"}) {
    const auto holds = [&](const std::string& name) { return name.find(delimiter) != std::string::npos; };
    if (std::any_of(names.begin(), names.end(), holds)) return delimiter;
  }
  return {};
}

Issue missing_column(const std::string& wanted, const std::vector<std::string>& names, const Place& place) {
  Issue issue{"table_missing_column", Severity::error, place, {wanted}, {}, {}};
  issue.place.pointer = wanted;
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  if (const std::string near = nearest(wanted, candidates); !near.empty()) {
    issue.hint = "table_hint_did_you_mean";
    issue.hint_arguments = {shown(near)};
  }
  return issue;
}

}  // namespace

CsvHeader CsvHeader::of(std::vector<std::string> names, const Wanted& wanted, const Place& place, Issues& issues) {
  CsvHeader header;
  header.has.assign(wanted.size(), false);
  std::unordered_set<std::string_view> seen;
  for (std::size_t cell = 0; cell < names.size(); ++cell) {
    const std::string& name = names[cell];
    if (!name.empty() && !seen.insert(name).second) {
      issues.push_back({"table_duplicate_column", Severity::error, place, {shown(name)}, {}, {}});
      issues.back().place.pointer = name;
      continue;
    }
    const auto column = std::find_if(wanted.begin(), wanted.end(), [&](const auto& one) { return one.name == name; });
    if (column == wanted.end()) {
      header.unknown.push_back(name);
      continue;
    }
    const auto number = static_cast<std::size_t>(column - wanted.begin());
    header.has[number] = true;
    header.picks.push_back({static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(cell)});
  }
  Issues missing;
  const auto is_there = [&](const std::string& name) {
    return !name.empty() && std::find(names.begin(), names.end(), name) != names.end();
  };
  for (std::size_t column = 0; column < wanted.size(); ++column) {
    if (wanted[column].is_required && !header.has[column] && !is_there(wanted[column].instead)) {
      missing.push_back(missing_column(wanted[column].name, names, place));
    }
  }
  const std::string_view delimiter = other_delimiter(names);
  if (header.picks.empty() && !missing.empty() && !delimiter.empty()) {
    const std::string name = delimiter == "\t" ? "tab" : std::string(delimiter);
    issues.push_back({"csv_wrong_delimiter", Severity::error, place, {name}, "csv_hint_delimiter", {}});
  } else {
    issues.insert(issues.end(), missing.begin(), missing.end());
  }
  header.names = std::move(names);
  return header;
}

}  // namespace pointsbank::records
