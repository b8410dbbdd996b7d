// What events of each kind look like, by the rules that hear the kind, and how common they are.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "generation/pool.hpp"
#include "program/program.hpp"

namespace pointsbank::generation {

/// Where the cells of one event attribute come from.
struct AttributeSource {
  enum class What : std::uint8_t { nothing, pool, neighbour, nearby_date };
  What what = What::nothing;
  const Pool* pool = nullptr;
  bool may_lack = false;
};

enum class Use : std::uint8_t { never, sometimes, mostly };

/// An event of a kind, as one rule would have it; of a kind that no rule hears, without a rule.
struct Recipe {
  program::Index version = 0;
  program::Index kind = 0;
  const program::Rule* rule = nullptr;
  Date from, to;                   ///< when the rule is in effect, and the version
  const Pool* quantity = nullptr;  ///< null: the cell stays empty
  const Pool* points = nullptr;
  const Pool* grade = nullptr;
  std::vector<AttributeSource> attributes;
  Use minute = Use::never;
  Use member = Use::never;
  Use act = Use::never;
  bool has_condition = false;         ///< `when` or a formula, so that values have to be tried
  std::optional<PeriodKind> routine;  ///< something that a household does once in each such period
};

/// All recipes of a book up to a day.
class Recipes {
 public:
  Recipes(const program::Program& program, Date through);
  Recipes(const Recipes&) = delete;
  Recipes& operator=(const Recipes&) = delete;

  [[nodiscard]] const std::vector<Recipe>& all() const noexcept { return all_; }
  /// What every expression of the book says.
  [[nodiscard]] const Mentions& mentions() const noexcept { return mentions_; }
  /// One of a kind in a version, no_recipe where the version does not know the kind.
  static constexpr std::uint32_t no_recipe = 0xFFFFFFFFU;
  [[nodiscard]] std::uint32_t find(program::Index version, program::Index kind) const noexcept;
  /// One of a version by how common they are, a good or a bad one; not of kinds that follow from others (cures, ends).
  [[nodiscard]] std::optional<std::uint32_t> draw(program::Index version, bool bad, Random& random) const;
  /// Rules that score in the same group per act and list as this recipe's rule does, this one too.
  [[nodiscard]] std::vector<std::uint32_t> same_act(std::uint32_t recipe) const;

  // Which columns there is something to write in.
  [[nodiscard]] bool uses_members() const noexcept { return uses_members_; }
  [[nodiscard]] bool uses_acts() const noexcept { return uses_acts_; }
  [[nodiscard]] bool uses_quantities() const noexcept;
  [[nodiscard]] bool uses_points() const noexcept;
  [[nodiscard]] bool uses_grades() const noexcept;

 private:
  /// What one rule reads, with values for it; an empty pool where it does not read it.
  struct Values {
    Mentions mentions;
    Pool quantity, points, grade;
    bool reads_quantity = false, reads_points = false, reads_grade = false;
    std::vector<Pool> attributes;
    bool has_condition = false;
    bool counts_by_member = false;
  };
  struct Chances {
    Picker good, bad;
    std::vector<std::uint32_t> good_recipes, bad_recipes;
  };

  void read_rules();
  void read_values(const program::Rule& rule, Values& values);
  void read_attributes(Values& values);
  void add_kind(program::Index version, program::Index kind, Date through);
  [[nodiscard]] Recipe recipe_of(program::Index version, program::Index kind, const program::Rule* rule,
                                 Date through) const;
  void choose_cells(Recipe& recipe, const std::vector<program::Index>& rules) const;
  [[nodiscard]] AttributeSource source_of(std::size_t attribute, const std::vector<program::Index>& rules,
                                          const program::Rule* own) const;
  void set_chances(program::Index version);
  [[nodiscard]] bool is_of_chance(program::Index version, program::Index kind) const;
  [[nodiscard]] const Values* values_of(const program::Rule* rule) const noexcept;

  const program::Program& program_;
  Mentions mentions_;
  std::deque<Values> values_;  ///< by the program's rules
  Pool any_quantity_, any_points_, any_grade_;
  std::vector<Recipe> all_;
  std::vector<std::vector<std::uint32_t>> first_;  ///< by version and kind
  std::vector<Chances> chances_;                   ///< by version
  bool uses_members_ = false;
  bool uses_acts_ = false;
};

}  // namespace pointsbank::generation
