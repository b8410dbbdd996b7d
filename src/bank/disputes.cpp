// Objections to what is public, and appeals against what is final.
#include <algorithm>

#include "bank/claims.hpp"
#include "workflow/calendar.hpp"

namespace pointsbank::bank {

namespace {

using journal::Step;

/// Anybody whom the bank knows may object.
void need_known_person(Work& work) {
  store::Store& store = work.store();
  const bool is_known = !store.rows_of_household(work.by()).empty() || !store.stays_of_member(work.by()).empty() ||
                        !store.offices_of(work.by()).empty();
  if (!is_known) Work::refuse("not_allowed", {{"person", work.by()}, {"needed", "known_person"}});
}

/// The last day of an appeal against a claim, where it has one.
std::optional<Date> last_day_of_appeal(Work& work, const ClaimAtWork& claim) {
  if (!claim.policy().appeal_days) return std::nullopt;
  const Date since = claim.record().decided.value_or(work.at()).date(work.utc_offset());
  return workflow::last_day_of_appeal(since, *claim.policy().appeal_days);
}

Answer end_appeal(Work& work, const std::string& event, Step step, const std::string& reason) {
  work.need_officer(journal::Role::reviewer);
  finalise_due(work);
  ClaimAtWork claim(work, event);
  claim.need_state_for(step);
  claim.need_no_interest();
  claim.take(step, reason);
  return claim.answer();
}

}  // namespace

Answer carry_out(Work& work, const Object& request) {
  need_known_person(work);
  finalise_due(work);
  ClaimAtWork claim(work, request.event);
  claim.need_state_for(Step::objected);
  claim.take(Step::objected, request.reason);
  return claim.answer();
}

Answer carry_out(Work& work, const Decide& request) {
  work.need_officer(journal::Role::reviewer);
  finalise_due(work);
  ClaimAtWork claim(work, request.event);
  claim.need_state_for(request.keep ? Step::kept : Step::struck);
  claim.need_no_interest();
  claim.need_not_approved();
  if (request.keep) {
    claim.keep(request.reason);
  } else {
    claim.take(Step::struck, request.reason);
  }
  return claim.answer();
}

Answer carry_out(Work& work, const Appeal& request) {
  finalise_due(work);
  ClaimAtWork claim(work, request.event);
  work.need_household(claim.record().household);
  claim.need_state_for(Step::appealed);
  const std::string state(workflow::to_string(claim.record().state));
  if (claim.has_step(Step::appealed)) {
    Work::refuse("wrong_state", {{"event", request.event}, {"state", state}, {"appeals", "1"}});
  }
  const std::optional<Date> last_day = last_day_of_appeal(work, claim);
  if (last_day && *last_day < work.day()) {
    Work::refuse("wrong_state", {{"event", request.event}, {"state", state}, {"last_day", last_day->to_string()}});
  }
  claim.take(Step::appealed, request.reason);
  return claim.answer();
}

Answer carry_out(Work& work, const Uphold& request) {
  return end_appeal(work, request.event, Step::upheld, request.reason);
}

Answer carry_out(Work& work, const Dismiss& request) {
  return end_appeal(work, request.event, Step::dismissed, request.reason);
}

}  // namespace pointsbank::bank
