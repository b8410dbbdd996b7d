// Wholly or not at all: transactions, savepoints, two at once, faults of the machine, processes that die.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "faulty_vfs.hpp"
#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::store {
namespace {

/// Many pages change, so that there is much to go wrong.
void change_much(Store& store) {
  for (int i = 0; i < 30; ++i) {
    append(store, "\x01\x06" + std::string(500, 'x'));
    const std::string id = "N" + std::to_string(i);
    store.insert(EventRecord{id, store.head().seq, id, "", march, EventState::submitted, {}, {}, ""});
  }
  store.set("through", "2026-04-01");
}

bool is_whole(Store& store) {
  return store.head().seq == 44 && store.event("N29") && store.setting("through") == "2026-04-01";
}
bool is_as_before(Store& store) {
  return store.head().seq == 14 && !store.event("N0") && store.setting("through") == "2026-03-31";
}

}  // namespace

TEST_CASE("what is rolled back was never there") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  store->begin();
  change_much(*store);
  CHECK(is_whole(*store));
  store->roll_back();
  CHECK(is_as_before(*store));
  store->roll_back();  // also where there is nothing
  write(*store, [&] { change_much(*store); });
  CHECK(is_whole(*open(folder.file())));
}

TEST_CASE("transactions do not stand in each other, and writing needs one") {
  const Folder folder;
  const auto store = create(folder.file());
  CHECK_THROWS_AS(store->commit(), UsageError);
  CHECK_THROWS_AS(store->set("a", "b"), UsageError);
  CHECK_THROWS_AS(store->savepoint(), UsageError);
  store->begin();
  CHECK_THROWS_AS(store->begin(), UsageError);
  CHECK_THROWS_AS(store->begin_reading(), UsageError);
  CHECK_THROWS_AS(store->release(), UsageError);
  CHECK_THROWS_AS(store->roll_back_to_savepoint(), UsageError);
  store->set("a", "b");
  store->commit();
  store->begin_reading();
  CHECK(store->setting("a") == "b");
  CHECK_THROWS_AS(store->begin(), UsageError);
  CHECK_THROWS_AS(store->commit(), UsageError);
  store->roll_back();
  CHECK(store->setting("a") == "b");
}

TEST_CASE("somebody who only looks cannot write, also inside a transaction of reading") {
  const Folder folder;
  const auto store = create(folder.file());
  store->begin_reading();
  CHECK_THROWS_AS(store->set("a", "b"), UsageError);
  store->roll_back();
  CHECK_FALSE(store->setting("a"));
}

TEST_CASE("what follows a savepoint is taken back alone") {
  const Folder folder;
  const auto store = create(folder.file());
  store->begin();
  store->set("a", "1");
  store->savepoint();
  CHECK_THROWS_AS(store->savepoint(), UsageError);
  CHECK_THROWS_AS(store->commit(), UsageError);
  append(*store);
  store->set("a", "2");
  store->roll_back_to_savepoint();
  CHECK(store->setting("a") == "1");
  CHECK(store->head().seq == 0);
  store->savepoint();
  store->set("b", "1");
  store->release();
  store->savepoint();
  CHECK_THROWS_AS(store->append({5, {}, "\x01\x01", {}}), ConstraintError);
  store->roll_back_to_savepoint();
  store->commit();
  CHECK(store->setting("a") == "1");
  CHECK(store->setting("b") == "1");
  store->begin();
  store->savepoint();
  store->set("a", "3");
  store->roll_back();  // of everything
  CHECK(store->setting("a") == "1");
}

TEST_CASE("a refused statement leaves the transaction as it was") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  store->begin();
  store->set("a", "1");
  CHECK_THROWS_AS(store->insert(PostingRecord{14, "H001", march, march, true, {}}), ConstraintError);
  CHECK_THROWS_AS(store->put(BalanceRecord{"H001", INT64_MAX, 0, 0, 0, {}}), ConstraintError);
  CHECK_THROWS_AS(store->add_step("E1", 99), ConstraintError);
  CHECK_THROWS_AS(store->append({16, Moment{INT64_MAX}, "\x01\x01", {}}), ConstraintError);
  CHECK_THROWS_AS(store->append({15, Moment{0}, "\x01\x01", {}}), ConstraintError);
  store->commit();
  CHECK(store->setting("a") == "1");
  CHECK(store->balance("H001")->standing == 10);
}

TEST_CASE("one writes at a time; the other is told after the stated time") {
  const Folder folder;
  const auto one = create(folder.file());
  const auto other = open(folder.file());
  one->begin();
  one->set("a", "1");
  CHECK_FALSE(other->setting("a"));
  try {
    other->begin();
    FAIL("two at once");
  } catch (const BusyError& error) {
    CHECK(error.issue().code == "store_busy");
    CHECK(error.issue().arguments[0] == "50");
    CHECK_THAT(error.what(), Catch::Contains("try again"));
    CHECK_THAT(error.issue().sentence(Language::zh), Catch::Contains("请重试"));
  }
  one->commit();
  other->begin();
  CHECK(other->setting("a") == "1");
  other->set("a", "2");
  other->commit();
  CHECK(one->setting("a") == "2");
}

