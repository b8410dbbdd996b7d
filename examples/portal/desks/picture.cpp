#include "desks/picture.hpp"

#include <algorithm>
#include <cstdint>

namespace portal {

using pointsbank::Number;
using pointsbank::Rounding;

namespace {

constexpr std::int64_t width = 720;

std::string whole(std::int64_t value) { return std::to_string(value); }

/// `value` of `of` as pixels of `length`.
std::int64_t pixels(const Number& value, const Number& of, std::int64_t length) {
  if (of.is_zero()) return 0;
  return (value * Number(length) / of).to_units(0, Rounding::half_up).value_or(0);
}

Html rectangle(Literal kind, std::int64_t x, std::int64_t y, std::int64_t wide, std::int64_t high) {
  return element("rect", {{"class", kind.text()},
                          {"x", whole(x)},
                          {"y", whole(y)},
                          {"width", whole(std::max<std::int64_t>(wide, 1))},
                          {"height", whole(std::max<std::int64_t>(high, 1))}});
}

Html words(std::int64_t x, std::int64_t y, Literal anchor, std::string_view text) {
  return element("text", {{"x", whole(x)}, {"y", whole(y)}, {"text-anchor", anchor.text()}}, text);
}

Html line(std::int64_t x1, std::int64_t y1, std::int64_t x2, std::int64_t y2) {
  return element("line",
                 {{"class", "axis"}, {"x1", whole(x1)}, {"y1", whole(y1)}, {"x2", whole(x2)}, {"y2", whole(y2)}});
}

Html picture(std::int64_t height, std::string_view title, const Html& content) {
  const std::string box = "0 0 " + whole(width) + " " + whole(height);
  return element("svg", {{"viewBox", box}, {"role", "img"}, {"class", "picture"}}, element("title", {}, title),
                 content);
}

/// So many characters at most.
std::string cut(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && ++characters > most) return std::string(text.substr(0, i)) + "…";
  }
  return std::string(text);
}

}  // namespace

Html bars(const std::vector<Bar>& all, std::string_view title) {
  constexpr std::int64_t row = 32, names = 150, figures = 90;
  Number most;
  bool has_left = false, has_right = false;
  for (const Bar& bar : all) {
    most = std::max(most, bar.value.abs());
    has_left = has_left || bar.value.sign() < 0;
    has_right = has_right || bar.value.sign() > 0;
  }
  const std::int64_t sides = has_left && has_right ? 2 : 1;
  const std::int64_t length = (width - names - sides * figures) / sides;
  const std::int64_t zero = names + (has_left ? figures + length : 0);
  Html drawn;
  std::int64_t y = 0;
  for (const Bar& bar : all) {
    const std::int64_t size = pixels(bar.value.abs(), most, length);
    const bool is_left = bar.value.sign() < 0;
    drawn.add(words(names - 8, y + 20, "end", cut(bar.name, 9)));
    if (size > 0)
      drawn.add(is_left ? rectangle("less", zero - size, y + 4, size, row - 9)
                        : rectangle("more", zero, y + 4, size, row - 9));
    drawn.add(is_left ? words(zero - size - 6, y + 20, "end", bar.figure)
                      : words(zero + size + 6, y + 20, "start", bar.figure));
    y += row;
  }
  drawn.add(line(zero, 0, zero, y));
  return picture(y + 4, title, drawn);
}

Html pairs(const std::vector<Pair>& all, std::string_view before, std::string_view after, std::string_view title) {
  constexpr std::int64_t top = 36, length = 180;
  Number most, least;
  for (const Pair& pair : all) {
    most = std::max({most, pair.before, pair.after});
    least = std::min({least, pair.before, pair.after});
  }
  const Number span = most - least;
  const std::int64_t zero = top + pixels(most, span, length);
  const auto count = static_cast<std::int64_t>(std::max<std::size_t>(all.size(), 1));
  const std::int64_t step = std::min<std::int64_t>((width - 20) / count, 120);
  const std::int64_t wide = std::max<std::int64_t>(step * 2 / 5, 2);
  const std::int64_t every = std::max<std::int64_t>(1, (84 + step - 1) / step);  // names do not run into one another
  Html drawn = rectangle("before", 10, 8, 14, 14);
  drawn.add(words(30, 20, "start", before), rectangle("after", 170, 8, 14, 14), words(190, 20, "start", after));
  const auto bar = [&](Literal kind, std::int64_t x, const Number& value) {
    const std::int64_t size = pixels(value.abs(), span, length);
    return rectangle(kind, x, value.sign() < 0 ? zero : zero - size, wide, size);
  };
  std::int64_t x = 10, number = 0;
  for (const Pair& pair : all) {
    drawn.add(element("g", {}, element("title", {}, pair.name, " ", pair.figures), bar("before", x, pair.before),
                      bar("after", x + wide, pair.after)));
    if (number++ % every == 0) drawn.add(words(x + wide, top + length + 20, "middle", pair.name));
    x += step;
  }
  drawn.add(line(8, zero, width - 8, zero));
  return picture(top + length + 30, title, drawn);
}

}  // namespace portal
