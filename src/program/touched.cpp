#include "program/touched.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace pointsbank::program {

namespace {

bool same(const std::optional<expression::Expression>& a, const std::optional<expression::Expression>& b) {
  return a.has_value() == b.has_value() && (!a || a->text() == b->text());
}

bool same(const rulelist::Score& a, const rulelist::Score& b) {
  const auto bands = [](const rulelist::Band& x, const rulelist::Band& y) {
    return x.from == y.from && x.points == y.points;
  };
  const auto tiers = [](const rulelist::Tier& x, const rulelist::Tier& y) {
    return x.to == y.to && x.rate == y.rate && x.each == y.each && x.whole == y.whole;
  };
  const bool same_over = a.over.has_value() == b.over.has_value() &&
                         (!a.over || (a.over->per == b.over->per && a.over->by_member == b.over->by_member));
  return a.form == b.form && a.points == b.points && a.rate == b.rate && a.each == b.each && a.whole == b.whole &&
         a.grades == b.grades && std::equal(a.bands.begin(), a.bands.end(), b.bands.begin(), b.bands.end(), bands) &&
         std::equal(a.tiers.begin(), a.tiers.end(), b.tiers.begin(), b.tiers.end(), tiers) && a.least == b.least &&
         a.most == b.most && same(a.formula, b.formula) && same_over;
}

bool same(const std::optional<rulelist::Repeat>& a, const std::optional<rulelist::Repeat>& b) {
  return a.has_value() == b.has_value() && (!a || (a->per == b->per && a->within_months == b->within_months &&
                                                   a->by_member == b->by_member && a->steps == b->steps));
}

bool same(const std::optional<rulelist::Exclusive>& a, const std::optional<rulelist::Exclusive>& b) {
  return a.has_value() == b.has_value() && (!a || (a->group == b->group && a->per == b->per));
}

bool same(const std::optional<rulelist::Validity>& a, const std::optional<rulelist::Validity>& b) {
  const auto bands = [](const rulelist::ValidityBand& x, const rulelist::ValidityBand& y) {
    return x.from == y.from && x.months == y.months;
  };
  return a.has_value() == b.has_value() &&
         (!a || (a->form == b->form && a->months == b->months && a->period == b->period && a->years == b->years &&
                 std::equal(a->bands.begin(), a->bands.end(), b->bands.begin(), b->bands.end(), bands)));
}

bool same(const std::optional<rulelist::Veto>& a, const std::optional<rulelist::Veto>& b) {
  return a.has_value() == b.has_value() &&
         (!a || (a->per == b->per && a->months == b->months && a->cured_by == b->cured_by && a->forfeit == b->forfeit &&
                 a->block == b->block && a->unranked == b->unranked && a->no_redemption == b->no_redemption &&
                 a->level == b->level));
}

/// The limits that bind a rule in its version. Counters without a limit only feed those of other versions.
std::vector<std::tuple<Level, PeriodKind, bool, bool, std::int64_t>> limits_of(const Rule& rule) {
  std::vector<std::tuple<Level, PeriodKind, bool, bool, std::int64_t>> limits;
  for (const Counter& each : rule.counters) {
    if (each.most != unlimited)
      limits.emplace_back(each.level, each.slot.per, each.slot.by_member, each.is_count, each.most);
  }
  return limits;
}

bool same(const Rule& a, const Rule& b) {
  const rulelist::Rule& x = *a.model;
  const rulelist::Rule& y = *b.model;
  return x.id == y.id && a.positive == b.positive && x.category == y.category && a.account == b.account &&
         x.effective == y.effective && same(x.when, y.when) && same(x.score, y.score) && same(x.repeat, y.repeat) &&
         same(x.exclusive, y.exclusive) && same(x.valid, y.valid) && same(x.veto, y.veto) &&
         limits_of(a) == limits_of(b);
}

/// What a closing does to a household alone; awards, levels and funds are decided when all are compared.
bool same_for_households(const rulelist::Closing& a, const rulelist::Closing& b) {
  return a.id == b.id && a.kind == b.kind && a.at == b.at && same(a.when, b.when) && a.account == b.account &&
         a.category == b.category && a.on == b.on && a.at_least == b.at_least && a.points == b.points &&
         a.per_missing == b.per_missing && a.opened_by == b.opened_by && a.closed_by == b.closed_by &&
         a.after_months == b.after_months && a.every_months == b.every_months && a.earns == b.earns &&
         same(a.by, b.by) && a.within == b.within && a.awards.empty() == b.awards.empty() && a.keep == b.keep &&
         a.to == b.to;
}

bool same_for_households(const Version& a, const Version& b) {
  const rulelist::List& x = *a.list;
  const rulelist::List& y = *b.list;
  const bool same_base = x.base.has_value() == y.base.has_value() &&
                         (!x.base || (x.base->points == y.base->points && x.base->each == y.base->each &&
                                      x.base->account == y.base->account));
  return same_base && x.intake_days == y.intake_days && x.groups == y.groups &&
         x.subject_attributes == y.subject_attributes && x.event_attributes == y.event_attributes &&
         std::equal(a.closings.begin(), a.closings.end(), b.closings.begin(), b.closings.end(),
                    [](const Closing& p, const Closing& q) { return same_for_households(*p.model, *q.model); });
}

bool same_books(const Program& a, const Program& b) {
  return a.decimals == b.decimals && a.rounding == b.rounding && a.floor == b.floor && a.kinds == b.kinds &&
         a.closing_ids == b.closing_ids && a.format.subject == b.format.subject && a.format.groups == b.format.groups &&
         a.format.subject_attributes == b.format.subject_attributes &&
         a.format.event_attributes == b.format.event_attributes && a.format.utc_offset == b.format.utc_offset &&
         a.has_lapses == b.has_lapses && a.has_forfeits == b.has_forfeits && a.has_expiry == b.has_expiry &&
         a.has_expiry_by_age == b.has_expiry_by_age && a.has_resets == b.has_resets && a.has_base == b.has_base &&
         a.forfeit_by_sums == b.forfeit_by_sums;
}

/// The version of `book` that holds throughout a version of the other, or null.
const Version* holding(const Program& book, const Version& version) {
  for (const Version& each : book.versions) {
    if (each.effective.from <= version.effective.from && version.effective.to <= each.effective.to) return &each;
  }
  return nullptr;
}

/// Marks the kinds that two versions hear with other rules; false where households differ whatever they did.
bool mark(const Program& before, const Version& old_version, const Program& after, const Version& version,
          std::vector<bool>& touched) {
  if (!same_for_households(old_version, version)) return false;
  for (std::size_t kind = 0; kind < before.kinds.size(); ++kind) {
    const Hearing& x = old_version.hearings[kind];
    const Hearing& y = version.hearings[kind];
    if (x.known != y.known || x.cures != y.cures || x.opens != y.opens || x.closes != y.closes) return false;
    const bool same_rules = std::equal(x.rules.begin(), x.rules.end(), y.rules.begin(), y.rules.end(),
                                       [&](Index p, Index q) { return same(before.rules[p], after.rules[q]); });
    if (!same_rules) touched[kind] = true;
  }
  return true;
}

}  // namespace

std::optional<std::vector<bool>> touched_kinds(const Program& before, const Program& after) {
  if (!same_books(before, after)) return std::nullopt;
  // Days that one book covers must be covered by the other: versions may be split, nothing may be added or lost.
  const auto days = [](const Program& book) {
    std::vector<rulelist::DateRange> covered;
    for (const Version& each : book.versions) {
      if (!covered.empty() && covered.back().to != Date::never() && covered.back().to + 1 == each.effective.from) {
        covered.back().to = each.effective.to;
      } else {
        covered.push_back(each.effective);
      }
    }
    return covered;
  };
  if (days(before) != days(after)) return std::nullopt;
  std::vector<bool> touched(before.kinds.size(), false);
  for (const Version& version : after.versions) {
    const Version* const old_version = holding(before, version);
    if (old_version == nullptr || !mark(before, *old_version, after, version, touched)) return std::nullopt;
  }
  return touched;
}

}  // namespace pointsbank::program
