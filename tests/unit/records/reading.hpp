// Tables out of texts, for the tests of reading: what came out, or what was wrong, as text.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/tables.hpp"
#include "records/readers.hpp"

namespace reading {

using namespace pointsbank;

inline TableFormat format() {
  TableFormat format;
  format.groups = {"grid"};
  format.subject_attributes = {{"size", AttributeType::number}, {"poor", AttributeType::boolean}};
  format.event_attributes = {{"level", AttributeType::string},
                             {"extra", AttributeType::number},
                             {"night", AttributeType::boolean},
                             {"due", AttributeType::date}};
  format.decimals = 2;
  format.first_day = Date::of(2026, 1, 1);
  return format;
}

/// A format without groups and attributes.
inline TableFormat bare() { return {}; }

inline std::string text_of(const Issues& issues) {
  std::string out;
  for (const Issue& issue : issues) out += issue.to_string() + "\n";
  return out;
}

inline std::string text_of(const std::vector<BadRow>& rows) {
  std::string out;
  for (const BadRow& row : rows) {
    out += std::to_string(row.line) + "[" + row.text + "] " + row.issue.to_string() + "\n";
  }
  return out;
}

enum class As { csv, json_lines };

inline std::unique_ptr<records::RowSource> source(std::string_view text, As as, records::Wanted wanted) {
  records::Input input = records::Input::memory(text);
  return as == As::csv ? records::csv_rows(std::move(input), "t.csv", std::move(wanted))
                       : records::json_lines_rows(std::move(input), "t.jsonl", std::move(wanted));
}

inline Events events(std::string_view text, const TableFormat& format = bare(), const ReadOptions& options = {},
                     As as = As::csv) {
  return records::events_from(*source(text, as, records::event_columns(format)), format, options);
}
inline Roster roster(std::string_view text, const TableFormat& format = bare(), const ReadOptions& options = {},
                     As as = As::csv) {
  return records::roster_from(*source(text, as, records::roster_columns(format)), format, options);
}
inline Members members(std::string_view text, const ReadOptions& options = {}, As as = As::csv) {
  return records::members_from(*source(text, as, records::member_columns(bare())), bare(), options);
}
inline Entries entries(std::string_view text, const TableFormat& format, const Roster& roster,
                       const ReadOptions& options = {}, As as = As::csv) {
  return records::entries_from(*source(text, as, records::entry_columns(format)), format, roster, options);
}

/// What reading says is wrong; empty where nothing is.
template <class Read>
std::string issues_of(const Read& read) {
  try {
    read();
  } catch (const InputError& error) {
    return text_of(error.issues());
  }
  return {};
}
inline std::string event_issues(std::string_view text, const TableFormat& format = bare(), As as = As::csv) {
  return issues_of([&] { (void)events(text, format, {}, as); });
}
inline std::string roster_issues(std::string_view text, const TableFormat& format = bare()) {
  return issues_of([&] { (void)roster(text, format); });
}

inline std::string text_of(const AttributeColumn& column, Id row) {
  if (const auto* decimals = std::get_if<DecimalColumn>(&column)) {
    return decimals->has(row) ? decimals->at(row).to_string() : "-";
  }
  if (const auto* texts = std::get_if<TextColumn>(&column)) {
    return texts->has(row) ? std::string(texts->at(row)) : "-";
  }
  if (const auto* truths = std::get_if<BoolColumn>(&column)) {
    return truths->values[row] < 0 ? "-" : truths->values[row] != 0 ? "true" : "false";
  }
  const std::int32_t days = std::get<DateColumn>(column).days[row];
  return days == INT32_MIN ? "-" : Date{days}.to_string();
}

/// Everything that an event holds, in one line.
inline std::string text_of(const Events& events, Id row) {
  const Events::Columns& columns = events.columns();
  const auto text = [&](const TextColumn& column) { return column.has(row) ? std::string(column.at(row)) : "-"; };
  std::string out(columns.id[row]);
  out += " " + text(columns.household) + " " + text(columns.kind) + " " + Date{columns.date[row]}.to_string() + "/" +
         std::to_string(columns.second[row]);
  if (!columns.microsecond.empty()) out += "." + std::to_string(columns.microsecond[row]);
  out += " recorded ";
  out += columns.recorded.empty() || columns.recorded[row] == absent_cell ? "-" : std::to_string(columns.recorded[row]);
  out += " " + text_of(AttributeColumn(columns.quantity), row) + " " + text_of(AttributeColumn(columns.points), row);
  out += " " + text(columns.grade) + " " + text(columns.member) + " " + text(columns.act);
  for (const AttributeColumn& attribute : columns.attributes) out += " " + text_of(attribute, row);
  return out;
}

/// The whole table, its rows sorted: equal for tables that mean the same.
inline std::string text_of(const Events& events) {
  std::vector<std::string> lines;
  for (Id row = 0; row < events.size(); ++row) lines.push_back(text_of(events, row));
  for (const Events::Revocation& one : events.revocations()) {
    const std::string target = one.target == no_id ? "nothing" : std::string(events.columns().id[one.target]);
    lines.push_back("revocation " + one.id + " " + one.household + " " + std::to_string(one.recorded) + " " +
                    one.revokes + " of " + target);
  }
  for (const Events::Duplicate& one : events.duplicates()) lines.push_back("duplicate " + one.id + " " + one.household);
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

inline std::string text_of(const Roster& roster) {
  std::string out;
  const Roster::Columns& columns = roster.columns();
  for (Id household = 0; household < roster.size(); ++household) {
    out += std::string(roster.id(household)) + " " + roster.joined(household).to_string() + " " +
           roster.left(household).to_string() + "\n";
    for (Id row = columns.first_row[household]; row < columns.first_row[household + 1]; ++row) {
      out += "  " + (columns.from[row] == INT32_MIN ? "-" : Date{columns.from[row]}.to_string());
      for (const TextColumn& group : columns.groups) out += " " + text_of(AttributeColumn(group), row);
      for (const AttributeColumn& attribute : columns.attributes) out += " " + text_of(attribute, row);
      out += " " + text_of(AttributeColumn(columns.name), row) + "\n";
    }
  }
  return out;
}

/// A folder of its own that goes away with it.
class Folder {
 public:
  Folder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("pointsbank-records-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)) + "-" +
             std::to_string(++count));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path write(const std::string& name, std::string_view bytes) const {
    std::ofstream(path_ / name, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path_ / name;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace reading
