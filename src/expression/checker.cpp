#include "expression/checker.hpp"

#include <algorithm>

#include "expression/hints.hpp"

namespace pointsbank::expression {

namespace {

using Kind = Token::Kind;

constexpr std::uint32_t most_decimals_of_round = 9;

std::string name_of(Type type) { return std::string(to_string(type)); }

std::string_view spelling_of(Kind sign) noexcept {
  switch (sign) {
    case Kind::either: return "||";
    case Kind::both: return "&&";
    case Kind::equal: return "==";
    case Kind::not_equal: return "!=";
    case Kind::less: return "<";
    case Kind::less_equal: return "<=";
    case Kind::greater: return ">";
    case Kind::greater_equal: return ">=";
    case Kind::in: return "in";
    case Kind::plus: return "+";
    case Kind::minus: return "-";
    case Kind::times: return "*";
    case Kind::over: return "/";
    case Kind::bang: return "!";
    default: return "?";
  }
}

class Checker {
 public:
  Checker(Tree& tree, const Scope& scope, Mistakes& mistakes) : tree_(tree), scope_(scope), mistakes_(mistakes) {}

  Readings run() {
    for (const Node& node : tree_.nodes) set_aside_bare_words(node);
    for (Node& node : tree_.nodes) visit(node);
    return std::move(readings_);
  }

 private:
  /// `count(meeting)` wants a text: that `meeting` is no name either would not help.
  void set_aside_bare_words(const Node& node) {
    if (node.kind != Node::Kind::call || node.operand_count != 1) return;
    const Function* function = find_function(tree_.texts[node.index]);
    const bool takes_literal =
        function != nullptr && (function->form == Function::Form::date || function->form == Function::Form::kind);
    Node& argument = tree_.operand(node, 0);
    if (takes_literal && argument.kind == Node::Kind::name) argument.kind = Node::Kind::broken;
  }

  void visit(Node& node) {
    switch (node.kind) {
      case Node::Kind::name: return name(node);
      case Node::Kind::call: return call(node);
      case Node::Kind::unary: return unary(node);
      case Node::Kind::binary: return binary(node);
      case Node::Kind::choice: return choice(node);
      default: return;
    }
  }

  /// Has the operand this type?  One whose type is not known has been reported.
  bool expect(Kind sign, const Node& operand, Type wanted) {
    if (!operand.type) return false;
    if (operand.type == wanted) return true;
    mistakes_.add(operand.begin, "expression_operand",
                  {std::string(spelling_of(sign)), name_of(wanted), name_of(*operand.type)},
                  hint_for_operand(sign, operand));
    return false;
  }

  std::uint32_t input(Input wanted, Type type) {
    const auto found = std::find(readings_.inputs.begin(), readings_.inputs.end(), wanted);
    if (found == readings_.inputs.end()) {
      readings_.inputs.push_back(wanted);
      readings_.types.push_back(type);
      return static_cast<std::uint32_t>(readings_.inputs.size() - 1);
    }
    return static_cast<std::uint32_t>(found - readings_.inputs.begin());
  }

  void name(Node& node) {
    const std::string& spelling = tree_.texts[node.index];
    const Scope::Declared* declared = scope_.find(spelling);
    if (declared == nullptr) {
      mistakes_.add(node.begin, "expression_unknown_name", {spelling}, hint_for_name(spelling, scope_));
      return;
    }
    node.index = input(declared->input, declared->type);
    node.type = declared->type;
  }

  void unary(Node& node) {
    const Type wanted = node.sign == Kind::bang ? Type::boolean : Type::number;
    if (expect(node.sign, tree_.operand(node, 0), wanted)) node.type = wanted;
  }

  void binary(Node& node) {
    switch (node.sign) {
      case Kind::either:
      case Kind::both: return both_sides(node, Type::boolean);
      case Kind::plus:
      case Kind::minus:
      case Kind::times:
      case Kind::over: return both_sides(node, Type::number);
      case Kind::in: return member_of(node);
      default: return comparison(node);
    }
  }

  void both_sides(Node& node, Type wanted) {
    const Node& left = tree_.operand(node, 0);
    const Node& right = tree_.operand(node, 1);
    const bool left_fits = expect(node.sign, left, wanted);
    // Of `"a" + "b"` one side says enough.
    const bool same_mistake = !left_fits && left.type && left.type == right.type;
    if (!same_mistake && expect(node.sign, right, wanted) && left_fits) node.type = wanted;
  }

  void comparison(Node& node) {
    const Node& left = tree_.operand(node, 0);
    const Node& right = tree_.operand(node, 1);
    // What is wrong below says nothing about what comes out of a comparison.
    node.type = Type::boolean;
    if (!left.type || !right.type) return;
    const std::string sign(spelling_of(node.sign));
    if (left.type != right.type) {
      mistakes_.add(node.offset, "expression_comparison", {sign, name_of(*left.type), name_of(*right.type)},
                    hint_for_comparison(left, right, tree_));
    } else if (left.type == Type::boolean && node.sign != Kind::equal && node.sign != Kind::not_equal) {
      mistakes_.add(node.offset, "expression_order_of_booleans", {sign});
    }
  }

  void member_of(Node& node) {
    const Node& left = tree_.operand(node, 0);
    const Node& list = tree_.operand(node, 1);
    node.type = Type::boolean;
    if (list.kind != Node::Kind::list) return;
    std::optional<Type> wanted = left.type;
    for (const Element& element : tree_.lists[list.index]) {
      const Type found = type_of(element.value);
      if (!wanted) wanted = found;
      if (found == *wanted) continue;
      mistakes_.add(element.offset, "expression_list_types", {name_of(*wanted), name_of(found)},
                    hint_for_element(element.value, *wanted));
      return;
    }
  }

