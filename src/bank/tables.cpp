#include "bank/tables.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace pointsbank::bank {

namespace {

constexpr std::size_t salt_size = 16;

std::string random_salt() {
  std::random_device source;  // the system's random numbers
  std::string salt;
  while (salt.size() < salt_size) {
    std::uint32_t bits = source();
    for (int i = 0; i < 4; ++i, bits >>= 8U) salt.push_back(static_cast<char>(bits & 0xFFU));
  }
  return salt;
}

}  // namespace

std::unique_ptr<records::RowSource> rows_of(const File& file, records::Wanted wanted) {
  return records::text_rows(file.name, file.content, std::move(wanted));
}

void TableIssues::add(std::uint64_t line, std::string column, std::string code, std::vector<std::string> arguments,
                      std::string hint, std::vector<std::string> hint_arguments) {
  if (is_full()) return;
  issues_.push_back(issue_of(std::move(code), {file_, static_cast<std::uint32_t>(line), 0, std::move(column)},
                             std::move(arguments), std::move(hint), std::move(hint_arguments)));
}

bool TableIssues::is_full() const noexcept {
  constexpr std::size_t most = 100;
  return issues_.size() == most;
}

void TableIssues::throw_if_any() {
  if (issues_.empty()) return;
  std::stable_sort(issues_.begin(), issues_.end(),
                   [](const Issue& a, const Issue& b) { return a.place.line < b.place.line; });
  throw InputError(std::move(issues_));
}

std::optional<Date> optional_date(std::string_view text) { return Date::parse(text); }

void add_ignored_columns(Answer& answer, const Issues& warnings) {
  for (const Issue& warning : warnings) {
    if (warning.code == "table_unknown_columns" && !warning.arguments.empty()) {
      answer.values.push_back({"ignored_columns", warning.arguments.front()});
      return;
    }
  }
}

bool is_new_name(Work& work, std::string_view person, std::string_view name) {
  if (name.empty()) return false;
  const std::optional<store::PersonRecord> kept = work.store().person(person);
  return !kept || kept->name != name;
}

std::optional<Digest> keep_name(Work& work, std::string_view person, std::string_view name) {
  std::optional<store::PersonRecord> kept = work.store().person(person);
  if (!name.empty() && (!kept || kept->name != name)) {
    kept = store::PersonRecord{std::string(person), std::string(name), random_salt()};
    work.store().put(*kept);
  }
  if (!kept) return std::nullopt;
  return sha256(kept->salt + kept->name);
}

}  // namespace pointsbank::bank
