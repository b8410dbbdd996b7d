#include "notice/words.hpp"

#include <algorithm>

#include "messages/messages.hpp"

namespace pointsbank::notice {

std::string Words::say(std::string_view code, std::initializer_list<std::string> arguments) const {
  return messages::format(code, {arguments.begin(), arguments.size()}, language_);
}

std::string Words::own_word(const std::string& id) const {
  const json::Value* const own = list_.document.find("x-words");
  const json::Value* const texts = own == nullptr ? nullptr : own->find(id);
  const json::Value* const text = texts == nullptr ? nullptr : texts->find(language_ == Language::zh ? "zh" : "en");
  return text != nullptr && text->kind == json::Value::Kind::string ? text->text : std::string();
}

std::string Words::word(const std::string& id) const {
  if (std::string own = own_word(id); !own.empty()) return own;
  const std::string code = "notice_word_" + id;
  if (messages::find(code) != nullptr) return say(code);
  std::string text = id;
  if (language_ == Language::en) std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string Words::grade(const std::string& id) const {
  const std::string code = "notice_grade_" + id;
  return own_word(id).empty() && messages::find(code) != nullptr ? say(code) : word(id);
}

const rulelist::Rule* Words::rule_called(const std::string& kind) const {
  const rulelist::Rule* found = nullptr;
  int hearing = 0;
  for (const std::vector<rulelist::Rule>* rules : {&list_.positive, &list_.negative}) {
    for (const rulelist::Rule& rule : *rules) {
      if (std::find(rule.on.begin(), rule.on.end(), kind) == rule.on.end()) continue;
      ++hearing;
      if (found == nullptr || rule.id == kind) found = &rule;
    }
  }
  // What several rules hear is not what any one of them is called.
  const bool is_its_own = found != nullptr && (found->id == kind || (hearing == 1 && found->on.size() == 1));
  return is_its_own && !found->title.languages.empty() ? found : nullptr;
}

std::string Words::kind(const std::string& kind) const {
  if (std::string own = own_word(kind); !own.empty()) return quoted(own);
  const rulelist::Rule* const rule = rule_called(kind);
  return quoted(rule == nullptr ? word(kind) : title(rule->title, kind));
}

std::string Words::kinds(const std::vector<std::string>& kinds) const {
  std::vector<std::string> words;
  for (const std::string& each : kinds) words.push_back(kind(each));
  return listed(words);
}

std::string Words::title(const rulelist::Text& title, const std::string& id) const {
  const std::string_view text = title.in(language_);
  return text.empty() ? word(id) : std::string(text);
}

std::string Words::listed(const std::vector<std::string>& words) const {
  std::string text;
  for (const std::string& each : words) text.append(text.empty() ? "" : say("notice_list_comma")).append(each);
  return text;
}

bool Words::has_own_unit() const {
  const bool is_plain =
      std::all_of(list_.unit.begin(), list_.unit.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  // A unit in Chinese characters is no English word, and the other way round.
  return !list_.unit.empty() && (language_ == Language::zh) != is_plain;
}

Figure Words::signed_figure(const std::string& magnitude, bool adds) {
  // A magnitude of 0 is neither.
  if (magnitude == "0") return {magnitude, Figure::Sign::none};
  return adds ? Figure{"+" + magnitude, Figure::Sign::plus} : Figure{"−" + magnitude, Figure::Sign::minus};
}

std::string Words::date(Date date) const {
  if (language_ == Language::en) return date.to_string();
  const CivilDate parts = civil(date);
  return say("notice_date", {std::to_string(parts.year), std::to_string(parts.month), std::to_string(parts.day)});
}

std::string Words::range(const rulelist::DateRange& range) const {
  if (range.from == Date::always()) return say("notice_until", {date(range.to)});
  if (range.to == Date::never()) return say("notice_from", {date(range.from)});
  return say("notice_from_to", {date(range.from), date(range.to)});
}

std::string Words::period(std::string_view prefix, PeriodKind kind) const {
  return say(std::string(prefix).append(to_string(kind)));
}

}  // namespace pointsbank::notice
