#include "json/diagnosis.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

#include "pointsbank/number.hpp"

namespace pointsbank::json {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'; }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '+' || c == '-'; }

/// The length of the well-formed character at the start of `text`; 0 where it is ill-formed.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto follows = [&](std::size_t at, unsigned low = 0x80, unsigned high = 0xBF) {
    return at < text.size() && byte(at) >= low && byte(at) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    return follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool second = follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
    return second && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

std::string byte_name(char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return {'0', 'x', digits[value >> 4U], digits[value & 0xFU]};
}

struct Replacement {
  std::string_view written;
  std::string_view meant;
};
constexpr std::array<Replacement, 25> full_width = {{
    {"“", "\""},  {"”", "\""}, {"„", "\""},     {"＂", "\""},    {"「", "\""}, {"」", "\""}, {"『", "\""},
    {"』", "\""}, {"‘", "\""}, {"’", "\""},     {"＇", "\""},    {"，", ","},  {"、", ","},  {"：", ":"},
    {"；", ","},  {"｛", "{"}, {"｝", "}"},     {"［", "["},     {"］", "]"},  {"【", "["},  {"】", "]"},
    {"－", "-"},  {"．", "."}, {"\u3000", " "}, {"\u00A0", " "},
}};

class Diagnostician {
 public:
  Diagnostician(std::string_view text, const Progress& progress) : text_(text), progress_(progress) {}

  std::optional<Diagnosis> run();

 private:
  using Arguments = std::vector<std::string>;

  Diagnosis found(std::size_t at, std::string_view code, Arguments arguments = {}, std::string_view hint = {},
                  Arguments hint_arguments = {}) const;
  [[nodiscard]] std::size_t skip_blanks(std::size_t at) const;
  [[nodiscard]] std::string_view word_at(std::size_t at) const;
  [[nodiscard]] std::string_view character_at(std::size_t at) const {
    return text_.substr(at, std::max<std::size_t>(character_length(text_.substr(at)), 1));
  }
  [[nodiscard]] std::string line_of(std::size_t at) const;

  Diagnosis end_of_text() const;
  std::optional<Diagnosis> anywhere(std::size_t at) const;
  Diagnosis where_value(std::size_t at, bool after_comma) const;
  Diagnosis where_key(std::size_t at, bool after_comma) const;
  Diagnosis where_colon(std::size_t at) const;
  std::optional<Diagnosis> after_value(std::size_t at) const;
  Diagnosis in_string(std::size_t at) const;
  Diagnosis in_escape(std::size_t at) const;
  Diagnosis in_word(std::size_t at) const;
  [[nodiscard]] bool in_object() const { return !progress_.open.empty() && progress_.open.back().is_object; }

