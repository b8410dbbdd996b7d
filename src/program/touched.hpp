// What may come out otherwise under another rule book: the kinds of event whose rules are others.
//
// Sound, not sharp: whatever cannot be seen to be the same counts as touched. A household without an event of a touched
// kind comes to the same results under both books, as far as households are looked at alone.
#pragma once

#include <optional>
#include <vector>

#include "program/program.hpp"

namespace pointsbank::program {

/// By the kinds of `before`; none where households may be touched whatever their events are, or where the books do not
/// know the same kinds at the same times.
[[nodiscard]] std::optional<std::vector<bool>> touched_kinds(const Program& before, const Program& after);

}  // namespace pointsbank::program
