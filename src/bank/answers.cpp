#include "bank/answers.hpp"

#include <algorithm>
#include <utility>

#include "bank/faults.hpp"
#include "json/value.hpp"
#include "messages/messages.hpp"

namespace pointsbank::bank {

namespace {

/// Values that are words of a closed list, which people read in their language: `bank_word_submitted`.
bool is_word(std::string_view name) {
  return name == "command" || name == "state" || name == "needed" || name == "account" || name == "per";
}

std::string shown(const Answer::Value& value, Language language) {
  if (is_word(value.name)) {
    const std::string code = "bank_word_" + value.text;
    if (messages::find(code) != nullptr) return messages::format(code, {}, language);
  }
  // Nobody's text makes a sentence say something else: what is not seen is shown as an issue shows it.
  return issue_of("bank_value", {}, {value.text}).sentence(language);
}

/// Of what was done the sentence is that of the command; of a refusal it is that of the code, or, where it depends on
/// which figures there are, of code and last value.
std::string template_of(const Answer& answer) {
  const std::string code = "bank_" + answer.code;
  if (answer.values.empty()) return code;
  const std::string longer = code + "_" + (answer.is_done() ? answer.values.front().text : answer.values.back().name);
  return messages::find(longer) != nullptr ? longer : code;
}

}  // namespace

std::string_view Answer::value(std::string_view name) const noexcept {
  const auto found = std::find_if(values.begin(), values.end(), [&](const Value& one) { return one.name == name; });
  return found == values.end() ? std::string_view() : std::string_view(found->text);
}

std::string Answer::sentence(Language language) const {
  if (code == "wrong_input") return std::string(value(language == Language::zh ? "text_zh" : "text_en"));
  std::vector<std::string> arguments;
  for (const Value& one : values) arguments.push_back(shown(one, language));
  return messages::format(template_of(*this), arguments, language);
}

std::string Answer::to_json() const {
  std::string out = "{\"code\":";
  json::append_string(out, code);
  out.append(replayed ? ",\"replayed\":true,\"values\":{" : ",\"replayed\":false,\"values\":{");
  std::string_view before;
  for (const Value& one : values) {
    out.append(before);
    before = ",";
    json::append_string(out, one.name);
    out.push_back(':');
    if (one.is_number) {
      out.append(one.text);
    } else {
      json::append_string(out, one.text);
    }
  }
  return out.append("}}");
}

std::optional<Answer> answer_of_json(std::string_view text) {
  Issues issues;
  const json::Source source("answer", std::string(text));
  const json::Value read = json::parse(source, issues);
  const json::Value* const code = read.find("code");
  const json::Value* const replayed = read.find("replayed");
  const json::Value* const values = read.find("values");
  if (!issues.empty() || code == nullptr || replayed == nullptr || values == nullptr) return std::nullopt;
  Answer answer;
  answer.code = code->text;
  answer.replayed = replayed->boolean;
  for (const json::Value::Member& member : values->members) {
    const bool is_number = member.value.kind == json::Value::Kind::number;
    if (!is_number && member.value.kind != json::Value::Kind::string) return std::nullopt;
    answer.values.push_back({member.key, member.value.text, is_number});
  }
  return answer;
}

Answer wrong_input(const Issues& issues) {
  Answer answer;
  answer.code = "wrong_input";
  answer.values = {
      {"issue", issues.empty() ? std::string() : issues.front().code}, {"place", {}}, {"text_en", {}}, {"text_zh", {}}};
  if (!issues.empty()) answer.values[1].text = issues.front().place.pointer;
  for (const Issue& issue : issues) {
    const std::string_view before = &issue == &issues.front() ? "" : "\n";
    answer.values[2].text.append(before).append(issue.to_string(Language::en));
    answer.values[3].text.append(before).append(issue.to_string(Language::zh));
  }
  return answer;
}

}  // namespace pointsbank::bank
