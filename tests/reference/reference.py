"""A naive second evaluation of the points-bank specification, to hold an engine against.

It follows section 6 of page 1 step by step: day by day, with lists that are searched from the beginning every time,
and Fractions for every number. It is slow on purpose, and assumes valid rule lists and valid rows.
"""

import argparse
import os
import sys
from dataclasses import dataclass
from datetime import date as Date
from fractions import Fraction
from math import floor

from closings import HEADERS, Closings
from exact import (ONE_DAY, add_months, by_bytes, civil_date, fits_64_bits, is_bare_date, minute_of_day, moment_of,
                   period_of, sum_of)
from expressions import Fault, evaluate as value_of, parse
from inputs import RuleBook, as_list, in_effect, kinds_named, read_published, read_rows
from ledger import Household, Overflow


@dataclass
class Event:
    row: dict
    id: str
    household: str
    member: str
    kind: str
    act: str
    revokes: str
    moment: Fraction | None
    date: Date | None
    recorded: Fraction | None


@dataclass
class Veto:
    household: str
    act: str
    until: Date | None            # None: for ever
    effects: dict
    cured: bool = False


def date_or_none(cell):
    return Date.fromisoformat(cell) if cell else None


def typed(cell, kind):
    if cell == "":
        return None
    if kind == "number":
        return Fraction(cell)
    if kind == "bool":
        return cell == "true"
    if kind == "date":
        return Date.fromisoformat(cell)
    return cell


# Scores (page 1, section 3)


def in_tiers(tiers, quantity):
    total, lower = Fraction(0), Fraction(0)
    for tier in tiers:
        upper = Fraction(tier["to"]) if "to" in tier else None
        part = (quantity if upper is None else min(quantity, upper)) - lower
        if part <= 0:
            break
        steps = part / Fraction(tier.get("each", 1))
        total += Fraction(tier["rate"]) * (floor(steps) if tier.get("whole") else steps)
        if upper is None:
            break
        lower = upper
    return total


def by_quantity(score, quantity):
    """F of the page: the forms that read the quantity, and may add up over time."""
    if "rate" in score:
        steps = quantity / Fraction(score.get("each", 1))
        return Fraction(score["rate"]) * (floor(steps) if score.get("whole") else steps)
    if "bands" in score:
        points = Fraction(0)
        for band in score["bands"]:
            if Fraction(band["from"]) <= quantity:
                points = Fraction(band["points"])
        return points
    return in_tiers(score["marginal"], quantity)


