#include "evaluation/occurrences.hpp"

#include <algorithm>
#include <utility>

#include "core/parallel.hpp"
#include "evaluation/conditions.hpp"
#include "evaluation/rule_scores.hpp"
#include "evaluation/validation.hpp"

namespace pointsbank::evaluation {

bool comes_before(const Events::Columns& events, Id a, Id b) noexcept {
  const auto moment = [&](Id row) {
    return std::pair(moment_of(Date{events.date[row]}, events.second[row]),
                     events.microsecond.empty() ? 0 : events.microsecond[row]);
  };
  const auto left = moment(a);
  const auto right = moment(b);
  if (left != right) return left < right;
  if (!events.recorded.empty() && events.recorded[a] != events.recorded[b])
    return events.recorded[a] < events.recorded[b];
  return events.id[a] < events.id[b];
}

std::span<const Occurrence> KeptOccurrences::keep(std::span<const Occurrence> occurrences) {
  if (occurrences.empty()) return {};
  Occurrence* to = nullptr;
  if (occurrences.size() > Page<Occurrence>::capacity) {
    to = long_kept_.emplace_back(std::make_unique_for_overwrite<Occurrence[]>(occurrences.size())).get();
  } else {
    if (occurrences.size() > static_cast<std::size_t>(kept_.end - kept_.next)) kept_.next = kept_.end;
    to = kept_.place(pages_);
    kept_.next += occurrences.size();
  }
  std::copy(occurrences.begin(), occurrences.end(), to);
  return {to, occurrences.size()};
}

/// Validates a range of rows, scores them and puts the occurrences into the pages of their blocks.
class Occurrences::Placer {
 public:
  Placer(const Binding& binding, const Validation& validate, Asked asked, Pages& pages, std::uint32_t block_shift,
         std::vector<Chain<Occurrence>>& chains, std::vector<std::uint16_t>& far_conditions,
         std::vector<NotEvaluated>* rejected)
      : binding_(binding),
        leaves_out_(asked == Asked::changes),
        splits_(asked != Asked::steps),
        pages_(pages),
        block_shift_(block_shift),
        chains_(chains),
        far_conditions_(far_conditions),
        chunk_(binding, validate, rejected),
        conditions_(binding),
        scores_(binding),
        bits_(RowChunk::capacity),
        units_(RowChunk::capacity),
        scored_(RowChunk::capacity) {
    for (const BoundKind& kind : binding.hearings) units_of_.push_back(kind.units);
    units_of_.push_back(Occurrence::not_scored);  // of what is not evaluated
    for (std::size_t i = 0; i < binding.hearings.size(); ++i) {
      if (binding.hearings[i].is_listed || (splits_ && binding.hearings[i].is_split)) listed_.push_back(i);
    }
  }

  void operator()(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; at += RowChunk::capacity) {
      chunk_.take(at, std::min(end, at + RowChunk::capacity));
      std::fill_n(bits_.begin(), chunk_.size(), std::uint16_t{0});
      for (std::size_t i = 0; i < chunk_.size(); ++i) units_[i] = units_of_[chunk_.hearings()[i]];
      for (const std::size_t hearing : listed_) {
        if (chunk_.rows_of(hearing).empty()) continue;
        if (binding_.hearings[hearing].has_conditions) decide(hearing);
        if (binding_.hearings[hearing].is_calculated) score(hearing);
        if (splits_ && binding_.hearings[hearing].is_split) split(hearing);
      }
      place();
    }
    chains_.pop_back();  // nobody's
    for (Chain<Occurrence>& chain : chains_) chain.close();
  }

 private:
  void decide(std::size_t hearing) {
    conditions_.decide(hearing, chunk_, bits_.data());
    const BoundKind& kind = binding_.hearings[hearing];
    const std::span<const RowChunk::Place> rows = chunk_.rows_of(hearing);
    if (kind.has_far_conditions) {
      for (const RowChunk::Place place : rows) far_conditions_[chunk_.row(place)] = bits_[place];
    }
    if (!leaves_out_ || !kind.is_scored || kind.has_feeds) return;
    // The only rule that hears them refuses some of these rows.
    static_assert((static_cast<unsigned>(Condition::no) ^ static_cast<unsigned>(Condition::missing)) == 3);
    Id* const households = chunk_.households();
    for (const RowChunk::Place place : rows) {
      const unsigned condition = bits_[place] & 3U;
      const bool is_refused = condition - static_cast<unsigned>(Condition::no) <= 1;  // or missing
      households[place] |= Id{0} - Id{is_refused};
    }
  }

