// The store beside bare SQLite: the same rows into the same tables under the same settings, in the same run.
//
//   bank_store FOLDER [--commands N] [--entries N] [--json]
//
// A submitted claim is three rows: an entry of the journal, the answer under its key, the event. They are written one
// claim a transaction, 100 and 1,000 at once: by SQLite alone into plain tables (no triggers, no constraints beyond the
// keys), by SQLite alone into the bank's tables, and by the store. Then a store of `--entries` entries (1 million) is
// opened, read from end to end with and without hashing, and copied. FOLDER lies on the disk that is meant; how fast
// that syncs decides what one claim a transaction costs.

#include <sqlite3.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/digest.hpp"
#include "store/store.hpp"
#include "timing.hpp"

namespace {

namespace fs = std::filesystem;
using namespace pointsbank;

constexpr const char* plain_tables = R"(
 CREATE TABLE journal(seq INTEGER PRIMARY KEY, recorded INTEGER, body BLOB, chain BLOB);
 CREATE TABLE answer(number INTEGER PRIMARY KEY, key TEXT, request BLOB, answer TEXT);
 CREATE UNIQUE INDEX answer_by_key ON answer(key);
 CREATE TABLE event(event TEXT PRIMARY KEY, seq INTEGER, household TEXT, member TEXT, date INTEGER, state INTEGER,
  due INTEGER, decided INTEGER, points TEXT) WITHOUT ROWID;
 CREATE INDEX event_by_household ON event(household);
 CREATE INDEX event_by_member ON event(member) WHERE member <> '';
 CREATE INDEX event_under_way ON event(state) WHERE state IN (0, 1, 2, 6);
 CREATE INDEX event_due ON event(due) WHERE state = 1;)";

/// What the store sets on every connection and that costs or saves time.
constexpr const char* settings = R"(
 PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;
 PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;)";

