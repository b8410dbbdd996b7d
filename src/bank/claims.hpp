// A claim in work: what commands on claims share. (Who may and what the state allows: claims.cpp, disputes.cpp.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bank/work.hpp"
#include "workflow/policy.hpp"
#include "workflow/states.hpp"

namespace pointsbank::bank {

class ClaimAtWork {
 public:
  /// After all claims whose publicity has ended were booked as final. InputError where there is no such event.
  ClaimAtWork(Work& work, const std::string& event);
  /// One that was handed in just now.
  ClaimAtWork(Work& work, journal::EventEntry entry, store::EventRecord record, workflow::Policy policy);

  [[nodiscard]] const store::EventRecord& record() const noexcept { return record_; }
  [[nodiscard]] const journal::EventEntry& entry() const noexcept { return entry_; }
  [[nodiscard]] const workflow::Policy& policy() const noexcept { return policy_; }

  /// Refuses with `wrong_state` where the state does not allow the step.
  void need_state_for(journal::Step step) const;
  /// Refuses with `conflict_of_interest` where who acts is of the claim's household.
  void need_no_interest() const;
  /// Refuses with `already_reviewed` where who acts has approved the claim.
  void need_not_approved() const;

  [[nodiscard]] const std::vector<journal::EventStep>& steps() const noexcept { return steps_; }
  [[nodiscard]] std::int64_t approvals() const noexcept;
  [[nodiscard]] bool has_step(journal::Step step) const noexcept;

  /// Books a step and what it leads to. What begins or ends to count marks its household.
  void take(journal::EventStep step);
  void take(journal::Step step, const std::string& reason);
  /// Makes it public, and final where that takes no time. The reviewers' points are averaged.
  void publish();
  /// Keeps the claim after an objection: public until it would have been final, or final now.
  void keep(const std::string& reason);
  /// Publicity has ended.
  void finalise(Moment due);

  /// `event`, `household`, `state` and, of a public claim, `due`.
  [[nodiscard]] Answer answer() const;

 private:
  [[nodiscard]] std::string decided_points() const;

  Work& work_;
  store::EventRecord record_;
  journal::EventEntry entry_;
  workflow::Policy policy_;
  std::vector<journal::EventStep> steps_;
};

/// Everything that is wrong with an event's cells, as reading a table would say it.
void check_cells(Work& work, const journal::EventEntry& event);

/// The household that an event is of: the one it names, or its member's on that day. InputError where there is none.
[[nodiscard]] std::string household_of(Work& work, const std::string& household, const std::string& member, Date date);

/// The civil date of the column `at`, which has been checked.
[[nodiscard]] Date date_of_cell(std::string_view text, int utc_offset);

}  // namespace pointsbank::bank
