// How fast is the bank?
//
//   benchmark_bank FOLDER RULES.json [--json]
//
// FOLDER holds roster.csv and events.csv (workload.py data FOLDER M); the bank's file is made there anew. Times are the
// clock's, as a desk feels them, every commit synced to the disk. Claims are held against bare SQLite: the same rows,
// in the same order and the same tables of another bank's file, inserted with prepared statements and nothing else
// done.

#include <sqlite3.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "pointsbank/bank.hpp"
#include "pointsbank/pointsbank.hpp"
#include "timing.hpp"

namespace {

namespace fs = std::filesystem;
using namespace pointsbank;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw MachineError(file.string() + " cannot be read");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void remove_bank(const fs::path& file) {
  for (const char* ending : {"", "-journal", "-wal", "-shm"}) fs::remove(file.string() + ending);
}

Moment at_noon(const std::string& day) { return *Moment::parse(day + "T12:00:00+08:00"); }

class Desk {
 public:
  Desk(bank::Bank& bank, std::string keys) : bank_(bank), keys_of_(std::move(keys)) {}

  bank::Command command(const std::string& day, bank::Request request, std::string by = "clerk") {
    return {std::move(by), at_noon(day), keys_of_ + std::to_string(++keys_), std::move(request)};
  }
  bank::Answer done(const std::string& day, bank::Request request) {
    bank::Answer answer = bank_.execute(command(day, std::move(request)));
    if (!answer.is_done()) throw UsageError(answer.to_json());
    return answer;
  }
  void done(const std::vector<bank::Command>& commands) {
    for (const bank::Answer& answer : bank_.execute(commands)) {
      if (!answer.is_done()) throw UsageError(answer.to_json());
    }
  }

 private:
  bank::Bank& bank_;
  std::string keys_of_;
  long keys_ = 0;
};

bank::Import one_event(long number, const std::string& household, const std::string& day) {
  return {{"late.csv", "event,household,kind,at,quantity,level,night\nlate-" + std::to_string(number) + "," +
                           household + ",neighbour_help," + day + ",1,,\n"}};
}

/// The households' ids in the order of the roster's rows; each row begins with one.
std::vector<std::string> ids;

std::string household(long number) { return ids[static_cast<std::size_t>(number) % ids.size()]; }

void read_ids(const std::string& roster) {
  for (std::size_t at = roster.find('\n') + 1; at < roster.size(); at = roster.find('\n', at) + 1) {
    ids.push_back(roster.substr(at, roster.find(',', at) - at));
    if (roster.find('\n', at) == std::string::npos) break;
  }
}

/// One event and its settlement, durable at once: the median.
double one_more(Desk& desk, long first, const std::string& day_of_event) {
  std::vector<double> times;
  for (long number = first; number < first + 51; ++number) {
    const std::vector<bank::Command> commands{
        desk.command("2027-01-15", one_event(number, household(number * 7), day_of_event)),
        desk.command("2027-01-15", bank::Settle{})};
    times.push_back(seconds_of([&] { desk.done(commands); }) * 1e3);
  }
  return median(std::move(times));
}

/// The rows that claims left in one bank's file, put into another one's by SQLite alone.
class Bare {
 public:
  Bare(const fs::path& from, const fs::path& to) {
    open(from, source_);
    open(to, target_);
    run("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
        "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA cell_size_check = ON; PRAGMA cache_size = "
        "-65536;");
    journal_ = prepare(target_, "INSERT INTO journal VALUES(?1, ?2, ?3, ?4)");
    answer_ = prepare(target_, "INSERT INTO answer(key, request, answer) VALUES(?1, ?2, ?3)");
    event_ = prepare(target_, "INSERT INTO event VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    begin_ = prepare(target_, "BEGIN IMMEDIATE");
    commit_ = prepare(target_, "COMMIT");
  }
  ~Bare() {
    for (sqlite3_stmt* statement : {journal_, answer_, event_, begin_, commit_}) sqlite3_finalize(statement);
    sqlite3_close(source_);
    sqlite3_close(target_);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  /// Everything that is there already.
  void take_over() {
    run("BEGIN IMMEDIATE");
    rows_.clear();
    fetch("SELECT seq, recorded, body, chain FROM journal ORDER BY seq", 0);
    for (const Row& row : rows_) put(journal_, row);
    run("COMMIT");
    rows_.clear();
  }
  /// Reads the rows of the claims from journal entry `first` on.
  void read(long first, long answers) {
    rows_.clear();
    fetch("SELECT seq, recorded, body, chain FROM journal WHERE seq >= ?1 ORDER BY seq", first);
    fetch("SELECT key, request, answer FROM answer WHERE number >= ?1 ORDER BY number", answers);
    fetch(
        "SELECT event, seq, household, member, date, state, due, decided, points FROM event WHERE seq >= ?1 ORDER BY "
        "seq",
        first);
  }
  /// Writes them, so many claims in a transaction.
  void write(std::size_t at_once) {
    const std::size_t claims = rows_.size() / 3;
    for (std::size_t first = 0; first < claims; first += at_once) {
      step(begin_);
      for (std::size_t i = first; i < std::min(claims, first + at_once); ++i) {
        put(journal_, rows_[i]);
        put(answer_, rows_[claims + i]);
        put(event_, rows_[2 * claims + i]);
      }
      step(commit_);
    }
  }
  [[nodiscard]] std::size_t claims() const { return rows_.size() / 3; }
  /// How many rows a table of the first file has.
  [[nodiscard]] long count(const std::string& table) {
    rows_.clear();
    fetch(("SELECT count(*) FROM " + table).c_str(), 0);
    return static_cast<long>(rows_.at(0).at(0).number);
  }

 private:
  struct Value {
    int type = SQLITE_NULL;
    std::int64_t number = 0;
    std::string bytes;
  };
  using Row = std::vector<Value>;

  static void open(const fs::path& file, sqlite3*& handle) {
    if (sqlite3_open(file.c_str(), &handle) != SQLITE_OK) throw MachineError("cannot open " + file.string());
  }
  void run(const char* sql) {
    if (sqlite3_exec(target_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw MachineError(sqlite3_errmsg(target_));
  }
  static sqlite3_stmt* prepare(sqlite3* handle, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
      throw MachineError(sqlite3_errmsg(handle));
    }
    return statement;
  }
  void fetch(const char* sql, long first) {
    sqlite3_stmt* const query = prepare(source_, sql);
    sqlite3_bind_int64(query, 1, first);
    while (sqlite3_step(query) == SQLITE_ROW) {
      Row row;
      for (int column = 0; column < sqlite3_column_count(query); ++column) {
        Value value;
        value.type = sqlite3_column_type(query, column);
        if (value.type == SQLITE_INTEGER) {
          value.number = sqlite3_column_int64(query, column);
        } else if (value.type != SQLITE_NULL) {
          const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(query, column));
          value.bytes.assign(bytes == nullptr ? "" : bytes,
                             static_cast<std::size_t>(sqlite3_column_bytes(query, column)));
        }
        row.push_back(std::move(value));
      }
      rows_.push_back(std::move(row));
    }
    sqlite3_finalize(query);
  }
  void put(sqlite3_stmt* statement, const Row& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const int column = static_cast<int>(i) + 1;
      const int size = static_cast<int>(row[i].bytes.size());
      switch (row[i].type) {
        case SQLITE_INTEGER: sqlite3_bind_int64(statement, column, row[i].number); break;
        case SQLITE_TEXT: sqlite3_bind_text(statement, column, row[i].bytes.data(), size, SQLITE_STATIC); break;
        case SQLITE_BLOB: sqlite3_bind_blob(statement, column, row[i].bytes.data(), size, SQLITE_STATIC); break;
        default: sqlite3_bind_null(statement, column);
      }
    }
    step(statement);
  }
  void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) throw MachineError(sqlite3_errmsg(target_));
    sqlite3_reset(statement);
  }

