// Which events and revocations have been given so far, over several tables.
//
// An id stands once for all: what is given again with the same values is left out, what says something else is refused.
// Memory: some 9 bytes an id beside the tables.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "pointsbank/tables.hpp"
#include "records/id_table.hpp"

namespace pointsbank::records {

class KnownEvents {
 public:
  explicit KnownEvents(const Events& first);

  /// What of a table has been there before, by row and by revocation.
  struct Again {
    std::vector<bool> events;
    std::vector<bool> revocations;
  };
  /// InputError lists the ids that say something else than before (up to a hundred).
  [[nodiscard]] Again seen(const Events& more) const;
  /// Takes over a table that is not refused.
  void add(const Events& more, const Again& again);

  struct Place {
    std::size_t table;
    Id row;
  };
  /// The event of an id.
  [[nodiscard]] std::optional<Place> event(std::string_view id) const;
  /// In the order in which they came.
  [[nodiscard]] const std::vector<Events>& tables() const noexcept { return tables_; }

 private:
  [[nodiscard]] Place place_of(Id number) const noexcept;
  [[nodiscard]] std::string_view text(Id number) const noexcept;
  [[nodiscard]] Id find(std::string_view id) const;
  void add_ids(const Events& table, Id first, const Again& again);

  std::vector<Events> tables_;
  std::vector<Id> first_numbers_;  // by table: the number of its first row
  std::vector<const Events::Revocation*> revocations_;
  IdTable ids_;  // events count up over all tables, revocations down
};

}  // namespace pointsbank::records