  void score(std::size_t hearing) {
    const BoundKind& kind = binding_.hearings[hearing];
    const std::span<const RowChunk::Place> rows = chunk_.rows_of(hearing);
    std::int32_t* const scored = scored_.data();
    scores_.score(kind.begin, chunk_.begin(), rows, scored);
    Id* const households = chunk_.households();
    // A fault changes nothing; nor do 0 points of a rule that counts no occurrences.
    const std::int32_t idle = !leaves_out_ || kind.has_feeds         ? Occurrence::not_scored
                              : binding_.heard[kind.begin].is_simple ? 0
                                                                     : RuleScores::faulty;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::int32_t units = scored[i];
      units_[rows[i]] = units == RuleScores::faulty ? Occurrence::not_scored : units;
      const bool is_idle = units != Occurrence::not_scored && units <= idle;
      households[rows[i]] |= Id{0} - Id{is_idle};
    }
  }

  /// What occurrences are made of. A copy of its own for each loop: what is written could be anything for all the
  /// compiler knows.
  struct Source {
    std::size_t begin;
    const std::int32_t* date;
    const std::int32_t* second;
    const std::uint16_t* bits;
    Chain<Occurrence>* chains;
    std::size_t nobody;
    std::uint32_t block_shift;
    Id in_block;
  };
  [[nodiscard]] Source source() {
    const Events::Columns& columns = binding_.events.columns();
    return {chunk_.begin(),
            columns.date.data() + chunk_.begin(),
            columns.second.data() + chunk_.begin(),
            bits_.data(),
            chains_.data(),
            chains_.size() - 1,
            block_shift_,
            (Id{1} << block_shift_) - 1};
  }

  /// Rows that nothing becomes of are written as well, to nobody's page, which never grows: a branch on them would be
  /// guessed wrong.
  [[gnu::always_inline]] void put(const Source& source, RowChunk::Place place, Id household, Index kind,
                                  std::int32_t units) {
    Chain<Occurrence>& chain = source.chains[std::min<std::size_t>(household >> source.block_shift, source.nobody)];
    Occurrence* const to = chain.place(pages_);
    chain.next = to + (household != no_id ? 1 : 0);
    to->key = std::uint64_t{household & source.in_block} << Occurrence::household_shift |
              moment_of(Date{source.date[place]}, source.second[place]) << Occurrence::second_shift |
              std::uint64_t{kind} << Occurrence::kind_shift | (source.bits[place] & 0xFU);
    to->row = static_cast<Id>(source.begin + place);
    to->units = units;
  }

  /// An event of several lean rules becomes one of each.
  void split(std::size_t hearing) {
    const std::span<const RowChunk::Place> rows = chunk_.rows_of(hearing);
    const auto first = std::find_if(binding_.splits.begin(), binding_.splits.end(),
                                    [&](const SplitKind& each) { return each.kind == hearing; });
    const Source from = source();
    Id* const households = chunk_.households();
    for (auto each = first; each != binding_.splits.end() && each->kind == hearing; ++each) {
      const auto kind =
          static_cast<Index>(binding_.program.kinds.size()) + static_cast<Index>(each - binding_.splits.begin());
      scores_.score(each->rule, chunk_.begin(), rows, scored_.data());
      const unsigned shift = 2 * each->position;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const unsigned condition = shift < 4 ? unsigned{from.bits[rows[i]]} >> shift & 3U : 0U;
        const bool is_refused = condition - static_cast<unsigned>(Condition::no) <= 1;  // or missing
        const bool is_idle = scored_[i] != Occurrence::not_scored && scored_[i] <= 0;
        const bool is_left_out = leaves_out_ && (is_refused || is_idle);
        const std::int32_t units = scored_[i] == RuleScores::faulty ? Occurrence::not_scored : scored_[i];
        put(from, rows[i], households[rows[i]] | (Id{0} - Id{is_left_out}), kind, units);
      }
    }
    for (const RowChunk::Place place : rows) households[place] = no_id;
  }

  void place() {
    const Id* const kind = binding_.events.columns().kind.ids.data() + chunk_.begin();
    const Index* const kinds = binding_.kinds.data();
    const Id* const household_of = chunk_.households();
    const std::int32_t* const units = units_.data();
    const std::size_t count = chunk_.size();
    const Source from = source();
    for (std::size_t i = 0; i < count; ++i)
      put(from, static_cast<RowChunk::Place>(i), household_of[i], std::min(kinds[kind[i]], far_kind), units[i]);
  }

  const Binding& binding_;
  bool leaves_out_;
  bool splits_;
  Pages& pages_;
  std::uint32_t block_shift_;
  std::vector<Chain<Occurrence>>& chains_;  // by block, and nobody's
  std::vector<std::uint16_t>& far_conditions_;
  RowChunk chunk_;
  Conditions conditions_;
  RuleScores scores_;
  std::vector<std::int32_t> units_of_;  // by hearing
  std::vector<std::size_t> listed_;     // hearings with something to find out
  // Of the chunk, by place:
  std::vector<std::uint16_t> bits_;
  std::vector<std::int32_t> units_;
  std::vector<std::int32_t> scored_;  // of the rows of one hearing
};

