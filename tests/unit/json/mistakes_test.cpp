// Texts that are no JSON, or too much of it: what is said, and where.
#include <span>

#include "json/value.hpp"
#include "support/catch.hpp"

namespace pointsbank::json {
namespace {

struct Mistake {
  std::string text;  ///< `¶` stands before the place
  std::string code;
  std::string first_argument;
};

void hold(std::span<const Mistake> mistakes) {
  for (const Mistake& mistake : mistakes) {
    std::string text = mistake.text;
    const std::size_t at = text.find("¶");
    REQUIRE(at != std::string::npos);
    text.erase(at, 2);
    Issues issues;
    const Source source("t.json", text);
    const Value value = parse(source, issues);
    INFO(text);
    for (const Issue& issue : issues) UNSCOPED_INFO(issue.to_string() + " [" + issue.code + "]");
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == mistake.code);
    CHECK(issues[0].severity == Severity::error);
    const Place expected = source.place(static_cast<Offset>(at), {});
    CHECK(issues[0].place.line == expected.line);
    CHECK(issues[0].place.column == expected.column);
    if (!mistake.first_argument.empty()) {
      REQUIRE(!issues[0].arguments.empty());
      CHECK(issues[0].arguments[0] == mistake.first_argument);
    }
    if (mistake.code != "duplicate_key") CHECK(value.kind == Value::Kind::null);
  }
}

std::string repeated(std::size_t count, std::string_view text) {
  std::string out;
  out.reserve(count * text.size());
  for (std::size_t at = 0; at < count; ++at) out += text;
  return out;
}

}  // namespace

TEST_CASE("mistakes of form", "[json]") {
  const Mistake mistakes[] = {
      {"¶", "json_empty", ""},
      {" \n ¶", "json_empty", ""},
      {"{\n\"a\": 1¶", "json_unfinished", "}"},
      {"[1, [2¶", "json_unfinished", "]"},
      {"[1,¶", "json_unfinished", "]"},
      {"{\"a\"¶", "json_unfinished", "}"},
      {"{\"a\":¶", "json_unfinished", "}"},
      {"[1, 2, ¶]", "json_trailing_comma", "]"},
      {"{\"a\": 1,\n¶}", "json_trailing_comma", "}"},
      {"{\"a\": 1 ¶\"b\": 2}", "json_comma_expected", "\""},
      {"[1\n¶2]", "json_comma_expected", "2"},
      {"[{}¶{}]", "json_comma_expected", "{"},
      {"[1 ¶: 2]", "json_comma_or_end_expected", ":"},
      {"[1 ¶; 2]", "json_comma_or_end_expected", ";"},
      {"[1¶}", "json_comma_or_end_expected", "}"},
      {"{\"a\" ¶= 1}", "json_colon_expected", "="},
      {"{\"a\" ¶1}", "json_colon_expected", "1"},
      {"{¶1: 2}", "json_unquoted_key", "1"},
      {"{\"a\": 1, ¶b: 2}", "json_unquoted_key", "b"},
      {"{¶[]}", "json_key_expected", "["},
      {"{\"a\": ¶}", "json_value_expected", "}"},
      {"[¶,1]", "json_value_expected", ","},
      {"[1,¶,1]", "json_value_expected", ","},
      {"¶]", "json_value_expected", "]"},
      {"{} ¶{}", "json_trailing_text", "{"},
      {"{}\n¶x", "json_trailing_text", "x"},
      {"1 ¶1", "json_trailing_text", "1"},
  };
  hold(mistakes);
}

