// From a rule book to a program: names become numbers, limits become counters with places.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "program/program.hpp"

namespace pointsbank::program {

namespace {

/// What one rule id needs to be counted, over all versions.
struct RuleNeeds {
  std::set<std::tuple<bool, PeriodKind, bool>> limits;  // is_count, per, by_member
  std::set<std::pair<PeriodKind, bool>> repeats;
  std::set<bool> rolling;  // by_member
  std::set<std::pair<PeriodKind, bool>> overs;
};

class BookCompiler {
 public:
  explicit BookCompiler(rulelist::Book book) : program_(std::make_shared<Program>()) {
    program_->book = std::move(book);
  }

  std::shared_ptr<const Program> compile() {
    const rulelist::List& any = program_->book.versions.front();
    program_->format = rulelist::table_format(program_->book);
    program_->decimals = any.decimals;
    program_->rounding = any.rounding;
    program_->floor = any.floor;
    collect_names();
    collect_needs();
    place_counters();
    for (const rulelist::List& list : program_->book.versions) add_version(list);
    settle_memory();
    return program_;
  }

 private:
  // ------------------------------------------------------------------------------------------------- names

  Index source(const std::string& id) {
    const auto [found, added] = source_index_.try_emplace(id, static_cast<Index>(program_->sources.size()));
    if (added) program_->sources.push_back(id);
    return found->second;
  }

  Index kind(const std::string& name) {
    const auto [found, added] = kind_index_.try_emplace(name, static_cast<Index>(program_->kinds.size()));
    if (added) program_->kinds.push_back(name);
    return found->second;
  }

