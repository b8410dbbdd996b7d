// What the store's tests start from: a folder of their own, a bank's file with something of everything, raw SQL.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "store/store.hpp"

namespace pointsbank::store {

namespace fs = std::filesystem;

/// A new folder that goes away with all in it.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "pointsbank-store-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw MachineError("no folder for the test");
    path_ = name;
  }
  ~Folder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] fs::path file(std::string_view name = "village.pointsbank") const { return path_ / name; }

 private:
  fs::path path_;
};

inline std::unique_ptr<Store> create(const fs::path& file) { return open_sqlite(file, {.create = true}); }
inline std::unique_ptr<Store> open(const fs::path& file) { return open_sqlite(file, {.busy_milliseconds = 50}); }

inline std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void write_bytes(const fs::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline Digest digest_of(int number) {
  Digest digest;
  digest.bytes.fill(static_cast<std::uint8_t>(number));
  return digest;
}

/// The next entry of the journal; its body says nothing.
inline Seq append(Store& store, std::string body = "\x01\x01") {
  const Head head = store.head();
  const Moment recorded{head.seq == 0 ? 1'000'000 : head.recorded.microseconds + 1};
  store.append({head.seq + 1, recorded, std::move(body), digest_of(static_cast<int>((head.seq + 1) % 256))});
  return head.seq + 1;
}

/// Runs in a transaction.
template <class Function>
void write(Store& store, Function&& function) {
  store.begin();
  function();
  store.commit();
}

/// A connection as anybody has it who opens the file with another program.
class Raw {
 public:
  explicit Raw(const fs::path& file) {
    if (sqlite3_open(file.c_str(), &handle_) != SQLITE_OK) throw MachineError("cannot open " + file.string());
    sqlite3_extended_result_codes(handle_, 1);
    (void)run("PRAGMA foreign_keys = ON");
    (void)run("PRAGMA recursive_triggers = ON");
  }
  ~Raw() { sqlite3_close(handle_); }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;

  [[nodiscard]] int run(const std::string& sql) {
    return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  }
  [[nodiscard]] std::string message() { return sqlite3_errmsg(handle_); }
  /// The first column of all rows, each ended by a line break.
  [[nodiscard]] std::string ask(const std::string& sql) {
    std::string result;
    const auto add = [](void* out, int, char** values, char**) {
      static_cast<std::string*>(out)->append(values[0] == nullptr ? "NULL" : values[0]).push_back('\n');
      return 0;
    };
    if (sqlite3_exec(handle_, sql.c_str(), add, &result, nullptr) != SQLITE_OK) return "error: " + message();
    return result;
  }

 private:
  sqlite3* handle_ = nullptr;
};

const Date march = Date::of(2026, 3, 1);
const Date april = Date::of(2026, 4, 1);

/// Something of everything: the same bytes each time. The journal has 14 entries.
inline void fill(Store& store) {
  store.begin();
  for (int i = 1; i <= 14; ++i) append(store, std::string("\x01\x06") + "entry " + std::to_string(i));
  store.keep_answer({"key-1", "\x01request", R"({"code":"done"})"});
  store.keep_document(digest_of(7), "{\"id\": \"village\"}");
  store.set("through", "2026-03-31");
  store.put(HouseholdRecord{"H001", std::nullopt, 1});
  store.put(HouseholdRecord{"H002", march, 2});
  store.put(MemberRecord{"M1", "H001", std::nullopt, std::nullopt, 3});
  store.replace_officers({{"zhang", 0, march, std::nullopt}, {"wang", 1, std::nullopt, april}});
  store.put(PersonRecord{"H001", "张小三", "0123456789abcdef"});
  store.insert(EventRecord{"E1", 4, "H001", "M1", march, EventState::final, Moment{5}, Moment{6}, ""});
  store.insert(EventRecord{"E2", 5, "H002", "", march + 1, EventState::submitted, {}, {}, ""});
  store.insert(EventRecord{"E3", 6, "H002", "", march + 2, EventState::published, Moment{9}, {}, "2.5"});
  store.add_step("E1", 6);
  store.put(MonthRecord{march, true, 9});
  store.insert(PostingRecord{7, "H001", march, april, true, {}});
  store.insert(PostingRecord{8, "H001", march + 1, april, true, {}});
  store.insert(PostingRecord{10, "H001", march + 1, april, false, 8});
  store.put(BalanceRecord{"H001", 10, 5, 12, 2, april});
  store.put(TotalRecord{"rule", 10, 5});
  store.mark("H002");
  store.insert(MoneyRecord{"R1", "H001", "redemption", "", 11});
  store.put(GoodsRecord{"soap", "香皂", 5, 2, "month", 10, 8, 1, 1});
  store.insert(RedemptionRecord{"R1", "H001", april, 5, april + 30, HoldState::held, 12});
  store.insert(PublishedRecord{march, "rankings", "best", march, "H001", 13});
  store.commit();
}

}  // namespace pointsbank::store
