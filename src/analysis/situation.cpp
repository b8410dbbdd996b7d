#include "analysis/situation.hpp"

#include <algorithm>

#include "expression/operations.hpp"

namespace pointsbank::analysis {

using expression::Comparison;
using expression::Input;
using expression::Node;
using expression::NodeId;
using expression::Operation;
using expression::Type;
using Kind = expression::Token::Kind;

namespace {

Comparison comparison_of(Kind sign) noexcept {
  switch (sign) {
    case Kind::not_equal: return Comparison::not_equal;
    case Kind::less: return Comparison::less;
    case Kind::less_equal: return Comparison::less_equal;
    case Kind::greater: return Comparison::greater;
    case Kind::greater_equal: return Comparison::greater_equal;
    default: return Comparison::equal;
  }
}

bool is_literal(const Node& node) { return node.kind == Node::Kind::literal; }

}  // namespace

void Situation::restrict(Input input, const ValueSet& values) {
  if (!assume_presence(key_of(input), true)) is_possible_ = false;
  bound(input, values);
}

void Situation::bound(Input input, const ValueSet& values) {
  const auto [known, is_new] = values_.emplace(key_of(input), values);
  if (!is_new) known->second.keep(Comparison::equal, values);
  if (known->second.is_empty()) is_possible_ = false;
}

bool Situation::assume(const Case& demands) {
  // A later demand may tighten what an earlier one looked at.
  constexpr int rounds = 3;
  for (int round = 0; round < rounds && is_possible_; ++round) {
    is_possible_ = std::all_of(demands.begin(), demands.end(), [&](const Demand& demand) { return assume(demand); });
  }
  return is_possible_;
}

bool Situation::is_there(Input input) const {
  const auto known = presence_.find(key_of(input));
  return known != presence_.end() && known->second;
}

ValueSet Situation::values_of(Input input, Type type) const {
  const auto known = values_.find(key_of(input));
  return known == values_.end() ? set_of(type) : known->second;
}

ValueSet Situation::values_of(const Term& term, NodeId id) const {
  const Node& node = term.tree.nodes[id];
  ValueSet values = calculated(term, node);
  const auto known = values_.find(term.keys[id]);
  if (known != values_.end()) values.keep(Comparison::equal, known->second);
  return values;
}

bool Situation::assume(const Demand& demand) {
  const Term& term = *demand.term;
  const Node& node = term.tree.nodes[demand.node];
  if (node.kind == Node::Kind::has) return assume_presence(key_of(term.inputs[node.index]), demand.is_wanted);
  if (!read_all(term, demand.node)) return false;
  if (node.kind == Node::Kind::name) {
    ValueSet values = values_of(term, demand.node);
    values.keep(Comparison::equal, set_of(expression::Operand(demand.is_wanted)));
    return narrow(term, demand.node, std::move(values));
  }
  if (node.kind == Node::Kind::call) return test_text(term, node, demand.is_wanted);
  if (node.kind != Node::Kind::binary) return true;
  return node.sign == Kind::in ? is_member(term, node, demand.is_wanted) : compare(term, node, demand.is_wanted);
}

bool Situation::assume_presence(const std::string& key, bool is_there) {
  return presence_.emplace(key, is_there).first->second == is_there;
}

/// Every name that has to have a value for the node to have one: not those in branches that may not be taken.
bool Situation::read_all(const Term& term, NodeId id) {
  const Node& node = term.tree.nodes[id];
  if (node.kind == Node::Kind::name) {
    const Input input = term.inputs[node.index];
    const bool is_always_there = input.source >= expression::Source::period;
    return is_always_there || assume_presence(key_of(input), true);
  }
  const auto operands = term.tree.operands_of(node);
  if (node.kind == Node::Kind::choice || node.type == Type::boolean) {
    // Of `a || b` and the like only the comparison itself is certain to be read.
    const bool reads_sides = node.kind == Node::Kind::binary && node.sign != Kind::both && node.sign != Kind::either;
    if (!reads_sides && node.kind != Node::Kind::call) return true;
  }
  return std::all_of(operands.begin(), operands.end(), [&](NodeId operand) { return read_all(term, operand); });
}

bool Situation::compare(const Term& term, const Node& node, bool is_wanted) {
  const Comparison wanted = is_wanted ? comparison_of(node.sign) : opposite(comparison_of(node.sign));
  const auto operands = term.tree.operands_of(node);
  ValueSet left = values_of(term, operands[0]);
  ValueSet right = values_of(term, operands[1]);
  ValueSet new_left = left;
  new_left.keep(wanted, right);
  right.keep(turned(wanted), left);
  if (!narrow(term, operands[0], std::move(new_left)) || !narrow(term, operands[1], std::move(right))) return false;
  const bool has_literal = is_literal(term.tree.nodes[operands[0]]) || is_literal(term.tree.nodes[operands[1]]);
  return has_literal || relate(term.keys[operands[0]], wanted, term.keys[operands[1]]);
}

bool Situation::relate(const std::string& left, Comparison comparison, const std::string& right) {
  if (left == right) return expression::satisfies(comparison, std::strong_ordering::equal);
  if (right < left) return relate(right, turned(comparison), left);
  constexpr unsigned less = 1, equal = 2, greater = 4;
  unsigned allowed = 0;
  if (expression::satisfies(comparison, std::strong_ordering::less)) allowed |= less;
  if (expression::satisfies(comparison, std::strong_ordering::equal)) allowed |= equal;
  if (expression::satisfies(comparison, std::strong_ordering::greater)) allowed |= greater;
  unsigned& known = orders_.emplace(std::pair(left, right), less | equal | greater).first->second;
  known &= allowed;
  return known != 0;
}

bool Situation::is_member(const Term& term, const Node& node, bool is_wanted) {
  const NodeId tested = term.tree.operands_of(node)[0];
  const std::vector<expression::Element>& elements = term.tree.lists[term.tree.operand(node, 1).index];
  ValueSet values = values_of(term, tested);
  if (!is_wanted) {
    for (const expression::Element& element : elements) values.keep(Comparison::not_equal, set_of(element.value));
    return narrow(term, tested, std::move(values));
  }
  ValueSet listed = set_of(values.type);
  std::vector<Number> numbers;
  std::vector<std::string> texts;
  for (const expression::Element& element : elements) {
    const ValueSet one = set_of(element.value);
    if (one.texts.among) texts.insert(texts.end(), one.texts.among->begin(), one.texts.among->end());
    if (const std::optional<Number> number = one.numbers.only()) numbers.push_back(*number);
  }
  listed.texts.among = std::move(texts);
  listed.numbers = NumberSet::any_of(std::move(numbers));
  values.keep(Comparison::equal, listed);
  return narrow(term, tested, std::move(values));
}

bool Situation::test_text(const Term& term, const Node& node, bool is_wanted) {
  if (node.type != Type::boolean || node.operand_count != 2) return true;
  const auto operands = term.tree.operands_of(node);
  const std::optional<std::string> part = values_of(term, operands[1]).texts.only();
  ValueSet whole = values_of(term, operands[0]);
  if (!part || !whole.texts.among) return true;
  std::erase_if(*whole.texts.among, [&](const std::string& text) {
    return expression::holds_of_texts(node.function->operation, Comparison::equal, text, *part) != is_wanted;
  });
  return narrow(term, operands[0], std::move(whole));
}

/// Takes over what a node may be, and what its operand may be then.
bool Situation::narrow(const Term& term, NodeId id, ValueSet values) {
  if (values.is_empty()) return false;
  const Node& node = term.tree.nodes[id];
  if (is_literal(node)) return true;
  const ValueSet& kept = values_.insert_or_assign(term.keys[id], std::move(values)).first->second;
  if (kept.type != Type::number || depth_ == most_depth) return true;
  ++depth_;
  const bool is_still_possible = narrow_operand(term, node, NumberSet(kept.numbers));
  --depth_;
  return is_still_possible;
}

bool Situation::narrow_operand(const Term& term, const Node& node, const NumberSet& values) {
  const auto operands = term.tree.operands_of(node);
  const auto keep = [&](NodeId operand, const NumberSet& narrower) {
    ValueSet known = values_of(term, operand);
    known.numbers.keep(Comparison::equal, narrower);
    return narrow(term, operand, std::move(known));
  };
  if (node.kind == Node::Kind::unary) return keep(operands[0], negative(values));
  if (node.kind != Node::Kind::binary) return true;
  const bool is_left_fixed = is_literal(term.tree.nodes[operands[0]]);
  const bool is_right_fixed = is_literal(term.tree.nodes[operands[1]]);
  if (is_left_fixed == is_right_fixed) return true;
  const NodeId open = operands[is_left_fixed ? 1 : 0];
  const NumberSet fixed = values_of(term, operands[is_left_fixed ? 0 : 1]).numbers;
  const std::optional<Number> constant = fixed.only();
  if (!constant) return true;
  switch (node.sign) {
    case Kind::plus: return keep(open, sum(values, negative(fixed)));
    case Kind::minus: return keep(open, is_left_fixed ? sum(fixed, negative(values)) : sum(values, fixed));
    case Kind::times: return constant->is_zero() || keep(open, quotient(values, fixed));
    case Kind::over: return is_left_fixed || constant->is_zero() || keep(open, product(values, fixed));
    default: return true;
  }
}

ValueSet Situation::calculated(const Term& term, const Node& node) const {
  const auto operands = term.tree.operands_of(node);
  const Type type = node.type.value_or(Type::number);
  const auto numbers = [&](std::size_t at) { return values_of(term, operands[at]).numbers; };
  switch (node.kind) {
    case Node::Kind::literal: return set_of(term.tree.literals[node.index]);
    case Node::Kind::unary:
      if (type != Type::number) return set_of(type);
      return set_of(negative(numbers(0)));
    case Node::Kind::binary:
      switch (node.sign) {
        case Kind::plus: return set_of(sum(numbers(0), numbers(1)));
        case Kind::minus: return set_of(sum(numbers(0), negative(numbers(1))));
        case Kind::times: return set_of(product(numbers(0), numbers(1)));
        case Kind::over: return set_of(quotient(numbers(0), numbers(1)));
        default: return set_of(type);
      }
    case Node::Kind::choice: {
      if (type == Type::string) return set_of(type);
      return set_of(either_of(numbers(1), numbers(2)), type);
    }
    case Node::Kind::call: return type == Type::number ? set_of(of_call(term, node)) : set_of(type);
    case Node::Kind::name: {
      ValueSet values = set_of(type);
      if (term.inputs[node.index].source == expression::Source::count) values.numbers = NumberSet::between(0, {}, true);
      return values;
    }
    default: return set_of(type);
  }
}

NumberSet Situation::of_call(const Term& term, const Node& node) const {
  const auto operands = term.tree.operands_of(node);
  const NumberSet first = values_of(term, operands[0]).numbers;
  const auto second = [&]() { return values_of(term, operands[1]).numbers; };
  const auto fold = [&](NumberSet (*join)(const NumberSet&, const NumberSet&)) {
    NumberSet all = first;
    for (std::size_t at = 1; at < operands.size(); ++at) all = join(all, values_of(term, operands[at]).numbers);
    return all;
  };
  switch (node.function->operation) {
    case Operation::minimum: return fold(least);
    case Operation::maximum: return fold(greatest);
    case Operation::absolute: return absolute(first);
    case Operation::floor: return floored(first);
    case Operation::ceil: return ceiled(first);
    case Operation::round: return rounded(first, static_cast<int>(node.index));
    case Operation::modulo: return remainder(first, second());
    case Operation::days_between: return sum(second(), negative(first));
    case Operation::size: return NumberSet::between(0, {}, true);
    case Operation::year: return years_of(first);
    case Operation::month: return months_of(first);
    case Operation::day: return NumberSet::between(1, 31, true);
    case Operation::weekday: return NumberSet::between(1, 7, true);
    default: return {};
  }
}

}  // namespace pointsbank::analysis
