#include "evaluation/occurrences.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

#include "evaluation/conditions.hpp"
#include "evaluation/parallel.hpp"
#include "evaluation/scoring.hpp"
#include "evaluation/validation.hpp"

#if defined(__linux__)
#include <sys/mman.h>
#endif

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

OccurrencePage* OccurrencePages::take() {
  if (!free_.empty()) {
    OccurrencePage* const page = free_.back();
    free_.pop_back();
    page->next = nullptr;
    page->size = 0;
    return page;
  }
  if (taken_ == pages_a_slab) {
    constexpr std::size_t bytes = pages_a_slab * sizeof(OccurrencePage);
    void* const slab = std::aligned_alloc(bytes, bytes);
    if (slab == nullptr) throw std::bad_alloc();
#if defined(__linux__)
    // Touching new memory in small pages costs as much as placing an event. Only advice, and not for a single village.
    if (!slabs_.empty()) ::madvise(slab, bytes, MADV_HUGEPAGE);
#endif
    slabs_.emplace_back(slab);
    taken_ = 0;
  }
  auto* const page = static_cast<OccurrencePage*>(slabs_.back().get()) + taken_++;
  page->next = nullptr;
  page->size = 0;
  return page;
}

std::span<const Occurrence> OccurrencePages::keep(std::span<const Occurrence> occurrences) {
  if (occurrences.empty()) return {};
  Occurrence* to = nullptr;
  if (occurrences.size() > OccurrencePage::capacity) {
    to = long_kept_.emplace_back(std::make_unique_for_overwrite<Occurrence[]>(occurrences.size())).get();
  } else {
    if (kept_ == nullptr || kept_->size + occurrences.size() > OccurrencePage::capacity) kept_ = take();
    to = kept_->occurrences + kept_->size;
    kept_->size += static_cast<std::uint32_t>(occurrences.size());
  }
  std::copy(occurrences.begin(), occurrences.end(), to);
  return {to, occurrences.size()};
}

void OccurrencePages::Free::operator()(void* slab) const noexcept { std::free(slab); }

/// Validates a range of rows, scores them and puts the occurrences into the pages of their blocks.
class Occurrences::Placer {
 public:
  Placer(const Binding& binding, const Validation& validate, Asked asked, OccurrencePages& pages,
         std::vector<Chain>& chains, std::vector<std::uint16_t>& far_conditions, std::vector<NotEvaluated>* rejected)
      : binding_(binding),
        program_(binding.program),
        columns_(binding.events.columns()),
        validate_(validate),
        leaves_out_(asked == Asked::changes),
        pages_(pages),
        chains_(chains),
        far_conditions_(far_conditions),
        rejected_(rejected),
        conditions_(binding),
        chosen_(binding.hearings.size()),
        household_of_(chunk),
        hearing_of_(chunk),
        bits_(chunk, 0),
        units_(chunk),
        listed_(chunk) {}