Occurrences::Occurrences(const Binding& binding, Asked asked, std::vector<NotEvaluated>* rejected,
                         std::vector<Pages> pages)
    : binding_(binding),
      splits_(asked != Asked::steps),
      block_shift_(block_shift_of(binding.roster.size(), binding.events.size())),
      pages_(std::move(pages)) {
  const std::size_t rows = binding.events.size();
  const std::size_t block_count = (binding.roster.size() + (Id{1} << block_shift_) - 1) >> block_shift_;
  const auto threads = static_cast<std::size_t>(std::max(1, binding.options.threads));
  pages_.resize(threads);
  chains_.assign(threads, std::vector<Chain<Occurrence>>(block_count + 1));
  std::vector<std::vector<NotEvaluated>> not_evaluated(threads);
  const Validation validate(binding);
  if (std::any_of(binding.hearings.begin(), binding.hearings.end(),
                  [](const BoundKind& each) { return each.has_far_conditions; }))
    far_conditions_.assign(rows, 0);
  run_threads(threads, [&](std::size_t thread) {
    Placer(binding, validate, asked, pages_[thread], block_shift_, chains_[thread], far_conditions_,
           rejected == nullptr ? nullptr : &not_evaluated[thread])(rows * thread / threads,
                                                                   rows * (thread + 1) / threads);
  });
  if (rejected != nullptr) {
    for (const auto& part : not_evaluated) rejected->insert(rejected->end(), part.begin(), part.end());
  }
  counts_.assign(block_count, 0);
  for (const std::vector<Chain<Occurrence>>& chains : chains_) {
    for (std::size_t block = 0; block < block_count; ++block) counts_[block] += chains[block].size();
  }
  for (const std::size_t count : counts_) count_ += count;
}

Id Occurrences::end_household(std::size_t block) const noexcept {
  return static_cast<Id>(std::min<std::size_t>((block + 1) << block_shift_, binding_.roster.size()));
}

void Occurrences::give_back(std::size_t block, Pages& pages) {
  for (std::vector<Chain<Occurrence>>& chains : chains_) chains[block].give_back(pages);
}

/// Brings the events of each household of the block together.
void Occurrences::gather_households(std::size_t block, OrderedBlock& ordered) const {
  const auto for_each = [&](auto work) {
    for (const std::vector<Chain<Occurrence>>& chains : chains_) chains[block].for_each(work);
  };
  const Id households = end_household(block) - first_household(block);
  ordered.count_ = counts_[block];
  if (ordered.occurrences_.size() < ordered.count_) ordered.occurrences_.resize(ordered.count_);
  ordered.ends_.assign(households + 1, 0);
  ordered.traits_.assign(households, 0);
  std::uint32_t* const ends = ordered.ends_.data();
  if (binding_.has_traits) {
    std::uint8_t* const traits = ordered.traits_.data();
    const std::uint8_t* const of_kind = binding_.kind_traits.data();
    for_each([&](const Occurrence& each) {
      ++ends[each.household_in_block() + 1];
      traits[each.household_in_block()] |= of_kind[binding_.kind_of(each.row, each.kind())];
    });
  } else {
    for_each([&](const Occurrence& each) { ++ends[each.household_in_block() + 1]; });
  }
  for (Id i = 1; i < households; ++i) ends[i] += ends[i - 1];
  // Each household's begin moves on to its end as it fills.
  Occurrence* const to = ordered.occurrences_.data();
  for_each([&](const Occurrence& each) { to[ends[each.household_in_block()]++] = each; });
}

