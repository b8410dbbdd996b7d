// A copy appears whole and equal, or not at all.
#include <atomic>
#include <string>
#include <thread>

#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::store {
namespace {

std::string code_of_copy(Store& store, const fs::path& file) {
  try {
    store.back_up(file);
    return "copied";
  } catch (const StoreError& error) {
    return error.issues()[0].code;
  } catch (const StorageError& error) {
    return error.issue().code;
  }
}

int files_in(const fs::path& folder) {
  int files = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) files += entry.path().empty() ? 0 : 1;
  return files;
}

}  // namespace

TEST_CASE("a copy has all that the bank has, and works on its own") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  CHECK(code_of_copy(*store, folder.file("copy")) == "copied");
  write(*store, [&] { append(*store); });
  const auto copy = open(folder.file("copy"));
  CHECK(copy->head().seq == 14);
  CHECK(copy->head().chain == digest_of(14));
  CHECK(copy->person("H001")->name == "张小三");
  CHECK(copy->damage().empty());
  write(*copy, [&] { append(*copy); });
  CHECK(copy->head().seq == 15);
}

TEST_CASE("nothing is written over, and nothing is left lying about") {
  const Folder folder;
  const auto store = create(folder.file());
  fill(*store);
  write_bytes(folder.file("there"), "something else");
  CHECK(code_of_copy(*store, folder.file("there")) == "store_exists");
  CHECK(bytes_of(folder.file("there")) == "something else");
  CHECK(code_of_copy(*store, folder.file()) == "store_exists");
  fs::create_symlink(folder.file("nowhere"), folder.file("link"));
  CHECK(code_of_copy(*store, folder.file("link")) == "store_exists");
  CHECK(code_of_copy(*store, folder.file("no/folder")) == "store_machine");
  store->begin();
  CHECK_THROWS_AS(store->back_up(folder.file("copy")), UsageError);
  store->roll_back();
  CHECK_FALSE(fs::exists(folder.file("nowhere")));
  CHECK(files_in(folder.path()) == 4);  // the bank, its empty journal, `there` and `link`
  CHECK(store->head().seq == 14);
}

TEST_CASE("a copy made while somebody writes is one moment's state") {
  const Folder folder;
  const auto store = create(folder.file());
  write(*store, [&] {
    for (int i = 0; i < 800; ++i) append(*store, "\x01\x06" + std::string(4000, 'x'));
  });
  std::atomic<bool> is_over = false;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    const auto other = open_sqlite(folder.file(), {});
    while (!is_over) {
      other->begin();
      const Seq seq = append(*other);
      other->set("last", std::to_string(seq));
      other->commit();
      ++written;
    }
  });
  while (written == 0) std::this_thread::yield();
  const std::string code = code_of_copy(*store, folder.file("copy"));
  is_over = true;
  writer.join();
  CHECK(code == "copied");
  const auto copy = open(folder.file("copy"));
  CHECK(copy->damage().empty());
  CHECK(copy->head().seq > 800);
  CHECK(copy->setting("last") == std::to_string(copy->head().seq));
}

}  // namespace pointsbank::store
