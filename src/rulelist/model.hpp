// A rule list as values: what page "the rule list" of the specification says, checked and typed, nothing compiled.
//
// Whole multiples of the unit are held in units (int64), everything that may be finer as exact Numbers. Names are kept
// as texts; resolving them to numbers is the program's work.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "expression/expression.hpp"
#include "json/value.hpp"
#include "pointsbank/calendar.hpp"
#include "pointsbank/number.hpp"
#include "pointsbank/tables.hpp"

namespace pointsbank::rulelist {

enum class Account : std::uint8_t { both, standing, spendable };

/// A text in several languages: (language, text); one string in the file is ("", text).
struct Text {
  std::vector<std::pair<std::string, std::string>> languages;
  /// The text in a language, else the one without language, else English, else the first, else empty.
  [[nodiscard]] std::string_view in(Language language) const noexcept;
};

/// From when to when something is in effect; both ends included.
struct DateRange {
  Date from = Date::always();
  Date to = Date::never();
  [[nodiscard]] bool holds(Date date) const noexcept { return from <= date && date <= to; }
  /// `2026-01-01 … 2026-12-31`
  [[nodiscard]] std::string to_string() const {
    return from.to_string() + " … " + (to == Date::never() ? std::string() : to.to_string());
  }
  friend bool operator==(const DateRange&, const DateRange&) = default;
};

struct Limit {
  PeriodKind per = PeriodKind::month;
  bool is_count = false;  ///< scoring occurrences rather than points
  bool by_member = false;
  std::int64_t most = 0;  ///< units, or occurrences
  Place place;
};

/// A limit of a category or of the list.
struct SideLimit {
  PeriodKind per = PeriodKind::month;
  bool earn = true;       ///< over positive rules; else over negative ones
  std::int64_t most = 0;  ///< units
  Place place;
};

struct Category {
  std::string id;
  Text title;
  std::vector<SideLimit> limits;
  Place place;
};

struct Band {
  Number from;
  Number points;
};

/// A tier of `marginal`.
struct Tier {
  std::optional<Number> to;  ///< none: open
  Number rate;
  Number each = 1;
  bool whole = false;
};

struct Score {
  enum class Form : std::uint8_t { points, rate, grades, bands, marginal, range, formula };
  struct Over {
    PeriodKind per = PeriodKind::year;
    bool by_member = false;
  };
  Form form = Form::points;
  Number points;                                       ///< `points`
  Number rate;                                         ///< `rate`
  Number each = 1;                                     ///< `rate`
  bool whole = false;                                  ///< `rate`
  std::vector<std::pair<std::string, Number>> grades;  ///< `grades`
  std::vector<Band> bands;                             ///< `bands`
  std::vector<Tier> tiers;                             ///< `marginal`
  Number least;                                        ///< `range`
  Number most;                                         ///< `range`
  std::optional<expression::Expression> formula;       ///< `formula`
  std::optional<Over> over;                            ///< `rate`, `bands`, `marginal`
  Place place;
};

struct Repeat {
  std::optional<PeriodKind> per;  ///< none: within `within_months`
  int within_months = 0;
  bool by_member = false;
  std::vector<Number> steps;
  Place place;
};

struct Exclusive {
  std::string group;
  std::optional<PeriodKind> per;  ///< none: `act`
  Place place;
};

struct ValidityBand {
  Number from;  ///< points
  int months = 0;
};

struct Validity {
  enum class Form : std::uint8_t { months, bands, to_end_of };
  Form form = Form::months;
  int months = 0;
  std::vector<ValidityBand> bands;
  PeriodKind period = PeriodKind::year;  ///< `to_end_of`
  int years = 0;                         ///< `to_end_of`
  Place place;
};

struct Veto {
  std::optional<PeriodKind> per;  ///< none: for `months`
  int months = 0;
  std::vector<std::string> cured_by;
  std::optional<PeriodKind> forfeit;
  bool block = false;
  bool unranked = false;
  bool no_redemption = false;
  std::string level;  ///< empty: none
  Place place;
};

struct Provenance {
  std::string document;
  std::string clause;
  std::string status;
};

struct Rule {
  std::string id;
  bool positive = true;
  std::string category;
  Text title;
  Text note;
  std::vector<std::string> on;
  std::optional<expression::Expression> when;
  Score score;
  std::optional<Repeat> repeat;
  std::optional<Exclusive> exclusive;
  std::vector<Limit> limits;
  Account account = Account::both;
  std::optional<Validity> valid;
  DateRange effective;  ///< its own; the list's holds too
  std::optional<Veto> veto;
  bool is_public = true;
  Provenance source;
  Place place;
};

struct Award {
  std::int64_t first_rank = 1;
  std::int64_t last_rank = 1;
  std::int64_t points = 0;  ///< units
};

struct Level {
  std::string id;
  std::optional<Number> at_least;  ///< points
  std::optional<Number> above;     ///< points
  std::optional<std::int64_t> top;
};

struct Closing {
  enum class Kind : std::uint8_t { obligation, continuing, ranking, rating, expiry, reset, dividend, benefit };
  std::string id;
  Kind kind = Kind::ranking;
  PeriodKind at = PeriodKind::month;
  Text title;
  Text note;
  std::optional<expression::Expression> when;
  Account account = Account::both;
  std::string category;                           ///< obligation, continuing; may be empty
  std::vector<std::string> on;                    ///< obligation
  std::int64_t at_least = 1;                      ///< obligation
  std::int64_t points = 0;                        ///< obligation, continuing: units
  bool per_missing = false;                       ///< obligation
  std::vector<std::string> opened_by, closed_by;  ///< continuing
  int after_months = 0;                           ///< continuing, expiry
  std::optional<int> every_months;                ///< continuing
  bool earns = false;                             ///< continuing: `effect` is `earn`
  std::optional<expression::Expression> by;       ///< ranking, rating, dividend; none: `period`. benefit: `value`
  std::string within;                             ///< ranking, rating, dividend: a group column; empty: all together
  bool dense = false;                             ///< ranking, rating
  std::vector<Award> awards;                      ///< ranking
  std::optional<Number> minimum;                  ///< ranking: points
  std::int64_t field = 0;                         ///< ranking
  std::vector<Level> levels;                      ///< rating
  std::optional<Number> keep;                     ///< expiry; none: by `after_months`
  std::int64_t to = 0;                            ///< reset: units
  std::int64_t fund = 0;                          ///< dividend: units of 10^-decimals
  int decimals = 2;                               ///< dividend, benefit
  std::string unit;                               ///< dividend, benefit
  bool is_public = true;
  Provenance source;
  Place place;
};

struct Base {
  std::int64_t points = 0;  ///< units
  PeriodKind each = PeriodKind::year;
  Account account = Account::both;
  Place place;
};

struct Extends {
  std::string id;
  std::string version;
};

/// What a base allows those who extend it.
struct Additions {
  struct Ceiling {
    std::optional<std::int64_t> rules;
    std::optional<Number> points;
  };
  std::optional<Ceiling> positive, negative;
};

/// A case that a rule list carries. Rows are kept as they stand, cells as texts by column.
struct Example {
  using Row = std::vector<std::pair<std::string, std::string>>;
  struct Expected {
    std::string output;  ///< `balances`, `outcomes`, …
    Row row;
    Place place;
  };
  Text title;
  std::vector<Row> roster, members, events, entries;
  std::optional<Date> through;
  std::vector<Expected> expected;
  Place place;
};

struct List {
  std::string id;
  std::string version;
  Text title;
  Text note;
  std::string subject = "household";
  DateRange effective;
  int utc_offset = 480;
  int decimals = 0;
  Rounding rounding = Rounding::half_up;
  std::string unit;
  std::optional<std::int64_t> floor;  ///< units
  std::vector<std::string> groups;
  std::vector<Attribute> subject_attributes;
  std::vector<Attribute> event_attributes;
  std::vector<Category> categories;
  std::vector<SideLimit> limits;
  std::optional<Base> base;
  std::optional<int> intake_days;
  std::vector<Rule> positive;
  std::vector<Rule> negative;
  std::vector<Closing> closings;
  std::optional<Extends> extends;
  std::optional<Additions> additions;
  std::vector<Example> examples;
  std::vector<std::string> kinds;  ///< of event that rules (`on`, `cured_by`) and closings name, each once
  bool is_sound = true;            ///< read without errors
  std::shared_ptr<const json::Source> source;
  json::Value document;  ///< as it was read: what later stages (the bank's keys, reforms) look at
};

/// Several versions of one list, by effective date; lists that extend others are merged with them.
struct Book {
  std::vector<List> versions;
  [[nodiscard]] const List* on(Date date) const noexcept;
};

/// Reads one list as far as it can be understood alone. Mistakes are appended to `issues`.
[[nodiscard]] List read(std::shared_ptr<const json::Source> source, Issues& issues);

/// Merges extensions with their bases, orders versions and checks what holds between them (same id, ranges that do not
/// overlap, one type an attribute, ceilings). Mistakes are appended to `issues`; without errors the book is complete.
[[nodiscard]] Book bind(std::vector<List> lists, Issues& issues);

/// The same mistakes, without the book: nothing is copied but what is merged.
void check_book(std::span<const List* const> lists, Issues& issues);

/// What the book declares about tables: groups and attributes of all versions, in order of first appearance.
[[nodiscard]] TableFormat table_format(const Book& book);

}  // namespace pointsbank::rulelist
