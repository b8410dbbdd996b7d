// Columns from NumPy's memory, from Python objects and from Arrow.
#include <pybind11/stl.h>

#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "arrow_in.hpp"
#include "core.hpp"
#include "object_cells.hpp"
#include "python_owner.hpp"
#include "source_column.hpp"

namespace pointsbank::python {

namespace {

/// The cells of a contiguous, one-dimensional array, borrowed.
template <class T>
Column<T> borrowed(const py::buffer& array) {
  const py::buffer_info info = array.request();
  if (info.ndim != 1 || info.itemsize != static_cast<py::ssize_t>(sizeof(T)) ||
      (info.size > 1 && info.strides[0] != info.itemsize)) {
    throw UsageError("a contiguous array of one dimension and another type is needed");
  }
  // The view is held by an object of Python's own, so that the array's memory stays where it is.
  const py::object view = py::reinterpret_steal<py::object>(PyMemoryView_FromObject(array.ptr()));
  return {std::span<const T>(static_cast<const T*>(info.ptr), static_cast<std::size_t>(info.size)), keep_alive(view)};
}

/// Bytes that are not 0 where a cell has no value.
using Mask = std::optional<py::buffer>;

template <class T>
Column<T> masked(Column<T> cells, const Mask& mask, T absent) {
  if (!mask) return cells;
  const Column<std::uint8_t> is_absent = borrowed<std::uint8_t>(*mask);
  if (is_absent.size() != cells.size()) throw UsageError("the mask has another length than the array");
  std::vector<T> copy(cells.begin(), cells.end());
  for (std::size_t row = 0; row < copy.size(); ++row) {
    if (is_absent[row] != 0) copy[row] = absent;
  }
  return copy;
}

SourceColumn integers(std::string name, const py::buffer& values, const Mask& mask) {
  const Column<std::int64_t> given = borrowed<std::int64_t>(values);
  SourceColumn column{std::move(name), given.size(), Nothing{}, {}};
  const Column<std::uint8_t> is_absent = mask ? borrowed<std::uint8_t>(*mask) : Column<std::uint8_t>();
  if (mask && is_absent.size() != given.size()) throw UsageError("the mask has another length than the array");
  take_integers(column, given, mask.has_value(), [&](std::size_t row) { return mask && is_absent[row] != 0; });
  return column;
}

/// No column takes floating-point numbers; one of nothing but NaN has no values.
SourceColumn floats(std::string name, const py::buffer& values) {
  const Column<double> given = borrowed<double>(values);
  SourceColumn column{std::move(name), given.size(), Nothing{}, {}};
  for (std::size_t row = 0; row < given.size(); ++row) {
    if (!std::isnan(given[row])) column.refuse(row, refused_float(given[row]));
  }
  return column;
}

SourceColumn booleans(std::string name, const py::buffer& values, const Mask& mask) {
  const Column<std::int8_t> given = borrowed<std::int8_t>(values);
  return {std::move(name), given.size(), BoolColumn{masked(given, mask, std::int8_t{-1})}, {}};
}

SourceColumn days(std::string name, const py::buffer& values) {
  const Column<std::int64_t> given = borrowed<std::int64_t>(values);
  SourceColumn column{std::move(name), given.size(), Nothing{}, {}};
  std::vector<std::int32_t> cells(given.size(), INT32_MIN);
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (given[row] == absent_cell) continue;
    if (given[row] <= INT32_MIN || given[row] > INT32_MAX) {
      column.refuse(row, {"cell_beyond_the_calendar", Severity::error, {}, {std::to_string(given[row])}, {}, {}});
    } else {
      cells[row] = static_cast<std::int32_t>(given[row]);
    }
  }
  column.cells = DateColumn{std::move(cells)};
  return column;
}

SourceColumn moments(std::string name, const py::buffer& values, std::int64_t units_a_second, bool has_zone) {
  const Column<std::int64_t> given = borrowed<std::int64_t>(values);
  SourceColumn column{std::move(name), given.size(), Moments{given, has_zone}, {}};
  scale_moments(column, units_a_second);
  return column;
}

/// Codes of categories, -1 for a cell without a value. They are borrowed where the categories are texts, each once.
SourceColumn codes(std::string name, const py::buffer& values, const py::sequence& categories) {
  const SourceColumn texts = column_of_objects(name, categories);
  SourceColumn column{std::move(name), 0, Nothing{}, texts.refused};
  const Column<std::int32_t> given = borrowed<std::int32_t>(values);
  column.rows = given.size();
  auto dictionary = std::make_shared<Dictionary>();
  std::vector<Id> id_of(texts.rows, no_id);
  bool is_identity = true;
  std::string scratch;
  for (std::size_t i = 0; i < texts.rows; ++i) {
    const std::string_view text = texts.text(i, scratch);
    if (!text.empty()) id_of[i] = dictionary->add(text);
    is_identity = is_identity && id_of[i] == i;
  }
  const auto count = static_cast<std::int64_t>(texts.rows);
  for (const std::int32_t code : given) {
    if (code < -1 || code >= count) throw UsageError("the column " + column.name + " has a code without a category");
  }
  if (is_identity) {
    // -1 has the bits of no_id.
    const auto* const first = reinterpret_cast<const Id*>(given.data());
    const auto owner = std::make_shared<Column<std::int32_t>>(given);
    column.cells = TextColumn{Column<Id>(std::span<const Id>(first, given.size()), owner), dictionary};
  } else {
    std::vector<Id> ids(given.size(), no_id);
    for (std::size_t row = 0; row < ids.size(); ++row) {
      if (given[row] >= 0) ids[row] = id_of[static_cast<std::size_t>(given[row])];
    }
    column.cells = TextColumn{std::move(ids), dictionary};
  }
  return column;
}

std::vector<SourceColumn> of_stream(const py::capsule& capsule, const std::optional<std::vector<std::string>>& wanted) {
  if (std::string_view(capsule.name()) != arrow_stream_name) throw UsageError("this is no Arrow C stream");
  auto* const stream = capsule.get_pointer<ArrowArrayStream>();
  if (stream->release == nullptr) throw UsageError("this Arrow C stream was read already");
  // Producers may need the GIL, and take it themselves.
  py::gil_scoped_release released;
  const auto is_wanted = [&](std::string_view name) {
    return !wanted || std::find(wanted->begin(), wanted->end(), name) != wanted->end();
  };
  return columns_of_stream(stream, is_wanted);
}

}  // namespace

