// Issues as Python objects, and the library's exceptions as those of pointsbank._errors.
#include <pybind11/stl.h>

#include <filesystem>
#include <optional>

#include "core.hpp"
#include "languages.hpp"
#include "pointsbank/bank_faults.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::python {

namespace {

py::object error_class(const char* name) { return py::module_::import("pointsbank._errors").attr(name); }

template <class... Arguments>
void set_error(const char* name, Arguments&&... arguments) {
  const py::object type = error_class(name);
  const py::object error = type(std::forward<Arguments>(arguments)...);
  PyErr_SetObject(type.ptr(), error.ptr());
}

void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const OverflowError& error) {
    set_error("OverflowError", error.issues(), error.household());
  } catch (const RuleListError& error) {
    set_error("RuleListError", error.issues());
  } catch (const bank::StoreError& error) {
    set_error("StoreError", error.issues());
  } catch (const InputError& error) {
    set_error("InputError", error.issues());
  } catch (const UsageError& error) {
    set_error("UsageError", error.what());
  } catch (const bank::BusyError& error) {
    set_error("BusyError", error.issue());
  } catch (const bank::UnknownOutcomeError& error) {
    set_error("UnknownOutcomeError", error.issue());
  } catch (const bank::StorageError& error) {
    set_error("StorageError", error.issue());
  } catch (const MachineError& error) {
    set_error("MachineError", error.what());
  } catch (const Cancelled& error) {
    set_error("Cancelled", error.what());
  } catch (const Error& error) {
    set_error("Error", error.what());
  } catch (const std::filesystem::filesystem_error& error) {
    set_error("MachineError", error.what());
  }
}

/// A hint is a sentence like others; an issue without a place prints nothing else.
std::string hint_of(const Issue& issue, Language language) {
  if (issue.hint.empty()) return {};
  return Issue{issue.hint, issue.severity, {}, issue.hint_arguments, {}, {}}.sentence(language);
}

Issue make_issue(std::string code, std::string file, std::uint32_t line, std::uint32_t column, std::string pointer,
                 std::vector<std::string> arguments, std::string hint, std::vector<std::string> hint_arguments,
                 const std::string& severity) {
  const Severity level = severity == "warning" ? Severity::warning : Severity::error;
  return {std::move(code),      level,           {std::move(file), line, column, std::move(pointer)},
          std::move(arguments), std::move(hint), std::move(hint_arguments)};
}

}  // namespace

void bind_issues(py::module_& core) {
  py::register_exception_translator(translate);
  py::class_<Issue>(core, "Issue", "What is wrong in a rule list or in data: where, and what to write instead.")
      .def(py::init(&make_issue), py::arg("code"), py::kw_only(), py::arg("file") = "", py::arg("line") = 0,
           py::arg("column") = 0, py::arg("pointer") = "", py::arg("arguments") = std::vector<std::string>(),
           py::arg("hint") = "", py::arg("hint_arguments") = std::vector<std::string>(), py::arg("severity") = "error")
      .def_readonly("code", &Issue::code, "The name that programs compare, as in the list of errors.")
      .def_property_readonly(
          "severity", [](const Issue& issue) { return issue.severity == Severity::error ? "error" : "warning"; },
          "`error` or `warning`.")
      .def_property_readonly(
          "file", [](const Issue& issue) { return issue.place.file; }, "The file, or the name of a table in memory.")
      .def_property_readonly(
          "line", [](const Issue& issue) { return issue.place.line; },
          "From 1; of a table in memory the row, from 1; 0 where it is unknown.")
      .def_property_readonly(
          "column", [](const Issue& issue) { return issue.place.column; },
          "In characters, from 1; 0 where it is unknown.")
      .def_property_readonly(
          "pointer", [](const Issue& issue) { return issue.place.pointer; },
          "A JSON pointer into the rule list, or the name of a table's column.")
      .def_readonly("arguments", &Issue::arguments, "What fills the sentence.")
      .def(
          "sentence", [](const Issue& issue, const std::string& lang) { return issue.sentence(language_of(lang)); },
          py::arg("lang") = "en", "What is wrong, without its place and the hint.")
      .def(
          "hint", [](const Issue& issue, const std::string& lang) { return hint_of(issue, language_of(lang)); },
          py::arg("lang") = "en", "What to write instead; empty where there is nothing to say.")
      .def(
          "to_string", [](const Issue& issue, const std::string& lang) { return issue.to_string(language_of(lang)); },
          py::arg("lang") = "en", "`file:line:column: pointer: sentence; hint`")
      .def("__str__", [](const Issue& issue) { return issue.to_string(); })
      .def("__repr__", [](const Issue& issue) { return "<Issue " + issue.code + ": " + issue.to_string() + ">"; });
}

}  // namespace pointsbank::python
