// Values given as JSON: what they declare for an expression, and handing them over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "expression/expression.hpp"
#include "json/value.hpp"

namespace pointsbank::calculator {

/// Which of the two names before the point.
enum class Side : std::uint8_t { subject, event };

class GivenValues final : public expression::Inputs {
 public:
  /// Reads one side's object (empty: nothing is given) and declares the built-in names and what it holds.
  void read(Side side, std::string_view json, expression::Scope& scope, Issues& issues);

  [[nodiscard]] expression::Value value(expression::Input input) const override;

 private:
  struct Given {
    expression::Input input;
    expression::Value value;
  };
  struct BuiltIn;
  static std::span<const BuiltIn> built_in(Side side) noexcept;
  void take(const json::Source& source, Side side, const json::Value::Member& member, expression::Scope& scope,
            Issues& issues);

  std::vector<json::Value> kept_;  // the texts that values borrow; two at most
  std::vector<Given> given_;
};

}  // namespace pointsbank::calculator
