// An expression as a tree, flat: every node stands behind its operands, and a node and all below it stand together.
// So whoever walks the nodes from first to last meets operands before operators, without recursion.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "expression/functions.hpp"
#include "expression/mistakes.hpp"
#include "expression/program.hpp"
#include "expression/tokens.hpp"

namespace pointsbank::expression {

inline constexpr std::size_t max_characters = 4096;
inline constexpr std::size_t max_nodes = 1000;  ///< literals, names, operators, calls; a list counts one
inline constexpr int max_depth = 64;            ///< of parentheses, calls and signs within each other
inline constexpr std::size_t max_list = 1000;

using NodeId = std::uint32_t;

struct Node {
  enum class Kind : std::uint8_t {
    literal,  ///< index: in literals
    list,     ///< index: in lists; only as the right side of `in`
    name,     ///< index: in texts; once checked, in the inputs
    call,     ///< index: in texts, its name; sign: `dot` where it is written as a method
    has,      ///< index: in the inputs; what the checker makes of the call
    unary,    ///< sign
    binary,   ///< sign
    choice,
    absorbed,  ///< part of the node above it, without code of its own
    broken,    ///< something was wrong with it and has been reported
  };
  Kind kind = Kind::broken;
  Token::Kind sign = Token::Kind::end;
  std::size_t offset = 0;  ///< of its operator; else of its first byte
  std::size_t begin = 0;   ///< of its first byte
  std::uint32_t index = 0;
  std::uint32_t first_operand = 0;  ///< in operands
  std::uint32_t operand_count = 0;

  // What the checker finds out.
  const Function* function = nullptr;
  std::optional<Type> type;  ///< none: something below is wrong and has been reported
};

struct Element {
  Operand value;
  std::size_t offset = 0;
};

struct Tree {
  std::vector<Node> nodes;  ///< the last one is the root
  std::vector<NodeId> operands;
  std::vector<Operand> literals;
  std::vector<std::vector<Element>> lists;
  std::deque<std::string> texts;

  [[nodiscard]] std::span<const NodeId> operands_of(const Node& node) const noexcept {
    return std::span<const NodeId>(operands).subspan(node.first_operand, node.operand_count);
  }
  [[nodiscard]] const Node& operand(const Node& node, std::size_t at) const noexcept {
    return nodes[operands[node.first_operand + at]];
  }
  [[nodiscard]] Node& operand(const Node& node, std::size_t at) noexcept {
    return nodes[operands[node.first_operand + at]];
  }
};

/// The tree; nothing where the tokens, of which the last is `end`, are none (and that has been reported).
[[nodiscard]] std::optional<Tree> parse(std::span<const Token> tokens, Mistakes& mistakes);

}  // namespace pointsbank::expression
