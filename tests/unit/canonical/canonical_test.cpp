// The bytes of values, written down once and for all; what is refused; what differs; the same as JSON.
#include "canonical/canonical.hpp"

#include <cstddef>
#include <string>

#include "given.hpp"
#include "pointsbank/issues.hpp"
#include "support/catch.hpp"

namespace pointsbank::canonical {

namespace {

using given::Box;
using given::Colour;
using given::Everything;
using given::everything;
using given::Line;

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char byte : bytes) {
    out += digits[static_cast<unsigned char>(byte) / 16];
    out += digits[static_cast<unsigned char>(byte) % 16];
  }
  return out;
}

/// Without blanks and ends of lines.
std::string together(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\n') out += c;
  }
  return out;
}

std::string bytes_of(std::string_view hex_with_blanks) {
  const std::string digits = together(hex_with_blanks);
  std::string bytes;
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(at, 2), nullptr, 16));
  }
  return bytes;
}

/// Refused, or the bytes of the value that was read.
template <class T>
bool is_exact(std::string_view bytes) {
  T value{};
  return !decode(bytes, value) || encode(value) == bytes;
}

template <class T>
bool is_refused(std::string_view hex_with_blanks) {
  T value{};
  return !decode(bytes_of(hex_with_blanks), value);
}

template <int First, int Second>
struct Tagged {
  std::int64_t value = 0;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(First, "first", self.value);
    visit(Second, "second", self.value);
  }
};

Box nested(int depth) {
  Box box;
  if (depth > 0) box.boxes.push_back(nested(depth - 1));
  return box;
}

}  // namespace

TEST_CASE("The bytes of a small struct", "[canonical]") {
  CHECK(hex(encode(Line{"ab", 258, Colour::green})) == together("01 00000002 6162"
                                                                "02 00000008 0000000000000102"
                                                                "09 00000001 01"));
  CHECK(hex(encode(Line{"", -1, std::nullopt})) == together("01 00000000 02 00000008 ffffffffffffffff"));
}

TEST_CASE("The bytes of a struct with everything in it", "[canonical]") {
  CHECK(hex(encode(everything())) == together(R"(
      01 00000008 0000000000005025
      02 00000008 e688b7e794b22d31
      03 00000000
      04 00000008 fffffffffffffff9
      05 00000001 01
      06 00000008 00064c45e2b17901
      07 00000020 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
      08 00000001 02
      14 00000047 00000002
        00000020 01 00000008 7374616e64696e67 02 00000008 00000000000001f4 09 00000001 01
        0000001b 01 00000009 7370656e6461626c65 02 00000008 ffffffffffffff06
      15 0000001f 00000003 00000000 0000000c e2809ce5bc95e58fb7e2809d 00000003 225c0a
      16 00000028 00000003
        00000008 ffffffff80000000 00000008 0000000000000000 00000008 000000007fffffff
      fe 00000015 01 00000003 616c6c 02 00000008 8000000000000000
      ff 0000001c 01 00000004 6e6f6e65 02 00000008 7fffffffffffffff 09 00000001 00)"));
  Everything value;
  REQUIRE(decode(encode(everything()), value));
  CHECK(value == everything());
}

TEST_CASE("A buffer is appended to", "[canonical]") {
  std::string buffer = "\x01\x07";
  append_encoded(buffer, Line{"a", 1, std::nullopt});
  CHECK(buffer == "\x01\x07" + encode(Line{"a", 1, std::nullopt}));
}

TEST_CASE("No beginning of a value's bytes is a value, nor is more than them", "[canonical]") {
  const std::string bytes = encode(everything());
  Everything value;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // Without its last field, which may be left out, it is another value.
    if (bytes.size() - size == 5 + 28) continue;
    CHECK_FALSE(decode(bytes.substr(0, size), value));
  }
  for (const char more : {'\0', '\x01', '\xFF'}) CHECK_FALSE(decode(bytes + more, value));
  CHECK_FALSE(decode(bytes + bytes, value));
  CHECK(value == Everything());
}

TEST_CASE("With any bit turned, bytes are refused or those of another value", "[canonical]") {
  std::string bytes = encode(everything());
  int read = 0;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    const auto mask = static_cast<char>(1U << (bit % 8));
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ mask);
    REQUIRE(is_exact<Everything>(bytes));
    Everything value;
    if (decode(bytes, value)) {
      ++read;
      CHECK_FALSE(value == everything());
    }
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ mask);
  }
  CHECK(read > 500);  // amounts and texts are others then
}

