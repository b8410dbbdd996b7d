#include "given.hpp"

#include "pointsbank/rule_list.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {

namespace {

std::vector<std::string_view> cut(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

Table::Table(std::string text) : text_(std::move(text)) {
  std::vector<std::string_view> names;
  for (const std::string_view line : cut(text_, '\n')) {
    if (line.empty()) continue;
    const std::vector<std::string_view> cells = cut(line, ',');
    if (names.empty()) {
      names = cells;
      continue;
    }
    Cells& row = rows_.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) row.emplace_back(names[i], cells[i]);
  }
}

std::string list(const std::string& keys) {
  const auto has = [&](std::string_view key) { return keys.find(key) != std::string::npos; };
  std::string text = R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"})";
  if (!has("\"points\": {")) text += R"(, "points": {"decimals": 2})";
  text += R"(, "groups": ["grid"], "attributes": {"subject": {"members": "number"}, "event": {"level": "string"}})";
  if (!has("\"categories\"")) text += R"(, "categories": [{"id": "c", "title": {"zh": "文明", "en": "Civility"}}])";
  if (!has("\"positive\"")) text += R"(, "positive": [])";
  if (!has("\"negative\"")) text += R"(, "negative": [])";
  return text + ",\n" + keys + "}";
}

std::string positive(const std::string& keys) {
  return R"("positive": [{"id": "r", "category": "c", "title": {"zh": "志愿服务", "en": "Volunteering"})" + keys + "}]";
}

std::string negative(const std::string& keys) {
  return R"("negative": [{"id": "n", "category": "c", "title": {"zh": "乱扔垃圾", "en": "Litter"})" + keys + "}]";
}

Explanation Village::ask(const ExplainQuestion& question) const {
  const RuleList read = parse({"village/rules.json", rules});
  for (const Issue& issue : read.issues()) FAIL(issue.to_string());
  const Program program = compile(std::span(&read, 1));
  const Table roster_rows(roster), event_rows(events), entry_rows(entries);
  const Roster made = make_roster(roster_rows.rows(), program.table_format());
  EvaluateOptions options;
  options.through = *Date::parse(through);
  options.entries = make_entries(entry_rows.rows(), program.table_format(), made);
  if (!as_of.empty()) options.as_of = Moment::parse(as_of);
  return explain(program, made, make_events(event_rows.rows(), program.table_format()), options, question);
}

Document::Document(const std::string& text) {
  Issues issues;
  value_ = json::parse(json::Source("explanation", text), issues);
  for (const Issue& issue : issues) FAIL(issue.to_string());
}

const json::Value* Document::find(std::string_view pointer) const {
  const json::Value* found = &value_;
  for (const std::string_view token : cut(pointer, '/')) {
    if (token.empty()) continue;
    if (found->kind == json::Value::Kind::array) {
      const std::size_t index = std::stoul(std::string(token));
      if (index >= found->items.size()) return nullptr;
      found = &found->items[index];
    } else {
      found = found->find(token);
      if (found == nullptr) return nullptr;
    }
  }
  return found;
}

namespace {

std::string shown(const json::Value* value) {
  if (value == nullptr) return "(nothing)";
  switch (value->kind) {
    case json::Value::Kind::null: return "null";
    case json::Value::Kind::boolean: return value->boolean ? "true" : "false";
    default: return value->text;
  }
}

}  // namespace

std::string Document::at(std::string_view pointer) const { return shown(find(pointer)); }

const json::Value* step(const Document& document, std::string_view name, std::string_view steps) {
  const json::Value* list = document.find(steps);
  REQUIRE(list != nullptr);
  for (const json::Value& each : list->items) {
    if (each.find("step")->text == name) return &each;
  }
  return nullptr;
}

std::string of(const json::Value* step, std::string_view key) {
  return step == nullptr ? "(nothing)" : shown(step->find(key));
}

bool has_line(const std::string& text, std::string_view line) {
  for (std::string_view each : cut(text, '\n')) {
    each.remove_prefix(std::min(each.find_first_not_of(' '), each.size()));
    if (each == line) return true;
  }
  UNSCOPED_INFO("there is no line: " << line << "\nin:\n" << text);
  return false;
}

}  // namespace pointsbank::given
