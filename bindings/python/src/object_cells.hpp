// Python objects as cells: texts, whole numbers, Decimal, Fraction, dates and moments, exactly.
#pragma once

#include "core.hpp"
#include "source_column.hpp"

namespace pointsbank::python {

/// A column of a list or tuple of objects; needs the GIL.
[[nodiscard]] SourceColumn column_of_objects(std::string name, const py::sequence& objects);

}  // namespace pointsbank::python
