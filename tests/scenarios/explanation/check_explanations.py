"""Holds that explanations add up: check_explanations.py --pointsbank PATH [--cases DIR] [--seeds A..B]

For each household of each case, `pointsbank explain --json` must tell every posting of postings.csv once and in its
order, every outcome of outcomes.csv, the balance of balances.csv and the rows of the closings; and the figures of each
posting must yield its amount by arithmetic alone: formula, step of repeat, rounding, highest only, limits, floor.
A case is a folder as the conformance cases are; without `expected` in it, for --seeds, and where closings were published
(tests/reference/READINGS.md), the reference says what is expected. Cases in which an amount leaves 64 bits are passed over.
"""

import argparse
import collections
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "reference"))

from random_case import evaluate_case, make_case  # noqa: E402
from reference import Overflow  # noqa: E402

TABLES = ["balances", "postings", "outcomes", "rankings", "ratings", "dividends", "benefits"]


class Wrong(Exception):
    pass


def hold(condition, *what):
    if not condition:
        raise Wrong(" ".join(str(each) for each in what))


def unique_keys(pairs):
    keys = [key for key, _ in pairs]
    hold(len(keys) == len(set(keys)), "a key stands twice:", keys)
    return dict(pairs)


class Case:
    def __init__(self, pointsbank, folder):
        self.pointsbank, self.folder = pointsbank, folder
        with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
            self.case = json.load(file)
        expected = os.path.join(folder, "expected")
        if os.path.isdir(expected) and not self.case["published"]:
            texts = {}
            for name in TABLES:
                with open(os.path.join(expected, name + ".csv"), encoding="utf-8", newline="") as file:
                    texts[name] = file.read()
        else:
            texts = {name.removesuffix(".csv"): content.decode("utf-8")
                     for name, content in evaluate_case(folder, self.case).items()}
        self.tables = {name: list(csv.reader(io.StringIO(text)))[1:] for name, text in texts.items()}

    def explain(self, *question):
        words = [self.pointsbank, "explain", "--quiet"]
        for name in self.case["rules"]:
            words += ["--rules", os.path.join(self.folder, name)]
        for option in ("roster", "members", "events", "entries", "published"):
            if self.case[option]:
                words += ["--" + option, os.path.join(self.folder, self.case[option])]
        words += ["--through", self.case["through"]]
        if self.case["as_of"]:
            words += ["--as-of", self.case["as_of"]]
        ran = subprocess.run(words + list(question), capture_output=True)
        hold(ran.returncode == 0, "exit code", ran.returncode, ran.stderr.decode("utf-8", "replace"))
        return ran.stdout.decode("utf-8")

    def document(self, *question):
        return json.loads(self.explain(*question, "--json"), object_pairs_hook=unique_keys)

    def rows(self, table, household, column):
        return [row for row in self.tables[table] if row[column] == household]


# The figures of one rule

PART = re.compile(r"(-?[\d./]+)(?: × (-?[\d./]+))?(?: ÷ ([\d./]+))?")


def value_of(formula):
    """`2 × 3.5 ÷ 3 + 1 × 4` or `7 − 5`."""
    total = Fraction(0)
    for sign, part in re.findall(r"(^| [+−] )((?:(?! [+−] ).)+)", formula):
        found = PART.fullmatch(part)
        hold(found, "not a formula:", formula)
        value = Fraction(found[1]) * Fraction(found[2] or 1) / Fraction(found[3] or 1)
        total += -value if "−" in sign else value
    return total


def rounded(value, decimals, mode):
    scaled = abs(value) * 10**decimals
    whole, rest = scaled.numerator // scaled.denominator, scaled - scaled.numerator // scaled.denominator
    half = Fraction(1, 2)
    up = {"half_up": rest >= half, "half_even": rest > half or (rest == half and whole % 2 == 1), "down": False,
          "up": rest > 0}[mode]
    return Fraction(whole + up, 10**decimals) * (-1 if value < 0 else 1)


