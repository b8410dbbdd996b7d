// The values that an expression reads for one event or one household, from the tables.
#pragma once

#include "evaluation/binding.hpp"
#include "expression/expression.hpp"

namespace pointsbank::evaluation {

/// An event and its household, for `when` and `formula` of rules.
class EventInputs : public expression::Inputs {
 public:
  EventInputs(const Binding& binding, const program::Version& version, Id event, Id household, Date day)
      : binding_(binding), version_(version), event_(event), household_(household), day_(day) {}
  [[nodiscard]] expression::Value value(expression::Input input) const override;

 private:
  const Binding& binding_;
  const program::Version& version_;
  Id event_;
  Id household_;
  Date day_;
};

/// What the roster says of a household on a day.
[[nodiscard]] expression::Value subject_value(const Binding& binding, const program::Version& version, Id household,
                                              Date day, expression::Input input);
/// A cell of a column of attributes.
[[nodiscard]] expression::Value cell_value(const AttributeColumn& column, Id row);

}  // namespace pointsbank::evaluation
