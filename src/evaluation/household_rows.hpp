// Where the events of each household stand when more of them come.
//
// A baseline's own table does not change. Who is touched by what comes later gets all its events copied into a new
// table, a layer, with what is new among them; a layer that most households have left is cleared away. So an addition
// costs the events of the households that it touches, whatever the others have.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evaluation/baseline_state.hpp"
#include "evaluation/validation.hpp"
#include "records/known_events.hpp"

namespace pointsbank::evaluation {

class HouseholdRows {
 public:
  /// Of a baseline; the options are its own and stay where they are.
  HouseholdRows(const pointsbank::Program& program, const Roster& roster, const Events& events,
                const EvaluateOptions& options, const BaselineState& state);

  /// An event of a household.
  struct Place {
    Id household;
    Id row;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  /// What an addition comes to: whom it touches, and all events of those.
  struct Addition {
    records::KnownEvents::Again again;
    std::vector<std::string> waiting_for;  ///< ids that are revoked before they are there
    std::vector<Id> households;            ///< rising
    Events events;
    std::vector<Place> rows;  ///< of these, by household, rising
  };
  /// Changes nothing yet. InputError where an id says something else than before.
  [[nodiscard]] Addition prepare(const Events& more) const;
  /// The addition has been evaluated: from now on it is there.
  void accept(const Events& more, Addition addition);

  /// All valid events that are there, as one table.
  [[nodiscard]] Events all() const;
  [[nodiscard]] bool has_additions() const noexcept { return !layers_.empty(); }

 private:
  struct Layer {
    Events events;
    std::vector<Place> rows;  // by household
    std::size_t live = 0;     // rows of households that have not gone on to another layer
  };
  struct Dropped {
    Id household;
    std::string_view id;
    friend auto operator<=>(const Dropped&, const Dropped&) = default;
  };

  [[nodiscard]] std::vector<Place> arrivals(const Events& more, const records::KnownEvents::Again& again) const;
  [[nodiscard]] std::vector<Dropped> dropped(const Events& more, Addition& addition) const;
  [[nodiscard]] Id household_of(const records::KnownEvents::Place& place) const;
  void gather(Addition& addition, std::span<const Dropped> dropped, const Events* more,
              std::span<const Place> arrivals) const;
  template <class Work>
  void for_each_row(Id household, Work work) const;
  void add_layer(Addition addition);
  void merge_layers();
  [[nodiscard]] bool is_known(const Events::Revocation& revocation) const noexcept;
  [[nodiscard]] const Events& table(std::uint32_t layer) const noexcept {
    return layer == 0 ? known_.tables().front() : layers_[layer - 1].events;
  }

  const pointsbank::Program& program_;
  const Roster& roster_;
  const EvaluateOptions& options_;
  const BaselineState& state_;
  records::KnownEvents known_;
  std::set<std::string, std::less<>> waiting_for_;
  std::vector<Layer> layers_;
  std::vector<std::uint32_t> layer_of_;  // by household: 0 the baseline's own table, else the layer and one
};

}  // namespace pointsbank::evaluation