TEST_CASE("With any byte replaced, put in or taken out, too", "[canonical]") {
  const std::string bytes = encode(everything());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(byte);
      REQUIRE(is_exact<Everything>(changed));
      if (byte % 16 != 0) continue;
      changed = bytes;
      changed.insert(at, 1, static_cast<char>(byte));
      REQUIRE(is_exact<Everything>(changed));
    }
    std::string changed = bytes;
    changed.erase(at, 1);
    REQUIRE(is_exact<Everything>(changed));
  }
}

TEST_CASE("Tags that are missing, unknown, repeated or out of order are refused", "[canonical]") {
  const std::string account = "01 00000001 61 ";
  const std::string points = "02 00000008 0000000000000001 ";
  const std::string colour = "09 00000001 01 ";
  CHECK_FALSE(is_refused<Line>(account + points + colour));
  CHECK_FALSE(is_refused<Line>(account + points));
  CHECK(is_refused<Line>(""));
  CHECK(is_refused<Line>(account));
  CHECK(is_refused<Line>(points));
  CHECK(is_refused<Line>(points + account));
  CHECK(is_refused<Line>(account + account + points));
  CHECK(is_refused<Line>(account + points + points));
  CHECK(is_refused<Line>(account + colour + points));
  CHECK(is_refused<Line>(account + points + colour + colour));
  CHECK(is_refused<Line>(account + points + "03 00000001 01"));
  CHECK(is_refused<Line>("00 00000000" + account + points));
}

TEST_CASE("Contents that are not their type's are refused", "[canonical]") {
  const auto with_points = [](const std::string& points) { return is_refused<Line>("01 00000000 02 " + points); };
  CHECK(with_points("00000007 00000000000001"));
  CHECK(with_points("00000009 000000000000000001"));
  CHECK(with_points("00000000"));
  CHECK(with_points("ffffffff 0000000000000001"));
  const auto with_colour = [](const std::string& colour) {
    return is_refused<Line>("01 00000000 02 00000008 0000000000000001 09 " + colour);
  };
  CHECK_FALSE(with_colour("00000001 02"));
  CHECK(with_colour("00000001 03"));
  CHECK(with_colour("00000001 ff"));
  CHECK(with_colour("00000002 0001"));
  CHECK(with_colour("00000000"));
  const std::string bytes = encode(everything());
  const auto changed = [&](std::string_view from, std::string_view to) {
    const std::string old = bytes_of(from);
    const std::size_t at = bytes.find(old);
    REQUIRE(at != std::string::npos);
    std::string other = bytes;
    other.replace(at, old.size(), bytes_of(to));
    Everything value;
    return decode(other, value);
  };
  CHECK(changed("05 00000001 01", "05 00000001 00"));
  CHECK_FALSE(changed("05 00000001 01", "05 00000001 02"));
  CHECK(changed("fffffffffffffff9", "ffffffff80000000"));        // the smallest 32-bit number
  CHECK_FALSE(changed("fffffffffffffff9", "ffffffff7fffffff"));  // one below it
  CHECK(changed("0000000000005025", "000000007fffffff"));
  CHECK_FALSE(changed("0000000000005025", "0000000080000000"));  // no date
}

TEST_CASE("Texts are UTF-8, exactly as they are", "[canonical]") {
  for (const std::string text : {"", "a", "户", "\xF4\x8F\xBF\xBF", "\xEF\xBF\xBF", "\xC2\x80", "\xED\x9F\xBF",
                                 "e\xCC\x81", "twelve bytes and then 户", "\xF0\x90\x80\x80"}) {
    Line line;
    REQUIRE(decode(encode(Line{text, 0, std::nullopt}), line));
    CHECK(line.account == text);
  }
  const std::string with_zero("a\0b", 3);
  Line line;
  REQUIRE(decode(encode(Line{with_zero, 0, std::nullopt}), line));
  CHECK(line.account == with_zero);
  for (const std::string text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xE6\x88", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC2\x41", "eight by\xE6\x88", "\xE6\x88\xB7\xB7"}) {
    INFO(hex(text));
    CHECK_FALSE(is_utf8(text));
    CHECK_THROWS_AS(encode(Line{text, 0, std::nullopt}), UsageError);
    std::string bytes = encode(Line{std::string(text.size(), 'x'), 0, std::nullopt});
    bytes.replace(5, text.size(), text);
    CHECK_FALSE(decode(bytes, line));
  }
}

