#include "notice/phrases.hpp"

#include <algorithm>
#include <cctype>

#include "expression/tree.hpp"
#include "expression/utf8.hpp"

namespace pointsbank::notice {
namespace {

using expression::Node;
using expression::Operand;
using expression::Tree;
using Sign = expression::Token::Kind;

/// What a part means, as far as words depend on it.
enum class Sense : std::uint8_t { other, date, text, minute, weekday, truth };

/// How tightly the words of an operator hold together; what holds less tightly than its neighbour is put in brackets.
int tightness(const Node& node) {
  if (node.kind == Node::Kind::choice) return 1;
  if (node.kind != Node::Kind::binary) return 9;
  switch (node.sign) {
    case Sign::either: return 2;
    case Sign::both: return 3;
    case Sign::plus:
    case Sign::minus: return 5;
    case Sign::times:
    case Sign::over: return 6;
    default: return 4;
  }
}

class Phrases {
 public:
  Phrases(const Words& words, const Tree& tree) : words_(words), tree_(tree) {}

  [[nodiscard]] std::string whole() const { return said(tree_.nodes.back()); }

  [[nodiscard]] std::optional<std::vector<Case>> cases() const {
    std::vector<Case> found;
    const Node* node = &tree_.nodes.back();
    for (; node->kind == Node::Kind::choice; node = &tree_.operand(*node, 2)) {
      const std::optional<Number> taken = constant(tree_.operand(*node, 1));
      if (!taken) return std::nullopt;
      found.push_back({said(tree_.operand(*node, 0)), *taken});
    }
    const std::optional<Number> last = constant(*node);
    if (!last || found.empty()) return std::nullopt;
    found.push_back({{}, *last});
    return found;
  }

 private:
  [[nodiscard]] std::string say(std::string_view code, std::initializer_list<std::string> arguments = {}) const {
    return words_.say(code, arguments);
  }
  [[nodiscard]] const std::string& text_of(const Node& node) const { return tree_.texts[node.index]; }

  // ------------------------------------------------------------------------------------------------ what it means

  [[nodiscard]] Sense sense(const Node& node) const {
    if (node.kind == Node::Kind::name) return sense_of_name(text_of(node));
    if (node.kind == Node::Kind::call) {
      if (text_of(node) == "weekday") return Sense::weekday;
      if (text_of(node) == "date") return Sense::date;
    }
    return Sense::other;
  }

  [[nodiscard]] Sense sense_of_name(const std::string& name) const {
    if (name == "event.date") return Sense::date;
    if (name == "event.minute") return Sense::minute;
    for (const auto& [prefix, attributes] : {std::pair("event.", &words_.list().event_attributes),
                                             std::pair("subject.", &words_.list().subject_attributes)}) {
      for (const Attribute& attribute : *attributes) {
        if (prefix + attribute.name != name) continue;
        if (attribute.type == AttributeType::date) return Sense::date;
        if (attribute.type == AttributeType::boolean) return Sense::truth;
      }
    }
    return Sense::other;
  }

  /// The value of a part that reads nothing.
  [[nodiscard]] std::optional<Number> constant(const Node& node) const {
    if (node.kind == Node::Kind::literal) {
      const Number* const number = std::get_if<Number>(&tree_.literals[node.index]);
      return number == nullptr ? std::nullopt : std::optional<Number>(*number);
    }
    if (node.kind == Node::Kind::unary && node.sign == Sign::minus) {
      const std::optional<Number> value = constant(tree_.operand(node, 0));
      return value ? std::optional<Number>(-*value) : std::nullopt;
    }
    if (node.kind != Node::Kind::binary) return std::nullopt;
    const std::optional<Number> left = constant(tree_.operand(node, 0)), right = constant(tree_.operand(node, 1));
    if (!left || !right) return std::nullopt;
    switch (node.sign) {
      case Sign::plus: return *left + *right;
      case Sign::minus: return *left - *right;
      case Sign::times: return *left * *right;
      case Sign::over: return right->is_zero() ? std::nullopt : std::optional<Number>(*left / *right);
      default: return std::nullopt;
    }
  }

  // ---------------------------------------------------------------------------------------------------- in words

  [[nodiscard]] std::string said(const Node& node) const {
    switch (node.kind) {
      case Node::Kind::literal: return literal(tree_.literals[node.index]);
      case Node::Kind::name: return name(text_of(node), true);
      case Node::Kind::call: return call(node);
      case Node::Kind::unary:
        return node.sign == Sign::bang ? negated(tree_.operand(node, 0)) : "−" + bracketed(tree_.operand(node, 0), 8);
      case Node::Kind::binary: return binary(node);
      case Node::Kind::choice:
        return say("notice_choice",
                   {said(tree_.operand(node, 0)), said(tree_.operand(node, 1)), bracketed(tree_.operand(node, 2), 1)});
      case Node::Kind::list: return list(tree_.lists[node.index], Sense::other);
      default: return {};
    }
  }

