// What `verify` found, in the order in which it was found; beyond a hundred it is only counted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pointsbank/bank.hpp"
#include "store/store.hpp"

namespace pointsbank::bank {

class Findings {
 public:
  void add(std::string code, store::Seq entry, std::vector<std::string> values = {}) {
    if (found_.size() < most) {
      found_.push_back({std::move(code), entry, std::move(values)});
    } else {
      ++more_;
    }
  }
  [[nodiscard]] std::vector<Finding> take() {
    if (more_ > 0) found_.push_back({"verify_more", 0, {std::to_string(more_)}});
    return std::move(found_);
  }

 private:
  static constexpr std::size_t most = 100;
  std::vector<Finding> found_;
  std::int64_t more_ = 0;
};

/// Does a part of the work; what it throws, as reading a damaged file may, is a finding too.
template <class Part>
void guarded(Findings& findings, const char* part, const Part& work) {
  try {
    work();
  } catch (const Cancelled&) {
    throw;
  } catch (const std::exception& error) {
    findings.add("verify_unreadable", 0, {part, error.what()});
  }
}

}  // namespace pointsbank::bank
