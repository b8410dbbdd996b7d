// Tables as CSV text: cells are quoted only where they need it.
#pragma once

#include <string>
#include <string_view>

#include "pointsbank/calendar.hpp"

namespace pointsbank::generation {

class TableText {
 public:
  /// Makes room beforehand.
  void reserve(std::size_t bytes) { text_.reserve(bytes); }
  [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
  [[nodiscard]] std::string take() { return std::move(text_); }

  void cell(std::string_view text);
  void cell(Date date);
  /// Nothing, where the date is before or after every day.
  void cell_or_empty(Date date);
  /// A minute of a day: `2026-03-05T20:15:00+08:00`.
  void moment(Date date, int minute, std::string_view offset);
  void end_row();

 private:
  void begin_cell();

  std::string text_;
  bool in_row_ = false;
};

}  // namespace pointsbank::generation
