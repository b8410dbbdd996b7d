// Results as tables: the files that `pointsbank evaluate` writes, byte for byte as the specification says.
//
// They are made for programs: every cell is exact. A spreadsheet that opens them may take an id that begins with `=`,
// `+`, `-` or `@` for a formula.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/evaluate.hpp"

namespace pointsbank {

/// `balances`, `postings`, `outcomes`, `rankings`, `ratings`, `dividends`, `benefits`.
[[nodiscard]] const std::vector<std::string_view>& output_tables() noexcept;

/// One table as CSV with its header; UsageError for an unknown name.
[[nodiscard]] std::string to_csv(const Evaluation& evaluation, std::string_view table);

/// One table as rows of cells, the header first: for examples, comparison and display.
[[nodiscard]] std::vector<std::vector<std::string>> to_rows(const Evaluation& evaluation, std::string_view table);

/// Rows that could not be taken, as CSV: `file,line,column,code,reason,row`, the reason in a language, the row as it
/// stood.
[[nodiscard]] std::string to_csv(const std::vector<BadRow>& rows, Language language = Language::en);

/// A file and what it is to hold.
struct FileText {
  std::filesystem::path file;
  std::string text;
};

struct WriteOptions {
  /// Further files that appear together with the tables.
  std::vector<FileText> beside;
  /// Called now and then with a share of the work in thousandths; false cancels: Cancelled, and nothing is written.
  std::function<bool(int thousandths)> progress;
};

// Files appear whole, and all of them or none: each is written aside in its own folder and flushed to the disk, and
// only when all are there are they given their names. Folders are made where they are missing. UsageError where a
// target is there and is no ordinary file (a symbolic link, a folder, a device) or is named twice, MachineError where
// the machine fails; nothing is left then.

/// Writes `<table>.csv` for each of `tables` into `folder`.
void write_csv(const Evaluation& evaluation, const std::filesystem::path& folder,
               const std::vector<std::string_view>& tables, const WriteOptions& options = {});
/// Writes files as they are.
void write_files(const std::vector<FileText>& files);

}  // namespace pointsbank
