#include "pointsbank/report.hpp"

#include <algorithm>
#include <initializer_list>

#include "report/new_files.hpp"
#include "report/tables.hpp"

namespace pointsbank {

namespace {

/// Tells the progress in rows, roughly, and says when to stop.
class Progress {
 public:
  Progress(const WriteOptions& options, std::size_t rows) : options_(options), rows_(rows) {}
  void begin(std::size_t rows) { rows_here_ = rows; }
  /// A portion has been written.
  void tell() {
    // How long a row is differs: a portion counts as many rows as fit when each has so many bytes.
    constexpr std::size_t rows_of_a_portion = report::TextBuffer::capacity / 40;
    here_ = std::min(here_ + rows_of_a_portion, rows_here_);
    if (options_.progress && !options_.progress(static_cast<int>((done_ + here_) * 1000 / (rows_ + 1))))
      throw Cancelled();
  }
  void end() {
    done_ += rows_here_;
    here_ = 0;
  }

 private:
  const WriteOptions& options_;
  std::size_t rows_;
  std::size_t rows_here_ = 0;
  std::size_t here_ = 0;
  std::size_t done_ = 0;
};

void put_file(report::NewFiles& files, const FileText& file) {
  const std::filesystem::path folder = file.file.parent_path();
  if (!folder.empty()) files.make_folder(folder);
  files.begin(file.file);
  files.write(file.text);
  files.finish();
}

void put_row(std::string& out, std::initializer_list<std::string_view> cells) {
  for (const std::string_view cell : cells) {
    report::append_cell(out, cell);
    out.push_back(',');
  }
  out.back() = '\n';
}

}  // namespace

const std::vector<std::string_view>& output_tables() noexcept {
  static const std::vector<std::string_view> names{"balances", "postings",  "outcomes", "rankings",
                                                   "ratings",  "dividends", "benefits"};
  return names;
}

std::string to_csv(const Evaluation& evaluation, std::string_view table) {
  const report::Table wanted = report::table_of(table);
  std::string text;
  report::CsvOut out([&](std::string_view portion) { text.append(portion); });
  report::TableWriter(evaluation).put(wanted, out);
  out.flush();
  return text;
}

std::vector<std::vector<std::string>> to_rows(const Evaluation& evaluation, std::string_view table) {
  const report::Table wanted = report::table_of(table);
  std::vector<std::vector<std::string>> rows;
  rows.reserve(report::rows_of(evaluation, wanted) + 1);
  report::RowsOut out(rows);
  report::TableWriter(evaluation).put(wanted, out);
  return rows;
}

std::string to_csv(const std::vector<BadRow>& rows, Language language) {
  std::string out;
  put_row(out, {"file", "line", "column", "code", "reason", "row"});
  for (const BadRow& row : rows) {
    Issue issue = row.issue;
    issue.place = {};
    put_row(out, {row.file, std::to_string(row.line), row.issue.place.pointer, issue.code, issue.to_string(language),
                  row.text});
  }
  return out;
}

void write_csv(const Evaluation& evaluation, const std::filesystem::path& folder,
               const std::vector<std::string_view>& tables, const WriteOptions& options) {
  std::size_t rows = 0;
  for (const std::string_view table : tables) rows += report::rows_of(evaluation, report::table_of(table));
  Progress progress(options, rows);
  report::TableWriter writer(evaluation);
  report::NewFiles files;
  files.make_folder(folder);
  for (const std::string_view name : tables) {
    const report::Table table = report::table_of(name);
    files.begin(folder / (std::string(name) + ".csv"));
    progress.begin(report::rows_of(evaluation, table));
    report::CsvOut out([&](std::string_view portion) {
      files.write(portion);
      progress.tell();
    });
    writer.put(table, out);
    out.flush();
    files.finish();
    progress.end();
  }
  for (const FileText& file : options.beside) put_file(files, file);
  files.publish();
}

void write_files(const std::vector<FileText>& files) {
  report::NewFiles made;
  for (const FileText& file : files) put_file(made, file);
  made.publish();
}

}  // namespace pointsbank
