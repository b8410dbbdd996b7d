// Recursive descent over the tokens; the nesting that it follows is bounded by max_depth, chains are loops.
//
//   choice  = chain [ "?" chain ":" choice ]
//   chain   = unary { operator unary }          by precedence, left to right; `in` takes a list on its right
//   unary   = { "!" | "-" } member
//   member  = primary { "." name "(" arguments ")" }
//   primary = literal | name { "." name } | name "(" arguments ")" | "(" choice ")"
//   list    = "[" [ element { "," element } [ "," ] ] "]"      element = [ "-" ] literal | "date" "(" text ")"
#include <algorithm>
#include <utility>

#include "expression/tree.hpp"

namespace pointsbank::expression {

namespace {

using Kind = Token::Kind;

/// How tightly an operator binds; 0: no operator between two operands.
int tightness(Kind kind) noexcept {
  switch (kind) {
    case Kind::either: return 1;
    case Kind::both: return 2;
    case Kind::equal:
    case Kind::not_equal:
    case Kind::less:
    case Kind::less_equal:
    case Kind::greater:
    case Kind::greater_equal:
    case Kind::in: return 3;
    case Kind::plus:
    case Kind::minus: return 4;
    case Kind::times:
    case Kind::over: return 5;
    default: return 0;
  }
}

/// After the first mistake that leaves no tree, it goes to the end of the tokens, where every loop stops.
class Parser {
 public:
  Parser(std::span<const Token> tokens, Mistakes& mistakes) : tokens_(tokens), mistakes_(mistakes) {}

  std::optional<Tree> run() {
    if (here().kind == Kind::end) {
      mistakes_.add(here().offset, "expression_empty");
      return std::nullopt;
    }
    choice();
    if (!failed_ && here().kind != Kind::end) unexpected("expression_operator_expected");
    if (failed_) return std::nullopt;
    return std::move(tree_);
  }

