// docs/proofs.md is what others write programs by: its documents, its journal and its table of kinds are those of the
// library, byte for byte.
#include <fstream>
#include <iterator>
#include <sstream>
#include <type_traits>
#include <utility>

#include "riverside.hpp"
#include "support/catch.hpp"

namespace pointsbank::proof {

namespace {

std::string page() {
  std::ifstream file("docs/proofs.md", std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The block that the page writes to a file of this name.
std::string block(const std::string& name) {
  const std::string text = page();
  const std::string head = "```json file=" + name + "\n";
  const std::size_t begin = text.find(head);
  REQUIRE(begin != std::string::npos);
  const std::size_t end = text.find("```", begin + head.size());
  return text.substr(begin + head.size(), end - begin - head.size());
}

bool is_on_the_page(const std::string& text) { return page().find(text) != std::string::npos; }

std::string hexadecimal(const std::string& bytes) {
  std::ostringstream out;
  for (const char c : bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    out << digits[static_cast<unsigned char>(c) / 16] << digits[static_cast<unsigned char>(c) % 16];
  }
  return out.str();
}

template <class T>
struct Inner {
  static constexpr bool is_optional = false;
  static constexpr bool is_list = false;
};
template <class T>
struct Inner<std::optional<T>> {
  static constexpr bool is_optional = true;
  static constexpr bool is_list = false;
  using Type = T;
};
template <class T>
struct Inner<std::vector<T>> {
  static constexpr bool is_optional = false;
  static constexpr bool is_list = true;
  using Type = T;
};

/// What the page calls the content of a field.
template <class T>
std::string content() {
  if constexpr (Inner<T>::is_optional) {
    return content<typename Inner<T>::Type>() + "?";
  } else if constexpr (Inner<T>::is_list) {
    return content<typename Inner<T>::Type>() + "[]";
  } else if constexpr (std::is_enum_v<T>) {
    return "word";
  } else {
    return std::is_same_v<T, std::string>               ? "text"
           : std::is_same_v<T, std::int64_t>            ? "number"
           : std::is_same_v<T, bool>                    ? "yes or no"
           : std::is_same_v<T, Date>                    ? "day"
           : std::is_same_v<T, Moment>                  ? "moment"
           : std::is_same_v<T, Digest>                  ? "digest"
           : std::is_same_v<T, journal::Cell>           ? "cell"
           : std::is_same_v<T, journal::RedemptionLine> ? "line"
           : std::is_same_v<T, journal::CauseTotal>     ? "total"
                                                        : "?";
  }
}

template <class Struct>
std::string row(const std::string& number, const std::string& name) {
  std::string text = "| " + number + (number.empty() ? "" : " ") + "| " + name + " | ";
  std::string before;
  const Struct value{};
  Struct::visit(value, [&](int tag, std::string_view field, const auto& at) {
    text += before + std::to_string(tag) + " `" + std::string(field) + "` " + content<std::decay_t<decltype(at)>>();
    before = ", ";
  });
  return text + " |\n";
}

template <std::size_t... Kind>
void check_rows(std::index_sequence<Kind...>) {
  const auto check = [](const std::string& line) {
    INFO(line);
    CHECK(is_on_the_page(line));
  };
  (check(row<std::variant_alternative_t<Kind, journal::Entry>>(
       std::to_string(Kind + 1), std::string(journal::kind_name(static_cast<std::uint8_t>(Kind + 1))))),
   ...);
  check(row<journal::Cell>("", "cell, in a list"));
  check(row<journal::RedemptionLine>("", "line, in a list"));
  check(row<journal::CauseTotal>("", "total, in a list"));
}

}  // namespace

TEST_CASE("The journal of the page is the library's", "[proof]") {
  const given::Journal book = given::riverside();
  std::string expected = "{\"entries\": [\n";
  for (std::size_t i = 0; i < book.bodies.size(); ++i) {
    expected += "  {\"seq\": " + std::to_string(i + 1) +
                ", \"recorded\": " + std::to_string(book.recorded[i].microseconds) + ",\n   \"chain\": \"" +
                book.chains[i].to_string() + "\",\n   \"body\": \"" + hexadecimal(book.bodies[i]) +
                (i + 1 < book.bodies.size() ? "\"},\n" : "\"}\n");
  }
  CHECK(block("journal.json") == expected + "]}\n");
  std::string entry;
  journal::write_json(entry, journal::decode(book.bodies.at(4)).value());
  std::string text = page();
  std::erase(text, '\n');
  entry.insert(entry.find("\"cause\""), " ");  // where the page begins a new line
  CHECK(text.find("```json" + entry + "```") != std::string::npos);
}

TEST_CASE("The sheets and the slip of the page are the library's", "[proof]") {
  const given::Journal book = given::riverside();
  const Sheet march = given::sheet(book, 0);
  const Sheet april = given::sheet(book, 1);
  const Slip slip = book.slip(5, "H2", 1);
  CHECK(block("march.json") == to_json(march));
  CHECK(block("april.json") == to_json(april));
  CHECK(block("slip.json") == to_json(slip));
  CHECK(is_on_the_page("```text\n" + to_text(april, Language::en) + "```"));
  CHECK(is_on_the_page("```text\n" + to_text(slip, Language::zh) + "```"));
  CHECK(check(april, &march).empty());
  CHECK(check(slip, april).empty());
}

TEST_CASE("The table of kinds is the library's", "[proof]") {
  check_rows(std::make_index_sequence<std::variant_size_v<journal::Entry>>());
}

}  // namespace pointsbank::proof
