#include <algorithm>
#include <optional>

#include "expression/spelling.hpp"
#include "expression/tokens.hpp"
#include "expression/utf8.hpp"

namespace pointsbank::expression {

namespace {

using Kind = Token::Kind;

struct Sign {
  std::string_view spelling;
  Kind kind;
};

/// Longer ones first.
constexpr Sign signs[] = {
    {"||", Kind::either},     {"&&", Kind::both},          {"==", Kind::equal}, {"!=", Kind::not_equal},
    {"<=", Kind::less_equal}, {">=", Kind::greater_equal}, {"<", Kind::less},   {">", Kind::greater},
    {"+", Kind::plus},        {"-", Kind::minus},          {"*", Kind::times},  {"/", Kind::over},
    {"!", Kind::bang},        {"?", Kind::question},       {":", Kind::colon},  {",", Kind::comma},
    {".", Kind::dot},         {"(", Kind::open},           {")", Kind::close},  {"[", Kind::open_list},
    {"]", Kind::close_list},
};

/// What other languages write, and what it is here. A kind of `end`: nothing can stand for it.
struct Slip {
  std::string_view written;
  std::string_view meant;
  Kind kind;
};

/// Longer ones first; looked for before `signs`.
constexpr Slip slips[] = {
    {"===", "==", Kind::equal},        {"!==", "!=", Kind::not_equal}, {"<>", "!=", Kind::not_equal},
    {"=>", ">=", Kind::greater_equal}, {"=<", "<=", Kind::less_equal},
};
/// Looked for after `signs`.
constexpr Slip lone_slips[] = {
    {"=", "==", Kind::equal},      {"&", "&&", Kind::both},   {"|", "||", Kind::either},
    {"%", "mod(a, b)", Kind::end}, {"^", "a * a", Kind::end},
};
constexpr Slip words[] = {
    {"and", "&&", Kind::both},  {"AND", "&&", Kind::both}, {"or", "||", Kind::either},
    {"OR", "||", Kind::either}, {"not", "!", Kind::bang},  {"NOT", "!", Kind::bang},
};

bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class Lexer {
 public:
  Lexer(PlainText plain, Mistakes& mistakes) : plain_(std::move(plain)), text_(plain_.text), mistakes_(mistakes) {}

  Tokens run() {
    result_.readable = plain_.readable;
    while (result_.readable) {
      while (is_blank(here())) ++at_;
      if (at_ >= text_.size()) break;
      token();
    }
    add(Kind::end, text_.size(), "");
    return std::move(result_);
  }

 private:
  [[nodiscard]] char here(std::size_t ahead = 0) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] std::size_t offset(std::size_t at) const noexcept { return plain_.offsets[at]; }
  [[nodiscard]] std::string_view from(std::size_t begin) const noexcept { return text_.substr(begin, at_ - begin); }

  Token& add(Kind kind, std::size_t begin, std::string_view spelling) {
    Token token;
    token.kind = kind;
    token.offset = offset(begin);
    token.spelling = spelling;
    return result_.tokens.emplace_back(std::move(token));
  }

  void token() {
    const char c = here();
    if (is_digit(c) || (c == '.' && is_digit(here(1)))) return number();
    if (begins_word(c)) return word();
    if (c == '"' || c == '\'') return text();
    if (slip(slips) || sign() || slip(lone_slips)) return;
    mistakes_.add(offset(at_), "expression_unexpected_character", {printable(c)});
    result_.readable = false;
  }

  static std::string printable(char c) {
    if (c >= ' ' && c <= '~') return std::string(1, c);
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return std::string("U+00") + digits[byte >> 4U] + digits[byte & 15U];
  }

  bool sign() {
    for (const Sign& candidate : signs) {
      if (!text_.substr(at_).starts_with(candidate.spelling)) continue;
      add(candidate.kind, at_, candidate.spelling);
      at_ += candidate.spelling.size();
      return true;
    }
    return false;
  }

  bool slip(std::span<const Slip> known) {
    for (const Slip& candidate : known) {
      if (!text_.substr(at_).starts_with(candidate.written)) continue;
      report_slip(candidate, at_);
      at_ += candidate.written.size();
      return true;
    }
    return false;
  }

  void report_slip(const Slip& slip, std::size_t begin) {
    mistakes_.add(offset(begin), "expression_operator", {std::string(slip.written)},
                  {"expression_hint_write", {std::string(slip.meant)}});
    if (slip.kind == Kind::end) {
      result_.readable = false;
    } else {
      add(slip.kind, begin, slip.meant);
    }
  }

  void word() {
    const std::size_t begin = at_;
    while (is_word(here())) ++at_;
    const std::string_view spelling = from(begin);
    const bool after_dot = !result_.tokens.empty() && result_.tokens.back().kind == Kind::dot;
    if (!after_dot) {
      for (const Slip& candidate : words) {
        if (candidate.written == spelling) return report_slip(candidate, begin);
      }
      if (spelling == "true") return static_cast<void>(add(Kind::yes, begin, spelling));
      if (spelling == "false") return static_cast<void>(add(Kind::no, begin, spelling));
      if (spelling == "in") return static_cast<void>(add(Kind::in, begin, spelling));
    }
    add(Kind::name, begin, spelling);
  }