 private:
  [[nodiscard]] const Token& here(std::size_t ahead = 0) const noexcept {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  const Token& next() noexcept {
    const Token& token = here();
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
  }
  bool accept(Kind kind) noexcept {
    if (here().kind != kind) return false;
    next();
    return true;
  }

  void fail(std::size_t offset, std::string_view code, std::vector<std::string> arguments = {}, Hint hint = {}) {
    if (!failed_) mistakes_.add(offset, code, std::move(arguments), std::move(hint));
    failed_ = true;
    at_ = tokens_.size() - 1;
  }
  void unexpected(std::string_view code) {
    const Token& found = here();
    if (found.kind == Kind::end) return fail(found.offset, "expression_ends_early");
    const bool is_text = found.kind == Kind::text;
    fail(found.offset, code, {is_text ? '"' + found.spelling + '"' : found.spelling});
  }
  void expect_closing(Kind closing, const Token& opening) {
    if (accept(closing)) return;
    if (here().kind == Kind::end) return fail(opening.offset, "expression_open_bracket", {opening.spelling});
    unexpected("expression_operator_expected");
  }

  bool deeper(std::size_t offset) {
    if (++depth_ <= max_depth) return true;
    fail(offset, "expression_too_deep", {std::to_string(max_depth)});
    return false;
  }
  void count(std::size_t offset) {
    if (++node_count_ > max_nodes) fail(offset, "expression_too_many_nodes", {std::to_string(max_nodes)});
  }

  NodeId add(Node node, std::span<const NodeId> operands = {}) {
    node.first_operand = static_cast<std::uint32_t>(tree_.operands.size());
    node.operand_count = static_cast<std::uint32_t>(operands.size());
    tree_.operands.insert(tree_.operands.end(), operands.begin(), operands.end());
    if (node.kind != Node::Kind::list) count(node.offset);
    tree_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(tree_.nodes.size() - 1);
  }
  static Node node(Node::Kind kind, const Token& token, std::size_t begin) {
    Node made;
    made.kind = kind;
    made.sign = token.kind;
    made.offset = token.offset;
    made.begin = begin;
    return made;
  }
  std::uint32_t keep(std::string text) {
    tree_.texts.push_back(std::move(text));
    return static_cast<std::uint32_t>(tree_.texts.size() - 1);
  }
  NodeId broken(std::size_t offset) {
    Node made;
    made.offset = made.begin = offset;
    return add(std::move(made));
  }

  /// The else branches of a chain of choices are a loop, and count as no nesting.
  NodeId choice() {
    struct Pending {
      const Token& question;
      NodeId condition;
      NodeId taken;
    };
    std::vector<Pending> pending;
    NodeId last = chain(1);
    while (here().kind == Kind::question) {
      const Token& question = next();
      const NodeId taken = chain(1);
      if (here().kind == Kind::question)
        fail(here().offset, "expression_nested_choice", {}, {"expression_hint_nested_choice", {}});
      if (!accept(Kind::colon)) fail(question.offset, "expression_no_colon");
      pending.push_back({question, last, taken});
      last = chain(1);
    }
    for (; !pending.empty(); pending.pop_back()) {
      const auto& [question, condition, taken] = pending.back();
      const NodeId operands[] = {condition, taken, last};
      last = add(node(Node::Kind::choice, question, tree_.nodes[condition].begin), operands);
    }
    return last;
  }

  NodeId chain(int loosest) {
    NodeId left = unary();
    for (int found = tightness(here().kind); found >= loosest && found > 0; found = tightness(here().kind)) {
      const Token& sign = next();
      const NodeId right = sign.kind == Kind::in ? right_of_in() : chain(found + 1);
      const NodeId operands[] = {left, right};
      left = add(node(Node::Kind::binary, sign, tree_.nodes[left].begin), operands);
    }
    return left;
  }

  NodeId unary() {
    if (here().kind != Kind::bang && here().kind != Kind::minus) return member();
    const Token& sign = next();
    if (!deeper(sign.offset)) return broken(sign.offset);
    const NodeId operand = unary();
    --depth_;
    const NodeId operands[] = {operand};
    return add(node(Node::Kind::unary, sign, sign.offset), operands);
  }

  NodeId member() {
    NodeId left = primary();
    while (here().kind == Kind::dot) {
      next();
      if (here().kind != Kind::name) {
        unexpected("expression_name_expected");
        break;
      }
      const Token& name = next();
      if (here().kind != Kind::open) {
        fail(name.offset, "expression_no_fields", {name.spelling});
        break;
      }
      left = call(name, left);
    }
    return left;
  }

  NodeId primary() {
    const Token& token = here();
    switch (token.kind) {
      case Kind::number: return literal(token.number);
      case Kind::text: return literal(std::string_view(tree_.texts[keep(token.spelling)]));
      case Kind::yes: return literal(true);
      case Kind::no: return literal(false);
      case Kind::name: return name();
      case Kind::open: return in_parentheses();
      case Kind::open_list: {
        mistakes_.add(token.offset, "expression_list_place", {}, {"expression_hint_in", {}});
        const std::size_t offset = token.offset;
        list();
        return broken(offset);
      }
      default: unexpected("expression_value_expected"); return broken(token.offset);
    }
  }

  NodeId literal(Operand value) {
    const Token& token = next();
    Node made = node(Node::Kind::literal, token, token.offset);
    made.index = static_cast<std::uint32_t>(tree_.literals.size());
    made.type = type_of(value);
    tree_.literals.push_back(std::move(value));
    return add(std::move(made));
  }

  NodeId in_parentheses() {
    const Token& opening = next();
    if (!deeper(opening.offset)) return broken(opening.offset);
    const NodeId inner = choice();
    expect_closing(Kind::close, opening);
    --depth_;
    return inner;
  }

  /// `event.level`, a call, or a name with a method after it.
  NodeId name() {
    const Token& first = next();
    if (here().kind == Kind::open) return call(first, std::nullopt);
    std::string path = first.spelling;
    while (here().kind == Kind::dot && here(1).kind == Kind::name && here(2).kind != Kind::open) {
      next();
      path += '.';
      path += next().spelling;
    }
    Node made = node(Node::Kind::name, first, first.offset);
    made.index = keep(std::move(path));
    return add(std::move(made));
  }

  NodeId call(const Token& name, std::optional<NodeId> receiver) {
    const Token& opening = next();
    std::vector<NodeId> operands;
    if (receiver) operands.push_back(*receiver);
    if (deeper(name.offset) && !accept(Kind::close)) {
      do operands.push_back(choice());
      while (accept(Kind::comma));
      expect_closing(Kind::close, opening);
    }
    --depth_;
    Node made = node(Node::Kind::call, name, receiver ? tree_.nodes[*receiver].begin : name.offset);
    made.sign = receiver ? Kind::dot : Kind::name;
    made.index = keep(name.spelling);
    return add(std::move(made), operands);
  }

  NodeId right_of_in() {
    if (here().kind == Kind::open_list) return list();
    const std::size_t offset = here().offset;
    const NodeId instead = chain(tightness(Kind::in) + 1);
    if (!failed_) mistakes_.add(offset, "expression_list_expected", {}, {"expression_hint_in", {}});
    tree_.nodes[instead].kind = Node::Kind::broken;
    return instead;
  }

  NodeId list() {
    const Token& opening = next();
    std::vector<Element> elements;
    while (here().kind != Kind::close_list && here().kind != Kind::end) {
      if (elements.size() == max_list) fail(here().offset, "expression_list_too_long", {std::to_string(max_list)});
      if (!failed_) elements.push_back(element());
      if (!accept(Kind::comma)) break;
    }
    expect_closing(Kind::close_list, opening);
    count(opening.offset);
    Node made = node(Node::Kind::list, opening, opening.offset);
    made.index = static_cast<std::uint32_t>(tree_.lists.size());
    tree_.lists.push_back(std::move(elements));
    return add(std::move(made));
  }

  Element element() {
    const Token& token = next();
    const std::size_t offset = token.offset;
    switch (token.kind) {
      case Kind::number: return {token.number, offset};
      case Kind::text: return {std::string_view(tree_.texts[keep(token.spelling)]), offset};
      case Kind::yes: return {true, offset};
      case Kind::no: return {false, offset};
      case Kind::minus:
        if (here().kind == Kind::number) return {-next().number, offset};
        break;
      case Kind::name:
        if (token.spelling == "date" && here().kind == Kind::open && here(1).kind == Kind::text &&
            here(2).kind == Kind::close) {
          return date_element(offset);
        }
        break;
      default: break;
    }
    fail(offset, "expression_element", {token.spelling});
    return {false, offset};
  }

  Element date_element(std::size_t offset) {
    next();
    const Token& text = next();
    next();
    const std::optional<Date> date = Date::parse(text.spelling);
    if (!date) mistakes_.add(text.offset, "expression_no_date", {text.spelling}, {"expression_hint_date", {}});
    return {date.value_or(Date{}), offset};
  }

  std::span<const Token> tokens_;
  Mistakes& mistakes_;
  Tree tree_;
  std::size_t at_ = 0;
  std::size_t node_count_ = 0;
  int depth_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<Tree> parse(std::span<const Token> tokens, Mistakes& mistakes) { return Parser(tokens, mistakes).run(); }

}  // namespace pointsbank::expression
