#include "digest/merkle.hpp"

#include <bit>
#include <utility>

#include "digest/sha256.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::digest {
namespace {

constexpr std::string_view leaf_mark("\x00", 1);
constexpr std::string_view node_mark("\x01", 1);

constexpr bool is_odd(std::uint64_t value) noexcept { return (value & 1U) != 0; }

/// The root of the leaves [begin, end), which are at least one.
Digest root_of_range(const Leaves& leaves, std::uint64_t begin, std::uint64_t end) {
  MerkleTree tree;
  for (std::uint64_t index = begin; index < end; ++index) tree.append(leaves(index));
  return tree.root();
}

/// Where a tree of `size` leaves, at least two, is split: the largest power of two below its size.
constexpr std::uint64_t split_of(std::uint64_t size) noexcept { return std::bit_floor(size - 1); }

/// Goes up from a node, both at its index and at that of the last node of its level.
struct Climb {
  std::uint64_t node;
  std::uint64_t last;

  void up() noexcept {
    node >>= 1U;
    last >>= 1U;
  }
  /// Is the sibling that comes next to the left?  Then levels on which the node has no sibling are passed over.
  bool takes_left() noexcept {
    if (!is_odd(node) && node != last) return false;
    while (!is_odd(node) && node != 0) up();
    return true;
  }
};

}  // namespace

Digest leaf_digest(std::string_view text) { return of_this_thread().update(leaf_mark).update(text).finish(); }

Digest node_digest(const Digest& left, const Digest& right) {
  return of_this_thread().update(node_mark).update(left).update(right).finish();
}

std::optional<MerkleTree> MerkleTree::of(std::uint64_t size, std::span<const Digest> peaks) {
  if (peaks.size() != static_cast<std::size_t>(std::popcount(size))) return std::nullopt;
  MerkleTree tree;
  tree.size_ = size;
  tree.peaks_.assign(peaks.begin(), peaks.end());
  return tree;
}

void MerkleTree::append(const Digest& leaf) {
  Digest peak = leaf;
  for (std::uint64_t bits = size_; is_odd(bits); bits >>= 1U) {
    peak = node_digest(peaks_.back(), peak);
    peaks_.pop_back();
  }
  peaks_.push_back(peak);
  ++size_;
}

Digest MerkleTree::root() const {
  if (peaks_.empty()) return sha256(std::string_view());
  Digest root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = node_digest(peaks_[i], root);
  return root;
}

Digest root_of(const Leaves& leaves, std::uint64_t size) { return root_of_range(leaves, 0, size); }

Proof inclusion_proof(const Leaves& leaves, std::uint64_t index, std::uint64_t size) {
  if (index >= size) throw UsageError("a leaf beyond the tree has no proof of inclusion");
  Proof from_above;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + split_of(end - begin);
    if (index < middle) {
      from_above.push_back(root_of_range(leaves, middle, end));
      end = middle;
    } else {
      from_above.push_back(root_of_range(leaves, begin, middle));
      begin = middle;
    }
  }
  return {from_above.rbegin(), from_above.rend()};
}

Proof consistency_proof(const Leaves& leaves, std::uint64_t older, std::uint64_t newer) {
  if (older == 0 || older > newer)
    throw UsageError("a proof of consistency goes from a tree with leaves to a larger one");
  Proof from_above;
  std::uint64_t begin = 0;
  std::uint64_t end = newer;
  while (end != older) {
    const std::uint64_t middle = begin + split_of(end - begin);
    if (older <= middle) {
      from_above.push_back(root_of_range(leaves, middle, end));
      end = middle;
    } else {
      from_above.push_back(root_of_range(leaves, begin, middle));
      begin = middle;
    }
  }
  // The older tree as a whole is what the reader has already.
  if (begin > 0) from_above.push_back(root_of_range(leaves, begin, end));
  return {from_above.rbegin(), from_above.rend()};
}

bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size, std::span<const Digest> proof,
                      const Digest& root) {
  if (index >= size) return false;
  Climb at{index, size - 1};
  Digest reached = leaf;
  for (const Digest& sibling : proof) {
    if (at.last == 0) return false;
    reached = at.takes_left() ? node_digest(sibling, reached) : node_digest(reached, sibling);
    at.up();
  }
  return at.last == 0 && reached == root;
}

bool verify_consistency(std::uint64_t older, std::uint64_t newer, std::span<const Digest> proof,
                        const Digest& older_root, const Digest& newer_root) {
  if (older == 0 || older > newer) return false;
  if (older == newer) return proof.empty() && older_root == newer_root;
  if (proof.empty()) return false;
  // A full subtree is its own first node, which the reader has and the proof therefore leaves out.
  const bool is_given = std::has_single_bit(older);
  Climb at{older - 1, newer - 1};
  while (is_odd(at.node)) at.up();
  Digest of_older = is_given ? older_root : proof.front();
  Digest of_newer = of_older;
  for (const Digest& sibling : proof.subspan(is_given ? 0 : 1)) {
    if (at.last == 0) return false;
    if (at.takes_left()) {
      of_older = node_digest(sibling, of_older);
      of_newer = node_digest(sibling, of_newer);
    } else {
      of_newer = node_digest(of_newer, sibling);
    }
    at.up();
  }
  return at.last == 0 && of_older == older_root && of_newer == newer_root;
}

}  // namespace pointsbank::digest