  /// In brackets where it holds less tightly than `least`.
  [[nodiscard]] std::string bracketed(const Node& node, int least) const {
    const std::string text = said(node);
    return tightness(node) < least ? say("notice_brackets", {text}) : text;
  }

  [[nodiscard]] std::string literal(const Operand& operand) const {
    if (const auto* number = std::get_if<Number>(&operand)) return number->to_string();
    if (const auto* text = std::get_if<std::string_view>(&operand))
      return words_.quoted(words_.word(std::string(*text)));
    if (const auto* date = std::get_if<Date>(&operand)) return words_.date(*date);
    if (const auto* truth = std::get_if<bool>(&operand)) return say(*truth ? "notice_always" : "notice_never");
    return {};
  }

  /// A truth is a clause by itself: `属于“干部”`.
  [[nodiscard]] std::string name(const std::string& name, bool as_clause) const {
    const std::size_t dot = name.find('.');
    std::string word;
    if (dot == std::string::npos || name.starts_with("event.")) {
      std::string code = "notice_name_" + name;
      std::replace(code.begin(), code.end(), '.', '_');
      const std::string found = say(code);
      if (found != code) return found;
    }
    if (name == "subject.id") return say("notice_name_subject_id", {words_.subject()});
    word = words_.word(dot == std::string::npos ? name : name.substr(dot + 1));
    return as_clause && sense_of_name(name) == Sense::truth ? say("notice_is", {word}) : word;
  }

  [[nodiscard]] std::string negated(const Node& node) const {
    if (node.kind == Node::Kind::name) return say("notice_is_not", {name(text_of(node), false)});
    if (node.kind == Node::Kind::call && text_of(node) == "has") {
      return say("notice_has_not", {name(text_of(tree_.operand(node, 0)), false)});
    }
    return say("notice_not", {said(node)});
  }

  [[nodiscard]] std::string binary(const Node& node) const {
    const Node &left = tree_.operand(node, 0), &right = tree_.operand(node, 1);
    switch (node.sign) {
      case Sign::either: return say("notice_or", {bracketed(left, 2), bracketed(right, 2)});
      case Sign::both: return say("notice_and", {bracketed(left, 3), bracketed(right, 3)});
      case Sign::plus: return bracketed(left, 5) + " + " + bracketed(right, 5);
      case Sign::minus: return bracketed(left, 5) + " − " + bracketed(right, 6);
      case Sign::times: return bracketed(left, 6) + " × " + bracketed(right, 6);
      case Sign::over: return bracketed(left, 6) + " ÷ " + bracketed(right, 7);
      case Sign::in: return say("notice_in", {bracketed(left, 5), list(tree_.lists[right.index], sense(left))});
      default: return comparison(node.sign, left, right);
    }
  }

  [[nodiscard]] std::string comparison(Sign sign, const Node& left, const Node& right) const {
    const Sense meant = sense(left) == Sense::other ? sense(right) : sense(left);
    std::string code = "notice_";
    switch (sign) {
      case Sign::equal: code += "equal"; break;
      case Sign::not_equal: code += "not_equal"; break;
      case Sign::less: code += "less"; break;
      case Sign::less_equal: code += "less_equal"; break;
      case Sign::greater: code += "greater"; break;
      default: code += "greater_equal"; break;
    }
    const bool is_time = meant == Sense::date || meant == Sense::minute;
    if (is_time && sign != Sign::equal && sign != Sign::not_equal) code += "_in_time";
    const auto side = [&](const Node& node) {
      const std::optional<Number> number = constant(node);
      if (meant == Sense::truth && node.kind == Node::Kind::name) return name(text_of(node), false);
      return number ? figure(*number, meant) : bracketed(node, 5);
    };
    return say(code, {side(left), side(right)});
  }

  /// 1080 minutes are 18:00; the second day of the week is Tuesday.
  [[nodiscard]] std::string figure(const Number& number, Sense meant) const {
    const std::optional<std::int64_t> whole = number.is_whole() ? number.to_units(0, Rounding::down) : std::nullopt;
    if (meant == Sense::weekday && whole && *whole >= 1 && *whole <= 7) {
      return say("notice_weekday_" + std::to_string(*whole));
    }
    if (meant == Sense::minute && whole && *whole >= 0 && *whole < 24 * 60) {
      const std::string minute = std::to_string(*whole % 60);
      return std::to_string(*whole / 60) + ":" + (minute.size() < 2 ? "0" : "") + minute;
    }
    return number.to_string();
  }

