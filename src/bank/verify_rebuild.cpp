// What each entry of the journal means, said a second time. First part: who and what there is; claims.
#include "bank/verify_rebuild.hpp"

#include <algorithm>

#include "pointsbank/rule_list.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::bank {

namespace {

using store::EventState;

bool is_given(const std::vector<journal::Cell>& cells, std::string_view column) {
  return std::any_of(cells.begin(), cells.end(), [&](const journal::Cell& cell) { return cell.column == column; });
}

bool holds(const store::MemberRecord& stay, Date date) {
  return (!stay.joined || *stay.joined <= date) && (!stay.left || date < *stay.left);
}

}  // namespace

void Rebuilt::take(Seq seq, const digest::MerkleTree& before, const journal::Entry& entry) {
  seq_ = seq;
  before_ = &before;
  std::visit([this](const auto& each) { (*this)(each); }, entry);
}

void Rebuilt::operator()(const journal::Created& entry) {
  if (seq_ != 1) return wrong("verify_created_late");
  bank = entry.bank;
}

void Rebuilt::operator()(const journal::Adopted& entry) {
  adopted = seq_;
  for (const Digest& digest : entry.lists) {
    const std::optional<std::string> text = store_.document(digest);
    if (!text || sha256(*text) != digest) {
      wrong("verify_rule_list", {digest.to_string()});
    } else {
      utc_offset_ = parse({entry.rule_book, *text}).model().utc_offset;
    }
  }
}

void Rebuilt::note_name(const std::string& person, const std::optional<Digest>& digest) {
  if (digest) persons[person] = {digest, seq_, false};
}

void Rebuilt::operator()(const journal::HouseholdRow& entry) {
  household_rows[{entry.household, entry.from}] = seq_;
  households.insert(entry.household);
  note_name(entry.household, entry.name);
}

void Rebuilt::operator()(const journal::MemberStay& entry) {
  stays[{entry.member, entry.joined}] = {entry.member, entry.household, entry.joined, entry.left, seq_};
  note_name(entry.member, entry.name);
}

void Rebuilt::operator()(const journal::Officer& entry) {
  officers[{entry.person, static_cast<std::uint8_t>(entry.role), entry.joined}] = entry.left;
}

void Rebuilt::operator()(const journal::Forgotten& entry) { persons[entry.person] = {std::nullopt, seq_, true}; }

std::string Rebuilt::household_of(const std::string& member, Date date) const {
  for (auto stay = stays.lower_bound({member, std::nullopt}); stay != stays.end() && stay->first.first == member;
       ++stay) {
    if (holds(stay->second, date)) return stay->second.household;
  }
  return {};
}

void Rebuilt::operator()(const journal::EventEntry& entry) {
  Event made;
  made.seq = seq_;
  const bool is_revocation = entry.is_final && is_given(entry.cells, "revokes");
  const std::optional<Date> date = Date::parse(entry.occurred);
  made.date = is_revocation ? day_of(entry.at)
              : date        ? *date
                            : day_of(Moment::parse(entry.occurred).value_or(Moment{}));
  const std::string household =
      entry.household.empty() && !entry.member.empty() ? household_of(entry.member, made.date) : entry.household;
  made.household = names.add(household);
  made.member = names.add(entry.member);
  if (entry.is_final) {
    made.state = is_revocation ? EventState::revoked : EventState::final;
    if (!is_revocation) made.decided = entry.at;
  }
  if (!events.emplace(entry.event, std::move(made)).second) wrong("verify_twice", {"event", entry.event});
}

std::optional<EventState> Rebuilt::after(EventState state, journal::Step step) noexcept {
  using journal::Step;
  const auto from = [&](std::initializer_list<EventState> allowed, EventState to) -> std::optional<EventState> {
    return std::find(allowed.begin(), allowed.end(), state) != allowed.end() ? std::optional(to) : std::nullopt;
  };
  switch (step) {
    case Step::approved: return from({EventState::submitted}, EventState::submitted);
    case Step::rejected: return from({EventState::submitted}, EventState::rejected);
    case Step::published: return from({EventState::submitted}, EventState::published);
    case Step::objected: return from({EventState::published}, EventState::objected);
    case Step::kept: return from({EventState::objected}, EventState::published);
    case Step::struck: return from({EventState::objected}, EventState::rejected);
    case Step::finalised: return from({EventState::published}, EventState::final);
    case Step::withdrawn:
      return state == EventState::final
                 ? std::optional(EventState::revoked)
                 : from({EventState::submitted, EventState::published, EventState::objected}, EventState::withdrawn);
    case Step::appealed: return from({EventState::final}, EventState::appealed);
    case Step::upheld: return from({EventState::appealed}, EventState::revoked);
    case Step::dismissed: return from({EventState::appealed}, EventState::final);
    case Step::revoked: return from({EventState::final, EventState::appealed}, EventState::revoked);
  }
  return std::nullopt;
}

void Rebuilt::operator()(const journal::EventStep& entry) {
  const auto found = events.find(entry.event);
  if (found == events.end()) return wrong("verify_unknown", {"event", entry.event});
  Event& event = found->second;
  const std::optional<EventState> reached = after(event.state, entry.step);
  if (!reached) return wrong("verify_step", {entry.event, std::string(to_string(entry.step))});
  event.state = *reached;
  event.steps.push_back(seq_);
  if (entry.due) event.due = entry.due;
  if (entry.step == journal::Step::published) event.points = entry.points;
  if (entry.step == journal::Step::finalised) event.decided = entry.at;
}

void Rebuilt::operator()(const journal::Settled& entry) {
  if (through && entry.through < *through) wrong("verify_through", {entry.through.to_string(), through->to_string()});
  through = entry.through;
}

void Rebuilt::operator()(const journal::Refused& entry) {
  if (!store_.kept_answer(entry.key)) wrong("verify_key", {entry.key});
}

}  // namespace pointsbank::bank
