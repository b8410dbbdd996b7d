// Evaluation: the GIL is free meanwhile, Ctrl-C is looked at ten times a second.
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <optional>

#include "core.hpp"
#include "evaluation_inputs.hpp"
#include "interruption.hpp"
#include "languages.hpp"
#include "pointsbank/report.hpp"
#include "source_table.hpp"

namespace pointsbank::python {

namespace {

Evaluation run(const EvaluationInputs& inputs, bool postings, bool outcomes, bool closings,
               const py::object& progress) {
  EvaluateOptions options = inputs.options;
  options.postings = postings;
  options.outcomes = outcomes;
  options.closings = closings;
  return run_without_gil(progress, [&](Watch& watch) {
    options.progress = [&watch](int thousandths) { return watch.tell(thousandths); };
    return evaluate(inputs.program, inputs.roster, inputs.events, options);
  });
}

void write(const Evaluation& evaluation, const std::filesystem::path& folder, const ReadNotes* notes,
           const std::optional<std::filesystem::path>& bad_rows, const std::string& lang, const py::object& progress) {
  const Language language = language_of(lang);
  run_without_gil(progress, [&](Watch& watch) {
    WriteOptions options;
    options.progress = [&watch](int thousandths) { return watch.tell(thousandths); };
    if (bad_rows && notes != nullptr) options.beside.push_back({*bad_rows, to_csv(notes->bad_rows, language)});
    write_csv(evaluation, folder, output_tables(), options);
  });
}

}  // namespace

void bind_evaluation(py::module_& core) {
  py::class_<EvaluationInputs>(core, "EvaluationInputs", "A rule book and the tables that it is evaluated over.")
      .def(py::init(&make_inputs), py::arg("program"), py::arg("roster"), py::arg("events"), py::kw_only(),
           py::arg("members"), py::arg("entries"), py::arg("published"), py::arg("through"), py::arg("as_of"),
           py::arg("threads"))
      .def(
          "under",
          [](const EvaluationInputs& inputs, const Program& program) {
            EvaluationInputs other = inputs;
            other.program = program;
            return other;
          },
          py::arg("program"), "The same tables and options with another rule book.")
      .def_readonly("program", &EvaluationInputs::program)
      .def_readonly("roster", &EvaluationInputs::roster)
      .def_readonly("events", &EvaluationInputs::events);

  py::class_<Evaluation>(core, "Evaluation", "What an evaluation gave.")
      .def("sizes",
           [](const Evaluation& evaluation) {
             return std::map<std::string, std::size_t>{
                 {"households", evaluation.roster().size()},   {"events", evaluation.events().size()},
                 {"postings", evaluation.postings().size()},   {"outcomes", evaluation.outcomes().size()},
                 {"rankings", evaluation.rankings().size()},   {"ratings", evaluation.ratings().size()},
                 {"dividends", evaluation.dividends().size()}, {"benefits", evaluation.benefits().size()}};
           })
      .def(
          "profile",
          [](const Evaluation& evaluation) {
            const EvaluationProfile& profile = evaluation.profile();
            return std::map<std::string, std::int64_t>{{"ordering", profile.ordering},
                                                       {"rules", profile.rules},
                                                       {"closings", profile.closings},
                                                       {"collecting", profile.collecting}};
          },
          "Nanoseconds of each stage.")
      .def(
          "csv",
          [](const Evaluation& evaluation, const std::string& table) {
            std::string text;
            {
              py::gil_scoped_release released;
              text = to_csv(evaluation, table);
            }
            return py::bytes(text);
          },
          py::arg("table"), "One table as the bytes of its file.")
      .def("write", &write, py::arg("folder"), py::arg("notes") = nullptr, py::arg("bad_rows") = std::nullopt,
           py::arg("lang") = "en", py::arg("progress") = py::none());

  core.def("evaluate", &run, py::arg("inputs"), py::kw_only(), py::arg("postings"), py::arg("outcomes"),
           py::arg("closings"), py::arg("progress") = py::none());
  core.attr("tables") = [] {
    py::list names;
    for (const std::string_view name : output_tables()) names.append(py::str(name.data(), name.size()));
    return py::tuple(names);
  }();
}

}  // namespace pointsbank::python
