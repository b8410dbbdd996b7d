// A few banks on the same file, one for each request that is being worked on: a Bank belongs to one thread at a time.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "pointsbank/bank.hpp"

namespace portal {

class BankPool {
 public:
  BankPool(std::filesystem::path file, std::size_t count) : file_(std::move(file)), free_(count) {}

  /// Holds a bank until it goes out of scope. A bank during whose use something was thrown that leaves it in doubt is
  /// given back closed, and opened anew by the next who takes it.
  class Lease {
   public:
    explicit Lease(BankPool& pool) : pool_(pool), bank_(pool.take()) {}
    ~Lease() { pool_.give_back(std::move(bank_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    [[nodiscard]] pointsbank::bank::Bank& bank() noexcept { return *bank_; }
    void close() noexcept { bank_.reset(); }

   private:
    BankPool& pool_;
    std::unique_ptr<pointsbank::bank::Bank> bank_;
  };

 private:
  std::unique_ptr<pointsbank::bank::Bank> take();
  void give_back(std::unique_ptr<pointsbank::bank::Bank> bank);

  std::filesystem::path file_;
  std::mutex mutex_;
  std::condition_variable is_free_;
  std::vector<std::unique_ptr<pointsbank::bank::Bank>> free_;  ///< empty ones are opened when they are taken
};

}  // namespace portal
