#include "banks.hpp"

#include <utility>

namespace portal {

using pointsbank::bank::Bank;

std::unique_ptr<Bank> BankPool::take() {
  std::unique_ptr<Bank> bank;
  {
    std::unique_lock lock(mutex_);
    is_free_.wait(lock, [this] { return !free_.empty(); });
    bank = std::move(free_.back());
    free_.pop_back();
  }
  if (bank != nullptr) return bank;
  try {
    return std::make_unique<Bank>(Bank::open(file_));
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void BankPool::give_back(std::unique_ptr<Bank> bank) {
  {
    const std::unique_lock lock(mutex_);
    free_.push_back(std::move(bank));
  }
  is_free_.notify_one();
}

}  // namespace portal
