// Keeps a Python object alive for as long as the library borrows its memory, from whichever thread lets go of it.
#pragma once

#include <memory>

#include "core.hpp"

namespace pointsbank::python {

[[nodiscard]] inline std::shared_ptr<const void> keep_alive(py::object object) {
  PyObject* const kept = object.release().ptr();
  return {kept, [](const void* pointer) {
            if (Py_IsInitialized() == 0) return;
            const py::gil_scoped_acquire held;
            Py_DECREF(static_cast<PyObject*>(const_cast<void*>(pointer)));
          }};
}

}  // namespace pointsbank::python
