// Merkle trees against the known tree of eight leaves and against the definition of RFC 6962, word for word; forged
// proofs, which are all refused.
#include "digest/merkle.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/issues.hpp"
#include "support/catch.hpp"

namespace pointsbank::digest {

namespace {

using Texts = std::vector<std::string>;

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

/// The leaves with which Certificate Transparency's programs are tested.
Texts known_texts() {
  Texts texts;
  for (const char* hex :
       {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}) {
    texts.push_back(bytes_of(hex));
  }
  return texts;
}

Texts numbered_texts(std::size_t count) {
  Texts texts;
  for (std::size_t i = 0; i < count; ++i) texts.push_back("entry " + std::to_string(i));
  return texts;
}

std::vector<Digest> digests_of(const Texts& texts) {
  std::vector<Digest> digests;
  for (const std::string& text : texts) digests.push_back(leaf_digest(text));
  return digests;
}

Leaves reader(const std::vector<Digest>& digests) {
  return [&digests](std::uint64_t index) { return digests.at(index); };
}

// The definitions of RFC 6962, 2.1 to 2.1.2, over texts: slow, and without a tree.

std::size_t split(std::size_t size) {
  std::size_t k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

Texts part(const Texts& texts, std::size_t begin, std::size_t end) {
  return {texts.begin() + static_cast<std::ptrdiff_t>(begin), texts.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::string raw(const Digest& digest) { return {digest.bytes.begin(), digest.bytes.end()}; }

Digest defined_root(const Texts& texts) {
  if (texts.empty()) return sha256(std::string_view());
  if (texts.size() == 1) return sha256(std::string(1, '\0') + texts[0]);
  const std::size_t k = split(texts.size());
  return sha256("\x01" + raw(defined_root(part(texts, 0, k))) + raw(defined_root(part(texts, k, texts.size()))));
}

Proof defined_path(std::size_t m, const Texts& texts) {
  if (texts.size() == 1) return {};
  const std::size_t k = split(texts.size());
  const bool is_left = m < k;
  Proof path = is_left ? defined_path(m, part(texts, 0, k)) : defined_path(m - k, part(texts, k, texts.size()));
  path.push_back(defined_root(is_left ? part(texts, k, texts.size()) : part(texts, 0, k)));
  return path;
}

Proof defined_subproof(std::size_t m, const Texts& texts, bool is_known) {
  if (m == texts.size()) return is_known ? Proof{} : Proof{defined_root(texts)};
  const std::size_t k = split(texts.size());
  Proof path = m <= k ? defined_subproof(m, part(texts, 0, k), is_known)
                      : defined_subproof(m - k, part(texts, k, texts.size()), false);
  path.push_back(defined_root(m <= k ? part(texts, k, texts.size()) : part(texts, 0, k)));
  return path;
}

/// Every single bit of a digest turned.
template <class Use>
void with_each_bit_turned(Digest& digest, Use&& use) {
  for (std::size_t bit = 0; bit < 256; ++bit) {
    const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
    digest.bytes[bit / 8] ^= mask;
    use();
    digest.bytes[bit / 8] ^= mask;
  }
}

constexpr std::uint64_t huge = std::uint64_t{1} << 63U;
constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

}  // namespace

TEST_CASE("The known tree of eight leaves", "[digest]") {
  const std::vector<const char*> roots = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  MerkleTree tree;
  CHECK(tree.root().to_string() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (const std::string& text : known_texts()) {
    tree.append(leaf_digest(text));
    CHECK(tree.root().to_string() == roots[tree.size() - 1]);
  }
}

TEST_CASE("Every tree of up to 70 leaves is as RFC 6962 defines it, and so are its proofs", "[digest]") {
  constexpr std::size_t most = 70;
  const Texts texts = numbered_texts(most);
  const std::vector<Digest> digests = digests_of(texts);
  const Leaves leaves = reader(digests);
  std::vector<Digest> roots;
  MerkleTree tree;
  for (std::size_t size = 0; size <= most; ++size) {
    if (size > 0) tree.append(digests[size - 1]);
    roots.push_back(defined_root(part(texts, 0, size)));
    REQUIRE(tree.root() == roots.back());
    REQUIRE(root_of(leaves, size) == roots.back());
    REQUIRE(tree.peaks().size() == static_cast<std::size_t>(std::popcount(size)));
  }
  for (std::size_t size = 1; size <= most; ++size) {
    const Texts first = part(texts, 0, size);
    for (std::size_t index = 0; index < size; ++index) {
      const Proof proof = inclusion_proof(leaves, index, size);
      REQUIRE((proof == defined_path(index, first)));
      REQUIRE(verify_inclusion(digests[index], index, size, proof, roots[size]));
    }
    for (std::size_t older = 1; older <= size; ++older) {
      const Proof proof = consistency_proof(leaves, older, size);
      REQUIRE((proof == defined_subproof(older, first, true)));
      REQUIRE(verify_consistency(older, size, proof, roots[older], roots[size]));
    }
  }
}

TEST_CASE("A tree goes on from where it was left", "[digest]") {
  const std::vector<Digest> digests = digests_of(numbered_texts(40));
  for (std::size_t size = 0; size <= 20; ++size) {
    MerkleTree tree;
    for (std::size_t i = 0; i < size; ++i) tree.append(digests[i]);
    std::optional<MerkleTree> kept = MerkleTree::of(tree.size(), tree.peaks());
    REQUIRE(kept);
    for (std::size_t i = size; i < digests.size(); ++i) kept->append(digests[i]);
    CHECK(kept->root() == root_of(reader(digests), digests.size()));
    std::vector<Digest> peaks(tree.peaks().begin(), tree.peaks().end());
    peaks.push_back(digests[0]);
    CHECK_FALSE(MerkleTree::of(size, peaks));
  }
}

TEST_CASE("A proof of inclusion shows one leaf at one place of one tree", "[digest]") {
  constexpr std::size_t most = 20;
  const std::vector<Digest> digests = digests_of(numbered_texts(most + 1));
  const Leaves leaves = reader(digests);
  for (std::size_t size = 1; size <= most; ++size) {
    const Digest root = root_of(leaves, size);
    for (std::size_t index = 0; index < size; ++index) {
      const Digest leaf = digests[index];
      Proof proof = inclusion_proof(leaves, index, size);
      const auto holds = [&](std::uint64_t place, std::uint64_t of) {
        return verify_inclusion(leaf, place, of, proof, root);
      };
      REQUIRE(holds(index, size));
      for (std::uint64_t other = 0; other <= 2 * most; ++other) CHECK((other == index || !holds(other, size)));
      for (const std::uint64_t place : {huge, huge - 1, largest, largest - 1}) {
        CHECK_FALSE(holds(place, size));
        CHECK_FALSE(holds(place, largest));
      }
      CHECK_FALSE(holds(index, 0));
      CHECK_FALSE(holds(index, index));  // the tree ends before the leaf
      CHECK_FALSE(holds(index, huge));
      CHECK_FALSE(holds(index, largest));
      CHECK_FALSE(verify_inclusion(digests[index + 1], index, size, proof, root));
      CHECK_FALSE(verify_inclusion(leaf, index, size, proof, root_of(leaves, size + 1)));
      proof.push_back(root);
      CHECK_FALSE(holds(index, size));
      proof.pop_back();
      proof.insert(proof.begin(), leaf);
      CHECK_FALSE(holds(index, size));
      proof.erase(proof.begin());
      if (proof.empty()) continue;
      const Digest last = proof.back();
      proof.pop_back();
      CHECK_FALSE(holds(index, size));
      proof.push_back(last);
      const Digest first = proof.front();
      proof.erase(proof.begin());
      CHECK_FALSE(holds(index, size));
      // The node above leaf and sibling, presented as a leaf.
      const Digest node = index % 2 == 0 ? node_digest(leaf, first) : node_digest(first, leaf);
      CHECK_FALSE(verify_inclusion(node, index, size, proof, root));
      CHECK_FALSE(verify_inclusion(leaf, index, size, {}, root));
    }
  }
}

TEST_CASE("A node cannot be entered as a leaf", "[digest]") {
  const std::vector<Digest> digests = digests_of(numbered_texts(4));
  const Digest root = root_of(reader(digests), 4);
  const Digest left = node_digest(digests[0], digests[1]);
  const Digest right = node_digest(digests[2], digests[3]);
  // As a digest it would do, were it claimed for a tree of two: its text is what a checker is given, and hashes
  // otherwise.
  CHECK(verify_inclusion(left, 0, 2, Proof{right}, root));
  CHECK_FALSE(verify_inclusion(leaf_digest(raw(digests[0]) + raw(digests[1])), 0, 2, Proof{right}, root));
  CHECK_FALSE(verify_inclusion(leaf_digest("\x01" + raw(digests[0]) + raw(digests[1])), 0, 2, Proof{right}, root));
}

TEST_CASE("Each bit of an inclusion proof matters", "[digest]") {
  const std::vector<Digest> digests = digests_of(numbered_texts(13));
  const Leaves leaves = reader(digests);
  for (const std::size_t size : {1U, 2U, 7U, 8U, 13U}) {
    for (const std::size_t index : {std::size_t{0}, size / 2, size - 1}) {
      Digest leaf = digests[index];
      Digest root = root_of(leaves, size);
      Proof proof = inclusion_proof(leaves, index, size);
      const auto refused = [&] { CHECK_FALSE(verify_inclusion(leaf, index, size, proof, root)); };
      with_each_bit_turned(leaf, refused);
      with_each_bit_turned(root, refused);
      for (Digest& node : proof) with_each_bit_turned(node, refused);
      CHECK(verify_inclusion(leaf, index, size, proof, root));
    }
  }
}

TEST_CASE("A proof of consistency shows one tree to be the beginning of one other", "[digest]") {
  constexpr std::size_t most = 20;
  const std::vector<Digest> digests = digests_of(numbered_texts(most + 1));
  const Leaves leaves = reader(digests);
  for (std::size_t newer = 1; newer <= most; ++newer) {
    const Digest newer_root = root_of(leaves, newer);
    for (std::size_t older = 1; older <= newer; ++older) {
      const Digest older_root = root_of(leaves, older);
      Proof proof = consistency_proof(leaves, older, newer);
      const auto holds = [&](std::uint64_t from, std::uint64_t to) {
        return verify_consistency(from, to, proof, older_root, newer_root);
      };
      REQUIRE(holds(older, newer));
      for (std::uint64_t other = 0; other <= 2 * most; ++other) CHECK((other == older || !holds(other, newer)));
      for (const std::uint64_t size : {std::uint64_t{0}, huge, huge - 1, largest, largest - 1}) {
        CHECK_FALSE(holds(older, size));
        CHECK_FALSE(holds(size, newer));
      }
      CHECK((older == newer || !holds(newer, older)));
      CHECK_FALSE(verify_consistency(older, newer, proof, older_root, root_of(leaves, newer + 1)));
      CHECK_FALSE(verify_consistency(older, newer, proof, root_of(leaves, older + 1), newer_root));
      proof.push_back(newer_root);
      CHECK_FALSE(holds(older, newer));
      proof.pop_back();
      proof.insert(proof.begin(), older_root);
      CHECK_FALSE(holds(older, newer));
      proof.erase(proof.begin());
      if (proof.empty()) continue;
      CHECK_FALSE(verify_consistency(older, newer, {}, older_root, newer_root));
      for (const bool at_end : {false, true}) {
        Proof shorter = proof;
        shorter.erase(at_end ? shorter.end() - 1 : shorter.begin());
        CHECK_FALSE(verify_consistency(older, newer, shorter, older_root, newer_root));
      }
    }
  }
}

TEST_CASE("Each bit of a consistency proof matters", "[digest]") {
  const std::vector<Digest> digests = digests_of(numbered_texts(13));
  const Leaves leaves = reader(digests);
  for (const auto& [older, newer] : {std::pair{1U, 2U}, {4U, 8U}, {6U, 8U}, {7U, 13U}, {8U, 13U}, {13U, 13U}}) {
    Digest older_root = root_of(leaves, older);
    Digest newer_root = root_of(leaves, newer);
    Proof proof = consistency_proof(leaves, older, newer);
    const auto refused = [&, older = older, newer = newer] {
      CHECK_FALSE(verify_consistency(older, newer, proof, older_root, newer_root));
    };
    with_each_bit_turned(older_root, refused);
    with_each_bit_turned(newer_root, refused);
    for (Digest& node : proof) with_each_bit_turned(node, refused);
    CHECK(verify_consistency(older, newer, proof, older_root, newer_root));
  }
}

TEST_CASE("Sizes of 2^63 are counted right", "[digest]") {
  // A tree of 2^63 + 1 leaves: one full subtree, whose root is made up, and one leaf beside it.
  const Digest full = sha256("the root of 2^63 leaves");
  const Digest leaf = leaf_digest("the last");
  const std::optional<MerkleTree> before = MerkleTree::of(huge, std::vector<Digest>{full});
  REQUIRE(before);
  MerkleTree tree = *before;
  tree.append(leaf);
  CHECK(tree.size() == huge + 1);
  CHECK(tree.root() == node_digest(full, leaf));
  CHECK(verify_inclusion(leaf, huge, huge + 1, Proof{full}, tree.root()));
  CHECK_FALSE(verify_inclusion(leaf, huge - 1, huge + 1, Proof{full}, tree.root()));
  CHECK_FALSE(verify_inclusion(leaf, huge, huge, Proof{full}, tree.root()));
  CHECK(verify_consistency(huge, huge + 1, Proof{leaf}, full, tree.root()));
  CHECK_FALSE(verify_consistency(huge - 1, huge + 1, Proof{leaf}, full, tree.root()));
  CHECK_FALSE(verify_consistency(huge + 1, largest, Proof{leaf}, full, tree.root()));
  // 64 siblings are the most that any proof has.
  CHECK_FALSE(verify_inclusion(leaf, largest - 1, largest, Proof(200, leaf), tree.root()));
  CHECK_FALSE(verify_consistency(largest - 1, largest, Proof(200, leaf), full, tree.root()));
}

TEST_CASE("There is no proof of what is not there", "[digest]") {
  const std::vector<Digest> digests = digests_of(numbered_texts(3));
  const Leaves leaves = reader(digests);
  CHECK_THROWS_AS(inclusion_proof(leaves, 0, 0), UsageError);
  CHECK_THROWS_AS(inclusion_proof(leaves, 3, 3), UsageError);
  CHECK_THROWS_AS(consistency_proof(leaves, 0, 3), UsageError);
  CHECK_THROWS_AS(consistency_proof(leaves, 3, 2), UsageError);
  CHECK(consistency_proof(leaves, 3, 3).empty());
  CHECK_FALSE(verify_consistency(0, 0, {}, root_of(leaves, 0), root_of(leaves, 0)));
  CHECK_FALSE(verify_consistency(0, 3, {}, root_of(leaves, 0), root_of(leaves, 3)));
}

}  // namespace pointsbank::digest