  void digits() {
    while (is_digit(here())) ++at_;
  }

  /// Digits, perhaps with a point between them. Everything else that looks like a number is said to be none.
  void number() {
    const std::size_t begin = at_;
    digits();
    const bool has_point = here() == '.';
    if (has_point) ++at_;
    const bool ends_in_point = has_point && !is_digit(here());
    if (has_point) digits();
    const bool has_exponent = (here() == 'e' || here() == 'E') &&
                              (is_digit(here(1)) || ((here(1) == '+' || here(1) == '-') && is_digit(here(2))));
    const std::string_view plain = from(begin);
    if (has_exponent) {
      at_ += 2;
      digits();
      mistakes_.add(offset(begin), "expression_exponent", {std::string(from(begin))},
                    {"expression_hint_write_out", {}});
    } else if (is_word(here())) {
      while (is_word(here())) ++at_;
      mistakes_.add(offset(begin), "expression_number_form", {std::string(from(begin))});
    } else if (plain.front() == '.' || ends_in_point) {
      const std::string meant = plain.front() == '.' ? '0' + std::string(plain) : std::string(plain) + '0';
      mistakes_.add(offset(begin), "expression_number_form", {std::string(plain)}, {"expression_hint_write", {meant}});
    } else {
      return value(plain, begin);
    }
    add(Kind::number, begin, from(begin));
  }

  void value(std::string_view plain, std::size_t begin) {
    std::string_view digits = plain;
    while (digits.size() > 1 && digits[0] == '0' && is_digit(digits[1])) digits.remove_prefix(1);
    const DecimalResult read = parse_decimal(digits);
    if (read.fault != DecimalFault::none) {
      mistakes_.add(
          offset(begin), "expression_number_digits",
          {std::string(plain), std::to_string(max_digits_before_point), std::to_string(max_digits_after_point)});
    }
    add(Kind::number, begin, plain).number = Number(read.value);
  }

  void text() {
    const std::size_t begin = at_;
    const char quote = here();
    ++at_;
    std::string content;
    while (at_ < text_.size() && here() != quote) {
      if (here() == '\\') {
        escape(content);
      } else {
        content.push_back(here());
        ++at_;
      }
    }
    if (at_ >= text_.size()) {
      mistakes_.add(offset(begin), "expression_open_text", {std::string(1, quote)});
      result_.readable = false;
      return;
    }
    ++at_;
    add(Kind::text, begin, content);
  }

  void escape(std::string& content) {
    const std::size_t begin = at_;
    const char c = here(1);
    at_ = std::min(at_ + 2, text_.size());
    if (at_ == text_.size()) return;  // the text is not closed, which says enough
    switch (c) {
      case 'n': content.push_back('\n'); return;
      case 't': content.push_back('\t'); return;
      case 'r': content.push_back('\r'); return;
      case '\\':
      case '"':
      case '\'': content.push_back(c); return;
      case 'u':
        if (const std::optional<char32_t> found = code_point()) return append_utf8(content, *found);
        break;
      default: break;
    }
    mistakes_.add(offset(begin), "expression_escape", {escape_as_written(begin)}, {"expression_hint_escapes", {}});
  }

  [[nodiscard]] std::string escape_as_written(std::size_t begin) const {
    const std::size_t next = begin + 1;
    if (at_ > next + 1) return std::string(from(begin));
    return '\\' + std::string(text_.substr(next, code_point_at(text_, next)->bytes));
  }

  /// After `\u`: four digits, or the two halves of a pair.
  std::optional<char32_t> code_point() {
    const std::optional<char32_t> first = four_digits();
    if (!first) return std::nullopt;
    const bool is_half = *first >= 0xD800 && *first <= 0xDFFF;
    if (!is_half) return first;
    if (*first > 0xDBFF || here() != '\\' || here(1) != 'u') return std::nullopt;
    at_ += 2;
    const std::optional<char32_t> second = four_digits();
    if (!second || *second < 0xDC00 || *second > 0xDFFF) return std::nullopt;
    return 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00);
  }

  std::optional<char32_t> four_digits() {
    char32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = here();
      if (is_digit(c)) {
        value = value * 16 + static_cast<char32_t>(c - '0');
      } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
        value = value * 16 + static_cast<char32_t>((c | 0x20) - 'a' + 10);
      } else {
        return std::nullopt;
      }
      ++at_;
    }
    return value;
  }

  PlainText plain_;
  std::string_view text_;
  Mistakes& mistakes_;
  Tokens result_;
  std::size_t at_ = 0;
};

}  // namespace

Tokens tokens_of(std::string_view text, Mistakes& mistakes) {
  return Lexer(plain_text(text, mistakes), mistakes).run();
}

}  // namespace pointsbank::expression
