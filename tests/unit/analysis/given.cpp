#include "given.hpp"

#include <map>

#include "support/catch.hpp"

namespace pointsbank::given {

std::string list(const Parts& parts) {
  const std::string categories = parts.categories.empty() ? R"({"id": "c"})" : parts.categories;
  return R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": )" + parts.effective +
         R"(, "points": {"decimals": 1}, "groups": ["grid"],
"attributes": {"subject": {"members": "number", "poor": "bool", "since": "date"},
               "event": {"level": "string", "night": "bool", "extra": "number"}},)"
         "\n" +
         parts.workflow + parts.keys + "\n\"categories\": [" + categories + "],\n\"positive\": [" + parts.positive +
         "],\n\"negative\": [" + parts.negative + "],\n\"closings\": [" + parts.closings + "]}";
}

std::vector<std::string> warnings_of_all(const std::vector<std::string>& texts) {
  std::vector<RuleList> lists;
  for (const std::string& text : texts) lists.push_back(parse({std::to_string(lists.size()) + ".json", text}));
  for (const Issue& error : check(lists)) {
    INFO(error.to_string());
    CHECK(error.severity == Severity::warning);
  }
  std::vector<std::string> found;
  for (const Issue& warning : analyse(lists)) {
    CHECK(warning.severity == Severity::warning);
    CHECK(warning.place.line > 0);
    for (const Language language : {Language::en, Language::zh}) {
      const std::string text = warning.to_string(language);
      INFO(text);
      CHECK(warning.sentence(language).find(warning.code) == std::string::npos);
      CHECK(text.find("{0}") == std::string::npos);
      CHECK(text.find("hint_") == std::string::npos);
    }
    found.push_back(warning.code + " " + warning.place.pointer);
  }
  return found;
}

std::vector<std::string> warnings(const std::string& text) { return warnings_of_all({text}); }
std::vector<std::string> warnings(const Parts& parts) { return warnings(list(parts)); }

std::string rule(const std::string& id, const std::string& keys) {
  const bool has_limits = keys.find("\"limits\"") != std::string::npos;
  const std::string limits = has_limits ? "" : R"(, "limits": [{"per": "month", "points": 10}])";
  return R"({"id": ")" + id + R"(", "category": "c", )" + keys + limits + "}";
}

}  // namespace pointsbank::given
