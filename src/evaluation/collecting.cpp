// Putting what households recorded into the one order that the specification fixes.

#include <algorithm>
#include <limits>
#include <span>

#include "evaluation/engine.hpp"

namespace pointsbank::evaluation {

namespace {

/// Sorts `rows` by the day that `day_of` gives, then within each day by `before`. Days are few: counting them first
/// leaves short runs to compare.
template <class Row, class DayOf, class Before>
void sort_by_day(std::vector<Row>& rows, DayOf day_of, Before before) {
  if (rows.empty()) return;
  std::int32_t least = std::numeric_limits<std::int32_t>::max();
  std::int32_t most = std::numeric_limits<std::int32_t>::min();
  for (const Row& row : rows) {
    least = std::min(least, day_of(row));
    most = std::max(most, day_of(row));
  }
  const std::size_t days = static_cast<std::size_t>(static_cast<std::int64_t>(most) - least) + 1;
  if (days > rows.size() + 100'000) {  // a few rows over thousands of years
    std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
      return day_of(a) != day_of(b) ? day_of(a) < day_of(b) : before(a, b);
    });
    return;
  }
  std::vector<std::size_t> begins(days + 1, 0);
  for (const Row& row : rows) ++begins[static_cast<std::size_t>(static_cast<std::int64_t>(day_of(row)) - least) + 1];
  for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
  std::vector<std::size_t> next(begins.begin(), begins.end() - 1);
  std::vector<Row> sorted(rows.size());
  for (const Row& row : rows)
    sorted[next[static_cast<std::size_t>(static_cast<std::int64_t>(day_of(row)) - least)]++] = row;
  rows.swap(sorted);
  for (std::size_t i = 0; i < days; ++i) {
    std::sort(rows.begin() + static_cast<std::ptrdiff_t>(begins[i]),
              rows.begin() + static_cast<std::ptrdiff_t>(begins[i + 1]), before);
  }
}

/// Sorts events by moment, then as comes_before says. Many events are of a bare date, so that their ids decide: those
/// are compared by their first eight bytes, fetched once.
class MomentOrder {
 public:
  explicit MomentOrder(const Events::Columns& events)
      : events_(events), ids_decide_(events.microsecond.empty() && events.recorded.empty()) {}

  void sort(std::vector<EventPlace>& places) {
    sort_by_day(
        places, [](const EventPlace& place) { return static_cast<std::int32_t>(place.moment >> 17); },
        [](const EventPlace& a, const EventPlace& b) { return a.moment < b.moment; });
    for (std::size_t begin = 0; begin < places.size();) {
      std::size_t end = begin + 1;
      while (end < places.size() && places[end].moment == places[begin].moment) ++end;
      if (end - begin > 1) sort_ties(std::span(places.data() + begin, end - begin));
      begin = end;
    }
  }

 private:
  struct Tie {
    std::uint64_t prefix;  // of the id, as a number that orders as its bytes do
    Id row;
  };

  void sort_ties(std::span<EventPlace> places) {
    if (!ids_decide_) {
      std::sort(places.begin(), places.end(),
                [&](const EventPlace& a, const EventPlace& b) { return comes_before(events_, a.row, b.row); });
      return;
    }
    ties_.clear();
    for (const EventPlace& place : places) ties_.push_back({prefix_of(events_.id[place.row]), place.row});
    std::sort(ties_.begin(), ties_.end(), [&](const Tie& a, const Tie& b) {
      return a.prefix != b.prefix ? a.prefix < b.prefix : events_.id[a.row] < events_.id[b.row];
    });
    for (std::size_t i = 0; i < places.size(); ++i) places[i].row = ties_[i].row;
  }

  static std::uint64_t prefix_of(std::string_view id) noexcept {
    std::uint64_t prefix = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(id.size(), 8); ++i)
      prefix |= static_cast<std::uint64_t>(static_cast<unsigned char>(id[i])) << (56 - 8 * i);
    return prefix;
  }

  const Events::Columns& events_;
  bool ids_decide_;
  std::vector<Tie> ties_;
};

}  // namespace

