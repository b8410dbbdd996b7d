#include "evaluation/order_free.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>

#include "core/parallel.hpp"
#include "evaluation/conditions.hpp"
#include "evaluation/limit_tree.hpp"
#include "evaluation/row_inputs.hpp"
#include "evaluation/rule_scores.hpp"
#include "evaluation/stopwatch.hpp"

namespace pointsbank::evaluation {

namespace {

/// Some units of one household in one leaf, in 64 bits: 9 of the household's number within its block, 23 of the cell,
/// 32 of units.
using Posted = std::uint64_t;
constexpr unsigned household_shift = 55, cell_shift = 32;
constexpr std::uint64_t cell_mask = (std::uint64_t{1} << (household_shift - cell_shift)) - 1;
static_assert(most_block_shift == 64 - household_shift && LimitTree::most_cells + LeanKind::account_signs <= cell_mask);

/// Validates and scores a range of rows, and puts what they come to into the pages of their blocks.
class Placer {
 public:
  Placer(const Binding& binding, const LimitTree& tree, const Validation& validate, Pages& pages,
         std::uint32_t block_shift, std::vector<Chain<Posted>>& chains)
      : binding_(binding),
        tree_(tree),
        pages_(pages),
        block_shift_(block_shift),
        chains_(chains),
        chunk_(binding, validate, nullptr),
        conditions_(binding),
        scores_(binding),
        bits_(RowChunk::capacity),
        units_(RowChunk::capacity) {}

  /// False where a magnitude leaves 32 bits.
  [[nodiscard]] bool operator()(std::size_t begin, std::size_t end, const std::atomic<bool>& stopped) {
    for (std::size_t at = begin; at < end && fits_ && !stopped; at += RowChunk::capacity) {
      chunk_.take(at, std::min(end, at + RowChunk::capacity));
      std::fill_n(bits_.begin(), chunk_.size(), std::uint16_t{0});
      for (std::size_t hearing = 0; hearing < binding_.hearings.size(); ++hearing) {
        if (chunk_.rows_of(hearing).empty()) continue;
        const BoundKind& kind = binding_.hearings[hearing];
        if (kind.has_conditions) conditions_.decide(hearing, chunk_, bits_.data());
        for (Index rule = kind.begin; rule < kind.end; ++rule) {
          score(rule, rule - kind.begin, chunk_.rows_of(hearing));
          place(rule, chunk_.rows_of(hearing));
        }
      }
    }
    for (Chain<Posted>& chain : chains_) chain.close();
    return fits_;
  }

 private:
  using Rows = std::span<const RowChunk::Place>;

  /// What the rule gives each row, 0 where it does not apply.
  void score(Index heard, Index position, Rows rows) {
    const BoundRule& rule = binding_.heard[heard];
    std::int32_t* const units = units_.data();
    scores_.score(heard, chunk_.begin(), rows, units);
    if (rule.has_condition) {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto condition = static_cast<Condition>(unsigned{bits_[rows[i]]} >> (2 * position) & 3U);
        if (condition == Condition::by_row) [[unlikely]] {
          if (!holds(rule, rows[i])) units[i] = 0;
        } else {
          units[i] &= -static_cast<std::int32_t>(condition == Condition::yes);
        }
      }
    }
    const rulelist::DateRange all = binding_.program.versions.front().effective;
    if (rule.from > all.from || rule.to < all.to) {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const Date day{binding_.events.columns().date[chunk_.row(rows[i])]};
        if (day < rule.from || rule.to < day) units[i] = 0;
      }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (units[i] < 0) [[unlikely]]
        units[i] = units[i] == RuleScores::faulty ? 0 : exactly(rule, rows[i]);
    }
  }

  [[nodiscard]] bool holds(const BoundRule& rule, RowChunk::Place place) const {
    const Id row = chunk_.row(place);
    const EventInputs inputs(binding_, binding_.program.versions.front(), row, chunk_.households()[place],
                             Date{binding_.events.columns().date[row]});
    const expression::Result result = binding_.program.rules[rule.rule].when->evaluate(inputs);
    return result.fault == expression::Fault::none && std::get<bool>(result.value);
  }

  [[nodiscard]] std::int32_t exactly(const BoundRule& rule, RowChunk::Place place) {
    const Id row = chunk_.row(place);
    const Events::Columns& columns = binding_.events.columns();
    const Occurrence occurrence{moment_of(Date{columns.date[row]}, columns.second[row]) << Occurrence::second_shift,
                                row, Occurrence::not_scored};
    const Magnitude magnitude =
        exact_magnitude(binding_, binding_.program.versions.front(), binding_.program.rules[rule.rule], occurrence,
                        chunk_.households()[place], nullptr, Number(1));
    if (magnitude.fault != Reason::none) return 0;
    if (magnitude.units <= INT32_MAX) return static_cast<std::int32_t>(magnitude.units);
    fits_ = false;
    return 0;
  }

