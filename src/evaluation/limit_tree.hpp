// Balances that do not depend on the order of the events.
//
// Many lists say nothing that looks back: each rule scores its event, and limits cut what a rule, a category or the
// list gives in a period. Let each limit in each of its periods be a set of events, those that count towards it. Where
// these sets are nested, that is of any two either one holds the other or they have nothing in common, what all events
// of a household come to is the same in whatever order they happen, and can be had from sums:
//
//   What is cut. Whenever an event is cut, some limit that holds it has just been filled, and stays filled. So in the
//   end each event was posted wholly or lies in a filled set. Take the largest filled sets: being nested they are
//   apart, and so the events of the household come to
//       T = sum of `most` of the largest filled sets + sum of the magnitudes of the events in no filled set.
//   Why no order gives more. Whatever other order cuts to, within each of those sets it can come to no more than
//   `most`, and outside of them to no more than the magnitudes: at most T. Nor can it give less, for the same holds
//   with the two orders exchanged. So every order comes to the same T.
//
//   How it is found. All events that count towards the same limits may follow each other, and so be one event of their
//   sum. By the same argument within each set: a set comes to the least of its `most` and what its greatest subsets and
//   its own events come to. That is a walk from the leaves to the root.
//
// What is the same is the total of a tree of sets, not what each event or each inner set got of it. Therefore all rules
// of a tree stand on the same account (they have the same sign, for limits do), and nobody may ask for outcomes,
// postings, or what stood at some day: closings, floors, vetoes, lapses. Sets are nested where the periods of a rule's
// limits, its category's and the list's do not get finer on the way up: a month lies in a year, a week in no month.
#pragma once

#include <optional>
#include <vector>

#include "evaluation/household_run.hpp"

namespace pointsbank::evaluation {

/// The sets of one rule book over the days that are evaluated, each set a cell.
class LimitTree {
 public:
  /// None where the order of events may matter.
  [[nodiscard]] static std::optional<LimitTree> of(const Shared& shared);

  struct Cell {
    std::int64_t most;   ///< what it comes to at most
    Index parent;        ///< that it counts towards; of a root: none
    Index parent_level;  ///< cells are walked level by level, from 0
  };
  [[nodiscard]] const std::vector<Cell>& cells() const noexcept { return cells_; }
  /// How many levels of cells there are; the last is that of the roots.
  [[nodiscard]] std::size_t levels() const noexcept { return level_sizes_.size(); }
  [[nodiscard]] std::size_t size_of_level(std::size_t level) const noexcept { return level_sizes_[level]; }
  /// The cell of what LeanKind::account_sign says.
  [[nodiscard]] Index root(std::size_t account_sign) const noexcept {
    return roots_ + static_cast<Index>(account_sign);
  }

  /// The cell that an event counts in: by Binding::heard, and day from first_day().
  struct Leaf {
    Index first;           ///< cell of the first period
    const Index* periods;  ///< by day: which period it lies in
  };
  [[nodiscard]] Leaf leaf(Index heard) const noexcept {
    const Node& node = nodes_[leaf_of_heard_[heard]];
    return {node.first, periods_[static_cast<std::size_t>(node.per)].of_day.data()};
  }
  [[nodiscard]] Date first_day() const noexcept { return first_day_; }

  static constexpr Index most_cells = Index{1} << 20;

 private:
  /// A limit, or a rule without one of its own, in all its periods.
  struct Node {
    PeriodKind per = PeriodKind::ever;
    std::int64_t most = program::unlimited;
    Index parent = program::none;
    std::uint8_t account_sign = 0;
    Index level = 0;
    Index first = 0;
  };
  /// The days cut into periods of one kind.
  struct Periods {
    std::vector<Index> of_day;
    std::vector<Index> first_days;  ///< by period
  };

  [[nodiscard]] bool add_rule(const Binding& binding, const BoundRule& rule, std::vector<Index>& node_of_slot);
  [[nodiscard]] bool raise_levels();
  void cut_days(const Shared& shared, Date last);
  [[nodiscard]] bool make_cells();

  Date first_day_;
  std::vector<Node> nodes_;
  std::vector<Index> leaf_of_rule_;   // by program rule
  std::vector<Index> leaf_of_heard_;  // by Binding::heard
  std::vector<Periods> periods_;      // by kind of period
  std::vector<Cell> cells_;
  std::vector<std::size_t> level_sizes_;
  Index roots_ = 0;
};

}  // namespace pointsbank::evaluation