  std::vector<Index> kinds(const std::vector<std::string>& names) {
    std::vector<Index> result;
    for (const std::string& name : names) result.push_back(kind(name));
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

  static const std::vector<const rulelist::Rule*> rules_of(const rulelist::List& list) {
    std::vector<const rulelist::Rule*> rules;
    for (const rulelist::Rule& rule : list.positive) rules.push_back(&rule);
    for (const rulelist::Rule& rule : list.negative) rules.push_back(&rule);
    return rules;
  }

  /// Kinds and sources get their numbers before anything refers to them; later texts are views of these.
  void collect_names() {
    for (const rulelist::List& list : program_->book.versions) {
      for (const rulelist::Rule* rule : rules_of(list)) {
        source(rule->id);
        kinds(rule->on);
        if (rule->veto) kinds(rule->veto->cured_by);
        for (const auto& [grade, points] : rule->score.grades) {
          if (grade_index_.try_emplace(grade, static_cast<Index>(program_->grades.size())).second) {
            program_->grades.push_back(grade);
          }
        }
      }
      for (const rulelist::Closing& closing : list.closings) {
        source(closing.id);
        kinds(closing.on);
        kinds(closing.opened_by);
        kinds(closing.closed_by);
        if (closing_index_.try_emplace(closing.id, static_cast<Index>(program_->closing_ids.size())).second) {
          program_->closing_ids.push_back(closing.id);
        }
      }
    }
    program_->base_source = static_cast<Index>(program_->sources.size());
    program_->sources.emplace_back("base");  // apart from a rule of that name: `base` posts under its own cause
    for (Index i = 0; i < program_->kinds.size(); ++i) program_->kind_index.emplace(program_->kinds[i], i);
    program_->kind_feeds.resize(program_->kinds.size());
  }

  // ------------------------------------------------------------------------------------------------- counters

  void collect_needs() {
    for (const rulelist::List& list : program_->book.versions) {
      for (const rulelist::Rule* rule : rules_of(list)) {
        RuleNeeds& needs = needs_[rule->id];
        for (const rulelist::Limit& limit : rule->limits)
          needs.limits.emplace(limit.is_count, limit.per, limit.by_member);
        if (rule->repeat && rule->repeat->per) needs.repeats.emplace(*rule->repeat->per, rule->repeat->by_member);
        if (rule->repeat && !rule->repeat->per) needs.rolling.insert(rule->repeat->by_member);
        if (rule->score.over) needs.overs.emplace(rule->score.over->per, rule->score.over->by_member);
      }
      for (const rulelist::Category& category : list.categories) {
        for (const rulelist::SideLimit& limit : category.limits)
          category_limits_[{category.id, limit.earn}].insert(limit.per);
      }
      for (const rulelist::SideLimit& limit : list.limits) list_limits_[limit.earn].insert(limit.per);
    }
  }

  Slot integer_slot(PeriodKind per, bool by_member = false) {
    std::vector<PeriodKind>& slots = by_member ? program_->slots.member : program_->slots.household;
    slots.push_back(per);
    return Slot{static_cast<Index>(slots.size() - 1), per, by_member};
  }

  Slot sum_slot(PeriodKind per, bool by_member = false) {
    std::vector<PeriodKind>& slots = by_member ? program_->slots.member_sums : program_->slots.household_sums;
    slots.push_back(per);
    return Slot{static_cast<Index>(slots.size() - 1), per, by_member};
  }

  /// Slots are placed in the lists' order, so that the same book has the same program.
  void place_counters() {
    for (const rulelist::List& list : program_->book.versions) {
      for (const rulelist::Rule* rule : rules_of(list)) {
        const RuleNeeds& needs = needs_[rule->id];
        Places& places = places_[rule->id];
        if (places.done) continue;
        places.done = true;
        for (const auto& [is_count, per, by_member] : needs.limits) {
          places.limits.emplace_back(is_count, integer_slot(per, by_member));
        }
        for (const auto& [per, by_member] : needs.repeats) places.repeats.push_back(integer_slot(per, by_member));
        for (const bool by_member : needs.rolling) places.rolling.emplace_back(program_->rolling_lists++, by_member);
        for (const auto& [per, by_member] : needs.overs) places.overs.push_back(sum_slot(per, by_member));
      }
    }
    for (const auto& [key, periods] : category_limits_) {
      for (const PeriodKind per : periods) category_slots_[key].push_back(integer_slot(per));
    }
    for (const auto& [earn, periods] : list_limits_) {
      for (const PeriodKind per : periods) list_slots_[earn].push_back(integer_slot(per));
    }
  }

  static std::int64_t side_most(const std::vector<rulelist::SideLimit>& limits, bool earn, PeriodKind per) {
    for (const rulelist::SideLimit& limit : limits) {
      if (limit.earn == earn && limit.per == per) return limit.most;
    }
    return unlimited;
  }

  std::vector<Counter> counters(const rulelist::List& list, const rulelist::Rule& rule) {
    std::vector<Counter> result;
    for (const auto& [is_count, slot] : places_[rule.id].limits) {
      std::int64_t most = unlimited;
      for (const rulelist::Limit& limit : rule.limits) {
        if (limit.is_count == is_count && limit.per == slot.per && limit.by_member == slot.by_member) most = limit.most;
      }
      result.push_back(Counter{slot, most, is_count, Level::rule});
    }
    const auto category = std::find_if(list.categories.begin(), list.categories.end(),
                                       [&](const rulelist::Category& each) { return each.id == rule.category; });
    if (const auto found = category_slots_.find({rule.category, rule.positive}); found != category_slots_.end()) {
      for (const Slot& slot : found->second) {
        const std::int64_t most =
            category == list.categories.end() ? unlimited : side_most(category->limits, rule.positive, slot.per);
        result.push_back(Counter{slot, most, false, Level::category});
      }
    }
    if (const auto found = list_slots_.find(rule.positive); found != list_slots_.end()) {
      for (const Slot& slot : found->second) {
        result.push_back(Counter{slot, side_most(list.limits, rule.positive, slot.per), false, Level::list});
      }
    }
    return result;
  }

  // ------------------------------------------------------------------------------------------------- rules

  Index exclusive(const rulelist::Exclusive& model, bool lapses) {
    const auto key = std::make_pair(model.group, model.per ? static_cast<int>(*model.per) : -1);
    const auto [found, added] = exclusive_index_.try_emplace(key, static_cast<Index>(program_->exclusives.size()));
    if (added) {
      program_->exclusives.push_back(
          Exclusive{model.group, model.per, model.per ? integer_slot(*model.per) : Slot{}, false});
    }
    program_->exclusives[found->second].lapses |= lapses;
    return found->second;
  }

  Index add_rule(const rulelist::List& list, const rulelist::Rule& model) {
    Rule rule;
    rule.model = &model;
    rule.list = &list;
    rule.source = source(model.id);
    rule.positive = model.positive;
    rule.account = model.account;
    rule.effective = {std::max(model.effective.from, list.effective.from),
                      std::min(model.effective.to, list.effective.to)};
    rule.when = model.when ? &*model.when : nullptr;
    const Places& places = places_[model.id];
    rule.score.form = model.score.form;
    rule.score.model = &model.score;
    for (const auto& [grade, points] : model.score.grades) rule.score.grades.push_back(grade_index_[grade]);
    if (model.score.form == rulelist::Score::Form::rate) rule.score.factor = model.score.rate / model.score.each;
    if (model.score.over) {
      for (const Slot& slot : places.overs) {
        if (slot.per == model.score.over->per && slot.by_member == model.score.over->by_member) rule.score.over = slot;
      }
    }
    if (model.repeat) rule.repeat = repeat(*model.repeat, places);
    if (model.exclusive) rule.exclusive = exclusive(*model.exclusive, model.valid.has_value());
    rule.counters = counters(list, model);
    rule.occurrences = places.repeats;
    rule.rolling = places.rolling;
    rule.quantities = places.overs;
    if (model.valid) {
      rule.valid = &*model.valid;
      program_->has_lapses = true;
      for (const rulelist::ValidityBand& band : model.valid->bands) {
        // A band that begins beyond 64 bits is never reached.
        if (const auto from = band.from.to_units(program_->decimals, Rounding::up))
          rule.valid_bands.emplace_back(*from, band.months);
      }
    }
    if (model.veto) {
      rule.veto = &*model.veto;
      rule.cured_by = kinds(model.veto->cured_by);
      if (model.veto->forfeit) {
        program_->has_forfeits = true;
        forfeit_periods_.insert(*model.veto->forfeit);
      }
    }
    program_->rules.push_back(std::move(rule));
    return static_cast<Index>(program_->rules.size() - 1);
  }

  struct Places;
  static Repeat repeat(const rulelist::Repeat& model, const Places& places) {
    Repeat result;
    result.steps = model.steps;
    result.by_member = model.by_member;
    result.within_months = model.within_months;
    if (model.per) {
      for (const Slot& slot : places.repeats) {
        if (slot.per == *model.per && slot.by_member == model.by_member) result.slot = slot;
      }
    } else {
      for (const auto& [index, by_member] : places.rolling) {
        if (by_member == model.by_member) result.rolling = index;
      }
    }
    return result;
  }

  // ------------------------------------------------------------------------------------------------- versions

  void add_version(const rulelist::List& list) {
    Version version;
    version.list = &list;
    version.effective = list.effective;
    version.hearings.resize(program_->kinds.size());
    map_columns(list, version);
    for (const rulelist::Rule* rule : rules_of(list)) {
      const Index index = add_rule(list, *rule);
      for (const Index heard : kinds(rule->on)) {
        version.hearings[heard].known = true;
        version.hearings[heard].rules.push_back(index);
      }
      for (const Index cure : program_->rules[index].cured_by) {
        version.hearings[cure].known = true;
        cures_.insert(cure);
      }
    }
    for (const rulelist::Closing& closing : list.closings) add_closing(list, closing, version);
    if (list.base) program_->has_base = true;
    program_->versions.push_back(std::move(version));
  }

  static std::uint16_t position(const auto& columns, const auto& wanted) {
    return static_cast<std::uint16_t>(std::find(columns.begin(), columns.end(), wanted) - columns.begin());
  }

  void map_columns(const rulelist::List& list, Version& version) {
    const TableFormat& format = program_->format;
    for (const std::string& group : list.groups) version.groups.push_back(position(format.groups, group));
    for (const Attribute& each : list.subject_attributes)
      version.subject_attributes.push_back(position(format.subject_attributes, each));
    for (const Attribute& each : list.event_attributes)
      version.event_attributes.push_back(position(format.event_attributes, each));
  }

  void add_closing(const rulelist::List& list, const rulelist::Closing& model, Version& version) {
    using Kind = rulelist::Closing::Kind;
    Closing closing;
    closing.model = &model;
    closing.list = &list;
    closing.source = source(model.id);
    closing.identity = closing_index_[model.id];
    closing.at = model.at;
    for (const std::string& name : model.on) {
      const Index heard = kind(name);
      version.hearings[heard].known = true;
      closing.obligation_counts.push_back(kind_count(heard, model.at));
    }
    for (const Index opener : kinds(model.opened_by)) {
      version.hearings[opener].known = true;
      version.hearings[opener].opens.push_back(closing.identity);
    }
    for (const Index closer : kinds(model.closed_by)) {
      version.hearings[closer].known = true;
      version.hearings[closer].closes.push_back(closing.identity);
    }
    if (model.when) {
      for (const std::string& name : model.when->kinds()) {
        closing.when_counts.push_back(kind_count(kind(name), model.at));
        closing.when_quantities.push_back(kind_quantity(kind(name), model.at));
      }
    }
    if (model.kind == Kind::ranking || model.kind == Kind::rating || model.kind == Kind::dividend ||
        model.kind == Kind::benefit) {
      add_measure(list, model, closing);
    }
    program_->has_expiry |= model.kind == Kind::expiry;
    program_->has_expiry_by_age |= model.kind == Kind::expiry && !model.keep;
    program_->has_resets |= model.kind == Kind::reset;
    version.closings.push_back(std::move(closing));
  }

  void add_measure(const rulelist::List& list, const rulelist::Closing& model, Closing& closing) {
    Measure& measure = closing.measure;
    if (!model.within.empty()) closing.within = position(program_->format.groups, model.within);
    static_cast<void>(list);
    if (!model.by) {
      measure.reads_period = true;
    } else {
      measure.expression = &*model.by;
      measure.is_period = model.by->text() == "period";
      for (const expression::Input input : model.by->inputs()) {
        measure.reads_period |= input.source == expression::Source::period;
        measure.reads_awarded |= input.source == expression::Source::awarded;
      }
      for (const std::string& name : model.by->kinds()) {
        closing.by_counts.push_back(kind_count(kind(name), model.at));
        closing.by_quantities.push_back(kind_quantity(kind(name), model.at));
      }
    }
    if (measure.reads_period) closing.period_sum = running_sum(program_->period_sums, model.at);
    if (measure.reads_awarded) closing.awarded_sum = running_sum(program_->awarded_sums, model.at);
  }

  Slot running_sum(std::vector<Slot>& sums, PeriodKind at) {
    for (const Slot& slot : sums) {
      if (slot.per == at) return slot;
    }
    sums.push_back(integer_slot(at));
    return sums.back();
  }

  Slot kind_count(Index kind, PeriodKind at) {
    for (const Slot& slot : program_->kind_feeds[kind].counts) {
      if (slot.per == at) return slot;
    }
    program_->kind_feeds[kind].counts.push_back(integer_slot(at));
    return program_->kind_feeds[kind].counts.back();
  }

  Slot kind_quantity(Index kind, PeriodKind at) {
    for (const Slot& slot : program_->kind_feeds[kind].quantities) {
      if (slot.per == at) return slot;
    }
    program_->kind_feeds[kind].quantities.push_back(sum_slot(at));
    return program_->kind_feeds[kind].quantities.back();
  }

  /// Decides what an evaluation has to remember.
  void settle_memory() {
    for (Version& version : program_->versions) {
      for (const Index kind : cures_) version.hearings[kind].cures = true;
    }
    const bool plain = !program_->has_lapses && !program_->has_expiry && !program_->has_resets;
    if (program_->has_forfeits && plain && forfeit_periods_.size() == 1) {
      program_->forfeit_by_sums = *forfeit_periods_.begin();
      program_->forfeit_standing = integer_slot(*forfeit_periods_.begin());
      program_->forfeit_spendable = integer_slot(*forfeit_periods_.begin());
    }
  }

  struct Places {
    bool done = false;
    std::vector<std::pair<bool, Slot>> limits;  // is_count
    std::vector<Slot> repeats;
    std::vector<std::pair<Index, bool>> rolling;
    std::vector<Slot> overs;
  };

  std::shared_ptr<Program> program_;
  std::map<std::string, Index> source_index_, kind_index_, grade_index_, closing_index_;
  std::map<std::pair<std::string, int>, Index> exclusive_index_;
  std::map<std::string, RuleNeeds> needs_;
  std::map<std::string, Places> places_;
  std::map<std::pair<std::string, bool>, std::set<PeriodKind>> category_limits_;
  std::map<std::pair<std::string, bool>, std::vector<Slot>> category_slots_;
  std::map<bool, std::set<PeriodKind>> list_limits_;
  std::map<bool, std::vector<Slot>> list_slots_;
  std::set<Index> cures_;
  std::set<PeriodKind> forfeit_periods_;
};

}  // namespace

std::shared_ptr<const Program> compile(rulelist::Book book) { return BookCompiler(std::move(book)).compile(); }

Index Program::find_kind(std::string_view kind) const noexcept {
  const auto found = kind_index.find(kind);
  return found == kind_index.end() ? none : found->second;
}

Index Program::version_on(Date date) const noexcept {
  for (Index i = 0; i < versions.size(); ++i) {
    if (versions[i].effective.holds(date)) return i;
  }
  return none;
}

}  // namespace pointsbank::program

namespace pointsbank {

const std::string& Program::id() const noexcept { return compiled_->book.versions.front().id; }
const TableFormat& Program::table_format() const noexcept { return compiled_->format; }
int Program::decimals() const noexcept { return compiled_->decimals; }

Program compile(std::span<const RuleList> lists) {
  Issues issues = check(lists);
  if (has_errors(issues)) throw RuleListError(std::move(issues));
  std::vector<rulelist::List> models;
  for (const RuleList& list : lists) models.push_back(list.model());
  Issues none;
  Program result;
  result.compiled_ = program::compile(rulelist::bind(std::move(models), none));
  return result;
}

Program load_rule_book(std::span<const std::filesystem::path> files) {
  std::vector<RuleList> lists;
  for (const std::filesystem::path& file : files) lists.push_back(parse(read_source(file)));
  return compile(lists);
}

}  // namespace pointsbank