  void operator()(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; at += chunk) {
      const std::size_t stop = std::min(end, at + chunk);
      find_households(at, stop);
      find_hearings(at, stop);
      decide_and_score(at, stop);
      place(at, stop);
    }
    for (Chain& chain : chains_) {
      if (chain.last != nullptr) chain.last->size = static_cast<std::uint32_t>(chain.next - chain.last->occurrences);
    }
  }

 private:
  static constexpr std::size_t chunk = 4096;  // rows that are validated, decided, scored and placed together

  void find_households(std::size_t begin, std::size_t end) {
    Id* const household_of = household_of_.data();
    for (std::size_t row = begin; row < end; ++row) {
      Id household = validate_.plainly_valid(static_cast<Id>(row));
      if (household == no_id) [[unlikely]]
        household = validate_at_length(static_cast<Id>(row));
      household_of[row - begin] = household;
    }
  }

  Id validate_at_length(Id row) {
    const Validation::Result result = validate_(row);
    if (result.household == no_id && rejected_ != nullptr) {
      rejected_->push_back({row, result.outcome, result.reason, validate_.household_text(row, result.reason)});
    }
    return result.household;
  }

  /// What hears each row; rows without a household get any.
  void find_hearings(std::size_t begin, std::size_t end) {
    const Index* const kinds = binding_.kinds.data();
    const Id* const kind = columns_.kind.ids.data();
    if (program_.versions.size() == 1) {
      for (std::size_t row = begin; row < end; ++row) {
        const Index found = kinds[kind[row]];
        hearing_of_[row - begin] = found == program::none ? 0 : found;
      }
      return;
    }
    for (std::size_t row = begin; row < end; ++row) {
      if (household_of_[row - begin] == no_id) continue;
      const Index version = program_.version_on(Date{columns_.date[row]});
      hearing_of_[row - begin] = static_cast<Index>(version * program_.kinds.size() + kinds[kind[row]]);
    }
  }

  /// Conditions and magnitudes that depend on the event: the rows of a chunk are sorted by what hears them, so that
  /// each rule runs over many rows at once.
  void decide_and_score(std::size_t begin, std::size_t end) {
    list_rows(begin, end);
    for (const std::size_t hearing : touched_) {
      const BoundKind& kind = binding_.hearings[hearing];
      std::vector<Id>& rows = chosen_[hearing];
      if (kind.has_conditions) decide(begin, hearing, rows);
      if (kind.is_calculated) score(begin, kind, rows);
      rows.clear();
    }
    touched_.clear();
  }

  /// Rows of kinds with conditions or with magnitudes to calculate go to the lists of their hearings; others are done.
  void list_rows(std::size_t begin, std::size_t end) {
    const BoundKind* const hearings = binding_.hearings.data();
    const Index* const hearing_of = hearing_of_.data();
    const Id* const household_of = household_of_.data();
    std::int32_t* const units = units_.data();
    std::uint32_t* const listed_rows = listed_.data();
    std::fill_n(bits_.begin(), end - begin, std::uint16_t{0});
    std::size_t count = 0;
    for (std::size_t i = 0; i < end - begin; ++i) {
      const BoundKind& kind = hearings[hearing_of[i]];
      units[i] = kind.units;
      listed_rows[count] = static_cast<std::uint32_t>(i);
      count += static_cast<std::size_t>(kind.is_listed) & static_cast<std::size_t>(household_of[i] != no_id);
    }
    for (std::size_t listed = 0; listed < count; ++listed) {
      const std::size_t i = listed_[listed];
      std::vector<Id>& rows = chosen_[hearing_of_[i]];
      if (rows.empty()) touched_.push_back(hearing_of_[i]);
      rows.push_back(static_cast<Id>(begin + i));
    }
  }

  void decide(std::size_t begin, std::size_t hearing, std::vector<Id>& rows) {
    households_.clear();
    for (const Id row : rows) households_.push_back(household_of_[row - begin]);
    decided_.assign(rows.size(), 0);
    conditions_.decide(hearing, rows, households_, decided_);
    for (std::size_t i = 0; i < rows.size(); ++i) bits_[rows[i] - begin] = decided_[i];
    const BoundKind& kind = binding_.hearings[hearing];
    if (kind.has_far_conditions) {
      for (std::size_t i = 0; i < rows.size(); ++i) far_conditions_[rows[i]] = decided_[i];
    }
    if (!leaves_out_ || !kind.is_scored || kind.has_feeds) return;
    // The only rule that hears them refuses some of these rows.
    std::erase_if(rows, [&](Id row) {
      const auto condition = static_cast<Condition>(bits_[row - begin] & 3U);
      const bool is_refused = condition == Condition::no || condition == Condition::missing;
      if (is_refused) household_of_[row - begin] = no_id;
      return is_refused;
    });
  }

  void score(std::size_t begin, const BoundKind& kind, const std::vector<Id>& rows) {
    const BoundRule& rule = binding_.heard[kind.begin];
    for (const Id row : rows) {
      bool resolved = false;
      const Magnitude magnitude = fast_magnitude(binding_, rule, row, resolved);
      if (resolved && magnitude.fault == Reason::none && magnitude.units <= INT32_MAX)
        units_[row - begin] = static_cast<std::int32_t>(magnitude.units);
      // A fault changes nothing; nor do 0 points of a rule that counts no occurrences.
      const bool is_idle = resolved && (magnitude.fault != Reason::none || (magnitude.units == 0 && rule.is_simple));
      if (leaves_out_ && is_idle && !kind.has_feeds) household_of_[row - begin] = no_id;
    }
  }

  void place(std::size_t begin, std::size_t end) {
    // Pointers of their own: what is written could be anything for all the compiler knows.
    const std::int32_t* const date = columns_.date.data() + begin;
    const std::int32_t* const second = columns_.second.data() + begin;
    const Id* const kind = columns_.kind.ids.data() + begin;
    const Index* const kinds = binding_.kinds.data();
    const Id* const household_of = household_of_.data();
    const std::uint16_t* const bits = bits_.data();
    const std::int32_t* const units = units_.data();
    Chain* const chains = chains_.data();
    for (std::size_t i = 0; i < end - begin; ++i) {
      const Id household = household_of[i];
      if (household == no_id) continue;
      Chain& chain = chains[household >> block_shift];
      if (chain.next == chain.end) [[unlikely]]
        lengthen(chain);
      Occurrence& occurrence = *chain.next++;
      occurrence.key = std::uint64_t{household & ((Id{1} << block_shift) - 1)} << Occurrence::household_shift |
                       moment_of(Date{date[i]}, second[i]) << Occurrence::second_shift |
                       std::uint64_t{std::min(kinds[kind[i]], Occurrence::far_kind)} << Occurrence::kind_shift |
                       (bits[i] & 0xFU);
      occurrence.row = static_cast<Id>(begin + i);
      occurrence.units = units[i];
    }
  }

  void lengthen(Chain& chain) {
    OccurrencePage* const page = pages_.take();
    if (chain.last == nullptr) {
      chain.first = page;
    } else {
      chain.last->size = OccurrencePage::capacity;
      chain.last->next = page;
    }
    chain.last = page;
    chain.next = page->occurrences;
    chain.end = page->occurrences + OccurrencePage::capacity;
  }

  const Binding& binding_;
  const program::Program& program_;
  const Events::Columns& columns_;
  const Validation& validate_;
  bool leaves_out_;
  OccurrencePages& pages_;
  std::vector<Chain>& chains_;
  std::vector<std::uint16_t>& far_conditions_;
  std::vector<NotEvaluated>* rejected_;
  Conditions conditions_;
  std::vector<std::vector<Id>> chosen_;  // by hearing
  std::vector<std::size_t> touched_;
  std::vector<Id> households_;
  std::vector<std::uint16_t> decided_;
  // Of the chunk:
  std::vector<Id> household_of_;
  std::vector<Index> hearing_of_;
  std::vector<std::uint16_t> bits_;
  std::vector<std::int32_t> units_;
  std::vector<std::uint32_t> listed_;
};

