#include "analysis/exposure_ranges.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "expression/tree.hpp"

namespace pointsbank::analysis {

namespace {

using expression::Node;
using expression::NodeId;
using expression::Token;
using expression::Tree;
using End = std::optional<Number>;

End plus(const End& a, const End& b) { return a && b ? End(*a + *b) : End(); }
End negated(const End& a) { return a ? End(-*a) : End(); }

Range sum(const Range& a, const Range& b) { return {plus(a.least, b.least), plus(a.most, b.most)}; }
Range opposite(const Range& a) { return {negated(a.most), negated(a.least)}; }
Range exactly(const Number& value) { return {value, value}; }

Range hull(const Range& a, const Range& b) {
  return {a.least && b.least ? End(std::min(*a.least, *b.least)) : End(),
          a.most && b.most ? End(std::max(*a.most, *b.most)) : End()};
}

Range common(const Range& a, const Range& b) {
  Range result = a;
  if (b.least && (!a.least || *a.least < *b.least)) result.least = b.least;
  if (b.most && (!a.most || *b.most < *a.most)) result.most = b.most;
  return result;
}

Range product(const Range& a, const Range& b) {
  if (a.least && a.most && b.least && b.most) {
    const std::array<Number, 4> ends{*a.least * *b.least, *a.least * *b.most, *a.most * *b.least, *a.most * *b.most};
    return {*std::min_element(ends.begin(), ends.end()), *std::max_element(ends.begin(), ends.end())};
  }
  // Half lines: known where neither changes sign.
  const auto is_not_below = [](const Range& each) { return each.least && each.least->sign() >= 0; };
  if (is_not_below(a) && is_not_below(b)) {
    return {*a.least * *b.least, a.most && b.most ? End(*a.most * *b.most) : End()};
  }
  const auto is_not_above = [](const Range& each) { return each.most && each.most->sign() <= 0; };
  if (is_not_above(a) && is_not_below(b)) return opposite(product(opposite(a), b));
  if (is_not_below(a) && is_not_above(b)) return opposite(product(a, opposite(b)));
  if (is_not_above(a) && is_not_above(b)) return product(opposite(a), opposite(b));
  return {};
}

Range quotient(const Range& a, const Range& b) {
  const bool above = b.least && b.least->sign() > 0;
  const bool below = b.most && b.most->sign() < 0;
  if (!above && !below) return {};
  const Number one(1);
  Range inverse;
  if (above) {
    inverse = {b.most ? End(one / *b.most) : End(Number(0)), one / *b.least};
  } else {
    inverse = {one / *b.most, b.least ? End(one / *b.least) : End(Number(0))};
  }
  return product(a, inverse);
}

/// The ranges of all nodes, operands before operators.
class Walk {
 public:
  Walk(const Tree& tree, const Ranges& names) : tree_(tree), names_(names) {
    for (const Node& node : tree.nodes) ranges_.push_back(of(node));
  }
  [[nodiscard]] Range of(NodeId node) const { return ranges_[node]; }

 private:
  [[nodiscard]] Range operand(const Node& node, std::size_t at) const { return ranges_[tree_.operands_of(node)[at]]; }

  [[nodiscard]] Range of(const Node& node) const {
    switch (node.kind) {
      case Node::Kind::literal: {
        const Number* const number = std::get_if<Number>(&tree_.literals[node.index]);
        return number == nullptr ? Range{} : exactly(*number);
      }
      case Node::Kind::name: return of_name(tree_.texts[node.index]);
      case Node::Kind::unary: return node.sign == Token::Kind::minus ? opposite(operand(node, 0)) : Range{};
      case Node::Kind::binary: return of_binary(node);
      case Node::Kind::choice: return hull(operand(node, 1), operand(node, 2));
      case Node::Kind::call: return of_call(node, tree_.texts[node.index]);
      default: return {};
    }
  }

