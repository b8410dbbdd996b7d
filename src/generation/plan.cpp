#include "generation/plan.hpp"

#include <algorithm>
#include <array>

namespace pointsbank::generation {
namespace {

using program::Index;

constexpr std::uint64_t plan_stream = 4;
constexpr std::size_t bad_in = 9;       ///< one event in so many is bad; with what is meant, one in eight
constexpr std::size_t most_rounds = 6;  ///< so often is each rule meant to score
constexpr std::size_t most_bad_rounds = 3;
constexpr std::size_t most_veto_rounds = 2;
constexpr std::size_t most_repetitions = 4;
constexpr std::size_t most_remembered = std::size_t{1} << 31U;

bool is_bad(const Recipe& recipe) { return recipe.rule != nullptr && !recipe.rule->positive; }

std::size_t rounds_of(const Recipe& recipe) {
  if (!is_bad(recipe)) return most_rounds;
  return recipe.rule->veto != nullptr ? most_veto_rounds : most_bad_rounds;
}

/// Days between repetitions that fall into one period.
std::int32_t gap_within(const rulelist::Repeat& repeat) {
  if (!repeat.per) return std::max(1, std::min(20, repeat.within_months * 28 / static_cast<int>(most_repetitions)));
  constexpr std::array<std::int32_t, period_kinds> gaps = {0, 1, 5, 15, 20, 25, 30};
  return gaps[static_cast<std::size_t>(*repeat.per)];
}

/// Which of the periods since `first` a day lies in.
std::int64_t ordinal(PeriodKind per, Date date) {
  const CivilDate day = civil(date);
  const std::int64_t months = std::int64_t{day.year} * 12 + day.month - 1;
  switch (per) {
    case PeriodKind::day: return date.days;
    case PeriodKind::week: return first_day(PeriodKind::week, date).days / 7;
    case PeriodKind::month: return months;
    case PeriodKind::quarter: return months / 3;
    case PeriodKind::half_year: return months / 6;
    case PeriodKind::year: return day.year;
    case PeriodKind::ever: return 0;
  }
  return 0;
}

}  // namespace

Plan::Plan(const program::Program& program, const Recipes& recipes, const Households& households, const Days& days,
           std::uint32_t count, std::uint64_t seed)
    : program_(program),
      recipes_(recipes),
      households_(households),
      days_(days),
      count_(count),
      random_(seed, plan_stream),
      done_(recipes.all().size()) {
  if (count == 0 || days.empty() || households.size() == 0) return;
  events_.reserve(count_);
  add_meant();
  add_by_chance();
  sort_by_day();
}

void Plan::add(Planned planned) {
  if (!is_full()) events_.push_back(planned);
}

// ------------------------------------------------------------------------------------------- what is meant to happen

/// Round after round over all rules, so that few events go to as many rules as they can; at most half of all.
void Plan::add_meant() {
  const std::size_t recipes = recipes_.all().size();
  const std::size_t rounds = std::clamp<std::size_t>(count_ / (8 * recipes), 1, most_rounds);
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::uint32_t recipe = 0; recipe < recipes; ++recipe) {
      if (round > 0 && events_.size() > count_ / 2) return;
      if (round < rounds_of(recipes_.all()[recipe])) add_episode(recipe);
    }
    add_states();
  }
}

void Plan::add_episode(std::uint32_t number) {
  const Recipe& recipe = recipes_.all()[number];
  const std::optional<Date> date = days_.draw(random_, recipe.from, recipe.to);
  if (!date) return;
  const std::optional<std::uint32_t> household = draw_household(recipe, *date);
  if (!household) return;
  Planned first;
  first.day = date->days;
  first.household = *household;
  first.recipe = number;
  first.is_meant = true;
  if (recipe.rule == nullptr) return add(first);
  if (recipe.member == Use::mostly && households_.settled_members(*household) > 0) {
    first.member = static_cast<std::uint8_t>(random_.between(1, households_.settled_members(*household)));
  }
  if (recipe.act == Use::mostly || recipe.rule->veto != nullptr) first.act = ++acts_;
  if (recipe.rule->exclusive != program::none && !recipe.rule->model->exclusive->per) return add_rivals(first);
  if (recipe.rule->repeat || recipe.rule->score.model->over) return add_repetitions(first);
  add(first);
  if (recipe.rule->veto != nullptr) add_cure(first);
}