def check_magnitude(step, decimals):
    left, _, right = step["formula"].rpartition(" = ")
    hold(Fraction(right) == Fraction(step["value"]), "formula and value differ", step)
    if left:
        hold(value_of(left) == Fraction(right), "the formula does not give its value", step)
    if "over" in step:
        over = step["over"]
        for name in ("before", "together"):
            points = rounded(value_of(over["formula_" + name]), decimals, step["rounding"])
            hold(points == Fraction(over["points_" + name]), "over does not add up", step)
        hold(Fraction(over["together"]) == Fraction(over["before"]) + Fraction(step["quantity"]), "over", step)
    exact = Fraction(step["value"]) * Fraction(step.get("times", "1"))
    hold(exact == Fraction(step["exact"]), "the step of repeat does not give the exact magnitude", step)
    hold(rounded(exact, decimals, step["rounding"]) == Fraction(step["rounded"]), "rounding", step)
    return Fraction(step["rounded"])


def check_limits(rule, asked):
    limits = [step for step in rule["steps"] if step["step"] == "limit"]
    limited = [step for step in rule["steps"] if step["step"] == "limited"]
    if not limited:
        hold(not limits, "limits without what they leave", rule)
        return asked
    counts = Fraction(limited[0]["counts"])
    rooms = [asked]
    for limit in limits:
        room = max(Fraction(0), Fraction(limit["most"]) - Fraction(limit["used"]))
        if limit["of"] == "points":
            rooms.append(room)
        elif room == 0:
            rooms.append(Fraction(0))
        fed = counts if limit["of"] == "points" else int(counts != 0)
        hold(Fraction(limit["left"]) == max(Fraction(0), room - fed), "what is left of a limit", limit)
        hold("place" in limit, "a limit without its place", limit)
    hold(Fraction(limited[0]["asked"]) == asked and counts == min(rooms), "limits do not give what counts", rule)
    hold(any(limit["bites"] for limit in limits) == (counts < asked), "which limit bites", rule)
    return counts


def check_rule(rule, decimals):
    steps = {step["step"]: step for step in rule["steps"] if step["step"] != "limit"}
    if "not_in_effect" in steps:
        return
    postings = [posting for posting in rule["postings"] if posting["cause"] == "rule"]
    hold(len(postings) <= 1, "a rule posts once", rule)
    hold(bool(postings) == (rule["amount"] is not None), "amount and posting", rule)
    if "magnitude" not in steps:
        hold(not postings and ("vetoed" in steps or "fault" in steps or not steps["condition"]["holds"]), "why not?", rule)
        return
    units = check_magnitude(steps["magnitude"], decimals)
    if "exclusive" in steps:
        contest = steps["exclusive"]
        hold(Fraction(contest["magnitude"]) == units, "exclusive", rule)
        units = max(Fraction(0), units - Fraction(contest["highest"]))
        hold(Fraction(contest["counts"]) == units, "exclusive", rule)
        hold(("highest_event" in contest) == (Fraction(contest["highest"]) != 0), "whose highest", rule)
    units = check_limits(rule, units)
    standing = spendable = units
    if "floor" in steps:
        hold(Fraction(steps["floor"]["wanted"]) == units, "floor", rule)
        standing, spendable = Fraction(steps["floor"]["standing"]), Fraction(steps["floor"]["spendable"])
        hold(standing <= units and spendable <= units, "floor", rule)
    if postings:
        sign = 1 if rule["list"] == "positive" else -1
        amounts = {(sign * standing, sign * spendable), (sign * standing, Fraction(0)), (Fraction(0), sign * spendable)}
        hold((Fraction(postings[0]["standing"]), Fraction(postings[0]["spendable"])) in amounts, "posting", rule)
    else:
        hold(units == 0 or ("floor" in steps and standing == 0 == spendable) or "floor" in steps, "no posting?", rule)


