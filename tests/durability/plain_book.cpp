#include "durability/plain_book.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>

#include "support/random.hpp"

namespace pointsbank::durability {

namespace {

constexpr const char* file_name = "/book";

const char* const schema =
    "CREATE TABLE account(id INTEGER PRIMARY KEY, points INTEGER NOT NULL) STRICT;"
    "CREATE TABLE entry(number INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES account(id),"
    " points INTEGER NOT NULL, note BLOB NOT NULL) STRICT;"
    "CREATE INDEX entry_account ON entry(account);"
    "INSERT INTO account VALUES(1,0),(2,0),(3,0),(4,0),(5,0);";

// Entries for one account after the other, the balances with them; the note makes rows that fill pages.
std::string bookings(Random& random, std::size_t count, std::size_t note) {
  std::string sql;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string account = std::to_string(1 + random.below(5));
    const std::string points = std::to_string(1 + random.below(90));
    sql += "INSERT INTO entry(account, points, note) VALUES(" + account + "," + points + ",zeroblob(" +
           std::to_string(random.below(note)) + "));";
    sql += "UPDATE account SET points = points + " + points + " WHERE id = " + account + ";";
  }
  return sql;
}

std::string purge(Random& random) {
  const std::string odd = std::to_string(random.below(2));
  return "UPDATE account SET points = points - (SELECT coalesce(sum(points), 0) FROM entry WHERE account = account.id"
         " AND number % 2 = " +
         odd + ");DELETE FROM entry WHERE number % 2 = " + odd + ";";
}

}  // namespace

PlainFile::PlainFile(const CrashVfs& vfs, const Settings& settings) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (sqlite3_open_v2(file_name, &connection_, flags, vfs.name()) != SQLITE_OK) {
    error_ = connection_ == nullptr ? "no memory" : sqlite3_errmsg(connection_);
    return;
  }
  // A cache of a few pages, so that large transactions write into the file before they commit.
  run("PRAGMA cache_size=6; PRAGMA page_size=1024; PRAGMA synchronous=" + settings.synchronous +
      ";PRAGMA journal_mode=" + settings.journal + ";");
}

PlainFile::~PlainFile() { sqlite3_close(connection_); }

bool PlainFile::run(const std::string& sql) {
  const int result = sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) error_ = sqlite3_errmsg(connection_);
  return result == SQLITE_OK;
}

std::string PlainFile::rows(const std::string& sql) {
  std::string result;
  const auto append = [](void* out, int count, char** cells, char**) {
    for (int i = 0; i < count; ++i) *static_cast<std::string*>(out) += std::string(cells[i] ? cells[i] : "") + " ";
    *static_cast<std::string*>(out) += "\n";
    return 0;
  };
  if (sqlite3_exec(connection_, sql.c_str(), append, &result, nullptr) == SQLITE_OK) return result;
  error_ = sqlite3_errmsg(connection_);
  return {};
}

std::string PlainFile::state() {
  if (rows("SELECT count(*) FROM sqlite_schema") == "0 \n") return "no tables";
  return rows(
      "SELECT id, points, (SELECT coalesce(sum(points), 0) FROM entry WHERE account = id) FROM account;"
      "SELECT number, account, points, length(note), sum(number) OVER (ORDER BY number) FROM entry");
}

std::vector<std::string> transactions(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::string> result{schema};
  while (result.size() < count) {
    switch (random.below(6)) {
      case 0: result.push_back(purge(random)); break;
      case 1: result.push_back(bookings(random, 12, 2500)); break;
      default: result.push_back(bookings(random, 1 + random.below(3), 300)); break;
    }
  }
  for (std::string& sql : result) sql = "BEGIN IMMEDIATE;" + sql + "COMMIT;";
  return result;
}

PlainRun run_plain(const Settings& settings, std::size_t count, std::uint64_t seed) {
  PlainRun result;
  CrashVfs vfs("undisturbed");
  vfs.restart(Image{});
  PlainFile file(vfs, settings);
  result.states.push_back(file.state());
  for (const std::string& sql : transactions(count, seed)) {
    if (!file.run(sql)) throw std::runtime_error("the workload itself fails: " + file.error());
    result.run.acknowledged.push_back(vfs.recorded().size());
    result.states.push_back(file.state());
  }
  result.run.operations = vfs.recorded();
  return result;
}

Judge judge_of(const PlainRun& run, const Settings& settings) {
  return [&run, settings](CrashVfs& vfs, std::size_t acknowledged, std::string& why) {
    PlainFile file(vfs, settings);
    const std::string soundness = file.rows("PRAGMA integrity_check");
    const std::string state = file.state();
    if (soundness != "ok \n" || !file.error().empty()) {
      why = file.error() + " " + soundness;
      return Verdict::damaged;
    }
    if (state == run.states[acknowledged]) return Verdict::exact;
    if (acknowledged + 1 < run.states.size() && state == run.states[acknowledged + 1]) return Verdict::more;
    const auto found = std::find(run.states.begin(), run.states.end(), state);
    const bool was_once = found != run.states.end();
    why = std::to_string(acknowledged) + " commits acknowledged, the state is " +
          (was_once ? "that after " + std::to_string(found - run.states.begin()) : "one that never was");
    return was_once ? Verdict::lost : Verdict::half;
  };
}

Look look_of(const PlainRun& run, const Settings& settings, bool writes_first) {
  return [&run, settings, writes_first](CrashVfs& vfs) -> std::size_t {
    PlainFile file(vfs, settings);
    if (writes_first) file.run("BEGIN IMMEDIATE; PRAGMA user_version = 1; COMMIT;");
    const auto found = std::find(run.states.begin(), run.states.end(), file.state());
    return found == run.states.end() ? SIZE_MAX : static_cast<std::size_t>(found - run.states.begin());
  };
}

}  // namespace pointsbank::durability
