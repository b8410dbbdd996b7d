// A claim as it lies on a desk: what, whose, with which photos, and what has become of it so far.
#pragma once

#include <functional>

#include "layout.hpp"
#include "pointsbank/bank.hpp"

namespace portal {

/// `volunteering` in the village's words.
[[nodiscard]] std::string kind_title(const Call& call, const pointsbank::bank::Claim& claim);

/// An `article` of the claim; `actions` stand at its end.
[[nodiscard]] Html claim_card(const Call& call, const pointsbank::bank::Claim& claim, const Html& actions);

/// Is it a claim of the household of who asks? Nobody judges those.
[[nodiscard]] bool is_own(const Call& call, const pointsbank::bank::Claim& claim);

/// Has who asks taken this step on it?
[[nodiscard]] bool has_taken(const Call& call, const pointsbank::bank::Claim& claim, std::string_view step);

}  // namespace portal