TEST_CASE("what people write instead of JSON", "[json]") {
  const Mistake mistakes[] = {
      {"{ ¶// a remark\n}", "json_comment", ""},
      {"[1, ¶/* a remark */ 2]", "json_comment", ""},
      {"{}\n¶# a remark", "json_comment", ""},
      {"{¶'a': 1}", "json_single_quote", "'"},
      {"[¶'a']", "json_single_quote", "'"},
      {"{¶“a”: 1}", "json_full_width", "“"},
      {"{\"a\"¶：1}", "json_full_width", "："},
      {"{\"a\": 1¶，\"b\": 2}", "json_full_width", "，"},
      {"[1¶、2]", "json_full_width", "、"},
      {"¶｛\"a\": 1}", "json_full_width", "｛"},
      {"{\"a\":¶\u3000"
       "1}",
       "json_wide_space", ""},
      {"{\"a\":¶\u00A0"
       "1}",
       "json_wide_space", ""},
      {"[¶１２]", "json_value_expected", "１"},
      {"[¶True]", "json_word", "True"},
      {"[¶None]", "json_word", "None"},
      {"{\"a\": ¶yes}", "json_word", "yes"},
      {"{\"a\": ¶month}", "json_word", "month"},
      {"¶nul", "json_word", "nul"},
      {"[¶truefalse]", "json_word", "truefalse"},
      {"[¶trux]", "json_word", "trux"},
  };
  hold(mistakes);
}

TEST_CASE("numbers that JSON does not know", "[json]") {
  for (const std::string text : {"00",        "01",    "-01", "+1",  ".5",  "5.", "0x10",  "NaN", "-NaN",  "Infinity",
                                 "-Infinity", "1_000", "1e",  "1e+", "--1", "-",  "1.2.3", "1-2", "5e1.5", "١"}) {
    const Mistake mistakes[] = {
        {"¶" + text, text == "١" ? "json_value_expected" : "json_number", text},
        {"[¶" + text + "]", text == "١" ? "json_value_expected" : "json_number", text},
        {"{\"a\": ¶" + text + " , \"b\": 1}", text == "١" ? "json_value_expected" : "json_number", text}};
    hold(mistakes);
  }
  const Mistake mistakes[] = {
      {"[¶1e400]", "json_number_too_large", "1e400"},
      {"[¶-1e999999999999]", "json_number_too_large", "-1e999999999999"},
      {"[1, ¶" + repeated(400, "9") + "]", "json_number_too_large", ""},
      {"[1, ¶0." + repeated(999, "0") + "]", "json_number_too_long", "1000"},
      {"{\"a\": [¶" + repeated(1'000'000, "1") + "]}", "json_number_too_large", ""},
      {"{\"a\": [¶0." + repeated(1'000'000, "1") + "]}", "json_number_too_long", "1000"},
  };
  hold(mistakes);
}

TEST_CASE("mistakes in texts", "[json]") {
  const Mistake mistakes[] = {
      {"[¶\"abc]", "json_unfinished_string", ""},
      {"[¶\"abc\n\"]", "json_unfinished_string", ""},
      {"{¶\"abc: 1}", "json_unfinished_string", ""},
      {"[\"a¶\tb\"]", "json_control_character", "0x09"},
      {std::string("[\"a¶\0b\"]", 10), "json_control_character", "0x00"},
      {"[\"a¶\\xb\"]", "json_escape", "\\x"},
      {"[\"C:¶\\村\"]", "json_escape", "\\村"},
      {"[\"¶\\u12\"]", "json_escape", "\\u12"},
      {"[\"¶\\u12g4\"]", "json_escape", "\\u12g4"},
      {"[\"a¶\\", "json_unfinished_string", ""},
      {"[\"¶\\ud800\"]", "json_lone_surrogate", "\\ud800"},
      {"[\"¶\\ud800\\ud800\"]", "json_lone_surrogate", "\\ud800"},
      {"[\"¶\\uDC00\\uD800\"]", "json_lone_surrogate", "\\uDC00"},
      {"[\"\\ud83d\\ude00¶\\uDE00\"]", "json_lone_surrogate", "\\uDE00"},
  };
  hold(mistakes);
}