namespace {

/// Rows stand nearly in order: moving neighbours beats a general sort, as long as they do.
void order_household(Occurrence* begin, Occurrence* end) {
  std::ptrdiff_t moves = 8 * (end - begin) + 64;
  for (Occurrence* at = begin + 1; at < end; ++at) {
    if (at->key >= at[-1].key) continue;
    const Occurrence moved = *at;
    Occurrence* to = at;
    do {
      *to = to[-1];
      --to;
    } while (to > begin && moved.key < to[-1].key);
    *to = moved;
    moves -= at - to;
    if (moves < 0) return std::sort(begin, end, [](const Occurrence& a, const Occurrence& b) { return a.key < b.key; });
  }
}

}  // namespace

void Occurrences::order(std::size_t block, OrderedBlock& ordered) const {
  gather_households(block, ordered);
  Occurrence* const begin = ordered.occurrences_.data();
  const Id households = end_household(block) - first_household(block);
  for (Id household = 0; household < households; ++household)
    order_household(begin + ordered.begin_of(household), begin + ordered.ends_[household]);
  order_ties(ordered);
}

/// Is the order of events at one moment all the same to what they come to?  So it is where no two feel the same limit;
/// and the parts of one event that was split are in order.
bool Occurrences::may_stay(std::span<const Occurrence> tie) const noexcept {
  std::uint64_t felt = 0;
  bool meet = false;
  for (const Occurrence& each : tie) {
    const Index kind = each.kind();
    const std::uint64_t feels = kind != far_kind ? binding_.felt[kind] : Binding::feels_all;
    meet |= (felt & feels) != 0 || feels == Binding::feels_all;
    felt |= feels;
  }
  return !meet || (tie.size() == 2 && tie.front().row == tie.back().row);
}

/// What happened at the same second is ordered by what stands in the columns, mostly by ids. Those lie anywhere in
/// memory: the ids of all ties are asked for before the first is compared.
void Occurrences::order_ties(OrderedBlock& ordered) const {
  const Events::Columns& events = binding_.events.columns();
  Occurrence* const begin = ordered.occurrences_.data();
  // Of one household, as long as the household is part of it.
  const auto moment = [](const Occurrence& each) { return each.key >> Occurrence::second_shift; };
  ordered.ties_.clear();
  ordered.ids_.clear();
  for (std::size_t i = 1; i < ordered.count_; ++i) {
    if (moment(begin[i]) != moment(begin[i - 1])) continue;
    const std::size_t first = i - 1;
    while (i < ordered.count_ && moment(begin[i]) == moment(begin[first])) ++i;
    if (!splits_ || !may_stay({begin + first, begin + i}))
      ordered.ties_.emplace_back(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(i));
  }
  if (known_order_ != nullptr) return order_ties_by_rank(ordered);
  for (const auto& [first, end] : ordered.ties_) {
    for (std::uint32_t i = first; i < end; ++i) {
      ordered.ids_.push_back(events.id[begin[i].row]);
      __builtin_prefetch(ordered.ids_.back().data());
    }
  }
  const bool ids_decide = events.microsecond.empty() && events.recorded.empty();
  std::size_t id = 0;
  for (const auto& [first, end] : ordered.ties_) {
    const std::size_t size = end - first;
    if (size == 2 && ids_decide) {
      if (ordered.ids_[id + 1] < ordered.ids_[id]) std::swap(begin[first], begin[first + 1]);
    } else {
      std::sort(begin + first, begin + end, [&](const Occurrence& a, const Occurrence& b) {
        return a.row != b.row ? comes_before(events, a.row, b.row) : a.kind() < b.kind();  // split: in rules' order
      });
    }
    id += size;
  }
}

void Occurrences::order_ties_by_rank(OrderedBlock& ordered) const {
  Occurrence* const begin = ordered.occurrences_.data();
  for (const auto& [first, end] : ordered.ties_) {
    for (std::uint32_t i = first; i < end; ++i) known_order_->prefetch(begin[i].row);
  }
  for (const auto& [first, end] : ordered.ties_) {
    std::sort(begin + first, begin + end, [&](const Occurrence& a, const Occurrence& b) {
      return a.row != b.row ? known_order_->rank(a.row) < known_order_->rank(b.row) : a.kind() < b.kind();
    });
  }
}

}  // namespace pointsbank::evaluation