  void choice(Node& node) {
    expect(Kind::question, tree_.operand(node, 0), Type::boolean);
    const Node& taken = tree_.operand(node, 1);
    const Node& otherwise = tree_.operand(node, 2);
    if (!taken.type || !otherwise.type) return;
    if (taken.type != otherwise.type) {
      mistakes_.add(otherwise.begin, "expression_branches", {name_of(*taken.type), name_of(*otherwise.type)});
      return;
    }
    node.type = taken.type;
  }

  void call(Node& node) {
    const std::string& name = tree_.texts[node.index];
    const Function* function = find_function(name);
    const bool is_kind = function != nullptr && function->form == Function::Form::kind;
    if (function == nullptr || (is_kind && !scope_.has_kinds())) {
      mistakes_.add(node.offset, "expression_unknown_function", {name}, hint_for_function(name, scope_));
      return;
    }
    const bool as_method = node.sign == Kind::dot;
    node.function = function;
    node.type = function->gives;
    if (as_method != function->is_method) {
      mistakes_.add(node.offset, function->is_method ? "expression_is_method" : "expression_is_no_method", {name},
                    {"expression_hint_write", {std::string(function->usage)}});
    } else if (node.operand_count < function->least || (function->most != 0 && node.operand_count > function->most)) {
      report_count(node);
    } else {
      arguments(node);
    }
  }

  void report_count(const Node& node) {
    const unsigned receiver = node.function->is_method ? 1 : 0;
    const unsigned least = node.function->least - receiver;
    std::string wanted = std::to_string(least);
    if (node.function->most == 0) wanted += "+";
    if (node.function->most > node.function->least) wanted += "–" + std::to_string(node.function->most - receiver);
    mistakes_.add(node.offset, "expression_argument_count",
                  {std::string(node.function->name), wanted, std::to_string(node.operand_count - receiver)},
                  {"expression_hint_write", {std::string(node.function->usage)}});
  }

  void arguments(Node& node) {
    switch (node.function->form) {
      case Function::Form::has: return has(node);
      case Function::Form::date: return date(node);
      case Function::Form::kind: return kind(node);
      case Function::Form::round: return round(node);
      default:
        for (std::uint32_t i = 0; i < node.operand_count; ++i) argument(node, i);
    }
  }

  void argument(const Node& node, std::uint32_t at) {
    const Node& found = tree_.operand(node, at);
    if (!found.type || found.type == node.function->takes) return;
    mistakes_.add(found.begin, "expression_argument",
                  {std::string(node.function->usage), name_of(node.function->takes), name_of(*found.type)});
  }

  void has(Node& node) {
    Node& name = tree_.operand(node, 0);
    if (name.kind != Node::Kind::name) {
      if (name.type) mistakes_.add(name.begin, "expression_has", {}, {"expression_hint_write", {"has(event.x)"}});
      return;
    }
    name.kind = Node::Kind::absorbed;
    node.kind = Node::Kind::has;
    node.index = name.index;
  }

  /// The text that stands as the only argument; null where something else does, and that is reported.
  const std::string_view* literal_text(Node& node) {
    Node& argument = tree_.operand(node, 0);
    if (argument.kind == Node::Kind::literal && argument.type == Type::string) {
      argument.kind = Node::Kind::absorbed;
      return std::get_if<std::string_view>(&tree_.literals[argument.index]);
    }
    mistakes_.add(argument.begin, "expression_literal_text", {std::string(node.function->name)},
                  {"expression_hint_write", {std::string(node.function->usage)}});
    return nullptr;
  }

  void date(Node& node) {
    const std::string_view* text = literal_text(node);
    if (text == nullptr) return;
    const std::optional<Date> date = Date::parse(*text);
    if (!date) {
      mistakes_.add(tree_.operand(node, 0).begin, "expression_no_date", {std::string(*text)},
                    {"expression_hint_date", {}});
    }
    node.kind = Node::Kind::literal;
    node.index = static_cast<std::uint32_t>(tree_.literals.size());
    tree_.literals.emplace_back(date.value_or(Date{}));
  }

  void kind(Node& node) {
    const std::string_view* text = literal_text(node);
    if (text == nullptr) return;
    if (!scope_.has_kind(*text)) {
      mistakes_.add(tree_.operand(node, 0).begin, "expression_unknown_kind", {std::string(*text)},
                    hint_for_kind(*text, scope_));
      return;
    }
    auto found = std::find(readings_.kinds.begin(), readings_.kinds.end(), *text);
    if (found == readings_.kinds.end()) found = readings_.kinds.emplace(found, *text);
    const auto index = static_cast<std::uint16_t>(found - readings_.kinds.begin());
    const Source source = node.function->name == "count" ? Source::count : Source::quantity;
    node.kind = Node::Kind::name;
    node.index = input({source, index}, Type::number);
  }

  void round(Node& node) {
    argument(node, 0);
    node.index = 0;
    if (node.operand_count < 2) return;
    Node& decimals = tree_.operand(node, 1);
    const Number* value =
        decimals.kind == Node::Kind::literal ? std::get_if<Number>(&tree_.literals[decimals.index]) : nullptr;
    if (value == nullptr || !value->is_whole() || *value > Number(most_decimals_of_round)) {
      mistakes_.add(decimals.begin, "expression_round", {std::to_string(most_decimals_of_round)});
      return;
    }
    decimals.kind = Node::Kind::absorbed;
    node.index = static_cast<std::uint32_t>(value->small_numerator());
  }

  Tree& tree_;
  const Scope& scope_;
  Mistakes& mistakes_;
  Readings readings_;
};

}  // namespace

Readings check(Tree& tree, const Scope& scope, Mistakes& mistakes) { return Checker(tree, scope, mistakes).run(); }

}  // namespace pointsbank::expression
