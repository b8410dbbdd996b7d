// SHA-256 bit by bit, of what does not lie in one piece.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "pointsbank/digest.hpp"

namespace pointsbank::digest {

/// Takes bytes in as many pieces as one likes. It is ready for the next digest after `finish`, at no further cost:
/// keep one where many small texts are hashed. One thread at a time.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  Sha256& update(std::string_view bytes);
  Sha256& update(std::span<const std::byte> bytes);
  Sha256& update(const Digest& digest);
  /// The digest of what came since the last one.
  [[nodiscard]] Digest finish();

 private:
  void begin();
  void add(const void* bytes, std::size_t size);

  void* context_;  // of the cryptographic library, which no other file knows
};

/// The one of this thread. Nobody may leave anything unfinished in it.
[[nodiscard]] Sha256& of_this_thread();

}  // namespace pointsbank::digest
