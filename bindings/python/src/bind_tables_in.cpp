// The tables that go in, from files and from columns.
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "core.hpp"
#include "events_in.hpp"
#include "interruption.hpp"
#include "languages.hpp"
#include "pointsbank/report.hpp"
#include "pointsbank/rule_list.hpp"
#include "source_table.hpp"

namespace pointsbank::python {

namespace {

using Path = std::filesystem::path;
using SharedPublished = std::shared_ptr<const Published>;

/// `read(options)` without the GIL, with progress.
template <class Read>
auto with_options(ReadNotes& notes, const py::object& progress, Read read) {
  return run_without_gil(progress, [&](Watch& watch) {
    ReadOptions options = notes.options();
    options.progress = [&watch](std::uint64_t done, std::uint64_t total) { return watch.tell(done, total); };
    return read(options);
  });
}

/// A table of columns; the texts of its rows are made without the GIL.
template <class Make>
auto from_columns(std::string name, std::vector<SourceColumn> columns, ReadNotes& notes, const py::object& progress,
                  Make make) {
  const SourceTable table(std::move(name), std::move(columns));
  return with_options(notes, progress, [&](const ReadOptions& options) {
    const TextRows rows = text_rows(table);
    try {
      auto made = make(std::span<const Cells>(rows.rows()), table.name(), options);
      if (!table.refused().empty()) throw InputError({});
      return made;
    } catch (const InputError& error) {
      throw_issues(table.with_refused(error.issues()));
    }
  });
}

void bind_classes(py::module_& core) {
  py::class_<BadRow>(core, "BadRow", "A row that could not be taken, as it stood.")
      .def_readonly("file", &BadRow::file)
      .def_readonly("line", &BadRow::line)
      .def_readonly("text", &BadRow::text)
      .def_readonly("issue", &BadRow::issue)
      .def("__repr__", [](const BadRow& row) { return "<BadRow " + row.issue.to_string() + ">"; });
  py::class_<ReadNotes>(core, "ReadNotes", "What reading says besides the tables.")
      .def(py::init([](bool keeps_bad_rows) {
             ReadNotes notes;
             notes.keeps_bad_rows = keeps_bad_rows;
             return notes;
           }),
           py::arg("keeps_bad_rows") = false)
      .def_readonly("bad_rows", &ReadNotes::bad_rows)
      .def_readonly("warnings", &ReadNotes::warnings)
      .def(
          "bad_rows_csv",
          [](const ReadNotes& notes, const std::string& lang) {
            return py::bytes(to_csv(notes.bad_rows, language_of(lang)));
          },
          py::arg("lang") = "en");
  py::class_<Roster>(core, "Roster", "Who is scored, with what holds of each from when on.")
      .def("__len__", &Roster::size)
      .def("__contains__", [](const Roster& roster, const std::string& id) { return roster.find(id) != no_id; })
      .def("__repr__", [](const Roster& roster) {
        return "<Roster of " + std::to_string(roster.size()) + " (" + roster.format().subject + ")>";
      });
  py::class_<Members>(core, "Members", "Which household a member belongs to, from when to when.")
      .def("__len__", &Members::size)
      .def("__repr__",
           [](const Members& members) { return "<Members: " + std::to_string(members.size()) + " stays>"; });
  py::class_<Events>(core, "Events", "What households did.")
      .def("__len__", &Events::size)
      .def("__repr__", [](const Events& events) { return "<Events: " + std::to_string(events.size()) + " rows>"; });
  py::class_<Entries>(core, "Entries", "What did not come of rules.")
      .def("__len__", [](const Entries& entries) { return entries.rows().size(); })
      .def("__repr__",
           [](const Entries& entries) { return "<Entries: " + std::to_string(entries.rows().size()) + " rows>"; });
  py::class_<Published, std::shared_ptr<Published>>(core, "Published", "Closings that a village has published.")
      .def("__len__", [](const Published& published) {
        return published.rankings.size() + published.ratings.size() + published.dividends.size() +
               published.benefits.size();
      });
}

void bind_reading(py::module_& core) {
  core.def(
      "read_roster",
      [](const Program& program, const Path& file, ReadNotes& notes, const py::object& progress) {
        return with_options(notes, progress, [&](const ReadOptions& options) {
          return read_roster(file, program.table_format(), options);
        });
      },
      py::arg("program"), py::arg("file"), py::arg("notes"), py::arg("progress") = py::none());
  core.def(
      "read_members",
      [](const Program& program, const Path& file, ReadNotes& notes, const py::object& progress) {
        return with_options(notes, progress, [&](const ReadOptions& options) {
          return read_members(file, program.table_format(), options);
        });
      },
      py::arg("program"), py::arg("file"), py::arg("notes"), py::arg("progress") = py::none());
  core.def(
      "read_events",
      [](const Program& program, const Path& file, ReadNotes& notes, const py::object& progress) {
        return with_options(notes, progress, [&](const ReadOptions& options) {
          return read_events(file, program.table_format(), options);
        });
      },
      py::arg("program"), py::arg("file"), py::arg("notes"), py::arg("progress") = py::none());
  core.def(
      "read_entries",
      [](const Program& program, const Roster& roster, const Path& file, ReadNotes& notes, const py::object& progress) {
        return with_options(notes, progress, [&](const ReadOptions& options) {
          return read_entries(file, program.table_format(), roster, options);
        });
      },
      py::arg("program"), py::arg("roster"), py::arg("file"), py::arg("notes"), py::arg("progress") = py::none());
  core.def(
      "read_published",
      [](const Program& program, const Roster& roster, const Path& folder, ReadNotes& notes,
         const py::object& progress) {
        return with_options(notes, progress, [&](const ReadOptions& options) {
          return std::make_shared<Published>(read_published(folder, program.table_format(), roster, options));
        });
      },
      py::arg("program"), py::arg("roster"), py::arg("folder"), py::arg("notes"), py::arg("progress") = py::none());
}

void bind_making(py::module_& core) {
  using Columns = std::vector<SourceColumn>;
  core.def(
      "make_roster",
      [](const Program& program, std::string name, Columns columns, ReadNotes& notes, const py::object& progress) {
        return from_columns(std::move(name), std::move(columns), notes, progress,
                            [&](std::span<const Cells> rows, const std::string& table, const ReadOptions& options) {
                              return make_roster(rows, program.table_format(), table, options);
                            });
      },
      py::arg("program"), py::arg("name"), py::arg("columns"), py::arg("notes"), py::arg("progress") = py::none());
  core.def(
      "make_members",
      [](const Program& program, std::string name, Columns columns, ReadNotes& notes, const py::object& progress) {
        return from_columns(std::move(name), std::move(columns), notes, progress,
                            [&](std::span<const Cells> rows, const std::string& table, const ReadOptions& options) {
                              return make_members(rows, program.table_format(), table, options);
                            });
      },
      py::arg("program"), py::arg("name"), py::arg("columns"), py::arg("notes"), py::arg("progress") = py::none());
  core.def(
      "make_events",
      [](const Program& program, std::string name, Columns columns, ReadNotes& notes, const py::object& progress) {
        const SourceTable table(std::move(name), std::move(columns));
        return run_without_gil(progress,
                               [&](Watch& watch) { return events_of(table, program.table_format(), notes, watch); });
      },
      py::arg("program"), py::arg("name"), py::arg("columns"), py::arg("notes"), py::arg("progress") = py::none());
  core.def(
      "make_entries",
      [](const Program& program, const Roster& roster, std::string name, Columns columns, ReadNotes& notes,
         const py::object& progress) {
        return from_columns(std::move(name), std::move(columns), notes, progress,
                            [&](std::span<const Cells> rows, const std::string& table, const ReadOptions& options) {
                              return make_entries(rows, program.table_format(), roster, table, options);
                            });
      },
      py::arg("program"), py::arg("roster"), py::arg("name"), py::arg("columns"), py::arg("notes"),
      py::arg("progress") = py::none());
}

}  // namespace

void bind_tables_in(py::module_& core) {
  bind_classes(core);
  bind_reading(core);
  bind_making(core);
}

}  // namespace pointsbank::python
