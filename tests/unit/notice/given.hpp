// Small lists, and what their notices say.
#pragma once

#include <string>
#include <string_view>

#include "pointsbank/notice.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {

/// A list with one category `order`, a group `grid`, the attributes that the tests use, and these keys beside.
inline std::string list(const std::string& positive, const std::string& more = {}) {
  return R"({"format": "pointsbank/1", "id": "v", "version": "1", "title": "V", "effective": {"from": "2026-01-01"},
    "points": {"decimals": 2}, "groups": ["grid"],
    "attributes": {"subject": {"members": "number", "cadre": "bool"}, "event": {"seen": "date", "night": "bool"}},
    "categories": [{"id": "order", "title": {"zh": "秩序", "en": "Order"}}], "positive": [)" +
         positive + R"(], "negative": [])" + (more.empty() ? more : ", " + more) + "}";
}
/// One rule `r` with these keys.
inline std::string rule(const std::string& keys) {
  return list(R"({"id": "r", "category": "order", "title": {"zh": "值班", "en": "Duty"}, )" + keys + "}");
}

inline Program compiled(const std::string& text) {
  const RuleList parsed = parse({"t.json", text});
  return compile(std::span(&parsed, 1));
}
inline std::string shown(const std::string& text, Language language = Language::zh,
                         NoticeFormat format = NoticeFormat::markdown) {
  return to_notice(compiled(text), format, language);
}
inline bool holds(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace pointsbank::given

// The words stand in the Markdown notice of the list.
#define CHECK_SAYS(list, language, words)                                             \
  do {                                                                                \
    INFO(pointsbank::given::shown(list, language));                                   \
    CHECK(pointsbank::given::holds(pointsbank::given::shown(list, language), words)); \
  } while (false)
