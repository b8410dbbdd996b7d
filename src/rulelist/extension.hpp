// A list that extends another, read on top of it.
#pragma once

#include "rulelist/model.hpp"

namespace pointsbank::rulelist {

/// `own` read on top of `base`, which is complete: the base's categories, groups, attributes, rules, closings and
/// examples, then its own; everything else is the base's but for id, version, title and effective range. Appends what
/// is wrong and was not found when `own` was read alone. The document is merged likewise, so that it says all of the
/// list; offsets in it belong to the text of whichever list a value comes from.
[[nodiscard]] List extend(const List& base, const List& own, Issues& issues);

}  // namespace pointsbank::rulelist
