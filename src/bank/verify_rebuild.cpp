// What each entry of the journal means, said a second time. First part: who and what there is; claims.
#include "bank/verify_rebuild.hpp"

#include <algorithm>

#include "core/text_hash.hpp"
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

Rebuilt::Rebuilt(store::Store& store, Findings& findings, Seq entries)
    : store_(store), findings_(findings), event_numbers_(static_cast<std::size_t>(entries / 2)) {
  events.reserve(static_cast<std::size_t>(entries / 2));
  postings.reserve(static_cast<std::size_t>(entries / 2));
  event_by_seq_.reserve(static_cast<std::size_t>(entries + 1));
}

Id Rebuilt::find_event(std::string_view id) const {
  const Id found = event_numbers_.find(id, hash_text(id), [this](Id number) { return event_ids[number]; });
  return found == records::IdTable::none ? no_id : found;
}

Id Rebuilt::find_event(std::string_view id, Seq seq) const {
  const bool is_known = seq > 0 && static_cast<std::size_t>(seq) < event_by_seq_.size();
  const Id number = is_known ? event_by_seq_[static_cast<std::size_t>(seq)] : no_id;
  return number != no_id && event_ids[number] == id ? number : find_event(id);
}

const Rebuilt::Step* Rebuilt::find_step(Seq seq) const {
  const auto found =
      std::lower_bound(steps.begin(), steps.end(), seq, [](const Step& step, Seq wanted) { return step.seq < wanted; });
  return found == steps.end() || found->seq != seq ? nullptr : &*found;
}

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
  const Id name = names.add(entry.household);
  if (is_household_.size() <= name) is_household_.resize(name + std::size_t{1}, false);
  is_household_[name] = true;
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
    if (!is_revocation) made.decided = entry.at.microseconds;
  }
  const auto number = static_cast<Id>(events.size());
  const auto text_of = [this](Id each) { return event_ids[each]; };
  if (event_numbers_.find_or_add(entry.event, hash_text(entry.event), number, text_of) != records::IdTable::none) {
    return wrong("verify_twice", {"event", entry.event});
  }
  event_ids.add(entry.event);
  events.push_back(made);
  event_by_seq_.resize(static_cast<std::size_t>(seq_) + 1, no_id);
  event_by_seq_.back() = number;
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
  const Id number = find_event(entry.event);
  if (number == no_id) return wrong("verify_unknown", {"event", entry.event});
  Event& event = events[number];
  const std::optional<EventState> reached = after(event.state, entry.step);
  if (!reached) return wrong("verify_step", {entry.event, std::string(to_string(entry.step))});
  event.state = *reached;
  steps.push_back({seq_, number});
  if (entry.due) event.due = entry.due->microseconds;
  if (entry.step == journal::Step::published) event.points = entry.points.empty() ? no_id : names.add(entry.points);
  if (entry.step == journal::Step::finalised) event.decided = entry.at.microseconds;
}

void Rebuilt::operator()(const journal::Settled& entry) {
  if (through && entry.through < *through) wrong("verify_through", {entry.through.to_string(), through->to_string()});
  through = entry.through;
}

void Rebuilt::operator()(const journal::Refused& entry) {
  if (!store_.kept_answer(entry.key)) wrong("verify_key", {entry.key});
}

}  // namespace pointsbank::bank
