// Published closings: a folder with the files that an evaluation writes, or their texts; each may be missing.
//
//   rankings  : closing, period, <subject>, group, measure, rank, points
//   ratings   : closing, period, <subject>, group, measure, rank, level
//   dividends : closing, period, <subject>, group, measure, amount
//   benefits  : closing, period, <subject>, value, unit
//
// `closing`, `period`, the subject and a ranking's `points` hold a value. A household stands in a closing of a period
// once.
#include <functional>
#include <unordered_map>

#include "pointsbank/table_texts.hpp"
#include "records/table_reading.hpp"
#include "records/text_check.hpp"

namespace pointsbank {

namespace {

using records::TableReading;
using records::TableRow;
using records::Wanted;

/// The columns that all four have; the file's own follow.
enum PublishedColumn : std::uint32_t { closing_column, period_column, subject_column, first_own_column };

/// What all rows of the four files say.
template <class Published>
Published row_of(TableRow& row, const Roster& roster) {
  Published published;
  published.closing = row.id(closing_column);
  published.period = row.required_date(period_column);
  const std::string household = row.id(subject_column);
  published.household = roster.find(household);
  if (published.household == no_id && row.is_good()) {
    row.fail(subject_column, "row_not_in_roster", {records::shown(household)});
  }
  return published;
}

/// Opens the file of a name (`rankings.csv`), or gives nothing where it is not there.
using OpenPublished = std::function<std::unique_ptr<records::RowSource>(const std::string& name, Wanted wanted)>;

class PublishedFiles {
 public:
  PublishedFiles(OpenPublished open, const TableFormat& format, const Roster& roster, const ReadOptions& options)
      : open_(std::move(open)), format_(format), roster_(roster), options_(options) {}

  /// Reads `<name>.csv` and `<name>.jsonl`; `fill` takes the file's own columns of a row.
  template <class Published>
  void read(const std::string& name, const std::vector<std::string>& own, std::vector<Published>& rows,
            const std::function<void(TableRow&, Published&)>& fill) const {
    for (const char* ending : {".csv", ".jsonl"}) {
      Wanted wanted{{"closing", true}, {"period", true}, {format_.subject, true}};
      for (const std::string& column : own) wanted.push_back({column, true});
      if (const auto source = open_(name + ending, records::checked(std::move(wanted)))) read_rows(*source, rows, fill);
    }
  }

 private:
  template <class Published>
  void read_rows(records::RowSource& source, std::vector<Published>& rows,
                 const std::function<void(TableRow&, Published&)>& fill) const {
    TableReading reading(source, format_, options_);
    std::unordered_map<std::string, std::uint64_t> lines;
    reading.for_each_row([&](TableRow& row) {
      auto published = row_of<Published>(row, roster_);
      fill(row, published);
      if (!row.is_good()) return;
      const std::string key =
          published.closing + '\n' + std::to_string(published.period.days) + '\n' + std::to_string(published.household);
      const auto [there, is_new] = lines.try_emplace(key, row.line());
      if (is_new) {
        rows.push_back(std::move(published));
      } else {
        row.fail(subject_column, "published_twice",
                 {records::shown(row.text(subject_column)), std::to_string(there->second)});
      }
    });
    reading.finish();
  }

  OpenPublished open_;
  const TableFormat& format_;
  const Roster& roster_;
  const ReadOptions& options_;
};

Published published_from(const PublishedFiles& files, const TableFormat& format) {
  const auto text = [](const TableRow& row, std::uint32_t own) {
    return std::string(row.text(first_own_column + own));
  };
  Published all;
  files.read<Published::Ranking>("rankings", {"group", "measure", "rank", "points"}, all.rankings,
                                 [&](TableRow& row, Published::Ranking& one) {
                                   one.group = text(row, 0);
                                   one.measure = text(row, 1);
                                   one.rank = text(row, 2);
                                   one.points_text = text(row, 3);
                                   if (one.points_text.empty())
                                     row.fail(first_own_column + 3, records::CellFault::empty);
                                   one.points = row.units(first_own_column + 3, format.decimals);
                                 });
  files.read<Published::Rating>("ratings", {"group", "measure", "rank", "level"}, all.ratings,
                                [&](TableRow& row, Published::Rating& one) {
                                  one.group = text(row, 0);
                                  one.measure = text(row, 1);
                                  one.rank = text(row, 2);
                                  one.level = text(row, 3);
                                });
  files.read<Published::Dividend>("dividends", {"group", "measure", "amount"}, all.dividends,
                                  [&](TableRow& row, Published::Dividend& one) {
                                    one.group = text(row, 0);
                                    one.measure = text(row, 1);
                                    one.amount = text(row, 2);
                                  });
  files.read<Published::Benefit>("benefits", {"value", "unit"}, all.benefits,
                                 [&](TableRow& row, Published::Benefit& one) {
                                   one.value = text(row, 0);
                                   one.unit = text(row, 1);
                                 });
  return all;
}

/// The name behind the last `/` or `\`.
std::string_view name_alone(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool is_published_name(std::string_view name) {
  for (const std::string_view table : {"rankings", "ratings", "dividends", "benefits"}) {
    if (name.starts_with(table) && (name.substr(table.size()) == ".csv" || name.substr(table.size()) == ".jsonl")) {
      return true;
    }
  }
  return false;
}

}  // namespace

Published read_published(const std::filesystem::path& folder, const TableFormat& format, const Roster& roster,
                         const ReadOptions& options) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    throw MachineError(folder.string() + ": is not a folder that can be read");
  }
  const auto open = [&](const std::string& name, Wanted wanted) -> std::unique_ptr<records::RowSource> {
    const std::filesystem::path file = folder / name;
    return std::filesystem::exists(file, error) ? records::file_rows(file, std::move(wanted)) : nullptr;
  };
  return published_from({open, format, roster, options}, format);
}

Published read_published(std::span<const TableText> tables, const TableFormat& format, const Roster& roster,
                         const ReadOptions& options) {
  std::unordered_map<std::string_view, const TableText*> by_name;
  for (const TableText& table : tables) {
    const std::string_view name = name_alone(table.name);
    if (!is_published_name(name)) {
      throw UsageError("published: \"" + std::string(name) +
                       "\" is no table; there are rankings.csv, ratings.csv, dividends.csv, benefits.csv, and .jsonl");
    }
    if (!by_name.emplace(name, &table).second) throw UsageError("published: " + std::string(name) + " is there twice");
  }
  const auto open = [&](const std::string& name, Wanted wanted) -> std::unique_ptr<records::RowSource> {
    const auto found = by_name.find(name);
    if (found == by_name.end()) return nullptr;
    return records::text_rows(std::string(found->second->name), found->second->text, std::move(wanted));
  };
  return published_from({open, format, roster, options}, format);
}

}  // namespace pointsbank
