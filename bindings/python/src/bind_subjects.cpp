// What the roster says of each household on the last day of an evaluation: its groups and attributes.
#include <pybind11/stl.h>

#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core.hpp"
#include "evaluation_inputs.hpp"

namespace pointsbank::python {

namespace {

std::string text_of(const TextColumn& column, Id row) { return std::string(column.at(row)); }

std::string text_of(const AttributeColumn& column, Id row) {
  return std::visit(
      [row](const auto& cells) -> std::string {
        using Cells = std::decay_t<decltype(cells)>;
        if constexpr (std::is_same_v<Cells, DecimalColumn>) {
          return cells.has(row) ? cells.at(row).to_string() : std::string();
        } else if constexpr (std::is_same_v<Cells, TextColumn>) {
          return text_of(cells, row);
        } else if constexpr (std::is_same_v<Cells, BoolColumn>) {
          if (cells.values.empty() || cells.values[row] < 0) return {};
          return cells.values[row] == 0 ? "false" : "true";
        } else {
          if (cells.days.empty() || cells.days[row] == INT32_MIN) return {};
          return Date{cells.days[row]}.to_string();
        }
      },
      column);
}

template <class Columns>
std::vector<std::pair<std::string, std::string>> values_of(const EvaluationInputs& inputs, const Columns& column) {
  const Roster& roster = inputs.roster;
  std::vector<std::pair<std::string, std::string>> values;
  values.reserve(roster.size());
  for (Id household = 0; household < roster.size(); ++household) {
    const Id row = roster.row(household, inputs.options.through);
    values.emplace_back(roster.id(household), text_of(column, row));
  }
  return values;
}

/// (household, value) for each household, `name` being a group or an attribute; empty where there is no value.
std::vector<std::pair<std::string, std::string>> subject_values(const EvaluationInputs& inputs,
                                                                const std::string& name) {
  const TableFormat& format = inputs.roster.format();
  for (std::size_t i = 0; i < format.groups.size(); ++i) {
    if (format.groups[i] == name) return values_of(inputs, inputs.roster.columns().groups[i]);
  }
  for (std::size_t i = 0; i < format.subject_attributes.size(); ++i) {
    if (format.subject_attributes[i].name == name) return values_of(inputs, inputs.roster.columns().attributes[i]);
  }
  throw py::key_error(name);
}

/// (household, its name) on the last day; empty where the roster has no names.
std::vector<std::pair<std::string, std::string>> subject_names(const EvaluationInputs& inputs) {
  return values_of(inputs, inputs.roster.columns().name);
}

}  // namespace

void bind_subjects(py::module_& core) {
  core.def("subject_values", &subject_values, py::arg("inputs"), py::arg("name"));
  core.def("subject_names", &subject_names, py::arg("inputs"));
}

}  // namespace pointsbank::python