Occurrences::Occurrences(const Binding& binding, Asked asked, std::vector<NotEvaluated>* rejected) : binding_(binding) {
  const std::size_t rows = binding.events.size();
  const std::size_t block_count = (binding.roster.size() + (Id{1} << block_shift) - 1) >> block_shift;
  const auto threads = static_cast<std::size_t>(std::max(1, binding.options.threads));
  pages_.resize(threads);
  chains_.assign(threads, std::vector<Chain>(block_count));
  std::vector<std::vector<NotEvaluated>> not_evaluated(threads);
  const Validation validate(binding);
  if (std::any_of(binding.hearings.begin(), binding.hearings.end(),
                  [](const BoundKind& each) { return each.has_far_conditions; }))
    far_conditions_.assign(rows, 0);
  run_threads(threads, [&](std::size_t thread) {
    Placer(binding, validate, asked, pages_[thread], chains_[thread], far_conditions_,
           rejected == nullptr ? nullptr : &not_evaluated[thread])(rows * thread / threads,
                                                                   rows * (thread + 1) / threads);
  });
  if (rejected != nullptr) {
    for (const auto& part : not_evaluated) rejected->insert(rejected->end(), part.begin(), part.end());
  }
  counts_.assign(block_count, 0);
  for (const std::vector<Chain>& chains : chains_) {
    for (std::size_t block = 0; block < block_count; ++block) {
      for (const OccurrencePage* page = chains[block].first; page != nullptr; page = page->next)
        counts_[block] += page->size;
    }
  }
  for (const std::size_t count : counts_) count_ += count;
}

