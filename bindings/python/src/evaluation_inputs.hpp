// What an evaluation is made of: kept together, so that it can be run again with other outputs or explained.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>

#include "core.hpp"
#include "pointsbank/evaluate.hpp"

namespace pointsbank::python {

struct EvaluationInputs {
  Program program;
  Roster roster;
  Events events;
  EvaluateOptions options;
};

/// `through` and `as_of` as they are written in files; a bare date in `as_of` is that day's last moment.
[[nodiscard]] EvaluationInputs make_inputs(const Program& program, const Roster& roster, const Events& events,
                                           const std::optional<Members>& members, const std::optional<Entries>& entries,
                                           const std::shared_ptr<Published>& published, const std::string& through,
                                           const std::optional<std::string>& as_of, int threads);

[[nodiscard]] Date date_of(const std::string& argument, const std::string& text);

}  // namespace pointsbank::python
