#include "contrast/svg.hpp"

#include <algorithm>

#include "core/html_text.hpp"

namespace pointsbank::contrast {
namespace {

constexpr std::int64_t picture_width = 760;

/// `value` of `of` as pixels of `length`.
std::int64_t pixels(const Number& value, const Number& of, std::int64_t length) {
  if (of.is_zero()) return 0;
  return *(value * Number(length) / of).to_units(0, Rounding::half_up);
}

std::string whole(std::int64_t value) { return std::to_string(value); }

class Picture {
 public:
  Picture(std::int64_t width, std::int64_t height, std::string_view title) {
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " + whole(width) + " " +
           whole(height) + "\" style=\"max-width:" + whole(width) + "px\"><title>" + escaped_for_html(title) +
           "</title>\n";
  }
  void bar(std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height, std::string_view kind,
           std::string_view words = {}) {
    out_ += "<rect class=\"" + std::string(kind) + "\" x=\"" + whole(x) + "\" y=\"" + whole(y) + "\" width=\"" +
            whole(std::max<std::int64_t>(width, 1)) + "\" height=\"" + whole(std::max<std::int64_t>(height, 1)) + "\">";
    if (!words.empty()) out_ += "<title>" + escaped_for_html(words) + "</title>";
    out_ += "</rect>\n";
  }
  void line(std::int64_t x1, std::int64_t y1, std::int64_t x2, std::int64_t y2, std::string_view kind = "axis") {
    out_ += "<line class=\"" + std::string(kind) + "\" x1=\"" + whole(x1) + "\" y1=\"" + whole(y1) + "\" x2=\"" +
            whole(x2) + "\" y2=\"" + whole(y2) + "\"/>\n";
  }
  void text(std::int64_t x, std::int64_t y, std::string_view words, std::string_view anchor = "start") {
    out_ += "<text x=\"" + whole(x) + "\" y=\"" + whole(y) + "\" text-anchor=\"" + std::string(anchor) + "\">" +
            escaped_for_html(words) + "</text>\n";
  }
  void curve(const std::vector<std::pair<std::int64_t, std::int64_t>>& points, std::string_view kind) {
    out_ += "<polyline class=\"" + std::string(kind) + "\" points=\"";
    for (const auto& [x, y] : points) out_ += whole(x) + "," + whole(y) + " ";
    out_ += "\"/>\n";
  }
  /// Two squares with words, from the left.
  void legend(std::int64_t x, std::int64_t y, const Legend& legend) {
    bar(x, y, 12, 12, "before");
    text(x + 18, y + 11, legend.before);
    bar(x + 130, y, 12, 12, "after");
    text(x + 148, y + 11, legend.after);
  }
  [[nodiscard]] std::string take() { return out_ + "</svg>\n"; }

 private:
  std::string out_;
};

/// So many characters at most.
std::string cut(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && ++characters > most) return std::string(text.substr(0, at)) + "…";
  }
  return std::string(text);
}

Number largest(const std::vector<Bar>& bars) {
  Number most;
  for (const Bar& bar : bars) most = std::max(most, bar.value.abs());
  return most;
}

}  // namespace

std::string bars_across(const std::vector<Bar>& bars, std::string_view title) {
  constexpr std::int64_t row = 26, names = 240, figures = 90;
  const bool both = std::any_of(bars.begin(), bars.end(), [](const Bar& each) { return each.value.sign() > 0; }) &&
                    std::any_of(bars.begin(), bars.end(), [](const Bar& each) { return each.value.sign() < 0; });
  constexpr std::int64_t room = picture_width - names - 2 * figures;
  const std::int64_t length = both ? room / 2 : room;
  const bool only_left =
      !both && std::any_of(bars.begin(), bars.end(), [](const Bar& each) { return each.value.sign() < 0; });
  const std::int64_t zero = names + figures + (both ? room / 2 : only_left ? room : 0);
  const std::int64_t height = row * static_cast<std::int64_t>(bars.size()) + 12;
  const Number most = largest(bars);
  Picture picture(picture_width, height, title);
  std::int64_t y = 6;
  for (const Bar& bar : bars) {
    const std::int64_t size = pixels(bar.value.abs(), most, length);
    const bool is_left = bar.value.sign() < 0;
    picture.text(names - 8, y + 16, cut(bar.name, 18), "end");
    picture.bar(is_left ? zero - size : zero, y + 3, size, row - 8, is_left ? "loss" : "gain",
                bar.name + " " + bar.figure);
    picture.text(is_left ? zero - size - 6 : zero + size + 6, y + 16, bar.figure, is_left ? "end" : "start");
    y += row;
  }
  picture.line(zero, 2, zero, height - 4);
  return picture.take();
}

