// What pages have to know of the village's rule lists: which claims there are and what they need, which stars and
// rankings, what redemption is bound to. Read from the same files that the bank has adopted; figures stay exact texts.
//
// The bank decides by the lists themselves; nothing here decides anything.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pointsbank/pointsbank.hpp"
#include "words.hpp"

namespace portal {

/// Something that a household can claim.
struct ClaimKind {
  std::string kind;  ///< of the event
  Words title;
  Words note;
  Words category;
  std::string points;  ///< where the score is fixed: how many
  bool needs_quantity = false;
  Words quantity;                                            ///< what is counted, where the list says so (`x-quantity`)
  std::vector<std::pair<std::string, Words>> grades;         ///< one of them is needed, where there are any
  std::optional<std::pair<std::string, std::string>> range;  ///< of points, which reviewers give
  bool may_have_act = false;                                 ///< deeds are told apart
  struct Attribute {
    std::string name;
    Words title;
    std::string type;  ///< `number`, `string`, `bool`, `date`
  };
  std::vector<Attribute> attributes;  ///< that its rules look at
  int evidence = 0;                   ///< photos at least
  bool is_positive = true;            ///< a household claims what adds; clerks record what takes away
};

struct Level {
  std::string id;
  Words title;
  std::optional<pointsbank::Number> at_least, above;
  std::optional<std::int64_t> top;
};

/// A rating or ranking.
struct Contest {
  std::string id;
  Words title;
  pointsbank::PeriodKind at = pointsbank::PeriodKind::month;
  std::string by;             ///< what it measures: an expression
  std::string within;         ///< a group, or empty
  std::vector<Level> levels;  ///< of a rating, the highest first as a rule
  bool is_public = true;
};

/// One version of the rules.
struct VillageRules {
  pointsbank::Date from = pointsbank::Date::always(), to = pointsbank::Date::never();
  std::vector<ClaimKind> kinds;  ///< in the list's order
  std::vector<Contest> ratings, rankings;
  std::string suspend_below, above;                         ///< of redemption; empty: none
  std::vector<std::pair<std::string, std::string>> limits;  ///< of redemption: a period's word and points

  [[nodiscard]] const ClaimKind* kind(std::string_view name) const;
};

class Village {
 public:
  /// MachineError where a file cannot be read, RuleListError where a list is wrong.
  explicit Village(const std::vector<std::filesystem::path>& files);

  [[nodiscard]] const VillageRules& on(pointsbank::Date date) const;
  [[nodiscard]] const Words& title() const noexcept { return title_; }
  [[nodiscard]] const Words& name() const noexcept { return name_; }  ///< `x-village`, else the title
  [[nodiscard]] const Words& unit() const noexcept { return unit_; }  ///< of points
  [[nodiscard]] int decimals() const noexcept { return program_.decimals(); }
  [[nodiscard]] int utc_offset() const noexcept { return program_.table_format().utc_offset; }
  /// The rule book itself: for trying out, and for the notice.
  [[nodiscard]] const pointsbank::Program& program() const noexcept { return program_; }
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const noexcept { return files_; }

  /// `12.5`, with exactly the list's decimals.
  [[nodiscard]] std::string points(std::int64_t units) const;
  /// A kind's title in any version, else its id.
  [[nodiscard]] Words title_of_kind(std::string_view kind, pointsbank::Date date) const;

 private:
  std::vector<std::filesystem::path> files_;
  pointsbank::Program program_;
  std::vector<VillageRules> versions_;
  Words title_, name_, unit_;
};

}  // namespace portal
