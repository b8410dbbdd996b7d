#include "object_cells.hpp"

#include <cmath>
#include <deque>
#include <optional>

#include "python_owner.hpp"

namespace pointsbank::python {

namespace {

/// The classes that cells are told apart by.
struct Classes {
  py::object decimal = py::module_::import("decimal").attr("Decimal");
  py::object fraction = py::module_::import("fractions").attr("Fraction");
  py::object date = py::module_::import("datetime").attr("date");

  [[nodiscard]] static bool is_a(py::handle object, const py::object& type) {
    const int answer = PyObject_IsInstance(object.ptr(), type.ptr());
    if (answer < 0) throw py::error_already_set();
    return answer == 1;
  }
};

/// What stands for a missing value: None, NaN, pandas' NA and NaT, NumPy's NaT.
bool is_missing(py::handle object) {
  if (object.is_none()) return true;
  if (PyFloat_Check(object.ptr())) return std::isnan(PyFloat_AS_DOUBLE(object.ptr()));
  const std::string_view type = Py_TYPE(object.ptr())->tp_name;
  if (type.ends_with("NAType") || type.ends_with("NaTType")) return true;
  return type == "numpy.datetime64" && py::str(object).cast<std::string>() == "NaT";
}

/// NumPy's letter for the kind of a scalar: `b`, `f`, `i`, `u`, `M`, …; 0 for other objects.
char numpy_kind(py::handle object) {
  if (!std::string_view(Py_TYPE(object.ptr())->tp_name).starts_with("numpy.")) return 0;
  return object.attr("dtype").attr("kind").cast<std::string>().front();
}

class Cells {
 public:
  Cells(SourceColumn& column, const py::sequence& objects) : column_(column) {
    // A tuple of our own keeps the texts alive, whatever happens to the list.
    objects_ = py::tuple(objects);
    texts_.cells.reserve(objects_.size());
  }

  void read() {
    for (std::size_t row = 0; row < objects_.size(); ++row) {
      const py::handle object = PyTuple_GET_ITEM(objects_.ptr(), static_cast<py::ssize_t>(row));
      if (PyUnicode_Check(object.ptr())) {
        texts_.cells.push_back(utf8(object));
      } else if (is_missing(object)) {
        texts_.cells.emplace_back();
      } else if (std::optional<std::string> text = text_of(object, row)) {
        texts_.cells.emplace_back(made_->emplace_back(std::move(*text)));
      } else {
        texts_.cells.emplace_back();
      }
    }
    texts_.owners = {keep_alive(objects_), made_};
    column_.rows = objects_.size();
    column_.cells = std::move(texts_);
  }

 private:
  static std::string_view utf8(py::handle text) {
    Py_ssize_t size = 0;
    const char* const bytes = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
    if (bytes == nullptr) throw py::error_already_set();
    return {bytes, static_cast<std::size_t>(size)};
  }

  /// The text of what is no text; refuses what has none.
  std::optional<std::string> text_of(py::handle object, std::size_t row) {
    const char kind = numpy_kind(object);
    if (PyBool_Check(object.ptr()) || kind == 'b') return PyObject_IsTrue(object.ptr()) != 0 ? "true" : "false";
    if (PyFloat_Check(object.ptr()) || kind == 'f') {
      const double value = PyFloat_AsDouble(object.ptr());
      if (std::isnan(value)) return std::string();
      column_.refuse(row, refused_float(value));
      return std::nullopt;
    }
    if (kind == 'M') return py::str(object).cast<std::string>();
    if (PyIndex_Check(object.ptr()) != 0) {
      const auto whole = py::reinterpret_steal<py::object>(PyNumber_Index(object.ptr()));
      if (!whole) throw py::error_already_set();
      return py::str(whole).cast<std::string>();
    }
    if (Classes::is_a(object, classes_.decimal)) return py::str(object).cast<std::string>();
    if (Classes::is_a(object, classes_.fraction)) return fraction(object, row);
    if (Classes::is_a(object, classes_.date)) return object.attr("isoformat")().cast<std::string>();
    const std::string type = Py_TYPE(object.ptr())->tp_name;
    const auto shown = py::repr(object).cast<std::string>();
    column_.refuse(row, {"cell_of_other_type", Severity::error, {}, {shown.substr(0, 60), type}, {}, {}});
    return std::nullopt;
  }

  std::optional<std::string> fraction(py::handle object, std::size_t row) {
    const py::object decimal = py::reinterpret_borrow<py::object>(object) * py::int_(1'000'000'000);
    if (!py::object(decimal.attr("denominator")).equal(py::int_(1))) {
      const auto shown = py::str(object).cast<std::string>();
      column_.refuse(row, {"cell_no_exact_decimal", Severity::error, {}, {shown}, {}, {}});
      return std::nullopt;
    }
    auto digits = py::str(decimal.attr("numerator")).cast<std::string>();
    const std::size_t sign = digits.front() == '-' ? 1 : 0;
    if (digits.size() - sign < 10) digits.insert(sign, 10 - (digits.size() - sign), '0');
    return digits.insert(digits.size() - 9, ".");
  }

  SourceColumn& column_;
  py::tuple objects_;
  Classes classes_;
  RawTexts texts_;
  std::shared_ptr<std::deque<std::string>> made_ = std::make_shared<std::deque<std::string>>();
};

}  // namespace

SourceColumn column_of_objects(std::string name, const py::sequence& objects) {
  SourceColumn column{std::move(name), 0, Nothing{}, {}};
  Cells(column, objects).read();
  return column;
}

}  // namespace pointsbank::python
