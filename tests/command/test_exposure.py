"""Exposure: no household ever gets outside the bounds, on random lists and events; and what the command line takes."""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "reference"))
from compare import command as evaluate_command  # noqa: E402
from exact import period_of  # noqa: E402
from random_case import Date, make_case  # noqa: E402

POINTSBANK = os.environ["POINTSBANK"]
# A few in the build with sanitizers, many in the release; more by hand.
FIRST, LAST = map(int, os.environ.get("EXPOSURE_SEEDS", "1..60" if "release" in POINTSBANK else "1..4").split(".."))
SEEDS = range(FIRST, LAST + 1)
ACCOUNTS = ("standing", "spendable")


def exposure(words):
    ran = subprocess.run([POINTSBANK, "exposure", *map(str, words)], capture_output=True, text=True)
    return ran.returncode, ran.stdout, ran.stderr


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Book:
    """Which category a source stands under on a day, and which closings are published."""

    def __init__(self, folder, case):
        self.lists = [json.loads((Path(folder) / name).read_text(encoding="utf-8")) for name in case["rules"]]
        self.lists = [each for each in self.lists if not self.is_base(each)]
        self.bases = {}
        for name in case["rules"]:
            each = json.loads((Path(folder) / name).read_text(encoding="utf-8"))
            self.bases[each["id"], each["version"]] = each

    def is_base(self, candidate):
        return any("extends" in each and (each["extends"]["id"], each["extends"]["version"]) ==
                   (candidate["id"], candidate["version"]) for each in self.lists)

    def on(self, day):
        for each in self.lists:
            if each["effective"]["from"] <= day <= each["effective"].get("to", "9999-12-31"):
                parts = [each]
                if "extends" in each:
                    parts.insert(0, self.bases[each["extends"]["id"], each["extends"]["version"]])
                return parts
        return []

    def category(self, source, day):
        for part in self.on(day):
            for rule in part.get("positive", []) + part.get("negative", []) + part.get("closings", []):
                if rule["id"] == source:
                    return rule.get("category")
        return None


def sums_of(postings, book):
    """By (row, period kind, account): what each household got in each period."""
    sums = {}

    def add(row, day, household, posting):
        for kind in ("day", "week", "month", "quarter", "half_year", "year", "ever"):
            period = kind if kind == "ever" else period_of(kind, Date.fromisoformat(day))[0]
            for account in ACCOUNTS:
                key = (row, kind, account)
                of_key = sums.setdefault(key, {})
                place = (household, period)
                of_key[place] = of_key.get(place, 0) + Fraction(posting[account] or 0)

    for posting in postings:
        cause, source, day = posting["cause"], posting["source"], posting["date"]
        household = list(posting.values())[2]  # the column has the subject's name
        if cause not in ("rule", "base", "obligation", "continuing", "ranking", "forfeit"):
            continue
        positive = Fraction(posting["standing"] or 0) > 0 or Fraction(posting["spendable"] or 0) > 0
        if cause == "rule":
            add(("rule", source), day, household, posting)
            add(("positive" if positive else "negative", None), day, household, posting)
        elif cause == "base":
            add(("base", None), day, household, posting)
        elif cause == "forfeit":
            add(("forfeits", None), day, household, posting)
        else:
            add(("closing", source), day, household, posting)
        category = book.category(source, day) if cause in ("rule", "obligation", "continuing") else None
        if category is not None:
            add(("category", category), day, household, posting)
        add(("whole", None), day, household, posting)
    return sums