/// As many times as there are steps, and within one period where they can be.
void Plan::add_repetitions(const Planned& first) {
  const Recipe& recipe = recipes_.all()[first.recipe];
  std::size_t times = most_repetitions;
  std::int32_t gap = 12;
  Date day{first.day};
  if (const auto& repeat = recipe.rule->model->repeat) {
    times = std::min(most_repetitions, repeat->steps.size());
    gap = gap_within(*repeat);
    if (repeat->per && *repeat->per != PeriodKind::ever) {
      const std::int32_t length = gap * static_cast<std::int32_t>(times - 1);
      const Date latest = std::min(last_day(*repeat->per, day), recipe.to) - length;
      day = std::max({std::min(day, latest), first_day(*repeat->per, day), recipe.from});
    }
  }
  for (std::size_t time = 0; time < times; ++time, day = day + gap) {
    if (day > recipe.to || !days_.has(day) || !households_.is_active(first.household, day)) continue;
    Planned next = first;
    next.day = day.days;
    add(next);
    if (recipe.rule->veto != nullptr && time + 1 == times) add_cure(next);
  }
}

/// Several that score for one act, of which only the highest counts.
void Plan::add_rivals(const Planned& first) {
  Planned next = first;
  next.act = first.act != 0 ? first.act : ++acts_;
  add(next);
  const Recipe& recipe = recipes_.all()[first.recipe];
  if (recipe.rule->veto != nullptr) add_cure(next);
  if (recipe.rule->repeat) return add_repetitions(first);
  const std::vector<std::uint32_t> rivals = recipes_.same_act(first.recipe);
  if (random_.one_in(2) || rivals.empty()) return;
  next.recipe = rivals[random_.below(rivals.size())];
  const Recipe& rival = recipes_.all()[next.recipe];
  if (Date{next.day} >= rival.from && Date{next.day} <= rival.to && rival.rule->veto == nullptr) add(next);
}

/// Some weeks later, as the version that is in effect then has it.
void Plan::add_cure(const Planned& veto) {
  const std::vector<Index>& cures = recipes_.all()[veto.recipe].rule->cured_by;
  if (cures.empty()) return;
  Planned cure = veto;
  const Date day = Date{veto.day} + random_.between(10, 45);
  cure.day = day.days;
  cure.recipe = recipes_.find(program_.version_on(day), cures[random_.below(cures.size())]);
  cure.member = Planned::any_member;
  if (cure.recipe != Recipes::no_recipe && days_.has(day) && households_.is_active(cure.household, day)) add(cure);
}

/// What lasts: opened, and half of the time closed some time later.
void Plan::add_states() {
  for (Index version = 0; version < program_.versions.size(); ++version) {
    for (const rulelist::Closing& closing : program_.versions[version].list->closings) {
      if (closing.kind == rulelist::Closing::Kind::continuing) add_state(version, closing);
    }
  }
}

void Plan::add_state(Index version, const rulelist::Closing& closing) {
  const std::string& opening = closing.opened_by[random_.below(closing.opened_by.size())];
  Planned opened;
  opened.recipe = recipes_.find(version, program_.find_kind(opening));
  if (opened.recipe == Recipes::no_recipe) return;
  const Recipe& recipe = recipes_.all()[opened.recipe];
  const std::optional<Date> date = days_.draw(random_, recipe.from, recipe.to);
  if (!date) return;
  const std::optional<std::uint32_t> household = draw_household(recipe, *date);
  if (!household) return;
  opened.day = date->days;
  opened.household = *household;
  opened.act = ++acts_;
  opened.is_meant = true;
  add(opened);
  if (closing.closed_by.empty() || random_.one_in(2)) return;
  Planned closed = opened;
  const Date day = *date + random_.between(20, 200);
  const std::string& ending = closing.closed_by[random_.below(closing.closed_by.size())];
  closed.day = day.days;
  closed.recipe = recipes_.find(program_.version_on(day), program_.find_kind(ending));
  if (closed.recipe != Recipes::no_recipe && days_.has(day) && households_.is_active(*household, day)) add(closed);
}