  sqlite3* source_ = nullptr;
  sqlite3* target_ = nullptr;
  sqlite3_stmt *journal_ = nullptr, *answer_ = nullptr, *event_ = nullptr, *begin_ = nullptr, *commit_ = nullptr;
  std::vector<Row> rows_;
};

struct Village {
  fs::path folder;
  std::string rules, roster;

  bank::Bank make(const fs::path& file) const {
    remove_bank(file);
    bank::Bank made = bank::Bank::create(file, "village", "clerk", at_noon("2026-01-01"));
    Desk desk(made, "setup-");
    desk.done("2026-01-01", bank::Adopt{{{"rules.json", rules}}});
    desk.done("2026-01-01", bank::SetRoster{{"roster.csv", roster}, {}, false, {}});
    return made;
  }
};

void measure_ledger(const Village& village, bank::Bank& bank, Report& report) {
  Desk desk(bank, "ledger-");
  const std::string events = text_of(village.folder / "events.csv");
  const double importing = seconds_of([&] { desk.done("2027-01-10", bank::Import{{"events.csv", events}}); });
  report.say("importing all events", "s", importing);
  bank::Answer answer;
  const double settling = seconds_of([&] { answer = desk.done("2027-01-10", bank::Settle{"2026-12-31"}); });
  const double posted = std::stod(std::string(answer.value("posted")));
  report.say("settling them", "s", settling);
  report.say("  postings", "a second", posted / settling);
  desk.done("2027-01-15", bank::Settle{});
  report.say("one more event, settled, synced", "ms", one_more(desk, 0, "2026-12-30"));
  report.say("a late one of last January", "ms", one_more(desk, 100, "2026-01-20"));
  std::vector<double> syncs;
  for (long i = 0; i < 51; ++i) {
    syncs.push_back(seconds_of([&] {
                      desk.done("2027-01-15", bank::SetGoods{{"goods.csv", "goods,title,points,stock\nn" +
                                                                               std::to_string(i) + ",,1,1\n"}});
                    }) *
                    1e3);
  }
  report.say("  of that, a command's own sync", "ms", median(syncs));
}