std::string bars_upright(const std::vector<BarPair>& pairs, const Legend& legend, std::string_view title) {
  constexpr std::int64_t top = 34, length = 200, left = 10;
  Number most, least;
  for (const BarPair& pair : pairs) {
    most = std::max({most, pair.before, pair.after});
    least = std::min({least, pair.before, pair.after});
  }
  const Number span = most - least;
  const std::int64_t zero = top + pixels(most, span, length);
  const auto count = static_cast<std::int64_t>(std::max<std::size_t>(pairs.size(), 1));
  const std::int64_t step = std::min<std::int64_t>((picture_width - 2 * left) / count, 90);
  const std::int64_t width = std::max<std::int64_t>(step * 2 / 5, 2);
  // Names that would run into one another are thinned out.
  const std::int64_t every = std::max<std::int64_t>(1, (76 + step - 1) / step);
  Picture picture(picture_width, top + length + 30, title);
  picture.legend(left, 6, legend);
  std::int64_t x = left;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(pairs.size()); ++i, x += step) {
    const BarPair& pair = pairs[static_cast<std::size_t>(i)];
    const auto draw = [&](const Number& value, std::int64_t at, std::string_view kind) {
      const std::int64_t size = pixels(value.abs(), span, length);
      picture.bar(at, value.sign() < 0 ? zero : zero - size, width, size, kind, pair.name + " " + pair.figures);
    };
    draw(pair.before, x, "before");
    draw(pair.after, x + width + 1, "after");
    if (i % every == 0) picture.text(x, top + length + 20, pair.name);
  }
  picture.line(left, zero, picture_width - left, zero);
  return picture.take();
}

std::string columns(const std::vector<Bar>& columns, std::string_view axis, std::string_view title) {
  constexpr std::int64_t top = 22, length = 180, left = 10;
  const Number most = largest(columns);
  const auto count = static_cast<std::int64_t>(std::max<std::size_t>(columns.size(), 1));
  const std::int64_t step = std::min<std::int64_t>((picture_width - 2 * left) / count, 80);
  Picture picture(picture_width, top + length + 44, title);
  std::int64_t x = left;
  for (const Bar& column : columns) {
    const std::int64_t size = pixels(column.value, most, length);
    const std::string_view kind = column.name.starts_with('-')   ? "loss"
                                  : column.name.starts_with('+') ? "gain"
                                                                 : "before";
    picture.bar(x + 2, top + length - size, step - 4, size, kind, column.name + ": " + column.figure);
    picture.text(x + step / 2, top + length - size - 5, column.figure, "middle");
    picture.text(x + step / 2, top + length + 16, column.name, "middle");
    x += step;
  }
  picture.line(left, top + length, picture_width - left, top + length);
  picture.text(left, top + length + 36, axis);
  return picture.take();
}

std::string lorenz(const std::vector<Number>& before, const std::vector<Number>& after, const Legend& legend,
                   std::string_view axis_x, std::string_view axis_y, std::string_view title) {
  constexpr std::int64_t left = 46, top = 46, side = 320;
  Picture picture(left + side + 40, top + side + 46, title);
  picture.legend(left, 4, legend);
  const auto points = [&](const std::vector<Number>& curve) {
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    const auto last = static_cast<std::int64_t>(curve.size()) - 1;
    for (std::int64_t i = 0; i <= last; ++i) {
      found.emplace_back(left + side * i / last,
                         top + side - pixels(curve[static_cast<std::size_t>(i)], Number(1), side));
    }
    return found;
  };
  picture.line(left, top, left, top + side);
  picture.line(left, top + side, left + side, top + side);
  picture.line(left, top + side, left + side, top, "equal");
  for (std::int64_t tenth = 0; tenth <= 10; tenth += 2) {
    const std::string share = whole(tenth * 10) + "%";
    picture.text(left + side * tenth / 10, top + side + 18, share, "middle");
    picture.text(left - 6, top + side - side * tenth / 10 + 4, share, "end");
  }
  picture.curve(points(before), "before");
  picture.curve(points(after), "after");
  picture.text(left + side, top + side + 38, axis_x, "end");
  picture.text(left - 40, top - 12, axis_y);
  return picture.take();
}

}  // namespace pointsbank::contrast
