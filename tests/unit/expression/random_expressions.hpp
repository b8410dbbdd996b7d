// Random expressions that are right by construction, and random columns for them. Seeded: a failure names its seed.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "given.hpp"

namespace pointsbank::expression::given {

/// SplitMix64: the same numbers everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() noexcept {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t bound) noexcept { return static_cast<std::size_t>(next() % bound); }
  bool one_in(std::size_t n) noexcept { return below(n) == 0; }
  template <class T, std::size_t n>
  const T& of(const T (&choices)[n]) noexcept {
    return choices[below(n)];
  }

 private:
  std::uint64_t state_;
};

class RandomExpression {
 public:
  explicit RandomExpression(Dice& dice) : dice_(dice) {}

  std::string condition(int depth) {
    if (depth <= 0) return leaf_condition();
    switch (dice_.below(9)) {
      case 0: return "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
      case 1: return "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
      case 2: return "!" + condition(depth - 1);
      case 3: return "(" + condition(depth - 1) + " ? " + condition(depth - 1) + " : " + condition(depth - 1) + ")";
      case 4: return "(" + condition(depth - 1) + (dice_.one_in(2) ? " == " : " != ") + condition(depth - 1) + ")";
      case 5: return "(" + text(depth - 1) + compared() + text(depth - 1) + ")";
      case 6: return "(" + date(depth - 1) + compared() + date(depth - 1) + ")";
      case 7: return in_list(depth);
      default: return "(" + number(depth - 1) + compared() + number(depth - 1) + ")";
    }
  }

