"""A naive model of the bank, in dictionaries and loops: written from its specification, not from its source.

It answers a command with the set of codes that would be right. Where a command is wrong for several reasons the
specification does not say which is named, so any of them will do; redemption has an order, so there it is one.
Balances are not kept at all: the evaluator of tests/reference gives them, over all final events and entries, each time.
"""

import csv
import os
import sys
from datetime import date as Date
from datetime import datetime, timedelta
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../reference"))

from reference import evaluate  # noqa: E402

DONE = {"done"}
OPEN = ("submitted", "published", "objected")
COUNTING = ("final", "appealed")


class WrongInput(Exception):
    """Nothing of the command is kept, not even its key."""


def day_of(moment):
    return moment.date()  # all moments here are written with the rule book's offset


def start_of(day, like):
    return datetime(day.year, day.month, day.day, tzinfo=like.tzinfo)


def half_up(number):
    """A fraction to whole units, halves away from zero."""
    whole = int(abs(number) + Fraction(1, 2))
    return whole if number >= 0 else -whole


def largest_remainder(total, shares):
    """Whole units for each id, in proportion; what is left goes to the largest remainders, then by the id's bytes."""
    sign, total = (-1 if total < 0 else 1), abs(total)
    exact = {who: Fraction(total) * share / sum(shares.values()) for who, share in shares.items()}
    given = {who: int(amount) for who, amount in exact.items()}
    order = sorted(exact, key=lambda who: (given[who] - exact[who], who.encode()))
    for who in order[:total - sum(given.values())]:
        given[who] += 1
    return {who: sign * units for who, units in given.items()}


class Policy:
    """The strictest of all that the rules which hear a kind ask for."""

    def __init__(self, rules, kind):
        self.rules = [rule for rule in rules["positive"] + rules["negative"] if kind in rule.get("on", [rule["id"]])]
        self.is_positive = any(rule in rules["positive"] for rule in self.rules)
        ways = [{**rules.get("workflow", {}), **rule.get("workflow", {})} for rule in self.rules]
        self.reviewers = max(way.get("reviewers", 1) for way in ways)
        self.evidence = max(way.get("evidence", 0) for way in ways)
        self.self_review = all(way.get("self_review", False) for way in ways)
        self.publicity = [way["publicity"] for way in ways if "publicity" in way]
        ends = [way.get("appeal", {}).get("days") for way in ways]
        self.appeal_days = None if None in ends else max(ends)
        self.has_range = any("range" in rule["score"] for rule in self.rules)


class Claim:
    def __init__(self, event, household, kind, occurred, quantity, at):
        self.event, self.household, self.kind, self.occurred, self.quantity = event, household, kind, occurred, quantity
        self.submitted = at
        self.state = "submitted"
        self.approvals = {}  # reviewer -> points given, in units
        self.due = None
        self.final_day = None
        self.was_appealed = False
        self.points = None  # in units

    def becomes_final(self, day):
        self.state, self.final_day = "final", day


