// Which households a settlement has to evaluate so that the ledger comes to what evaluating everybody would give.
//
// What a household comes to at the end of a day depends on its own inputs (inputs.hpp), on the day, on the rule book
// and on what rankings award. The ledger held that for the day of the last settlement. So a household comes to the same
// again unless
//
//  (1) something of its own has changed: whoever changes it marks it; or the day has come of something that was dated
//      ahead (an event, an entry, the day it joins), which the last settlement that met it has noted (Ahead);
//  (2) the rule book is another one, or an earlier settlement asked for everybody (a month was reopened);
//  (3) the days since then bring something by themselves:
//        a closing that posts ends a period, or base is due by the calendar     → everybody;
//        a posting of a rule with `valid` lapses                                → those with a posting of such a date;
//        a veto without redemption comes to its end (`frozen_until` is dropped) → those frozen until then;
//        base is due because a household joins                                  → it is noted, see (1);
//      nothing else happens without an event: when a veto ends otherwise, a `repeat` or a limit begins anew, a rule
//      comes into effect or a roster row takes hold, that is felt by the next event or closing alone;
//  (4) a ranking awards it something else. A published one stands as it is. Any other can change only where a household
//      has changed on or before the ranking's day: where a change since a day D is marked and there is an unpublished
//      ranking with awards on or after D                                        → everybody.
//      (An entry that moves spendable points alone changes no ranking but one whose measure reads `spendable`.)
//
// Those who are evaluated alone are given their rankings as they were posted: by (4) they would come out the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bank/work.hpp"

namespace pointsbank::bank {

struct Scope {
  bool is_everybody = false;
  std::vector<std::string> households;  ///< else these, sorted; all are in the roster
};

/// `before`: the day that the ledger is settled through; none: it never was.
[[nodiscard]] Scope scope_of(Work& work, const RuleBook& book, std::optional<Date> before, Date through);

/// Does a closing that posts end a period on a day from `first` to `last`?
[[nodiscard]] bool has_posting_closing(const rulelist::Book& book, Date first, Date last);

/// A closing of a period, by the words of the table of published ones.
[[nodiscard]] std::string published_line(std::string_view table, std::string_view closing, Date period);

}  // namespace pointsbank::bank