Id Occurrences::end_household(std::size_t block) const noexcept {
  return static_cast<Id>(std::min<std::size_t>((block + 1) << block_shift, binding_.roster.size()));
}

void Occurrences::give_back(std::size_t block, OccurrencePages& pages) {
  for (std::vector<Chain>& chains : chains_) {
    for (OccurrencePage* page = chains[block].first; page != nullptr;) pages.give_back(std::exchange(page, page->next));
    chains[block] = Chain();
  }
}

/// Brings the events of each household of the block together.
void Occurrences::gather_households(std::size_t block, OrderedBlock& ordered) const {
  const auto for_each = [&](auto work) {
    for (const std::vector<Chain>& chains : chains_) {
      for (const OccurrencePage* page = chains[block].first; page != nullptr; page = page->next) {
        for (const Occurrence* each = page->occurrences; each != page->occurrences + page->size; ++each) work(*each);
      }
    }
  };
  const Id households = end_household(block) - first_household(block);
  ordered.count_ = counts_[block];
  if (ordered.occurrences_.size() < ordered.count_) ordered.occurrences_.resize(ordered.count_);
  ordered.ends_.assign(households + 1, 0);
  ordered.traits_.assign(households, 0);
  std::uint32_t* const ends = ordered.ends_.data();
  for_each([&](const Occurrence& each) { ++ends[each.household_in_block() + 1]; });
  for (Id i = 1; i < households; ++i) ends[i] += ends[i - 1];
  // Each household's begin moves on to its end as it fills.
  Occurrence* const to = ordered.occurrences_.data();
  if (binding_.has_traits) {
    std::uint8_t* const traits = ordered.traits_.data();
    const std::uint8_t* const of_kind = binding_.kind_traits.data();
    for_each([&](const Occurrence& each) {
      traits[each.household_in_block()] |= of_kind[binding_.kind_of(each.row, each.kind())];
    });
  }
  for_each([&](const Occurrence& each) { to[ends[each.household_in_block()]++] = each; });
}

namespace {

/// Rows stand nearly in order: moving neighbours beats a general sort where they are few.
void order_household(Occurrence* begin, Occurrence* end) {
  constexpr std::ptrdiff_t few = 64;
  if (end - begin > few) {
    std::sort(begin, end, [](const Occurrence& a, const Occurrence& b) { return a.key < b.key; });
    return;
  }
  for (Occurrence* at = begin + 1; at < end; ++at) {
    if (at->key >= at[-1].key) continue;
    const Occurrence moved = *at;
    Occurrence* to = at;
    do {
      *to = to[-1];
      --to;
    } while (to > begin && moved.key < to[-1].key);
    *to = moved;
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
    ordered.ties_.emplace_back(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(i));
  }
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
      std::sort(begin + first, begin + end,
                [&](const Occurrence& a, const Occurrence& b) { return comes_before(events, a.row, b.row); });
    }
    id += size;
  }
}

}  // namespace pointsbank::evaluation
