// A notice as plain text: 78 columns, points at the right edge.
#include <algorithm>

#include "expression/utf8.hpp"
#include "notice/layouts.hpp"

namespace pointsbank::notice {
namespace {

constexpr std::size_t page_width = 78;

/// Ideographs, kana and full-width signs take two columns; so do the curved quotes and dashes of Chinese text.
std::size_t columns_of(char32_t c, Language language) {
  const bool is_wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60) ||
                       (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
  const bool is_quote = language == Language::zh && (c == 0x201C || c == 0x201D || c == 0x2026);
  return is_wide || is_quote ? 2 : 1;
}

/// A text cut where a line may end: a word, or one character of a script without blanks, each with what must follow it.
std::vector<std::string> pieces(std::string_view text) {
  static constexpr std::u32string_view never_first = U"，。、；：？！）》”’％%】", never_last = U"（《“‘【";
  std::vector<std::string> found;
  bool joins = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = expression::code_point_at(text, at).value_or(expression::CodePoint{U'?', 1});
    const std::string_view bytes = text.substr(at, point.bytes);
    at += point.bytes;
    // A line break of the list's own is a blank here.
    if (point.value <= U' ') {
      found.emplace_back(" ");
      joins = false;
      continue;
    }
    const bool is_word = point.value < 0x2E80 && never_first.find(point.value) == std::u32string_view::npos;
    const bool sticks = never_first.find(point.value) != std::u32string_view::npos;
    if (!found.empty() && found.back() != " " && (joins || sticks)) {
      found.back().append(bytes);
    } else {
      found.emplace_back(bytes);
    }
    joins = is_word || never_last.find(point.value) != std::u32string_view::npos;
  }
  return found;
}

class Text {
 public:
  explicit Text(Language language) : language_(language) {}

  void add(const Content& content) {
    if (!out_.empty()) out_.append("\n\n");
    centred(content.title);
    if (!content.village.empty()) centred(content.village);
    centred(frame("notice_version", language_) + " " + content.version + "   " + frame("notice_dates", language_) +
            " " + content.dates);
    rule('=');
    for (const auto& [what, figure] : content.facts) wrapped(what + " " + figure, 0);
    if (!content.note.empty()) wrapped(content.note, 0);
    int number = 0;
    for (const Section& section : content.sections) add(section, ++number);
    foot(content);
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void add(const Section& section, int number) {
    out_.push_back('\n');
    line(frame("notice_heading", language_, {heading_number(number, language_), section.title}));
    rule('-');
    for (const std::string& each : section.lines) item(each, 0);
    for (const Aspect& aspect : section.aspects) {
      if (!aspect.title.empty()) {
        out_.push_back('\n');
        line("[ " + aspect.title + " ]");
      }
      for (const std::string& each : aspect.lines) item(each, 0);
      for (const Provision& provision : aspect.provisions) add(provision);
    }
  }

  void add(const Provision& provision) {
    const std::string number = std::to_string(provision.number) + ".";
    const std::string head = std::string(number.size() < 4 ? 4 - number.size() : 0, ' ') + number + " " +
                             provision.title + " (" + provision.id + ")";
    leader(head, provision.figure.text, 5);
    for (const Row& row : provision.rows) leader("       " + row.label, row.figure.text, 7);
    for (const std::string& term : provision.terms) item(term, 5);
    if (!provision.note.empty()) item(provision.note, 5);
  }

  void foot(const Content& content) {
    out_.push_back('\n');
    rule('=');
    line(frame("notice_phone", language_) + " " + (content.phone.empty() ? "____________________" : content.phone));
    line(frame("notice_signed", language_) + " ____________________   " + frame("notice_seal", language_) +
         ": ____________________");
    if (!content.sources.empty()) {
      out_.push_back('\n');
      line(frame("notice_sources", language_));
      rule('-');
      for (const std::string& source : content.sources) item(source, 0);
    }
  }

  // ------------------------------------------------------------------------------------------------------- lines

  [[nodiscard]] std::size_t width(std::string_view text) const {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
      const auto point = expression::code_point_at(text, at).value_or(expression::CodePoint{U'?', 1});
      columns += columns_of(point.value, language_);
      at += point.bytes;
    }
    return columns;
  }
  void line(std::string_view text) {
    out_.append(text);
    while (out_.ends_with(' ')) out_.pop_back();
    out_.push_back('\n');
  }
  void rule(char c) { line(std::string(page_width, c)); }
  void centred(const std::string& text) {
    const std::size_t columns = width(text);
    line(std::string(columns < page_width ? (page_width - columns) / 2 : 0, ' ') + text);
  }
  void item(const std::string& text, std::size_t indent) {
    wrapped(std::string(indent, ' ') + "- " + text, indent + 2);
  }

  /// Lines of at most `page_width` columns; those after the first begin at `indent`. The last one is not ended.
  [[nodiscard]] std::vector<std::string> lines_of(std::string_view text, std::size_t indent, std::size_t room) const {
    std::vector<std::string> lines(1);
    const std::size_t blanks = std::min(text.find_first_not_of(' '), text.size());
    lines.back().append(blanks, ' ');
    std::size_t columns = blanks;
    for (const std::string& piece : pieces(text.substr(blanks))) {
      const std::size_t needed = width(piece);
      if (columns + needed > room && columns > indent) {
        lines.emplace_back(indent, ' ');
        columns = indent;
        if (piece == " ") continue;
      }
      lines.back().append(piece);
      columns += needed;
    }
    return lines;
  }
  void wrapped(std::string_view text, std::size_t indent) {
    for (const std::string& each : lines_of(text, indent, page_width)) line(each);
  }
  /// A text, dots, and a figure at the right edge.
  void leader(const std::string& text, const std::string& figure, std::size_t indent) {
    const std::size_t room = page_width - std::min<std::size_t>(width(figure) + 3, page_width / 2);
    std::vector<std::string> lines = lines_of(text, indent, figure.empty() ? page_width : room);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) line(lines[i]);
    std::string last = lines.back();
    if (!figure.empty()) {
      const std::size_t used = width(last) + width(figure) + 2;
      last.append(" ").append(used < page_width ? page_width - used : 1, '.').append(" ").append(figure);
    }
    line(last);
  }

  Language language_;
  std::string out_;
};

}  // namespace

std::string to_text(const std::vector<Content>& contents, Language language) {
  Text text(language);
  for (const Content& content : contents) text.add(content);
  return text.take();
}

}  // namespace pointsbank::notice
