// Lists divided by the days on which the same edits hold: each run of days gets a copy of its list's document, in which
// the edits are made.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "json/value.hpp"
#include "pointsbank/reform.hpp"
#include "reform/edits.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::reform {

/// The days of an operation.
[[nodiscard]] inline rulelist::DateRange days_of(const ReformOperation& operation) {
  return {operation.when.from.value_or(Date::always()), operation.when.to.value_or(Date::never())};
}

/// One list on days on which the same edits hold.
struct Piece {
  rulelist::DateRange days;
  json::Value document;
  std::string version;
  bool is_wanted = true;  ///< false: a base of days on which nothing extends it
};

struct ListState {
  const RuleList* list = nullptr;
  bool is_version = true;       ///< no other list extends it
  std::size_t base = SIZE_MAX;  ///< the list that it extends
  std::vector<Edit> edits = {};
  std::vector<Piece> pieces = {};
  bool is_untouched = false;

  [[nodiscard]] const rulelist::List& model() const { return list->model(); }
};

class Division {
 public:
  /// `states` lie where they are, and get their pieces.
  explicit Division(std::vector<ListState>& states) : states_(states) {}

  /// Which lists others extend.
  void find_bases();
  /// Makes the pieces of all lists, bases first.
  void divide();
  /// What each operation has come to; those that met no list are not there.
  [[nodiscard]] const std::map<std::size_t, Effect>& effects() const noexcept { return effects_; }
  /// The lists of the new book. What nothing has touched is given back as it was.
  [[nodiscard]] std::vector<RuleList> write();

 private:
  [[nodiscard]] std::vector<std::size_t> bases_first() const;
  [[nodiscard]] std::vector<Date> cuts(const ListState& state) const;
  void divide(std::size_t index);
  void change(const ListState& state, Piece& piece);
  void follow_base(const ListState& state, Piece& piece);

  std::vector<ListState>& states_;
  std::map<std::size_t, Effect> effects_;
};

}  // namespace pointsbank::reform
