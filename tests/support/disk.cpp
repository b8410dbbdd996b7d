#include "support/disk.hpp"

#include <algorithm>
#include <array>

namespace pointsbank::durability {

namespace {

enum class Fate { kept, lost, torn };

// How a cut treats what was not synced. Chosen anew for every cut, so that there are cuts that keep everything and some
// that lose everything, however many writes there are.
class Fates {
 public:
  explicit Fates(Random& random) : random_(random) {
    for (std::size_t& weight : weights_) weight = random_.below(3);
    if (weights_[0] + weights_[1] + weights_[2] == 0) weights_ = {1, 1, 1};
  }

  Fate next() {
    const std::size_t choice = random_.below(weights_[0] + weights_[1] + weights_[2]);
    if (choice < weights_[0]) return Fate::kept;
    return choice < weights_[0] + weights_[1] ? Fate::lost : Fate::torn;
  }

  // What cannot be torn: a truncation, a name.
  bool keeps() { return next() == Fate::kept || (weights_[2] > 0 && random_.one_in(2)); }

 private:
  Random& random_;
  std::array<std::size_t, 3> weights_{};
};

// Sector by sector the old content, the new one, or neither. Bytes beside those that are written are never harmed: what
// SQLite takes for granted of a disk ("powersafe overwrite"), and disks of today promise.
void write_torn(Bytes& bytes, const Operation& write, Random& random) {
  const std::size_t end = write.offset + write.bytes.size();
  if (bytes.size() < end) bytes.resize(end);
  for (std::size_t from = write.offset; from < end;) {
    const std::size_t to = std::min(end, (from / Disk::sector + 1) * Disk::sector);
    const std::size_t choice = random.below(8);
    for (std::size_t i = from; i < to && choice < 5; ++i) {
      bytes[i] = choice < 3 ? write.bytes[i - write.offset] : static_cast<char>(random.next());
    }
    from = to;
  }
}

}  // namespace

Disk::Disk(const Image& image) {
  for (const auto& [name, bytes] : image) {
    names_[name] = files_.size();
    files_.push_back({bytes, bytes, {}});
  }
  synced_names_ = names_;
}

void Disk::change(Bytes& bytes, const Operation& operation) {
  if (operation.kind == Operation::Kind::truncate) {
    if (operation.offset < bytes.size()) bytes.resize(operation.offset);
    return;
  }
  const std::size_t end = operation.offset + operation.bytes.size();
  if (bytes.size() < end) bytes.resize(end);
  std::copy(operation.bytes.begin(), operation.bytes.end(),
            bytes.begin() + static_cast<Bytes::difference_type>(operation.offset));
}

void Disk::rename(Names& names, const Operation& operation) {
  if (operation.kind == Operation::Kind::erase) {
    names.erase(operation.name);
  } else {
    names[operation.name] = operation.file;
  }
}

void Disk::apply(const Operation& operation) {
  switch (operation.kind) {
    case Operation::Kind::create: files_.emplace_back(); [[fallthrough]];
    case Operation::Kind::erase:
      if (operation.kind == Operation::Kind::create && operation.name.empty()) return;
      rename(names_, operation);
      pending_names_.push_back(operation);
      return;
    case Operation::Kind::sync_directory:
      for (const Operation& pending : pending_names_) rename(synced_names_, pending);
      pending_names_.clear();
      return;
    case Operation::Kind::write:
    case Operation::Kind::truncate:
      change(files_[operation.file].seen, operation);
      files_[operation.file].pending.push_back(operation);
      return;
    case Operation::Kind::sync: {
      File& file = files_[operation.file];
      for (const Operation& pending : file.pending) change(file.synced, pending);
      file.pending.clear();
      return;
    }
  }
}

std::optional<std::size_t> Disk::find(const std::string& name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

Image Disk::seen() const {
  Image result;
  for (const auto& [name, file] : names_) result[name] = files_[file].seen;
  return result;
}

Bytes Disk::survivor(const File& file, Random& random) const {
  Bytes result = file.synced;
  Fates fates(random);
  for (const Operation& pending : file.pending) {
    if (pending.kind == Operation::Kind::truncate) {
      if (fates.keeps()) change(result, pending);
      continue;
    }
    const Fate fate = fates.next();
    if (fate == Fate::kept) change(result, pending);
    if (fate == Fate::torn) write_torn(result, pending, random);
  }
  return result;
}

Image Disk::survivors(Random& random) const {
  Names names = synced_names_;
  Fates fates(random);
  for (const Operation& pending : pending_names_) {
    if (fates.keeps()) rename(names, pending);
  }
  Image result;
  for (const auto& [name, file] : names) result[name] = survivor(files_[file], random);
  return result;
}

}  // namespace pointsbank::durability