# A whole explanation

def postings_of(item):
    for rule in item.get("rules", []):
        yield from rule.get("postings", [])
    yield from item.get("postings", [])


def told_outcomes(document):
    for item in document["items"]:
        if item["item"] == "not_evaluated":
            yield [item["event"], item["household"], "", item["outcome"], "", item["reason"] or ""]
        if item["item"] != "event":
            continue
        if "outcome" in item:
            yield [item["event"], document["household"], "", item["outcome"], "", ""]
        for rule in item["rules"]:
            if "outcome" in rule:
                yield [item["event"], document["household"], rule["rule"], rule["outcome"], rule["amount"] or "",
                       rule["reason"] or ""]


def check_household(case, household):
    document = case.document("--household", household)
    decimals = document["decimals"]
    balance = [document["balance"][name] for name in ("standing", "spendable", "earned", "deducted")]
    hold([household] + balance + [document["balance"]["frozen_until"] or ""] == case.rows("balances", household, 0)[0],
         "balance", document["balance"])
    told, sums = [], [Fraction(0), Fraction(0)]
    for item in document["items"]:
        for rule in item.get("rules", []):
            check_rule(rule, decimals)
        for posting in postings_of(item):
            told.append([posting["date"], household, posting["source"], posting.get("event", ""), posting["cause"],
                         posting["standing"], posting["spendable"]])
            sums = [sums[0] + Fraction(posting["standing"]), sums[1] + Fraction(posting["spendable"])]
            hold(sums == [Fraction(posting["standing_after"]), Fraction(posting["spendable_after"])], "running", posting)
    expected = [[row[1], row[2]] + row[4:] for row in case.rows("postings", household, 2)]
    for one, other in zip(told, expected):
        hold(one == other, "told", one, "expected", other)
    hold(len(told) == len(expected), "told", len(told), "postings instead of", len(expected))
    hold(sums == [Fraction(balance[0]), Fraction(balance[1])], "the postings do not give the balance")
    found = collections.Counter(map(tuple, told_outcomes(document)))
    wanted = collections.Counter(map(tuple, case.rows("outcomes", household, 1)))
    hold(found == wanted, "outcomes: told too much", found - wanted, "and not", wanted - found)
    check_closings(case, household, document)
    for language in ("zh", "en"):
        text = case.explain("--household", household, "--lang", language)
        hold("explain_" not in text and not re.search(r"\{\d\}", text), "an unfinished sentence in", language)
    return document


def check_closings(case, household, document):
    """Each row of a closing that names the household is told, in its order."""
    unit = Fraction(1, 10**document["decimals"])
    told = collections.defaultdict(list)
    for item in document["items"]:
        if item["item"] != "closing":
            continue
        for step in item["steps"]:
            if step["step"] == "rank" and "rank" in step:
                measure = next(each["measure"] for each in item["steps"] if each["step"] == "measure")
                told["rankings"].append([item["closing"], item["period"], step["group"], Fraction(measure), str(step["rank"]),
                                         step["award"]])
                same = [row for row in case.tables["rankings"] if row[:2] == [item["closing"], item["period"]]
                        and row[3] == step["group"]]
                hold(step["of"] <= len(same), "rank of how many", step)
            if step["step"] == "published" and "rank" in step:
                measure = [Fraction(step["measure"])] if "points" in step else []
                told["rankings" if measure else "ratings"].append(
                    [item["closing"], item["period"], step["group"], *measure, step["rank"],
                     step["points"] if measure else step["level"]])
            elif step["step"] == "published":
                told["dividends" if "amount" in step else "benefits"].append(
                    [item["closing"], item["period"]] + [step[name] for name in ("group", "amount", "value", "unit")
                                                         if name in step])
            if step["step"] == "rating":
                told["ratings"].append([item["closing"], item["period"], step["group"], str(step.get("rank", "")),
                                        step["level"] or ""])
            if step["step"] == "dividend":
                told["dividends"].append([item["closing"], item["period"], step["group"], step["amount"]])
            if step["step"] == "benefit":
                told["benefits"].append([item["closing"], item["period"], step["value"], step["unit"]])
    rows = [row[:2] + row[3:] for row in case.rows("rankings", household, 2)]
    hold(len(rows) == len(told["rankings"]), "rankings", told["rankings"], rows)
    for one, row in zip(told["rankings"], rows):
        hold(one[:3] + one[4:] == row[:3] + row[4:] and abs(one[3] - Fraction(row[3])) <= unit, "ranking", one, row)
    hold(told["ratings"] == [row[:2] + [row[3]] + row[5:] for row in case.rows("ratings", household, 2)], "ratings")
    hold(told["dividends"] == [row[:2] + [row[3], row[5]] for row in case.rows("dividends", household, 2)], "dividends")
    hold(told["benefits"] == [row[:2] + row[3:] for row in case.rows("benefits", household, 2)], "benefits")


