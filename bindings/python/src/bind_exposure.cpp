// Exposure of a rule book: the most and the least that one household can get, as proven bounds.
#include <pybind11/stl.h>

#include "core.hpp"
#include "evaluation_inputs.hpp"
#include "languages.hpp"
#include "pointsbank/exposure.hpp"

namespace pointsbank::python {

namespace {

Exposure exposed(const Program& program, std::uint64_t households, std::optional<std::uint32_t> members,
                 const std::optional<std::string>& from, const std::optional<std::string>& to, bool tries) {
  ExposureOptions options;
  options.households = households;
  options.members = members;
  if (from) options.from = date_of("start", *from);
  if (to) options.to = date_of("end", *to);
  options.tries = tries;
  const py::gil_scoped_release released;
  return exposure(program, options);
}

}  // namespace

void bind_exposure(py::module_& core) {
  py::class_<Exposure>(core, "Exposure")
      .def_property_readonly("json", [](const Exposure& one) { return to_json(one); })
      .def(
          "text", [](const Exposure& one, const std::string& lang) { return to_text(one, language_of(lang)); },
          py::arg("lang") = "en");
  core.def("exposure", &exposed, py::arg("program"), py::kw_only(), py::arg("households"), py::arg("members"),
           py::arg("start"), py::arg("end"), py::arg("tries"));
}

}  // namespace pointsbank::python