class Evaluation(Closings):
    def __init__(self, book, roster, events, members, entries, published, through, as_of):
        super().__init__(book)
        self.roster_rows = roster
        self.event_rows = events
        self.member_rows = members
        self.entry_rows = entries
        self.published = published
        self.through = through
        self.as_of = as_of
        self.rows = {name: [] for name in HEADERS}
        self.unevaluated = []     # outcome rows of events that 6.1 and 6.2 keep out
        self.valid_events = []
        self.occurrences = []     # what `repeat` and `over` count: (rule id, household, member, date, quantity)
        self.counted = []         # what limits count: (rule id, category, positive, household, member, date, amount)
        self.exclusive = {}       # (group, per, household, period or act) -> [top, postings]
        self.vetoes = []          # in order of their events
        self.states = {}          # (closing id, household, act) -> opening date
        self.base_given = set()   # (household, each, first day of the period)
        self.redeemed_from = {}   # entry id of a redemption -> [[lot, amount still not refunded]]

    # Inputs

    def read_roster(self):
        for row in self.roster_rows:
            id = row[self.book.subject]
            household = self.households.setdefault(id, Household(id, [], None, None))
            household.rows.append((date_or_none(row.get("from", "")), row))
            household.joined = household.joined or date_or_none(row.get("joined", ""))
            household.left = household.left or date_or_none(row.get("left", ""))
        for household in self.households.values():
            household.rows.sort(key=lambda pair: pair[0] or Date.min)

    def read_event(self, row):
        at = row.get("at", "")
        moment = moment_of(at, self.book.utc_offset) if at and not row.get("revokes") else None
        return Event(
            row=row,
            id=row["event"],
            household=row.get(self.book.subject, ""),
            member=row.get("member", ""),
            kind=row.get("kind", ""),
            act=row.get("act", ""),
            revokes=row.get("revokes", ""),
            moment=moment,
            date=None if moment is None else civil_date(moment, self.book.utc_offset),
            recorded=moment_of(row["recorded"], self.book.utc_offset) if row.get("recorded") else None,
        )

    def household_of_member(self, member, date):
        for row in self.member_rows or []:
            joined, left = date_or_none(row.get("joined", "")), date_or_none(row.get("left", ""))
            if row["member"] == member and (joined is None or joined <= date) and (left is None or date < left):
                return row[self.book.subject]
        return None

    def not_evaluated(self, event, outcome, reason=""):
        self.unevaluated.append([event.id, event.household, "", outcome, "", reason])

    # 6.1 Which events there are, 6.2 valid events

    def known_at_as_of(self, event):
        if self.as_of is None or event.recorded is None:
            return True
        if is_bare_date(self.as_of):
            return civil_date(event.recorded, self.book.utc_offset) <= Date.fromisoformat(self.as_of)
        return event.recorded <= moment_of(self.as_of, self.book.utc_offset)

    def find_valid_events(self):
        events = {}
        for row in self.event_rows:
            event = self.read_event(row)
            if event.id in events:
                self.not_evaluated(event, "duplicate")
            else:
                events[event.id] = event
        known = {}
        for event in events.values():
            if self.known_at_as_of(event):
                known[event.id] = event
            else:
                self.not_evaluated(event, "later", "recorded_later")
        revoked = set()
        for event in known.values():
            if event.revokes:
                target = known.get(event.revokes)
                if target is None or target.revokes:
                    self.not_evaluated(event, "rejected", "unknown_event")
                else:
                    revoked.add(target.id)
                    self.not_evaluated(event, "revocation")
        for event in known.values():
            if event.revokes:
                continue
            if event.id in revoked:
                self.not_evaluated(event, "revoked")
            elif event.date > self.through:
                self.not_evaluated(event, "later", "after_through")
            else:
                reason = self.why_not_valid(event)
                if reason is None:
                    self.valid_events.append(event)
                else:
                    self.not_evaluated(event, "rejected", reason)
        absent_first = (0, Fraction(0))
        self.valid_events.sort(key=lambda event: (
            event.moment, absent_first if event.recorded is None else (1, event.recorded), by_bytes(event.id)))

    def why_not_valid(self, event):
        if event.household == "":
            found = self.household_of_member(event.member, event.date) if event.member else None
            if found is None:
                return "unknown_member"
            event.household = found
        if event.household not in self.households:
            return "unknown_household"
        if self.member_rows is not None and event.member:
            if self.household_of_member(event.member, event.date) != event.household:
                return "not_a_member"
        version = self.book.version_on(event.date)
        if version is None:
            return "outside_effective"
        if event.kind not in kinds_named(version):
            return "unknown_kind"
        if not self.households[event.household].active(event.date):
            return "not_active"
        if event.recorded is not None and "intake" in version:
            days = (civil_date(event.recorded, self.book.utc_offset) - event.date).days
            if days > int(version["intake"]["days"]):
                return "too_late"
        return None
    # 6.3 Day by day

    def run(self):
        self.read_roster()
        self.find_valid_events()
        entries = self.read_entries()
        day = self.book.first_day
        while day <= self.through:
            version = self.book.version_on(day)
            self.lapse(day)
            if version is not None:
                self.give_base(day, version)
            for event in self.valid_events:
                if event.date == day:
                    self.evaluate_event(event, version)
            for entry in entries:
                if entry["date"] == day:
                    self.post_entry(entry)
            if version is not None:
                for closing in version.get("closings", []):
                    first, last = period_of(closing["at"], day)
                    if last == day:
                        self.close(closing, first, day)
            day += ONE_DAY
        self.write_balances()
        self.write_postings()
        self.unevaluated.sort(key=lambda row: (by_bytes(row[0]), by_bytes(row[3])))
        self.rows["outcomes"] += self.unevaluated

    def read_entries(self):
        entries = []
        for row in self.entry_rows:
            moment = moment_of(row["at"], self.book.utc_offset)
            entries.append({"id": row["entry"], "moment": moment, "date": civil_date(moment, self.book.utc_offset),
                            "row": row})
        return sorted(entries, key=lambda entry: (entry["moment"], by_bytes(entry["id"])))

    def post_entry(self, entry):
        row = entry["row"]
        household = self.households[row[self.book.subject]]
        posting = self.post(entry["date"], household, row["cause"], row["cause"], Fraction(row.get("standing") or 0),
                            Fraction(row.get("spendable") or 0), event=entry["id"])
        used = self.move_lots(household, posting, row["of"] if row["cause"] == "refund" else None)
        if row["cause"] == "redemption":
            self.redeemed_from[entry["id"]] = used

    # 6.4 Lapses and base

    def lapse(self, day):
        for posting in list(self.postings):
            if posting.lapse_date == day and not posting.lapsed:
                if not posting.forfeited:
                    self.post(day, self.households[posting.household], posting.source, "lapse", -posting.standing, 0,
                              posting.member, posting.event)
                posting.lapsed = True

    def give_base(self, day, version):
        if "base" not in version:
            return
        base = version["base"]
        for household in self.in_id_order():
            once = (household.id, base["each"], period_of(base["each"], day)[0])
            if household.active(day) and once not in self.base_given:
                self.base_given.add(once)
                self.give(day, household, "base", "base", Fraction(base["points"]), base.get("account", "both"))

    # 6.5 An event

    def evaluate_event(self, event, version):
        for veto in self.vetoes:
            if veto.household == event.household and event.kind in as_list(veto.effects.get("cured_by", [])):
                if event.act == "" or veto.act == event.act:
                    veto.cured = True
        for closing in version.get("closings", []):
            if closing["kind"] == "continuing":
                state = (closing["id"], event.household, event.act)
                if event.kind in as_list(closing.get("opened_by", [])):
                    self.states.setdefault(state, event.date)
                elif event.kind in as_list(closing.get("closed_by", [])):
                    self.states.pop(state, None)
        heard = False
        for positive in (True, False):
            for rule in version["positive" if positive else "negative"]:
                if event.kind in as_list(rule.get("on", rule["id"])) and in_effect(rule, event.date):
                    heard = True
                    outcome, amount, reason = self.evaluate_rule(event, version, rule, positive)
                    self.rows["outcomes"].append([event.id, event.household, rule["id"], outcome, amount, reason])
        if not heard:
            self.rows["outcomes"].append([event.id, event.household, "", "noted", "", ""])

    def holds(self, veto, day):
        return not veto.cured and (veto.until is None or day <= veto.until)

    def under(self, household, effect, day):
        """The vetoes with this effect that hold, in order of their events."""
        return [veto for veto in self.vetoes
                if veto.household == household and self.holds(veto, day) and veto.effects.get(effect)]

    def subject_names(self, household, day):
        row = household.row_on(day)
        names = {"subject.id": household.id}
        for group in self.book.groups:
            names["subject." + group] = row.get(group, "") or None
        for name, kind in self.book.subject_attributes.items():
            names["subject." + name] = typed(row.get(name, ""), kind)
        return names

    def event_names(self, event):
        names = self.subject_names(self.households[event.household], event.date)
        for name in ("id", "kind", "grade", "member", "act"):
            names["event." + name] = event.row.get("event" if name == "id" else name, "") or None
        names["event.date"] = event.date
        names["event.quantity"] = typed(event.row.get("quantity", ""), "number")
        names["event.points"] = typed(event.row.get("points", ""), "number")
        bare = is_bare_date(event.row["at"])
        names["event.minute"] = None if bare else minute_of_day(event.moment, self.book.utc_offset)
        for name, kind in self.book.event_attributes.items():
            names["event." + name] = typed(event.row.get(name, ""), kind)
        return names

    def evaluate_rule(self, event, version, rule, positive):
        # Step 1
        if positive and self.under(event.household, "block", event.date):
            return "no_effect", "", "vetoed"
        # Steps 2 and 3
        names = self.event_names(event)
        quantity = names["event.quantity"]
        try:
            if "when" in rule and not value_of(parse(rule["when"]), names, {}):
                return "no_effect", "", "condition"
            step = self.repeat_step(rule, event)
            magnitude = self.to_unit(self.score(rule, event, names) * step)
            if not fits_64_bits(magnitude, self.unit_decimals):
                raise Fault("overflow")
        except Fault as fault:
            return "rejected", "", fault.word
        self.occurrences.append((rule["id"], event.household, event.member, event.date, quantity))
        posting, outcome, reason = self.post_magnitude(event, version, rule, positive, magnitude, step)
        # Step 7
        if "veto" in rule and step != 0:
            if posting is None:
                outcome = "veto"
            self.begin_veto(event, rule)
        if posting is None:
            return outcome, "", reason
        account = rule.get("account", "both")
        return outcome, self.points(posting.spendable if account == "spendable" else posting.standing), reason

    def score(self, rule, event, names):
        score = rule["score"]

        def needed(name):
            if names[name] is None:
                raise Fault("missing_value")
            return names[name]

        if "points" in score:
            return Fraction(score["points"])
        if "grades" in score:
            if needed("event.grade") not in score["grades"]:
                raise Fault("unknown_grade")
            return Fraction(score["grades"][needed("event.grade")])
        if "range" in score:
            if not Fraction(score["range"][0]) <= needed("event.points") <= Fraction(score["range"][1]):
                raise Fault("out_of_range")
            return needed("event.points")
        if "formula" in score:
            magnitude = value_of(parse(score["formula"]), names, {})
            if magnitude < 0:
                raise Fault("out_of_range")
            return magnitude
        quantity = needed("event.quantity")
        if quantity < 0:
            raise Fault("out_of_range")
        if "over" not in score:
            return by_quantity(score, quantity)
        over = score["over"]
        before = sum_of(earlier for _, _, _, _, earlier in self.earlier_occurrences(rule, event, over)
                        if earlier is not None and earlier > 0)
        return self.to_unit(by_quantity(score, before + quantity)) - self.to_unit(by_quantity(score, before))

    def earlier_occurrences(self, rule, event, counting):
        """The rule's occurrences so far that `repeat` or `over` counts; without a member, those form one count."""
        found = []
        for occurrence in self.occurrences:
            rule_id, household, member, date, _ = occurrence
            if rule_id != rule["id"] or household != event.household:
                continue
            if counting.get("by") == "member" and member != event.member:
                continue
            if "within" in counting:
                end = add_months(date, int(counting["within"]["months"]))
                if end is not None and end <= event.date:
                    continue
            elif period_of(counting["per"], date) != period_of(counting["per"], event.date):
                continue
            found.append(occurrence)
        return found

    def repeat_step(self, rule, event):
        if "repeat" not in rule:
            return Fraction(1)
        steps = rule["repeat"]["steps"]
        earlier = len(self.earlier_occurrences(rule, event, rule["repeat"]))
        return Fraction(steps[min(earlier, len(steps) - 1)])

    def post_magnitude(self, event, version, rule, positive, magnitude, step):
        """From the end of step 3 to step 6: the posting or None, the outcome and the reason."""
        if magnitude == 0:
            return None, "no_effect", "warning" if step == 0 else "zero"
        # Step 4
        group = self.group_of(rule, event)
        counts = magnitude
        if group is not None:
            counts = max(magnitude - group["top"], Fraction(0))
            group["top"] = max(group["top"], magnitude)
            if counts == 0:
                return None, "no_effect", "not_highest"
        # Step 5
        left, place = self.left_of_limits(event, version, rule, positive)
        if left == 0:
            return None, "no_effect", "limit:" + place
        remains = counts if left is None else min(counts, left)
        self.counted.append(
            (rule["id"], rule["category"], positive, event.household, event.member, event.date, remains))
        # Step 6
        household = self.households[event.household]
        account = rule.get("account", "both")
        cut_by_floor = False
        if positive:
            posting = self.give(event.date, household, rule["id"], "rule", remains, account, event.member, event.id)
        else:
            posting, cut_by_floor = self.deduct(event.date, household, rule["id"], "rule", remains, account,
                                                event.member, event.id)
        if posting is None:
            return None, "no_effect", "floor"
        posting.forfeitable = positive
        posting.lapse_date = self.lapse_date(rule, event.date, magnitude)
        if group is not None:
            for earlier in group["postings"]:
                if not earlier.lapsed:
                    earlier.lapse_date = posting.lapse_date
            group["postings"].append(posting)
        if cut_by_floor:
            return posting, "cut", "floor"
        if remains < counts:
            return posting, "cut", "limit:" + place
        return posting, "applied", ""

    def group_of(self, rule, event):
        if "exclusive" not in rule:
            return None
        per = rule["exclusive"]["per"]
        if per == "act":
            # An event without an act stands alone, with all the rules of the group that hear it.
            key = ("act", event.act) if event.act else ("alone", event.id)
        else:
            key = period_of(per, event.date)
        whole_key = (rule["exclusive"]["group"], per, event.household, key)
        return self.exclusive.setdefault(whole_key, {"top": Fraction(0), "postings": []})

    def left_of_limits(self, event, version, rule, positive):
        """What the limits leave, and the first place in the order rule, category, list that leaves least."""
        category = next(one for one in version["categories"] if one["id"] == rule["category"])
        least, least_place = None, None
        for place, limits in (("rule", rule.get("limits", [])), ("category", category.get("limits", [])),
                              ("list", version.get("limits", []))):
            for limit in limits:
                left = self.left_of(limit, place, event, rule, positive)
                if left is not None and (least is None or left < least):
                    least, least_place = left, place
        return least, least_place

    def left_of(self, limit, place, event, rule, positive):
        """What one limit leaves, never below 0, or None where it cuts nothing."""
        key = "points" if place == "rule" else "earn" if positive else "deduct"
        amounts = []
        for rule_id, category, was_positive, household, member, date, amount in self.counted:
            if household != event.household:
                continue
            if period_of(limit["per"], date) != period_of(limit["per"], event.date):
                continue
            if limit.get("by") == "member" and member != event.member:
                continue
            if place == "rule" and rule_id != rule["id"]:
                continue
            if place == "category" and category != rule["category"]:
                continue
            if place != "rule" and was_positive != positive:
                continue
            amounts.append(amount)
        if "count" in limit and len(amounts) >= Fraction(limit["count"]):
            return Fraction(0)
        if key in limit:
            return max(Fraction(limit[key]) - sum_of(amounts), Fraction(0))
        return None

    def lapse_date(self, rule, date, magnitude):
        valid = rule.get("valid")
        if valid is None:
            return None
        if "to_end_of" in valid:
            first_day_after = period_of(valid["to_end_of"], date)[1] + ONE_DAY
            return add_months(first_day_after, 12 * int(valid.get("years", 0)))
        months = valid.get("months")
        for band in valid.get("bands", []):
            if Fraction(band["from"]) <= magnitude:
                months = band["months"]
        return None if months is None else add_months(date, int(months))

    def begin_veto(self, event, rule):
        veto = rule["veto"]
        if isinstance(veto["for"], dict):
            end = add_months(event.date, int(veto["for"]["months"]))
            until = None if end is None else end - ONE_DAY
        elif veto["for"] == "ever":
            until = None
        else:
            until = period_of(veto["for"], event.date)[1]
        self.vetoes.append(Veto(event.household, event.act, until, veto))
        if "forfeit" not in veto:
            return
        standing, spendable = Fraction(0), Fraction(0)
        for posting in self.postings:
            if (posting.household == event.household and posting.forfeitable and not posting.forfeited
                    and period_of(veto["forfeit"], posting.date) == period_of(veto["forfeit"], event.date)):
                posting.forfeited = True
                if not posting.lapsed:
                    standing += posting.standing
                if not posting.spendable_reset:
                    spendable += max(posting.spendable - posting.expired, Fraction(0))
        household = self.households[event.household]
        posting = self.post(event.date, household, rule["id"], "forfeit", -standing, -spendable, event.member, event.id)
        self.move_lots(household, posting)
    # What comes out

    def write_balances(self):
        for household in self.in_id_order():
            frozen = [veto.until or Date.max for veto in self.under(household.id, "no_redemption", self.through)]
            self.rows["balances"].append([
                household.id, self.points(household.balance["standing"]), self.points(household.balance["spendable"]),
                self.points(household.earned), self.points(household.deducted),
                max(frozen).isoformat() if frozen else ""])

    def write_postings(self):
        for number, posting in enumerate(self.postings, 1):
            self.rows["postings"].append([
                str(number), posting.date.isoformat(), posting.household, posting.member, posting.source, posting.event,
                posting.cause, self.points(posting.standing), self.points(posting.spendable)])


