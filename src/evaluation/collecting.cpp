// Putting what households recorded into the one order that the specification fixes.

#include <algorithm>
#include <limits>
#include <span>

#include "evaluation/engine.hpp"
#include "records/huge_pages.hpp"

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

/// Puts what was recorded of events into the order of 6.3, a portion of days at a time, by counting: the rows of one
/// event stand in one part, in their order.
template <class Row>
class InOrder {
 public:
  InOrder(const EventOrder& order, const Events& events, std::vector<const RecordedRows<Row>*> parts)
      : order_(order), days_(events.columns().date), parts_(std::move(parts)) {}

  [[nodiscard]] std::size_t size() const noexcept {
    std::size_t count = 0;
    for (std::size_t portion = 0; portion < order_.portions(); ++portion) count += size(portion);
    return count;
  }
  [[nodiscard]] std::size_t size(std::size_t portion) const noexcept {
    std::size_t count = 0;
    for (const RecordedRows<Row>* part : parts_) count += part->size(portion);
    return count;
  }

  /// Writes the rows of a portion to where `to` points.
  void put(std::size_t portion, Row* to) {
    count(portion);
    const std::uint32_t* place = places_.data();
    for_each(portion, [&](const RecordedRows<Row>& part, const PackedRow& packed) {
      to[next_[*place++]++] = part.row(packed, days_[packed.event]);
    });
  }

 private:
  template <class Work>
  void for_each(std::size_t portion, Work work) const {
    for (const RecordedRows<Row>* part : parts_) {
      std::size_t left = part->size(portion);
      const std::span<PackedRow* const> pages = part->pages(portion);
      for (std::size_t page = 0; page < pages.size(); ++page) {
        const std::size_t count = std::min(left, RecordedRows<Row>::rows_a_page);
        const PackedRow* const ahead = pages[std::min(page + 1, pages.size() - 1)];
        for (std::size_t i = 0; i < count; ++i) {
          __builtin_prefetch(ahead + i);  // the machine looks ahead within a page only
          work(*part, pages[page][i]);
        }
        left -= count;
      }
    }
  }

  /// Where the rows of each event begin.
  void count(std::size_t portion) {
    const Id begin = order_.portion_begin(portion);
    next_.assign(order_.portion_begin(portion + 1) - begin + 1, 0);
    places_.resize(size(portion));
    std::uint32_t* place = places_.data();
    for_each(portion, [&](const RecordedRows<Row>&, const PackedRow& packed) {
      *place = order_.rank(packed.event) - begin;
      ++next_[*place++ + 1];
    });
    for (std::size_t i = 1; i < next_.size(); ++i) next_[i] += next_[i - 1];
  }

  const EventOrder& order_;
  const Column<std::int32_t>& days_;
  std::vector<const RecordedRows<Row>*> parts_;
  std::vector<std::uint32_t> places_;  // of the portion: by row as recorded, the event's place among all
  std::vector<std::uint32_t> next_;    // by place: where its next row goes
};

/// What does not come of events, in the order of 6.3.
std::vector<RecordedPosting> sorted_of_days(std::span<TableRecorder> recorders, const EventOrder& order) {
  std::vector<RecordedPosting> all = std::move(recorders.front().of_days);
  for (TableRecorder& recorder : recorders.subspan(1)) {
    all.insert(all.end(), recorder.of_days.begin(), recorder.of_days.end());
    recorder.of_days = {};
  }
  for (RecordedPosting& each : all) {
    if (each.origin.phase == Phase::lapse) each.origin.major = order.rank(static_cast<Id>(each.origin.major));
  }
  sort_by_day(
      all, [](const RecordedPosting& each) { return each.posting.date.days; },
      [](const RecordedPosting& a, const RecordedPosting& b) {
        if (a.origin.phase != b.origin.phase) return a.origin.phase < b.origin.phase;
        if (a.origin.major != b.origin.major) return a.origin.major < b.origin.major;
        return a.origin.minor < b.origin.minor;
      });
  return all;
}

}  // namespace

std::vector<Posting> ordered_postings(std::span<TableRecorder> recorders, const Events& events,
                                      const EventOrder& order) {
  const std::vector<RecordedPosting> of_days = sorted_of_days(recorders, order);
  std::vector<const RecordedRows<Posting>*> parts;
  for (const TableRecorder& recorder : recorders) parts.push_back(&recorder.of_events);
  InOrder<Posting> of_events(order, events, std::move(parts));
  std::vector<Posting> postings;
  records::reserve_cells(postings, of_events.size() + of_days.size());
  auto other = of_days.begin();
  const auto comes_first = [](const RecordedPosting& of_day, Date day) {
    return of_day.posting.date < day || (of_day.posting.date == day && of_day.origin.phase < Phase::event);
  };
  std::vector<Posting> of_portion;
  for (std::size_t portion = 0; portion < order.portions(); ++portion) {
    of_portion.resize(of_events.size(portion));
    of_events.put(portion, of_portion.data());
    for (const Posting& of_event : of_portion) {
      for (; other != of_days.end() && comes_first(*other, of_event.date); ++other) postings.push_back(other->posting);
      postings.push_back(of_event);
    }
  }
  for (; other != of_days.end(); ++other) postings.push_back(other->posting);
  return postings;
}

std::vector<EventOutcome> ordered_outcomes(std::span<TableRecorder> recorders, const Events& events,
                                           const EventOrder& order) {
  std::vector<const RecordedRows<EventOutcome>*> parts;
  for (const TableRecorder& recorder : recorders) parts.push_back(&recorder.of_rules);
  InOrder<EventOutcome> of_rules(order, events, std::move(parts));
  std::vector<EventOutcome> outcomes;
  records::reserve_cells(outcomes, of_rules.size());
  for (std::size_t portion = 0; portion < order.portions(); ++portion) {
    const std::size_t begin = outcomes.size();
    outcomes.resize(begin + of_rules.size(portion));
    of_rules.put(portion, outcomes.data() + begin);
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
