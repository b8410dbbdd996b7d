// `"en"` and `"zh"` as the library's languages.
#pragma once

#include <string>

#include "core.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::python {

[[nodiscard]] inline Language language_of(const std::string& lang) {
  if (lang == "en") return Language::en;
  if (lang == "zh") return Language::zh;
  throw py::value_error("lang is \"" + lang + "\"; there are \"en\" and \"zh\"");
}

}  // namespace pointsbank::python