  void place(Index heard, Rows rows) {
    // Pointers of their own: what is written could be anything for all the compiler knows.
    const LimitTree::Leaf leaf = tree_.leaf(heard);
    const std::int32_t* const date = binding_.events.columns().date.data() + chunk_.begin();
    const std::int32_t first_day = tree_.first_day().days;
    const Id* const households = chunk_.households();
    const std::int32_t* const units = units_.data();
    Chain<Posted>* const chains = chains_.data();
    const std::uint32_t block_shift = block_shift_;
    const Id in_block = (Id{1} << block_shift) - 1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Id household = households[rows[i]];
      const std::uint64_t cell = leaf.first + leaf.periods[date[rows[i]] - first_day];
      Chain<Posted>& chain = chains[household >> block_shift];
      Posted* const to = chain.place(pages_);
      *to = std::uint64_t{household & in_block} << household_shift | cell << cell_shift |
            static_cast<std::uint32_t>(units[i]);
      chain.next = to + (units[i] != 0 ? 1 : 0);
    }
  }

  const Binding& binding_;
  const LimitTree& tree_;
  Pages& pages_;
  std::uint32_t block_shift_;
  std::vector<Chain<Posted>>& chains_;  // by block
  RowChunk chunk_;
  Conditions conditions_;
  RuleScores scores_;
  std::vector<std::uint16_t> bits_;  // of the chunk, by place
  std::vector<std::int32_t> units_;  // of the rows of one rule
  bool fits_ = true;
};

/// The cells of one household.
class Cells {
 public:
  explicit Cells(const LimitTree& tree) : tree_(tree), sums_(tree.cells().size()), touched_(tree.levels()) {
    for (std::size_t level = 0; level < tree.levels(); ++level)
      touched_[level].cells.resize(tree.size_of_level(level) + 1);
  }

  /// Units above 0 in a leaf.
  void add(const Posted* begin, const Posted* end) noexcept {
    std::int64_t* const sums = sums_.data();
    Index* const cells = touched_.front().cells.data();
    std::size_t count = 0;
    for (const Posted* each = begin; each != end; ++each) {
      const auto cell = static_cast<Index>(*each >> cell_shift & cell_mask);
      const std::int64_t before = sums[cell];
      cells[count] = cell;
      count += before == 0 ? 1 : 0;
      sums[cell] = before + static_cast<std::int64_t>(*each & UINT32_MAX);
    }
    touched_.front().count = count;
  }

  /// What all of it comes to by account and sign; leaves everything empty.
  void take(std::int64_t (&totals)[LeanKind::account_signs]) noexcept {
    for (std::size_t level = 0; level + 1 < touched_.size(); ++level) {
      const Touched& touched = touched_[level];
      for (std::size_t i = 0; i < touched.count; ++i) raise(touched.cells[i]);
    }
    for (Touched& touched : touched_) touched.count = 0;
    for (std::size_t i = 0; i < LeanKind::account_signs; ++i)
      totals[i] = std::exchange(sums_[tree_.root(i)], std::int64_t{0});
  }

 private:
  struct Touched {
    std::vector<Index> cells;
    std::size_t count = 0;
  };

  /// What the cell comes to counts towards its parent.
  void raise(Index index) noexcept {
    const LimitTree::Cell& cell = tree_.cells()[index];
    const std::int64_t units = std::min(std::exchange(sums_[index], std::int64_t{0}), cell.most);
    if (units == 0) [[unlikely]]
      return;
    Touched& touched = touched_[cell.parent_level];
    touched.cells[touched.count] = cell.parent;
    touched.count += static_cast<std::size_t>(sums_[cell.parent] == 0);
    sums_[cell.parent] += units;
  }

  const LimitTree& tree_;
  std::vector<std::int64_t> sums_;  // by cell
  std::vector<Touched> touched_;    // by level: the cells that are not 0
};

/// All blocks of one evaluation.
class OrderFree {
 public:
  OrderFree(const Shared& shared, const LimitTree& tree, EvaluationBuilder& builder)
      : shared_(shared),
        binding_(shared.binding),
        tree_(tree),
        builder_(builder),
        threads_(static_cast<std::size_t>(std::max(1, binding_.options.threads))),
        block_shift_(block_shift_of(binding_.roster.size(), binding_.events.size())),
        blocks_((binding_.roster.size() + (std::size_t{1} << block_shift_) - 1) >> block_shift_),
        pages_(threads_),
        chains_(threads_, std::vector<Chain<Posted>>(blocks_)),
        is_given_(binding_.program.has_base || !binding_.options.entries.rows().empty()) {}