def check_event(case, event, household, whole):
    """The part of one event is what the explanation of its household says of it, and what it caused later."""
    document = case.document("--event", event)
    if whole is None:
        hold(all(item["item"] == "not_evaluated" for item in document["items"]), "not evaluated", event)
        return
    def of(explanation):
        """Without repeats, which name the household only where the row does."""
        return [item for item in explanation["items"] if item["item"] in ("event", "not_evaluated")
                and item["event"] == event and item.get("outcome") != "duplicate"]

    of_event, told = of(whole), of(document)
    hold(told == of_event, "the event's part differs from its household's")
    lapses = [item for item in whole["items"] if item["item"] == "lapse" and item["postings"][0]["event"] == event]
    hold([item for item in document["items"] if item["item"] == "lapse"] == lapses, "lapses of", event)
    hold(document["balance"] == whole["balance"] and document["household"] == household, "the event's household")


def check_case(pointsbank, folder, events):
    try:
        case = Case(pointsbank, folder)
    except Overflow:
        return 0
    documents = {row[0]: None for row in case.tables["balances"]}
    for household in documents:
        try:
            documents[household] = check_household(case, household)
        except Wrong as wrong:
            raise Wrong(f"{folder}, household {household}: {wrong}") from None
    rows = case.tables["outcomes"]
    for row in rows[::max(1, len(rows) // events)]:
        try:
            if row[3] not in ("duplicate", "revocation") and row[5] != "unknown_event":
                check_event(case, row[0], row[1], documents.get(row[1]))
        except Wrong as wrong:
            raise Wrong(f"{folder}, event {row[0]}: {wrong}") from None
    return len(documents)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pointsbank", required=True)
    parser.add_argument("--cases", help="a folder of cases")
    parser.add_argument("--seeds", help="A..B: random cases")
    parser.add_argument("--events", type=int, default=12, help="how many events of a case are asked for")
    arguments = parser.parse_args()
    failures = households = cases = 0

    def check(folder):
        nonlocal failures, households, cases
        cases += 1
        try:
            households += check_case(arguments.pointsbank, folder, arguments.events)
        except Wrong as wrong:
            failures += 1
            print(wrong, file=sys.stderr)

    if arguments.cases:
        for name in sorted(os.listdir(arguments.cases)):
            if os.path.exists(os.path.join(arguments.cases, name, "case.json")):
                check(os.path.join(arguments.cases, name))
    if arguments.seeds:
        first, last = map(int, arguments.seeds.split(".."))
        for seed in range(first, last + 1):
            with tempfile.TemporaryDirectory() as scratch:
                folder = os.path.join(scratch, f"seed-{seed}")
                make_case(seed, folder)
                check(folder)
    print(f"{households} households of {cases} cases explained, {failures} cases wrong")
    return 1 if failures or cases == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
