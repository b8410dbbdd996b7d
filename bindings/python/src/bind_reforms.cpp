// Reforms: read, checked, applied; what changed between two rule books; the notice.
#include <pybind11/stl.h>

#include "core.hpp"
#include "languages.hpp"
#include "pointsbank/difference.hpp"
#include "pointsbank/notice.hpp"
#include "pointsbank/reform.hpp"

namespace pointsbank::python {

namespace {

NoticeFormat format_of(const std::string& format) {
  if (format == "text") return NoticeFormat::text;
  if (format == "markdown") return NoticeFormat::markdown;
  if (format == "html") return NoticeFormat::html;
  throw py::value_error("format is \"" + format + "\"; there are \"text\", \"markdown\" and \"html\"");
}

const char* word(Difference::Target target) {
  constexpr const char* words[] = {"list", "category", "rule", "closing"};
  return words[static_cast<std::size_t>(target)];
}

const char* word(Difference::Change change) {
  constexpr const char* words[] = {"added", "removed", "changed"};
  return words[static_cast<std::size_t>(change)];
}

std::optional<std::string> text_of(const std::optional<Date>& date) {
  if (!date) return std::nullopt;
  return date->to_string();
}

void bind_differences(py::module_& core) {
  py::class_<Difference>(core, "Difference", "One thing that is different in the second of two rule books.")
      .def_property_readonly(
          "target", [](const Difference& one) { return word(one.target); }, "`list`, `category`, `rule` or `closing`.")
      .def_readonly("id", &Difference::id)
      .def_readonly("list", &Difference::list, "Of a rule: `positive` or `negative`.")
      .def_property_readonly(
          "change", [](const Difference& one) { return word(one.change); }, "`added`, `removed` or `changed`.")
      .def_readonly("field", &Difference::field, "As reforms write it; empty: all of the target.")
      .def_readonly("before", &Difference::before, "JSON; empty: nothing.")
      .def_readonly("after", &Difference::after, "JSON; empty: nothing.")
      .def_property_readonly(
          "start", [](const Difference& one) { return text_of(one.from); }, "The first day; None: throughout.")
      .def_property_readonly(
          "end", [](const Difference& one) { return text_of(one.to); }, "The last day; None: throughout.")
      .def(
          "title",
          [](const Difference& one, const std::string& lang) {
            return language_of(lang) == Language::zh ? one.title_zh : one.title_en;
          },
          py::arg("lang") = "en");
  core.def("differences", &differences, py::arg("before"), py::arg("after"), py::call_guard<py::gil_scoped_release>());
  core.def(
      "differences_json", [](const std::vector<Difference>& found) { return to_json(found); }, py::arg("differences"));
  core.def(
      "differences_text",
      [](const std::vector<Difference>& found, const std::string& lang) { return to_text(found, language_of(lang)); },
      py::arg("differences"), py::arg("lang") = "en");
}

}  // namespace

void bind_reforms(py::module_& core) {
  py::class_<Reform>(core, "Reform", "A reform as it was read, with what is wrong in its own text.")
      .def(
          "title", [](const Reform& reform, const std::string& lang) { return reform.title(language_of(lang)); },
          py::arg("lang") = "en")
      .def_property_readonly("issues", &Reform::issues)
      .def_property_readonly("json", &Reform::to_json)
      .def("__len__", [](const Reform& reform) { return reform.operations().size(); });
  core.def(
      "parse_reform",
      [](std::string name, std::string text) {
        return parse_reform({std::move(name), std::move(text)});
      },
      py::arg("name"), py::arg("text"));
  core.def(
      "check_reform", [](const Reform& reform, const std::vector<RuleList>& lists) { return check(reform, lists); },
      py::arg("reform"), py::arg("lists"));
  core.def(
      "unheard",
      [](const Reform& reform, const std::vector<RuleList>& lists, const Events& events) {
        py::gil_scoped_release released;
        return unheard(reform, lists, events);
      },
      py::arg("reform"), py::arg("lists"), py::arg("events"));
  core.def(
      "apply_reform",
      [](const Reform& reform, const std::vector<RuleList>& lists) {
        py::gil_scoped_release released;
        return reform.apply(lists);
      },
      py::arg("reform"), py::arg("lists"));
  core.def("reform_between", &reform_between, py::arg("before"), py::arg("after"), py::arg("title"));
  core.def(
      "rule_list_text", [](const RuleList& list) { return to_json(list); }, py::arg("list"));
  core.def(
      "rule_list_file", [](const RuleList& list) { return file_name(list); }, py::arg("list"));
  core.def(
      "notice",
      [](const Program& program, const std::string& format, const std::string& lang) {
        return to_notice(program, format_of(format), language_of(lang));
      },
      py::arg("program"), py::arg("format"), py::arg("lang"));
  bind_differences(core);
}

}  // namespace pointsbank::python
