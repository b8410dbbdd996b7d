// Claims from being handed in until they are final: submit, approve, reject, withdraw.
#include "bank/claims.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "bank/claim_cells.hpp"
#include "bank/entry_reading.hpp"
#include "core/nearest.hpp"
#include "records/text_check.hpp"
#include "workflow/calendar.hpp"

namespace pointsbank::bank {

namespace {

using journal::Step;
using workflow::State;

// ------------------------------------------------------------------------------------------------------ handing in

std::vector<Digest> evidence_of(const Submit& request) {
  std::vector<Digest> evidence;
  for (std::size_t i = 0; i < request.evidence.size(); ++i) {
    const std::optional<Digest> digest = Digest::parse(request.evidence[i]);
    if (!digest) wrong("evidence/" + std::to_string(i), "bank_no_digest", {records::shown(request.evidence[i])});
    // The same file twice is one piece of evidence.
    if (std::find(evidence.begin(), evidence.end(), *digest) == evidence.end()) evidence.push_back(*digest);
  }
  return evidence;
}

void add_attributes(const Submit& request, const TableFormat& format, std::vector<journal::Cell>& cells) {
  for (std::size_t i = 0; i < request.attributes.size(); ++i) {
    const Cell& cell = request.attributes[i];
    const std::string field = "attributes/" + std::to_string(i) + "/column";
    std::vector<std::string_view> names;
    for (const Attribute& attribute : format.event_attributes) names.push_back(attribute.name);
    if (std::find(names.begin(), names.end(), cell.column) == names.end()) {
      const std::string near = nearest(cell.column, names);
      wrong(field, "bank_unknown_attribute", {records::shown(cell.column)},
            near.empty() ? std::string() : "table_hint_did_you_mean",
            near.empty() ? std::vector<std::string>{} : std::vector<std::string>{near});
    }
    const bool is_again = std::any_of(cells.begin(), cells.end(),
                                      [&](const journal::Cell& other) { return other.column == cell.column; });
    if (is_again) wrong(field, "table_duplicate_column", {records::shown(cell.column)});
    if (!cell.text.empty()) cells.push_back({cell.column, cell.text});
  }
}

journal::EventEntry entry_of_request(Work& work, const Submit& request) {
  journal::EventEntry entry;
  entry.by = work.by();
  entry.at = work.at();
  entry.event = request.event;
  for (store::Seq number = work.next_seq();
       entry.event.empty() || (request.event.empty() && work.store().event(entry.event)); ++number) {
    entry.event = "claim-" + std::to_string(number);
  }
  entry.household = request.household;
  entry.member = request.member;
  entry.kind = request.kind;
  entry.occurred = request.occurred;
  const std::array<std::pair<const char*, const std::string*>, 4> columns = {
      {{"quantity", &request.quantity}, {"points", &request.points}, {"grade", &request.grade}, {"act", &request.act}}};
  for (const auto& [column, text] : columns) {
    if (!text->empty()) entry.cells.push_back({column, *text});
  }
  add_attributes(request, work.book().program->table_format(), entry.cells);
  entry.evidence = evidence_of(request);
  return entry;
}

std::string_view cell(const journal::EventEntry& entry, std::string_view column) {
  for (const journal::Cell& one : entry.cells) {
    if (one.column == column) return one.text;
  }
  return {};
}

/// InputError where the text is no number, or none that a rule of the kind takes.
void check_points(const workflow::Policy& policy, std::string_view points) {
  if (points.empty()) return;
  const DecimalResult read = parse_decimal(points);
  if (read.fault != DecimalFault::none) wrong("points", "cell_not_a_number", {records::shown(points)});
  if (!policy.needs_points()) wrong("points", "bank_points_not_asked", {records::shown(points)});
  if (policy.allows_points(Number(read.value))) return;
  const auto& [least, most] = policy.ranges.front();
  wrong("points", "bank_points_out_of_range", {records::shown(points), least.to_string(), most.to_string()});
}

/// The version in effect on the date has to know what kind of event it is: else the claim could never earn anything.
void check_kind(Work& work, const journal::EventEntry& entry, Date date, const workflow::Policy& policy) {
  const rulelist::List* const list = work.book().model.on(date);
  if (list == nullptr) wrong("occurred", "bank_no_version", {date.to_string()});
  if (policy.is_heard) return;
  const std::vector<std::string_view> known(list->kinds.begin(), list->kinds.end());
  const std::string near = nearest(entry.kind, known);
  wrong("kind", "bank_unknown_kind", {records::shown(entry.kind), date.to_string()},
        near.empty() ? std::string() : "table_hint_did_you_mean",
        near.empty() ? std::vector<std::string>{} : std::vector<std::string>{near});
}

void check_new(Work& work, const std::string& event) {
  if (const auto there = work.store().event(event)) {
    wrong("event", "bank_event_there", {records::shown(event), std::string(workflow::to_string(there->state))});
  }
  if (work.store().setting("early_revocation:" + event)) wrong("event", "bank_event_revoked", {records::shown(event)});
}

/// How many have to approve. A clerk's record of somebody else needs nobody where the list says 0; of the clerk's own
/// household it does.
std::int64_t reviewers_for(Work& work, const std::string& household, const workflow::Policy& policy) {
  const bool is_clerks =
      work.is_officer(work.by(), journal::Role::clerk) && (policy.self_review || !work.acts_for(work.by(), household));
  return policy.reviewers_of(is_clerks);
}

// ------------------------------------------------------------------------------------------------------ withdrawing

/// Did the event earn something, and cost nothing? After settling through the work's day.
bool has_earned(Work& work, const store::EventRecord& record) {
  bool has_earned = false;
  for (const store::PostingRecord& open : work.store().open_postings_of(record.household)) {
    const auto posting = entry_of<journal::PostingEntry>(work.store(), open.seq);
    // What lapsed or was forfeited since was earned all the same.
    if (posting.event != record.event || posting.cause != "rule") continue;
    if (posting.standing < 0 || posting.spendable < 0) return false;
    has_earned = has_earned || posting.standing > 0 || posting.spendable > 0;
  }
  return has_earned;
}

}  // namespace

// ----------------------------------------------------------------------------------------------- what commands share

Date date_of_cell(std::string_view text, int utc_offset) {
  if (const std::optional<Date> date = Date::parse(text)) return *date;
  return Moment::parse(text).value_or(Moment{}).date(utc_offset);
}

void check_cells(Work& work, const journal::EventEntry& event) {
  const TableFormat& format = work.book().program->table_format();
  if (is_surely_sound(format, event)) return;
  Cells row = {{"event", event.event},
               {format.subject, event.household},
               {"member", event.member},
               {"kind", event.kind},
               {"at", event.occurred}};
  for (const journal::Cell& one : event.cells) row.emplace_back(one.column, one.text);
  static_cast<void>(make_events(std::span<const Cells>(&row, 1), format, "claim"));
}

std::string household_of(Work& work, const std::string& household, const std::string& member, Date date) {
  if (household.empty() && member.empty()) wrong("household", "bank_missing_field", {"household"});
  std::string found = household;
  if (!member.empty()) {
    const std::vector<store::MemberRecord> stays = work.store().stays_of_member(member);
    const auto stay = std::find_if(stays.begin(), stays.end(), [&](const store::MemberRecord& one) {
      return one.joined.value_or(Date::always()) <= date && date < one.left.value_or(Date::never());
    });
    if (stay == stays.end()) wrong("member", "bank_unknown_member", {records::shown(member), date.to_string()});
    if (!household.empty() && stay->household != household) {
      wrong("member", "bank_other_household",
            {records::shown(member), records::shown(stay->household), records::shown(household), date.to_string()});
    }
    found = stay->household;
  }
  need_known_household(work.store(), "household", found);
  return found;
}

ClaimAtWork::ClaimAtWork(Work& work, const std::string& event) : work_(work) {
  need_id("event", event);
  std::optional<store::EventRecord> found = work.store().event(event);
  if (!found) wrong("event", "bank_unknown_event", {records::shown(event)});
  record_ = *std::move(found);
  entry_ = entry_of<journal::EventEntry>(work.store(), record_.seq);
  policy_ = workflow::policy_of(work.book().model, entry_.kind, record_.date);
  for (const store::Seq seq : work.store().steps_of(event)) {
    steps_.push_back(entry_of<journal::EventStep>(work.store(), seq));
  }
}

ClaimAtWork::ClaimAtWork(Work& work, journal::EventEntry entry, store::EventRecord record, workflow::Policy policy)
    : work_(work), record_(std::move(record)), entry_(std::move(entry)), policy_(std::move(policy)) {}

void ClaimAtWork::need_state_for(Step step) const {
  if (workflow::next(record_.state, step)) return;
  Work::refuse("wrong_state", {{"event", record_.event}, {"state", std::string(workflow::to_string(record_.state))}});
}

void ClaimAtWork::need_no_interest() const {
  if (policy_.self_review || record_.household.empty() || !work_.acts_for(work_.by(), record_.household)) return;
  Work::refuse("conflict_of_interest",
               {{"person", work_.by()}, {"event", record_.event}, {"household", record_.household}});
}

void ClaimAtWork::need_not_approved() const {
  const bool has_approved = std::any_of(steps_.begin(), steps_.end(), [&](const journal::EventStep& step) {
    return step.step == Step::approved && step.by == work_.by();
  });
  if (has_approved) Work::refuse("already_reviewed", {{"person", work_.by()}, {"event", record_.event}});
}

std::int64_t ClaimAtWork::approvals() const noexcept {
  return std::count_if(steps_.begin(), steps_.end(),
                       [](const journal::EventStep& step) { return step.step == Step::approved; });
}

bool ClaimAtWork::has_step(Step step) const noexcept {
  return std::any_of(steps_.begin(), steps_.end(), [&](const journal::EventStep& one) { return one.step == step; });
}

void ClaimAtWork::take(journal::EventStep step) {
  const std::optional<State> reached = workflow::next(record_.state, step.step);
  if (!reached) throw UsageError("a step that the state does not allow");
  const bool counted = workflow::counts(record_.state);
  record_.state = *reached;
  if (step.step == Step::published) record_.points = step.points;
  if (step.due) record_.due = step.due;
  if (step.step == Step::finalised) record_.decided = step.at;
  work_.store().add_step(record_.event, work_.write(step));
  work_.store().update(record_);
  if (workflow::counts(record_.state) != counted) mark(work_, record_.household, entry_.member, record_.date);
  steps_.push_back(std::move(step));
}

void ClaimAtWork::take(Step step, const std::string& reason) {
  take(journal::EventStep{work_.by(), work_.at(), record_.event, step, reason, {}, {}, {}});
}

/// Nothing where no rule asks for points.
std::string ClaimAtWork::decided_points() const {
  if (!policy_.needs_points()) return {};
  std::vector<Number> given;
  for (const journal::EventStep& step : steps_) {
    if (step.step == Step::approved && !step.points.empty()) given.push_back(Number::of(step.points));
  }
  if (given.empty()) return std::string(cell(entry_, "points"));
  const rulelist::List& list = *work_.book().model.on(record_.date);
  return workflow::average(given, list.decimals, list.rounding).to_string();
}

void ClaimAtWork::publish() {
  const RuleBook& book = work_.book();
  const Moment due = policy_.end_of_publicity(work_.at(), work_.utc_offset(), workflow::WorkingDays(book.model));
  take(journal::EventStep{work_.by(), work_.at(), record_.event, Step::published, {}, decided_points(), {}, due});
  if (due <= work_.at()) finalise(due);
}

void ClaimAtWork::keep(const std::string& reason) {
  const Moment due = std::max(record_.due.value_or(work_.at()), work_.at());
  take(journal::EventStep{work_.by(), work_.at(), record_.event, Step::kept, reason, {}, {}, due});
  if (due <= work_.at()) finalise(due);
}

void ClaimAtWork::finalise(Moment due) {
  take(journal::EventStep{work_.by(), due, record_.event, Step::finalised, {}, record_.points, {}, {}});
}

Answer ClaimAtWork::answer() const {
  Answer answer;
  answer.values = {{"event", record_.event},
                   {"household", record_.household},
                   {"state", std::string(workflow::to_string(record_.state))}};
  const bool is_public = record_.state == State::published && record_.due;
  if (is_public) answer.values.push_back({"due", record_.due->to_string(work_.utc_offset())});
  return answer;
}

void finalise_due(Work& work) {
  for (const store::EventRecord& record : work.store().events_due(work.at())) {
    ClaimAtWork(work, record.event).finalise(*record.due);
  }
}

// ------------------------------------------------------------------------------------------------------------ commands

Answer carry_out(Work& work, const Submit& request) {
  const RuleBook& book = work.book();
  finalise_due(work);
  if (request.kind.empty()) wrong("kind", "bank_missing_field", {"kind"});
  if (request.occurred.empty()) wrong("occurred", "bank_missing_field", {"occurred"});
  const journal::EventEntry entry = entry_of_request(work, request);
  check_cells(work, entry);
  store::EventRecord record;
  record.event = entry.event;
  record.member = entry.member;
  record.date = date_of_cell(entry.occurred, work.utc_offset());
  record.household = household_of(work, entry.household, entry.member, record.date);
  check_new(work, entry.event);
  const workflow::Policy policy = workflow::policy_of(book.model, entry.kind, record.date);
  check_kind(work, entry, record.date, policy);
  check_points(policy, request.points);
  work.need_household_or_clerk(record.household);
  const auto there = static_cast<std::int64_t>(entry.evidence.size());
  if (there < policy.evidence) {
    Work::refuse("evidence_missing", {number_value("needed", policy.evidence), number_value("there", there)});
  }
  const std::int64_t reviewers = reviewers_for(work, record.household, policy);
  // Nobody will set them later.
  if (reviewers == 0 && policy.needs_points() && request.points.empty())
    wrong("points", "bank_missing_field", {"points"});
  record.seq = work.write(entry);
  work.store().insert(record);
  ClaimAtWork claim(work, entry, record, policy);
  if (reviewers == 0) claim.publish();
  Answer answer = claim.answer();
  answer.values.push_back(number_value("reviewers", reviewers));
  return answer;
}

Answer carry_out(Work& work, const Approve& request) {
  work.need_officer(journal::Role::reviewer);
  finalise_due(work);
  ClaimAtWork claim(work, request.event);
  check_points(claim.policy(), request.points);
  claim.need_state_for(Step::approved);
  claim.need_no_interest();
  claim.need_not_approved();
  const std::string points = request.points.empty() && claim.policy().needs_points()
                                 ? std::string(cell(claim.entry(), "points"))
                                 : request.points;
  if (claim.policy().needs_points() && points.empty()) wrong("points", "bank_missing_field", {"points"});
  claim.take(journal::EventStep{work.by(), work.at(), request.event, Step::approved, request.reason, points, {}, {}});
  const std::int64_t needed = claim.policy().reviewers_of(false);
  if (claim.approvals() >= needed) claim.publish();
  Answer answer = claim.answer();
  answer.values.push_back(number_value("approvals", claim.approvals()));
  answer.values.push_back(number_value("reviewers", needed));
  return answer;
}

Answer carry_out(Work& work, const Reject& request) {
  work.need_officer(journal::Role::reviewer);
  finalise_due(work);
  ClaimAtWork claim(work, request.event);
  claim.need_state_for(Step::rejected);
  claim.need_no_interest();
  claim.need_not_approved();
  claim.take(Step::rejected, request.reason);
  return claim.answer();
}

Answer carry_out(Work& work, const Withdraw& request) {
  finalise_due(work);
  ClaimAtWork claim(work, request.event);
  work.need_household(claim.record().household);
  claim.need_state_for(Step::withdrawn);
  if (claim.record().state == State::final) {
    settle(work, work.day());
    if (!has_earned(work, claim.record())) {
      Work::refuse("wrong_state", {{"event", request.event}, {"state", "final"}, {"earned", "0"}});
    }
  }
  claim.take(Step::withdrawn, request.reason);
  return claim.answer();
}

}  // namespace pointsbank::bank
