#include "pointsbank/bank_faults.hpp"

#include <utility>

namespace pointsbank::bank {

BusyError::BusyError(Issue issue) : Error(issue.to_string()), issue_(std::move(issue)) {}

StorageError::StorageError(Issue issue) : MachineError(issue.to_string()), issue_(std::move(issue)) {}

StoreError::StoreError(Issue issue) : InputError(Issues{std::move(issue)}) {}

}  // namespace pointsbank::bank
