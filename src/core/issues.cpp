#include "pointsbank/issues.hpp"

#include <algorithm>
#include <utility>

#include "messages/messages.hpp"

namespace pointsbank {
namespace {

/// Characters that are not seen, or turn the direction of writing: a message shows them as escapes, so that no file can
/// make it say something else than it does.
bool is_unseen(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

std::string printable(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t index) -> std::uint32_t {
      return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
    };
    const std::uint32_t first = byte(at);
    const std::size_t length = first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xC0 && first < 0xE0 ? 2 : 1;
    const std::uint32_t code = length == 1 ? first
                               : length == 2
                                   ? ((first & 0x1FU) << 6U) | (byte(at + 1) & 0x3FU)
                                   : ((first & 0x0FU) << 12U) | ((byte(at + 1) & 0x3FU) << 6U) | (byte(at + 2) & 0x3FU);
    // Bytes above 0x7F that begin nothing, or begin a longer character, stay as they are.
    if (is_unseen(code) && (length > 1 || first < 0x80)) {
      out.append("\\u");
      for (unsigned shift = 16; shift > 0; shift -= 4) out.push_back(digits[(code >> (shift - 4)) & 0xFU]);
    } else {
      out.append(text.substr(at, length));
    }
    at += length;
  }
  return out;
}

std::string sentence_of(std::string_view code, const std::vector<std::string>& arguments, Language language) {
  std::vector<std::string> shown;
  shown.reserve(arguments.size());
  for (const std::string& argument : arguments) shown.push_back(printable(argument));
  return messages::format(code, shown, language);
}

std::string lines_of(const Issues& issues) {
  std::string text;
  for (const Issue& issue : issues) {
    if (!text.empty()) text.push_back('\n');
    text.append(issue.to_string());
  }
  return text;
}

Issues overflow_of(std::string household) {
  Issue issue;
  issue.code = "overflow";
  issue.arguments.push_back(std::move(household));
  return {std::move(issue)};
}

}  // namespace

std::string Issue::sentence(Language language) const { return sentence_of(code, arguments, language); }

std::string Issue::to_string(Language language) const {
  std::string text;
  if (!place.file.empty()) text.append(printable(place.file)).push_back(':');
  if (place.line != 0) {
    text.append(std::to_string(place.line)).push_back(':');
    if (place.column != 0) text.append(std::to_string(place.column)).push_back(':');
  }
  if (!text.empty()) text.push_back(' ');
  if (!place.pointer.empty()) text.append(printable(place.pointer)).append(": ");
  text.append(sentence(language));
  if (!hint.empty()) {
    text.append(language == Language::zh ? "；" : "; ").append(sentence_of(hint, hint_arguments, language));
  }
  return text;
}

bool has_errors(const Issues& issues) noexcept {
  return std::any_of(issues.begin(), issues.end(),
                     [](const Issue& issue) { return issue.severity == Severity::error; });
}

InputError::InputError(Issues issues) : Error(lines_of(issues)), issues_(std::move(issues)) {}

OverflowError::OverflowError(std::string household)
    : InputError(overflow_of(household)), household_(std::move(household)) {}

}  // namespace pointsbank
