#include "expression/hints.hpp"

#include <algorithm>

#include "core/nearest.hpp"

namespace pointsbank::expression {

namespace {

constexpr std::string_view of_rules[] = {
    "event.id",   "event.kind",     "event.grade",  "event.member", "event.act",
    "event.date", "event.quantity", "event.points", "event.minute",
};
constexpr std::string_view of_measures[] = {"period", "awarded", "standing", "spendable"};

bool is_one_of(std::string_view name, std::span<const std::string_view> names) noexcept {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view last_part(std::string_view name) noexcept {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

Hint meant(std::string_view word) { return {"expression_hint_meant", {std::string(word)}}; }

/// Without a better idea: all that there are, as far as a reader wants to look.
Hint known(std::span<const std::string_view> names) {
  constexpr std::size_t most_listed = 20;
  if (names.empty()) return {};
  std::string listed;
  for (const std::string_view name : names.first(std::min(names.size(), most_listed))) {
    if (!listed.empty()) listed += ", ";
    listed += name;
  }
  if (names.size() > most_listed) listed += ", …";
  return {"expression_hint_known", {std::move(listed)}};
}

/// What to write for a text that stands where `wanted` should.
Hint instead_of_text(std::string_view text, Type wanted) {
  const bool is_date = Date::parse(text).has_value();
  if (wanted == Type::date && is_date) return {"expression_hint_write", {"date(\"" + std::string(text) + "\")"}};
  if (wanted == Type::date) return {"expression_hint_date", {}};
  const bool is_number = parse_decimal(text).fault == DecimalFault::none;
  const bool is_boolean = text == "true" || text == "false";
  if ((wanted == Type::number && is_number) || (wanted == Type::boolean && is_boolean)) {
    return {"expression_hint_write", {std::string(text)}};
  }
  return {};
}

bool orders(const Node& node) noexcept {
  return node.kind == Node::Kind::binary && node.sign >= Token::Kind::less && node.sign <= Token::Kind::greater_equal;
}

}  // namespace

Hint hint_for_name(std::string_view name, const Scope& scope) {
  if (name == "null" || name.ends_with(".null")) return {"expression_hint_no_null", {}};
  if (is_one_of(name, of_rules)) return {"expression_hint_only_in_rules", {}};
  if (is_one_of(name, of_measures)) return {"expression_hint_only_in_measures", {}};
  if (const Function* function = find_function(name)) {
    return {"expression_hint_write", {std::string(function->usage)}};
  }
  std::vector<std::string_view> names;
  std::vector<std::string_view> last_parts;
  for (const Scope::Declared& declared : scope.names()) {
    names.push_back(declared.name);
    last_parts.push_back(last_part(declared.name));
  }
  // A part that is right in the wrong place (`subject.level`, `level`) is nearer than letters are.
  const auto same_end = std::find(last_parts.begin(), last_parts.end(), last_part(name));
  if (same_end != last_parts.end()) return meant(names[static_cast<std::size_t>(same_end - last_parts.begin())]);
  if (const std::string found = nearest(name, names); !found.empty()) return meant(found);
  if (const std::string found = nearest(last_part(name), last_parts); !found.empty()) {
    const auto at = std::find(last_parts.begin(), last_parts.end(), found);
    return meant(names[static_cast<std::size_t>(at - last_parts.begin())]);
  }
  return known(names);
}

Hint hint_for_function(std::string_view name, const Scope& scope) {
  if (name == "count" || name == "quantity") return {"expression_hint_only_in_closings", {}};
  std::string found(meant_function(name));
  if (found.empty()) {
    std::vector<std::string_view> names;
    for (const Function& function : functions()) {
      if (function.form != Function::Form::kind || scope.has_kinds()) names.push_back(function.name);
    }
    found = nearest(name, names);
    if (found.empty()) return known(names);
  }
  return {"expression_hint_write", {std::string(find_function(found)->usage)}};
}

Hint hint_for_kind(std::string_view kind, const Scope& scope) {
  const std::vector<std::string_view> kinds(scope.kinds().begin(), scope.kinds().end());
  const std::string found = nearest(kind, kinds);
  return found.empty() ? known(kinds) : meant(found);
}

Hint hint_for_comparison(const Node& left, const Node& right, const Tree& tree) {
  if (orders(left)) return {"expression_hint_chain", {}};
  if (right.kind == Node::Kind::literal) return hint_for_element(tree.literals[right.index], *left.type);
  if (left.kind == Node::Kind::literal) return hint_for_element(tree.literals[left.index], *right.type);
  return {};
}

Hint hint_for_element(const Operand& element, Type wanted) {
  if (const std::string_view* text = std::get_if<std::string_view>(&element)) return instead_of_text(*text, wanted);
  const Number* number = std::get_if<Number>(&element);
  if (number == nullptr || wanted != Type::string) return {};
  return {"expression_hint_write", {'"' + number->to_string() + '"'}};
}

Hint hint_for_operand(Token::Kind sign, const Node& operand) {
  if (sign == Token::Kind::plus && operand.type == Type::string) return {"expression_hint_no_joining", {}};
  if (operand.type == Type::date) return {"expression_hint_days", {}};
  const bool wants_condition = sign == Token::Kind::both || sign == Token::Kind::either || sign == Token::Kind::bang ||
                               sign == Token::Kind::question;
  if (wants_condition) return {"expression_hint_compare", {}};
  return {};
}

}  // namespace pointsbank::expression
