// Who does what on which day: the events of a generated village before their cells are drawn.
#pragma once

#include <vector>

#include "generation/days.hpp"
#include "generation/households.hpp"
#include "generation/recipes.hpp"

namespace pointsbank::generation {

struct Planned {
  static constexpr std::uint8_t any_member = 0;
  std::int32_t day = 0;
  std::uint32_t household = 0;
  std::uint32_t recipe = 0;
  std::uint32_t act = 0;             ///< 0: none was settled
  std::uint8_t member = any_member;  ///< the household's member, from 1
  bool is_meant = false;             ///< part of something that is to happen: the rule's condition is to hold
};

/// First, for every rule a few times, what makes it score: as often in a row as its steps go, several for one act,
/// what cures a veto and what ends a state. Then what chance brings, until there are `count`.
class Plan {
 public:
  Plan(const program::Program& program, const Recipes& recipes, const Households& households, const Days& days,
       std::uint32_t count, std::uint64_t seed);

  /// By day.
  [[nodiscard]] const std::vector<Planned>& events() const noexcept { return events_; }
  /// Acts are numbered from 1 to this.
  [[nodiscard]] std::uint32_t acts() const noexcept { return acts_; }

 private:
  void add_meant();
  void add_episode(std::uint32_t recipe);
  void add_repetitions(const Planned& first);
  void add_rivals(const Planned& first);
  void add_cure(const Planned& veto);
  void add_states();
  void add_state(program::Index version, const rulelist::Closing& closing);
  void add_by_chance();
  [[nodiscard]] bool is_full() const noexcept { return events_.size() >= count_; }
  void add(Planned planned);

  [[nodiscard]] std::optional<std::uint32_t> draw_household(const Recipe& recipe, Date date);
  [[nodiscard]] std::optional<Planned> draw_chance();
  /// Has the household done it in the period already? Then, or when there is no memory for it, true once in a while.
  bool is_repeated(const Planned& planned);
  void sort_by_day();

  const program::Program& program_;
  const Recipes& recipes_;
  const Households& households_;
  const Days& days_;
  std::size_t count_;
  Random random_;
  std::vector<Planned> events_;
  std::uint32_t acts_ = 0;
  std::vector<std::vector<bool>> done_;  ///< of routines: by recipe; household and period
};

}  // namespace pointsbank::generation
