"""Section 6.6 of page 1: the closings, one method for each kind."""

from fractions import Fraction
from math import floor

from exact import add_months, by_bytes, rounded, sum_of, written
from expressions import Fault, evaluate as value_of, parse
from inputs import as_list
from ledger import ACCOUNTS, Ledger, Lot

HEADERS = {
    "balances": ["{subject}", "standing", "spendable", "earned", "deducted", "frozen_until"],
    "postings": ["posting", "date", "{subject}", "member", "source", "event", "cause", "standing", "spendable"],
    "outcomes": ["event", "{subject}", "rule", "outcome", "amount", "reason"],
    "rankings": ["closing", "period", "{subject}", "group", "measure", "rank", "points"],
    "ratings": ["closing", "period", "{subject}", "group", "measure", "rank", "level"],
    "dividends": ["closing", "period", "{subject}", "group", "measure", "amount"],
    "benefits": ["closing", "period", "{subject}", "value", "unit"],
}


class Closings(Ledger):
    """Needs of the evaluation: valid_events, states, published, entry_rows, redeemed_from, rows, under, subject_names."""

    def close(self, closing, first, day):
        households = []
        for household in self.in_id_order():
            if household.active(day) and self.picks(closing, household, first, day):
                households.append(household)
        kind = closing["kind"]
        if kind == "obligation":
            self.close_obligation(closing, first, day, households)
        elif kind == "continuing":
            self.close_continuing(closing, first, day, households)
        elif kind in ("ranking", "rating", "dividend", "benefit"):
            table = kind + "s"
            published = self.published.get(table, {}).get((closing["id"], first.isoformat()))
            if published is not None:
                self.take_published(closing, day, table, published)
            elif kind == "ranking":
                self.close_ranking(closing, first, day, households)
            elif kind == "rating":
                self.close_rating(closing, first, day, households)
            elif kind == "dividend":
                self.close_dividend(closing, first, day, households)
            else:
                self.close_benefit(closing, first, day, households)
        elif kind == "expiry":
            self.close_expiry(closing, day, households)
        elif kind == "reset":
            self.close_reset(closing, day, households)

    def events_in_period(self, household, kinds, first, day):
        return [event for event in self.valid_events
                if event.household == household.id and event.kind in kinds and first <= event.date <= day]

    def closing_functions(self, household, first, day):
        def count(kind):
            return Fraction(len(self.events_in_period(household, [kind], first, day)))

        def quantity(kind):
            return sum_of(Fraction(event.row.get("quantity") or 0)
                          for event in self.events_in_period(household, [kind], first, day))

        return {"count": count, "quantity": quantity}

    def picks(self, closing, household, first, day):
        if "when" not in closing:
            return True
        try:
            return value_of(parse(closing["when"]), self.subject_names(household, day),
                            self.closing_functions(household, first, day))
        except Fault:
            return False

    def measure_of(self, text, household, first, day):
        """The measure, or None where it is a fault."""
        names = self.subject_names(household, day)
        in_period = [posting for posting in self.postings
                     if posting.household == household.id and first <= posting.date <= day]
        names["period"] = sum_of(posting.standing for posting in in_period
                                 if posting.cause in ("rule", "forfeit", "obligation", "continuing"))
        names["awarded"] = sum_of(posting.standing for posting in in_period if posting.cause == "ranking")
        names["standing"] = household.balance["standing"]
        names["spendable"] = household.balance["spendable"]
        try:
            return value_of(parse(text), names, self.closing_functions(household, first, day))
        except Fault:
            return None

    def group_on(self, closing, household, day):
        return household.row_on(day).get(closing["within"], "") if "within" in closing else ""

    def measured(self, closing, key, first, day, households):
        """(household, measure) of those that are not left out, and the households that are."""
        kept, left_out = [], []
        for household in households:
            measure = self.measure_of(closing.get(key, "period"), household, first, day)
            if self.under(household.id, "unranked", day) or measure is None:
                left_out.append(household)
            else:
                kept.append((household, measure))
        return kept, left_out

    def ranked(self, closing, day, measures):
        """{household, group, measure, rank, field} for each, by rank and then household."""
        found = []
        for household, measure in measures:
            group = self.group_on(closing, household, day)
            others = [other for one, other in measures if self.group_on(closing, one, day) == group]
            above = [other for other in others if other > measure]
            rank = len(set(above)) + 1 if closing.get("ties") == "dense" else len(above) + 1
            found.append({"household": household, "group": group, "measure": measure, "rank": rank,
                          "field": len(others)})
        return sorted(found, key=lambda one: (one["rank"], by_bytes(one["household"].id)))

    def take_published(self, closing, day, table, rows):
        columns = [name.format(subject=self.book.subject) for name in HEADERS[table]]
        for row in rows:
            self.rows[table].append([row.get(name, "") for name in columns])
        if table == "rankings":
            for row in sorted(rows, key=lambda row: by_bytes(row[self.book.subject])):
                household = self.households[row[self.book.subject]]
                self.award(closing, day, household, Fraction(row.get("points") or 0))

    def award(self, closing, day, household, points):
        posting = self.give(day, household, closing["id"], "ranking", points, closing.get("account", "both"))
        if posting is not None:
            posting.forfeitable = True

    def close_obligation(self, closing, first, day, households):
        for household in households:
            if not household.active(max(first, self.book.first_day)):
                continue
            done = len(self.events_in_period(household, as_list(closing["on"]), first, day))
            missing = Fraction(closing["at_least"]) - done
            if missing > 0:
                amount = Fraction(closing["points"]) * (missing if closing.get("per_missing") else 1)
                self.must_fit(amount, household.id)
                self.deduct(day, household, closing["id"], "obligation", amount, closing.get("account", "both"))

    def close_continuing(self, closing, first, day, households):
        for household in households:
            for state in sorted(self.states, key=lambda state: by_bytes(state[2])):
                if state[0] != closing["id"] or state[1] != household.id:
                    continue
                if not self.is_due(closing, self.states[state], first, day):
                    continue
                amount, account = Fraction(closing["points"]), closing.get("account", "both")
                if closing["effect"] == "deduct":
                    self.deduct(day, household, closing["id"], "continuing", amount, account)
                elif not self.under(household.id, "block", day):
                    posting = self.give(day, household, closing["id"], "continuing", amount, account)
                    if posting is not None:
                        posting.forfeitable = True

    def is_due(self, closing, opened, first, day):
        months = int(closing["after"]["months"]) if "after" in closing else 0
        if "every" not in closing:
            due = add_months(opened, months)
            return due is not None and due <= day
        while True:
            due = add_months(opened, months)
            if due is None or due > day:
                return False
            if due >= first:
                return True
            months += int(closing["every"]["months"])

    def close_ranking(self, closing, first, day, households):
        kept, _ = self.measured(closing, "by", first, day, households)
        if "minimum" in closing:
            kept = [(household, measure) for household, measure in kept if measure >= Fraction(closing["minimum"])]
        points_of = {}
        rows = self.ranked(closing, day, kept)
        for one in rows:
            points = Fraction(0)
            enough = one["field"] >= Fraction(closing.get("field", 0))
            if enough and ("minimum" in closing or one["measure"] > 0):
                for award in closing.get("awards", []):
                    if int(award["ranks"][0]) <= one["rank"] <= int(award["ranks"][1]):
                        points = Fraction(award["points"])
            if self.under(one["household"].id, "block", day):
                points = Fraction(0)
            points_of[one["household"].id] = points
            self.rows["rankings"].append([closing["id"], first.isoformat(), one["household"].id, one["group"],
                                          self.measure(one["measure"]), str(one["rank"]), self.points(points)])
        for household, _ in kept:
            self.award(closing, day, household, points_of[household.id])

    def close_rating(self, closing, first, day, households):
        kept, left_out = self.measured(closing, "by", first, day, households)
        for one in self.ranked(closing, day, kept):
            level = next((level["id"] for level in closing["levels"] if self.meets(level, one)), "")
            self.rows["ratings"].append([closing["id"], first.isoformat(), one["household"].id, one["group"],
                                         self.measure(one["measure"]), str(one["rank"]), level])
        for household in left_out:
            level = next((veto.effects["level"] for veto in self.under(household.id, "unranked", day)
                          if "level" in veto.effects), "unrated")
            self.rows["ratings"].append([closing["id"], first.isoformat(), household.id,
                                         self.group_on(closing, household, day), "", "", level])

    def meets(self, level, one):
        if "at_least" in level and not one["measure"] >= Fraction(level["at_least"]):
            return False
        if "above" in level and not one["measure"] > Fraction(level["above"]):
            return False
        return "top" not in level or one["rank"] <= Fraction(level["top"])

    def close_dividend(self, closing, first, day, households):
        kept, _ = self.measured(closing, "by", first, day, households)
        rows = self.ranked(closing, day, [(household, measure) for household, measure in kept if measure > 0])
        decimals = int(closing.get("decimals", 2))
        units = Fraction(closing["fund"]) * 10**decimals
        share_of = {}
        for group in {one["group"] for one in rows}:
            of_group = [one for one in rows if one["group"] == group]
            total = sum_of(one["measure"] for one in of_group)
            due = {one["household"].id: units * one["measure"] / total for one in of_group}
            shares = {id: floor(amount) for id, amount in due.items()}
            rest = units - sum(shares.values())
            for id in sorted(due, key=lambda id: (shares[id] - due[id], by_bytes(id)))[:int(rest)]:
                shares[id] += 1
            share_of.update(shares)
        for one in rows:
            id = one["household"].id
            amount = self.must_fit(Fraction(share_of[id], 10**decimals), id, decimals)
            self.rows["dividends"].append([closing["id"], first.isoformat(), id, one["group"],
                                           self.measure(one["measure"]), written(amount, decimals)])

    def close_benefit(self, closing, first, day, households):
        decimals = int(closing.get("decimals", 2))
        for household, value in self.measured(closing, "value", first, day, households)[0]:
            value = self.must_fit(rounded(value, decimals, self.book.rounding), household.id, decimals)
            self.rows["benefits"].append([closing["id"], first.isoformat(), household.id, written(value, decimals),
                                          closing.get("unit", "")])

    def close_expiry(self, closing, day, households):
        for household in households:
            if "keep" in closing:
                balance = household.balance["spendable"]
                if balance <= 0:
                    continue
                lapses = balance - self.to_unit(balance * Fraction(closing["keep"]))
            else:
                # Lots stand in the order of their dates, so those that lapse are the oldest.
                lapses = sum_of(lot.left for lot in household.lots
                                if (end := add_months(lot.date, int(closing["after"]["months"]))) is not None
                                and end <= day)
            posting = self.post(day, household, closing["id"], "expiry", 0, -lapses)
            for lot, taken in self.move_lots(household, posting):
                if lot.posting is not None:
                    lot.posting.expired += taken

    def close_reset(self, closing, day, households):
        to = Fraction(closing["to"])
        for household in households:
            accounts = [name for name in ACCOUNTS if closing["account"] in ("both", name)]
            for posting in self.postings:
                if posting.household == household.id:
                    posting.lapsed = posting.lapsed or "standing" in accounts
                    posting.spendable_reset = posting.spendable_reset or "spendable" in accounts
            change = {name: to - household.balance[name] if name in accounts else Fraction(0) for name in ACCOUNTS}
            posting = self.post(day, household, closing["id"], "reset", change["standing"], change["spendable"])
            if "spendable" in accounts:
                household.lots = [Lot(day, to, posting)] if to > 0 else []
                household.debt = max(-to, Fraction(0))
                self.forget_redemptions(household)

    def forget_redemptions(self, household):
        """After a reset a refund finds no lots to go back to."""
        for row in self.entry_rows:
            if row[self.book.subject] == household.id:
                self.redeemed_from.pop(row["entry"], None)