class Model:
    def __init__(self, rules, rules_path, folder):
        self.rules, self.rules_path, self.folder = rules, rules_path, folder
        self.scale = 10 ** rules["points"]["decimals"]
        self.roster, self.members, self.officers = [], {}, []
        self.claims, self.money, self.goods, self.redemptions = {}, [], {}, {}
        self.transfers = set()
        self.kept = {}  # key -> (content, codes)
        self.through = None
        self.closed = []  # months, as first days

    # ------------------------------------------------------------------------------------------------- one command

    def execute(self, command):
        """The codes that are right, and whether the answer is that of an earlier try."""
        content = {name: value for name, value in command.items() if name != "at"}
        if command["key"] in self.kept:
            before, codes = self.kept[command["key"]]
            return (codes, True) if content == before else ({"key_reused"}, False)
        at = datetime.fromisoformat(command["at"])
        try:
            self.let_time_pass(at)
            codes = self.method(command["command"])(command, at) or DONE
        except WrongInput:
            # Who may not do it at all may be told that instead, and that is kept; `answered` hears of it.
            return {"wrong_input"} | self.refusal_by_office(command, at), False
        self.kept[command["key"]] = content, codes
        return codes, False

    def method(self, name):
        # The names of tables are those of what the model keeps of them; `import` is Python's.
        return getattr(self, name + "_" if name in ("roster", "members", "officers", "goods", "import") else name)

    def answered(self, command, code):
        """Which of several right answers was given: a second try gives the same one."""
        if code in ("key_reused", "wrong_input"):
            return
        content = {name: value for name, value in command.items() if name != "at"}
        before, codes = self.kept.get(command["key"], (content, {code}))
        if code in codes:
            self.kept[command["key"]] = before, {code}

    def let_time_pass(self, at):
        for claim in self.claims.values():
            if claim.state == "published" and claim.due <= at:
                claim.becomes_final(day_of(claim.due))
        for redemption in self.redemptions.values():
            if redemption["state"] == "held" and redemption["last_day"] < day_of(at):
                self.give_back(redemption, redemption["last_day"] + timedelta(days=1), "timed_out")

    # --------------------------------------------------------------------------------------------- who may do what

    def roles_of(self, person, at):
        return {row["role"] for row in self.officers if row["person"] == person
                and (not row["joined"] or Date.fromisoformat(row["joined"]) <= day_of(at))
                and (not row["left"] or day_of(at) < Date.fromisoformat(row["left"]))}

    def refusal_by_office(self, command, at):
        needed = {"approve": "reviewer", "reject": "reviewer", "decide": "reviewer", "uphold": "reviewer",
                  "dismiss": "reviewer"}.get(command["command"], "clerk")
        if command["command"] == "object":
            return set() if self.is_known(command["by"], at) else {"not_allowed"}
        own = "household" in command and self.belongs_to(command["by"], command["household"])
        return set() if own or needed in self.roles_of(command["by"], at) else {"not_allowed"}

    def is_known(self, person, at):
        households = {row["household"] for row in self.roster}
        return person in households or person in self.members or bool(self.roles_of(person, at))

    def belongs_to(self, person, household):
        return person == household or self.members.get(person) == household

    def unless_clerk(self, command, at):
        return set() if "clerk" in self.roles_of(command["by"], at) else {"not_allowed"}

    def household_or_clerk(self, command, household, at):
        if self.belongs_to(command["by"], household):
            return set()
        return self.unless_clerk(command, at)

    def unless_judge(self, command, claim, at):
        codes = set() if "reviewer" in self.roles_of(command["by"], at) else {"not_allowed"}
        if self.belongs_to(command["by"], claim.household) and not self.policy(claim).self_review:
            codes.add("conflict_of_interest")
        return codes

    def policy(self, claim):
        return Policy(self.rules, claim.kind)

    def known_household(self, household):
        if household not in {row["household"] for row in self.roster}:
            raise WrongInput
        return household

    def known_claim(self, command):
        if command["event"] not in self.claims:
            raise WrongInput
        return self.claims[command["event"]]

    # -------------------------------------------------------------------------------------------------- claims' way

    def submit(self, command, at):
        household = self.known_household(command["household"])
        policy = Policy(self.rules, command["kind"])
        if command["event"] in self.claims:
            raise WrongInput
        codes = self.household_or_clerk(command, household, at)
        if len(set(command.get("evidence", []))) < policy.evidence:
            codes.add("evidence_missing")
        if codes:
            return codes
        claim = Claim(command["event"], household, command["kind"], command["occurred"], command.get("quantity", ""), at)
        self.claims[claim.event] = claim
        if policy.reviewers == 0 and "clerk" in self.roles_of(command["by"], at):
            self.publish(claim, at)
        return None

    def publish(self, claim, at):
        policy = self.policy(claim)
        if policy.has_range and claim.approvals:
            claim.points = half_up(Fraction(sum(claim.approvals.values()), len(claim.approvals)))
        due = max([self.end_of(publicity, at) for publicity in policy.publicity], default=at)
        if due <= at:
            claim.becomes_final(day_of(at))
        else:
            claim.state, claim.due = "published", due

    def is_working(self, day):
        if day.isoformat() in self.rules["workdays"]:
            return True
        return day.isoweekday() <= 5 and day.isoformat() not in self.rules["holidays"]

    def end_of(self, publicity, at):
        if publicity["days"] == 0:
            return at
        day, counted = day_of(at), 0
        while counted < publicity["days"]:
            day += timedelta(days=1)
            if not publicity.get("working", False) or self.is_working(day):
                counted += 1
        return start_of(day + timedelta(days=1), at)

    def approve(self, command, at):
        claim = self.known_claim(command)
        codes = self.unless_judge(command, claim, at)
        if claim.state != "submitted":
            codes.add("wrong_state")
        if command["by"] in claim.approvals:
            codes.add("already_reviewed")
        if codes:
            return codes
        claim.approvals[command["by"]] = self.units(command.get("points", "0"))
        if len(claim.approvals) >= max(1, self.policy(claim).reviewers):
            self.publish(claim, at)
        return None

    def reject(self, command, at):
        claim = self.known_claim(command)
        codes = self.unless_judge(command, claim, at)
        if claim.state != "submitted":
            codes.add("wrong_state")
        if command["by"] in claim.approvals:  # a reviewer has one voice: it was given
            codes.add("already_reviewed")
        if not codes:
            claim.state = "rejected"
        return codes

    def withdraw(self, command, at):
        claim = self.known_claim(command)
        codes = set() if self.belongs_to(command["by"], claim.household) else {"not_allowed"}
        if claim.state not in OPEN and not (claim.state == "final" and self.has_earned(claim, day_of(at))):
            codes.add("wrong_state")
        if not codes:
            claim.state = "withdrawn" if claim.state in OPEN else "revoked"
        return codes

    def has_earned(self, claim, day):
        rows = csv.DictReader(self.evaluate(self.reached(day))["postings.csv"].decode().splitlines())
        gained = [max(Fraction(row["standing"]), Fraction(row["spendable"])) for row in rows
                  if row["event"] == claim.event and row["cause"] == "rule"]
        return self.policy(claim).is_positive and any(amount > 0 for amount in gained)

    def object(self, command, at):
        claim = self.known_claim(command)
        codes = set() if self.is_known(command["by"], at) else {"not_allowed"}
        if claim.state != "published":
            codes.add("wrong_state")
        if not codes:
            claim.state = "objected"
        return codes

    def decide(self, command, at):
        claim = self.known_claim(command)
        codes = self.unless_judge(command, claim, at)
        if claim.state != "objected":
            codes.add("wrong_state")
        if command["by"] in claim.approvals:
            codes.add("already_reviewed")
        if codes:
            return codes
        if not command["keep"]:
            claim.state = "rejected"
        elif claim.due <= at:
            claim.becomes_final(day_of(at))
        else:
            claim.state = "published"
        return None

    def appeal(self, command, at):
        claim = self.known_claim(command)
        codes = set() if self.belongs_to(command["by"], claim.household) else {"not_allowed"}
        days = self.policy(claim).appeal_days
        if claim.state != "final" or claim.was_appealed:
            codes.add("wrong_state")
        elif days is not None and day_of(at) > claim.final_day + timedelta(days=days):
            codes.add("wrong_state")
        if not codes:
            claim.state, claim.was_appealed = "appealed", True
        return codes

    def end_appeal(self, command, at, state):
        claim = self.known_claim(command)
        codes = self.unless_judge(command, claim, at)
        if claim.state != "appealed":
            codes.add("wrong_state")
        if not codes:
            claim.state = state
        return codes

    def uphold(self, command, at):
        return self.end_appeal(command, at, "revoked")

    def dismiss(self, command, at):
        return self.end_appeal(command, at, "final")

    # ----------------------------------------------------------------------------------------------------- the books

    def adopt(self, command, at):
        return None  # the model is given the rules when it is made

    def take(self, command):
        return list(csv.DictReader(command["table"]["content"].splitlines()))

    def roster_(self, command, at):
        self.roster = self.take(command)

    def members_(self, command, at):
        self.members = {row["member"]: row["household"] for row in self.take(command)}

    def officers_(self, command, at):
        self.officers = self.take(command)

    def entries(self, command, at):
        codes = self.unless_clerk(command, at)
        for row in [] if codes else self.take(command):
            self.book(row["entry"], row["household"], Date.fromisoformat(row["at"]), "opening",
                      self.units(row["standing"]), self.units(row["spendable"]))
        return codes

    def import_(self, command, at):
        codes = self.unless_clerk(command, at)
        for row in [] if codes else self.take(command):
            if row["revokes"]:
                self.claims[row["revokes"]].state = "revoked"
            else:
                claim = Claim(row["event"], row["household"], row["kind"], row["at"], row["quantity"], None)
                claim.becomes_final(day_of(at))
                self.claims[claim.event] = claim
        return codes

    # ------------------------------------------------------------------------------------------------------- balances

    def units(self, text):
        return int(Fraction(text) * self.scale)

    def text(self, units):
        return f"{'-' if units < 0 else ''}{abs(units) // self.scale}.{abs(units) % self.scale}"

    def book(self, entry, household, day, cause, standing, spendable, of=""):
        self.money.append({"entry": entry, "household": household, "at": day.isoformat(), "cause": cause,
                           "standing": self.text(standing), "spendable": self.text(spendable), "of": of})

    def write(self, name, columns, rows):
        path = os.path.join(self.folder, name + ".csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def evaluate(self, through):
        """The seven tables, over everything that is final by now."""
        events = [{"event": claim.event, "household": claim.household, "kind": claim.kind, "at": claim.occurred,
                   "quantity": claim.quantity, "points": "" if claim.points is None else self.text(claim.points),
                   "recorded": claim.submitted.isoformat() if claim.submitted else ""}
                  for claim in self.claims.values() if claim.state in COUNTING]
        columns = ["event", "household", "kind", "at", "quantity", "points", "recorded"]
        entries = ["entry", "household", "at", "cause", "standing", "spendable", "of"]
        return evaluate([self.rules_path], self.write("roster", list(self.roster[0]), self.roster),
                        self.write("events", columns, events), None, self.write("entries", entries, self.money),
                        through=through)

    def balances(self, through=None):
        """Household -> its row of balances.csv, with amounts in units."""
        files = self.evaluate(through or self.through)
        rows = csv.DictReader(files["balances.csv"].decode().splitlines())
        amounts = ("standing", "spendable", "earned", "deducted")
        return {row["household"]: {**row, **{name: self.units(row[name]) for name in amounts}} for row in rows}

    def reached(self, day):
        return day if self.through is None else max(self.through, day)

    def settle(self, command, at):
        codes = self.unless_clerk(command, at)
        if not codes:
            self.through = self.reached(Date.fromisoformat(command["through"]) if command.get("through") else day_of(at))
        return codes

    # ---------------------------------------------------------------------------------------------------------- months

    def close(self, command, at):
        """The first month to be closed is that of the opening balances: something is posted in it."""
        codes = self.unless_clerk(command, at)
        month = Date.fromisoformat(command["month"] + "-01")
        end = (month + timedelta(days=31)).replace(day=1)
        first = min(Date.fromisoformat(entry["at"]) for entry in self.money).replace(day=1)
        expected = (self.closed[-1] + timedelta(days=31)).replace(day=1) if self.closed else first
        if month != expected:
            codes.add("month_closed" if month < expected else "month_open")
        if day_of(at) < end:
            codes.add("too_early")
        if not codes:
            self.closed.append(month)
            self.through = self.reached(end - timedelta(days=1))
        return codes

    def reopen(self, command, at):
        codes = self.unless_clerk(command, at)
        if command["with"] == command["by"] or not self.roles_of(command["with"], at):
            codes.add("not_allowed")
        month = Date.fromisoformat(command["month"] + "-01")
        if not self.closed or month > self.closed[-1]:
            codes.add("month_open")
        elif month < self.closed[-1]:
            codes.add("month_closed")
        if not codes:
            self.closed.pop()
        return codes

    # ------------------------------------------------------------------------------------------------------- the shop

    def goods_(self, command, at):
        codes = self.unless_clerk(command, at)
        for row in [] if codes else self.take(command):
            stock = int(row["stock"]) if row["stock"] else self.goods[row["goods"]]["stock"]
            self.goods[row["goods"]] = {"points": self.units(row["points"]), "stock": stock,
                                        "limit": int(row["limit"]) if row["limit"] else None, "per": row["per"]}
        return codes

    def redeemed_in(self, household, period, day):
        """What a household redeemed in the period that holds the day and did not give back."""
        def is_same(other):
            return period in ("", "ever") or (other.year, other.month)[:1 if period == "year" else 2] == \
                (day.year, day.month)[:1 if period == "year" else 2]
        return [one for one in self.redemptions.values()
                if one["household"] == household and one["state"] in ("held", "collected") and is_same(one["day"])]

    def redeem(self, command, at):
        household = self.known_household(command["household"])
        lines, day = command["lines"], day_of(at)
        if command["redemption"] in self.redemptions or any(line["goods"] not in self.goods for line in lines):
            raise WrongInput
        codes = self.household_or_clerk(command, household, at)
        if codes:
            return codes
        points = sum(line["pieces"] * self.goods[line["goods"]]["points"] for line in lines)
        code = self.refusal_to_redeem(household, lines, points, day)
        if code:
            return {code}
        self.through = self.reached(day)
        for line in lines:
            self.goods[line["goods"]]["stock"] -= line["pieces"]
        self.redemptions[command["redemption"]] = {
            "redemption": command["redemption"], "household": household, "day": day, "lines": lines, "points": points,
            "state": "held", "last_day": day + timedelta(days=self.rules["redemption"]["hold_days"])}
        self.book(command["redemption"], household, day, "redemption", 0, -points)
        return None

    def refusal_to_redeem(self, household, lines, points, day):
        row = next(row for row in self.roster if row["household"] == household)
        is_early = row["joined"] and day < Date.fromisoformat(row["joined"])
        if is_early or row["left"] and day >= Date.fromisoformat(row["left"]):
            return "not_active"
        balance = self.balances(self.reached(day))[household]
        how = self.rules["redemption"]
        if balance["frozen_until"] and day <= Date.fromisoformat(balance["frozen_until"]):
            return "frozen"
        if balance["spendable"] < 0:
            return "in_debt"
        if balance["standing"] < how["suspend_below"] * self.scale:
            return "suspended"
        wanted = {}
        for line in lines:
            wanted[line["goods"]] = wanted.get(line["goods"], 0) + line["pieces"]
        if any(self.goods[goods]["stock"] < pieces for goods, pieces in wanted.items()):
            return "out_of_stock"
        for goods, pieces in wanted.items():
            had = sum(line["pieces"] for one in self.redeemed_in(household, self.goods[goods]["per"], day)
                      for line in one["lines"] if line["goods"] == goods)
            if self.goods[goods]["limit"] is not None and had + pieces > self.goods[goods]["limit"]:
                return "goods_limit"
        for limit in how["limits"]:
            had = sum(one["points"] for one in self.redeemed_in(household, limit["per"], day))
            if had + points > limit["points"] * self.scale:
                return "period_limit"
        return "too_few_points" if points > balance["spendable"] - how["above"] * self.scale else None

    def held(self, command):
        if command["redemption"] not in self.redemptions:
            raise WrongInput
        one = self.redemptions[command["redemption"]]
        return one, set() if one["state"] == "held" else {"wrong_state"}

    def collect(self, command, at):
        one, codes = self.held(command)
        codes |= self.unless_clerk(command, at)
        if not codes:
            one["state"] = "collected"
        return codes

    def cancel(self, command, at):
        one, codes = self.held(command)
        codes |= self.household_or_clerk(command, one["household"], at)
        if not codes:
            self.give_back(one, day_of(at), "cancelled")
        return codes

    def give_back(self, one, day, state):
        one["state"] = state
        for line in one["lines"]:
            self.goods[line["goods"]]["stock"] += line["pieces"]
        self.book(one["redemption"] + "/refund", one["household"], day, "refund", 0, one["points"], one["redemption"])

    def transfer(self, command, at):
        household = self.known_household(command["household"])
        shares = {self.known_household(one["household"]): Fraction(one["share"]) for one in command["shares"]}
        if command["transfer"] in self.transfers or set(shares) <= {household}:
            raise WrongInput
        codes = self.unless_clerk(command, at)
        if codes:
            return codes
        self.through = self.reached(day_of(at))
        balance = self.balances()[household]
        standing = largest_remainder(balance["standing"], shares)
        spendable = largest_remainder(balance["spendable"], shares)
        self.transfers.add(command["transfer"])
        for who in sorted(set(shares) | {household}):
            gone = who == household
            self.book(command["transfer"] + "/" + who, who, day_of(at), "transfer",
                      standing.get(who, 0) - gone * balance["standing"],
                      spendable.get(who, 0) - gone * balance["spendable"])
        return None

