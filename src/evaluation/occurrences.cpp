#include "evaluation/occurrences.hpp"

#include <algorithm>
#include <cstring>

#include "evaluation/conditions.hpp"
#include "evaluation/parallel.hpp"
#include "evaluation/validation.hpp"

namespace pointsbank::evaluation {

bool comes_before(const Events::Columns& events, Id a, Id b) noexcept {
  const auto moment = [&](Id row) {
    return std::pair(order_key(Date{events.date[row]}, events.second[row]),
                     events.microsecond.empty() ? 0 : events.microsecond[row]);
  };
  const auto left = moment(a);
  const auto right = moment(b);
  if (left != right) return left < right;
  if (!events.recorded.empty() && events.recorded[a] != events.recorded[b])
    return events.recorded[a] < events.recorded[b];
  return events.id[a] < events.id[b];
}

namespace {

constexpr std::size_t chunk = 8192;  // rows whose conditions are decided together

/// Writes the occurrences of a range of rows into their blocks.
class Placer {
 public:
  Placer(const Binding& binding, const Id* household_of, Occurrence* occurrences, std::vector<std::size_t>& positions)
      : binding_(binding),
        columns_(binding.events.columns()),
        household_of_(household_of),
        occurrences_(occurrences),
        positions_(positions),
        conditions_(binding),
        chosen_(binding.hearings.size()) {}

  void operator()(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; at += chunk) place(at, std::min(end, at + chunk));
  }

 private:
  void place(std::size_t begin, std::size_t end) {
    bits_.assign(end - begin, 0);
    if (conditions_.any()) decide(begin, end);
    const bool has_quantity = !columns_.quantity.mantissas.empty();
    for (std::size_t row = begin; row < end; ++row) {
      const Id household = household_of_[row];
      if (household == no_id) continue;
      Occurrence& occurrence = occurrences_[positions_[household >> Occurrences::block_shift]++];
      occurrence.key = order_key(Date{columns_.date[row]}, columns_.second[row]) |
                       (household & ((Id{1} << Occurrences::block_shift) - 1)) << second_bits;
      occurrence.row = static_cast<Id>(row);
      occurrence.quantity = has_quantity ? near_quantity(columns_.quantity.mantissas[row]) : Occurrence::absent_quantity;
      occurrence.kind = binding_.kinds[columns_.kind.ids[row]];
      const Id grade = columns_.grade.id(static_cast<Id>(row));
      occurrence.grade = grade == no_id ? no_grade : binding_.grades[grade];
      occurrence.conditions = bits_[row - begin];
    }
  }

  [[nodiscard]] static std::int32_t near_quantity(std::int64_t mantissa) noexcept {
    if (mantissa == absent_cell) return Occurrence::absent_quantity;
    const bool is_near = mantissa > Occurrence::far_quantity && mantissa <= INT32_MAX;
    return is_near ? static_cast<std::int32_t>(mantissa) : Occurrence::far_quantity;
  }

  /// The rows of a chunk are sorted by what hears them, so that each condition runs over many rows at once.
  void decide(std::size_t begin, std::size_t end) {
    const program::Program& program = binding_.program;
    for (std::size_t row = begin; row < end; ++row) {
      if (household_of_[row] == no_id) continue;
      const Index version = program.versions.size() == 1 ? 0 : program.version_on(Date{columns_.date[row]});
      const std::size_t hearing = version * program.kinds.size() + binding_.kinds[columns_.kind.ids[row]];
      if (!conditions_.has(hearing)) continue;
      if (chosen_[hearing].empty()) touched_.push_back(hearing);
      chosen_[hearing].push_back(static_cast<Id>(row));
    }
    for (const std::size_t hearing : touched_) {
      std::vector<Id>& rows = chosen_[hearing];
      households_.clear();
      for (const Id row : rows) households_.push_back(household_of_[row]);
      decided_.assign(rows.size(), 0);
      conditions_.decide(hearing, rows, households_, decided_);
      for (std::size_t i = 0; i < rows.size(); ++i) bits_[rows[i] - begin] = decided_[i];
      rows.clear();
    }
    touched_.clear();
  }

  const Binding& binding_;
  const Events::Columns& columns_;
  const Id* household_of_;
  Occurrence* occurrences_;
  std::vector<std::size_t>& positions_;
  Conditions conditions_;
  std::vector<std::vector<Id>> chosen_;  // by hearing
  std::vector<std::size_t> touched_;
  std::vector<Id> households_;
  std::vector<std::uint16_t> decided_, bits_;
};

}  // namespace

