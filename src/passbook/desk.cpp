// What stands on a desk: claims and their way, the shelf, what was set aside; and why an event counts as it does.
#include <algorithm>

#include "bank/faults.hpp"
#include "passbook/reading.hpp"
#include "passbook/reasons.hpp"
#include "pointsbank/explain.hpp"

namespace pointsbank::bank {

namespace {

using passbook::Reading;
using store::EventState;

constexpr std::pair<EventState, std::string_view> state_words[] = {
    {EventState::submitted, "submitted"}, {EventState::published, "published"}, {EventState::objected, "objected"},
    {EventState::final, "final"},         {EventState::rejected, "rejected"},   {EventState::withdrawn, "withdrawn"},
    {EventState::appealed, "appealed"},   {EventState::revoked, "revoked"},
};
constexpr EventState undecided[] = {EventState::submitted, EventState::published, EventState::objected,
                                    EventState::appealed};

std::string_view word_of(EventState state) {
  return std::find_if(std::begin(state_words), std::end(state_words),
                      [&](const auto& each) { return each.first == state; })
      ->second;
}

std::optional<EventState> parse_state(std::string_view word) {
  for (const auto& [state, known] : state_words) {
    if (known == word) return state;
  }
  return std::nullopt;
}

ClaimStep first_step(const journal::EventEntry& entry, store::Seq seq) {
  return {seq, entry.at, entry.by, entry.is_final ? "imported" : "submitted", {}, {}};
}

Claim claim_of(Reading& reading, const store::EventRecord& record) {
  const auto entry = reading.entry<journal::EventEntry>(record.seq);
  Claim claim;
  claim.event = record.event;
  claim.household = record.household;
  claim.member = entry.member;
  claim.kind = entry.kind;
  claim.occurred = entry.occurred;
  claim.state = word_of(record.state);
  if (record.state == EventState::published) claim.due = record.due;
  for (const journal::Cell& cell : entry.cells) claim.cells.emplace_back(cell.column, cell.text);
  claim.evidence = entry.evidence;
  claim.steps.push_back(first_step(entry, record.seq));
  for (const store::Seq seq : reading.store().steps_of(record.event)) {
    const auto step = reading.entry<journal::EventStep>(seq);
    claim.steps.push_back(
        {seq, step.at, step.by, std::string(journal::to_string(step.step)), step.reason, step.points});
  }
  return claim;
}

std::string_view word_of(store::HoldState state) {
  switch (state) {
    case store::HoldState::held: return "held";
    case store::HoldState::collected: return "collected";
    case store::HoldState::cancelled: return "cancelled";
    case store::HoldState::timed_out: return "timed_out";
  }
  return "";
}

}  // namespace

std::vector<Claim> Bank::claims(std::string_view state, std::string_view household) {
  Reading reading(*this);
  const std::optional<EventState> wanted = parse_state(state);
  if (!state.empty() && !wanted) wrong_question("bank_unknown_state", state);
  std::vector<store::EventRecord> records;
  if (!household.empty()) {
    reading.need_household(household);
    reading.store().visit_events_of(household, [&](const store::EventRecord& record) {
      if (!wanted || record.state == *wanted) records.push_back(record);
      return true;
    });
  } else if (wanted) {
    records = reading.store().events_in(*wanted);
  } else {
    for (const EventState each : undecided) {
      const std::vector<store::EventRecord> found = reading.store().events_in(each);
      records.insert(records.end(), found.begin(), found.end());
    }
  }
  std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
  std::vector<Claim> claims;
  claims.reserve(records.size());
  for (const store::EventRecord& record : records) claims.push_back(claim_of(reading, record));
  return claims;
}

Why Bank::why(std::string_view event) {
  Reading reading(*this);
  const std::optional<store::EventRecord> record = reading.store().event(event);
  if (!record) wrong_question("bank_unknown_event", event);
  Why why;
  why.claim = claim_of(reading, *record);
  const RuleBook* const book = passbook::book_in_force(*this);
  const std::optional<std::string> through = reading.store().setting("through");
  const bool counts = record->state == EventState::final || record->state == EventState::appealed;
  if (book == nullptr || !through || !counts) return why;
  const std::vector<std::string> households = {record->household};
  const Inputs inputs = inputs_of(state(), *book, record->household.empty() ? nullptr : &households);
  EvaluateOptions options;
  options.through = Date::parse(*through).value_or(Date{});
  options.members = inputs.members;
  options.has_members = inputs.has_members;
  options.entries = inputs.entries;
  options.published = std::make_shared<const Published>(inputs.published);
  const Explanation explanation =
      explain(*book->program, inputs.roster, inputs.events, options, {{}, std::string(event)});
  why.json = explanation.json;
  why.zh = explanation.zh;
  why.en = explanation.en;
  return why;
}

std::vector<ShelfLine> Bank::shelf() {
  Reading reading(*this);
  std::vector<ShelfLine> shelf;
  for (const store::GoodsRecord& goods : reading.store().all_goods()) {
    shelf.push_back({goods.goods, goods.title, goods.points, goods.in_stock, goods.held, goods.handed_out, goods.bought,
                     goods.limit, goods.per});
  }
  return shelf;
}

std::vector<Hold> Bank::redemptions(std::string_view household) {
  Reading reading(*this);
  std::vector<store::RedemptionRecord> records;
  if (household.empty()) {
    records = reading.store().held();
  } else {
    reading.need_household(household);
    records = reading.store().redemptions_of(household);
  }
  std::vector<Hold> holds;
  for (const store::RedemptionRecord& record : records) {
    Hold hold{record.redemption,
              record.household,
              record.date,
              record.points,
              std::string(word_of(record.state)),
              record.last_day,
              {}};
    for (const journal::RedemptionLine& line : reading.entry<journal::Redeemed>(record.seq).lines) {
      hold.lines.push_back({line.goods, line.pieces});
    }
    holds.push_back(std::move(hold));
  }
  return holds;
}

}  // namespace pointsbank::bank
