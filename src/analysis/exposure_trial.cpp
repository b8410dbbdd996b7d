#include "analysis/exposure_trial.hpp"

#include <algorithm>
#include <deque>
#include <map>

#include "analysis/exposure_recipe.hpp"
#include "pointsbank/evaluate.hpp"

namespace pointsbank::analysis {

namespace {

using Scope = ExposureRow::Scope;
using program::Index;

constexpr std::size_t most_events = 100'000;
constexpr std::int32_t most_days = 30 * 366;  // from the book's first day to the last of what is tried
constexpr std::int64_t most_a_day = 64;

/// A household of its own for one side of one row in one period.
struct Trial {
  std::size_t row = 0;
  std::size_t cell = 0;
  bool least = false;
  Span span;
  Id household = no_id;
};

class Trials {
 public:
  Trials(const Program& program, const ExposureOptions& options, Span window, const std::vector<Subject>& subjects,
         Exposure& result)
      : whole_(program),
        program_(program.compiled()),
        options_(options),
        window_(window),
        subjects_(subjects),
        result_(result) {}

  void run() {
    plan();
    if (trials_.empty()) return;
    try {
      evaluate();
    } catch (const InputError&) {
      // Some sum left 64 bits: nothing was tried.
    }
  }

 private:
  static const ExposureBound& bound_of(const ExposureCell& cell, program::Account account, bool least) {
    if (account == program::Account::standing) return least ? cell.standing_least : cell.standing_most;
    return least ? cell.spendable_least : cell.spendable_most;
  }
  static bool is_worth_trying(const ExposureBound& bound) { return bound.is_bounded && !bound.points.is_zero(); }

  void plan() {
    for (std::size_t row = 0; row < subjects_.size(); ++row) {
      if (subjects_[row].scope == Scope::forfeits) continue;
      for (std::size_t cell = 0; cell < result_.periods.size(); ++cell) {
        for (const bool least : {false, true}) {
          for (const program::Account account : {program::Account::standing, program::Account::spendable}) {
            const ExposureBound& bound = bound_of(result_.rows[row].cells[cell], account, least);
            if (is_worth_trying(bound)) add_trial(row, cell, least, bound.period);
          }
        }
      }
    }
  }

  void add_trial(std::size_t row, std::size_t cell, bool least, Date period) {
    const PeriodKind kind = result_.periods[cell];
    const Date begin = kind == PeriodKind::ever ? window_.from : first_day(kind, period);
    const Span span = Span{begin, last_day(kind, begin)}.within(window_);
    if (std::int64_t{span.to.days} - program_.first_day().days > most_days) return;
    const bool is_known = std::any_of(trials_.begin(), trials_.end(), [&](const Trial& each) {
      return each.row == row && each.cell == cell && each.least == least && each.span.from == span.from;
    });
    if (!is_known) trials_.push_back({row, cell, least, span, no_id});
  }

  // ------------------------------------------------------------------------------------------------- made-up tables

  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  /// The rules that feed a side of a row.
  [[nodiscard]] std::vector<Index> rules_of(const Trial& trial) const {
    const Subject& subject = subjects_[trial.row];
    std::vector<Index> rules;
    for (Index index = 0; index < program_.rules.size(); ++index) {
      const program::Rule& rule = program_.rules[index];
      if (rule.positive == trial.least) continue;
      const bool takes_part = subject.scope == Scope::rule       ? rule.source == subject.source
                              : subject.scope == Scope::category ? rule.model->category == subject.id
                                                                 : subject.scope != Scope::base;
      if (takes_part && subject.scope != Scope::closing) rules.push_back(index);
      if (subject.scope == Scope::closing && rule.positive) rules.push_back(index);  // rankings want points
    }
    return rules;
  }

  /// Points that one rule is to be pushed to: its own bound in a period of the kind, else that of the row.
  [[nodiscard]] std::optional<Number> aim(const program::Rule& rule, const Trial& trial) const {
    std::optional<Number> most;
    const auto look = [&](const ExposureRow& row) {
      for (const program::Account account : {program::Account::standing, program::Account::spendable}) {
        const ExposureBound& bound = bound_of(row.cells[trial.cell], account, trial.least);
        if (bound.is_bounded && (!most || *most < bound.points.abs())) most = bound.points.abs();
      }
    };
    for (std::size_t row = 0; row < subjects_.size(); ++row) {
      if (subjects_[row].scope == Scope::rule && subjects_[row].source == rule.source) look(result_.rows[row]);
    }
    if (!most) look(result_.rows[trial.row]);
    return most;
  }

