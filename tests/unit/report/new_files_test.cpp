// Files appear whole, all of them or none, and nothing is left behind.
#include "report/new_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "pointsbank/report.hpp"
#include "support/catch.hpp"

namespace pointsbank::report {

namespace {

namespace fs = std::filesystem;

/// A folder that goes away.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "pointsbank-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::permissions(folder_, fs::perms::owner_all, ignored);
    fs::remove_all(folder_, ignored);
  }
  fs::path operator/(const char* name) const { return folder_ / name; }
  [[nodiscard]] const fs::path& path() const { return folder_; }

  /// Everything below, by name; folders end with a slash.
  [[nodiscard]] std::map<std::string, std::string> content() const {
    std::map<std::string, std::string> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder_)) {
      const std::string name = entry.path().lexically_relative(folder_).string();
      if (entry.is_symlink()) {
        found[name + "@"] = fs::read_symlink(entry.path()).string();
      } else if (entry.is_directory()) {
        found[name + "/"] = "";
      } else {
        std::ifstream file(entry.path(), std::ios::binary);
        found[name] = std::string(std::istreambuf_iterator<char>(file), {});
      }
    }
    return found;
  }

 private:
  fs::path folder_;
};

using Content = std::map<std::string, std::string>;

void put(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

}  // namespace

TEST_CASE("files appear together, with their folders, over what was there") {
  const Scratch scratch;
  put(scratch / "b", "old");
  write_files({{scratch / "a/deep/one", "1"}, {scratch / "b", "new"}});
  CHECK(scratch.content() == Content{{"a/", ""}, {"a/deep/", ""}, {"a/deep/one", "1"}, {"b", "new"}});
}

TEST_CASE("nothing appears before all are there") {
  const Scratch scratch;
  {
    NewFiles files;
    files.make_folder(scratch / "out/");
    files.begin(scratch / "out/one");
    files.write("1");
    files.finish();
    CHECK_FALSE(fs::exists(scratch / "out/one"));
    files.begin(scratch / "out/two");
    files.write("half");
  }
  CHECK(scratch.content().empty());
}

TEST_CASE("one target that cannot be written leaves all as it was") {
  const Scratch scratch;
  put(scratch / "kept", "old");
  fs::create_directory(scratch / "folder");
  fs::create_symlink("kept", scratch / "link");
  fs::create_symlink("nowhere", scratch / "dangling");
  REQUIRE(mkfifo((scratch / "pipe").c_str(), 0600) == 0);
  fs::create_directory(scratch / "unrelated");
  for (const char* const target : {"folder", "link", "dangling", "pipe", "kept/below"}) {
    INFO(target);
    try {
      write_files({{scratch / "new/first", "1"}, {scratch / "kept", "new"}, {scratch / target, "2"}});
      FAIL("written");
    } catch (const UsageError& error) {
      CHECK(std::string(error.what()).find(scratch.path().string()) != std::string::npos);
    }
    fs::remove(scratch / "pipe");
    const Content expected{
        {"kept", "old"}, {"folder/", ""}, {"link@", "kept"}, {"dangling@", "nowhere"}, {"unrelated/", ""}};
    CHECK(scratch.content() == expected);
    REQUIRE(mkfifo((scratch / "pipe").c_str(), 0600) == 0);
  }
}

TEST_CASE("one name is not written twice") {
  const Scratch scratch;
  CHECK_THROWS_AS(write_files({{scratch / "a", "1"}, {scratch / "./a", "2"}}), UsageError);
  CHECK(scratch.content().empty());
}

TEST_CASE("a link may lead to the folder, but not to the file") {
  const Scratch scratch;
  fs::create_directory(scratch / "real");
  fs::create_symlink("real", scratch / "way");
  write_files({{scratch / "way/file", "1"}});
  CHECK(scratch.content() == Content{{"real/", ""}, {"real/file", "1"}, {"way@", "real"}});
}

TEST_CASE("what the machine refuses is said with its reason") {
  const Scratch scratch;
  if (geteuid() == 0) return;  // nothing is refused
  fs::permissions(scratch.path(), fs::perms::owner_read | fs::perms::owner_exec);
  try {
    write_files({{scratch / "file", "1"}});
    FAIL("written");
  } catch (const MachineError& error) {
    CHECK(std::string(error.what()).find("Permission denied") != std::string::npos);
  }
  CHECK(scratch.content().empty());
}

}  // namespace pointsbank::report
