#include "analysis/condition.hpp"

#include <utility>

#include "expression/checker.hpp"
#include "expression/tokens.hpp"

namespace pointsbank::analysis {

using expression::Input;
using expression::Node;
using expression::NodeId;
using expression::Operand;
using expression::Source;
using expression::Type;
using Kind = expression::Token::Kind;

namespace {

std::string literal_key(const Operand& value) {
  if (const bool* boolean = std::get_if<bool>(&value)) return *boolean ? "true" : "false";
  if (const Number* number = std::get_if<Number>(&value)) return number->to_string();
  if (const Date* date = std::get_if<Date>(&value)) return date->to_string();
  if (const std::string_view* text = std::get_if<std::string_view>(&value)) {
    return std::to_string(text->size()) + '"' + std::string(*text);
  }
  return "fault";
}

std::string key_of_node(const Term& term, const Node& node) {
  switch (node.kind) {
    case Node::Kind::literal: return '#' + literal_key(term.tree.literals[node.index]);
    case Node::Kind::name: {
      const Input input = term.inputs[node.index];
      const bool is_of_kind = input.source == Source::count || input.source == Source::quantity;
      return is_of_kind ? key_of({input.source, 0}) + literal_key(std::string_view(term.kinds[input.index]))
                        : key_of(input);
    }
    case Node::Kind::has: return "has" + key_of(term.inputs[node.index]);
    case Node::Kind::list: {
      std::string key = "[";
      for (const expression::Element& element : term.tree.lists[node.index]) key += literal_key(element.value) + ',';
      return key + ']';
    }
    default: break;
  }
  std::string key = "(" + std::to_string(static_cast<int>(node.sign));
  // The decimals of `round` stand in the node.
  if (node.function != nullptr) key.append(node.function->name);
  if (node.function != nullptr && node.function->form == expression::Function::Form::round) {
    key.append(std::to_string(node.index));
  }
  for (const NodeId operand : term.tree.operands_of(node)) {
    if (term.tree.nodes[operand].kind != Node::Kind::absorbed) key += ' ' + term.keys[operand];
  }
  return key + ')';
}

/// The cases in which a node of type boolean comes out as wanted, without faults.
class Cases {
 public:
  explicit Cases(const Term& term) : term_(term), tree_(term.tree) {}

  std::vector<Case> of(NodeId id, bool is_wanted) {
    // Comparisons of conditions look at both sides twice: deep ones are left open.
    if (++looked_at_ > most_looked_at) return {{}};
    const Node& node = tree_.nodes[id];
    const auto operands = tree_.operands_of(node);
    if (node.kind == Node::Kind::literal) {
      const bool* value = std::get_if<bool>(&tree_.literals[node.index]);
      return value != nullptr && *value == is_wanted ? std::vector<Case>{{}} : std::vector<Case>{};
    }
    if (node.kind == Node::Kind::unary) return of(operands[0], !is_wanted);
    if (node.kind == Node::Kind::choice) {
      return any(both(of(operands[0], true), of(operands[1], is_wanted)),
                 both(of(operands[0], false), of(operands[2], is_wanted)));
    }
    if (node.kind == Node::Kind::binary && (node.sign == Kind::both || node.sign == Kind::either)) {
      std::vector<Case> left = of(operands[0], is_wanted);
      std::vector<Case> right = of(operands[1], is_wanted);
      const bool needs_both = (node.sign == Kind::both) == is_wanted;
      return needs_both ? both(left, right) : any(std::move(left), std::move(right));
    }
    const bool is_comparison = node.kind == Node::Kind::binary && node.sign != Kind::in;
    if (is_comparison && tree_.operand(node, 0).type == Type::boolean) {
      const bool are_alike = (node.sign == Kind::equal) == is_wanted;
      return any(both(of(operands[0], true), of(operands[1], are_alike)),
                 both(of(operands[0], false), of(operands[1], !are_alike)));
    }
    return {{Demand{&term_, id, is_wanted}}};
  }

 private:
  static std::vector<Case> both(const std::vector<Case>& left, const std::vector<Case>& right) {
    if (left.size() * right.size() > most_cases) return {{}};
    std::vector<Case> all;
    for (const Case& one : left) {
      for (const Case& other : right) {
        all.push_back(one);
        // What is left out makes a case weaker, never wrong.
        if (one.size() + other.size() > most_demands) continue;
        all.back().insert(all.back().end(), other.begin(), other.end());
      }
    }
    return all;
  }

  static std::vector<Case> any(std::vector<Case> left, std::vector<Case> right) {
    left.insert(left.end(), std::make_move_iterator(right.begin()), std::make_move_iterator(right.end()));
    return left.size() > most_cases ? std::vector<Case>{{}} : left;
  }

  static constexpr int most_looked_at = 4000;
  static constexpr std::size_t most_demands = 200;
  const Term& term_;
  const expression::Tree& tree_;
  int looked_at_ = 0;
};

}  // namespace

std::string key_of(Input input) {
  return '$' + std::to_string(static_cast<int>(input.source)) + '.' + std::to_string(input.index);
}

Term read_term(const expression::Expression& read, const expression::Scope& scope) {
  Term term;
  expression::Mistakes none;
  const expression::Tokens tokens = expression::tokens_of(read.text(), none);
  std::optional<expression::Tree> tree = expression::parse(tokens.tokens, none);
  if (!tree) throw UsageError("an expression of a sound rule list cannot be read");
  expression::Readings readings = expression::check(*tree, scope, none);
  term.tree = *std::move(tree);
  term.inputs = std::move(readings.inputs);
  term.input_types = std::move(readings.types);
  term.kinds = std::move(readings.kinds);
  for (const Node& node : term.tree.nodes) term.keys.push_back(key_of_node(term, node));
  return term;
}

std::vector<Case> cases_of(const Term& term) { return Cases(term).of(term.root(), true); }

}  // namespace pointsbank::analysis
