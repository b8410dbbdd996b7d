// Synthetic villages.
#include <pybind11/stl/filesystem.h>

#include "core.hpp"
#include "evaluation_inputs.hpp"
#include "pointsbank/generate.hpp"
#include "pointsbank/report.hpp"

namespace pointsbank::python {

void bind_generation(py::module_& core) {
  py::class_<GeneratedVillage>(core, "GeneratedVillage", "Tables as CSV texts.")
      .def_readonly("roster", &GeneratedVillage::roster)
      .def_readonly("members", &GeneratedVillage::members)
      .def_readonly("events", &GeneratedVillage::events)
      .def(
          "write",
          [](const GeneratedVillage& village, const std::filesystem::path& folder) {
            py::gil_scoped_release released;
            write_files({{folder / "roster.csv", village.roster},
                         {folder / "members.csv", village.members},
                         {folder / "events.csv", village.events}});
          },
          py::arg("folder"), "Writes the three files, all of them or none.");
  core.def(
      "generate",
      [](const Program& program, std::uint32_t households, std::uint32_t events, std::uint64_t seed,
         const std::string& through) {
        GenerateOptions options{households, events, seed, date_of("through", through)};
        py::gil_scoped_release released;
        return generate(program, options);
      },
      py::arg("program"), py::kw_only(), py::arg("households"), py::arg("events"), py::arg("seed"), py::arg("through"));
}

}  // namespace pointsbank::python
