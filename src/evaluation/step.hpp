// What an evaluation tells a listener, step by step: the same code that evaluates says what it does, so that an
// explanation can never differ from the result.
#pragma once

#include <cstdint>
#include <vector>

#include "evaluation/schedule.hpp"
#include "expression/expression.hpp"
#include "pointsbank/evaluate.hpp"
#include "program/program.hpp"

namespace pointsbank::evaluation {

/// A value that an expression read. Texts are borrowed from the tables.
struct Read {
  expression::Input input;
  expression::Value value;
};

struct Step {
  enum class Kind : std::uint8_t {
    event,            ///< an event begins: event
    cured,            ///< a veto of `rule` begun by `event` ends before `until`
    state_opened,     ///< count: the closing's identity
    state_closed,     ///< count: the closing's identity
    noted,            ///< no rule in effect hears it
    not_in_effect,    ///< rule hears the kind but is not in effect: date from, until
    vetoed,           ///< rule; other_rule's veto blocks until `until`
    condition,        ///< rule, or instance: holds or not (reason); reads
    fault,            ///< rule: rejected for `reason`; reads of a formula
    magnitude,        ///< rule: step the multiplier, count the occurrence, units the rounded result; number the value
                      ///< of a formula and what it reads; earlier the quantity before this one, with `over`
    exclusive,        ///< rule: units asked, most the highest so far, left the excess
    limit,            ///< rule: level, per, by_member, is_count: used before, most; holds: it bites; it ends on `until`
    limited,          ///< rule: units after limits of `most` before them, reason which limit
    floored,          ///< the floor cut `most` to units of standing and `left` of spendable
    lapse,            ///< rule: its standing lapses on `until` (never: it does not), and that of `others`, which the
                      ///< same group had posted before
    veto,             ///< rule: a veto begins and holds until `until`
    outcome,          ///< rule: outcome, reason
    posting,          ///< the posting that follows from the steps before it
    closing,          ///< a closing considers the household, or its rows were published: instance
    closing_skipped,  ///< … and leaves it out: reason
    obligation,       ///< count done, most wanted, units taken
    state_lasts,      ///< act, date opened, units; holds: due; other_rule's veto blocks it until `until`
    measure_reads,    ///< what the measure reads, and its fault: reads, reason
    measure,          ///< number; holds: takes part; other_rule: a veto with `unranked` until `until`
    rank,             ///< count is the rank, most the number ranked; units awarded
  };
  Kind kind = Kind::event;
  Id event = no_id;
  Index rule = program::none;
  Index other_rule = program::none;
  const ClosingInstance* instance = nullptr;
  Outcome outcome = Outcome::applied;
  Reason reason = Reason::none;
  bool holds = false;
  bool is_blocked = false;  ///< measure: under a veto with `block`
  program::Level level = program::Level::rule;
  PeriodKind per = PeriodKind::ever;
  bool by_member = false;
  bool is_count = false;
  Number number;
  Number step = 1;
  Number earlier;
  std::int64_t count = 0;
  std::int64_t units = 0;
  std::int64_t most = 0;
  std::int64_t used = 0;
  std::int64_t left = 0;
  Date date;
  Date until;
  Id act = no_id;
  std::vector<Read> reads;
  std::vector<Id> others;  ///< rows of events
  Posting posting;
};

}  // namespace pointsbank::evaluation