  [[nodiscard]] Range of_name(std::string_view name) const {
    const Range built_in = name == "event.minute" ? Range{Number(0), Number(1439)} : Range{};
    const auto known = names_.find(name);
    return known == names_.end() ? built_in : common(built_in, known->second);
  }

  [[nodiscard]] Range of_binary(const Node& node) const {
    const Range left = operand(node, 0);
    const Range right = operand(node, 1);
    switch (node.sign) {
      case Token::Kind::plus: return sum(left, right);
      case Token::Kind::minus: return sum(left, opposite(right));
      case Token::Kind::times: return product(left, right);
      case Token::Kind::over: return quotient(left, right);
      default: return {};
    }
  }

  [[nodiscard]] Range of_call(const Node& node, std::string_view name) const {
    if (node.operand_count == 0) return {};
    if (name == "min" || name == "max") return of_choice_of(node, name == "min");
    const Range first = operand(node, 0);
    const auto each = [&](auto work) {
      return Range{first.least ? End(work(*first.least)) : End(), first.most ? End(work(*first.most)) : End()};
    };
    if (name == "floor") return each([](const Number& end) { return end.floor(); });
    if (name == "ceil") return each([](const Number& end) { return end.ceil(); });
    if (name == "round")
      return {first.least ? End(first.least->floor()) : End(),  // never beyond the whole numbers
              first.most ? End(first.most->ceil()) : End()};
    if (name == "abs") return of_absolute(first);
    if (name == "mod") {
      const Range by = operand(node, 1);
      if (by.least && by.least->sign() > 0) return {Number(0), by.most};
      return {};
    }
    if (name == "month") return {Number(1), Number(12)};
    if (name == "day") return {Number(1), Number(31)};
    if (name == "weekday") return {Number(1), Number(7)};
    if (name == "size") return {Number(0), {}};
    return {};
  }

  [[nodiscard]] Range of_choice_of(const Node& node, bool smallest) const {
    Range result = operand(node, 0);
    for (std::size_t i = 1; i < node.operand_count; ++i) {
      const Range other = operand(node, i);
      if (!smallest) result = opposite(result);
      const Range of_other = smallest ? other : opposite(other);
      Range least_of_both;
      if (result.least && of_other.least) least_of_both.least = std::min(*result.least, *of_other.least);
      if (result.most && of_other.most) {
        least_of_both.most = std::min(*result.most, *of_other.most);
      } else {
        least_of_both.most = result.most ? result.most : of_other.most;
      }
      result = smallest ? least_of_both : opposite(least_of_both);
    }
    return result;
  }

  static Range of_absolute(const Range& range) {
    if (range.least && range.least->sign() >= 0) return range;
    if (range.most && range.most->sign() <= 0) return opposite(range);
    if (!range.least || !range.most) return {Number(0), {}};
    return {Number(0), std::max(-*range.least, *range.most)};
  }

