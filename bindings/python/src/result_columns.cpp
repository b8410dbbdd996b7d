#include "result_columns.hpp"

#include <algorithm>
#include <functional>

#include "pointsbank/report.hpp"

namespace pointsbank::python {

using Kind = ResultColumn::Kind;

std::size_t ResultColumn::rows() const noexcept {
  switch (kind) {
    case Kind::texts: return ends.size() - 1;
    case Kind::choices: return codes.size();
    case Kind::dates: return days.size();
    default: return numbers.size();
  }
}

void ResultColumn::add_text(std::string_view text) {
  bytes.append(text);
  ends.push_back(static_cast<std::int64_t>(bytes.size()));
  if (text.empty() && absent.empty()) absent.resize(rows() - 1, 0);
  if (text.empty() || !absent.empty()) absent.push_back(text.empty() ? 1 : 0);
}

void ResultColumn::add_number(std::int64_t number) {
  numbers.push_back(number);
  if (!absent.empty()) absent.push_back(0);
}

void ResultColumn::add_date(Date date) {
  static const std::int32_t last = Date::of(9999, 12, 31).days;
  days.push_back(std::min(date.days, last));
  if (!absent.empty()) absent.push_back(0);
}

void ResultColumn::add_nothing() {
  absent.resize(rows(), 0);
  if (kind == Kind::dates) {
    days.push_back(0);
  } else {
    numbers.push_back(0);
  }
  absent.push_back(1);
}

namespace {

ResultColumn column(std::string name, Kind kind, std::size_t rows, int decimals = 0) {
  ResultColumn made;
  made.name = std::move(name);
  made.kind = kind;
  made.decimals = decimals;
  if (kind == Kind::texts) made.ends.reserve(rows + 1);
  if (kind == Kind::choices) made.codes.reserve(rows);
  if (kind == Kind::dates) made.days.reserve(rows);
  if (kind == Kind::integers || kind == Kind::amounts) made.numbers.reserve(rows);
  return made;
}

template <class Word>
void list_words(ResultColumn& column, Word last) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    column.choices.emplace_back(to_string(static_cast<Word>(i)));
  }
}

void list_households(ResultColumn& column, const Roster& roster) {
  column.choices.reserve(roster.size());
  for (std::size_t i = 0; i < roster.size(); ++i) column.choices.emplace_back(roster.id(static_cast<Id>(i)));
}

/// Ids of rules and closings, as they come up: a number of the evaluation's is not known to be the last.
class Sources {
 public:
  explicit Sources(const Evaluation& evaluation) : evaluation_(evaluation) {}
  std::int32_t code(std::uint32_t source, ResultColumn& column) {
    if (source >= codes_.size()) codes_.resize(source + 1, -1);
    std::int32_t& code = codes_[source];
    if (code < 0) code = find(std::string(evaluation_.source(source)), column.choices);
    return code;
  }
  /// The number of a text among the choices, where it is put if it is not there.
  static std::int32_t find(const std::string& text, std::vector<std::string>& choices) {
    const auto found = std::find(choices.begin(), choices.end(), text);
    const auto number = static_cast<std::int32_t>(found - choices.begin());
    if (found == choices.end()) choices.push_back(text);
    return number;
  }

 private:
  const Evaluation& evaluation_;
  std::vector<std::int32_t> codes_;
};

ResultTable balances(const Evaluation& evaluation) {
  const std::size_t rows = evaluation.balances().size();
  const int decimals = evaluation.program().decimals();
  ResultColumn household = column(evaluation.program().table_format().subject, Kind::texts, rows);
  ResultColumn standing = column("standing", Kind::amounts, rows, decimals);
  ResultColumn spendable = column("spendable", Kind::amounts, rows, decimals);
  ResultColumn earned = column("earned", Kind::amounts, rows, decimals);
  ResultColumn deducted = column("deducted", Kind::amounts, rows, decimals);
  ResultColumn frozen = column("frozen_until", Kind::dates, rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const Balance& balance = evaluation.balances()[i];
    household.add_text(evaluation.roster().id(static_cast<Id>(i)));
    standing.add_number(balance.standing);
    spendable.add_number(balance.spendable);
    earned.add_number(balance.earned);
    deducted.add_number(balance.deducted);
    if (balance.frozen_until == Date::always()) {
      frozen.add_nothing();
    } else {
      frozen.add_date(balance.frozen_until);
    }
  }
  return {"balances",
          rows,
          {std::move(household), std::move(standing), std::move(spendable), std::move(earned), std::move(deducted),
           std::move(frozen)}};
}

/// What of a posting depends on its cause: where it comes from.
class PostingSources {
 public:
  PostingSources(const Evaluation& evaluation, std::size_t rows)
      : member(column("member", Kind::texts, rows)),
        source(column("source", Kind::choices, rows)),
        event(column("event", Kind::texts, rows)),
        evaluation_(evaluation),
        sources_(evaluation) {}

