#include "evaluation/household_rows.hpp"

#include <algorithm>
#include <numeric>

#include "core/digit_sort.hpp"
#include "records/gathered_events.hpp"

namespace pointsbank::evaluation {

HouseholdRows::HouseholdRows(const pointsbank::Program& program, const Roster& roster, const Events& events,
                             const EvaluateOptions& options, const BaselineState& state)
    : program_(program),
      roster_(roster),
      options_(options),
      state_(state),
      known_(events),
      layer_of_(roster.size(), 0) {
  for (const Events::Revocation& revocation : events.revocations()) {
    if (revocation.target == no_id && is_known(revocation)) waiting_for_.insert(revocation.revokes);
  }
}

/// What was recorded after `as_of` is not there, and never will be under these options.
bool HouseholdRows::is_known(const Events::Revocation& revocation) const noexcept {
  return !options_.as_of || revocation.recorded == absent_cell || revocation.recorded <= options_.as_of->microseconds;
}

HouseholdRows::Addition HouseholdRows::prepare(const Events& more) const {
  Addition addition;
  addition.again = known_.seen(more);
  const std::vector<Place> arriving = arrivals(more, addition.again);
  const std::vector<Dropped> leaving = dropped(more, addition);
  for (const Place& each : arriving) addition.households.push_back(each.household);
  for (const Dropped& each : leaving) addition.households.push_back(each.household);
  for (Id household = 0; household < roster_.size(); ++household) {
    if (state_.results.waits[household] != 0)
      addition.households.push_back(household);  // others' points may be its own
  }
  std::sort(addition.households.begin(), addition.households.end());
  addition.households.erase(std::unique(addition.households.begin(), addition.households.end()),
                            addition.households.end());
  gather(addition, leaving, &more, arriving);
  return addition;
}

/// The valid events of a table that have not been there before, by household.
std::vector<HouseholdRows::Place> HouseholdRows::arrivals(const Events& more,
                                                          const records::KnownEvents::Again& again) const {
  const Binding binding(program_, roster_, more, options_);
  const Validation validate(binding);
  std::vector<Place> arrivals;
  for (Id row = 0; row < more.size(); ++row) {
    if (again.events[row] || waiting_for_.contains(more.columns().id[row])) continue;
    const Id household = validate(row).household;
    if (household != no_id) arrivals.push_back({household, row});
  }
  return arrivals;
}

/// The events of earlier tables that a table revokes.
std::vector<HouseholdRows::Dropped> HouseholdRows::dropped(const Events& more, Addition& addition) const {
  std::vector<Dropped> result;
  for (std::size_t i = 0; i < more.revocations().size(); ++i) {
    const Events::Revocation& revocation = more.revocations()[i];
    if (addition.again.revocations[i] || !is_known(revocation)) continue;
    if (const auto place = known_.event(revocation.revokes)) {
      const Id household = household_of(*place);
      if (household != no_id) result.push_back({household, revocation.revokes});
    } else if (revocation.target == no_id) {
      addition.waiting_for.push_back(revocation.revokes);
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

/// Whose event it is if it is valid: as it says, or as its member says.
Id HouseholdRows::household_of(const records::KnownEvents::Place& place) const {
  const Events::Columns& columns = known_.tables()[place.table].columns();
  if (columns.household.has(place.row)) return roster_.find(columns.household.at(place.row));
  if (!columns.member.has(place.row)) return no_id;
  const Members::Stay* const stay = options_.members.on(columns.member.at(place.row), Date{columns.date[place.row]});
  return stay == nullptr ? no_id : roster_.find(stay->household);
}

/// Calls work(layer, row) for each event of a household, the layer counted as in layer_of_.
template <class Work>
void HouseholdRows::for_each_row(Id household, Work work) const {
  const std::uint32_t layer = layer_of_[household];
  if (layer == 0) {
    for (const Occurrence& each : state_.events_of(household)) work(layer, each.row);
    return;
  }
  const std::vector<Place>& rows = layers_[layer - 1].rows;
  for (auto at = std::lower_bound(rows.begin(), rows.end(), Place{household, 0});
       at != rows.end() && at->household == household; ++at)
    work(layer, at->row);
}

/// Puts the events of the addition's households into one table: those that stay, and those that come.
void HouseholdRows::gather(Addition& addition, std::span<const Dropped> leaving, const Events* more,
                           std::span<const Place> arriving) const {
  std::vector<std::vector<Place>> of_layers(layers_.size() + 1);
  auto next_leaving = leaving.begin();
  for (const Id household : addition.households) {
    const auto first_leaving = next_leaving;
    while (next_leaving != leaving.end() && next_leaving->household == household) ++next_leaving;
    const auto leaves = [&](std::uint32_t layer, Id row) {
      return std::any_of(first_leaving, next_leaving,
                         [&](const Dropped& each) { return each.id == table(layer).columns().id[row]; });
    };
    for_each_row(household, [&](std::uint32_t layer, Id row) {
      if (!leaves(layer, row)) of_layers[layer].push_back({household, row});
    });
  }
  records::GatheredEvents gathered(known_.tables().front().format());
  const auto add = [&](const Events& from, std::vector<Place> places) {
    sort_by_number(places, [](const Place& each) { return each.row; });  // columns are read from front to back
    std::vector<Id> rows;
    rows.reserve(places.size());
    for (const Place& each : places) {
      rows.push_back(each.row);
      addition.rows.push_back({each.household, static_cast<Id>(addition.rows.size())});
    }
    gathered.add(from, rows);
  };
  for (std::uint32_t layer = 0; layer < of_layers.size(); ++layer) add(table(layer), std::move(of_layers[layer]));
  if (more != nullptr) add(*more, {arriving.begin(), arriving.end()});
  addition.events = gathered.finish();
  sort_by_number(addition.rows, [](const Place& each) { return each.household; });
}

void HouseholdRows::accept(const Events& more, Addition addition) {
  known_.add(more, addition.again);
  waiting_for_.insert(addition.waiting_for.begin(), addition.waiting_for.end());
  add_layer(std::move(addition));
  // Copying what is still needed costs no more than what became useless cost to be copied.
  std::size_t all = 0;
  std::size_t needed = 0;
  for (const Layer& layer : layers_) {
    all += layer.rows.size();
    needed += layer.live;
  }
  constexpr std::size_t most_layers = 64;
  if (all > 2 * needed || layers_.size() > most_layers) merge_layers();
}

void HouseholdRows::add_layer(Addition addition) {
  for (const Id household : addition.households) {
    const std::uint32_t before = layer_of_[household];
    if (before != 0) for_each_row(household, [&](std::uint32_t layer, Id) { --layers_[layer - 1].live; });
    layer_of_[household] = static_cast<std::uint32_t>(layers_.size() + 1);
  }
  const std::size_t rows = addition.rows.size();
  layers_.push_back({std::move(addition.events), std::move(addition.rows), rows});
}

/// Brings all layers together in one.
void HouseholdRows::merge_layers() {
  Addition merged;
  for (Id household = 0; household < layer_of_.size(); ++household) {
    if (layer_of_[household] != 0) merged.households.push_back(household);
  }
  gather(merged, {}, nullptr, {});
  for (const Id household : merged.households) layer_of_[household] = 0;
  layers_.clear();
  add_layer(std::move(merged));
}

Events HouseholdRows::all() const {
  Addition everybody;
  everybody.households.resize(roster_.size());
  std::iota(everybody.households.begin(), everybody.households.end(), Id{0});
  gather(everybody, {}, nullptr, {});
  return std::move(everybody.events);
}

}  // namespace pointsbank::evaluation
