// Cells as CSV: amounts, dates, quotes, and texts of every length around the borders of the fast paths.
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "pointsbank/number.hpp"
#include "report/tables.hpp"
#include "report/text_buffer.hpp"
#include "support/catch.hpp"

namespace pointsbank::report {

namespace {

template <class Append>
std::string made(Append append) {
  std::string text;
  TextBuffer buffer([&](std::string_view portion) { text.append(portion); });
  append(buffer);
  buffer.flush();
  return text;
}

/// What RFC 4180 says, letter by letter.
std::string in_quotes(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) cell.append(c == '"' ? 2 : 1, c);
  return cell + '"';
}

}  // namespace

TEST_CASE("amounts are written as everywhere else") {
  std::vector<std::int64_t> amounts{0,
                                    1,
                                    -1,
                                    9,
                                    10,
                                    99,
                                    100,
                                    -100,
                                    12345,
                                    std::numeric_limits<std::int64_t>::max(),
                                    std::numeric_limits<std::int64_t>::min()};
  for (std::int64_t power = 1; power < 1'000'000'000'000'000'000; power *= 10) {
    for (const std::int64_t near : {power - 1, power, power + 1}) {
      amounts.push_back(near);
      amounts.push_back(-near);
    }
  }
  for (std::int64_t power = 1; power < (std::int64_t{1} << 62); power *= 2) amounts.push_back(power);
  for (const std::int64_t amount : amounts) {
    for (int decimals = 0; decimals <= 9; ++decimals) {
      CHECK(made([&](TextBuffer& buffer) { buffer.append_units(amount, decimals); }) ==
            units_to_string(amount, decimals) + ",");
    }
  }
}

TEST_CASE("cells have quotes where RFC 4180 needs them, and nowhere else") {
  const std::string letters = "户a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0";
  for (std::size_t size = 0; size <= letters.size(); ++size) {
    const std::string plain = letters.substr(0, size);
    CHECK(made([&](TextBuffer& buffer) { buffer.append_cell(plain); }) == plain + ",");
    for (std::size_t at = 0; at < size; ++at) {
      for (const char special : {'"', ',', '\r', '\n'}) {
        std::string text = plain;
        text[at] = special;
        CHECK(made([&](TextBuffer& buffer) { buffer.append_cell(text); }) == in_quotes(text) + ",");
        std::string cell;
        append_cell(cell, text);
        CHECK(cell == in_quotes(text));
      }
    }
    // Neighbours of the special characters, and bytes with the high bit.
    for (const char harmless : {'!', '#', '+', '-', '\t', ';', '\'', '\x82', '\xAC', '\xA2', '\x8A', '\x8D'}) {
      if (size == 0) continue;
      std::string text = plain;
      text[size / 2] = harmless;
      CHECK_FALSE(needs_quotes(text));
    }
  }
}

TEST_CASE("texts that are larger than the buffer come out whole") {
  const std::string large(3'000'000, 'x');
  const std::string quotes(1'500'000, '"');
  const std::string text = made([&](TextBuffer& buffer) {
    buffer.append_cell(large);
    buffer.append_cell(quotes);
    buffer.replace_last('\n');
  });
  CHECK(text == large + "," + in_quotes(quotes) + "\n");
}

TEST_CASE("what comes out does not depend on where the buffer ends") {
  std::string expected;
  const std::string text = made([&](TextBuffer& buffer) {
    for (std::int64_t row = 0; row < 200'000; ++row) {
      const std::string cell =
          "e" + std::to_string(row * row % 1'000'003) + std::string(static_cast<std::size_t>(row % 23), 'z');
      buffer.append_cell(cell);
      buffer.append_units(row - 100'000, 2);
      buffer.append_date("2026-03-05");
      buffer.replace_last('\n');
      expected += cell + "," + units_to_string(row - 100'000, 2) + ",2026-03-05\n";
    }
  });
  CHECK(text == expected);
}

TEST_CASE("dates are remembered and never confused") {
  DateTexts dates;
  for (int round = 0; round < 2; ++round) {
    for (std::int32_t days = -5000; days < 60'000; days += 17) CHECK(dates.text(Date{days}) == Date{days}.to_string());
    CHECK(dates.text(Date::never()) == "9999-12-31");
    CHECK(dates.text(Date{0}) == "1970-01-01");
    CHECK(dates.text(Date{1024}) == Date{1024}.to_string());
  }
}

TEST_CASE("listed texts are quoted once and read back as they were") {
  ListedTexts texts;
  const std::vector<std::string> words{"",          "plain", "a,b", "\"", "say \"yes\"", "户1", std::string(200, 'l'),
                                       "line\nend", "last"};
  for (const std::string& word : words) texts.add(word);
  for (std::size_t i = 0; i < words.size(); ++i) {
    CHECK(texts.cell(i) == in_quotes(words[i]) + ",");
    std::vector<std::vector<std::string>> rows;
    RowsOut out(rows);
    out.listed(texts, i);
    out.end_row();
    CHECK(rows == std::vector<std::vector<std::string>>{{words[i]}});
  }
}

}  // namespace pointsbank::report