void bind_columns_in(py::module_& core) {
  py::class_<SourceColumn>(core, "SourceColumn", "A column as it was handed over.")
      .def_readwrite("name", &SourceColumn::name)
      .def("__len__", [](const SourceColumn& column) { return column.rows; })
      .def(
          "texts",
          [](const SourceColumn& column) {
            std::vector<std::string> texts;
            std::string scratch;
            for (std::size_t row = 0; row < column.rows; ++row) texts.emplace_back(column.text(row, scratch));
            return texts;
          },
          "Its cells as a file would hold them.");
  core.def("column_of_objects", &column_of_objects, py::arg("name"), py::arg("objects"));
  core.def("column_of_integers", &integers, py::arg("name"), py::arg("values"), py::arg("mask") = std::nullopt);
  core.def("column_of_floats", &floats, py::arg("name"), py::arg("values"));
  core.def("column_of_booleans", &booleans, py::arg("name"), py::arg("values"), py::arg("mask") = std::nullopt);
  core.def("column_of_days", &days, py::arg("name"), py::arg("values"));
  core.def("column_of_moments", &moments, py::arg("name"), py::arg("values"), py::arg("units_a_second"),
           py::arg("has_zone"));
  core.def("column_of_codes", &codes, py::arg("name"), py::arg("codes"), py::arg("categories"));
  core.def(
      "column_of_nothing",
      [](std::string name, std::size_t rows) {
        return SourceColumn{std::move(name), rows, Nothing{}, {}};
      },
      py::arg("name"), py::arg("rows"));
  core.def("columns_of_stream", &of_stream, py::arg("capsule"), py::arg("wanted") = std::nullopt,
           "The columns of an Arrow C stream; those that are not wanted come without rows.");
}

}  // namespace pointsbank::python
