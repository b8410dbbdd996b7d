// Rule lists, and the programs that are compiled from them.
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "core.hpp"
#include "languages.hpp"
#include "pointsbank/rule_list.hpp"

namespace pointsbank::python {

namespace {

const char* word(AttributeType type) {
  switch (type) {
    case AttributeType::number: return "number";
    case AttributeType::string: return "string";
    case AttributeType::boolean: return "bool";
    default: return "date";
  }
}

std::vector<std::pair<std::string, std::string>> words(const std::vector<Attribute>& attributes) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const Attribute& attribute : attributes) found.emplace_back(attribute.name, word(attribute.type));
  return found;
}

}  // namespace

void bind_rule_lists(py::module_& core) {
  py::class_<RuleList>(core, "RuleList", "One rule list as it was read, with what is wrong in it.")
      .def_property_readonly("id", &RuleList::id)
      .def_property_readonly("version", &RuleList::version)
      .def(
          "title", [](const RuleList& list, const std::string& lang) { return list.title(language_of(lang)); },
          py::arg("lang") = "en")
      .def_property_readonly("issues", &RuleList::issues);

  py::class_<Program>(core, "Program", "A compiled rule book: immutable, shared by threads.")
      .def_property_readonly("id", &Program::id)
      .def_property_readonly("decimals", &Program::decimals)
      .def_property_readonly("subject", [](const Program& program) { return program.table_format().subject; })
      .def_property_readonly(
          "utc_offset", [](const Program& program) { return program.table_format().utc_offset; },
          "Minutes east of UTC.")
      .def_property_readonly("groups", [](const Program& program) { return program.table_format().groups; })
      .def_property_readonly("subject_attributes",
                             [](const Program& program) { return words(program.table_format().subject_attributes); })
      .def_property_readonly("event_attributes",
                             [](const Program& program) { return words(program.table_format().event_attributes); });

  core.def(
      "read_source", [](const std::filesystem::path& file) { return read_source(file).text; }, py::arg("file"),
      "The text of a file.");
  core.def(
      "parse",
      [](std::string name, std::string text) {
        return parse({std::move(name), std::move(text)});
      },
      py::arg("name"), py::arg("text"));
  core.def(
      "check", [](const std::vector<RuleList>& lists) { return check(lists); }, py::arg("lists"));
  core.def(
      "compile",
      [](const std::vector<RuleList>& lists) {
        py::gil_scoped_release released;
        return compile(lists);
      },
      py::arg("lists"));
}

}  // namespace pointsbank::python