TEST_CASE("What promises more than it holds is refused without memory for it", "[canonical]") {
  // 2^32 - 1 strings, of which there are none, and as many as there are bytes.
  CHECK(is_refused<Box>("01 00000004 ffffffff"));
  CHECK(is_refused<Box>("01 00000008 00000002 00000000"));
  CHECK(is_refused<Box>("01 00000008 00000000 00000000"));
  CHECK(is_refused<Box>("01 ffffffff 00000000"));
}

TEST_CASE("Values lie in each other up to a depth", "[canonical]") {
  // Each box is a list and, but for the outermost, a struct in it.
  const int deepest = (max_depth - 1) / 2;
  Box box;
  REQUIRE(decode(encode(nested(deepest)), box));
  CHECK(box == nested(deepest));
  CHECK_THROWS_AS(encode(nested(deepest + 1)), UsageError);
  // One deeper, put together by hand.
  const std::string inner = encode(nested(deepest));
  std::string element(4, '\0');
  detail::put_number(inner.size(), element.data(), 4);
  element = std::string("\0\0\0\1", 4) + element + inner;
  std::string bytes = std::string("\1\0\0\0\0", 5) + element;
  detail::put_number(element.size(), bytes.data() + 1, 4);
  CHECK_FALSE(decode(bytes, box));
}

TEST_CASE("An enumerator beyond the last is not encoded", "[canonical]") {
  CHECK_THROWS_AS(encode(Line{"", 0, static_cast<Colour>(3)}), UsageError);
}

TEST_CASE("The first field that differs has a name", "[canonical]") {
  const Everything value = everything();
  CHECK_FALSE(first_difference(value, value));
  const auto differs = [&](auto&& change) {
    Everything other = value;
    change(other);
    const auto found = first_difference(value, other);
    CHECK(first_difference(other, value) == found);
    return found;
  };
  CHECK(differs([](Everything& other) { other.date = other.date + 1; }) == "date");
  CHECK(differs([](Everything& other) { other.household += "1"; }) == "household");
  CHECK(differs([](Everything& other) { other.note.reset(); }) == "note");
  CHECK(differs([](Everything& other) { other.lines[1].points = 0; }) == "lines");
  CHECK(differs([](Everything& other) { other.words.pop_back(); }) == "words");
  CHECK(differs([](Everything& other) { other.numbers.reset(); }) == "numbers");
  CHECK(differs([](Everything& other) { other.other.reset(); }) == "other");
  CHECK(differs([](Everything& other) {
          other.total.points = 0;
          other.is_final = false;
        }) == "is_final");
  CHECK(first_difference(Line{"a", 0, std::nullopt}, Line{"a", 0, Colour::red}) == "colour");
}

TEST_CASE("The same as JSON", "[canonical]") {
  std::string json;
  write_json(json, everything());
  CHECK(json ==
        R"({"date":"2026-03-05","household":"户甲-1","note":"","small":-7,"is_final":true,)"
        R"("moment":"2026-03-05T12:15:00.000001+00:00",)"
        R"("digest":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","colour":"blue",)"
        R"("lines":[{"account":"standing","points":500,"colour":"green"},{"account":"spendable","points":-250}],)"
        R"("words":["","“引号”","\"\\\u000a"],"numbers":[-2147483648,0,2147483647],)"
        R"("total":{"account":"all","points":-9223372036854775808},)"
        R"("other":{"account":"none","points":9223372036854775807,"colour":"red"}})");
  json.clear();
  write_json(json, Box());
  CHECK(json == R"({"boxes":[]})");
}

TEST_CASE("Tags rise from field to field", "[canonical]") {
  CHECK_THROWS_AS(encode(Tagged<1, 1>()), UsageError);
  CHECK_THROWS_AS(encode(Tagged<2, 1>()), UsageError);
  CHECK_THROWS_AS(encode(Tagged<0, 1>()), UsageError);
  CHECK_THROWS_AS(encode(Tagged<1, 256>()), UsageError);
  CHECK(encode(Tagged<1, 255>()).size() == 26);
}

}  // namespace pointsbank::canonical