  /// False where a magnitude leaves 32 bits.
  [[nodiscard]] bool place() {
    const Stopwatch watch(builder_.profile().ordering);
    const Validation validate(binding_);
    const std::size_t rows = binding_.events.size();
    std::atomic<bool> stopped{false};
    run_threads(threads_, [&](std::size_t thread) {
      Placer placer(binding_, tree_, validate, pages_[thread], block_shift_, chains_[thread]);
      if (!placer(rows * thread / threads_, rows * (thread + 1) / threads_, stopped)) stopped = true;
    });
    return !stopped;
  }

  void sum() {
    tell_progress(binding_.options, 0, 1);
    builder_.balances().resize(binding_.roster.size());
    const Stopwatch watch(builder_.profile().rules);
    Distributor distributor(blocks_);
    run_threads(threads_, [&](std::size_t thread) {
      Summing summing(shared_, tree_);
      try {
        for (std::size_t block = distributor.next(); block < blocks_; block = distributor.next()) {
          sum_block(block, summing);
          if (thread == 0) tell_progress(binding_.options, block + 1, blocks_);
        }
      } catch (...) {
        distributor.stop();
        throw;
      }
    });
    tell_progress(binding_.options, 1, 1);
  }

 private:
  /// What a thread needs, reused from block to block.
  struct Summing {
    Summing(const Shared& shared, const LimitTree& tree) : cells(tree), run(shared, nobody) {}
    Cells cells;
    std::vector<Posted> gathered;
    std::vector<std::uint32_t> ends;  // by household
    NoRecorder nobody;
    HouseholdRun<NoRecorder> run;
    HouseholdState state;
    std::vector<Candidates> candidates;  // nobody closes anything
  };

  void sum_block(std::size_t block, Summing& summing) {
    gather(block, summing);
    const std::size_t first = block << block_shift_;
    const std::size_t end = std::min(first + (std::size_t{1} << block_shift_), binding_.roster.size());
    const Posted* begin = summing.gathered.data();
    for (std::size_t household = first; household < end; ++household) {
      const Posted* const behind = summing.gathered.data() + summing.ends[household - first];
      Balance& balance = builder_.balances()[household];
      if (is_given_) balance = given(static_cast<Id>(household), summing);
      if (begin == behind) continue;
      summing.cells.add(begin, behind);
      std::int64_t totals[LeanKind::account_signs];
      summing.cells.take(totals);
      using program::Account;
      const auto total = [&](Account account, unsigned sign) {
        return totals[2 * static_cast<unsigned>(account) + sign];
      };
      const std::int64_t earned = total(Account::both, 0) + total(Account::standing, 0);
      const std::int64_t deducted = total(Account::both, 1) + total(Account::standing, 1);
      balance.standing += earned - deducted;
      balance.spendable += total(Account::both, 0) + total(Account::spendable, 0) - total(Account::both, 1) -
                           total(Account::spendable, 1);
      balance.earned += earned;
      balance.deducted += deducted;
      begin = behind;
    }
  }

  /// Brings what each household of the block was given together.
  void gather(std::size_t block, Summing& summing) {
    std::vector<std::uint32_t>& ends = summing.ends;
    ends.assign((std::size_t{1} << block_shift_) + 1, 0);
    std::uint32_t* const next = ends.data();
    const auto for_each = [&](auto work) {
      for (const std::vector<Chain<Posted>>& chains : chains_) chains[block].for_each(work);
    };
    for_each([&](Posted each) { ++next[(each >> household_shift) + 1]; });
    for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
    if (summing.gathered.size() < ends.back()) summing.gathered.resize(ends.back());
    Posted* const to = summing.gathered.data();
    // Each household's begin moves on to its end as it fills.
    for_each([&](Posted each) { to[next[each >> household_shift]++] = each; });
  }

  /// What base points and entries come to; far from the bounds of 64 bits.
  [[nodiscard]] Balance given(Id household, Summing& summing) {
    summing.run.begin(summing.state, household, 0);
    summing.run.advance(summing.state, household, {}, 0, 0, summing.candidates);
    return summing.run.balance(summing.state);
  }

  const Shared& shared_;
  const Binding& binding_;
  const LimitTree& tree_;
  EvaluationBuilder& builder_;
  std::size_t threads_;
  std::uint32_t block_shift_;
  std::size_t blocks_;
  std::vector<Pages> pages_;                        // by thread
  std::vector<std::vector<Chain<Posted>>> chains_;  // by thread and block
  bool is_given_;
};

}  // namespace

bool evaluate_without_order(const Shared& shared, EvaluationBuilder& builder) {
  const std::optional<LimitTree> tree = LimitTree::of(shared);
  if (!tree) return false;
  OrderFree run(shared, *tree, builder);
  if (!run.place()) return false;
  run.sum();
  return true;
}

}  // namespace pointsbank::evaluation
