"""The lists of Wendeng against the figures of the table that they come from.

rules/sources/wendeng-rural.csv has a line for each of the table's rows, with the figure, the limit noted beside it, and
the rule that says it or the reason why none does."""

import csv
import json
import re
import sys
import tempfile
import unittest
from decimal import Decimal
from pathlib import Path

from village import VillageTest

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "rules/wendeng-rural.json"
ADDITIONS = ROOT / "rules/wendeng-village-additions.json"
REASONS = {"petitioning", "speech", "rites", "poverty"}

# What the regulation's text says beside the table, each with its points.
OF_THE_TEXT = {
    "village_star_carried": {"grades": {"five_star": 15, "four_star": 10, "three_star": 2}},
    "district_grade_b": {"points": 50},
    "district_grade_c": {"points": 80},
    "district_grade_d": {"points": 100},
    "village_direct_grade": {"points": 0},
    "village_grade_repaired": {"points": 60},
    "district_grade_repaired": {"grades": {"grade_b": 50, "grade_c": 60, "grade_d": 80}},
}
MONTHS_OF_GRADES = {"grade_b": 24, "grade_c": 36, "grade_d": 60}
MONTHS_OF_HONOURS = {"national": 60, "province": 36, "city": 24, "province_department": 24, "district": 12,
                     "city_department": 12, "town": 12, "village": 12}


def read(path):
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)


