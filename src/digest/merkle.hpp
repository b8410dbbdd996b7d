// Merkle trees as RFC 6962 (and its successor RFC 9162, section 2.1) defines them: one root stands for a list of
// texts; a short proof shows that a text is in the list, another one that an older list is the beginning of a newer.
//
// A leaf's digest is SHA-256(0x00 || text), a node's SHA-256(0x01 || left || right), so that no node can pass for a
// leaf. Sizes and indices are 64-bit; no sum of them is formed that could wrap round.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pointsbank/digest.hpp"

namespace pointsbank::digest {

using Proof = std::vector<Digest>;

[[nodiscard]] Digest leaf_digest(std::string_view text);
[[nodiscard]] Digest node_digest(const Digest& left, const Digest& right);

/// A tree that grows, kept as its compact range: the roots of the full subtrees that it consists of, the largest
/// first, as many as `size` has ones in binary. 64 digests do for any tree.
class MerkleTree {
 public:
  MerkleTree() = default;
  /// A tree as it was left; nothing where so many peaks do not belong to that size.
  [[nodiscard]] static std::optional<MerkleTree> of(std::uint64_t size, std::span<const Digest> peaks);

  void append(const Digest& leaf);
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] std::span<const Digest> peaks() const noexcept { return peaks_; }
  /// Of no leaves: the digest of nothing.
  [[nodiscard]] Digest root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> peaks_;
};

/// The digest of the leaf at an index, which counts from 0.
using Leaves = std::function<Digest(std::uint64_t)>;

[[nodiscard]] Digest root_of(const Leaves& leaves, std::uint64_t size);

/// That leaf `index` is among the first `size`: the path of RFC 9162, 2.1.3.1. Reads every other leaf once.
/// Throws UsageError unless index < size.
[[nodiscard]] Proof inclusion_proof(const Leaves& leaves, std::uint64_t index, std::uint64_t size);

/// That the first `older` leaves are the beginning of the first `newer`: the path of RFC 9162, 2.1.4.1; empty where
/// both are the same. Throws UsageError unless 0 < older <= newer.
[[nodiscard]] Proof consistency_proof(const Leaves& leaves, std::uint64_t older, std::uint64_t newer);

/// RFC 9162, 2.1.3.2.
[[nodiscard]] bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                                    std::span<const Digest> proof, const Digest& root);

/// RFC 9162, 2.1.4.2; for trees of one size, the roots must be equal and the proof empty. No tree is shown to go on
/// from one without leaves: that says nothing.
[[nodiscard]] bool verify_consistency(std::uint64_t older, std::uint64_t newer, std::span<const Digest> proof,
                                      const Digest& older_root, const Digest& newer_root);

}  // namespace pointsbank::digest
