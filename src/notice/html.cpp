// A notice as one HTML page by itself.
#include "core/html_text.hpp"
#include "notice/html_style.hpp"
#include "notice/layouts.hpp"

namespace pointsbank::notice {
namespace {

/// A string of CSS: whatever is no letter, digit or blank is written by its number, so that nothing ends it early.
std::string css_string(std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  std::string safe = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain =
        byte >= 0x80 || c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_plain) {
      safe.push_back(c);
    } else {
      safe.push_back('\\');
      safe.push_back(digits[byte >> 4U]);
      safe.push_back(digits[byte & 15U]);
      safe.push_back(' ');
    }
  }
  return safe + "\"";
}

std::string_view tone_class(Section::Tone tone) {
  constexpr std::string_view classes[] = {"plain", "earning", "deducting"};
  return classes[static_cast<std::size_t>(tone)];
}

std::string_view sign_class(Figure::Sign sign) {
  constexpr std::string_view classes[] = {"none", "plus", "minus"};
  return classes[static_cast<std::size_t>(sign)];
}

class Html {
 public:
  explicit Html(Language language) : language_(language) {}

  void begin(const std::vector<Content>& contents) {
    const Content& last = contents.back();
    put("<!DOCTYPE html>\n<html lang=\"").put(language_ == Language::zh ? "zh-CN" : "en").put("\">\n<head>\n");
    put("<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    put("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    put("<title>").text(last.title).put("</title>\n<style>").put(style);
    page_style(contents);
    put("</style>\n</head>\n<body>\n");
  }

  void add(const Content& content, std::size_t index) {
    content_ = &content;
    put("<article class=\"sheet-").put(std::to_string(index)).put("\">\n<header>\n");
    element("h1", {}, content.title);
    if (!content.village.empty()) element("p", "village", content.village);
    put("<p class=\"edition\">").text(say("notice_version")).put(" <b>").text(content.version).put("</b>　");
    text(say("notice_dates")).put(" <b>").text(content.dates).put("</b></p>\n<ul class=\"facts\">\n");
    for (const auto& [what, figure] : content.facts) {
      put("<li>").text(what).put("<b>").text(figure).put("</b></li>\n");
    }
    put("</ul>\n</header>\n");
    if (!content.note.empty()) element("p", "note", content.note);
    int number = 0;
    for (const Section& section : content.sections) add(section, ++number);
    foot(content);
    put("</article>\n");
  }

  [[nodiscard]] std::string end() {
    put("</body>\n</html>\n");
    return std::move(out_);
  }

 private:
  /// What stands on every sheet: title and version above, dates and page below.
  void page_style(const std::vector<Content>& contents) {
    for (std::size_t i = 0; i < contents.size(); ++i) {
      const Content& content = contents[i];
      const std::string name = "sheet-" + std::to_string(i);
      put("@page ").put(name).put(" { size: A4; margin: 15mm 15mm 16mm;\n");
      margin_box("top-left", css_string(content.title));
      margin_box("top-right", css_string(say("notice_version") + " " + content.version));
      margin_box("bottom-left", css_string(say("notice_dates") + " " + content.dates));
      margin_box("bottom-right", "counter(page) \" / \" counter(pages)");
      put("}\n@media print { .").put(name).put(" { page: ").put(name).put("; } }\n");
    }
  }
  void margin_box(std::string_view place, std::string_view value) {
    put("  @").put(place).put(
        " { font: 9pt \"Noto Sans CJK SC\", \"Microsoft YaHei\", sans-serif; color: #6f6a62; content: ");
    put(value).put("; }\n");
  }

  void add(const Section& section, int number) {
    put("<section class=\"").put(tone_class(section.tone)).put("\">\n");
    element("h2", {}, say("notice_heading", {heading_number(number, language_), section.title}));
    lines(section.lines);
    for (const Aspect& aspect : section.aspects) add(section, aspect);
    put("</section>\n");
  }

  void add(const Section& section, const Aspect& aspect) {
    if (aspect.provisions.empty()) {
      if (!aspect.title.empty()) element("h3", {}, aspect.title);
      lines(aspect.lines);
      return;
    }
    const bool is_rules = section.tone != Section::Tone::plain;
    put("<table>\n<thead>\n");
    // The aspect is named again on each sheet that it goes on to.
    if (is_rules) put("<tr><th colspan=\"3\" class=\"aspect\">").text(aspect.title).put("</th></tr>\n");
    put("<tr><th class=\"number\">").text(say("notice_column_number")).put("</th><th>");
    text(say(is_rules ? "notice_column_provision" : "notice_column_closing")).put("</th><th class=\"figure\">");
    text(is_rules ? content_->column_of_points : say("notice_column_result")).put("</th></tr>\n</thead>\n");
    if (!aspect.lines.empty()) {
      put("<tbody><tr class=\"first last\"><td colspan=\"3\">");
      lines(aspect.lines);
      put("</td></tr></tbody>\n");
    }
    for (const Provision& provision : aspect.provisions) add(provision);
    put("</table>\n");
  }

  void add(const Provision& provision) {
    const std::size_t height = provision.rows.size() + (provision.rows.empty() ? 1 : 2);
    put("<tbody><tr class=\"first")
        .put(provision.rows.empty() ? " last" : "")
        .put("\"><td class=\"number\" rowspan=\"");
    put(std::to_string(height)).put("\">").put(std::to_string(provision.number)).put("</td><td");
    // A title over rows of figures has the whole width.
    if (provision.figure.text.empty()) put(" colspan=\"2\"");
    put("><span class=\"title\">").text(provision.title).put("</span>");
    if (provision.is_veto) put("<span class=\"veto\">").text(say("notice_veto")).put("</span>");
    put("<span class=\"id\">").text(provision.id).put("</span>");
    if (provision.rows.empty()) terms(provision);
    put("</td>");
    if (!provision.figure.text.empty()) figure(provision.figure);
    put("</tr>\n");
    for (const Row& row : provision.rows) {
      put("<tr class=\"row\"><td class=\"label\">").text(row.label).put("</td>");
      figure(row.figure);
      put("</tr>\n");
    }
    if (!provision.rows.empty()) {
      put("<tr class=\"last\"><td colspan=\"2\">");
      terms(provision);
      put("</td></tr>\n");
    }
    put("</tbody>\n");
  }

  void figure(const Figure& figure) {
    // `by formula` is no figure to be seen from afar.
    const bool has_digits = figure.text.find_first_of("0123456789") != std::string::npos;
    put("<td class=\"figure ")
        .put(sign_class(figure.sign))
        .put(has_digits ? "\">" : " words\">")
        .text(figure.text)
        .put("</td>");
  }

  void terms(const Provision& provision) {
    if (!provision.terms.empty()) {
      put("<ul class=\"terms\">");
      for (const std::string& term : provision.terms) put("<li>").text(term).put("</li>");
      put("</ul>");
    }
    if (!provision.note.empty()) element("p", "remark", provision.note);
  }

  void foot(const Content& content) {
    put("<footer>\n<div>\n<div class=\"phone\">").text(say("notice_phone"));
    content.phone.empty() ? put(" <span class=\"blank\"></span>") : put("<b>").text(content.phone).put("</b>");
    put("</div>\n<div class=\"posted\">").text(say("notice_signed")).put(" <span class=\"blank\"></span></div>\n");
    element("div", "legend", say("notice_legend"));
    put("</div>\n<div class=\"seal\">").text(say("notice_seal")).put("</div>\n</footer>\n");
    if (!content.sources.empty()) {
      put("<section class=\"sources\">\n");
      element("h2", {}, say("notice_sources"));
      lines(content.sources);
      put("</section>\n");
    }
  }

  void lines(const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    put("<ul class=\"lines\">\n");
    for (const std::string& line : lines) element("li", {}, line);
    put("</ul>\n");
  }
  void element(std::string_view name, std::string_view css_class, const std::string& content) {
    put("<").put(name);
    if (!css_class.empty()) put(" class=\"").put(css_class).put("\"");
    put(">").text(content).put("</").put(name).put(">\n");
  }
  Html& put(std::string_view html) {
    out_.append(html);
    return *this;
  }
  Html& text(std::string_view content) { return put(escaped_for_html(content)); }
  [[nodiscard]] std::string say(std::string_view code, std::initializer_list<std::string> arguments = {}) const {
    return frame(code, language_, arguments);
  }

  Language language_;
  const Content* content_ = nullptr;  ///< the one at work
  std::string out_;
};

}  // namespace

std::string to_html(const std::vector<Content>& contents, Language language) {
  Html html(language);
  html.begin(contents);
  for (std::size_t i = 0; i < contents.size(); ++i) html.add(contents[i], i);
  return html.end();
}

}  // namespace pointsbank::notice
