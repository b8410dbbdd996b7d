// Documents that bring other documents along.
#pragma once

#include "json/value.hpp"

namespace pointsbank::json {

/// As `parse`; but a text may be as long as the document, for it may be a table.
[[nodiscard]] Value parse_with_long_texts(const Source& source, Issues& issues);

}  // namespace pointsbank::json
