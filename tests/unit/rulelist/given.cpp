#include "given.hpp"

#include "support/catch.hpp"

namespace pointsbank::given {
namespace {

const std::string declared =
    R"("points": {"decimals": 2}, "groups": ["grid"], "attributes": {"subject": {"members": "number", "poor": "bool"}, "event": {"level": "string", "night": "bool"}}, )";

std::string text_with(const std::string& keys, const std::string& positive, const std::string& negative,
                      const std::string& closings) {
  return R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"},)"
         "\n" +
         declared + R"("categories": [{"id": "c"}],)" + "\n" + keys + (keys.empty() ? "" : ",\n") + "\"positive\": [" +
         positive + "],\n\"negative\": [" + negative + "],\n\"closings\": [" + closings + "]}";
}

void whole(const std::string& sentence) {
  CHECK_FALSE(sentence.empty());
  for (int argument = 0; argument < 10; ++argument) {
    CHECK(sentence.find("{" + std::to_string(argument) + "}") == std::string::npos);
  }
}

void show(const Issues& issues) {
  for (const Issue& issue : issues) UNSCOPED_INFO(issue.to_string() + " [" + issue.code + "]");
}

}  // namespace

Marked marked(std::string text) {
  Marked result;
  const std::size_t at = text.find("¶");
  if (at == std::string::npos) {
    result.text = std::move(text);
    return result;
  }
  text.erase(at, 2);
  const std::string_view before = std::string_view(text).substr(0, at);
  const std::size_t line = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  result.line = 1;
  for (const char c : before) result.line += c == '\n' ? 1 : 0;
  result.column = 1;
  for (const char c : before.substr(line)) result.column += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  result.text = std::move(text);
  return result;
}

std::string list(const std::string& keys) { return text_with(keys, "", "", ""); }
std::string rule(const std::string& keys) {
  return text_with("", "\n{\"id\": \"r\", \"category\": \"c\", " + keys + "}", "", "");
}
std::string negative_rule(const std::string& keys) {
  return text_with("", "", "\n{\"id\": \"r\", \"category\": \"c\", " + keys + "}", "");
}
std::string closing(const std::string& keys) {
  return text_with("", "", "", "\n{\"id\": \"x\", \"at\": \"month\", " + keys + "}");
}
std::string bare(const std::string& keys) {
  return R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, )" + keys +
         (keys.empty() ? "" : ", ") + R"("categories": [], "positive": [], "negative": []})";
}

rulelist::List read(const std::string& text, Issues& issues, const std::string& name) {
  return rulelist::read(std::make_shared<const json::Source>(name, text), issues);
}

rulelist::List sound(const std::string& text) {
  Issues issues;
  rulelist::List list = read(text, issues);
  INFO(text);
  show(issues);
  CHECK(issues.empty());
  CHECK(list.is_sound);
  return list;
}

void hold(std::initializer_list<Mistake> mistakes, Severity severity) {
  for (const Mistake& mistake : mistakes) {
    const Marked text = marked(mistake.text);
    Issues issues;
    const rulelist::List list = read(text.text, issues);
    INFO(text.text);
    INFO(mistake.code);
    show(issues);
    REQUIRE(issues.size() == 1);
    const Issue& issue = issues.front();
    CHECK(issue.code == mistake.code);
    CHECK(issue.severity == severity);
    CHECK(list.is_sound == (severity == Severity::warning));
    CHECK(issue.place.file == "t.json");
    CHECK(issue.place.line == text.line);
    CHECK(issue.place.column == text.column);
    CHECK(issue.place.pointer == mistake.pointer);
    if (!mistake.arguments.empty()) CHECK(issue.arguments == mistake.arguments);
    if (!mistake.hint.empty()) {
      REQUIRE_FALSE(issue.hint_arguments.empty());
      CHECK(issue.hint_arguments.front() == mistake.hint);
    }
    whole(issue.to_string(Language::en));
    whole(issue.to_string(Language::zh));
  }
}

Issues check_all(std::initializer_list<std::string> texts) {
  std::vector<RuleList> lists;
  for (const std::string& text : texts) {
    lists.push_back(parse({std::to_string(lists.size() + 1) + ".json", text}));
  }
  return check(lists);
}

void hold_together(const std::string& code, const std::string& pointer, std::initializer_list<std::string> texts) {
  std::vector<RuleList> lists;
  Marked place;
  std::string file;
  for (const std::string& text : texts) {
    const std::string name = std::to_string(lists.size() + 1) + ".json";
    const Marked read = marked(text);
    if (read.line != 0) {
      place = read;
      file = name;
    }
    lists.push_back(parse({name, read.text}));
  }
  const Issues issues = check(lists);
  INFO(place.text);
  INFO(code);
  show(issues);
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].code == code);
  CHECK(issues[0].place == Place{file, place.line, place.column, pointer});
  whole(issues[0].to_string(Language::en));
  whole(issues[0].to_string(Language::zh));
}

rulelist::Book bound(std::initializer_list<std::string> texts) {
  Issues issues;
  std::vector<rulelist::List> lists;
  for (const std::string& text : texts) lists.push_back(read(text, issues, std::to_string(lists.size() + 1) + ".json"));
  rulelist::Book book = rulelist::bind(std::move(lists), issues);
  show(issues);
  CHECK(issues.empty());
  return book;
}

}  // namespace pointsbank::given