 private:
  std::string compared() {
    constexpr std::string_view signs[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
    return std::string(dice_.of(signs));
  }
  std::string literal_number() {
    constexpr std::string_view literals[] = {
        "0",
        "1",
        "2",
        "3",
        "0.5",
        "-1",
        "-0.25",
        "10",
        "0.1",
        "7",
        "100",
        "999999999999999999",
        "0.01",
        "2.75",
        "-3",
        "0.000000001",
        "12345678901234567.5",
        "60",
        "-999999999999999999.999999999",
    };
    const std::string literal(dice_.of(literals));
    return literal[0] == '-' ? "(" + literal + ")" : literal;
  }
  std::string literal_text() {
    constexpr std::string_view literals[] = {"\"\"",           "\"a\"",        "\"city\"", "\"ci\"",
                                             "'\xE4\xB8\xAD'", "\"province\"", "\"ty\""};
    return std::string(dice_.of(literals));
  }
  std::string literal_date() {
    constexpr std::string_view literals[] = {
        "date(\"2026-03-05\")", "date(\"2024-02-29\")", "date(\"1969-12-31\")",
        "date(\"0001-01-01\")", "date(\"9999-12-31\")",
    };
    return std::string(dice_.of(literals));
  }
  std::string leaf_condition() {
    constexpr std::string_view leaves[] = {
        "true",
        "false",
        "event.night",
        "subject.left_behind",
        "has(event.hours)",
        "has(event.level)",
        "has(event.night)",
        "(event.quantity > 1)",
        "(event.level == \"city\")",
        "(subject.members >= 2.5)",
    };
    return std::string(dice_.of(leaves));
  }

  std::string number(int depth) {
    constexpr std::string_view names[] = {"event.quantity", "event.points", "event.hours", "event.minute",
                                          "subject.members"};
    if (depth <= 0) return dice_.one_in(2) ? literal_number() : std::string(dice_.of(names));
    const std::string a = number(depth - 1);
    switch (dice_.below(18)) {
      case 0:
      case 1: return "(" + a + " + " + number(depth - 1) + ")";
      case 2: return "(" + a + " - " + number(depth - 1) + ")";
      case 3: return "(" + a + " * " + number(depth - 1) + ")";
      case 4:
      case 5: return "(" + a + " / " + number(depth - 1) + ")";
      case 6: return "(-" + a + ")";
      case 7: return "min(" + a + ", " + number(depth - 1) + ", " + number(0) + ")";
      case 8: return "max(" + a + ", " + number(depth - 1) + ")";
      case 9: return "abs(" + a + ")";
      case 10: return "floor(" + a + ")";
      case 11: return "ceil(" + a + ")";
      case 12: return "round(" + a + ", " + std::to_string(dice_.below(4)) + ")";
      case 13: return "mod(" + a + ", " + number(depth - 1) + ")";
      case 14: return "size(" + text(depth - 1) + ")";
      case 15: return "days(" + date(depth - 1) + ", " + date(depth - 1) + ")";
      case 16: {
        constexpr std::string_view parts[] = {"year(", "month(", "day(", "weekday("};
        return std::string(dice_.of(parts)) + date(depth - 1) + ")";
      }
      default: return "(" + condition(depth - 1) + " ? " + a + " : " + number(depth - 1) + ")";
    }
  }

  std::string text(int depth) {
    constexpr std::string_view names[] = {"event.kind", "event.level", "event.grade", "subject.village"};
    if (depth > 0 && dice_.one_in(4)) {
      return "(" + condition(depth - 1) + " ? " + text(depth - 1) + " : " + text(depth - 1) + ")";
    }
    return dice_.one_in(3) ? literal_text() : std::string(dice_.of(names));
  }

  std::string date(int depth) {
    constexpr std::string_view names[] = {"event.date", "event.since"};
    if (depth > 0 && dice_.one_in(4)) {
      return "(" + condition(depth - 1) + " ? " + date(depth - 1) + " : " + date(depth - 1) + ")";
    }
    return dice_.one_in(3) ? literal_date() : std::string(dice_.of(names));
  }

  std::string in_list(int depth) {
    const auto list = [&](auto literal) {
      std::string text = " in [";
      for (std::size_t i = dice_.below(12); i > 0; --i) text += literal() + ", ";
      return text + "]";
    };
    switch (dice_.below(5)) {
      case 0: return "(" + text(depth - 1) + list([&] { return literal_text(); }) + ")";
      case 1: return "(" + date(depth - 1) + list([&] { return literal_date(); }) + ")";
      case 2:
        return "(" + condition(depth - 1) + list([&] { return std::string(dice_.one_in(2) ? "true" : "false"); }) + ")";
      case 3: {
        constexpr std::string_view methods[] = {".startsWith(", ".endsWith(", ".contains("};
        return text(depth - 1) + std::string(dice_.of(methods)) + text(depth - 1) + ")";
      }
      default:
        return "(" + number(depth - 1) + list([&] {
                 std::string literal = literal_number();
                 return literal[0] == '(' ? literal.substr(1, literal.size() - 2) : literal;
               }) +
               ")";
    }
  }

  Dice& dice_;
};

/// Columns for the inputs of an expression, and each row of them as Inputs.
class RandomColumns {
 public:
  RandomColumns(const Expression& expression, std::size_t rows, Dice& dice) : rows_(rows) {
    dictionaries_.resize(2);
    for (Dictionary& dictionary : dictionaries_) {
      constexpr std::string_view texts[] = {"a", "city", "province", "", "\xE4\xB8\xAD", "city2", "ci"};
      for (const std::string_view text : texts) {
        if (!dice.one_in(4)) dictionary.add(text);
      }
      dictionary.add("z");
    }
    const Scope scope = given::scope();
    for (const Input& input : expression.inputs()) {
      const auto names = scope.names();
      const auto declared =
          std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.input == input; });
      inputs_.push_back(input);
      types_.push_back(declared->type);
      add_column(declared->type, dice);
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) vectors_[i].cells = cells_[i];
  }

  [[nodiscard]] std::span<const Vector> vectors() const noexcept { return vectors_; }

  [[nodiscard]] Row row(std::size_t at) const {
    Row row;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (cells_[i].empty() || cells_[i][at] == absent_cell) continue;
      const std::int64_t cell = cells_[i][at];
      switch (types_[i]) {
        case Type::boolean: row.set(inputs_[i], cell != 0); break;
        case Type::string: row.set(inputs_[i], vectors_[i].texts->text(static_cast<Id>(cell))); break;
        case Type::date: row.set(inputs_[i], Date{static_cast<std::int32_t>(cell)}); break;
        case Type::number: row.set(inputs_[i], number(cell, vectors_[i].decimals)); break;
      }
    }
    return row;
  }

 private:
  /// What a wide cell stands for does not matter: rows that look at it are unresolved.
  static Number number(std::int64_t cell, int decimals) {
    if (cell == wide_cell) return Number::of("123456789012345678.123456789");
    return Number(Decimal{cell, decimals});
  }

  void add_column(Type type, Dice& dice) {
    Vector vector;
    std::vector<std::int64_t> cells;
    if (type == Type::number) vector.decimals = static_cast<int>(dice.below(10) < 6 ? dice.below(3) : dice.below(10));
    if (type == Type::string) vector.texts = &dictionaries_[dice.below(2)];
    const std::size_t absent_one_in = dice.one_in(3) ? 3 : 40;
    const bool can_be_absent = !dice.one_in(3);
    if (!dice.one_in(12)) {
      for (std::size_t row = 0; row < rows_; ++row) {
        const bool absent = can_be_absent && dice.one_in(absent_one_in);
        cells.push_back(absent ? absent_cell : cell(type, vector, dice));
      }
    }
    cells_.push_back(std::move(cells));
    vectors_.push_back(vector);
  }

  static std::int64_t cell(Type type, const Vector& vector, Dice& dice) {
    switch (type) {
      case Type::boolean: return dice.one_in(2) ? 1 : 0;
      case Type::string: return static_cast<std::int64_t>(dice.below(vector.texts->size()));
      case Type::date:
        if (dice.one_in(20)) return dice.one_in(2) ? INT32_MAX - 1 : -2'000'000'000;
        return static_cast<std::int64_t>(dice.below(3'652'059)) - 719'162;
      case Type::number: break;
    }
    switch (dice.below(12)) {
      case 0: return static_cast<std::int64_t>(dice.next() >> 2U);
      case 1: return -static_cast<std::int64_t>(dice.next() >> dice.below(40)) / 4;
      case 2: return dice.one_in(4) ? wide_cell : INT64_MAX;
      default: return static_cast<std::int64_t>(dice.below(21)) - 5;
    }
  }

  std::size_t rows_;
  std::vector<Dictionary> dictionaries_;
  std::vector<Input> inputs_;
  std::vector<Type> types_;
  std::vector<std::vector<std::int64_t>> cells_;
  std::vector<Vector> vectors_;
};

}  // namespace pointsbank::expression::given