def table():
    with open(ROOT / "rules/sources/wendeng-rural.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure_of(score, part):
    """What the score gives for a row: `part` is where in the score the row's figure stands."""
    name, _, place = part.partition("/")
    if name == "points":
        return score["points"]
    if name == "grades":
        return score["grades"][place]
    if name == "bands":
        (band,) = [band for band in score["bands"] if band["from"] == Decimal(place)]
        return band["points"]
    raise ValueError(part)


def range_of_tier(tiers, number):
    """The least and the most that a tier of gifts can add: one step of it, and the whole of it."""
    tier = tiers[number - 1]
    begin = tiers[number - 2]["to"] if number > 1 else 0
    return f"+{tier['rate']}..+{(tier['to'] - begin) / tier['each'] * tier['rate']}"


def holds(wanted, row):
    """Whether a row of an output has these cells, numbers compared as numbers."""
    return all(row[name] != "" and Decimal(row[name]) == cell if isinstance(cell, Decimal) else row[name] == cell
               for name, cell in wanted.items())


class Table(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.list = read(LIST)
        cls.rows = table()
        cls.rules = {rule["id"]: (side, rule) for side in ("positive", "negative") for rule in cls.list[side]}

    def rule_rows(self):
        return [row for row in self.rows if row["rule"]]

    def test_every_row_is_said_or_left_out(self):
        self.assertEqual([int(row["row"]) for row in self.rows], list(range(1, 216)))
        for row in self.rows:
            with self.subTest(row["row"]):
                said = [bool(row["rule"]), row["part"] == "additions", bool(row["left_out"])]
                self.assertEqual(said.count(True), 1)
                self.assertIn(row["left_out"] or "speech", REASONS)

    def test_no_rule_without_a_row(self):
        of_rows = {row["rule"] for row in self.rule_rows()}
        self.assertEqual(set(self.rules), of_rows | set(OF_THE_TEXT))
        self.assertFalse(of_rows & set(OF_THE_TEXT))
        for name, score in OF_THE_TEXT.items():
            self.assertEqual(self.rules[name][1]["score"], score)

    def test_rows_that_a_rule_names(self):
        named = {}
        for row in self.rule_rows():
            named.setdefault(row["rule"], []).append(int(row["row"]))
        for name, (_, rule) in self.rules.items():
            self.assertEqual([int(row) for row in rule.get("x-rows", [])], named.get(name, []), name)
            if name in named:
                first, last = named[name][0], named[name][-1]
                rows = f"评分表第{first}行" if first == last else f"评分表第{first}至{last}行"
                self.assertEqual(rule["source"]["clause"], rows)
            self.assertTrue(rule["source"]["document"] and rule["source"]["clause"], name)
            self.assertIn(rule["source"]["status"], ("stated", "illustrative"))

    def test_figures(self):
        for row in self.rule_rows():
            with self.subTest(row["row"]):
                side, rule = self.rules[row["rule"]]
                self.assertEqual(side, row["list"])
                score, part = rule["score"], row["part"]
                if part == "veto":
                    self.assertEqual(score, {"points": 0})
                    self.assertEqual(rule["veto"]["level"], row["figure"])
                    self.assertEqual(rule["veto"]["for"], {"months": MONTHS_OF_GRADES[row["figure"]]})
                    self.assertIn(rule["id"], self.rules["district_" + row["figure"]][1]["on"])
                elif part.startswith("marginal/"):
                    self.assertEqual(range_of_tier(score["marginal"], int(part[-1])), row["figure"])
                elif part == "rate":  # a step of ten yuan, nine of them below a hundred
                    self.assertEqual(f"+{score['rate']}..+{9 * score['rate']}", row["figure"])
                else:
                    sign = {"positive": "+", "negative": "-"}[side]
                    self.assertEqual(f"{sign}{figure_of(score, part)}", row["figure"])

    def test_nothing_scores_beyond_its_rows(self):
        for name, (_, rule) in self.rules.items():
            if name in OF_THE_TEXT:
                continue
            (form,) = [key for key in rule["score"] if key in ("points", "grades", "bands", "marginal", "rate")]
            figures = 1 if form in ("points", "rate") else len(rule["score"][form])
            self.assertEqual(figures, len(rule["x-rows"]), name)

    def test_levels(self):
        condition = {"district": 'subject.scale == "district"', "village": 'subject.scale == "village"', "both": None}
        for row in self.rule_rows():
            with self.subTest(row["row"]):
                _, rule = self.rules[row["rule"]]
                self.assertEqual(rule["x-level"], row["level"])
                wanted = condition[row["level"]]
                if wanted:
                    self.assertIn(wanted, rule["when"].split(" && "))
                else:
                    self.assertNotIn("subject.scale", rule.get("when", ""))

    def test_limits_noted_in_the_table(self):
        for row in self.rule_rows():
            with self.subTest(row["row"]):
                limits = self.rules[row["rule"]][1].get("limits", [])
                wanted = []
                if row["cap"]:
                    period, most = row["cap"].split()
                    wanted = [{"per": period} | ({"count": 1} if most == "once" else {"points": Decimal(most)})]
                self.assertEqual(limits, wanted)

    def test_general_clauses(self):
        for name, (side, rule) in self.rules.items():
            with self.subTest(name):
                self.assertEqual(rule["account"], "standing")
                if "veto" in rule or name in OF_THE_TEXT:
                    continue
                if "over" not in rule["score"]:
                    group = {"positive": "one_good_act", "negative": "one_bad_act"}[side]
                    self.assertEqual(rule["exclusive"], {"group": group, "per": "act"})
                if side == "positive":
                    months = MONTHS_OF_HONOURS[name[len("honour_"):]] if name.startswith("honour_") else 12
                    self.assertEqual(rule["valid"], {"months": months})
                else:
                    self.assertEqual(rule["valid"]["bands"],
                                     [{"from": 0, "months": 12}, {"from": Decimal("40.1"), "months": 24}])
                    months = 12 if rule["score"]["points"] <= 40 else 24
                    self.assertEqual(rule["repeat"], {"within": {"months": months}, "steps": [1, 2]})

    def test_base_stars_and_ceilings(self):
        self.assertEqual(self.list["base"], {"points": 1000, "each": "ever", "account": "standing"})
        stars = {closing["id"]: closing for closing in self.list["closings"]}["stars"]
        self.assertEqual([(level["id"], level.get("above")) for level in stars["levels"]],
                         [("five_star", 1060), ("four_star", 1040), ("three_star", 1020), ("two_star", 990),
                          ("one_star", 800), ("zero_star", None)])
        ceilings = {row["list"]: row["figure"] for row in self.rows if row["part"] == "additions"}
        self.assertEqual(ceilings, {side: f"at most {ceiling['rules']} of {ceiling['points']}"
                                    for side, ceiling in self.list["additions"].items()})

    def test_titles(self):
        titles = [rule["title"] for _, rule in self.rules.values()]
        for language in ("zh", "en"):
            self.assertEqual(len({title[language] for title in titles}), len(titles))


class Document(unittest.TestCase):
    """docs/wendeng.md says what the table of figures says."""

    @classmethod
    def setUpClass(cls):
        cls.text = (ROOT / "docs/wendeng.md").read_text(encoding="utf-8")

    def test_rows_left_out(self):
        told = re.findall(r"^\| (\d+) \| (\w+) \| ([^|]+) \|$", self.text, re.MULTILINE)
        self.assertEqual([(row, reason) for row, reason, _ in told],
                         [(row["row"], row["left_out"]) for row in table() if row["left_out"]])
        for row, _, why in told:
            self.assertGreater(len(why), 15, f"row {row} needs its reason")

    def test_numbers(self):
        rows = table()
        of_rules = [row for row in rows if row["rule"]]
        self.assertIn(f"{len(rows)} rows: {len(of_rules)} stand in {len({row['rule'] for row in of_rules})} rules, "
                      f"{sum(row['part'] == 'additions' for row in rows)} are the ceilings for local additions, "
                      f"{sum(bool(row['left_out']) for row in rows)} are left out", self.text)

    def test_ids_that_it_names(self):
        known = {"not_highest", "too_late", "cured_by"}
        for whole in (read(LIST), read(ADDITIONS)):
            rules = whole["positive"] + whole["negative"]
            named = rules + whole.get("closings", []) + whole["categories"]
            named += [level for closing in whole.get("closings", []) for level in closing.get("levels", [])]
            known |= {item["id"] for item in named}
            known |= {rule["exclusive"]["group"] for rule in rules if "exclusive" in rule}
            known |= {rule["veto"]["level"] for rule in rules if "veto" in rule}
            known |= {row["status"] for example in whole["examples"] for row in example["given"]["roster"]}
            known |= set(whole.get("attributes", {}).get("subject", {}))
        for name in re.findall(r"`([a-z]+(?:_[a-z0-9]+)+)`", self.text):
            self.assertIn(name, known)


class Examples(VillageTest):
    def test_check_and_test(self):
        ran = self.run_command("check", str(LIST), str(ADDITIONS))
        self.assertEqual((ran.code, ran.out), (0, ""), ran.messages)
        self.assertEqual(ran.lines[-1], "rule lists: 2, errors: 0, warnings: 8")  # which: tests/schema/warnings_test.py
        for lists in ([str(LIST)], [str(LIST), str(ADDITIONS)]):
            ran = self.run_command("test", *lists)
            self.assertEqual((ran.code, ran.messages), (0, ""), ran.out)
            self.assertNotIn("touched by no example", ran.out)
            self.assertNotIn("without examples", ran.out)

    def test_a_row_beyond_the_ceiling_is_refused(self):
        text = ADDITIONS.read_text(encoding="utf-8")
        self.assertIn('"score": {"points": 1}', text)
        self.put("more.json", text.replace('"score": {"points": 1}', '"score": {"points": 2.1}', 1))
        ran = self.run_command("check", str(LIST), "more.json")
        self.assertEqual(ran.code, 2)
        self.assertRegex(ran.messages, r"more\.json:\d+:\d+: /positive/0/score/points: ")


class Reference(unittest.TestCase):
    """The other evaluator gives what the examples expect."""

    def test_examples(self):
        sys.path.insert(0, str(ROOT / "tests/reference"))
        from reference import evaluate
        for lists in ([LIST], [LIST, ADDITIONS]):
            for example in read(lists[-1])["examples"]:
                with self.subTest(example["title"]["en"]), tempfile.TemporaryDirectory(prefix="pointsbank-") as folder:
                    given = {"members": None, "entries": None}
                    for name, rows in example["given"].items():
                        given[name] = str(Path(folder, name + ".jsonl"))
                        lines = [json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows]
                        Path(given[name]).write_text("".join(lines), encoding="utf-8")
                    found = evaluate([str(path) for path in lists], **given, through=example["through"])
                    for name, wanted in example["expect"].items():
                        rows = list(csv.DictReader(found[name + ".csv"].decode("utf-8").splitlines()))
                        for row in wanted:
                            self.assertTrue(any(holds(row, other) for other in rows), f"{name}: {row}")


if __name__ == "__main__":
    unittest.main()
