"""Small mistakes in the engine, each of which some fast test has to notice: file, what stands there, what it becomes.

What stands there has to stand there once; blanks and line breaks do not matter.
"""

EVENTS = "src/evaluation/household_events.ipp"
LEAN = "src/evaluation/household_lean.ipp"
SCORES = "src/evaluation/household_scores.ipp"
POSTINGS = "src/evaluation/household_postings.ipp"
CLOSINGS = "src/evaluation/household_closings.ipp"
COMPARISON = "src/evaluation/comparison.cpp"
OCCURRENCES = "src/evaluation/occurrences.cpp"
ORDER = "src/evaluation/event_order.cpp"
COLLECTING = "src/evaluation/collecting.cpp"
VALIDATION = "src/evaluation/validation.cpp"
SCORING = "src/evaluation/scoring.cpp"
FAST_SCORING = "src/evaluation/scoring.hpp"
LOTS = "src/ledger/lots.cpp"
HISTORY = "src/ledger/history.cpp"
NUMBER = "src/core/number.cpp"
CALENDAR = "src/core/calendar.cpp"
OPERATIONS = "src/expression/operations.cpp"

MUTANTS = [
    # An event and its rules.
    (EVENTS, "veto.is_cured = true;", ""),
    (EVENTS, "if (act != no_id && act != veto.act) continue;", ""),
    (EVENTS, "if (find(closing) != open.end()) continue;", ""),
    (EVENTS, "open.erase(found);", ""),
    (EVENTS, "if (bound.positive && state_->extra_used && is_blocked(bound)) return;", ""),
    (SCORES, "result.is_warning = step->is_zero();", "result.is_warning = false;"),
    (SCORES, "std::min(occurrences, last)", "std::min(occurrences + 1, last)"),
    (SCORES, "add_months(Date{day}, repeat.within_months) <= day_", "add_months(Date{day}, repeat.within_months) < day_"),
    (SCORES, "top = std::max(top, units);", "top = units;"),
    (SCORES, "const std::int64_t excess = std::max<std::int64_t>(0, units - before);",
     "const std::int64_t excess = units > before ? units : 0;"),
    (SCORES, "counters[i].is_count ? 1 : left);", "counters[i].is_count ? 1 : units);"),
    (LEAN, "counter.is_count && room > 0 ? INT64_MAX : room;", "room > 0 ? INT64_MAX : room;"),
    (LEAN, "slot.period == tabled.periods[counter.per] ? slot.value : 0;", "slot.value;"),
    (LEAN, "left = third.left;", "left = second.left;"),
    (LEAN, "feed(kind.counters[1], second.used, left);", ""),
    (SCORES, "room == 0 && left > 0 : room < left;", "room == 0 && left > 0 : room <= left;"),
    (EVENTS, "if (magnitude < from) break;", "if (magnitude <= from) break;"),
    (EVENTS, "add_months(end + 1, 12", "add_months(end, 12"),
    (EVENTS, "add_months(day_, veto.months) - 1;", "add_months(day_, veto.months);"),
    (EVENTS, "program_.rules[bound.rule].veto != nullptr && !scored.is_warning;",
     "program_.rules[bound.rule].veto != nullptr;"),
    (EVENTS, "history.move_lapses(last, lapse);", ""),
    (EVENTS, "if (vetoes && !posted) outcome", "if (vetoes) outcome"),
    # Lean events, far from the bounds of 64 bits: for balances and tables.
    (LEAN, "all_if(slot.period == tabled.periods[counter.per])", "all_if(true)"),
    (LEAN, "room | (through & all_if(room != 0))", "room | through"),
    (LEAN, "std::int64_t{left != 0} & counts", "std::int64_t{1} & counts"),
    (LEAN, "all_if(condition == 0);", "all_if(true);"),
    (LEAN, "{Outcome::rejected}};", "{Outcome::no_effect}};"),
    (LEAN, "wanted == 0 ? Reason::zero : Reason::none", "Reason::none"),
    (LEAN, "std::uint32_t{left < before}", "std::uint32_t{left <= before}"),
    (LEAN, "1 + std::size_t{left == wanted}", "2"),
    (LEAN, "recorder_.wants_outcomes | is_posted,", "is_posted,"),
    (OCCURRENCES, "const bool is_left_out = leaves_out_ && (is_refused || is_idle);",
     "const bool is_left_out = is_refused || is_idle;"),
    (OCCURRENCES, "meet |= (felt & feels) != 0 || feels", "meet |= feels"),
    # What is recorded, in order.
    (ORDER, "a.key != b.key ? a.key < b.key :", "a.key != b.key ? a.key > b.key :"),
    (ORDER, "moves -= i - to;", "moves -= i - to; break;"),
    (COLLECTING, "next->origin.phase < Phase::event", "next->origin.phase <= Phase::closing"),
    (COLLECTING, "return day_of(a) != day_of(b) ? day_of(a) > day_of(b) : before(b, a);", "return false;"),
    # What is posted.
    (POSTINGS, "if (wanted <= above) return wanted;", "if (wanted <= balance) return wanted;"),
    (POSTINGS, "cause == Cause::rule || cause == Cause::continuing || cause == Cause::ranking)", "cause == Cause::rule)"),
    (POSTINGS, "cause == Cause::rule || cause == Cause::forfeit ||", "cause == Cause::rule ||"),
    (POSTINGS, "} else if (cause == Cause::ranking) {", "} else if (cause == Cause::reset) {"),
    (POSTINGS, "if (day == due && !given) return day;", "if (day == due) return day;"),
    (POSTINGS, "left == Date::never() ? left : left - 1,", "left,"),
    (POSTINGS, "kept.lapse = lapse;", "kept.lapse = lapse == Date::never() ? lapse : lapse + 1;"),
    # Closings.
    (CLOSINGS, "std::max(instance.period, program_.first_day())", "instance.period"),
    (CLOSINGS, "if (done < model.at_least) {", "if (done <= model.at_least) {"),
    (CLOSINGS, "return due >= period;", "return due > period;"),
    (CLOSINGS, "add_months(state.opened, model.after_months) <= day_", "add_months(state.opened, model.after_months) < day_"),
    (CLOSINGS, "if (veto_with(&rulelist::Veto::block) != nullptr) continue;", ""),
    (CLOSINGS, "if (balance <= 0) return;", "if (balance == 0) return;"),
    (CLOSINGS, "if (state_->extra_used) state_->extra->history.reset_standing();", ""),
    (CLOSINGS, "veto.is_cured || veto.last_day < day_ || !model.unranked", "veto.is_cured || !model.unranked"),
    (CLOSINGS, "candidate.is_blocked = veto_with(&rulelist::Veto::block) != nullptr;", ""),
    (COMPARISON, "dense ? rank + 1 : static_cast", "dense ? rank + 2 : static_cast"),
    (COMPARISON, "model().dense ? rank + 1 : i + 1", "model().dense ? rank + 2 : i + 1"),
    (COMPARISON, "all[i].units != all[i - 1].units", "true"),
    (COMPARISON, "place.in_group >= model().field", "place.in_group > model().field"),
    (COMPARISON, "model().minimum || each.units > 0", "true"),
    (COMPARISON, "award.first_rank <= rank", "award.first_rank < rank"),
    (COMPARISON, "each.in_group >= model().field", "each.in_group > model().field"),
    (COMPARISON, "model().minimum || sign_of(*each.candidate) > 0", "true"),
    (COMPARISON, "row.measure < *level.at_least", "row.measure <= *level.at_least"),
    (COMPARISON, "row.measure <= *level.above", "row.measure < *level.above"),
    (COMPARISON, "each.rank > *level.top", "each.rank >= *level.top"),
    (COMPARISON, "order != 0 ? order > 0 : all[begin", "order != 0 ? order < 0 : all[begin"),
    # Which events count.
    (VALIDATION, "columns_.recorded[row] > known_until_) {", "columns_.recorded[row] >= known_until_) {"),
    (VALIDATION, "date > binding_.options.through", "date >= binding_.options.through"),
    (VALIDATION, "recorded.days > static_cast", "recorded.days >= static_cast"),
    (OCCURRENCES, "return events.id[a] < events.id[b];", "return a < b;"),
    ("src/evaluation/schedule.cpp", "a.position < b.position", "a.position > b.position"),
    # Magnitudes.
    (SCORING, "if (quantity < band.from) break;", "if (quantity <= band.from) break;"),
    (SCORING, "tier.whole ? parts.floor() : parts", "parts"),
    (SCORING, "begin = std::max(begin, *tier.to);", ""),
    (SCORING, "points > rule.score.model->most", "points >= rule.score.model->most"),
    (SCORING, "if (quantity < least) break;", "if (quantity <= least) break;"),
    # Lots, lapses, forfeits.
    (LOTS, "debt_ += amount;", ""),
    (LOTS, "lots_[uses_[i].lot].rest += back;", ""),
    (LOTS, "uses_[i].amount -= back;", ""),
    (LOTS, "if (add_months(lot.date, months) > day) break;", "if (add_months(lot.date, months) >= day) break;"),
    ("src/ledger/history.hpp", "a.posting > b.posting", "a.posting < b.posting"),
    (HISTORY, "posting.spendable - posting.expired", "posting.spendable"),
    (HISTORY, "posting.is_forfeited = true;", ""),
    (HISTORY, "postings_[number].date >= first", "postings_[number].date > first"),
    # Numbers and dates.
    (NUMBER, "quotient += rest >= missing ? 1 : 0;", "quotient += rest > missing ? 1 : 0;"),
    (NUMBER, "(quotient & 1) != 0) ? 1 : 0;", "(quotient & 1) == 0) ? 1 : 0;"),
    (NUMBER, "case Rounding::up: quotient += 1; break;", "case Rounding::up: break;"),
    (NUMBER, "numerator_ % denominator_ < 0 ? quotient - 1 : quotient", "quotient"),
    (CALENDAR, "std::min(parts.day, days_in_month(year, month))", "std::min(parts.day, 28)"),
    (CALENDAR, "date + (7 - weekday(date))", "date + (6 - weekday(date))"),
    (CALENDAR, "microseconds + offset_minutes * microseconds_a_minute; return Date", "microseconds; return Date"),
    # Expressions.
    (OPERATIONS, "if (is(left, deciding) || is(right, deciding)) return deciding;", "if (is(left, deciding)) return deciding;"),
    (OPERATIONS, "return right < left ? right : left;", "return left < right ? right : left;"),
    (OPERATIONS, "left - right * (left / right).floor()", "left - right * (left / right)"),
    (OPERATIONS, "rounded_units(static_cast<int>(decimals), Rounding::half_up)",
     "rounded_units(static_cast<int>(decimals), Rounding::half_even)"),
    (OPERATIONS, "if (!number.is_small() && number.bits() > max_bits) return Fault::overflow;", ""),
    (OPERATIONS, "as<Date>(operands[1]).days} - date.days", "as<Date>(operands[1]).days} + 1 - date.days"),
]