def cell(text):
    if any(character in text for character in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def evaluate(rules_paths, roster, events, members=None, entries=None, published=None, *, through, as_of=None):
    """The seven output files, by name. Every argument but `through` and `as_of` is a path or a list of paths."""
    book = RuleBook(rules_paths)
    evaluation = Evaluation(
        book,
        roster=read_rows(roster),
        events=read_rows(events),
        members=None if members is None else read_rows(members),
        entries=[] if entries is None else read_rows(entries),
        published={} if published is None else read_published(published),
        through=Date.fromisoformat(str(through)),
        as_of=as_of,
    )
    evaluation.run()
    files = {}
    for name, header in HEADERS.items():
        lines = [[column.format(subject=book.subject) for column in header]] + evaluation.rows[name]
        files[name + ".csv"] = "".join(",".join(map(cell, line)) + "\n" for line in lines).encode("utf-8")
    return files


def main():
    parser = argparse.ArgumentParser(description="Evaluates a rule book naively, as page 3 says.")
    parser.add_argument("--rules", action="append", required=True)
    parser.add_argument("--roster", required=True)
    parser.add_argument("--members")
    parser.add_argument("--events", required=True)
    parser.add_argument("--entries")
    parser.add_argument("--published")
    parser.add_argument("--through", required=True)
    parser.add_argument("--as-of")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    try:
        files = evaluate(options.rules, options.roster, options.events, options.members, options.entries,
                         options.published, through=options.through, as_of=options.as_of)
    except Overflow as overflow:
        print(f"error: {overflow}", file=sys.stderr)
        return 2
    os.makedirs(options.out, exist_ok=True)
    for name, content in files.items():
        with open(os.path.join(options.out, name), "wb") as file:
            file.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
