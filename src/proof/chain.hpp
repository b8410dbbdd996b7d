// What ties the journal's entries to each other: each carries a digest over itself and, by the digest of the one
// before, over all that came before it.
#pragma once

#include <cstdint>
#include <string_view>

#include "pointsbank/calendar.hpp"
#include "pointsbank/digest.hpp"

namespace pointsbank::proof {

/// The digest that entry `seq` carries, the one before it carrying `previous` (before the first one: 32 zero bytes):
/// SHA-256("PBL1" || 0x02 || seq || recorded || previous || SHA-256(body)), numbers as 8 bytes, the highest first;
/// `recorded` in microseconds. The byte 0x02 keeps it apart from a Merkle tree's leaves (0x00) and nodes (0x01).
[[nodiscard]] Digest next_chain(const Digest& previous, std::int64_t seq, Moment recorded, std::string_view body);

}  // namespace pointsbank::proof
