#include "expression/emitter.hpp"

#include <algorithm>

#include "expression/operations.hpp"

namespace pointsbank::expression {

namespace {

using Kind = Token::Kind;

Operation operation_of(Kind sign) noexcept {
  switch (sign) {
    case Kind::either: return Operation::either;
    case Kind::both: return Operation::both;
    case Kind::in: return Operation::member_of;
    case Kind::plus: return Operation::add;
    case Kind::minus: return Operation::subtract;
    case Kind::times: return Operation::multiply;
    case Kind::over: return Operation::divide;
    default: return Operation::compare;
  }
}

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

/// One pass over the nodes. What a node wants to stand behind one of its operands (a jump, a fold) is noted with the
/// operand beforehand.
class Emitter {
 public:
  Emitter(Tree&& tree, Program& program)
      : tree_(std::move(tree)), program_(program), behind_(tree_.nodes.size()), position_(tree_.nodes.size()) {}

  void run() {
    for (const Node& node : tree_.nodes) note(node);
    for (NodeId id = 0; id < tree_.nodes.size(); ++id) {
      node(tree_.nodes[id]);
      if (!behind_[id]) continue;
      position_[id] = program_.code.size();
      put(*behind_[id]);
    }
    for (std::vector<Element>& list : tree_.lists) program_.lists.push_back(sorted(std::move(list)));
    program_.literals = std::move(tree_.literals);
    program_.texts = std::move(tree_.texts);
  }

 private:
  void put(Operation operation, std::uint32_t index = 0) {
    Instruction instruction;
    instruction.operation = operation;
    instruction.index = index;
    put(instruction);
  }
  void put(const Instruction& instruction) {
    const bool is_jump = instruction.operation == Operation::skip_if_no ||
                         instruction.operation == Operation::skip_if_yes ||
                         instruction.operation == Operation::branch || instruction.operation == Operation::jump;
    program_.code.push_back(instruction);
    if (is_jump) return;
    height_ = height_ + 1 - static_cast<std::size_t>(operands_of(instruction.operation));
    program_.stack_size = std::max(program_.stack_size, height_);
  }
  /// Makes the jump behind an operand go on after the last instruction.
  void land(NodeId operand) {
    program_.code[position_[operand]].index = static_cast<std::uint32_t>(program_.code.size());
  }

  void note(const Node& node) {
    const std::span<const NodeId> operands = tree_.operands_of(node);
    if (node.kind == Node::Kind::choice) {
      behind_[operands[0]] = Operation::branch;
      behind_[operands[1]] = Operation::jump;
    } else if (node.kind == Node::Kind::binary && node.sign == Kind::both) {
      behind_[operands[0]] = Operation::skip_if_no;
    } else if (node.kind == Node::Kind::binary && node.sign == Kind::either) {
      behind_[operands[0]] = Operation::skip_if_yes;
    } else if (node.kind == Node::Kind::call && node.function->form == Function::Form::fold) {
      for (const NodeId operand : operands.subspan(1)) behind_[operand] = node.function->operation;
    }
  }

  void node(const Node& node) {
    switch (node.kind) {
      case Node::Kind::literal: return put(Operation::literal, node.index);
      case Node::Kind::name: return put(Operation::load, node.index);
      case Node::Kind::has: return put(Operation::has, node.index);
      case Node::Kind::unary: return put(node.sign == Kind::bang ? Operation::negation : Operation::negative);
      case Node::Kind::binary: return binary(node);
      case Node::Kind::choice: return choice(node);
      case Node::Kind::call:
        if (node.function->form != Function::Form::fold) put(node.function->operation, node.index);
        return;
      case Node::Kind::list:
      case Node::Kind::absorbed:
      case Node::Kind::broken: return;
    }
  }

  void binary(const Node& node) {
    Instruction instruction;
    instruction.operation = operation_of(node.sign);
    instruction.comparison = comparison_of(node.sign);
    instruction.type = *tree_.operand(node, 0).type;
    if (node.sign == Kind::in) instruction.index = tree_.operand(node, 1).index;
    put(instruction);
    if (node.sign == Kind::both || node.sign == Kind::either) land(tree_.operands_of(node)[0]);
  }

  void choice(const Node& node) {
    const std::span<const NodeId> operands = tree_.operands_of(node);
    Instruction instruction;
    instruction.operation = Operation::select;
    instruction.type = *node.type;
    put(instruction);
    program_.code[position_[operands[0]]].index = static_cast<std::uint32_t>(position_[operands[1]] + 1);
    land(operands[1]);
  }

  static std::vector<Operand> sorted(std::vector<Element>&& list) {
    std::vector<Operand> values;
    for (Element& element : list) values.push_back(std::move(element.value));
    const auto before = [](const Operand& left, const Operand& right) { return order_of(left, right) < 0; };
    const auto same = [](const Operand& left, const Operand& right) { return order_of(left, right) == 0; };
    std::sort(values.begin(), values.end(), before);
    values.erase(std::unique(values.begin(), values.end(), same), values.end());
    return values;
  }

  Tree tree_;
  Program& program_;
  std::vector<std::optional<Operation>> behind_;
  std::vector<std::size_t> position_;
  std::size_t height_ = 0;
};

}  // namespace

void emit(Tree&& tree, Program& program) { Emitter(std::move(tree), program).run(); }

}  // namespace pointsbank::expression
