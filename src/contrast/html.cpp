// A comparison as one page by itself: figures, pictures, no script, nothing from elsewhere.
#include <algorithm>
#include <map>

#include "contrast/output.hpp"
#include "contrast/svg.hpp"
#include "core/html_text.hpp"

namespace pointsbank {
namespace contrast {
namespace {

constexpr std::size_t most_rows_of_page = 30;
constexpr std::size_t most_bars = 16;
constexpr std::size_t most_periods = 36;

// As on a notice: red for more, green for less, and a sign for whoever sees no colours.
constexpr std::string_view style = R"css(
:root { --more: #b3121d; --less: #0b6b3a; --ink: #1c1a17; --faint: #6f6a62; --line: #d9d2c5; --before: #a8a296; --after: #23618e; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 900px; padding: 24px; color: var(--ink); background: #fff;
       font: 15px/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans", Arial, sans-serif; }
h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 28px 0 8px; border-bottom: 2px solid var(--line); }
p.note { color: var(--faint); margin: 0 0 12px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 8px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th { font-weight: 600; color: var(--faint); } .text { text-align: left; overflow-wrap: anywhere; }
td.more { color: var(--more); } td.less { color: var(--less); }
svg { width: 100%; height: auto; display: block; font-size: 12px; }
svg text { fill: var(--ink); } .gain { fill: var(--more); } .loss { fill: var(--less); }
rect.before { fill: var(--before); } rect.after { fill: var(--after); }
polyline { fill: none; stroke-width: 2.5; } polyline.before { stroke: var(--before); } polyline.after { stroke: var(--after); }
line.axis { stroke: var(--ink); stroke-width: 1; } line.equal { stroke: var(--faint); stroke-dasharray: 4 4; }
section { break-inside: avoid; }
@media print { body { padding: 0; } }
)css";

class Page {
 public:
  Page(const Comparison& comparison, Language language)
      : comparison_(comparison), language_(language), decimals_(comparison.decimals()) {}

  [[nodiscard]] std::string run(std::string_view title) {
    out_ = "<!DOCTYPE html>\n<html lang=\"";
    out_.append(language_ == Language::zh ? "zh-CN" : "en").append("\">\n<head>\n<meta charset=\"utf-8\">\n");
    out_.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    out_.append(escaped_for_html(title))
        .append("</title>\n<style>")
        .append(style)
        .append("</style>\n</head>\n<body>\n<h1>");
    out_.append(escaped_for_html(title))
        .append("</h1>\n<p class=\"note\">")
        .append(say("comparison_report_note"))
        .append("</p>\n");
    const std::vector<Table> all = tables(comparison_, language_, most_rows_of_page);
    table(all[0]);
    table(all[1]);
    section("comparison_picture_rules", rules());
    section("comparison_picture_households", households());
    section("comparison_picture_periods", periods());
    section("comparison_picture_lorenz", curve());
    for (std::size_t i = 2; i < all.size(); ++i) table(all[i]);
    return out_.append("</body>\n</html>\n");
  }

 private:
  [[nodiscard]] std::string say(std::string_view code) const { return messages::format(code, {}, language_); }
  [[nodiscard]] Number points(std::int64_t units) const { return Number(Decimal{units, decimals_}); }
  [[nodiscard]] const BeforeAfter& measured(const PostedChange& row) const {
    return comparison_.options().by_spendable ? row.spendable : row.standing;
  }
  [[nodiscard]] Legend legend() const { return {say("comparison_column_before"), say("comparison_column_after")}; }

  void section(std::string_view code, const std::string& picture) {
    out_.append("<section>\n<h2>")
        .append(escaped_for_html(say(code)))
        .append("</h2>\n")
        .append(picture)
        .append("</section>\n");
  }

  void table(const Table& table) {
    out_.append("<section>\n<h2>").append(escaped_for_html(table.title)).append("</h2>\n<table>\n<tr>");
    for (std::size_t i = 0; i < table.head.size(); ++i) {
      out_.append(i < table.texts ? "<th class=\"text\">" : "<th>")
          .append(escaped_for_html(table.head[i]))
          .append("</th>");
    }
    out_.append("</tr>\n");
    for (const std::vector<std::string>& row : table.rows) {
      out_.append("<tr>");
      for (std::size_t i = 0; i < row.size(); ++i) {
        const bool is_difference = table.head[i] == say("comparison_column_difference");
        const std::string_view kind = i < table.texts                            ? " class=\"text\""
                                      : is_difference && row[i].starts_with('+') ? " class=\"more\""
                                      : is_difference && row[i].starts_with('-') ? " class=\"less\""
                                                                                 : "";
        out_.append("<td").append(kind).append(">").append(escaped_for_html(row[i])).append("</td>");
      }
      out_.append("</tr>\n");
    }
    out_.append("</table>\n</section>\n");
  }