// ------------------------------------------------------------------------------------------------ what chance brings

void Plan::add_by_chance() {
  std::size_t misses = 0;
  while (!is_full() && misses < 1000) {
    const std::optional<Planned> planned = draw_chance();
    misses = planned ? 0 : misses + 1;
    if (!planned) continue;
    add(*planned);
    const Recipe& recipe = recipes_.all()[planned->recipe];
    if (is_bad(recipe) && recipe.rule->veto != nullptr && !random_.one_in(3)) add_cure(*planned);
  }
}

std::optional<Planned> Plan::draw_chance() {
  const bool bad = random_.one_in(bad_in);
  std::optional<Planned> drawn;
  for (int attempt = 0; attempt < 8; ++attempt) {
    const Date date = days_.draw(random_);
    const Index version = program_.version_on(date);
    const std::optional<std::uint32_t> recipe = recipes_.draw(version, bad, random_);
    if (!recipe) continue;
    const Recipe& of = recipes_.all()[*recipe];
    if (date < of.from || date > of.to) continue;
    const std::optional<std::uint32_t> household = draw_household(of, date);
    if (!household) continue;
    Planned planned;
    planned.day = date.days;
    planned.household = *household;
    planned.recipe = *recipe;
    drawn = planned;
    if (!of.routine || !is_repeated(planned)) break;
  }
  return drawn;
}

bool Plan::is_repeated(const Planned& planned) {
  const PeriodKind per = *recipes_.all()[planned.recipe].routine;
  const std::int64_t before = ordinal(per, days_.first());
  const auto periods = static_cast<std::size_t>(ordinal(per, days_.last()) - before + 1);
  std::vector<bool>& done = done_[planned.recipe];
  if (done.empty()) {
    if (periods > most_remembered / households_.size()) return random_.one_in(8);
    done.resize(periods * households_.size());
  }
  const std::size_t at =
      static_cast<std::size_t>(ordinal(per, Date{planned.day}) - before) * households_.size() + planned.household;
  if (done[at]) return !random_.one_in(16);
  done[at] = true;
  return false;
}

std::optional<std::uint32_t> Plan::draw_household(const Recipe& recipe, Date date) {
  std::optional<std::uint32_t> found;
  for (int attempt = 0; attempt < 8; ++attempt) {
    const bool bad = is_bad(recipe);
    const std::uint32_t household = bad ? households_.draw_offending(random_) : households_.draw_diligent(random_);
    if (!households_.is_active(household, date)) continue;
    found = household;
    // Those who offend do their share of good as well, if not as often.
    if (bad || !households_.is_offender(household) || random_.one_in(2)) break;
  }
  return found;
}

/// Counting, because there may be many; those of one day stay in the order in which they were planned.
void Plan::sort_by_day() {
  if (events_.empty()) return;
  const std::int32_t first = days_.first().days;
  std::vector<std::uint32_t> ends(static_cast<std::size_t>(days_.last().days - first) + 2, 0U);
  for (const Planned& planned : events_) ++ends[static_cast<std::size_t>(planned.day - first) + 1];
  for (std::size_t day = 1; day < ends.size(); ++day) ends[day] += ends[day - 1];
  std::vector<Planned> sorted(events_.size());
  for (const Planned& planned : events_) sorted[ends[static_cast<std::size_t>(planned.day - first)]++] = planned;
  events_ = std::move(sorted);
}

}  // namespace pointsbank::generation
