#include "report/tables.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "pointsbank/report.hpp"
#include "program/program.hpp"

namespace pointsbank::report {

namespace {

using Name = std::string_view;

// `household` stands for the rule list's subject.
constexpr std::array<Name, 6> balance_columns{"household", "standing", "spendable",
                                              "earned",    "deducted", "frozen_until"};
constexpr std::array<Name, 9> posting_columns{"posting", "date",  "household", "member",   "source",
                                              "event",   "cause", "standing",  "spendable"};
constexpr std::array<Name, 6> outcome_columns{"event", "household", "rule", "outcome", "amount", "reason"};
constexpr std::array<Name, 7> ranking_columns{"closing", "period", "household", "group", "measure", "rank", "points"};
constexpr std::array<Name, 7> rating_columns{"closing", "period", "household", "group", "measure", "rank", "level"};
constexpr std::array<Name, 6> dividend_columns{"closing", "period", "household", "group", "measure", "amount"};
constexpr std::array<Name, 5> benefit_columns{"closing", "period", "household", "value", "unit"};

constexpr std::array<std::span<const Name>, tables> columns{balance_columns, posting_columns, outcome_columns,
                                                            ranking_columns, rating_columns,  dividend_columns,
                                                            benefit_columns};

constexpr bool is_of_event(Cause cause) {
  return cause == Cause::rule || cause == Cause::forfeit || cause == Cause::lapse;
}
constexpr bool is_of_entry(Cause cause) { return cause >= Cause::redemption; }
static_assert(Cause::redemption < Cause::refund && Cause::refund < Cause::transfer &&
              Cause::transfer < Cause::opening && Cause::reset < Cause::redemption);

template <class Word>
constexpr Word next(Word word) {
  return static_cast<Word>(static_cast<std::uint8_t>(word) + 1);
}

/// The text of a listed cell, which ends with a comma.
std::string unquoted(std::string_view cell) {
  cell.remove_suffix(1);
  if (!cell.starts_with('"')) return std::string(cell);
  std::string text;
  for (std::size_t at = 1; at + 1 < cell.size(); ++at) {
    text.push_back(cell[at]);
    if (cell[at] == '"') ++at;
  }
  return text;
}

}  // namespace

void RowsOut::listed(const ListedTexts& texts, std::size_t index) { row_.push_back(unquoted(texts.cell(index))); }

Table table_of(std::string_view name) {
  const std::vector<Name>& names = output_tables();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw UsageError("there is no table `" + std::string(name) + "`");
  return static_cast<Table>(found - names.begin());
}

std::size_t rows_of(const Evaluation& evaluation, Table table) noexcept {
  switch (table) {
    case Table::balances: return evaluation.balances().size();
    case Table::postings: return evaluation.postings().size();
    case Table::outcomes: return evaluation.outcomes().size() + evaluation.other_outcomes().size();
    case Table::rankings: return evaluation.rankings().size();
    case Table::ratings: return evaluation.ratings().size();
    case Table::dividends: return evaluation.dividends().size();
    case Table::benefits: break;
  }
  return evaluation.benefits().size();
}

TableWriter::TableWriter(const Evaluation& evaluation)
    : evaluation_(evaluation),
      decimals_(evaluation.program().decimals()),
      rounding_(evaluation.program().compiled().rounding) {
  for (const std::string& source : evaluation.program().compiled().sources) sources_.add(source);
  for (auto cause = Cause::rule; cause <= Cause::opening; cause = next(cause)) causes_.add(to_string(cause));
  for (auto outcome = Outcome::applied; outcome <= Outcome::duplicate; outcome = next(outcome))
    outcomes_.add(to_string(outcome));
  for (auto reason = Reason::none; reason <= Reason::too_late; reason = next(reason)) reasons_.add(to_string(reason));
}

/// In all tables but the balances a household comes again and again.
void TableWriter::list_households() {
  households_.emplace();
  const Roster& roster = evaluation_.roster();
  for (Id household = 0; household < roster.size(); ++household) households_->add(roster.id(household));
}

template <class Out>
void TableWriter::put_header(Table table, Out& out) const {
  for (const Name column : columns[static_cast<std::size_t>(table)]) {
    out.text(column == "household" ? Name(evaluation_.program().table_format().subject) : column);
  }
  out.end_row();
}

template <class Out>
void TableWriter::put_balances(Out& out) {
  Id household = 0;
  for (const Balance& balance : evaluation_.balances()) {
    out.text(evaluation_.roster().id(household++));
    for (const std::int64_t amount : {balance.standing, balance.spendable, balance.earned, balance.deducted}) {
      out.units(amount, decimals_);
    }
    if (balance.frozen_until == Date::always()) {
      out.nothing();
    } else {
      out.date(dates_.text(balance.frozen_until));
    }
    out.end_row();
  }
}

template <class Out>
void TableWriter::put_posting_source(const Posting& posting, Out& out) const {
  if (is_of_entry(posting.cause)) {
    out.nothing();
    out.listed(causes_, static_cast<std::size_t>(posting.cause));
    out.text(evaluation_.entries().rows()[posting.event].id);
    return;
  }
  const Events::Columns& events = evaluation_.events().columns();
  const bool has_event = is_of_event(posting.cause) && posting.event != no_id;
  const Id member = has_event ? events.member.id(posting.event) : no_id;
  if (member == no_id) {
    out.nothing();
  } else {
    out.listed(*members_, member);
  }
  out.listed(sources_, posting.source);
  if (has_event) {
    out.text(events.id[posting.event]);
  } else {
    out.nothing();
  }
}

template <class Out>
void TableWriter::put_postings(Out& out) {
  if (!members_) {
    members_.emplace();
    const TextColumn& members = evaluation_.events().columns().member;
    const std::size_t count = members.texts && !members.ids.empty() ? members.texts->size() : 0;
    for (std::size_t member = 0; member < count; ++member) members_->add(members.texts->text(static_cast<Id>(member)));
  }
  std::int64_t number = 0;
  for (const Posting& posting : evaluation_.postings()) {
    out.units(++number, 0);
    out.date(dates_.text(posting.date));
    out.listed(*households_, posting.household);
    put_posting_source(posting, out);
    out.listed(causes_, static_cast<std::size_t>(posting.cause));
    out.units(posting.standing, decimals_);
    out.units(posting.spendable, decimals_);
    out.end_row();
  }
}

template <class Out>
void TableWriter::put_outcomes(Out& out) {
  const IdColumn& ids = evaluation_.events().columns().id;
  for (const EventOutcome& outcome : evaluation_.outcomes()) {
    out.text(ids[outcome.event]);
    out.listed(*households_, outcome.household);
    if (outcome.rule == EventOutcome::no_rule) {
      out.nothing();
    } else {
      out.listed(sources_, outcome.rule);
    }
    out.listed(outcomes_, static_cast<std::size_t>(outcome.outcome));
    if (outcome.has_amount) {
      out.units(outcome.amount, decimals_);
    } else {
      out.nothing();
    }
    out.listed(reasons_, static_cast<std::size_t>(outcome.reason));
    out.end_row();
  }
  for (const OtherOutcome& outcome : evaluation_.other_outcomes()) {
    out.text(outcome.event);
    out.text(outcome.household);
    out.nothing();
    out.listed(outcomes_, static_cast<std::size_t>(outcome.outcome));
    out.nothing();
    out.listed(reasons_, static_cast<std::size_t>(outcome.reason));
    out.end_row();
  }
}

template <class Row, class Out>
void TableWriter::put_closing(const Row& row, Out& out) {
  out.listed(sources_, row.closing);
  out.date(dates_.text(row.period));
  out.listed(*households_, row.household);
}

template <class Out>
void TableWriter::put_number(const Number& number, int decimals, Out& out) const {
  const std::optional<std::int64_t> units = number.to_units(decimals, rounding_);
  if (units) return out.units(*units, decimals);
  out.word(number.to_string(decimals, rounding_));
}

template <class Out>
void TableWriter::put_rankings(Out& out) {
  for (const RankingRow& row : evaluation_.rankings()) {
    put_closing(row, out);
    if (const Published::Ranking* const published = row.published) {
      for (const std::string* cell :
           {&published->group, &published->measure, &published->rank, &published->points_text}) {
        out.text(*cell);
      }
    } else {
      out.text(row.group);
      put_number(row.measure, decimals_, out);
      out.units(row.rank, 0);
      out.units(row.points, decimals_);
    }
    out.end_row();
  }
}

template <class Out>
void TableWriter::put_ratings(Out& out) {
  for (const RatingRow& row : evaluation_.ratings()) {
    put_closing(row, out);
    if (const Published::Rating* const published = row.published) {
      for (const std::string* cell : {&published->group, &published->measure, &published->rank, &published->level})
        out.text(*cell);
    } else {
      out.text(row.group);
      if (row.is_rated) {
        put_number(row.measure, decimals_, out);
        out.units(row.rank, 0);
      } else {
        out.nothing();
        out.nothing();
      }
      out.text(row.level);
    }
    out.end_row();
  }
}

template <class Out>
void TableWriter::put_dividends(Out& out) {
  for (const DividendRow& row : evaluation_.dividends()) {
    put_closing(row, out);
    if (const Published::Dividend* const published = row.published) {
      for (const std::string* cell : {&published->group, &published->measure, &published->amount}) out.text(*cell);
    } else {
      out.text(row.group);
      put_number(row.measure, decimals_, out);
      out.units(row.amount, row.decimals);
    }
    out.end_row();
  }
}

template <class Out>
void TableWriter::put_benefits(Out& out) {
  for (const BenefitRow& row : evaluation_.benefits()) {
    put_closing(row, out);
    if (const Published::Benefit* const published = row.published) {
      out.text(published->value);
      out.text(published->unit);
    } else {
      put_number(row.value, row.decimals, out);
      out.text(row.unit);
    }
    out.end_row();
  }
}

template <class Out>
void TableWriter::put(Table table, Out& out) {
  put_header(table, out);
  if (table != Table::balances && !households_) list_households();
  switch (table) {
    case Table::balances: return put_balances(out);
    case Table::postings: return put_postings(out);
    case Table::outcomes: return put_outcomes(out);
    case Table::rankings: return put_rankings(out);
    case Table::ratings: return put_ratings(out);
    case Table::dividends: return put_dividends(out);
    case Table::benefits: return put_benefits(out);
  }
}

template void TableWriter::put(Table table, CsvOut& out);
template void TableWriter::put(Table table, RowsOut& out);

}  // namespace pointsbank::report
