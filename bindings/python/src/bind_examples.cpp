// The examples that rule lists carry.
#include <pybind11/stl.h>

#include "core.hpp"
#include "languages.hpp"
#include "pointsbank/examples.hpp"

namespace pointsbank::python {

void bind_examples(py::module_& core) {
  py::class_<ExampleMiss>(core, "ExampleMiss", "An expected row that no row of its output has.")
      .def_readonly("output", &ExampleMiss::output)
      .def_readonly("expected", &ExampleMiss::expected)
      .def_readonly("nearest", &ExampleMiss::nearest)
      .def_property_readonly("line", [](const ExampleMiss& miss) { return miss.place.line; });
  py::class_<ExampleResult>(core, "ExampleResult", "An example, and whether it comes out as it says.")
      .def_readonly("list", &ExampleResult::list)
      .def_readonly("version", &ExampleResult::version)
      .def_readonly("title", &ExampleResult::title)
      .def_property_readonly("file", [](const ExampleResult& result) { return result.place.file; })
      .def_property_readonly("line", [](const ExampleResult& result) { return result.place.line; })
      .def_readonly("passes", &ExampleResult::passes)
      .def_readonly("expects_nothing", &ExampleResult::expects_nothing)
      .def_readonly("misses", &ExampleResult::misses)
      .def_readonly("issues", &ExampleResult::issues);
  py::class_<ExamplesReport>(core, "ExamplesReport")
      .def_readonly("examples", &ExamplesReport::examples)
      .def_readonly("lists_without_examples", &ExamplesReport::lists_without_examples)
      .def_readonly("untouched", &ExamplesReport::untouched)
      .def_property_readonly("passes", &ExamplesReport::passes);
  core.def(
      "run_examples",
      [](const std::vector<RuleList>& lists, const std::string& lang) {
        const Language language = language_of(lang);
        py::gil_scoped_release released;
        return run_examples(lists, language);
      },
      py::arg("lists"), py::arg("lang") = "en");
}

}  // namespace pointsbank::python
