// A disk that forgets what was not synced: what a power cut may leave, from the operations that came before it.
//
// Programs see the content of a file at once. What a cut leaves is certain only up to the last sync of that file; of
// the writes and truncations since then each is kept, lost or torn, whatever became of those before it. The same holds
// for names: a file that was created or erased since the last sync of the directory may be there or not.
#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "support/random.hpp"

namespace pointsbank::durability {

using Bytes = std::string;
using Image = std::map<std::string, Bytes>;  // the files of a disk at rest, by name

struct Operation {
  enum class Kind { create, write, truncate, sync, erase, sync_directory };
  Kind kind = Kind::write;
  std::size_t file = 0;    // not of erase and sync_directory
  std::string name;        // of create and erase; a file without one is temporary and in no directory
  std::size_t offset = 0;  // of write; of truncate the new size
  Bytes bytes;             // of write
};

class Disk {
 public:
  static constexpr std::size_t sector = 512;

  Disk() = default;
  /// All of it is synced.
  explicit Disk(const Image& image);

  void apply(const Operation& operation);
  std::optional<std::size_t> find(const std::string& name) const;
  const Bytes& content(std::size_t file) const { return files_[file].seen; }
  /// The number that the next file created will have.
  std::size_t next_file() const { return files_.size(); }
  /// The files as programs see them.
  Image seen() const;
  /// What a power cut at this moment leaves, one of the ways.
  Image survivors(Random& random) const;

 private:
  struct File {
    Bytes seen, synced;
    std::vector<Operation> pending;
  };
  using Names = std::map<std::string, std::size_t>;

  static void change(Bytes& bytes, const Operation& operation);
  static void rename(Names& names, const Operation& operation);
  Bytes survivor(const File& file, Random& random) const;

  std::vector<File> files_;
  Names names_, synced_names_;
  std::vector<Operation> pending_names_;
};

}  // namespace pointsbank::durability
