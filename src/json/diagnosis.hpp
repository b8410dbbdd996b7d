// What is wrong where JSON's grammar ends: a sentence that says what to write instead.
//
// nlohmann's parser knows that a text is no JSON and where; it knows nothing of full-width commas, comments or single
// quotes. This looks at the place anew, with what was read before it. Private to the module.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "json/value.hpp"

namespace pointsbank::json {

/// What had been read when the parser stopped.
struct Progress {
  enum class Last : std::uint8_t { nothing, opening, key, value };
  Last last = Last::nothing;  ///< the last token that was taken
  std::size_t end = 0;        ///< where that ended in the text
  /// Containers that are still open, from the outermost: their kind and where they begin.
  struct Container {
    bool is_object = false;
    Offset offset = 0;
  };
  std::vector<Container> open;
};

/// The mistake at which a text that was read so far stops being JSON; none where nothing but blanks follow.
/// The place has no pointer. The cost is at most that of one string literal beyond `progress.end`.
struct Diagnosis {
  Issue issue;
  Offset offset = 0;
};
[[nodiscard]] std::optional<Diagnosis> diagnose(const Source& source, const Progress& progress);

}  // namespace pointsbank::json
