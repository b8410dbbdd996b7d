#include "expression/expression.hpp"

#include <algorithm>

#include "expression/checker.hpp"
#include "expression/emitter.hpp"
#include "expression/operations.hpp"
#include "expression/program.hpp"
#include "expression/utf8.hpp"

namespace pointsbank::expression {

namespace {

/// Bounds and encoding, before anything looks at single characters.
bool is_text_in_bounds(std::string_view text, Mistakes& mistakes) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++characters) {
    if (characters == max_characters) {
      mistakes.add(at, "expression_too_long", {std::to_string(max_characters)});
      return false;
    }
    const std::optional<CodePoint> found = code_point_at(text, at);
    if (!found) {
      mistakes.add(at, "expression_no_utf8");
      return false;
    }
    at += found->bytes;
  }
  return true;
}

void expect_result(const Tree& tree, Type wanted, Mistakes& mistakes) {
  const Node& root = tree.nodes.back();
  if (!root.type || root.type == wanted) return;
  mistakes.add(root.begin, "expression_result", {std::string(to_string(wanted)), std::string(to_string(*root.type))},
               wanted == Type::boolean ? Hint{"expression_hint_compare", {}} : Hint{});
}

}  // namespace

std::string_view to_string(Type type) noexcept {
  switch (type) {
    case Type::boolean: return "bool";
    case Type::number: return "number";
    case Type::string: return "string";
    case Type::date: return "date";
  }
  return {};
}

// ------------------------------------------------------------------------------------------------------------ Scope

void Scope::declare(std::string name, Type type, Input input) {
  const auto before = [](const Declared& left, const std::string& right) { return left.name < right; };
  const auto at = std::lower_bound(names_.begin(), names_.end(), name, before);
  names_.insert(at, Declared{std::move(name), type, input});
}

void Scope::declare_kinds(std::span<const std::string> kinds) {
  kinds_.emplace(kinds.begin(), kinds.end());
  std::sort(kinds_->begin(), kinds_->end());
}

const Scope::Declared* Scope::find(std::string_view name) const noexcept {
  const auto before = [](const Declared& left, std::string_view right) { return left.name < right; };
  const auto at = std::lower_bound(names_.begin(), names_.end(), name, before);
  return at != names_.end() && at->name == name ? &*at : nullptr;
}

bool Scope::has_kind(std::string_view kind) const noexcept {
  return kinds_ && std::binary_search(kinds_->begin(), kinds_->end(), kind, std::less<>());
}

std::span<const std::string> Scope::kinds() const noexcept {
  return kinds_ ? std::span<const std::string>(*kinds_) : std::span<const std::string>();
}

// ------------------------------------------------------------------------------------------------------- Expression

struct Compiler {
  static std::optional<Expression> compile(std::string_view text, const Scope& scope, std::optional<Type> wanted,
                                           Mistakes& mistakes) {
    if (!is_text_in_bounds(text, mistakes)) return std::nullopt;
    const Tokens tokens = tokens_of(text, mistakes);
    if (!tokens.readable) return std::nullopt;
    std::optional<Tree> tree = parse(tokens.tokens, mistakes);
    if (!tree) return std::nullopt;
    Readings readings = check(*tree, scope, mistakes);
    if (wanted) expect_result(*tree, *wanted, mistakes);
    if (!mistakes.empty()) return std::nullopt;
    auto program = std::make_shared<Program>();
    program->text = text;
    program->type = *tree->nodes.back().type;
    program->inputs = std::move(readings.inputs);
    program->input_types = std::move(readings.types);
    program->kinds = std::move(readings.kinds);
    emit(std::move(*tree), *program);
    Expression expression;
    expression.program_ = std::move(program);
    return expression;
  }

  static std::optional<Expression> compile(std::string_view text, const Scope& scope, std::optional<Type> wanted,
                                           const PlaceOf& place_of, Issues& issues) {
    Mistakes mistakes;
    std::optional<Expression> expression = compile(text, scope, wanted, mistakes);
    mistakes.hand_over(place_of, issues);
    return expression;
  }
};

std::optional<Expression> compile(std::string_view text, const Scope& scope, const PlaceOf& place_of, Issues& issues) {
  return Compiler::compile(text, scope, std::nullopt, place_of, issues);
}

std::optional<Expression> compile(std::string_view text, const Scope& scope, Type wanted, const PlaceOf& place_of,
                                  Issues& issues) {
  return Compiler::compile(text, scope, wanted, place_of, issues);
}

Type Expression::type() const noexcept { return program_->type; }
const std::string& Expression::text() const noexcept { return program_->text; }
std::span<const Input> Expression::inputs() const noexcept { return program_->inputs; }
std::span<const std::string> Expression::kinds() const noexcept { return program_->kinds; }

Result Expression::evaluate(const Inputs& inputs) const { return evaluate_row(*program_, inputs); }

void Expression::evaluate(std::span<const Vector> inputs, std::span<Truth> truths) const {
  evaluate_columns(*program_, inputs, truths);
}

}  // namespace pointsbank::expression