std::vector<Id> global_order(const Events& events, std::vector<std::vector<EventPlace>> parts) {
  std::vector<EventPlace> places = std::move(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) {
    places.insert(places.end(), parts[i].begin(), parts[i].end());
    parts[i] = {};
  }
  MomentOrder(events.columns()).sort(places);
  std::vector<Id> ranks(events.size(), no_id);
  for (std::size_t i = 0; i < places.size(); ++i) ranks[places[i].row] = static_cast<Id>(i);
  return ranks;
}

std::vector<Posting> ordered_postings(std::vector<std::vector<RecordedPosting>> parts, const std::vector<Id>& ranks) {
  std::vector<RecordedPosting> all;
  std::size_t count = 0;
  for (const auto& part : parts) count += part.size();
  all.reserve(count);
  for (auto& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
    part = {};
  }
  for (RecordedPosting& each : all) {
    if (each.origin.phase == Phase::event || each.origin.phase == Phase::lapse)
      each.origin.major = ranks[each.origin.major];
  }
  sort_by_day(
      all, [](const RecordedPosting& each) { return each.posting.date.days; },
      [](const RecordedPosting& a, const RecordedPosting& b) {
        if (a.origin.phase != b.origin.phase) return a.origin.phase < b.origin.phase;
        if (a.origin.major != b.origin.major) return a.origin.major < b.origin.major;
        return a.origin.minor < b.origin.minor;
      });
  std::vector<Posting> postings;
  postings.reserve(all.size());
  for (const RecordedPosting& each : all) postings.push_back(each.posting);
  return postings;
}

std::vector<EventOutcome> ordered_outcomes(std::vector<std::vector<EventOutcome>> parts, const std::vector<Id>& ranks) {
  std::vector<std::uint32_t> next(ranks.size() + 1, 0);
  std::size_t count = 0;
  for (const auto& part : parts) {
    count += part.size();
    for (const EventOutcome& outcome : part) ++next[ranks[outcome.event] + 1];
  }
  for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
  // The outcomes of one event stand together in one part, in the order of its rules, and stay so.
  std::vector<EventOutcome> outcomes(count);
  for (auto& part : parts) {
    for (const EventOutcome& outcome : part) outcomes[next[ranks[outcome.event]]++] = outcome;
    part = {};
  }
  return outcomes;
}

std::vector<OtherOutcome> other_outcomes(const Binding& binding, const std::vector<NotEvaluated>& rejected) {
  const Events& events = binding.events;
  std::vector<OtherOutcome> others;
  others.reserve(rejected.size() + events.revocations().size() + events.duplicates().size());
  for (const NotEvaluated& each : rejected) {
    others.push_back({events.columns().id[each.row], each.household, each.outcome, each.reason});
  }
  const std::int64_t known_until = binding.options.as_of ? binding.options.as_of->microseconds : INT64_MAX;
  const auto is_known = [&](std::int64_t recorded) { return recorded == absent_cell || recorded <= known_until; };
  for (const Events::Revocation& each : events.revocations()) {
    OtherOutcome other{each.id, each.household, Outcome::revocation, Reason::none};
    const std::int64_t target_recorded = each.target == no_id || events.columns().recorded.empty()
                                             ? absent_cell
                                             : events.columns().recorded[each.target];
    if (!is_known(each.recorded)) {
      other.outcome = Outcome::later;
      other.reason = Reason::recorded_later;
    } else if (each.target == no_id || !is_known(target_recorded)) {
      other.outcome = Outcome::rejected;
      other.reason = Reason::unknown_event;
    }
    others.push_back(other);
  }
  for (const Events::Duplicate& each : events.duplicates()) {
    others.push_back({each.id, each.household, Outcome::duplicate, Reason::none});
  }
  std::sort(others.begin(), others.end(), [](const OtherOutcome& a, const OtherOutcome& b) {
    return a.event != b.event ? a.event < b.event : to_string(a.outcome) < to_string(b.outcome);
  });
  return others;
}

}  // namespace pointsbank::evaluation
