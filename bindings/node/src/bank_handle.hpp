// A bank as JavaScript holds it: open until it is closed, or until nobody holds it any more.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "addon.hpp"
#include "pointsbank/bank.hpp"

namespace pointsbank::node {

/// lib/bank.js calls one after another; the lock is there so that no caller can break the library's promise.
struct BankHandle {
  explicit BankHandle(bank::Bank opened) : bank(std::move(opened)) {}
  std::mutex guard;
  std::optional<bank::Bank> bank;
};

template <class Work>
auto with_bank(BankHandle& handle, Work work) {
  const std::lock_guard lock(handle.guard);
  if (!handle.bank) throw UsageError("the bank is closed");
  return std::invoke(work, *handle.bank);
}

[[nodiscard]] Moment moment_of(const std::string& text, const char* name);

void add_questions(Napi::Object exports);

}  // namespace pointsbank::node