  void add(const Posting& posting) {
    if (posting.cause >= Cause::redemption) {
      member.add_text({});
      source.codes.push_back(Sources::find(std::string(to_string(posting.cause)), source.choices));
      event.add_text(evaluation_.entries().rows()[posting.event].id);
      return;
    }
    const bool is_of_event =
        posting.cause == Cause::rule || posting.cause == Cause::forfeit || posting.cause == Cause::lapse;
    const Events::Columns& events = evaluation_.events().columns();
    const bool has_event = is_of_event && posting.event != no_id;
    member.add_text(has_event ? events.member.at(posting.event) : std::string_view());
    source.codes.push_back(sources_.code(posting.source, source));
    event.add_text(has_event ? events.id[posting.event] : std::string_view());
  }

  ResultColumn member;
  ResultColumn source;
  ResultColumn event;

 private:
  const Evaluation& evaluation_;
  Sources sources_;
};

ResultTable postings(const Evaluation& evaluation) {
  const std::size_t rows = evaluation.postings().size();
  const int decimals = evaluation.program().decimals();
  ResultColumn number = column("posting", Kind::integers, rows);
  ResultColumn date = column("date", Kind::dates, rows);
  ResultColumn household = column(evaluation.program().table_format().subject, Kind::choices, rows);
  ResultColumn cause = column("cause", Kind::choices, rows);
  ResultColumn standing = column("standing", Kind::amounts, rows, decimals);
  ResultColumn spendable = column("spendable", Kind::amounts, rows, decimals);
  list_households(household, evaluation.roster());
  list_words(cause, Cause::opening);
  PostingSources sources(evaluation, rows);
  for (const Posting& posting : evaluation.postings()) {
    number.add_number(static_cast<std::int64_t>(number.numbers.size()) + 1);
    date.add_date(posting.date);
    household.codes.push_back(static_cast<std::int32_t>(posting.household));
    sources.add(posting);
    cause.codes.push_back(static_cast<std::int32_t>(posting.cause));
    standing.add_number(posting.standing);
    spendable.add_number(posting.spendable);
  }
  return {
      "postings",
      rows,
      {std::move(number), std::move(date), std::move(household), std::move(sources.member), std::move(sources.source),
       std::move(sources.event), std::move(cause), std::move(standing), std::move(spendable)}};
}

ResultTable outcomes(const Evaluation& evaluation) {
  const std::size_t rows = evaluation.outcomes().size() + evaluation.other_outcomes().size();
  ResultColumn event = column("event", Kind::texts, rows);
  ResultColumn household = column(evaluation.program().table_format().subject, Kind::texts, rows);
  ResultColumn rule = column("rule", Kind::choices, rows);
  ResultColumn outcome = column("outcome", Kind::choices, rows);
  ResultColumn amount = column("amount", Kind::amounts, rows, evaluation.program().decimals());
  ResultColumn reason = column("reason", Kind::choices, rows);
  list_words(outcome, Outcome::duplicate);
  // Reason::none has no word: its code is -1, and the others count from 0.
  for (int i = 1; i <= static_cast<int>(Reason::too_late); ++i)
    reason.choices.emplace_back(to_string(static_cast<Reason>(i)));
  const auto add = [&](Outcome what, Reason why) {
    outcome.codes.push_back(static_cast<std::int32_t>(what));
    reason.codes.push_back(static_cast<std::int32_t>(why) - 1);
  };
  Sources sources(evaluation);
  const IdColumn& ids = evaluation.events().columns().id;
  for (const EventOutcome& one : evaluation.outcomes()) {
    event.add_text(ids[one.event]);
    household.add_text(evaluation.roster().id(one.household));
    rule.codes.push_back(one.rule == EventOutcome::no_rule ? -1 : sources.code(one.rule, rule));
    if (one.has_amount) {
      amount.add_number(one.amount);
    } else {
      amount.add_nothing();
    }
    add(one.outcome, one.reason);
  }
  for (const OtherOutcome& one : evaluation.other_outcomes()) {
    event.add_text(one.event);
    household.add_text(one.household);
    rule.codes.push_back(-1);
    amount.add_nothing();
    add(one.outcome, one.reason);
  }
  return {"outcomes",
          rows,
          {std::move(event), std::move(household), std::move(rule), std::move(outcome), std::move(amount),
           std::move(reason)}};
}

}  // namespace

ResultTable result_table(const Evaluation& evaluation, const std::string& name) {
  if (name == "balances") return balances(evaluation);
  if (name == "postings") return postings(evaluation);
  if (name == "outcomes") return outcomes(evaluation);
  return table_of_csv(name, to_csv(evaluation, name), evaluation.program().decimals());
}

}  // namespace pointsbank::python