void measure_verify(const fs::path& file, Report& report) {
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) times.push_back(seconds_of([&] { (void)bank::Bank::open(file); }) * 1e3);
  report.say("opening", "ms", median(times));
  bank::Bank bank = bank::Bank::open(file);
  for (const int threads : {1, 2}) {
    bank::VerifyOptions options;
    options.threads = threads;
    bank::Verification verification;
    const double seconds = seconds_of([&] { verification = bank.verify(options); });
    const std::string with = threads == 1 ? "" : ", two threads";
    if (threads == 1) report.say("entries", "", static_cast<double>(verification.entries));
    report.say("verify" + with, "entries a second", static_cast<double>(verification.entries) / seconds);
    options.replay = true;
    report.say("verify with replay" + with, "s", seconds_of([&] { verification = bank.verify(options); }));
    if (!verification.findings.empty()) throw UsageError(verification.findings.front().sentence(Language::en));
  }
}

void measure_redemptions(bank::Bank& bank, Report& report) {
  Desk desk(bank, "shop-");
  desk.done("2027-01-16", bank::SetGoods{{"goods.csv", "goods,title,points,stock\nsoap,Soap,0.01,1000000\n"}});
  std::vector<std::string> rich;
  for (const bank::HouseholdBalance& balance : bank.balances("clerk", at_noon("2027-01-16"))) {
    if (balance.spendable > 2'000 && !balance.frozen_until) rich.push_back(balance.household);
  }
  if (rich.empty()) throw UsageError("nobody has points to redeem");
  for (const bool is_one : {true, false}) {
    constexpr std::size_t count = 400;
    const double seconds = seconds_of([&] {
      for (std::size_t i = 0; i < count; ++i) {
        const std::string& who = rich[is_one ? 0 : i % rich.size()];
        (void)desk.done("2027-01-16", bank::Redeem{"", who, {{"soap", 1}}});
      }
    });
    report.say(is_one ? "redemptions of one household" : "redemptions of many", "a second", count / seconds);
  }
}

/// Claims handed in through the bank, and their rows by SQLite alone, in turns.
void measure_claims(const Village& village, Report& report) {
  const fs::path file = village.folder / "claims.pointsbank";
  const fs::path other = village.folder / "bare.pointsbank";
  bank::Bank bank = village.make(file);
  remove_bank(other);
  { const bank::Bank made = bank::Bank::create(other, "x", "clerk", at_noon("2026-01-01")); }
  sqlite3* handle = nullptr;
  sqlite3_open(other.c_str(), &handle);
  sqlite3_exec(handle, "DROP TRIGGER journal_is_not_cut; DELETE FROM journal;", nullptr, nullptr, nullptr);
  sqlite3_close(handle);
  Bare bare(file, other);
  bare.take_over();
  Desk desk(bank, "claims-");
  long entry = bare.count("journal") + 1;
  long answer = bare.count("answer") + 1;
  long number = 0;
  for (const std::size_t at_once : {std::size_t{1}, std::size_t{100}, std::size_t{1'000}}) {
    double ours = 0;
    double theirs = 0;
    const std::size_t portion = at_once == 1 ? 100 : 2'000;
    for (int part = 0; part < 10; ++part) {
      std::vector<std::vector<bank::Command>> batches;
      for (std::size_t i = 0; i < portion; ++i, ++number) {
        if (i % at_once == 0) batches.emplace_back();
        bank::Submit claim;
        claim.event = "claim-" + std::to_string(number * 2'654'435'761 % 4'294'967'296);
        claim.household = household(number * 7);
        claim.kind = "neighbour_help";
        claim.occurred = "2026-03-05T10:00:00+08:00";
        claim.quantity = "2";
        batches.back().push_back(desk.command("2026-03-06", claim));
      }
      ours += seconds_of([&] {
        for (const auto& batch : batches) desk.done(batch);
      });
      bare.read(entry, answer);
      if (bare.claims() != portion) throw UsageError("a claim has other rows than was thought");
      theirs += seconds_of([&] { bare.write(at_once); });
      entry += static_cast<long>(portion);
      answer += static_cast<long>(portion);
    }
    const double count = static_cast<double>(portion) * 10;
    const std::string group = " of " + std::to_string(at_once);
    report.say("claims in batches" + group, "a second", count / ours);
    report.say("their rows by SQLite alone" + group, "a second", count / theirs);
    report.say("  the bank's rate to SQLite's", "", theirs / ours);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files;
  bool json = false;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--json") {
      json = true;
    } else {
      files.emplace_back(argv[i]);
    }
  }
  if (files.size() != 2) {
    std::fputs("benchmark_bank FOLDER RULES.json [--json]\n", stderr);
    return 2;
  }
  try {
    const Village village{files[0], text_of(files[1]), text_of(fs::path(files[0]) / "roster.csv")};
    read_ids(village.roster);
    Report report(json);
    measure_claims(village, report);
    const fs::path file = village.folder / "village.pointsbank";
    {
      bank::Bank bank = village.make(file);
      measure_ledger(village, bank, report);
      measure_redemptions(bank, report);
    }
    measure_verify(file, report);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
