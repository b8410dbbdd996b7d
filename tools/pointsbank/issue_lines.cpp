#include "issue_lines.hpp"

#include <string_view>

#include "console.hpp"

namespace pointsbank::command {

namespace {

void append_json_text(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      out.append("\\u00").push_back(digits[byte >> 4U]);
      out.push_back(digits[byte & 0xFU]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

}  // namespace

std::string issue_lines(const Issues& issues, Language language) {
  std::string out;
  const auto member = [&](std::string_view key, std::string_view text) {
    out.append(out.back() == '{' ? "" : ", ").append("\"").append(key).append("\": ");
    append_json_text(out, text);
  };
  for (const Issue& issue : issues) {
    out.push_back('{');
    member("code", issue.code);
    member("severity", issue.severity == Severity::error ? "error" : "warning");
    member("file", issue.place.file);
    out.append(", \"line\": ").append(std::to_string(issue.place.line));
    out.append(", \"column\": ").append(std::to_string(issue.place.column));
    member("pointer", issue.place.pointer);
    member("sentence", issue.sentence(language));
    if (!issue.hint.empty()) member("hint", wrong_use(issue.hint, issue.hint_arguments).sentence(language));
    out.append("}\n");
  }
  return out;
}

}  // namespace pointsbank::command