  void add_events(Trial& trial, const std::string& household, std::map<std::string, std::string>& looks) {
    for (const Index index : rules_of(trial)) {
      const program::Rule& rule = program_.rules[index];
      const Span days = trial.span.within({rule.effective.from, rule.effective.to});
      if (days.is_empty() || rule.model->on.empty()) continue;
      std::optional<Recipe> recipe;
      const std::int64_t length = std::int64_t{days.to.days} - days.from.days + 1;
      for (int part = 0; !recipe && part < 6; ++part) {
        const Date day = days.from + static_cast<std::int32_t>(length * part / 6);
        recipe = recipe_of(index, day, looks);
      }
      const std::optional<Number> wanted = aim(rule, trial);
      if (!recipe || !wanted || wanted->is_zero()) continue;
      looks.insert(recipe->household.begin(), recipe->household.end());
      const Number a_day = (*wanted / (recipe->magnitude * Number(length))).ceil();
      std::int64_t times = a_day > Number(most_a_day) ? most_a_day : a_day.small_numerator();
      if (counts_members(rule)) times = std::min(most_a_day, times * (std::int64_t{options_.members.value_or(0)} + 1));
      add_events(rule, *recipe, days, std::max<std::int64_t>(1, times), household);
    }
  }

  static bool counts_members(const program::Rule& rule) {
    return std::any_of(rule.counters.begin(), rule.counters.end(),
                       [](const program::Counter& counter) { return counter.slot.by_member; }) ||
           (rule.repeat && rule.repeat->by_member) ||
           (rule.score.over.index != program::none && rule.score.over.by_member);
  }

  /// Most households look alike: what was found for one is right for the next.
  std::optional<Recipe> recipe_of(Index index, Date day, const std::map<std::string, std::string>& looks) {
    const auto key = std::make_tuple(index, day, looks);
    if (const auto known = recipes_.find(key); known != recipes_.end()) return known->second;
    return recipes_[key] = find_recipe(program_, program_.rules[index], day, looks);
  }

  void add_events(const program::Rule& rule, const Recipe& recipe, Span days, std::int64_t times,
                  const std::string& household) {
    for (Date day = days.from; day <= days.to; day = day + 1) {
      for (std::int64_t i = 0; i < times && events_.size() < most_events; ++i) {
        Cells& cells = events_.emplace_back();
        const std::string id = "e" + std::to_string(events_.size());
        cells.emplace_back("event", keep(id));
        cells.emplace_back(program_.format.subject, household);
        cells.emplace_back("kind", rule.model->on.front());
        cells.emplace_back("at", keep(moment(day, recipe.minute)));
        if (!recipe.event.contains("act")) cells.emplace_back("act", cells.front().second);
        const bool has_member = options_.members && *options_.members > 0 && !recipe.event.contains("member");
        if (has_member && i % (std::int64_t{*options_.members} + 1) != 0)
          cells.emplace_back("member", keep("m" + std::to_string(i % (std::int64_t{*options_.members} + 1))));
        for (const auto& [column, text] : recipe.event) cells.emplace_back(keep(column), keep(text));
        for (const Attribute& attribute : program_.format.event_attributes) {
          if (!recipe.event.contains(attribute.name)) cells.emplace_back(attribute.name, "");
        }
      }
    }
  }

  [[nodiscard]] std::string moment(Date day, std::optional<int> minute) const {
    if (!minute) return day.to_string();
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return day.to_string() + "T" + two(*minute / 60) + ":" + two(*minute % 60) + ":00" +
           utc_offset_to_string(program_.format.utc_offset);
  }

  void add_household(const Trial& trial, const std::string& id, const std::map<std::string, std::string>& looks) {
    Cells& cells = households_.emplace_back();
    cells.emplace_back(program_.format.subject, id);
    // Base points come with joining; obligations are for those who were there before.
    if (!trial.least) cells.emplace_back("joined", keep(trial.span.from.to_string()));
    const auto look = [&](const std::string& column) {
      const auto found = looks.find(column);
      cells.emplace_back(column, found == looks.end() ? std::string_view() : keep(found->second));
    };
    for (const std::string& group : program_.format.groups) look(group);
    for (const Attribute& attribute : program_.format.subject_attributes) look(attribute.name);
  }

  /// Something to take away from, where the floor would cut it.
  void add_opening(const Trial& trial, const std::string& household) {
    if (!trial.least || !program_.floor) return;
    Cells& cells = entries_.emplace_back();
    const std::string_view points = "1000000000";
    cells.emplace_back("entry", keep("x" + std::to_string(entries_.size())));
    cells.emplace_back(program_.format.subject, household);
    cells.emplace_back("at", keep(std::max(trial.span.from - 1, program_.first_day()).to_string()));
    cells.emplace_back("cause", "opening");
    cells.emplace_back("standing", points);
    cells.emplace_back("spendable", points);
  }

  // ------------------------------------------------------------------------------------------------------- the run

