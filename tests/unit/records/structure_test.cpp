#include "records/structure.hpp"

#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"

using pointsbank::records::Structure;
using pointsbank::records::text_padding;

namespace {

struct Found {
  std::vector<std::uint32_t> marks;
  std::vector<std::uint32_t> line_ends;
  std::vector<std::uint32_t> quotes;
  bool is_plain = true;

  friend bool operator==(const Found&, const Found&) = default;
};

Found one_by_one(const std::string& text) {
  Found found;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\n') found.line_ends.push_back(static_cast<std::uint32_t>(found.marks.size()));
    if (c == ',' || c == '\n') found.marks.push_back(i);
    if (c == '"') found.quotes.push_back(i);
    if (c == '\r') {
      found.is_plain &= i + 1 < text.size() && text[i + 1] == '\n';
    } else if (c != '\n') {
      found.is_plain &= c >= 0x20 && c < 0x7F;
    }
  }
  return found;
}

Found found_in(const Structure& structure) {
  return {{structure.marks(), structure.marks() + structure.mark_count},
          {structure.line_ends(), structure.line_ends() + structure.line_end_count},
          {structure.quotes(), structure.quotes() + structure.quote_count},
          structure.is_plain};
}

/// At the given distance from an aligned address, with padding that would be found if it were looked at.
void check(const std::string& text, std::size_t shift, Structure& structure) {
  const auto memory = std::make_unique<char[]>(shift + text.size() + text_padding);
  std::memset(memory.get(), ',', shift + text.size() + text_padding);
  if (!text.empty()) std::memcpy(memory.get() + shift, text.data(), text.size());
  const Found expected = one_by_one(text);
  structure.find(memory.get() + shift, text.size());
  const bool is_found = found_in(structure) == expected;
  structure.find_portably(memory.get() + shift, text.size());
  const bool is_found_portably = found_in(structure) == expected;
  INFO("shift " << shift << " of: " << text);
  REQUIRE(is_found);
  REQUIRE(is_found_portably);
  REQUIRE(structure.marks()[-1] == UINT32_MAX);
}

}  // namespace

TEST_CASE("commas, line ends and quotes are found whatever the size and the alignment", "[records]") {
  Structure structure;
  std::mt19937_64 random(20260305);
  const std::string alphabet = "abc019,,,,\n\n\"\r";
  for (std::size_t size = 0; size <= 200; ++size) {
    std::string text(size, ' ');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    for (const std::size_t shift : {0U, 1U, 7U, 31U, 32U, 63U}) check(text, shift, structure);
  }
}

TEST_CASE("every byte is told apart at every place of a block", "[records]") {
  Structure structure;
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < 130; at += byte % 7 == 0 ? 1U : 13U) {
      std::string text(130, 'x');
      text[at] = static_cast<char>(byte);
      check(text, 0, structure);
    }
  }
}

TEST_CASE("a line end of two characters may lie on the border of a block", "[records]") {
  Structure structure;
  for (std::size_t at = 0; at < 140; ++at) {
    std::string text(141, 'x');
    text[at] = '\r';
    check(text, 0, structure);
    text[at + 1] = '\n';
    check(text, 0, structure);
  }
}

TEST_CASE("a block of nothing but commas", "[records]") {
  Structure structure;
  for (const std::size_t size : {1U, 63U, 64U, 65U, 1000U}) {
    check(std::string(size, ','), 0, structure);
    check(std::string(size, '\n'), 0, structure);
    check(std::string(size, '"'), 0, structure);
  }
}
