// Files that are no bank's, of another time, damaged or meddled with: each is refused with a reason, none is written
// to.
#include <sys/stat.h>

#include <random>
#include <string>
#include <vector>

#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::store {
namespace {

/// The code of what opening comes to; `opened` where it does.
std::string outcome(const fs::path& file, const OpenOptions& options = {.busy_milliseconds = 0}) {
  try {
    (void)open_sqlite(file, options);
    return "opened";
  } catch (const StoreError& error) {
    CHECK(error.issues()[0].sentence(Language::zh) != error.issues()[0].code);
    return error.issues()[0].code;
  } catch (const StorageError& error) {
    return error.issue().code;
  } catch (const BusyError& error) {
    return error.issue().code;
  }
}

/// Asks for everything that there is.
void read_all(Store& store) {
  const auto go_on = [](const auto&) { return true; };
  store.visit_journal(1, INT64_MAX, go_on);
  store.visit_households(go_on);
  store.visit_members(go_on);
  store.visit_events(go_on);
  store.visit_open_postings(go_on);
  store.visit_balances(go_on);
  store.visit_money(go_on);
  store.visit_published(go_on);
  for (const EventRecord& event : store.events_in(EventState::submitted)) (void)store.steps_of(event.event);
  (void)store.kept_answer("key-1");
  (void)store.document(digest_of(7));
  (void)store.setting("through");
  (void)store.officers();
  (void)store.person("H001");
  (void)store.events_due(Moment{INT64_MAX});
  (void)store.postings_of("H001");
  (void)store.totals();
  (void)store.marked();
  (void)store.all_goods();
  (void)store.redemptions_of("H001");
  (void)store.months();
  (void)store.head();
}

}  // namespace

TEST_CASE("a bank is made where nothing is, and opened where one is") {
  const Folder folder;
  CHECK(outcome(folder.file()) == "store_not_there");
  CHECK_FALSE(fs::exists(folder.file()));
  CHECK(outcome(folder.file(), {.create = true}) == "opened");
  CHECK(outcome(folder.file()) == "opened");
  const std::string before = bytes_of(folder.file());
  CHECK(outcome(folder.file(), {.create = true}) == "store_exists");
  CHECK(bytes_of(folder.file()) == before);
  write_bytes(folder.file("empty"), "");
  CHECK(outcome(folder.file("empty"), {.create = true}) == "store_exists");
  fs::create_symlink(folder.file("nowhere"), folder.file("link"));
  CHECK(outcome(folder.file("link"), {.create = true}) == "store_exists");
  CHECK(outcome(folder.file("no/such/folder"), {.create = true}) == "store_cannot_open");
  CHECK_THROWS_AS(open_sqlite(folder.file("x"), {.create = true, .read_only = true}), UsageError);
  CHECK_THROWS_AS(open_sqlite(folder.file("x"), {.vfs = "no such layer"}), UsageError);
  CHECK_THROWS_AS(open_sqlite("", {}), UsageError);
  CHECK_THROWS_AS(open_sqlite(folder.path() / std::string("a\0b", 3), {}), UsageError);
}

TEST_CASE("opening and closing leave nothing else in the folder, and the file as it was") {
  const Folder folder;
  fill(*create(folder.file()));
  const std::string before = bytes_of(folder.file());
  read_all(*open(folder.file()));
  CHECK(bytes_of(folder.file()) == before);
  int files = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder.path())) files += entry.exists() ? 1 : 0;
  CHECK(files == 1);
}

TEST_CASE("no name means something special") {
  for (const char* name : {":memory:", ".", "file:x?mode=memory", "file::memory:"}) {
    CAPTURE(name);
    const std::string code = outcome(name);
    CHECK((code == "store_not_there" || code == "store_no_file"));
  }
  const Folder folder;
  const fs::path odd = folder.file("file:a?mode=ro&vfs=none#' --户");
  CHECK(outcome(odd, {.create = true}) == "opened");
  CHECK(fs::exists(odd));
  CHECK(outcome(odd) == "opened");
}