  void evaluate() {
    EvaluateOptions options;
    options.through = Date::always();
    std::deque<std::string> ids;
    std::vector<Trial> tried;
    // Short periods first: there may not be room for all.
    std::stable_sort(trials_.begin(), trials_.end(), [](const Trial& a, const Trial& b) {
      return a.span.to.days - std::int64_t{a.span.from.days} < b.span.to.days - std::int64_t{b.span.from.days};
    });
    for (Trial& trial : trials_) {
      const std::string& id = ids.emplace_back("t" + std::to_string(ids.size()));
      std::map<std::string, std::string> looks;
      const std::size_t before = events_.size();
      add_events(trial, id, looks);
      if (events_.size() >= most_events) {  // not complete
        events_.resize(before);
        ids.pop_back();
        continue;
      }
      add_household(trial, id, looks);
      add_opening(trial, id);
      options.through = std::max(options.through, trial.span.to);
      tried.push_back(trial);
    }
    if (tried.empty()) return;
    trials_ = std::move(tried);
    const Roster roster = make_roster(households_, program_.format);
    const Events events = make_events(events_, program_.format);
    options.entries = make_entries(entries_, program_.format, roster);
    options.postings = true;
    const Evaluation evaluation = pointsbank::evaluate(whole_, roster, events, options);
    std::vector<std::vector<const Posting*>> by_household(roster.size());
    for (const Posting& posting : evaluation.postings()) by_household[posting.household].push_back(&posting);
    for (std::size_t i = 0; i < trials_.size(); ++i) {
      trials_[i].household = roster.find(ids[i]);
      measure(trials_[i], by_household[trials_[i].household]);
    }
  }

  /// Does a posting count for a row?
  [[nodiscard]] bool counts(const Subject& subject, const Posting& posting) const {
    const bool is_closing =
        posting.cause == Cause::obligation || posting.cause == Cause::continuing || posting.cause == Cause::ranking;
    switch (subject.scope) {
      case Scope::rule: return posting.cause == Cause::rule && posting.source == subject.source;
      case Scope::closing: return is_closing && posting.source == subject.source;
      case Scope::base: return posting.cause == Cause::base;
      case Scope::positive: return posting.cause == Cause::rule && is_of_positive(posting);
      case Scope::negative: return posting.cause == Cause::rule && !is_of_positive(posting);
      case Scope::category: return category_of(posting) == subject.id;
      default:
        return is_closing || posting.cause == Cause::rule || posting.cause == Cause::base ||
               posting.cause == Cause::forfeit;
    }
  }
  static bool is_of_positive(const Posting& posting) { return posting.standing > 0 || posting.spendable > 0; }

  [[nodiscard]] std::string_view category_of(const Posting& posting) const {
    if (posting.cause == Cause::rule) {
      for (const program::Rule& rule : program_.rules) {
        if (rule.source == posting.source && rule.effective.holds(posting.date)) return rule.model->category;
      }
    }
    if (posting.cause != Cause::obligation && posting.cause != Cause::continuing) return {};
    const Index version = program_.version_on(posting.date);
    if (version == program::none) return {};
    for (const program::Closing& closing : program_.versions[version].closings) {
      if (closing.source == posting.source) return closing.model->category;
    }
    return {};
  }

  void measure(const Trial& trial, const std::vector<const Posting*>& postings) {
    Number standing, spendable;
    for (const Posting* posting : postings) {
      if (posting->date < trial.span.from || trial.span.to < posting->date || !counts(subjects_[trial.row], *posting)) {
        continue;
      }
      standing = standing + Number(posting->standing);
      spendable = spendable + Number(posting->spendable);
    }
    ExposureCell& cell = result_.rows[trial.row].cells[trial.cell];
    const Number unit = Number(1) / Number::of("1e" + std::to_string(program_.decimals));
    note(trial.least ? cell.standing_least : cell.standing_most, standing * unit);
    note(trial.least ? cell.spendable_least : cell.spendable_most, spendable * unit);
  }

  static void note(ExposureBound& bound, const Number& found) {
    if (!is_worth_trying(bound)) return;
    if (bound.reach == Reach::not_tried || found.abs() > bound.found.abs()) bound.found = found;
    bound.reach = bound.found == bound.points ? Reach::reached : Reach::not_found;
  }

  const Program& whole_;
  const program::Program& program_;
  const ExposureOptions& options_;
  Span window_;
  const std::vector<Subject>& subjects_;
  Exposure& result_;
  std::vector<Trial> trials_;
  std::deque<std::string> texts_;
  std::vector<Cells> households_, events_, entries_;
  std::map<std::tuple<Index, Date, std::map<std::string, std::string>>, std::optional<Recipe>> recipes_;
};

}  // namespace

void try_bounds(const Program& program, const ExposureOptions& options, Span window,
                const std::vector<Subject>& subjects, Exposure& result) {
  Trials(program, options, window, subjects, result).run();
}

}  // namespace pointsbank::analysis
