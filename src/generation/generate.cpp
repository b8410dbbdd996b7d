#include "pointsbank/generate.hpp"

#include <algorithm>

#include "generation/event_rows.hpp"

namespace pointsbank {
namespace {

using namespace generation;

/// One or two in a village's year.
std::size_t revocations_among(std::uint32_t events) { return events < 100 ? 0 : 1 + events / 8'000; }

}  // namespace

GeneratedVillage generate(const Program& program, const GenerateOptions& options) {
  const program::Program& compiled = program.compiled();
  const Date through = std::min(options.through, Date::of(9999, 12, 31));
  const Days days(compiled, through);
  if (days.empty()) {
    throw UsageError("nothing can happen until " + through.to_string() + ": the rules are in effect from " +
                     compiled.first_day().to_string() + " on");
  }
  if (options.households == 0 && options.events > 0) throw UsageError("events need households");
  const Recipes recipes(compiled, through);
  const Households households(compiled, recipes.mentions(), days, options, recipes.uses_members());
  const std::size_t revocations = revocations_among(options.events);
  const Plan plan(compiled, recipes, households, days, static_cast<std::uint32_t>(options.events - revocations),
                  options.seed);
  GeneratedVillage village;
  village.roster = households.roster();
  village.members = households.members();
  village.events =
      EventRows(compiled, recipes, households, plan.acts(), options.seed).table(plan.events(), revocations);
  return village;
}

}  // namespace pointsbank
