// What a check found, as JSON.
#pragma once

#include <algorithm>
#include <string>

#include "failure.hpp"
#include "json_text.hpp"

namespace pointsbank::c {

/// {"errors": 1, "warnings": 0, "issues": […]}
[[nodiscard]] inline std::string report_of(const Issues& issues) {
  const auto errors =
      std::count_if(issues.begin(), issues.end(), [](const Issue& issue) { return issue.severity == Severity::error; });
  std::string out = "{";
  append_raw_member(out, "errors", std::to_string(errors));
  append_raw_member(out, "warnings", std::to_string(static_cast<std::ptrdiff_t>(issues.size()) - errors));
  append_raw_member(out, "issues", to_json(issues));
  return out.append("}\n");
}

}  // namespace pointsbank::c
