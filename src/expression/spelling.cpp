#include "expression/spelling.hpp"

#include <utility>

#include "expression/tokens.hpp"
#include "expression/utf8.hpp"

namespace pointsbank::expression {

namespace {

struct Substitute {
  char32_t typed;
  std::string_view meant;
};

constexpr Substitute substitutes[] = {
    {U'\u3001', ","},  {U'\u3002', "."},  {U'\u3010', "["}, {U'\u3011', "]"},  {U'\u3014', "("},  {U'\u3015', ")"},
    {U'\u3008', "<"},  {U'\u3009', ">"},  {U'\u300A', "<"}, {U'\u300B', ">"},  {U'\u00D7', "*"},  {U'\u00F7', "/"},
    {U'\u2212', "-"},  {U'\u2013', "-"},  {U'\u2014', "-"}, {U'\u2264', "<="}, {U'\u2265', ">="}, {U'\u2260', "!="},
    {U'\u201C', "\""}, {U'\u201D', "\""}, {U'\u2018', "'"}, {U'\u2019', "'"},  {U'\u300C', "\""}, {U'\u300D', "\""},
    {U'\u3000', " "},  {U'\u00A0', " "},  {U'\uFEFF', " "},
};

constexpr std::string_view ascii_of_full_width =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// What stands for a character in ASCII; empty where nothing does.
std::string_view meant_by(char32_t typed) noexcept {
  constexpr char32_t first_full_width = U'\uFF01';
  if (typed >= first_full_width && typed - first_full_width < ascii_of_full_width.size()) {
    return ascii_of_full_width.substr(typed - first_full_width, 1);
  }
  for (const Substitute& substitute : substitutes) {
    if (substitute.typed == typed) return substitute.meant;
  }
  return {};
}

bool is_quote(std::string_view meant) noexcept { return meant == "\"" || meant == "'"; }

class Writer {
 public:
  Writer(std::string_view text, Mistakes& mistakes) : text_(text), mistakes_(mistakes) {}

  PlainText written() {
    while (at_ < text_.size() && plain_.readable) {
      const CodePoint found = *code_point_at(text_, at_);
      if (found.bytes == 1) {
        ascii();
      } else if (const std::string_view meant = meant_by(found.value); !meant.empty()) {
        full_width(found, meant);
      } else {
        bare_word();
      }
    }
    plain_.offsets.push_back(static_cast<std::uint32_t>(text_.size()));
    return std::move(plain_);
  }

 private:
  void put(std::string_view bytes, std::size_t from) {
    plain_.text.append(bytes);
    plain_.offsets.insert(plain_.offsets.end(), bytes.size(), static_cast<std::uint32_t>(from));
  }
  void copy() {
    put(text_.substr(at_, 1), at_);
    ++at_;
  }

  void ascii() {
    const char c = text_[at_];
    copy();
    if (c != '"' && c != '\'') return;
    while (at_ < text_.size() && text_[at_] != c) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) copy();
      copy();
    }
    if (at_ < text_.size()) copy();
  }

  void full_width(CodePoint found, std::string_view meant) {
    if (meant != " ") {
      mistakes_.add(at_, "expression_full_width", {std::string(text_.substr(at_, found.bytes)), std::string(meant)});
    }
    put(meant, at_);
    at_ += found.bytes;
    if (is_quote(meant)) quoted(meant);
  }

  /// The rest of a string that a full-width quote opened: any quote of that sort ends it.
  void quoted(std::string_view quote) {
    while (at_ < text_.size()) {
      const CodePoint found = *code_point_at(text_, at_);
      const std::string_view meant = found.bytes == 1 ? text_.substr(at_, 1) : meant_by(found.value);
      if (meant == quote) {
        put(quote, at_);
        at_ += found.bytes;
        return;
      }
      if (meant == "\\" && found.bytes == 1 && at_ + 1 < text_.size()) copy();
      for (std::size_t i = code_point_at(text_, at_)->bytes; i > 0; --i) copy();
    }
  }

  /// Letters of other scripts: a text without its quotes, or a name with letters that names do not have.
  void bare_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const CodePoint found = *code_point_at(text_, at_);
      if (found.bytes == 1 ? !is_word(text_[at_]) : !meant_by(found.value).empty()) break;
      at_ += found.bytes;
    }
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (begin > 0 && (is_word(text_[begin - 1]) || text_[begin - 1] == '.')) {
      mistakes_.add(begin, "expression_letters_of_name", {std::string(word)});
      plain_.readable = false;
      return;
    }
    mistakes_.add(begin, "expression_bare_word", {std::string(word)},
                  {"expression_hint_write", {'"' + std::string(word) + '"'}});
    put("\"", begin);
    put(word, begin);
    put("\"", begin);
  }

  std::string_view text_;
  Mistakes& mistakes_;
  PlainText plain_;
  std::size_t at_ = 0;
};

}  // namespace

PlainText plain_text(std::string_view text, Mistakes& mistakes) { return Writer(text, mistakes).written(); }

}  // namespace pointsbank::expression
