// Names as they may hang out.
#include <vector>

#include "pointsbank/passbook.hpp"

namespace pointsbank::bank {

namespace {

/// The characters of a text that is valid UTF-8.
std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> characters;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    characters.push_back(text.substr(at, end - at));
    at = end;
  }
  return characters;
}

bool is_letter(std::string_view character) {
  const char c = character.front();
  return character.size() == 1 && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

/// `Zhang Xiaosan`: the first letter of each word.
std::string masked_words(const std::vector<std::string_view>& characters) {
  std::string masked;
  bool begins = true;
  for (const std::string_view character : characters) {
    if (character == " ") {
      begins = true;
    } else if (begins) {
      masked.append(masked.empty() ? "" : " ").append(character).append("*");
      begins = false;
    }
  }
  return masked;
}

}  // namespace

std::string masked_name(std::string_view name) {
  const std::vector<std::string_view> characters = characters_of(name);
  if (characters.empty()) return {};
  if (is_letter(characters.front())) return masked_words(characters);
  std::string masked(characters.front());
  if (characters.size() <= 2) return masked + "*";
  for (std::size_t i = 1; i + 1 < characters.size(); ++i) masked += "*";
  return masked.append(characters.back());
}

}  // namespace pointsbank::bank
