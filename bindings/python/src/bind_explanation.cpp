// Explanations of a household or an event.
#include <pybind11/stl.h>

#include "core.hpp"
#include "evaluation_inputs.hpp"
#include "interruption.hpp"
#include "languages.hpp"
#include "pointsbank/explain.hpp"

namespace pointsbank::python {

namespace {

Explanation explained(const EvaluationInputs& inputs, std::string household, std::string event,
                      const py::object& progress) {
  EvaluateOptions options = inputs.options;
  return run_without_gil(progress, [&](Watch& watch) {
    options.progress = [&watch](int thousandths) { return watch.tell(thousandths); };
    return explain(inputs.program, inputs.roster, inputs.events, options, {std::move(household), std::move(event)});
  });
}

}  // namespace

void bind_explanation(py::module_& core) {
  py::class_<Explanation>(core, "Explanation")
      .def_readonly("json", &Explanation::json)
      .def(
          "text", [](const Explanation& one, const std::string& lang) { return one.text(language_of(lang)); },
          py::arg("lang") = "en");
  core.def("explain", &explained, py::arg("inputs"), py::kw_only(), py::arg("household"), py::arg("event"),
           py::arg("progress") = py::none());
}

}  // namespace pointsbank::python
