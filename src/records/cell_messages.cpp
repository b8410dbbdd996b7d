// Sentences and hints for cells that mean nothing.
#include <array>
#include <string>

#include "records/cells.hpp"
#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

struct Hint {
  std::string code;
  std::vector<std::string> arguments;
};

/// Full-width forms (U+FF01 to U+FF5E) as ASCII.
std::string half_width(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = [&](std::size_t i) {
      return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    if (byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD)) {
      const unsigned code_point = 0xF000U | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
      if (code_point >= 0xFF01 && code_point <= 0xFF5E) {
        out += static_cast<char>(code_point - 0xFF01 + '!');
        at += 2;
        continue;
      }
    }
    out += text[at];
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool is_decimal(std::string_view text) { return parse_decimal(text).fault == DecimalFault::none; }

std::string without(std::string_view text, char left_out) {
  std::string out;
  for (const char c : text) {
    if (c != left_out) out += c;
  }
  return out;
}

Hint write_instead(std::string text) { return {"cell_hint_write", {std::move(text)}}; }

Hint hint_for_number(std::string_view text) {
  if (text.size() > max_id) return {};
  std::string plain = half_width(trimmed(text));
  if (plain.starts_with('+')) plain.erase(0, 1);
  if (is_decimal(plain)) return write_instead(plain);
  const std::size_t comma = plain.find(',');
  if (comma != std::string::npos && plain.find('.') == std::string::npos && comma == plain.rfind(',')) {
    // `1,5` is one and a half to some, `1,500` a thousand and a half to others: say how, not what.
    std::string with_point = plain;
    with_point[comma] = '.';
    if (is_decimal(with_point)) return {"cell_hint_decimal_point", {}};
  }
  if (comma != std::string::npos && is_decimal(without(plain, ','))) return write_instead(without(plain, ','));
  if (plain.starts_with('.') && is_decimal("0" + plain)) return write_instead("0" + plain);
  if (plain.ends_with('.')) plain.pop_back();
  const bool is_negative = plain.starts_with('-');
  const std::size_t digit = plain.find_first_not_of('0', is_negative ? 1 : 0);
  if (digit == std::string::npos && plain.find('0') != std::string::npos) return write_instead("0");
  if (digit != std::string::npos) {
    std::string shorter = (is_negative ? "-" : "") + plain.substr(plain[digit] == '.' && digit > 0 ? digit - 1 : digit);
    if (is_decimal(shorter)) return write_instead(std::move(shorter));
  }
  return {};
}

/// `2026/3/5`, `2026.03.05`, `２０２６－３－５`, `20260305`, `2026年3月5日` as a date, if it is one.
std::string meant_date(std::string_view text) {
  std::array<std::string, 3> parts;
  std::size_t part = 0;
  const std::string plain = half_width(trimmed(text));
  if (plain.size() == 8 && plain.find_first_not_of("0123456789") == std::string::npos) {
    parts = {plain.substr(0, 4), plain.substr(4, 2), plain.substr(6, 2)};
  } else {
    bool was_digit = false;
    for (const char c : plain) {
      const bool is_digit = c >= '0' && c <= '9';
      const bool is_separator = c == '-' || c == '/' || c == '.' || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
      if (!is_digit && !is_separator) return {};
      if (was_digit && !is_digit) ++part;
      if (is_digit && part < parts.size()) parts[part] += c;
      if (is_digit && part >= parts.size()) return {};
      was_digit = is_digit;
    }
  }
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].size() == 1) parts[i].insert(0, 1, '0');
  }
  std::string date = parts[0] + "-" + parts[1] + "-" + parts[2];
  return Date::parse(date) ? date : std::string();
}

Hint hint_for_date(std::string_view text) {
  if (text.size() > max_id) return {};
  if (std::string date = meant_date(text); !date.empty()) return write_instead(std::move(date));
  return {};
}

Hint hint_for_moment(std::string_view text, int utc_offset) {
  if (text.size() > max_id) return {};
  std::string plain = half_width(trimmed(text));
  if (plain.size() > 10 && plain[10] == ' ') plain[10] = 'T';
  if (plain.size() == 16) plain += ":00";
  if (Moment::parse(plain)) return write_instead(std::move(plain));
  if (std::string zoned = plain + utc_offset_to_string(utc_offset); Moment::parse(zoned)) {
    return write_instead(std::move(zoned));
  }
  return {};
}

Hint hint_for_bool(std::string_view text) {
  constexpr std::array<std::string_view, 9> yes = {"1", "yes", "y", "t", "true", "on", "是", "真", "有"};
  constexpr std::array<std::string_view, 9> no = {"0", "no", "n", "f", "false", "off", "否", "假", "无"};
  if (text.size() > max_id) return {};
  std::string plain = half_width(trimmed(text));
  for (char& c : plain) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 'a' - 'A');
  }
  for (std::size_t i = 0; i < yes.size(); ++i) {
    if (plain == yes[i]) return write_instead("true");
    if (plain == no[i]) return write_instead("false");
  }
  return {};
}

Hint hint_for(CellFault fault, std::string_view text, int utc_offset) {
  switch (fault) {
    case CellFault::not_a_number: return hint_for_number(text);
    case CellFault::not_a_date: return hint_for_date(text);
    case CellFault::not_a_bool: return hint_for_bool(text);
    case CellFault::date_for_moment: {
      return write_instead(std::string(text) + "T00:00:00" + utc_offset_to_string(utc_offset));
    }
    case CellFault::not_a_moment:
    case CellFault::not_a_date_or_moment: {
      Hint hint = hint_for_moment(text, utc_offset);
      return hint.code.empty() && fault == CellFault::not_a_date_or_moment ? hint_for_date(text) : hint;
    }
    default: return {};
  }
}

std::string_view code_of(CellFault fault) {
  switch (fault) {
    case CellFault::empty: return "cell_empty";
    case CellFault::not_a_number: return "cell_not_a_number";
    case CellFault::too_many_digits: return "cell_too_many_digits";
    case CellFault::too_fine: return "cell_too_fine";
    case CellFault::exponent_too_large: return "cell_exponent_too_large";
    case CellFault::not_a_date: return "cell_not_a_date";
    case CellFault::not_a_date_or_moment: return "cell_not_a_date_or_moment";
    case CellFault::not_a_moment: return "cell_not_a_moment";
    case CellFault::date_for_moment: return "cell_date_for_moment";
    case CellFault::beyond_the_calendar: return "cell_beyond_the_calendar";
    case CellFault::not_a_bool: return "cell_not_a_bool";
    case CellFault::id_too_long: return "cell_id_too_long";
    default: return "cell_forbidden_in_id";
  }
}

}  // namespace

Issue describe(CellFault fault, std::string_view text, Place place, int utc_offset) {
  Issue issue{std::string(code_of(fault)), Severity::error, std::move(place), {shown(text)}, {}, {}};
  if (fault == CellFault::id_too_long) issue.arguments.push_back(std::to_string(text.size()));
  if (fault == CellFault::forbidden_in_id) {
    issue.arguments.push_back(code_point_name(forbidden_in_id(text).value_or(0)));
  }
  Hint hint = hint_for(fault, text, utc_offset);
  issue.hint = std::move(hint.code);
  issue.hint_arguments = std::move(hint.arguments);
  return issue;
}

}  // namespace pointsbank::records
