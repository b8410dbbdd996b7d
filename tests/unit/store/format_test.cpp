// Files of today open tomorrow: the golden file of each format, and the way from one format to the next.
//
// A golden file is made once, when its format is new, by `unit_store "[.golden]"`, and never again.
#include <regex>
#include <string>
#include <type_traits>
#include <vector>

#include "given.hpp"
#include "store/sqlite_schema.hpp"
#include "support/catch.hpp"

namespace pointsbank::store {
namespace {

const fs::path golden = "tests/store/format-1.pointsbank";

/// All rows of all tables, as texts.
std::string content(const fs::path& file) {
  Raw raw(file);
  std::string all = raw.ask("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
  const std::string names = raw.ask("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  for (std::size_t at = 0; at < names.size();) {
    const std::string name = names.substr(at, names.find('\n', at) - at);
    at += name.size() + 1;
    std::string columns =
        raw.ask("SELECT group_concat('quote(' || name || ')', ' || '','' || ') FROM pragma_table_info('" + name + "')");
    columns.pop_back();
    all += name + ":\n" + raw.ask("SELECT " + columns + " FROM " + name + " ORDER BY 1");
  }
  return all;
}

// What a format 2 might look like: a column more in `mark`.
constexpr sqlite::Sql mark_of_2 = R"(CREATE TABLE mark(
 household TEXT PRIMARY KEY,
 since INTEGER) STRICT, WITHOUT ROWID)";
constexpr sqlite::Sql to_2[] = {
    "CREATE TEMPORARY TABLE kept AS SELECT household FROM mark", "DROP TABLE mark", mark_of_2,
    "INSERT INTO mark(household) SELECT household FROM kept",    "DROP TABLE kept", "PRAGMA user_version = 2",
};
constexpr sqlite::Sql to_nowhere[] = {"DROP TABLE mark", "PRAGMA user_version = 2"};
constexpr sqlite::Sql to_itself[] = {"DROP TABLE mark"};
constexpr sqlite::Sql broken[] = {"DROP TABLE mark", "DROP TABLE nothing"};

std::vector<sqlite::Sql> schema_of_2() {
  std::vector<sqlite::Sql> statements;
  for (const sqlite::Sql& statement : sqlite::schema()) {
    const bool is_mark = statement.view().starts_with("CREATE TABLE mark(");
    statements.push_back(is_mark ? mark_of_2 : statement);
  }
  return statements;
}

std::string outcome(const fs::path& file, std::span<const sqlite::Sql> way, bool is_read_only = false) {
  const std::vector<sqlite::Sql> schema = schema_of_2();
  const sqlite::Migration migrations[] = {{1, way}};
  const sqlite::Format format = {2, "PRAGMA user_version = 2", schema, migrations};
  sqlite::Connection connection(file, SQLITE_OPEN_READWRITE, nullptr, 0);
  try {
    sqlite::open_schema(connection, format, is_read_only);
    return "opened";
  } catch (const StoreError& error) {
    return error.issues()[0].code;
  } catch (const UsageError&) {
    return "usage";
  }
}

}  // namespace

TEST_CASE("the golden file of format 1 opens as it is") {
  REQUIRE(fs::exists(golden));
  const Folder folder;
  fill(*create(folder.file("made today")));
  fs::copy_file(golden, folder.file());
  const std::string before = bytes_of(folder.file());
  {
    const auto store = open(folder.file());
    CHECK(store->damage().empty());
    CHECK(store->entry(14).body ==
          "\x01\x06"
          "entry 14");
    CHECK(store->person("H001")->name == "张小三");
    CHECK(store->open_postings_of("H001").size() == 1);
  }
  CHECK(bytes_of(folder.file()) == before);
  CHECK(content(folder.file()) == content(folder.file("made today")));
  const auto store = open(folder.file());
  write(*store, [&] { append(*store); });
  CHECK(store->head().seq == 15);
}

TEST_CASE("the golden file of format 1 is made", "[.golden]") {
  REQUIRE_FALSE(fs::exists(golden));
  fs::create_directories(golden.parent_path());
  fill(*create(golden));
}

TEST_CASE("a file of an older format is brought up to date, wholly or not at all") {
  const Folder folder;
  fill(*create(folder.file()));
  const std::string before = bytes_of(folder.file());
  CHECK(outcome(folder.file(), to_2, true) == "store_older");
  CHECK(outcome(folder.file(), to_nowhere) == "store_lacks");
  CHECK(outcome(folder.file(), to_itself) == "usage");
  CHECK(outcome(folder.file(), broken) == "store_no_bank");
  CHECK(bytes_of(folder.file()) == before);
  CHECK(outcome(folder.file(), to_2) == "opened");
  Raw raw(folder.file());
  CHECK(raw.ask("PRAGMA user_version") == "2\n");
  CHECK(raw.ask("SELECT household || coalesce(since, '-') FROM mark") == "H002-\n");
  CHECK(outcome(folder.file(), to_2) == "opened");
  CHECK_THROWS_AS(open(folder.file()), StoreError);
}

TEST_CASE("a format without a way to it is a mistake of the program") {
  const Folder folder;
  fill(*create(folder.file()));
  sqlite::Connection connection(folder.file(), SQLITE_OPEN_READWRITE, nullptr, 0);
  const sqlite::Format format = {3, "PRAGMA user_version = 3", sqlite::schema(), {}};
  CHECK_THROWS_AS(sqlite::open_schema(connection, format, false), UsageError);
}

TEST_CASE("SQL is made by the compiler alone") {
  static_assert(!std::is_constructible_v<sqlite::Sql, std::string>);
  static_assert(!std::is_constructible_v<sqlite::Sql, std::string_view>);
  static_assert(!std::is_constructible_v<sqlite::Sql, const char*>);
  static_assert(!std::is_convertible_v<std::string, sqlite::Sql>);
  const std::regex calls(R"(sqlite3_(exec|prepare\w*|get_table|\w*printf))");
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator("src")) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file() || name == "sqlite_connection.cpp") continue;
    CAPTURE(name);
    CHECK_FALSE(std::regex_search(bytes_of(entry.path()), calls));
  }
}

}  // namespace pointsbank::store