TEST_CASE("bytes that are not UTF-8", "[json]") {
  const Mistake mistakes[] = {
      {"[\"¶\x80\"]", "ill_formed_utf8", "0x80"},
      {"[\"a¶\xC0\xAF\"]", "ill_formed_utf8", "0xC0"},     // overlong
      {"[\"¶\xE0\x80\xAF\"]", "ill_formed_utf8", "0xE0"},  // overlong
      {"[\"¶\xED\xA0\x80\"]", "ill_formed_utf8", "0xED"},  // a surrogate
      {"[\"中¶\xE4\xB8\"]", "ill_formed_utf8", "0xE4"},    // cut off
      {"[\"¶\xF4\x90\x80\x80\"]", "ill_formed_utf8", "0xF4"},
      {"{\"\xC6\xBD¶\xCC\xD8\": 1}", "ill_formed_utf8", "0xCC"},  // GBK: the first letter is well-formed by chance
      {"[¶\xD6\xD0]", "ill_formed_utf8", "0xD6"},
      {"[\"中¶\xE4\xB8", "ill_formed_utf8", "0xE4"},
      {"\xEF\xBB\xBF¶\xEF\xBB\xBF{}", "json_second_mark", ""},
      {"{}¶\xEF\xBB\xBF", "json_second_mark", ""},
      {"{\"a\":¶\xEF\xBB\xBF"
       "1}",
       "json_second_mark", ""},
      {"¶\xFF\xFE{", "json_utf16", ""},
      {std::string("{}¶\0x", 6), "json_control_character", "0x00"},
      {std::string("¶\0", 3), "json_control_character", "0x00"},
  };
  hold(mistakes);
}

TEST_CASE("too much of it is refused", "[json]") {
  const Mistake mistakes[] = {
      {repeated(64, "[") + "¶" + repeated(99'936, "["), "json_too_deep", "64"},
      {repeated(64, "{\"a\":") + "¶" + repeated(99'936, "{\"a\":"), "json_too_deep", "64"},
      {repeated(64, "[") + "¶[]" + repeated(64, "]"), "json_too_deep", "64"},
      {"{\"a\": ¶\"" + repeated(max_text_length + 1, "x") + "\"}", "json_text_too_long", "1048576"},
      {"{¶\"" + repeated(max_key_length + 1, "x") + "\": 1}", "json_key_too_long", "4096"},
      {"[" + repeated(max_values - 1, "1,") + "¶1]", "json_too_many_values", "4000000"},
  };
  hold(mistakes);

  Issues issues;
  CHECK(parse(Source("t.json", std::string(max_bytes + 1, ' ')), issues).kind == Value::Kind::null);
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].code == "json_too_large");
  CHECK(issues[0].place.file == "t.json");
}

TEST_CASE("a key stands once in an object", "[json]") {
  Issues issues;
  const Source source("t.json", "{\"a\": 1,\n \"b\": {\"x/y\": 1, \"z\": 2,\n  \"\\u0078/y\": 3}, \"a\": 2, \"a\": 3}");
  const Value value = parse(source, issues);
  REQUIRE(issues.size() == 3);
  CHECK(issues[0].to_string() ==
        "t.json:3:3: /b/x~1y: the key `x/y` stands twice in one object; the first is on line 2");
  CHECK(issues[1].place == Place{"t.json", 3, 19, "/a"});
  CHECK(issues[2].place == Place{"t.json", 3, 27, "/a"});
  REQUIRE(value.members.size() == 2);
  CHECK(value.members[0].value.text == "1");
  REQUIRE(value.members[1].value.members.size() == 2);
  CHECK(value.members[1].value.members[0].value.text == "1");
  CHECK(value.members[1].value.members[1].key == "z");
}

TEST_CASE("very many keys are no trouble", "[json]") {
  std::string text = "{";
  for (int key = 0; key < 200'000; ++key) text += "\"k" + std::to_string(key) + "\":0,";
  Issues issues;
  CHECK(parse(Source("t.json", text + "\"k\":0}"), issues).members.size() == 200'001);
  CHECK(issues.empty());
  // Nor are very many that are the same: a thousand are named.
  text = "{";
  for (int key = 0; key < 20'000; ++key) text += "\"k\":0,";
  CHECK(parse(Source("t.json", text + "\"k\":0}"), issues).members.size() == 1);
  CHECK(issues.size() == 1000);
}

TEST_CASE("a mistake deep inside names its container", "[json]") {
  Issues issues;
  static_cast<void>(parse(Source("t.json", "{\"a\": [1, {\"b~\": [true, tru]}]}"), issues));
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].place == Place{"t.json", 1, 25, "/a/1/b~0"});
  CHECK(issues[0].to_string(Language::zh).find("/a/1/b~0: `tru` 不是 JSON 的值") != std::string::npos);
}

}  // namespace pointsbank::json
