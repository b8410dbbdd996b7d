// The most that rules, groups, categories and lists can give to one household within a span of days, on one account.
//
// A bound of a span is the least of several, each proven by itself:
//  - a limit whose period holds the span: whatever feeds its counter stays together within it;
//  - what the highest only, `repeat`, `over` and the count limits leave of the largest magnitude of one occurrence;
//  - the sum over the parts (rules of a category, categories of a list);
//  - the sum over the days, weeks, months, … that the span is cut into.
// What feeds a counter is counted by id through all versions, so a limit binds where all versions in the span have it,
// at the largest of theirs. Amounts are units as exact Numbers.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "pointsbank/exposure.hpp"
#include "program/program.hpp"

namespace pointsbank::analysis {

/// From the first to the last day, both included.
struct Span {
  Date from, to;
  [[nodiscard]] bool is_empty() const noexcept { return to < from; }
  [[nodiscard]] Span within(const Span& other) const noexcept {
    return {std::max(from, other.from), std::min(to, other.to)};
  }
  /// Does one period hold all of it?
  [[nodiscard]] bool lies_in_one(PeriodKind per) const noexcept { return last_day(per, from) >= to; }
};

/// A sum that may have no bound.
struct Total {
  struct Why {
    program::Index source = program::none;
    Unbounded why = Unbounded::no_limit;
    friend auto operator<=>(const Why&, const Why&) = default;
  };
  bool is_bounded = true;
  Number units;
  std::vector<Why> because;

  static Total unbounded(program::Index source, Unbounded why) { return {false, {}, {{source, why}}}; }
  void add(const Total& other);
  void add(const Number& more) {
    if (is_bounded) units = units + more;
  }
  /// Keeps the smaller of the two; of two without bound, the first.
  void keep_least(const Total& other);
};

class Bounds {
 public:
  /// Of postings on `account`, which is not `both`.
  Bounds(const program::Program& program, program::Account account, std::optional<std::uint32_t> members);

  using Node = std::size_t;
  [[nodiscard]] Node rule(program::Index source, bool positive) const { return rules_.at({source, positive}); }
  [[nodiscard]] bool has_rule(program::Index source, bool positive) const {
    return rules_.contains({source, positive});
  }
  [[nodiscard]] Node category(const std::string& id, bool positive) { return categories_.at({id, positive}); }
  [[nodiscard]] bool has_category(const std::string& id, bool positive) const {
    return categories_.contains({id, positive});
  }
  [[nodiscard]] Node side(bool positive) const { return sides_[positive ? 1 : 0]; }

  /// The most that the postings of a node dated in the span are together, as a magnitude.
  [[nodiscard]] Total most(Node node, Span span);
  /// Base points in the span.
  [[nodiscard]] Total base(Span span) const;
  /// What a closing gives or takes in the span, as a magnitude; by its id among the sources.
  [[nodiscard]] Total closing(program::Index source, rulelist::Closing::Kind kind, bool earns, Span span) const;
  /// Positive rules, awards and earning states together: what a forfeit may take back.
  [[nodiscard]] Total earned(Span span);
  /// What forfeits in the span take back at most; and of it what was given before the span.
  [[nodiscard]] Total forfeits(Span span);
  [[nodiscard]] Total forfeits_of_before(Span span);
  /// What resets of this account set it to, added up.
  [[nodiscard]] Total resets(Span span) const;

  [[nodiscard]] const std::vector<program::Index>& members_of(Node node) const { return nodes_[node].rules; }

 private:
  struct Parts {
    std::vector<program::Index> rules;          ///< instances: a rule of one version each
    std::vector<std::vector<Node>> partitions;  ///< each one: nodes that hold all instances together, once
    std::optional<PeriodKind> highest_only;     ///< an exclusive group by period
    std::vector<PeriodKind> kinds;              ///< periods that matter to it, `ever` left out
    std::vector<PeriodKind> count_kinds;        ///< those of its count limits
    bool is_rule = false;
  };
  /// The largest rounded magnitude of one occurrence, in units, with the largest step; none: without bound.
  struct Instance {
    Span active;
    std::optional<Number> largest;    ///< with `repeat`
    std::optional<Number> magnitude;  ///< without, in points
    std::optional<Number> total;      ///< of `over`, in units
    bool counts = false;              ///< does it post on this account?
  };

  [[nodiscard]] Instance make_instance(const program::Rule& rule) const;
  Node add_node(Parts parts);
  [[nodiscard]] std::vector<Node> by_rule(const std::vector<program::Index>& rules);
  [[nodiscard]] std::vector<Node> by_group(const std::vector<program::Index>& rules);
  void build();

  [[nodiscard]] Total direct(Node node, Span span, const std::vector<program::Index>& active);
  [[nodiscard]] Total of_rule(Node node, Span span, const std::vector<program::Index>& active);
  [[nodiscard]] std::optional<Number> of_instance(program::Index index, Span span,
                                                  const std::optional<Number>& occurrences) const;
  [[nodiscard]] std::optional<Number> of_steps(program::Index index, Span span,
                                               const std::optional<Number>& occurrences) const;
  [[nodiscard]] std::optional<Number> limit(const std::vector<program::Index>& active, Span span, bool is_count) const;
  [[nodiscard]] std::optional<Number> occurrences(Node node, Span span);
  [[nodiscard]] Unbounded why(const std::vector<program::Index>& active, bool has_occurrences) const;
  [[nodiscard]] Total by_changes(Node node, Span span);
  [[nodiscard]] Total by_parts(Node node, Span span, PeriodKind kind);
  [[nodiscard]] std::vector<program::Index> active(Node node, Span& span) const;
  [[nodiscard]] std::optional<Number> copies(bool by_member) const;
  [[nodiscard]] Date constant_until(Date day) const;
  [[nodiscard]] Span forfeitable(Span span) const;
  [[nodiscard]] static Span not_too_long(Span span);

  const program::Program& program_;
  program::Account account_;
  std::optional<std::uint32_t> members_;
  std::vector<Instance> instances_;
  std::vector<Parts> nodes_;
  std::vector<Date> changes_;  ///< days on which something takes effect or no longer is, sorted
  std::map<std::pair<program::Index, bool>, Node> rules_;
  std::map<std::pair<std::string, bool>, Node> categories_;
  std::array<Node, 2> sides_{};
  std::map<std::tuple<Node, Date, Date>, Total> known_;
  std::map<std::tuple<Node, Date, Date>, std::optional<Number>> known_occurrences_;
};

/// All the days on which a version of the book is in effect, from the first to the last.
[[nodiscard]] Span days_of(const program::Program& program);

}  // namespace pointsbank::analysis
