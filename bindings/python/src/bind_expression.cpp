// One expression by itself.
#include <pybind11/stl.h>

#include "core.hpp"
#include "pointsbank/expression.hpp"

namespace pointsbank::python {

void bind_expression(py::module_& core) {
  py::class_<ExpressionResult>(core, "ExpressionResult")
      .def_readonly("ok", &ExpressionResult::ok)
      .def_readonly("json", &ExpressionResult::json)
      .def_readonly("issues", &ExpressionResult::issues);
  core.def("evaluate_expression", &evaluate_expression, py::arg("expression"), py::arg("subject"), py::arg("event"));
}

}  // namespace pointsbank::python
