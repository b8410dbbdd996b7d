// Results for Python: NumPy's buffers without a copy, texts as Python's own, an Arrow C stream.
#include <pybind11/stl.h>

#include "arrow_out.hpp"
#include "core.hpp"
#include "result_columns.hpp"

namespace pointsbank::python {

namespace {

/// Numbers of a result for those who speak the buffer protocol; they cannot be changed.
struct Buffer {
  const void* data;
  std::size_t size;
  py::ssize_t width;
  std::string format;
  std::shared_ptr<const void> owner;
};

/// A column of a table, which it keeps alive.
struct Column {
  std::shared_ptr<const ResultTable> table;
  const ResultColumn* column;

  template <class T>
  [[nodiscard]] Buffer buffer(const std::vector<T>& cells) const {
    return {cells.data(), cells.size(), static_cast<py::ssize_t>(sizeof(T)), py::format_descriptor<T>::format(), table};
  }
  [[nodiscard]] Buffer values() const {
    switch (column->kind) {
      case ResultColumn::Kind::choices: return buffer(column->codes);
      case ResultColumn::Kind::dates: return buffer(column->days);
      case ResultColumn::Kind::texts: throw UsageError("texts are no numbers");
      default: return buffer(column->numbers);
    }
  }
};

const char* word(ResultColumn::Kind kind) {
  switch (kind) {
    case ResultColumn::Kind::texts: return "texts";
    case ResultColumn::Kind::choices: return "choices";
    case ResultColumn::Kind::integers: return "integers";
    case ResultColumn::Kind::amounts: return "amounts";
    default: return "dates";
  }
}

py::object as_text(std::string_view text) {
  return py::reinterpret_steal<py::object>(
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "surrogateescape"));
}

py::list texts(const Column& one) {
  const ResultColumn& column = *one.column;
  if (column.kind != ResultColumn::Kind::texts) throw UsageError("a column of texts is needed");
  py::list list(column.rows());
  for (std::size_t row = 0; row < column.rows(); ++row) {
    list[row] = column.is_absent(row) ? py::object(py::none()) : as_text(column.text(row));
  }
  return list;
}

py::list choices(const Column& one) {
  const std::vector<std::string>& found = one.column->choices;
  py::list list(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) list[i] = as_text(found[i]);
  return list;
}

void release_capsule(PyObject* capsule) {
  auto* const stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, arrow_stream_name));
  if (stream == nullptr) return PyErr_Clear();
  if (stream->release != nullptr) stream->release(stream);
  delete stream;
}

py::object arrow_stream(const std::shared_ptr<ResultTable>& table) {
  auto* const stream = new ArrowArrayStream{};
  export_stream(table, stream);
  return py::reinterpret_steal<py::object>(PyCapsule_New(stream, arrow_stream_name, release_capsule));
}

}  // namespace

void bind_tables_out(py::module_& core) {
  py::class_<Buffer>(core, "Buffer", py::buffer_protocol()).def_buffer([](Buffer& buffer) {
    return py::buffer_info(const_cast<void*>(buffer.data), buffer.width, buffer.format, 1,
                           {static_cast<py::ssize_t>(buffer.size)}, {buffer.width}, true);
  });
  py::class_<Column>(core, "ResultColumn")
      .def_property_readonly("name", [](const Column& one) { return one.column->name; })
      .def_property_readonly(
          "kind", [](const Column& one) { return word(one.column->kind); },
          "`texts`, `choices`, `integers`, `amounts` or `dates`.")
      .def_property_readonly("decimals", [](const Column& one) { return one.column->decimals; })
      .def("values", &Column::values, "Numbers, units, days since 1970-01-01, or numbers of the choices.")
      .def(
          "absent",
          [](const Column& one) -> std::optional<Buffer> {
            if (one.column->absent.empty()) return std::nullopt;
            return one.buffer(one.column->absent);
          },
          "1 where there is no value; None where every row has one.")
      .def("texts", &texts)
      .def("choices", &choices);
  py::class_<ResultTable, std::shared_ptr<ResultTable>>(core, "ResultTable")
      .def_readonly("name", &ResultTable::name)
      .def("__len__", [](const ResultTable& table) { return table.rows; })
      .def_property_readonly("columns",
                             [](const std::shared_ptr<ResultTable>& table) {
                               std::vector<Column> columns;
                               for (const ResultColumn& column : table->columns) columns.push_back({table, &column});
                               return columns;
                             })
      .def("arrow_stream", &arrow_stream);
  core.def(
      "result_table",
      [](const Evaluation& evaluation, const std::string& name) {
        py::gil_scoped_release released;
        return std::make_shared<ResultTable>(result_table(evaluation, name));
      },
      py::arg("evaluation"), py::arg("name"));
}

}  // namespace pointsbank::python
