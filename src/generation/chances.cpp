// How often chance takes each recipe: the kinds of a version in the order of how common they are, by Zipf's law.
#include <algorithm>

#include "generation/frequency.hpp"
#include "generation/recipes.hpp"

namespace pointsbank::generation {
namespace {

using program::Index;

struct Ranked {
  Index kind;
  std::int64_t frequency;
  bool has_veto = false;
};

constexpr std::uint64_t rarity_of_vetoes = 8;

}  // namespace

/// Not what ends vetoes, opens or closes states: that follows from other events.
bool Recipes::is_of_chance(Index version, Index kind) const {
  const program::Hearing& hearing = program_.versions[version].hearings[kind];
  return !hearing.rules.empty() || (!hearing.cures && hearing.opens.empty() && hearing.closes.empty());
}

void Recipes::set_chances(Index version) {
  const program::Version& of = program_.versions[version];
  Chances& chances = chances_.emplace_back();
  std::vector<Ranked> good, bad;
  for (Index kind = 0; kind < program_.kinds.size(); ++kind) {
    const program::Hearing& hearing = of.hearings[kind];
    if (!hearing.known || !is_of_chance(version, kind)) continue;
    bool is_bad = !hearing.rules.empty();
    bool has_veto = false;
    std::int64_t frequency = hearing.rules.empty() ? 100 : 0;
    for (const Index rule : hearing.rules) {
      is_bad &= !program_.rules[rule].positive;
      has_veto |= program_.rules[rule].veto != nullptr;
      frequency = std::max(frequency, frequency_of(program_.rules[rule], program_.decimals));
    }
    (is_bad ? bad : good).push_back({kind, frequency * interest_of(of, program_.kinds[kind]), has_veto});
  }
  const auto fill = [&](std::vector<Ranked>& ranked, std::size_t step, Picker& picker,
                        std::vector<std::uint32_t>& recipes) {
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const Ranked& a, const Ranked& b) { return a.frequency > b.frequency; });
    for (std::size_t rank = 0; rank < ranked.size(); ++rank) {
      const std::uint32_t first = first_[version][ranked[rank].kind];
      const std::size_t rules = std::max<std::size_t>(1, of.hearings[ranked[rank].kind].rules.size());
      for (std::uint32_t recipe = first; recipe < first + rules; ++recipe) {
        recipes.push_back(recipe);
        picker.add(zipf_weight(rank * step) / (ranked[rank].has_veto ? rarity_of_vetoes : 1) / rules + 1);
      }
    }
  };
  fill(good, 1, chances.good, chances.good_recipes);
  fill(bad, 2, chances.bad, chances.bad_recipes);  // what is grave is rarer still
}

std::optional<std::uint32_t> Recipes::draw(Index version, bool bad, Random& random) const {
  const Chances& chances = chances_[version];
  const bool is_bad = (bad && chances.bad.has_weight()) || !chances.good.has_weight();
  const Picker& picker = is_bad ? chances.bad : chances.good;
  if (!picker.has_weight()) return std::nullopt;
  const std::size_t drawn = picker.draw(random);
  return is_bad ? chances.bad_recipes[drawn] : chances.good_recipes[drawn];
}

}  // namespace pointsbank::generation