  std::string_view text_;
  const Progress& progress_;
};

Diagnosis Diagnostician::found(std::size_t at, std::string_view code, Arguments arguments, std::string_view hint,
                               Arguments hint_arguments) const {
  Diagnosis diagnosis;
  diagnosis.issue.code = code;
  diagnosis.issue.arguments = std::move(arguments);
  diagnosis.issue.hint = hint;
  diagnosis.issue.hint_arguments = std::move(hint_arguments);
  diagnosis.offset = static_cast<Offset>(at);
  return diagnosis;
}

std::size_t Diagnostician::skip_blanks(std::size_t at) const {
  while (at < text_.size() && is_blank(text_[at])) ++at;
  return at;
}

std::string_view Diagnostician::word_at(std::size_t at) const {
  std::size_t end = at;
  while (end < text_.size() && is_word(text_[end])) ++end;
  return text_.substr(at, std::min<std::size_t>(end - at, 40));
}

std::string Diagnostician::line_of(std::size_t at) const {
  return std::to_string(1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

Diagnosis Diagnostician::end_of_text() const {
  if (progress_.open.empty()) return found(text_.size(), "json_empty");
  const Progress::Container& last = progress_.open.back();
  return found(text_.size(), "json_unfinished",
               {last.is_object ? "}" : "]", last.is_object ? "{" : "[", line_of(last.offset)});
}

/// What is a mistake of its own kind wherever it stands outside a string.
std::optional<Diagnosis> Diagnostician::anywhere(std::size_t at) const {
  const std::string_view rest = text_.substr(at);
  if (rest.starts_with("\xEF\xBB\xBF")) return found(at, "json_second_mark");
  if (rest.starts_with("\xFF\xFE") || rest.starts_with("\xFE\xFF")) return found(at, "json_utf16", {}, "save_as_utf8");
  for (const Replacement& replacement : full_width) {
    if (!rest.starts_with(replacement.written)) continue;
    const bool is_space = replacement.meant == " ";
    return is_space ? found(at, "json_wide_space")
                    : found(at, "json_full_width", {std::string(replacement.written), std::string(replacement.meant)});
  }
  if (rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with("#"))
    return found(at, "json_comment", {}, "comment_as_key");
  if (rest[0] == '\'' || rest[0] == '`') return found(at, "json_single_quote", {std::string(1, rest[0])});
  if (static_cast<unsigned char>(rest[0]) < 0x20) return found(at, "json_control_character", {byte_name(rest[0])});
  if (character_length(rest) == 0) return found(at, "ill_formed_utf8", {byte_name(rest[0])}, "save_as_utf8");
  return std::nullopt;
}

Diagnosis Diagnostician::where_value(std::size_t at, bool after_comma) const {
  if (at == text_.size()) return end_of_text();
  if (auto mistake = anywhere(at)) return *std::move(mistake);
  const char c = text_[at];
  if (c == '"') return in_string(at);
  if (after_comma && (c == ']' || c == '}')) return found(at, "json_trailing_comma", {std::string(1, c)});
  if (is_word(c)) return in_word(at);
  return found(at, "json_value_expected", {std::string(character_at(at))});
}

Diagnosis Diagnostician::where_key(std::size_t at, bool after_comma) const {
  if (at == text_.size()) return end_of_text();
  if (auto mistake = anywhere(at)) return *std::move(mistake);
  const char c = text_[at];
  if (c == '"') return in_string(at);
  if (after_comma && c == '}') return found(at, "json_trailing_comma", {"}"});
  if (is_word(c)) return found(at, "json_unquoted_key", {std::string(word_at(at))});
  return found(at, "json_key_expected", {std::string(character_at(at))});
}

Diagnosis Diagnostician::where_colon(std::size_t at) const {
  if (at == text_.size()) return end_of_text();
  if (text_[at] == ':') return where_value(skip_blanks(at + 1), false);
  if (auto mistake = anywhere(at)) return *std::move(mistake);
  return found(at, "json_colon_expected", {std::string(character_at(at))});
}

std::optional<Diagnosis> Diagnostician::after_value(std::size_t at) const {
  const bool joined = at == progress_.end;
  if (progress_.open.empty()) {
    if (at == text_.size()) return std::nullopt;
    if (joined && is_word(text_[at])) return in_word(at);
    if (auto mistake = anywhere(at)) return mistake;
    return found(at, "json_trailing_text", {std::string(character_at(at))});
  }
  if (at == text_.size()) return end_of_text();
  const char c = text_[at];
  if (c == ',') {
    const std::size_t next = skip_blanks(at + 1);
    return in_object() ? where_key(next, true) : where_value(next, true);
  }
  if (joined && is_word(c)) return in_word(at);
  if (auto mistake = anywhere(at)) return mistake;
  const std::string closing(1, in_object() ? '}' : ']');
  if (c == '"' || c == '{' || c == '[' || is_word(c))
    return found(at, "json_comma_expected", {std::string(character_at(at))});
  return found(at, "json_comma_or_end_expected", {std::string(character_at(at)), closing});
}

Diagnosis Diagnostician::in_string(std::size_t at) const {
  for (std::size_t next = at + 1; next < text_.size();) {
    const char c = text_[next];
    // A string that is whole was taken by the parser; only a broken one is looked at here.
    if (c == '"') break;
    if (c == '\n' || c == '\r') return found(at, "json_unfinished_string");
    if (static_cast<unsigned char>(c) < 0x20) return found(next, "json_control_character", {byte_name(c)});
    if (c == '\\') {
      const std::string_view escape = text_.substr(next, 6);
      const std::size_t length = escape.size() > 1 && escape[1] == 'u' ? 6 : 2;
      const bool is_plain =
          length == 2 && escape.size() > 1 && std::string_view("\"\\/bfnrt").find(escape[1]) != std::string_view::npos;
      const bool is_hexadecimal =
          length == 6 && escape.size() == 6 && std::all_of(escape.begin() + 2, escape.end(), is_hex);
      if (!is_plain && !is_hexadecimal) return in_escape(next);
      const bool is_surrogate = is_hexadecimal && (escape[2] | 0x20) == 'd' && escape[3] >= '8';
      const bool is_low = is_surrogate && (escape[3] | 0x20) >= 'c' && !is_digit(escape[3]);
      const std::string_view second = text_.substr(std::min(next + 6, text_.size()), 6);
      const bool is_pair = is_surrogate && !is_low && second.size() == 6 && second.starts_with("\\u") &&
                           (second[2] | 0x20) == 'd' && !is_digit(second[3]) && (second[3] | 0x20) >= 'c' &&
                           is_hex(second[3]) && is_hex(second[4]) && is_hex(second[5]);
      if (is_surrogate && !is_pair) return found(next, "json_lone_surrogate", {std::string(escape)});
      next += is_pair ? 12 : length;
      continue;
    }
    const std::size_t length = character_length(text_.substr(next));
    if (length == 0) return found(next, "ill_formed_utf8", {byte_name(c)}, "save_as_utf8");
    next += length;
  }
  return found(at, "json_unfinished_string");
}

Diagnosis Diagnostician::in_escape(std::size_t at) const {
  if (at + 1 >= text_.size()) return found(at, "json_unfinished_string");
  const std::size_t length = text_[at + 1] == 'u' ? 6 : 1 + character_at(at + 1).size();
  std::string_view written = text_.substr(at, length);
  // What follows the string's end is not part of the escape.
  written = written.substr(0, written.find_first_of("\"\n", 2));
  return found(at, "json_escape", {std::string(written)}, "backslash_twice");
}

/// A word or a number that JSON does not know.
Diagnosis Diagnostician::in_word(std::size_t at) const {
  // The parser took `0` of `01`: the word begins before its end.
  std::size_t start = at;
  while (start > 0 && is_word(text_[start - 1])) --start;
  const std::string word(word_at(start));
  std::string lower = word;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const std::string_view known : {"true", "false", "null"}) {
    if (lower == known) return found(start, "json_word", {word}, "write_instead", {std::string(known)});
  }
  if (lower == "none" || lower == "undefined" || lower == "nil")
    return found(start, "json_word", {word}, "write_instead", {"null"});
  if (lower == "yes" || lower == "no")
    return found(start, "json_word", {word}, "write_instead", {lower == "yes" ? "true" : "false"});
  std::string_view unsigned_word = lower;
  if (unsigned_word.starts_with('-') || unsigned_word.starts_with('+')) unsigned_word.remove_prefix(1);
  // The grammar is right, but the library could make nothing of its size.
  if (parse_decimal(word).fault != DecimalFault::not_a_number) return found(start, "json_number_too_large", {word});
  const bool looks_like_number = is_digit(word[0]) || word[0] == '-' || word[0] == '+' || word[0] == '.';
  if (looks_like_number || unsigned_word == "nan" || unsigned_word == "inf" || unsigned_word == "infinity") {
    return found(start, "json_number", {word}, "number_grammar");
  }
  return found(start, "json_word", {word}, "quote_text", {word});
}

std::optional<Diagnosis> Diagnostician::run() {
  const std::size_t at = skip_blanks(progress_.end);
  switch (progress_.last) {
    case Progress::Last::nothing: return where_value(at, false);
    case Progress::Last::opening: return in_object() ? where_key(at, false) : where_value(at, false);
    case Progress::Last::key: return where_colon(at);
    case Progress::Last::value: return after_value(at);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Diagnosis> diagnose(const Source& source, const Progress& progress) {
  return Diagnostician(source.text(), progress).run();
}

}  // namespace pointsbank::json