  const Tree& tree_;
  const Ranges& names_;
  std::vector<Range> ranges_;
};

std::optional<Tree> tree_of(std::string_view text) {
  expression::Mistakes mistakes;
  const expression::Tokens tokens = expression::tokens_of(text, mistakes);
  if (!tokens.readable) return std::nullopt;
  return expression::parse(tokens.tokens, mistakes);
}

/// `name < constant`, `constant >= name` and their like narrow the name's range; strict ends are taken as closed ones.
void narrow(const Tree& tree, const Node& node, const Walk& walk, Ranges& names) {
  using Kind = Token::Kind;
  if (node.kind != Node::Kind::binary) return;
  if (node.sign == Kind::both) {
    narrow(tree, tree.operand(node, 0), walk, names);
    narrow(tree, tree.operand(node, 1), walk, names);
    return;
  }
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const Node& named = tree.operand(node, side);
    if (named.kind != Node::Kind::name) continue;
    const Range other = walk.of(tree.operands_of(node)[1 - side]);
    const bool is_below = side == 0 ? node.sign == Kind::less || node.sign == Kind::less_equal
                                    : node.sign == Kind::greater || node.sign == Kind::greater_equal;
    const bool is_above = side == 0 ? node.sign == Kind::greater || node.sign == Kind::greater_equal
                                    : node.sign == Kind::less || node.sign == Kind::less_equal;
    Range told;
    if (is_below || node.sign == Kind::equal) told.most = other.most;
    if (is_above || node.sign == Kind::equal) told.least = other.least;
    Range& known = names[tree.texts[named.index]];
    known = common(known, told);
  }
}

/// What tiers give for a quantity of at most `most`; none where there is no largest.
std::optional<Number> of_tiers(const rulelist::Score& score, const std::optional<Number>& most) {
  Number total;
  Number begin;
  for (const rulelist::Tier& tier : score.tiers) {
    if (!tier.to && !most) return tier.rate.is_zero() ? std::optional<Number>(total) : std::nullopt;
    Number end = tier.to ? *tier.to : *most;
    if (most) end = std::min(end, *most);
    if (end > begin) {
      const Number parts = (end - begin) / tier.each;
      total = total + tier.rate * (tier.whole ? parts.floor() : parts);
    }
    begin = std::max(begin, end);
  }
  return total;
}

/// Of the forms that read a quantity, for quantities of at most `most`.
std::optional<Number> of_quantity(const rulelist::Score& score, const std::optional<Number>& most) {
  using Form = rulelist::Score::Form;
  Number largest;
  if (score.form == Form::rate) {
    if (score.rate.is_zero()) return largest;
    if (!most) return std::nullopt;
    return score.rate * std::max(Number(0), *most / score.each);  // with `whole` not more than that
  }
  if (score.form == Form::bands) {
    for (const rulelist::Band& band : score.bands) {
      if (!most || band.from <= *most) largest = std::max(largest, band.points);
    }
    return largest;
  }
  return of_tiers(score, most);
}

bool reads_quantity(rulelist::Score::Form form) {
  using Form = rulelist::Score::Form;
  return form == Form::rate || form == Form::bands || form == Form::marginal;
}

}  // namespace

Ranges ranges_where(std::string_view condition) {
  Ranges names;
  const std::optional<Tree> tree = tree_of(condition);
  if (tree) narrow(*tree, tree->nodes.back(), Walk(*tree, {}), names);
  return names;
}

Range range_of(std::string_view expression, const Ranges& names) {
  const std::optional<Tree> tree = tree_of(expression);
  if (!tree) return {};
  const Walk walk(*tree, names);
  return walk.of(static_cast<NodeId>(tree->nodes.size() - 1));
}

std::optional<Number> largest_magnitude(const program::Rule& rule) {
  using Form = rulelist::Score::Form;
  const rulelist::Score& score = rule.model->score;
  const Ranges known = rule.when == nullptr ? Ranges{} : ranges_where(rule.when->text());
  for (const auto& [name, range] : known) {
    if (range.is_empty()) return Number(0);  // the condition is never true
  }
  switch (score.form) {
    case Form::points: return score.points;
    case Form::range: return std::max(Number(0), score.most);
    case Form::grades: {
      Number largest;
      for (const auto& [grade, points] : score.grades) largest = std::max(largest, points);
      return largest;
    }
    case Form::formula: {
      const Range range = range_of(score.formula->text(), known);
      if (!range.most) return std::nullopt;
      return std::max(Number(0), *range.most);
    }
    default: break;
  }
  // What an occurrence adds to a period's sum may be worth more than its quantity alone.
  if (score.over) return largest_total(rule);
  const auto quantity = known.find("event.quantity");
  return of_quantity(score, quantity == known.end() ? std::nullopt : quantity->second.most);
}

std::optional<Number> largest_total(const program::Rule& rule) {
  const rulelist::Score& score = rule.model->score;
  if (!reads_quantity(score.form)) return std::nullopt;
  return of_quantity(score, std::nullopt);
}

}  // namespace pointsbank::analysis
