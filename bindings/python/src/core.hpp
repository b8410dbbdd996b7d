// The private module pointsbank._core: one file a topic, each with a function that adds its part to the module.
//
// A new topic is a new bind_<topic>.cpp and a line here and in module.cpp.
#pragma once

#include <pybind11/pybind11.h>

namespace pointsbank::python {

namespace py = pybind11;

void bind_issues(py::module_& core);
void bind_rule_lists(py::module_& core);
void bind_columns_in(py::module_& core);
void bind_tables_in(py::module_& core);
void bind_tables_out(py::module_& core);
void bind_evaluation(py::module_& core);
void bind_explanation(py::module_& core);
void bind_examples(py::module_& core);
void bind_generation(py::module_& core);
void bind_expression(py::module_& core);
void bind_exposure(py::module_& core);
void bind_subjects(py::module_& core);
void bind_bank(py::module_& core);
void bind_reforms(py::module_& core);
void bind_comparison(py::module_& core);

}  // namespace pointsbank::python
