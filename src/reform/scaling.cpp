// Amounts multiplied, exactly: what is no amount (how often, until when, for how many) stays.
#include <algorithm>
#include <array>

#include "pointsbank/number.hpp"
#include "reform/edits.hpp"

namespace pointsbank::reform {
namespace {

using json::Value;
using JsonKind = Value::Kind;

constexpr int most_decimals = 18;  // of a product of two decimals: 9 and 9
constexpr std::array<std::string_view, 5> amounts = {"points", "rate", "earn", "deduct", "grades"};
constexpr std::array<std::string_view, 3> lists_of_amounts = {"bands", "marginal", "range"};

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool scale_number(Value& value, const Number& by) {
  const bool may_be = value.kind == JsonKind::number || value.kind == JsonKind::string;
  if (!may_be || parse_decimal(value.text).fault != DecimalFault::none) return false;
  value.text = (Number::of(value.text) * by).to_string(most_decimals);
  return true;
}

/// Numbers, lists of numbers, and objects whose members are named as amounts are, or that are grades.
bool scale_all(Value& value, const Number& by, bool is_any_member) {
  if (value.kind == JsonKind::array) {
    bool is_scaled = !value.items.empty();
    for (Value& item : value.items) is_scaled = scale_all(item, by, false) && is_scaled;
    return is_scaled;
  }
  if (value.kind != JsonKind::object) return scale_number(value, by);
  bool is_scaled = false;
  for (Value::Member& member : value.members) {
    if (member.key == "formula" && member.value.kind == JsonKind::string) {
      member.value.text = "(" + member.value.text + ") * " + by.to_string(most_decimals);
      is_scaled = true;
    } else if (is_any_member || is_one_of(amounts, member.key) || is_one_of(lists_of_amounts, member.key)) {
      is_scaled = scale_all(member.value, by, member.key == "grades") || is_scaled;
    }
  }
  return is_scaled;
}

/// A limit of counts is no amount.
void scale_limits(Value& limits, const Number& by) {
  for (Value& limit : limits.items) {
    if (limit.find("count") == nullptr) static_cast<void>(scale_all(limit, by, false));
  }
}

}  // namespace

Effect scale(Value& value, const Path& path, const Number& by) {
  Value* const found = find(value, path);
  if (found == nullptr) return Effect::nothing_there;
  const Value before = *found;
  const std::string& last = path.back().text;
  if (last == "limits" && found->kind == JsonKind::array) {
    scale_limits(*found, by);
  } else if (last == "formula" && found->kind == JsonKind::string) {
    found->text = "(" + found->text + ") * " + by.to_string(most_decimals);
  } else if (!scale_all(*found, by, last == "grades")) {
    *found = before;
    return Effect::not_scalable;
  }
  if (!means_same(before, *found)) return Effect::changed;
  *found = before;  // not a byte of what stays as it is
  return Effect::none;
}

}  // namespace pointsbank::reform
