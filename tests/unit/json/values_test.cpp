// What JSON texts are read as: numbers as written, places, keys.
#include "json/value.hpp"
#include "support/catch.hpp"

namespace pointsbank::json {
namespace {

Value read(const std::string& text) {
  Issues issues;
  Value value = parse(Source("t.json", text), issues);
  INFO(text);
  for (const Issue& issue : issues) UNSCOPED_INFO(issue.to_string());
  CHECK(issues.empty());
  return value;
}

}  // namespace

TEST_CASE("a number's text is as it is written", "[json]") {
  for (const std::string text :
       {"0", "-0", "0.10", "12.50", "1E3", "1e+3", "-1e-3", "18446744073709551616", "99999999999999999999999",
        "0.1234567890123456789", "-9223372036854775808", "9223372036854775808", "-0.0", "1e18"}) {
    INFO(text);
    for (const std::string& around : {text, " " + text + "\n", "\xEF\xBB\xBF" + text}) {
      const Value value = read(around);
      CHECK(value.kind == Value::Kind::number);
      CHECK(value.text == text);
    }
    const Value list = read("[" + text + "," + text + " ,{\"a\":" + text + "}]");
    REQUIRE(list.items.size() == 3);
    CHECK(list.items[0].text == text);
    CHECK(list.items[1].text == text);
    CHECK(list.items[2].members.at(0).value.text == text);
  }
}

TEST_CASE("every value knows where it begins", "[json]") {
  const std::string text = "\xEF\xBB\xBF {\"a\" : [1, -2.5,\"x\\\"y\" ,true,null] ,\n \"\\u4e2d\": {\"b\":{}}}";
  const Value value = read(text);
  CHECK(value.kind == Value::Kind::object);
  CHECK(text.at(value.offset) == '{');
  REQUIRE(value.members.size() == 2);
  CHECK(text.substr(value.members[0].key_offset, 3) == "\"a\"");
  const Value& list = value.members[0].value;
  CHECK(text.at(list.offset) == '[');
  REQUIRE(list.items.size() == 5);
  CHECK(text.substr(list.items[0].offset, 2) == "1,");
  CHECK(text.substr(list.items[1].offset, 4) == "-2.5");
  CHECK(text.substr(list.items[2].offset, 6) == "\"x\\\"y\"");
  CHECK(list.items[2].text == "x\"y");
  CHECK(text.substr(list.items[3].offset, 4) == "true");
  CHECK(list.items[3].boolean);
  CHECK(text.substr(list.items[4].offset, 4) == "null");
  CHECK(value.members[1].key == "中");
  CHECK(text.substr(value.members[1].key_offset, 8) == "\"\\u4e2d\"");
  const Value* inner = value.members[1].value.find("b");
  REQUIRE(inner != nullptr);
  CHECK(text.substr(inner->offset, 2) == "{}");
  CHECK(value.find("c") == nullptr);
}

TEST_CASE("what is odd but right is taken", "[json]") {
  CHECK(read("\xEF\xBB\xBF{}").kind == Value::Kind::object);
  CHECK(read(" \t\r\n[ ]\r\n").items.empty());
  CHECK(read("\"\\u0000\"").text == std::string(1, '\0'));
  CHECK(read("\"\\ud83d\\ude00\"").text == "😀");
  CHECK(read("{\"\": 1}").members.at(0).key.empty());
  std::string deep;
  for (int level = 0; level < max_depth; ++level) deep += "[";
  for (int level = 0; level < max_depth; ++level) deep += "]";
  CHECK(read(deep).kind == Value::Kind::array);
}

TEST_CASE("lines and columns count characters", "[json]") {
  const Source source("t.json", "\xEF\xBB\xBFäb\r\n中文x\n\n😀y");
  const auto at = [&](Offset offset) {
    const Place place = source.place(offset, {});
    return std::to_string(place.line) + ":" + std::to_string(place.column);
  };
  CHECK(at(0) == "1:1");
  CHECK(at(3) == "1:1");
  CHECK(at(5) == "1:2");
  CHECK(at(8) == "2:1");
  CHECK(at(11) == "2:2");
  CHECK(at(14) == "2:3");
  CHECK(at(16) == "3:1");
  CHECK(at(17) == "4:1");
  CHECK(at(21) == "4:2");
  CHECK(at(22) == "4:3");
  CHECK(source.place(0, "/a").pointer == "/a");
  CHECK(source.place(0, {}).file == "t.json");
}

TEST_CASE("columns of a very long line are right", "[json]") {
  std::string text;
  for (int count = 0; count < 5000; ++count) text += "中x";
  const Source source("t.json", text);
  for (Offset character = 0; character < 5000; character += 37) {
    CHECK(source.place(character * 4, {}).column == character * 2 + 1);
    CHECK(source.place(character * 4 + 3, {}).column == character * 2 + 2);
  }
  CHECK(source.place(static_cast<Offset>(text.size()), {}).column == 10001);
}

TEST_CASE("a place inside a string is found behind its escapes", "[json]") {
  //                            0123456 789012 3456789012345678
  const std::string text = R"(["a\n\"\\u中\u4e2d\ud83d\ude00\/b"])";
  const Source source("t.json", text);
  const std::string content = "a\n\"\\u中中😀/b";
  const std::string_view rest = text;
  const auto from = [&](std::size_t byte) { return rest.substr(source.inside_string(1, byte)); };
  CHECK(from(0).starts_with("a"));
  CHECK(from(1).starts_with("\\n"));
  CHECK(from(2).starts_with("\\\""));
  CHECK(from(3).starts_with("\\\\"));
  CHECK(from(4).starts_with("u"));
  CHECK(from(5).starts_with("中"));
  CHECK(from(8).starts_with("\\u4e2d"));
  CHECK(from(11).starts_with("\\ud83d"));
  CHECK(from(13).starts_with("\\ud83d"));  // within one character
  CHECK(from(15).starts_with("\\/"));
  CHECK(from(16).starts_with("b"));
  CHECK(from(content.size()).starts_with("\"]"));
  CHECK(from(content.size() + 9).starts_with("\"]"));
}

TEST_CASE("texts are written as JSON", "[json]") {
  std::string out;
  append_string(out, std::string("a\"\\\n\r\t\b\f\x01\x1f中/", 14));
  CHECK(out == R"("a\"\\\n\r\t\b\f\u0001\u001f中/")");
  CHECK(pointer_token("a/b~c") == "a~1b~0c");
  CHECK(read(out).text == std::string("a\"\\\n\r\t\b\f\x01\x1f中/", 14));
}

}  // namespace pointsbank::json