/// The rows of claim `number`, in bytes as a bank has them.
struct Claim {
  explicit Claim(std::int64_t number) : seq(number) {
    const std::uint64_t mixed = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15U;
    event = "E" + std::to_string(mixed % 1'000'000'007);
    household = "H" + std::to_string(mixed % 2000);
    member = household + "-1";
    key = "phone-" + std::to_string(mixed);
    body = std::string("\x01\x06") + event + household + std::string(160, 'b');
    request = event + household + std::string(120, 'r');
    answer = R"({"code":"done","event":")" + event + R"(","state":"submitted"})";
    std::memcpy(chain.bytes.data(), &mixed, sizeof mixed);
  }
  std::int64_t seq;
  std::string event, household, member, key, body, request, answer;
  Digest chain;
};

/// SQLite and nothing else.
class Bare {
 public:
  Bare(const fs::path& file, bool is_plain) {
    if (!is_plain) (void)store::open_sqlite(file, {.create = true});
    check(sqlite3_open_v2(file.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                          nullptr));
    run(settings);
    if (is_plain) run(plain_tables);
    journal_ = prepare("INSERT INTO journal(seq, recorded, body, chain) VALUES(?1, ?2, ?3, ?4)");
    answer_ = prepare("INSERT INTO answer(key, request, answer) VALUES(?1, ?2, ?3)");
    event_ = prepare("INSERT INTO event VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    begin_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
  }
  ~Bare() {
    for (sqlite3_stmt* statement : {journal_, answer_, event_, begin_, commit_}) sqlite3_finalize(statement);
    sqlite3_close(handle_);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  void begin() { step(begin_); }
  void commit() { step(commit_); }
  void write(const Claim& claim) {
    sqlite3_bind_int64(journal_, 1, claim.seq);
    sqlite3_bind_int64(journal_, 2, claim.seq);
    blob(journal_, 3, claim.body);
    sqlite3_bind_blob(journal_, 4, claim.chain.bytes.data(), 32, SQLITE_STATIC);
    step(journal_);
    text(answer_, 1, claim.key);
    blob(answer_, 2, claim.request);
    text(answer_, 3, claim.answer);
    step(answer_);
    text(event_, 1, claim.event);
    sqlite3_bind_int64(event_, 2, claim.seq);
    text(event_, 3, claim.household);
    text(event_, 4, claim.member);
    sqlite3_bind_int64(event_, 5, 20'500);
    sqlite3_bind_int64(event_, 6, 0);
    sqlite3_bind_null(event_, 7);
    sqlite3_bind_null(event_, 8);
    sqlite3_bind_text(event_, 9, "", 0, SQLITE_STATIC);
    step(event_);
  }

 private:
  void check(int code) {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle_));
  }
  void run(const char* sql) { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    return statement;
  }
  static void text(sqlite3_stmt* statement, int number, const std::string& value) {
    sqlite3_bind_text(statement, number, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
  }
  static void blob(sqlite3_stmt* statement, int number, const std::string& value) {
    sqlite3_bind_blob(statement, number, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
  }
  void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(handle_));
    sqlite3_reset(statement);
  }

  sqlite3* handle_ = nullptr;
  sqlite3_stmt *journal_ = nullptr, *answer_ = nullptr, *event_ = nullptr, *begin_ = nullptr, *commit_ = nullptr;
};

class Stored {
 public:
  explicit Stored(const fs::path& file) : store_(store::open_sqlite(file, {.create = true})) {}
  void begin() { store_->begin(); }
  void commit() { store_->commit(); }
  void write(const Claim& claim) {
    store_->append({claim.seq, Moment{claim.seq}, claim.body, claim.chain});
    store_->keep_answer({claim.key, claim.request, claim.answer});
    store_->insert(store::EventRecord{
        claim.event, claim.seq, claim.household, claim.member, Date{20'500}, store::EventState::submitted, {}, {}, ""});
  }

 private:
  std::unique_ptr<store::Store> store_;
};

struct Seconds {
  double clock = 0;
  double processor = 0;
};

/// Writes claims `first` to `first + count - 1` and adds what it took.
template <class Writer>
void time_writing(Writer& writer, std::int64_t first, std::int64_t count, std::int64_t at_once, Seconds& seconds) {
  std::vector<Claim> claims;
  for (std::int64_t i = 0; i < count; ++i) claims.emplace_back(first + i);
  seconds.clock += seconds_of([&] {
    seconds.processor += processor_seconds_of([&] {
      for (std::int64_t done = 0; done < count; done += at_once) {
        writer.begin();
        for (std::int64_t i = done; i < done + at_once; ++i) writer.write(claims[static_cast<std::size_t>(i)]);
        writer.commit();
      }
    });
  });
}

void compare_writing(const fs::path& folder, std::int64_t commands, Report& report) {
  Bare plain(folder / "plain", true);
  Bare bare(folder / "bare", false);
  Stored stored(folder / "stored");
  std::int64_t first = 1;
  for (const std::int64_t at_once : {1, 100, 1000}) {
    const std::int64_t count = at_once == 1 ? commands / 10 : commands;
    // In turns, in portions, so that a disk that becomes slow is so for all three.
    Seconds seconds[3];
    for (std::int64_t part = 0; part < 10; ++part, first += count / 10) {
      time_writing(plain, first, count / 10, at_once, seconds[0]);
      time_writing(bare, first, count / 10, at_once, seconds[1]);
      time_writing(stored, first, count / 10, at_once, seconds[2]);
    }
    const std::string group = " of " + std::to_string(at_once);
    const char* const names[] = {"plain SQLite", "bare SQLite", "store"};
    for (int i = 0; i < 3; ++i) {
      report.say(names[i] + group, "claims/s", static_cast<double>(count) / seconds[i].clock);
      report.say(names[i] + group + ", processor", "us a claim",
                 seconds[i].processor * 1e6 / static_cast<double>(count));
    }
    report.say("store to bare" + group, "times as long", seconds[2].clock / seconds[1].clock);
    report.say("store to bare" + group + ", processor", "times as long", seconds[2].processor / seconds[1].processor);
  }
  report.say("bytes a claim", "bytes",
             static_cast<double>(fs::file_size(folder / "stored")) / static_cast<double>(first - 1));
}

/// A journal alone, as large as that of a village after decades.
void make_journal(const fs::path& file, std::int64_t entries) {
  const auto store = store::open_sqlite(file, {.create = true});
  for (std::int64_t seq = 1; seq <= entries;) {
    store->begin();
    for (int i = 0; i < 10'000; ++i, ++seq) {
      const Claim claim(seq);
      store->append({seq, Moment{seq}, claim.body, claim.chain});
    }
    store->commit();
  }
}

void measure_reading(const fs::path& folder, std::int64_t entries, Report& report) {
  const fs::path file = folder / "large";
  make_journal(file, entries);
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) times.push_back(seconds_of([&] { (void)store::open_sqlite(file, {}); }));
  report.say("opening", "ms", median(times) * 1e3);
  const auto store = store::open_sqlite(file, {});
  std::uint64_t bytes = 0;
  const double reading = processor_seconds_of([&] {
    store->visit_journal(1, INT64_MAX, [&](const store::JournalView& view) {
      bytes += view.body.size();
      return true;
    });
  });
  report.say("reading the journal", "entries/s", static_cast<double>(entries) / reading);
  std::uint64_t all = 0;
  const double hashing = processor_seconds_of([&] {
    store->visit_journal(1, INT64_MAX, [&](const store::JournalView& view) {
      // As a chain does it: the body, and what comes before with it.
      const Digest body = sha256(view.body);
      std::string link(84, '\0');
      std::memcpy(link.data() + 52, body.bytes.data(), body.bytes.size());
      all += sha256(link).bytes[0];
      return true;
    });
  });
  report.say("reading and hashing it", "entries/s", static_cast<double>(entries) / hashing);
  const double copying = seconds_of([&] { store->back_up(folder / "copy"); });
  report.say("copying", "MB/s", static_cast<double>(fs::file_size(file)) / 1e6 / copying);
  if (bytes == 0 || all == 0) throw std::runtime_error("nothing was read");
}

}  // namespace

int main(int argc, char** argv) {
  fs::path folder;
  std::int64_t commands = 20'000;
  std::int64_t entries = 1'000'000;
  bool json = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--json") {
      json = true;
    } else if (word == "--commands" && i + 1 < argc) {
      commands = std::atoll(argv[++i]) / 10'000 * 10'000;
    } else if (word == "--entries" && i + 1 < argc) {
      entries = std::atoll(argv[++i]) / 10'000 * 10'000;
    } else {
      folder = word;
    }
  }
  if (folder.empty() || commands < 10'000 || entries < 10'000) {
    std::fprintf(stderr, "bank_store FOLDER [--commands N] [--entries N] [--json]  (N: 10,000 or more)\n");
    return 2;
  }
  try {
    fs::create_directories(folder);
    for (const char* name : {"plain", "bare", "stored", "large", "copy"}) fs::remove(folder / name);
    Report report(json);
    compare_writing(folder, commands, report);
    measure_reading(folder, entries, report);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
