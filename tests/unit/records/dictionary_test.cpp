#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "pointsbank/columns.hpp"
#include "records/id_table.hpp"
#include "records/text_index.hpp"
#include "support/catch.hpp"

using namespace pointsbank;

TEST_CASE("equal bytes have equal ids, in the order of adding", "[records]") {
  Dictionary texts;
  CHECK(texts.size() == 0);
  CHECK(texts.find("a") == no_id);
  CHECK(texts.add("a") == 0);
  CHECK(texts.add("") == 1);
  CHECK(texts.add(std::string_view("a\0", 2)) == 2);
  CHECK(texts.add("a") == 0);
  CHECK(texts.add("e\u0301") == 3);
  CHECK(texts.add("\u00E9") == 4);
  CHECK(texts.find("") == 1);
  CHECK(texts.text(2) == std::string_view("a\0", 2));
  Dictionary moved = std::move(texts);
  CHECK(moved.find("a") == 0);
  texts = Dictionary();
  CHECK(texts.add("b") == 0);
}

TEST_CASE("texts stay where they are while more are added", "[records]") {
  Dictionary texts;
  std::mt19937_64 random(1);
  std::vector<std::string> added;
  std::vector<std::string_view> views;
  std::unordered_map<std::string, Id> ids;
  for (int i = 0; i < 50'000; ++i) {
    std::string text = std::to_string(random() % 20'000);
    if (i % 100 == 0) text.append(random() % 3'000, 'x');
    const Id id = texts.add(text);
    const auto [there, is_new] = ids.emplace(text, id);
    REQUIRE(there->second == id);
    if (is_new) {
      REQUIRE(id == added.size());
      added.push_back(text);
      views.push_back(texts.text(id));
    }
  }
  const std::string huge(5U << 20U, 'y');
  CHECK(texts.text(texts.add(huge)) == huge);
  for (Id id = 0; id < added.size(); ++id) {
    REQUIRE(views[id] == added[id]);
    REQUIRE(views[id].data() == texts.text(id).data());
    REQUIRE(texts.find(added[id]) == id);
  }
  CHECK(texts.find("never") == no_id);
}

TEST_CASE("short texts are told apart by all their bytes", "[records]") {
  records::TextIndex index;
  std::vector<std::string> padded;
  for (const std::string text : {"a", "aa", "aaaaaaaa", "aaaaaaaaa", "baaaaaaaa", "aaaaaaaab", "aaaaaaaaaaaaaaaa"}) {
    padded.push_back(text + std::string(records::cell_padding, 'a'));
    const records::Cell cell{padded.back().data(), static_cast<std::uint32_t>(text.size())};
    const auto key = index.key_of(cell);
    REQUIRE(index.find(key) == no_id);
    index.add(key, static_cast<Id>(padded.size()));
    REQUIRE(index.find(key) == padded.size());
  }
  for (int i = 0; i < 10'000; ++i) {
    std::string text = "t" + std::to_string(i);
    const auto size = static_cast<std::uint32_t>(text.size());
    text.resize(size + records::cell_padding);
    index.add(index.key_of({text.data(), size}), static_cast<Id>(1'000 + i));
  }
  for (int i = 0; i < 10'000; ++i) {
    std::string text = "t" + std::to_string(i);
    const auto size = static_cast<std::uint32_t>(text.size());
    text.resize(size + records::cell_padding, 'z');
    REQUIRE(index.find(index.key_of({text.data(), size})) == static_cast<Id>(1'000 + i));
  }
}

TEST_CASE("the table of ids finds what was added, however it grows", "[records]") {
  std::vector<std::string> ids;
  records::IdTable table(0);
  const auto text_of = [&](std::uint32_t number) { return std::string_view(ids[number]); };
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    ids.push_back("id" + std::to_string(i));
    REQUIRE(table.find_or_add(ids[i], hash_text(ids[i]), i, text_of) == records::IdTable::none);
    REQUIRE(table.find_or_add(ids[i / 2], hash_text(ids[i / 2]), i, text_of) == i / 2);
  }
  for (std::uint32_t i = 0; i < 100'000; ++i) REQUIRE(table.find(ids[i], hash_text(ids[i]), text_of) == i);
  CHECK(table.find("id", hash_text("id"), text_of) == records::IdTable::none);
}

TEST_CASE("numbers that count down stay apart from those that count up, in a table of any size", "[records]") {
  for (const std::size_t expected : {0U, 700U, 5'000U, 200'000U}) {
    std::vector<std::string> up;
    std::vector<std::string> down;
    records::IdTable table(expected);
    const auto text_of = [&](std::uint32_t number) -> std::string_view {
      return number < up.size() ? up[number] : down.at(records::IdTable::none - 1 - number);
    };
    const auto add = [&](const std::string& id, std::uint32_t number) {
      REQUIRE(table.find_or_add(id, hash_text(id), number, text_of) == records::IdTable::none);
    };
    for (std::uint32_t i = 0; i < 20'000; ++i) {
      up.push_back("up" + std::to_string(i));
      add(up.back(), i);
      if (i % 3 != 0) continue;
      down.push_back("down" + std::to_string(i));
      add(down.back(), static_cast<std::uint32_t>(records::IdTable::none - down.size()));
    }
    for (std::uint32_t i = 0; i < up.size(); ++i) REQUIRE(table.find(up[i], hash_text(up[i]), text_of) == i);
    for (std::uint32_t i = 0; i < down.size(); ++i) {
      REQUIRE(table.find(down[i], hash_text(down[i]), text_of) == records::IdTable::none - 1 - i);
    }
    CHECK(table.find("down1", hash_text("down1"), text_of) == records::IdTable::none);
  }
}

TEST_CASE("texts longer than eight bytes are told apart when short ones came first", "[records]") {
  records::TextIndex index;
  std::vector<std::string> texts;
  for (int i = 0; i < 3'000; ++i) texts.push_back("s" + std::to_string(i));
  for (int i = 0; i < 3'000; ++i) texts.push_back("the same" + std::to_string(i));
  const auto key_of = [&](std::string& text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    text.resize(size + records::cell_padding);
    const auto key = index.key_of({text.data(), size});
    text.resize(size);
    return key;
  };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    REQUIRE(index.find(key_of(texts[i])) == no_id);
    index.add(key_of(texts[i]), static_cast<Id>(i));
  }
  for (std::size_t i = 0; i < texts.size(); ++i) REQUIRE(index.find(key_of(texts[i])) == i);
}
