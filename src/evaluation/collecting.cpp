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
  const auto day_of = [](const RecordedPosting& each) { return each.posting.date.days; };
  const auto before = [](const RecordedPosting& a, const RecordedPosting& b) {
    if (a.origin.phase != b.origin.phase) return a.origin.phase < b.origin.phase;
    if (a.origin.major != b.origin.major) return a.origin.major < b.origin.major;
    return a.origin.minor < b.origin.minor;
  };
  // Where rankings alone post, all is in order already.
  const auto is_after = [&](const RecordedPosting& a, const RecordedPosting& b) {
    return day_of(a) != day_of(b) ? day_of(a) > day_of(b) : before(b, a);
  };
  if (std::adjacent_find(all.begin(), all.end(), is_after) != all.end()) sort_by_day(all, day_of, before);
  return all;
}

/// Puts what was recorded of events into the order of 6.3, a portion of days at a time, by counting. The rows of one
/// event stand in one part, in their order.
class InOrder {
 public:
  InOrder(const EventOrder& order, std::span<const TableRecorder> recorders) : order_(order), recorders_(recorders) {}

  /// The rows of a portion; of one that stands apart, the household is the number of its part.
  [[nodiscard]] std::span<const PackedRow> sort(std::size_t portion) {
    const Id begin = order_.portion_begin(portion);
    places_.clear();
    next_.assign(order_.portion_begin(portion + 1) - begin + 1, 0);
    for_each(portion, [&](std::size_t, const PackedRow& row) {
      const std::uint32_t place = order_.rank(row.event) - begin;
      places_.push_back(place);
      ++next_[place + 1];
    });
    for (std::size_t i = 1; i < next_.size(); ++i) next_[i] += next_[i - 1];
    sorted_.resize(places_.size());
    const std::uint32_t* place = places_.data();
    for_each(portion, [&](std::size_t part, const PackedRow& row) {
      PackedRow& to = sorted_[next_[*place++]++];
      to = row;
      if (row.is_apart()) [[unlikely]]
        to.household = static_cast<Id>(part);
    });
    return sorted_;
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
    for (std::size_t part = 0; part < recorders_.size(); ++part) {
      const RecordedRows& rows = recorders_[part].of_events;
      std::size_t left = rows.size(portion);
      const std::span<PackedRow* const> pages = rows.pages(portion);
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
  std::span<const TableRecorder> recorders_;
  // Of the portion:
  std::vector<std::uint32_t> places_;  // by row as recorded: its event's place among all
  std::vector<std::uint32_t> next_;    // by place: where its next row goes
  std::vector<PackedRow> sorted_;
};

}  // namespace

void collect_in_order(std::span<TableRecorder> recorders, const Events& events, const EventOrder& order,
                      std::vector<EventOutcome>* outcomes, std::vector<Posting>* postings) {
  InOrder in_order(order, recorders);
  const std::vector<RecordedPosting> of_days = sorted_of_days(recorders, order);
  if (outcomes != nullptr) outcomes->reserve(in_order.size());
  if (postings != nullptr) postings->reserve(in_order.size() + of_days.size());
  const std::int32_t* const days = events.columns().date.data();
  const auto part_of = [&](const PackedRow& row) -> const RecordedRows& {
    return recorders[row.is_apart() ? row.household : 0].of_events;
  };
  auto next = of_days.begin();
  const auto comes_first = [&](Date day) {
    return next->posting.date < day || (next->posting.date == day && next->origin.phase < Phase::event);
  };
  for (std::size_t portion = 0; portion < order.portions(); ++portion) {
    for (const PackedRow& row : in_order.sort(portion)) {
      if (outcomes != nullptr && row.is_outcome()) outcomes->push_back(part_of(row).outcome(row));
      if (postings == nullptr || !row.is_posting()) continue;
      const std::int32_t day = days[row.event];
      for (; next != of_days.end() && comes_first(Date{day}); ++next) postings->push_back(next->posting);
      postings->push_back(part_of(row).posting(row, day));
    }
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
