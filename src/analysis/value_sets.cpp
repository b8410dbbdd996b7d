#include "analysis/value_sets.hpp"

#include <algorithm>
#include <utility>

#include "expression/operations.hpp"

namespace pointsbank::analysis {

using expression::Comparison;
using expression::Type;

NumberSet NumberSet::between(std::optional<Number> low, std::optional<Number> high, bool is_whole) {
  NumberSet set;
  if (low) set.low = End{*std::move(low), false};
  if (high) set.high = End{*std::move(high), false};
  set.is_whole = is_whole;
  return set;
}

NumberSet NumberSet::any_of(std::vector<Number> values) {
  NumberSet set;
  std::sort(values.begin(), values.end());
  set.among = std::move(values);
  set.settle();
  return set;
}

bool NumberSet::is_empty() const {
  if (among) return among->empty();
  if (!low || !high) return false;
  if (high->value < low->value) return true;
  return low->value == high->value && (low->is_open || high->is_open);
}

bool NumberSet::may_be(const Number& value) const {
  if (low && (value < low->value || (low->is_open && value == low->value))) return false;
  if (high && (high->value < value || (high->is_open && value == high->value))) return false;
  if (is_whole && !value.is_whole()) return false;
  if (among && std::find(among->begin(), among->end(), value) == among->end()) return false;
  return std::find(except.begin(), except.end(), value) == except.end();
}

std::optional<Number> NumberSet::only() const {
  if (among) return among->size() == 1 ? std::optional(among->front()) : std::nullopt;
  if (low && high && low->value == high->value && !is_empty()) return low->value;
  return std::nullopt;
}

void NumberSet::raise(const End& end) {
  const bool is_tighter = !low || low->value < end.value || (low->value == end.value && end.is_open);
  if (is_tighter) low = end;
}

void NumberSet::lower(const End& end) {
  const bool is_tighter = !high || end.value < high->value || (high->value == end.value && end.is_open);
  if (is_tighter) high = end;
}

/// Draws the ends as near as what is known allows.
void NumberSet::settle() {
  if (among) {
    std::vector<Number> kept;
    for (const Number& value : *among) {
      if (may_be(value)) kept.push_back(value);
    }
    among = std::move(kept);
    if (among->empty()) return;
    low = End{among->front(), false};
    high = End{among->back(), false};
    return;
  }
  const auto is_excluded = [&](const Number& value) {
    return std::find(except.begin(), except.end(), value) != except.end();
  };
  if (!is_whole) {
    if (low && is_excluded(low->value)) low->is_open = true;
    if (high && is_excluded(high->value)) high->is_open = true;
    return;
  }
  if (low) {
    low = End{low->is_open ? low->value.floor() + 1 : low->value.ceil(), false};
    while (is_excluded(low->value)) low->value = low->value + 1;
  }
  if (high) {
    high = End{high->is_open ? high->value.ceil() - 1 : high->value.floor(), false};
    while (is_excluded(high->value)) high->value = high->value - 1;
  }
}

void NumberSet::keep(Comparison comparison, const NumberSet& other) {
  switch (comparison) {
    case Comparison::less:
      if (other.high) lower({other.high->value, true});
      break;
    case Comparison::less_equal:
      if (other.high) lower(*other.high);
      break;
    case Comparison::greater:
      if (other.low) raise({other.low->value, true});
      break;
    case Comparison::greater_equal:
      if (other.low) raise(*other.low);
      break;
    case Comparison::equal:
      if (other.low) raise(*other.low);
      if (other.high) lower(*other.high);
      if (other.among && !among) among = other.among;
      is_whole = is_whole || other.is_whole;
      except.insert(except.end(), other.except.begin(), other.except.end());
      if (among && other.among) {
        std::erase_if(*among, [&](const Number& value) { return !other.may_be(value); });
      }
      break;
    case Comparison::not_equal:
      if (const std::optional<Number> value = other.only()) except.push_back(*value);
      break;
  }
  settle();
}

bool TextSet::may_be(std::string_view text) const {
  if (among) return std::find(among->begin(), among->end(), text) != among->end();
  return std::find(except.begin(), except.end(), text) == except.end();
}

std::optional<std::string> TextSet::only() const {
  return among && among->size() == 1 ? std::optional(among->front()) : std::nullopt;
}

void TextSet::keep(Comparison comparison, const TextSet& other) {
  const std::optional<std::string> value = other.only();
  if (comparison == Comparison::equal) {
    if (!among) {
      among = other.among;
      if (among)
        std::erase_if(*among, [&](const std::string& text) {
          return std::find(except.begin(), except.end(), text) != except.end();
        });
      if (!among) except.insert(except.end(), other.except.begin(), other.except.end());
    } else {
      std::erase_if(*among, [&](const std::string& text) { return !other.may_be(text); });
    }
    return;
  }
  if (!value) return;
  if (among) {
    std::erase_if(*among, [&](const std::string& text) {
      return !expression::satisfies(comparison, std::string_view(text) <=> std::string_view(*value));
    });
  } else if (comparison == Comparison::not_equal) {
    except.push_back(*value);
  }
}

bool ValueSet::is_empty() const { return type == Type::string ? texts.is_empty() : numbers.is_empty(); }

void ValueSet::keep(Comparison comparison, const ValueSet& other) {
  if (type == Type::string) {
    texts.keep(comparison, other.texts);
  } else {
    numbers.keep(comparison, other.numbers);
  }
}

ValueSet set_of(Type type) {
  ValueSet set;
  set.type = type;
  if (type == Type::boolean) set.numbers = NumberSet::any_of({0, 1});
  if (type == Type::date) set.numbers.is_whole = true;
  return set;
}

ValueSet set_of(const expression::Operand& value) {
  ValueSet set = set_of(expression::type_of(value));
  if (const bool* boolean = std::get_if<bool>(&value)) set.numbers = NumberSet::of(*boolean ? 1 : 0);
  if (const Number* number = std::get_if<Number>(&value)) set.numbers = NumberSet::of(*number);
  if (const Date* date = std::get_if<Date>(&value)) set.numbers = NumberSet::of(std::int64_t{date->days});
  if (const std::string_view* text = std::get_if<std::string_view>(&value)) {
    set.texts.among = std::vector<std::string>{std::string(*text)};
  }
  return set;
}

ValueSet set_of(NumberSet numbers, Type type) {
  ValueSet set;
  set.type = type;
  set.numbers = std::move(numbers);
  return set;
}

ValueSet set_of_texts(std::vector<std::string> among) {
  ValueSet set;
  set.type = Type::string;
  set.texts.among = std::move(among);
  return set;
}

Comparison turned(Comparison comparison) noexcept {
  switch (comparison) {
    case Comparison::less: return Comparison::greater;
    case Comparison::less_equal: return Comparison::greater_equal;
    case Comparison::greater: return Comparison::less;
    case Comparison::greater_equal: return Comparison::less_equal;
    default: return comparison;
  }
}

Comparison opposite(Comparison comparison) noexcept {
  switch (comparison) {
    case Comparison::equal: return Comparison::not_equal;
    case Comparison::not_equal: return Comparison::equal;
    case Comparison::less: return Comparison::greater_equal;
    case Comparison::less_equal: return Comparison::greater;
    case Comparison::greater: return Comparison::less_equal;
    default: return Comparison::less;
  }
}

}  // namespace pointsbank::analysis
