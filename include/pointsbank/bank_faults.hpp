// What the bank throws when its file or the machine does not do what it should. Each has a code and figures, so that
// there is a sentence in either language: `fault.issue().sentence(Language::zh)`.
#pragma once

#include "pointsbank/issues.hpp"

namespace pointsbank::bank {

/// Somebody else holds the file; after the stated time the command was not begun, or was taken back wholly. Try again.
class BusyError : public Error {
 public:
  explicit BusyError(Issue issue);
  [[nodiscard]] const Issue& issue() const noexcept { return issue_; }

 private:
  Issue issue_;
};

/// The machine failed: the disk is full or faulty, the file cannot be opened. What was under way is taken back wholly.
class StorageError : public MachineError {
 public:
  explicit StorageError(Issue issue);
  [[nodiscard]] const Issue& issue() const noexcept { return issue_; }

 private:
  Issue issue_;
};

/// The machine failed while a transaction was being made durable: it is there wholly or not at all. Ask with the same
/// key, on a bank opened anew.
class UnknownOutcomeError : public StorageError {
 public:
  using StorageError::StorageError;
};

/// The file is no bank, of a later format, damaged, there already, or does not allow what it should.
class StoreError : public InputError {
 public:
  explicit StoreError(Issue issue);
};

}  // namespace pointsbank::bank