  [[nodiscard]] std::string nothing() const {
    return "<p>" + escaped_for_html(say("comparison_nothing_changes")) + "</p>\n";
  }

  [[nodiscard]] std::string rules() const {
    std::vector<Bar> bars;
    for (const PostedChange& row : comparison_.by_rule()) {
      const std::int64_t difference = measured(row).difference();
      if (difference == 0) continue;
      std::string name = name_of(row, language_);
      if (row.cause != "rule") name += " · " + say("comparison_cause_" + row.cause);
      bars.push_back({std::move(name), points(difference), signed_units(difference, decimals_)});
    }
    std::stable_sort(bars.begin(), bars.end(),
                     [](const Bar& a, const Bar& b) { return a.value.abs() > b.value.abs(); });
    if (bars.size() > most_bars) bars.resize(most_bars);
    return bars.empty() ? nothing() : bars_across(bars, say("comparison_picture_rules"));
  }

  /// At most nine columns to each side, of one width; those that nothing changes stand in the middle.
  [[nodiscard]] std::string households() const {
    std::int64_t most = 0;
    for (const HouseholdChange& each : comparison_.households()) {
      const std::int64_t difference = comparison_.measured(each).difference();
      most = std::max(most, difference < 0 ? -difference : difference);
    }
    if (most == 0) return nothing();
    const std::int64_t width = step_for(most);
    std::map<std::int64_t, std::int64_t> counts;
    for (const HouseholdChange& each : comparison_.households()) {
      const std::int64_t difference = comparison_.measured(each).difference();
      const std::int64_t size = difference < 0 ? -difference : difference;
      const std::int64_t column = (size + width - 1) / width;
      ++counts[difference < 0 ? -column : column];
    }
    std::vector<Bar> bars;
    for (std::int64_t column = counts.begin()->first; column <= counts.rbegin()->first; ++column) {
      const auto found = counts.find(column);
      const std::int64_t count = found == counts.end() ? 0 : found->second;
      bars.push_back({column_name(column, width), Number(count), std::to_string(count)});
    }
    return columns(bars, say("comparison_axis_difference") + " → " + say("comparison_axis_count"),
                   say("comparison_picture_households"));
  }

  /// 1, 2 or 5 times a power of ten such that nine of them reach.
  static std::int64_t step_for(std::int64_t most) {
    constexpr std::int64_t columns_a_side = 6;
    for (std::int64_t power = 1;; power *= 10) {
      for (const std::int64_t factor : {1, 2, 5}) {
        if (factor * power * columns_a_side >= most) return factor * power;
        if (power > INT64_MAX / 100) return most;
      }
    }
  }
  [[nodiscard]] std::string column_name(std::int64_t column, std::int64_t width) const {
    if (column == 0) return "0";
    const std::int64_t size = column < 0 ? -column : column;
    const std::string sign = column < 0 ? "-" : "+";
    const std::string low = points((size - 1) * width).to_string(), high = points(size * width).to_string();
    return width == 1 ? sign + high : sign + low + "…" + high;
  }

  [[nodiscard]] std::string periods() const {
    std::vector<BarPair> pairs;
    for (const PostedChange& row : comparison_.by_period()) {
      const BeforeAfter& amount = measured(row);
      pairs.push_back({row.key, points(amount.before), points(amount.after),
                       units_to_string(amount.before, decimals_) + " → " + units_to_string(amount.after, decimals_)});
    }
    if (pairs.size() > most_periods)
      pairs.erase(pairs.begin(), pairs.end() - static_cast<std::ptrdiff_t>(most_periods));
    return pairs.empty() ? nothing() : bars_upright(pairs, legend(), say("comparison_picture_periods"));
  }

  [[nodiscard]] std::string curve() const {
    return lorenz(comparison_.distribution_before().lorenz, comparison_.distribution_after().lorenz, legend(),
                  say("comparison_axis_households"), say("comparison_axis_points"), say("comparison_picture_lorenz"));
  }

  const Comparison& comparison_;
  Language language_;
  int decimals_;
  std::string out_;
};

}  // namespace
}  // namespace contrast

std::string to_html(const Comparison& comparison, std::string_view title, Language language) {
  return contrast::Page(comparison, language).run(title);
}

}  // namespace pointsbank
