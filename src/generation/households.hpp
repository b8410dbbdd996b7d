// Who lives in a generated village: households with what the rule list declares of them, and their members.
#pragma once

#include <string>
#include <vector>

#include "generation/days.hpp"
#include "generation/pool.hpp"
#include "pointsbank/generate.hpp"

namespace pointsbank::generation {

/// Numbered from 0. A few join or leave while the rules are in effect, a few move to another group.
class Households {
 public:
  /// `mentions`: what all expressions of the book say. Members are made where `has_members`.
  Households(const program::Program& program, const Mentions& mentions, const Days& days,
             const GenerateOptions& options, bool has_members);

  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(people_.size()); }
  [[nodiscard]] const std::string& id(std::uint32_t household) const { return ids_[household]; }
  [[nodiscard]] bool is_active(std::uint32_t household, Date date) const noexcept {
    return people_[household].joined <= date && date < people_[household].left;
  }
  /// What holds on a day; the numbers are those of the book's tables.
  [[nodiscard]] expression::Value group(std::uint32_t household, std::size_t group, Date date) const;
  [[nodiscard]] expression::Value attribute(std::uint32_t household, std::size_t attribute) const;

  /// Members who belong to the household all the time: 1 to this number.
  [[nodiscard]] int settled_members(std::uint32_t household) const noexcept { return people_[household].settled; }
  [[nodiscard]] std::string member_id(std::uint32_t household, int member) const;

  /// A household that does something good: a few do much, some hardly anything.
  [[nodiscard]] std::uint32_t draw_diligent(Random& random) const;
  /// A household that does something bad: the same few more often than others.
  [[nodiscard]] std::uint32_t draw_offending(Random& random) const;
  [[nodiscard]] bool is_offender(std::uint32_t household) const noexcept { return people_[household].is_offender; }

  // As CSV; of a column that nothing stands in, none.
  [[nodiscard]] std::string roster() const;
  [[nodiscard]] std::string members() const;

 private:
  struct People {
    Date joined = Date::always();
    Date left = Date::never();
    Date moved = Date::never();  ///< to the next one of the first group
    int members = 0;
    int settled = 0;
    Date came = Date::always();  ///< the last member, where not settled
    bool is_from_next = false;   ///< from the next household, else from elsewhere
    bool is_offender = false;
  };

  [[nodiscard]] std::vector<std::uint32_t> blocks(Random& random) const;
  void make_groups(const Mentions& mentions, Random& random);
  void make_attributes(const Mentions& mentions, const Days& days, Random& random);
  void make_people(const Days& days, bool has_members, Random& random);
  [[nodiscard]] int members_of(std::uint32_t household, Random& random) const;
  [[nodiscard]] std::uint32_t group_of(std::uint32_t household, std::size_t group, Date date) const;

  TableFormat format_;
  std::vector<std::string> ids_;
  std::vector<People> people_;
  std::vector<std::vector<std::string>> group_names_;   ///< by group
  std::vector<std::vector<std::uint32_t>> groups_;      ///< by group, then household: which name
  std::vector<Pool> pools_;                             ///< by attribute
  std::vector<std::vector<std::uint16_t>> attributes_;  ///< by attribute, then household: which value
  std::size_t members_attribute_;                       ///< the attribute that says how many members there are
  Picker diligent_;
  Picker offending_;
};

}  // namespace pointsbank::generation
