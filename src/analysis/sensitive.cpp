#include "analysis/sensitive.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "analysis/checks.hpp"

namespace pointsbank::analysis {

namespace {

// What cmake/SensitiveWords.cmake makes of sensitive_words.json: `groups`.
#include "analysis/sensitive_words.inc"

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// Small letters, and blanks for what ids put between words; as many bytes as before.
std::string plain(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-' || c == '_' || c == '.' || c == '\t' || c == '\n') c = ' ';
  }
  return result;
}

bool is_whole_word(std::string_view text, std::size_t at, std::size_t length) {
  const bool begins = at == 0 || !is_letter_or_digit(text[at - 1]);
  return begins && (at + length == text.size() || !is_letter_or_digit(text[at + length]));
}

/// Does one of the phrases stand in the text around this stretch of it?
bool is_inside(std::string_view text, std::size_t at, std::size_t length, std::span<const std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    for (std::size_t found = text.find(phrase); found != std::string_view::npos; found = text.find(phrase, found + 1)) {
      if (found <= at && at + length <= found + phrase.size()) return true;
      if (found > at) return false;
    }
    return false;
  });
}

struct Found {
  std::size_t at = 0;
  std::size_t length = 0;
};

void find(std::string_view text, std::span<const std::string_view> words, std::span<const std::string_view> harmless,
          bool as_whole_words, std::optional<Found>& first) {
  for (const std::string_view word : words) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      if (first && first->at <= at) break;
      if (as_whole_words && !is_whole_word(text, at, word.size())) continue;
      if (is_inside(text, at, word.size(), harmless)) continue;
      first = Found{at, word.size()};
      break;
    }
  }
}

/// A provision, field by field: what people read of it and what it hears.
class Provision {
 public:
  Provision(std::string id, const Place& place, Findings& findings)
      : id_(std::move(id)), place_(place), findings_(findings), is_told_(sensitive_groups().size()) {
    look_at("/id", id_);
  }

  void look_at(const std::string& pointer, std::string_view text) {
    for (std::size_t at = 0; at < sensitive_groups().size(); ++at) {
      const SensitiveGroup& group = sensitive_groups()[at];
      if (is_told_[at]) continue;
      const std::string word = sensitive_word(group, text);
      if (word.empty()) continue;
      is_told_[at] = true;
      findings_.add("sensitive_" + std::string(group.id), findings_.below(place_, pointer), {id_, word},
                    "hint_sensitive");
    }
  }
  void look_at(const rulelist::Text& title) {
    for (const auto& [language, text] : title.languages)
      look_at(language.empty() ? "/title" : "/title/" + language, text);
  }
  void look_at(const std::string& pointer, const std::vector<std::string>& kinds) {
    for (const std::string& kind : kinds) look_at(pointer, kind);
  }

 private:
  std::string id_;
  const Place& place_;
  Findings& findings_;
  std::vector<bool> is_told_;
};

void look_at(const rulelist::Rule& rule, Findings& findings) {
  Provision provision(rule.id, rule.place, findings);
  provision.look_at(rule.title);
  provision.look_at("/on", rule.on);
  if (rule.when) provision.look_at("/when", rule.when->text());
  for (const auto& [grade, points] : rule.score.grades) {
    provision.look_at("/score/grades/" + json::pointer_token(grade), grade);
  }
  if (rule.score.formula) provision.look_at("/score/formula", rule.score.formula->text());
}

void look_at(const rulelist::Closing& closing, Findings& findings) {
  Provision provision(closing.id, closing.place, findings);
  provision.look_at(closing.title);
  provision.look_at("/on", closing.on);
  provision.look_at("/opened_by", closing.opened_by);
  provision.look_at("/closed_by", closing.closed_by);
  if (closing.when) provision.look_at("/when", closing.when->text());
  if (closing.by) {
    provision.look_at(closing.kind == rulelist::Closing::Kind::benefit ? "/value" : "/by", closing.by->text());
  }
}

}  // namespace

std::span<const SensitiveGroup> sensitive_groups() noexcept { return groups; }

std::string sensitive_word(const SensitiveGroup& group, std::string_view text) {
  const std::string searched = plain(text);
  std::optional<Found> first;
  find(searched, group.zh, group.zh_harmless, false, first);
  find(searched, group.en, group.en_harmless, true, first);
  return first ? std::string(text.substr(first->at, first->length)) : std::string();
}

void check_sensitive(const BookView& book, std::size_t version, Findings& findings) {
  const rulelist::List& list = book.versions()[version];
  for (const rulelist::Category& category : list.categories) {
    Provision(category.id, category.place, findings).look_at(category.title);
  }
  for (const rulelist::Rule& rule : list.positive) look_at(rule, findings);
  for (const rulelist::Rule& rule : list.negative) look_at(rule, findings);
  for (const rulelist::Closing& closing : list.closings) look_at(closing, findings);
}

}  // namespace pointsbank::analysis