TEST_CASE("what is no file, or no bank's, is said to be so and left alone") {
  const Folder folder;
  CHECK(outcome(folder.path()) == "store_no_file");
  REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
  CHECK(outcome(folder.file("pipe")) == "store_no_file");
  const auto refused = [&](const std::string& bytes) {
    write_bytes(folder.file("given"), bytes);
    const std::string code = outcome(folder.file("given"));
    CHECK(bytes_of(folder.file("given")) == bytes);
    fs::remove(folder.file("given"));
    return code;
  };
  CHECK(refused("") == "store_no_bank");
  CHECK(refused("household,points\nH001,5\n") == "store_no_bank");
  CHECK(refused(std::string(100'000, '\0')) == "store_no_bank");
  std::mt19937 random(20260301);
  for (const std::size_t size : {1U, 15U, 16U, 99U, 100U, 511U, 512U, 4096U, 50'000U}) {
    std::string bytes(size, ' ');
    for (char& byte : bytes) byte = static_cast<char>(random());
    CHECK(refused(bytes) == "store_no_bank");
    if (size < 16) continue;
    bytes.replace(0, 16, "SQLite format 3\0", 16);
    const std::string code = refused(bytes);
    CHECK((code == "store_no_bank" || code == "store_damaged"));
  }
  {
    Raw other(folder.file("other"));
    CHECK(other.run("CREATE TABLE journal(seq INTEGER PRIMARY KEY)") == SQLITE_OK);
  }
  const std::string before = bytes_of(folder.file("other"));
  CHECK(outcome(folder.file("other")) == "store_no_bank");
  CHECK(bytes_of(folder.file("other")) == before);
}

TEST_CASE("a file of a later format is refused by its number, one of none too") {
  const Folder folder;
  fill(*create(folder.file()));
  {
    Raw raw(folder.file());
    CHECK(raw.run("PRAGMA user_version = 2") == SQLITE_OK);
  }
  const std::string before = bytes_of(folder.file());
  try {
    (void)open(folder.file());
    FAIL("opened");
  } catch (const StoreError& error) {
    CHECK(error.issues()[0].code == "store_newer");
    CHECK(error.issues()[0].arguments == std::vector<std::string>{"2", "1"});
    CHECK(error.issues()[0].place.file == folder.file());
  }
  CHECK(bytes_of(folder.file()) == before);
  Raw raw(folder.file());
  CHECK(raw.run("PRAGMA user_version = 0") == SQLITE_OK);
  CHECK(outcome(folder.file()) == "store_damaged");
  CHECK(raw.run("PRAGMA user_version = 1; PRAGMA application_id = 7") == SQLITE_OK);
  CHECK(outcome(folder.file()) == "store_no_bank");
  CHECK(raw.run("PRAGMA application_id = 1346522699") == SQLITE_OK);
  CHECK(outcome(folder.file()) == "opened");
}

TEST_CASE("what somebody added to the tables, took away or changed is named") {
  struct Change {
    const char* sql;
    const char* code;
    const char* what;
  };
  const Change changes[] = {
      {"CREATE TRIGGER evil AFTER INSERT ON journal BEGIN DELETE FROM mark; END", "store_foreign", "trigger evil"},
      {"CREATE VIEW evil AS SELECT 1", "store_foreign", "view evil"},
      {"CREATE TABLE evil(x)", "store_foreign", "table evil"},
      {"CREATE INDEX evil ON mark(household)", "store_foreign", "index evil"},
      {"CREATE TABLE sqlite_evil(x)", "", ""},
      {"DROP TRIGGER journal_is_not_changed", "store_lacks", "TRIGGER journal_is_not_changed"},
      {"DROP INDEX answer_by_key", "store_lacks", "UNIQUE INDEX answer_by_key"},
      {"DROP TABLE mark", "store_lacks", "TABLE mark"},
      {"DROP TRIGGER month_is_not_deleted; CREATE TRIGGER month_is_not_deleted BEFORE DELETE ON month BEGIN SELECT 1; "
       "END",
       "store_foreign", "trigger month_is_not_deleted"},
      {"ALTER TABLE mark ADD COLUMN x TEXT", "store_foreign", "table mark"},
      {"DROP TABLE balance; CREATE VIEW balance AS SELECT 'H001' AS household, 99 AS standing", "store_foreign",
       "view balance"},
  };
  for (const Change& change : changes) {
    CAPTURE(change.sql);
    const Folder folder;
    fill(*create(folder.file()));
    const int code = Raw(folder.file()).run(change.sql);
    if (*change.code == '\0') {
      CHECK(code != SQLITE_OK);
      continue;
    }
    REQUIRE(code == SQLITE_OK);
    try {
      (void)open(folder.file());
      FAIL("opened");
    } catch (const StoreError& error) {
      CHECK(error.issues()[0].code == change.code);
      CHECK(error.issues()[0].arguments == std::vector<std::string>{change.what});
    }
  }
}

TEST_CASE("a file that was cut short is found to be damaged") {
  const Folder folder;
  fill(*create(folder.file()));
  const std::string whole = bytes_of(folder.file());
  for (std::size_t size = 1024; size < whole.size(); size += 1024) {
    write_bytes(folder.file("cut"), std::string_view(whole).substr(0, size));
    const std::string code = outcome(folder.file("cut"));
    CAPTURE(size, whole.size(), code);
    CHECK((code == "store_damaged" || code == "store_no_bank"));
  }
}

TEST_CASE("no flipped bit makes it do anything but refuse or read") {
  const Folder folder;
  fill(*create(folder.file()));
  const std::string whole = bytes_of(folder.file());
  std::mt19937 random(7);
  int refused = 0;
  for (int i = 0; i < 600; ++i) {
    // Half of them in the first page, which says what the others are.
    const std::size_t at = random() % (i % 2 == 0 ? std::size_t{4096} : whole.size());
    std::string bytes = whole;
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << (random() % 8)));
    write_bytes(folder.file("flipped"), bytes);
    try {
      const auto store = open_sqlite(folder.file("flipped"), {.busy_milliseconds = 0});
      read_all(*store);
      (void)store->damage();
    } catch (const StoreError&) {
      ++refused;
    } catch (const StorageError&) {
      ++refused;
    }
  }
  CHECK(refused > 15);
}

TEST_CASE("a value of another type than the column's is damage, not a guess") {
  const Folder folder;
  fill(*create(folder.file()));
  const std::string whole = bytes_of(folder.file());
  // The state of event E2 (0) becomes 9: past the constraints, as only somebody who writes bytes can do it.
  Raw raw(folder.file());
  REQUIRE(raw.run("PRAGMA ignore_check_constraints = ON; UPDATE event SET state = 9 WHERE event = 'E2'") == SQLITE_OK);
  CHECK(outcome(folder.file()) == "store_damaged");
}

TEST_CASE("a file in the mode of write-ahead logs is brought back to a rollback journal") {
  const Folder folder;
  fill(*create(folder.file()));
  CHECK(Raw(folder.file()).ask("PRAGMA journal_mode = WAL") == "wal\n");
  CHECK(outcome(folder.file(), {.read_only = true}) == "store_journal_mode");
  {
    Raw user(folder.file());
    CHECK(user.ask("SELECT count(*) FROM journal") == "14\n");
    CHECK(outcome(folder.file()) == "store_busy");
  }
  CHECK(outcome(folder.file()) == "opened");
  CHECK(Raw(folder.file()).ask("PRAGMA journal_mode") == "delete\n");
}

TEST_CASE("who opens for reading reads, and writes nothing") {
  const Folder folder;
  fill(*create(folder.file()));
  const std::string before = bytes_of(folder.file());
  const auto store = open_sqlite(folder.file(), {.read_only = true});
  read_all(*store);
  store->begin_reading();
  CHECK(store->head().seq == 14);
  store->roll_back();
  try {
    store->begin();
    FAIL("writes");
  } catch (const StoreError& error) {
    CHECK(error.issues()[0].code == "store_read_only");
  }
  CHECK_THROWS_AS(store->set("a", "b"), UsageError);
  CHECK(bytes_of(folder.file()) == before);
}

TEST_CASE("a journal that is none, and a file that goes on for ever, do no harm") {
  const Folder folder;
  fill(*create(folder.file()));
  write_bytes(folder.file("village.pointsbank-journal"), std::string(5000, 'j'));
  {
    const auto store = open(folder.file());
    CHECK(store->head().seq == 14);
    CHECK(store->damage().empty());
  }
  fs::resize_file(folder.file(), std::uintmax_t{100} << 30U);  // nothing but a hole
  const auto store = open(folder.file());
  read_all(*store);
  write(*store, [&] { append(*store); });
  CHECK(open(folder.file())->head().seq == 15);
}

TEST_CASE("all settings hold") {
  const Folder folder;
  const auto store = create(folder.file());
  Raw raw(folder.file());
  CHECK(raw.ask("PRAGMA application_id") == "1346522699\n");
  CHECK(raw.ask("PRAGMA user_version") == "1\n");
  CHECK(raw.ask("PRAGMA encoding") == "UTF-8\n");
  CHECK(
      raw.ask(
          "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'") ==
      "0\n");
}

}  // namespace pointsbank::store
