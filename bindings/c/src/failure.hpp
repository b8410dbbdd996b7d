// Exceptions end here: each becomes a status, and what it says is kept for the thread.
#pragma once

#include <string>
#include <vector>

#include "pointsbank.h"
#include "pointsbank/issues.hpp"

namespace pointsbank::c {

/// The caller called wrongly; with a sentence in both languages.
class UsageFault : public UsageError {
 public:
  UsageFault(std::string code, std::vector<std::string> arguments);
  [[nodiscard]] const Issue& issue() const noexcept { return issue_; }

 private:
  explicit UsageFault(Issue issue);
  Issue issue_;
};

/// There was no memory while a command was carried out and answered.
struct OutcomeUnknown {};

/// Of the exception that is being handled: its status; what it says becomes this thread's last error.
[[nodiscard]] pointsbank_status status_of_exception() noexcept;

/// Acts; whatever is thrown becomes a status.
template <class Do>
[[nodiscard]] pointsbank_status guarded(const Do& act) noexcept {
  try {
    act();
    return POINTSBANK_OK;
  } catch (...) {
    return status_of_exception();
  }
}

/// The issues as a JSON array.
[[nodiscard]] std::string to_json(const Issues& issues);

}  // namespace pointsbank::c
