#include "bank/settlement_scope.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "bank/ahead.hpp"
#include "bank/settings.hpp"

namespace pointsbank::bank {

namespace {

using rulelist::Closing;

bool posts(const Closing& closing) {
  switch (closing.kind) {
    case Closing::Kind::rating:
    case Closing::Kind::dividend:
    case Closing::Kind::benefit: return false;
    case Closing::Kind::ranking: return !closing.awards.empty();
    default: return true;
  }
}

struct Days {
  Date first, last;
  [[nodiscard]] bool is_empty() const noexcept { return last < first; }
};

Days common(const Days& days, const rulelist::DateRange& range) {
  return {std::max(days.first, range.from), std::min(days.last, range.to)};
}

/// Base is due to those who are active on the first day of a period, or of the list.
bool has_base_day(const rulelist::List& version, const Days& days) {
  if (!version.base) return false;
  const Days within = common(days, version.effective);
  if (within.is_empty()) return false;
  return within.first == version.effective.from || first_day(version.base->each, within.last) >= within.first;
}

/// Every day on which a posting of a day may lapse by some rule of the book: a later version's band may apply to a day
/// that it was not in effect on, which only makes more days than there are.
class LapseDays {
 public:
  explicit LapseDays(const rulelist::Book& book) {
    for (const rulelist::List& version : book.versions) {
      for (const auto* rules : {&version.positive, &version.negative}) {
        for (const rulelist::Rule& rule : *rules) add(rule.valid);
      }
    }
  }
  [[nodiscard]] bool is_empty() const noexcept { return months_.empty() && period_ends_.empty(); }
  [[nodiscard]] bool reach(Date posted, const Days& days) const {
    const auto holds = [&days](Date day) { return days.first <= day && day <= days.last; };
    for (const int months : months_) {
      if (holds(add_months(posted, months))) return true;
    }
    for (const auto& [period, years] : period_ends_) {
      if (holds(add_months(last_day(period, posted) + 1, 12 * std::int64_t{years}))) return true;
    }
    return false;
  }

 private:
  void add(const std::optional<rulelist::Validity>& valid) {
    if (!valid) return;
    switch (valid->form) {
      case rulelist::Validity::Form::months: months_.insert(valid->months); break;
      case rulelist::Validity::Form::bands:
        for (const rulelist::ValidityBand& band : valid->bands) months_.insert(band.months);
        break;
      case rulelist::Validity::Form::to_end_of: period_ends_.emplace(valid->period, valid->years); break;
    }
  }
  std::set<int> months_;
  std::set<std::pair<PeriodKind, int>> period_ends_;
};

void add_lapsing(store::Store& store, const rulelist::Book& book, const Days& days, std::set<std::string>& households) {
  const LapseDays lapses(book);
  if (lapses.is_empty()) return;
  std::unordered_map<std::int32_t, bool> known;
  store.visit_open_postings([&](const store::PostingRecord& record) {
    const auto [found, is_new] = known.try_emplace(record.date.days, false);
    if (is_new) found->second = lapses.reach(record.date, days);
    if (found->second) households.insert(record.household);
    return true;
  });
}

void add_thawing(store::Store& store, Date through, std::set<std::string>& households) {
  store.visit_balances([&](const store::BalanceRecord& record) {
    if (record.frozen_until && *record.frozen_until < through) households.insert(record.household);
    return true;
  });
}

std::set<std::string> published_lines(store::Store& store) {
  const std::string text = store.setting(settings::published_closings).value_or("");
  std::set<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.insert(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// Is there a ranking with awards on a day of `days` that is not published?
bool has_open_ranking(store::Store& store, const rulelist::Book& book, const Days& days) {
  std::optional<std::set<std::string>> published;
  for (const rulelist::List& version : book.versions) {
    const Days within = common(days, version.effective);
    for (const Closing& closing : version.closings) {
      if (closing.kind != Closing::Kind::ranking || closing.awards.empty()) continue;
      for (Date day = last_day(closing.at, within.first); day <= within.last; day = last_day(closing.at, day + 1)) {
        if (!published) published = published_lines(store);
        if (!published->contains(published_line("rankings", closing.id, first_day(closing.at, day)))) return true;
      }
    }
  }
  return false;
}

/// Beyond some share of the households, walking over everything is sooner done than looking up each.
bool are_many(store::Store& store, std::size_t households) {
  constexpr std::size_t few = 64;
  constexpr std::size_t share = 8;
  if (households < few) return false;
  std::size_t all = 0;
  store.visit_balances([&](const store::BalanceRecord&) { return ++all < households * share; });
  return all < households * share;
}

}  // namespace

std::string published_line(std::string_view table, std::string_view closing, Date period) {
  return std::string(table).append(" ").append(closing).append(" ").append(period.to_string());
}

bool has_posting_closing(const rulelist::Book& book, Date first, Date last) {
  for (const rulelist::List& version : book.versions) {
    const Days within = common({first, last}, version.effective);
    if (within.is_empty()) continue;
    for (const Closing& closing : version.closings) {
      if (posts(closing) && last_day(closing.at, within.first) <= within.last) return true;
    }
  }
  return false;
}

Scope scope_of(Work& work, const RuleBook& book, std::optional<Date> before, Date through) {
  const Scope everybody{true, {}};
  store::Store& store = work.store();
  if (!before || store.setting(settings::settled_book) != std::to_string(book.adopted)) return everybody;
  const std::vector<std::string> marked = store.marked();
  const std::optional<Date> ranked = settings::date(store, settings::ranked_since);
  if (ranked && has_open_ranking(store, book.model, {*ranked, *before})) return everybody;
  std::set<std::string> households(marked.begin(), marked.end());
  if (*before < through) {
    const Days passed{*before + 1, through};
    if (has_posting_closing(book.model, passed.first, passed.last)) return everybody;
    for (const rulelist::List& version : book.model.versions) {
      if (has_base_day(version, passed)) return everybody;
    }
    for (std::string& household : Ahead(store).households_until(through)) households.insert(std::move(household));
    add_lapsing(store, book.model, passed, households);
    add_thawing(store, through, households);
  }
  if (are_many(store, households.size())) return everybody;
  std::erase_if(households, [&store](const std::string& each) { return store.rows_of_household(each).empty(); });
  return {false, {households.begin(), households.end()}};
}

}  // namespace pointsbank::bank
