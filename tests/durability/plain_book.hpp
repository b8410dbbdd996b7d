// Two tables of a plain SQLite file, accounts and entries, that must always agree: what durability is tried on first.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "durability/cuts.hpp"
#include "support/crash_vfs.hpp"

struct sqlite3;

namespace pointsbank::durability {

struct Settings {
  std::string journal;      // PRAGMA journal_mode
  std::string synchronous;  // PRAGMA synchronous
};

/// An open file, closed at the end whatever state it is in.
class PlainFile {
 public:
  PlainFile(const CrashVfs& vfs, const Settings& settings);
  ~PlainFile();
  PlainFile(const PlainFile&) = delete;
  PlainFile& operator=(const PlainFile&) = delete;

  /// Whether everything went well; `error` says what did not.
  bool run(const std::string& sql);
  /// All rows of a query as text, one line each; empty after an error, which `error` says.
  std::string rows(const std::string& sql);
  /// Both tables, and whether each balance is the sum of its entries.
  std::string state();
  const std::string& error() const { return error_; }

 private:
  sqlite3* connection_ = nullptr;
  std::string error_;
};

/// The statements of each transaction, the tables being made in the first: entries booked by the handful, a purge and a
/// growth now and then, which truncates the file, uses freed pages again, and spills the cache in mid-transaction.
std::vector<std::string> transactions(std::size_t count, std::uint64_t seed);

/// A workload run undisturbed, and the state after each of its commits; the first state is that of no file.
struct PlainRun {
  Run run;
  std::vector<std::string> states;
};
PlainRun run_plain(const Settings& settings, std::size_t count, std::uint64_t seed);

/// Opens the file as the workload did and compares its state with those of the run.
Judge judge_of(const PlainRun& run, const Settings& settings);
/// Which state of the run it is; with `writes_first` a commit of no content comes before the look.
Look look_of(const PlainRun& run, const Settings& settings, bool writes_first);

}  // namespace pointsbank::durability