TEST_CASE("who reads keeps the picture; a writer waits for it at commit, and may try again") {
  const Folder folder;
  const auto reader = create(folder.file());
  write(*reader, [&] { reader->set("a", "1"); });
  const auto writer = open(folder.file());
  reader->begin_reading();
  writer->begin();
  writer->set("a", "2");
  CHECK_THROWS_AS(writer->commit(), BusyError);
  CHECK(reader->setting("a") == "1");
  reader->roll_back();
  CHECK(writer->setting("a") == "1");
  write(*writer, [&] { writer->set("a", "2"); });
  CHECK(reader->setting("a") == "2");
}

TEST_CASE("who commits without having written makes durable what somebody else wrote before, and only then") {
  const Folder folder;
  const auto one = create(folder.file());
  write(*one, [&] { one->set("a", "1"); });
  const std::string mine = bytes_of(folder.file());
  write(*one, [&] { CHECK(one->setting("a") == "1"); });
  CHECK(bytes_of(folder.file()) == mine);
  const auto other = open(folder.file());
  write(*other, [] {});  // it cannot know
  const std::string theirs = bytes_of(folder.file());
  CHECK(theirs != mine);
  write(*other, [] {});
  CHECK(bytes_of(folder.file()) == theirs);
  write(*other, [&] { other->set("a", "2"); });
  write(*other, [] {});
  const std::string changed = bytes_of(folder.file());
  other->begin();
  other->roll_back();
  CHECK(bytes_of(folder.file()) == changed);
  write(*one, [&] { CHECK(one->setting("a") == "2"); });
  CHECK(bytes_of(folder.file()) != changed);
  CHECK(one->setting("a") == "2");
  CHECK(one->damage().empty());
}

TEST_CASE("a process that is killed inside a transaction leaves nothing of it, and no lock") {
  const Folder folder;
  fill(*create(folder.file()));
  int pipe_ends[2];
  REQUIRE(::pipe(pipe_ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto store = open(folder.file());
    store->begin();
    change_much(*store);
    (void)!::write(pipe_ends[1], "x", 1);
    ::pause();
    ::_exit(0);
  }
  char byte = 0;
  REQUIRE(::read(pipe_ends[0], &byte, 1) == 1);
  const auto store = open(folder.file());
  CHECK_THROWS_AS(store->begin(), BusyError);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);
  store->begin();
  CHECK(is_as_before(*store));
  change_much(*store);
  store->commit();
  CHECK(is_whole(*store));
  CHECK(store->damage().empty());
}

namespace {

enum class End { committed, refused, unknown };

/// One transaction with a fault at the given call; the store is opened anew afterwards.
End commit_with_fault(const fs::path& file, FaultyVfs& vfs, int call, int code, bool for_good) {
  const auto store = open_sqlite(file, {.busy_milliseconds = 0, .vfs = "faulty"});
  End end = End::committed;
  vfs.fail_at(call, code, for_good);
  try {
    store->begin();
    change_much(*store);
    store->commit();
  } catch (const UnknownOutcomeError& error) {
    end = End::unknown;
    CHECK(error.issue().code == "store_unknown_outcome");
    CHECK_THROWS_AS(store->begin(), UsageError);
    CHECK_THROWS_AS((void)store->head(), UsageError);
  } catch (const StorageError& error) {
    end = End::refused;
    CHECK(error.issue().code == (code == SQLITE_FULL ? "store_full" : "store_machine"));
    store->roll_back();
  }
  if (for_good && end != End::committed) return end;  // the machine is gone for good
  vfs.fail_at(0, 0);
  return end;
}

}  // namespace

TEST_CASE("a disk that fails or is full at any call leaves all or nothing, and says which if it can") {
  const int code = GENERATE(SQLITE_IOERR, SQLITE_FULL);
  const bool for_good = GENERATE(false, true);
  FaultyVfs vfs;
  const Folder given;
  fill(*create(given.file()));
  const std::string before = bytes_of(given.file());
  int committed = 0;
  int refused = 0;
  int unknown = 0;
  for (int call = 1; committed < 2; ++call) {
    REQUIRE(call < 500);
    const Folder folder;
    write_bytes(folder.file(), before);
    const End end = commit_with_fault(folder.file(), vfs, call, code, for_good);
    const int calls = vfs.calls();
    vfs.fail_at(0, 0);
    const auto after = open(folder.file());
    CAPTURE(call, code, for_good);
    if (end == End::committed) CHECK(is_whole(*after));
    if (end == End::refused) CHECK(is_as_before(*after));
    if (end == End::unknown) CHECK((is_whole(*after) || is_as_before(*after)));
    CHECK(after->damage().empty());
    refused += end == End::refused ? 1 : 0;
    unknown += end == End::unknown ? 1 : 0;
    committed += end == End::committed && calls < call ? 1 : 0;
  }
  CHECK(refused + unknown > 5);
  if (code == SQLITE_FULL) {
    CHECK(unknown == 0);
  } else {
    CHECK(unknown > 0);
  }
}

}  // namespace pointsbank::store
