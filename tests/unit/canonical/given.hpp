// Structs with every kind of field, and values of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "canonical/canonical.hpp"

namespace pointsbank::given {

enum class Colour : std::uint8_t { red, green, blue };
inline std::string_view to_string(Colour colour) {
  return colour == Colour::red ? "red" : colour == Colour::green ? "green" : "blue";
}

struct Line {
  std::string account;
  std::int64_t points = 0;
  std::optional<Colour> colour;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "account", self.account);
    visit(2, "points", self.points);
    visit(9, "colour", self.colour);
  }
  friend bool operator==(const Line&, const Line&) = default;
};

struct Everything {
  Date date;
  std::string household;
  std::optional<std::string> note;
  std::int32_t small = 0;
  bool is_final = false;
  Moment moment;
  Digest digest;
  Colour colour = Colour::red;
  std::vector<Line> lines;
  std::vector<std::string> words;
  std::optional<std::vector<std::int32_t>> numbers;
  Line total;
  std::optional<Line> other;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "date", self.date);
    visit(2, "household", self.household);
    visit(3, "note", self.note);
    visit(4, "small", self.small);
    visit(5, "is_final", self.is_final);
    visit(6, "moment", self.moment);
    visit(7, "digest", self.digest);
    visit(8, "colour", self.colour);
    visit(20, "lines", self.lines);
    visit(21, "words", self.words);
    visit(22, "numbers", self.numbers);
    visit(254, "total", self.total);
    visit(255, "other", self.other);
  }
  friend bool operator==(const Everything&, const Everything&) = default;
};

/// Lists of itself: as deep as one likes.
struct Box {
  std::vector<Box> boxes;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "boxes", self.boxes);
  }
  friend bool operator==(const Box&, const Box&) = default;
};

inline Everything everything() {
  Everything value;
  value.date = Date::of(2026, 3, 5);
  value.household = "户甲-1";
  value.note = "";
  value.small = -7;
  value.is_final = true;
  value.moment = Moment{1'772'712'900'000'001};
  value.digest = sha256("abc");
  value.colour = Colour::blue;
  value.lines = {{"standing", 500, Colour::green}, {"spendable", -250, std::nullopt}};
  value.words = {"", "“引号”", "\"\\\n"};
  value.numbers = {{INT32_MIN, 0, INT32_MAX}};
  value.total = {"all", INT64_MIN, std::nullopt};
  value.other = Line{"none", INT64_MAX, Colour::red};
  return value;
}

}  // namespace pointsbank::given

template <>
inline constexpr pointsbank::given::Colour pointsbank::canonical::last_value<pointsbank::given::Colour> =
    pointsbank::given::Colour::blue;