Occurrences::Occurrences(const Binding& binding, std::vector<NotEvaluated>* rejected) : binding_(binding) {
  const std::size_t rows = binding.events.size();
  const std::size_t block_count = (binding.roster.size() + (Id{1} << block_shift) - 1) >> block_shift;
  const auto threads = static_cast<std::size_t>(std::max(1, binding.options.threads));
  const auto range_begin = [&](std::size_t thread) { return rows * thread / threads; };

  const auto household_of = std::make_unique_for_overwrite<Id[]>(rows);
  const Validation validate(binding);
  std::vector<std::vector<std::size_t>> positions(threads, std::vector<std::size_t>(block_count, 0));
  std::vector<std::vector<NotEvaluated>> not_evaluated(threads);
  run_threads(threads, [&](std::size_t thread) {
    for (std::size_t row = range_begin(thread); row < range_begin(thread + 1); ++row) {
      if (const Id household = validate.plainly_valid(static_cast<Id>(row)); household != no_id) {
        household_of[row] = household;
        ++positions[thread][household >> block_shift];
        continue;
      }
      const Validation::Result result = validate(static_cast<Id>(row));
      household_of[row] = result.household;
      if (result.household != no_id) {
        ++positions[thread][result.household >> block_shift];
      } else if (rejected != nullptr) {
        const auto id = static_cast<Id>(row);
        not_evaluated[thread].push_back(
            {id, result.outcome, result.reason, validate.household_text(id, result.reason)});
      }
    }
  });
  if (rejected != nullptr) {
    for (const auto& part : not_evaluated) rejected->insert(rejected->end(), part.begin(), part.end());
  }

  begins_.assign(binding.roster.size() + 1, 0);
  block_begins_.reserve(block_count + 1);
  for (std::size_t block = 0; block < block_count; ++block) {
    block_begins_.push_back(count_);
    begins_[block << block_shift] = static_cast<std::uint32_t>(count_);
    for (std::size_t thread = 0; thread < threads; ++thread) {
      const std::size_t size = positions[thread][block];
      positions[thread][block] = count_;
      count_ += size;
    }
  }
  block_begins_.push_back(count_);
  begins_[binding.roster.size()] = static_cast<std::uint32_t>(count_);
  occurrences_ = std::make_unique_for_overwrite<Occurrence[]>(count_);
  run_threads(threads, [&](std::size_t thread) {
    Placer(binding, household_of.get(), occurrences_.get(), positions[thread])(range_begin(thread),
                                                                               range_begin(thread + 1));
  });
}

Id Occurrences::end_household(std::size_t block) const noexcept {
  return static_cast<Id>(std::min<std::size_t>((block + 1) << block_shift, binding_.roster.size()));
}

/// Brings the events of each household of the block together, into the scratch.
void Occurrences::gather_households(std::size_t block, Scratch& scratch) {
  const Id first = first_household(block);
  const Id end = end_household(block);
  const Occurrence* const from = occurrences_.get() + block_begins_[block];
  const std::size_t count = block_begins_[block + 1] - block_begins_[block];
  scratch.next.assign(end - first + 1, 0);
  for (std::size_t i = 0; i < count; ++i) ++scratch.next[from[i].household_in_block() + 1];
  for (std::size_t i = 1; i < scratch.next.size(); ++i) scratch.next[i] += scratch.next[i - 1];
  for (Id household = first + 1; household < end; ++household) {
    begins_[household] = static_cast<std::uint32_t>(block_begins_[block]) + scratch.next[household - first];
  }
  if (scratch.occurrences.size() < count) scratch.occurrences.resize(count);
  for (std::size_t i = 0; i < count; ++i)
    scratch.occurrences[scratch.next[from[i].household_in_block()]++] = from[i];
}

void Occurrences::order(std::size_t block, Scratch& scratch) {
  gather_households(block, scratch);
  Occurrence* const begin = scratch.occurrences.data();
  const std::size_t count = block_begins_[block + 1] - block_begins_[block];
  constexpr std::ptrdiff_t few = 64;  // rows stand nearly in order: moving neighbours beats a general sort
  scratch.ties.clear();
  const Occurrence* household = begin;
  for (std::uint32_t number = 0; household != begin + count; ++number) {
    Occurrence* const from = begin + (household - begin);
    Occurrence* const stop = begin + scratch.next[number];
    household = stop;
    if (stop - from > few) {
      std::sort(from, stop, [](const Occurrence& a, const Occurrence& b) { return a.key < b.key; });
    } else {
      for (Occurrence* at = from + 1; at < stop; ++at) {
        if (at->key >= at[-1].key) continue;
        const Occurrence moved = *at;
        Occurrence* to = at;
        do {
          *to = to[-1];
          --to;
        } while (to > from && moved.key < to[-1].key);
        *to = moved;
      }
    }
  }
  order_ties(begin, count, scratch);
  if (count != 0)
    std::memcpy(static_cast<void*>(occurrences_.get() + block_begins_[block]), begin, count * sizeof(Occurrence));
}

/// What happened at the same second is ordered by what stands in the columns, mostly by ids. Those lie anywhere in
/// memory: the ids of all ties are asked for before the first is compared.
void Occurrences::order_ties(Occurrence* begin, std::size_t count, Scratch& scratch) const {
  const Events::Columns& events = binding_.events.columns();
  scratch.ids.clear();
  for (std::size_t i = 1; i < count; ++i) {
    if (begin[i].key != begin[i - 1].key) continue;
    const std::size_t first = i - 1;
    while (i < count && begin[i].key == begin[first].key) ++i;
    scratch.ties.emplace_back(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(i));
  }
  for (const auto& [first, end] : scratch.ties) {
    for (std::uint32_t i = first; i < end; ++i) {
      scratch.ids.push_back(events.id[begin[i].row]);
      __builtin_prefetch(scratch.ids.back().data());
    }
  }
  const bool ids_decide = events.microsecond.empty() && events.recorded.empty();
  std::size_t id = 0;
  for (const auto& [first, end] : scratch.ties) {
    const std::size_t size = end - first;
    if (size == 2 && ids_decide) {
      if (scratch.ids[id + 1] < scratch.ids[id]) std::swap(begin[first], begin[first + 1]);
    } else {
      std::sort(begin + first, begin + end,
                [&](const Occurrence& a, const Occurrence& b) { return comes_before(events, a.row, b.row); });
    }
    id += size;
  }
}

}  // namespace pointsbank::evaluation
