// From planned events to rows: cells are drawn, and drawn again until the rule's own expressions say what was wanted.
#pragma once

#include <deque>
#include <string>

#include "generation/plan.hpp"
#include "generation/table_text.hpp"

namespace pointsbank::generation {

/// One event while its cells are drawn; what expressions see of it.
class Draft final : public expression::Inputs {
 public:
  Draft(const program::Program& program, const Households& households)
      : attributes(program.format.event_attributes.size()), program_(program), households_(households) {}

  [[nodiscard]] expression::Value value(expression::Input input) const override;

  program::Index version = 0;
  program::Index kind = 0;
  std::uint32_t household = 0;
  Date date;
  int minute = -1;  ///< below 0: a bare date
  Cell quantity, points, grade;
  std::vector<Cell> attributes;
  std::string id, member, act;

 private:
  const program::Program& program_;
  const Households& households_;
};

class EventRows {
 public:
  EventRows(const program::Program& program, const Recipes& recipes, const Households& households, std::uint32_t acts,
            std::uint64_t seed);

  /// The table: the planned events and `revocations` of some of them, in the order in which a village records them.
  [[nodiscard]] std::string table(const std::vector<Planned>& events, std::size_t revocations);

 private:
  /// A revocation that is to be written once its day has come.
  struct Pending {
    Date recorded;
    std::string revokes;
  };

  void write_header();
  void write(const Planned& planned);
  void write_revocation(const Pending& pending);
  void write_recorded(const Planned& planned);

  void draw(const Planned& planned);
  void draw_cells(const Recipe& recipe);
  void draw_minute(const Recipe& recipe);
  void draw_member(const Recipe& recipe, const Planned& planned);
  void draw_act(const Recipe& recipe, const Planned& planned);
  [[nodiscard]] Cell draw_attribute(const AttributeSource& source);
  void move_elsewhere(const Recipe& recipe);
  [[nodiscard]] bool holds(const Recipe& recipe) const;

  const program::Program& program_;
  const Recipes& recipes_;
  const Households& households_;
  Random random_;
  Draft draft_;
  TableText table_;
  std::string offset_;
  std::size_t id_digits_ = 1;
  std::size_t revoked_ = 0;
  std::uint32_t acts_;
  std::deque<Pending> pending_;
  bool has_quantity_, has_points_, has_grade_, has_member_, has_act_;
};

}  // namespace pointsbank::generation
