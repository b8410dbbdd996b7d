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

/// Puts what was recorded of events into the order of 6.3, a portion of days at a time, by counting. The rows of one
/// event stand in one part, in their order.
class InOrder {
 public:
  InOrder(const EventOrder& order, const Events& events, std::span<const TableRecorder> recorders)
      : order_(order), days_(events.columns().date), recorders_(recorders) {}

  /// Finds where the rows of a portion go; so many rows are outcomes, and so many postings.
  void count(std::size_t portion) {
    const Id begin = order_.portion_begin(portion);
    const std::size_t events = order_.portion_begin(portion + 1) - begin;
    outcomes_.assign(events + 1, 0);
    postings_.assign(events + 1, 0);
    places_.clear();
    for_each(portion, [&](const RecordedRows&, const PackedRow& row) {
      const std::uint32_t place = order_.rank(row.event) - begin;
      places_.push_back(place);
      outcomes_[place + 1] += row.is_outcome() ? 1U : 0U;
      postings_[place + 1] += row.is_posting() ? 1U : 0U;
    });
    for (std::size_t i = 1; i <= events; ++i) outcomes_[i] += outcomes_[i - 1];
    for (std::size_t i = 1; i <= events; ++i) postings_[i] += postings_[i - 1];
  }
  [[nodiscard]] std::size_t outcomes() const noexcept { return outcomes_.back(); }
  [[nodiscard]] std::size_t postings() const noexcept { return postings_.back(); }

  /// Writes the rows of the portion that was counted; either may be null.
  void put(std::size_t portion, EventOutcome* outcomes, Posting* postings) {
    const std::uint32_t* place = places_.data();
    for_each(portion, [&](const RecordedRows& part, const PackedRow& row) {
      if (outcomes != nullptr && row.is_outcome()) outcomes[outcomes_[*place]++] = part.outcome(row);
      if (postings != nullptr && row.is_posting()) postings[postings_[*place]++] = part.posting(row, days_[row.event]);
      ++place;
    });
  }

  /// No more than so many rows.
  [[nodiscard]] std::size_t size() const noexcept {
    std::size_t count = 0;
    for (std::size_t portion = 0; portion < order_.portions(); ++portion) {
      for (const TableRecorder& recorder : recorders_) count += recorder.of_events.size(portion);
    }
    return count;
  }

 private:
  template <class Work>
  void for_each(std::size_t portion, Work work) const {
    for (const TableRecorder& recorder : recorders_) {
      const RecordedRows& part = recorder.of_events;
      std::size_t left = part.size(portion);
      const std::span<PackedRow* const> pages = part.pages(portion);
      for (std::size_t page = 0; page < pages.size(); ++page) {
        const std::size_t count = std::min(left, RecordedRows::rows_a_page);
        const PackedRow* const ahead = pages[std::min(page + 1, pages.size() - 1)];
        for (std::size_t i = 0; i < count; ++i) {
          __builtin_prefetch(ahead + i);  // the machine looks ahead within a page only
          work(part, pages[page][i]);
        }
        left -= count;
      }
    }
  }

  const EventOrder& order_;
  const Column<std::int32_t>& days_;
  std::span<const TableRecorder> recorders_;
  // Of the portion:
  std::vector<std::uint32_t> places_;               // by row as recorded: its event's place among all
  std::vector<std::uint32_t> outcomes_, postings_;  // by place: where its next one goes
};

/// Adds the postings of a portion, and before each what comes first of those of days.
template <class OfDays>
void merge(std::span<const Posting> of_events, OfDays& next, OfDays end, std::vector<Posting>& postings) {
  for (const Posting& each : of_events) {
    const auto comes_first = [&](const RecordedPosting& of_day) {
      return of_day.posting.date < each.date ||
             (of_day.posting.date == each.date && of_day.origin.phase < Phase::event);
    };
    for (; next != end && comes_first(*next); ++next) postings.push_back(next->posting);
    postings.push_back(each);
  }
}

}  // namespace

void collect_in_order(std::span<TableRecorder> recorders, const Events& events, const EventOrder& order,
                      std::vector<EventOutcome>* outcomes, std::vector<Posting>* postings) {
  InOrder in_order(order, events, recorders);
  const std::vector<RecordedPosting> of_days = sorted_of_days(recorders, order);
  auto next = of_days.begin();
  if (outcomes != nullptr) records::reserve_cells(*outcomes, in_order.size());
  if (postings != nullptr) records::reserve_cells(*postings, in_order.size() + of_days.size());
  std::vector<Posting> to_merge;
  for (std::size_t portion = 0; portion < order.portions(); ++portion) {
    in_order.count(portion);
    EventOutcome* to_outcomes = nullptr;
    Posting* to_postings = nullptr;
    if (outcomes != nullptr) {
      outcomes->resize(outcomes->size() + in_order.outcomes());
      to_outcomes = outcomes->data() + (outcomes->size() - in_order.outcomes());
    }
    const bool merges = next != of_days.end() && next->posting.date <= order.last_day(portion);
    if (postings != nullptr) {
      std::vector<Posting>& to = merges ? to_merge : *postings;
      if (merges) to.clear();
      to.resize(to.size() + in_order.postings());
      to_postings = to.data() + (to.size() - in_order.postings());
    }
    in_order.put(portion, to_outcomes, to_postings);
    if (postings != nullptr && merges) merge(to_merge, next, of_days.end(), *postings);
  }
  for (; next != of_days.end(); ++next) postings->push_back(next->posting);
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
