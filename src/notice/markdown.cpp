// A notice as Markdown: headings, lists and tables.
#include "notice/layouts.hpp"

namespace pointsbank::notice {
namespace {

/// What Markdown or HTML would take for something else is escaped; a line break would end a table's row.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '<') {
      safe.append("&lt;");
    } else if (c == '>') {
      safe.append("&gt;");
    } else if (c == '&') {
      safe.append("&amp;");
    } else if (c == '\n' || c == '\r' || c == '\t') {
      safe.push_back(' ');
    } else {
      if (std::string_view("\\`*_[]|#~!").find(c) != std::string_view::npos) safe.push_back('\\');
      safe.push_back(c);
    }
  }
  return safe;
}

class Markdown {
 public:
  explicit Markdown(Language language) : language_(language) {}

  void add(const Content& content) {
    content_ = &content;
    if (!out_.empty()) out_.append("\n");
    paragraph("# " + escaped(content.title));
    if (!content.village.empty()) paragraph("**" + escaped(content.village) + "**");
    std::string facts = frame("notice_version", language_) + " **" + escaped(content.version) + "** · " +
                        frame("notice_dates", language_) + " **" + escaped(content.dates) + "**";
    for (const auto& [what, figure] : content.facts)
      facts.append(" · " + escaped(what) + " **" + escaped(figure) + "**");
    paragraph(facts);
    if (!content.note.empty()) paragraph("> " + escaped(content.note));
    int number = 0;
    for (const Section& section : content.sections) add(section, ++number);
    foot(content);
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void add(const Section& section, int number) {
    paragraph("## " + frame("notice_heading", language_, {heading_number(number, language_), escaped(section.title)}));
    items(section.lines);
    for (const Aspect& aspect : section.aspects) {
      if (!aspect.title.empty()) paragraph("### " + escaped(aspect.title));
      items(aspect.lines);
      if (aspect.provisions.empty()) continue;
      const bool is_rules = section.tone != Section::Tone::plain;
      out_.append("| " + frame("notice_column_number", language_) + " | " +
                  frame(is_rules ? "notice_column_provision" : "notice_column_closing", language_) + " | " +
                  (is_rules ? escaped(content_->column_of_points) : frame("notice_column_result", language_)) +
                  " |\n|--:|---|--:|\n");
      for (const Provision& provision : aspect.provisions) add(provision);
      out_.push_back('\n');
    }
  }

  void add(const Provision& provision) {
    std::string what = "**" + escaped(provision.title) + "** <sub>" + escaped(provision.id) + "</sub>";
    for (const std::string& term : provision.terms) what.append("<br>· ").append(escaped(term));
    if (!provision.note.empty()) what.append("<br>_").append(escaped(provision.note)).append("_");
    row(std::to_string(provision.number), what, provision.figure.text);
    for (const Row& each : provision.rows) row({}, "　" + escaped(each.label), each.figure.text);
  }

  void row(const std::string& number, const std::string& what, const std::string& figure) {
    const std::string strong = figure.empty() ? figure : " **" + escaped(figure) + "**";
    out_.append("| ")
        .append(number)
        .append(number.empty() ? "| " : " | ")
        .append(what)
        .append(" |")
        .append(strong)
        .append(" |\n");
  }

  void foot(const Content& content) {
    paragraph("---");
    const std::string blank(20, '_');
    paragraph(frame("notice_phone", language_) + " " +
              (content.phone.empty() ? escaped(blank) : escaped(content.phone)));
    paragraph(frame("notice_signed", language_) + " " + escaped(blank) + "　" + frame("notice_seal", language_) + " " +
              escaped(blank));
    if (!content.sources.empty()) {
      paragraph("## " + frame("notice_sources", language_));
      items(content.sources);
    }
  }

  void items(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) out_.append("- ").append(escaped(line)).append("\n");
    if (!lines.empty()) out_.push_back('\n');
  }
  void paragraph(const std::string& text) { out_.append(text).append("\n\n"); }

  Language language_;
  const Content* content_ = nullptr;  ///< the one at work
  std::string out_;
};

}  // namespace

std::string to_markdown(const std::vector<Content>& contents, Language language) {
  Markdown markdown(language);
  for (const Content& content : contents) markdown.add(content);
  std::string text = markdown.take();
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace pointsbank::notice
