#include "generation/table_text.hpp"

namespace pointsbank::generation {
namespace {

void append_two_digits(std::string& text, int number) {
  text.push_back(static_cast<char>('0' + number / 10));
  text.push_back(static_cast<char>('0' + number % 10));
}

}  // namespace

void TableText::begin_cell() {
  if (in_row_) text_.push_back(',');
  in_row_ = true;
}

void TableText::cell(std::string_view text) {
  begin_cell();
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    text_.append(text);
    return;
  }
  text_.push_back('"');
  for (const char c : text) {
    if (c == '"') text_.push_back('"');
    text_.push_back(c);
  }
  text_.push_back('"');
}

void TableText::cell(Date date) {
  begin_cell();
  date.append_to(text_);
}

void TableText::cell_or_empty(Date date) {
  if (date == Date::always() || date == Date::never()) {
    begin_cell();
  } else {
    cell(date);
  }
}

void TableText::moment(Date date, int minute, std::string_view offset) {
  cell(date);
  text_.push_back('T');
  append_two_digits(text_, minute / 60);
  text_.push_back(':');
  append_two_digits(text_, minute % 60);
  text_.append(":00").append(offset);
}

void TableText::end_row() {
  text_.push_back('\n');
  in_row_ = false;
}

}  // namespace pointsbank::generation