class Bounds(unittest.TestCase):
    def outside(self, folder, seed, extra):
        with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
            case = json.load(file)
        case["published"] = None  # what is published is no rule's doing
        out = os.path.join(folder, "out")
        shutil.rmtree(out, ignore_errors=True)
        if subprocess.run(evaluate_command(POINTSBANK, folder, case, out), capture_output=True).returncode != 0:
            return None  # a sum left 64 bits
        code, text, errors = exposure([*(os.path.join(folder, name) for name in case["rules"]), "--json", *extra])
        self.assertEqual(code, 0, f"seed {seed}: {errors}")
        found = json.loads(text)
        self.bounded += sum(cell[account][side]["points"] is not None and cell[account][side]["points"] != "0"
                            for row in found["rows"] for cell in row["cells"] for account in ACCOUNTS
                            for side in ("least", "most"))
        sums = sums_of(rows_of(os.path.join(out, "postings.csv")), Book(folder, case))
        wrong = []
        for row in found["rows"]:
            for cell in row["cells"]:
                for account in ACCOUNTS:
                    got = sums.get(((row["scope"], row["id"]), cell["per"], account), {})
                    least, most = cell[account]["least"], cell[account]["most"]
                    for place, points in got.items():
                        self.compared += 1
                        if most["points"] is not None and points > Fraction(most["points"]):
                            wrong.append(f"seed {seed} {row['scope']} {row['id']} {cell['per']} {account} {place}: "
                                         f"{points} > {most['points']}")
                        if least["points"] is not None and points < Fraction(least["points"]):
                            wrong.append(f"seed {seed} {row['scope']} {row['id']} {cell['per']} {account} {place}: "
                                         f"{points} < {least['points']}")
        return wrong

    def test_nobody_gets_outside(self):
        self.compared = self.bounded = 0
        cases = 0
        for seed in SEEDS:
            folder = tempfile.mkdtemp(prefix="exposure-")
            try:
                make_case(seed, folder)
                # Without and with a number of members that no case goes beyond.
                for extra in ([], ["--members", "40"]):
                    wrong = self.outside(folder, seed, extra)
                    if wrong is None:
                        continue
                    cases += 1
                    self.assertEqual(wrong, [])
            finally:
                shutil.rmtree(folder)
        self.assertGreater(cases, len(SEEDS))
        self.assertGreater(self.compared, 20 * cases)
        self.assertGreater(self.bounded, cases)


class CommandLine(unittest.TestCase):
    rules = ROOT / "rules" / "xiachangning.json"

    def test_year_stands_for_its_days(self):
        code, by_year, _ = exposure([self.rules, "--year", "2026", "--json"])
        self.assertEqual(code, 0)
        self.assertEqual(by_year, exposure([self.rules, "--from", "2026-01-01", "--to", "2026-12-31", "--json"])[1])

    def test_wrong_words(self):
        for words, said in [(["--year", "2026", "--from", "2026-01-01"], "--year"),
                            (["--from", "2026-05-01", "--to", "2026-04-01"], "2026-04-01"),
                            (["--year", "2031"], "2031"),
                            (["--households", "many"], "--households")]:
            with self.subTest(words):
                code, text, errors = exposure([self.rules, *words, "--lang", "en"])
                self.assertEqual((code, text), (2, ""))
                self.assertIn(said, errors)

    def test_money_is_exact(self):
        rules = {
            "format": "pointsbank/1", "id": "v", "version": "1",
            "effective": {"from": "2026-01-01", "to": "2026-12-31"},
            "points": {"decimals": 2}, "categories": [{"id": "c"}], "negative": [],
            "redemption": {"value": {"CNY": "0.35"}, "limits": [{"per": "month", "points": "9.99"}]},
            "positive": [{"id": "r", "category": "c", "score": {"points": "3.33"},
                          "limits": [{"per": "quarter", "count": 4}]}],
        }
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rules.json"
            path.write_text(json.dumps(rules), encoding="utf-8")
            code, text, errors = exposure([path, "--households", "1000000007", "--json"])
        self.assertEqual(code, 0, errors)
        money = {each["per"]: each for each in json.loads(text)["money"][0]["amounts"]}
        # Four times 3.33 a quarter may come in one month, of which 9.99 can be redeemed.
        for per, points in [("month", "9.99"), ("quarter", "13.32"), ("year", "53.28"), ("ever", "53.28")]:
            self.assertEqual(money[per]["points"], points)
            self.assertEqual(Fraction(money[per]["money"]), Fraction(points) * Fraction("0.35") * 1000000007)


if __name__ == "__main__":
    unittest.main()