  [[nodiscard]] std::string list(const std::vector<expression::Element>& elements, Sense meant) const {
    std::vector<std::string> said;
    for (const expression::Element& element : elements) {
      const Number* const number = std::get_if<Number>(&element.value);
      said.push_back(number != nullptr ? figure(*number, meant) : literal(element.value));
    }
    return words_.listed(said);
  }

  [[nodiscard]] std::string call(const Node& node) const {
    const std::string& function = text_of(node);
    const Node& first = tree_.operand(node, 0);
    if (function == "has") return say("notice_has", {name(text_of(first), false)});
    if (function == "count" || function == "quantity") {
      return say("notice_of_kind_" + function, {words_.kind(plain_text(first))});
    }
    if (function == "date") {
      const std::optional<Date> date = Date::parse(plain_text(first));
      return date ? words_.date(*date) : std::string();
    }
    if (function == "min" || function == "max") return extreme(node, function);
    if (node.operand_count == 1) return say("notice_call_" + function, {said(first)});
    const std::string code = "notice_call_" + function + (function == "round" ? "_to" : "");
    return say(code, {said(first), said(tree_.operand(node, 1))});
  }

  [[nodiscard]] std::string plain_text(const Node& node) const {
    if (node.kind != Node::Kind::literal) return {};
    const auto* const text = std::get_if<std::string_view>(&tree_.literals[node.index]);
    return text == nullptr ? std::string() : std::string(*text);
  }

  /// `max(standing, 0)`: at least 0; of others the larger.
  [[nodiscard]] std::string extreme(const Node& node, const std::string& function) const {
    if (node.operand_count == 2) {
      for (const std::size_t at : {std::size_t{0}, std::size_t{1}}) {
        const std::optional<Number> bound = constant(tree_.operand(node, at));
        if (bound)
          return say("notice_bound_" + function, {bracketed(tree_.operand(node, 1 - at), 7), bound->to_string()});
      }
    }
    std::vector<std::string> said_of;
    for (std::size_t i = 0; i < node.operand_count; ++i) said_of.push_back(said(tree_.operand(node, i)));
    return say("notice_call_" + function, {words_.listed(said_of)});
  }

  const Words& words_;
  const Tree& tree_;
};

enum class Script : std::uint8_t { other, character, mark, latin };

Script script_of(char32_t c) {
  if (c < 0x80) return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == U'_' ? Script::latin : Script::other;
  if (c == U'“' || c == U'”' || (c >= 0x3000 && c <= 0x303F) || c >= 0xFF00) return Script::mark;
  return c >= 0x2E80 ? Script::character : Script::other;
}

/// Between characters there is no blank, between a character and a figure there is: `数量不少于 60`, `早于发生日期`.
std::string spaced(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = expression::code_point_at(text, at).value_or(expression::CodePoint{U'?', 1});
    points.push_back(point.value);
    at += point.bytes;
  }
  const auto is_of_date = [](char32_t c) { return c == U'年' || c == U'月' || c == U'日'; };
  const auto is_chinese = [](Script script) { return script == Script::character || script == Script::mark; };
  std::string out;
  Script last = Script::other;
  for (std::size_t at = 0; at < points.size(); ++at) {
    const Script here = script_of(points[at]);
    const Script next = at + 1 < points.size() ? script_of(points[at + 1]) : Script::other;
    if (points[at] == U' ' && is_chinese(last) && is_chinese(next)) continue;
    const bool meets = (last == Script::character && here == Script::latin && !is_of_date(points[at - 1])) ||
                       (last == Script::latin && here == Script::character && !is_of_date(points[at]));
    if (meets) out.push_back(' ');
    expression::append_utf8(out, points[at]);
    last = here;
  }
  return out;
}

std::optional<Tree> tree_of(const expression::Expression& expression) {
  expression::Mistakes mistakes;
  return expression::parse(expression::tokens_of(expression.text(), mistakes).tokens, mistakes);
}

}  // namespace

std::string phrase(const Words& words, const expression::Expression& expression) {
  const std::optional<Tree> tree = tree_of(expression);
  const std::string said = tree ? Phrases(words, *tree).whole() : std::string();
  if (said.empty()) return expression.text();
  return words.language() == Language::zh ? spaced(said) : said;
}

std::optional<std::vector<Case>> cases(const Words& words, const expression::Expression& expression) {
  const std::optional<Tree> tree = tree_of(expression);
  std::optional<std::vector<Case>> found = tree ? Phrases(words, *tree).cases() : std::nullopt;
  if (found && words.language() == Language::zh) {
    for (Case& each : *found) each.condition = spaced(each.condition);
  }
  return found;
}

}  // namespace pointsbank::notice
