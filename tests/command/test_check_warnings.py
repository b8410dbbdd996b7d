"""pointsbank check: the warnings of lists without mistakes; each planted fault is named once, and what is said to be
impossible never happens in random villages."""

import csv
import json
import random
import re
import sys
import unittest
from pathlib import Path

from village import RULES, VillageTest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "reference"))

from random_case import make_case  # noqa: E402

TABLES = ("balances", "postings", "outcomes", "rankings", "ratings", "dividends", "benefits")

FAULTY = """{
  "format": "pointsbank/1", "id": "faulty", "version": "2026", "effective": {"from": "2026-01-01"},
  "groups": ["grid"], "attributes": {"event": {"night": "bool"}},
  "base": {"points": 60, "each": "year", "account": "standing"},
  "categories": [{"id": "order"}, {"id": "homes", "limits": [{"per": "month", "earn": 30}]}, {"id": "people"}],
  "positive": [
    {"id": "patrol", "category": "homes", "on": "patrol", "score": {"points": 2}, "when": "event.night"},
    {"id": "patrol_shift", "category": "homes", "on": "patrol", "score": {"rate": 1}},
    {"id": "long_shift", "category": "homes", "score": {"points": 1}, "when": "event.quantity > 8 && event.quantity < 4"},
    {"id": "meeting", "category": "order", "score": {"points": 1},
     "limits": [{"per": "month", "count": 2}, {"per": "year", "points": 24}]},
    {"id": "report", "category": "order", "score": {"points": 3}},
    {"id": "tidy_yard", "category": "homes", "score": {"points": 5}, "limits": [{"per": "month", "points": 40}]},
    {"id": "old_campaign", "category": "homes", "score": {"points": 5}, "effective": {"to": "2025-12-31"}},
    {"id": "competition", "category": "homes", "title": {"zh": "文体比赛", "en": "A competition"}, "score": {"points": 2}},
    {"id": "honour", "category": "homes", "score": {"grades": {"town": 5, "county": 9}}, "when": "event.grade == 'town'"}
  ],
  "negative": [
    {"id": "dumping", "category": "order", "score": {"points": 9}, "veto": {"for": "ever", "block": true},
     "workflow": {"appeal": {"days": 15}}},
    {"id": "litter", "category": "order", "score": {"points": 2}},
    {"id": "went_over_heads", "category": "people", "title": {"zh": "越级上访"}, "score": {"points": 5},
     "workflow": {"reviewers": 2}}
  ],
  "closings": [{"id": "stars", "kind": "rating", "at": "year",
                "levels": [{"id": "one_star", "at_least": 60}, {"id": "two_stars", "at_least": 80}]}]
}
"""
FAULTS = [
    ("base_piles_up_standing", "/base"),
    ("counted_twice", "/positive/1"),
    ("condition_never_true", "/positive/2/when"),
    ("limit_never_binds", "/positive/3/limits/1"),
    ("no_limit", "/positive/4"),
    ("limit_wider_than_category", "/positive/5/limits/0"),
    ("never_in_effect", "/positive/6/effective"),
    ("grade_never_reached", "/positive/8/score/grades/county"),
    ("veto_without_end", "/negative/0/veto"),
    ("deduction_without_appeal", "/negative/1"),
    ("sensitive_petitioning", "/negative/2/title/zh"),
    ("level_never_reached", "/closings/0/levels/1"),
]


class CheckTest(VillageTest):
    def warnings(self, *files):
        ran = self.run_command("check", "--json", "--quiet", *files)
        self.assertEqual((ran.code, ran.messages), (0, ""))
        return [json.loads(line) for line in ran.out.splitlines()]


class Planted(CheckTest):
    def test_each_fault_is_named_once_and_nothing_else(self):
        self.put("faulty.json", FAULTY)
        found = self.warnings("faulty.json")
        self.assertEqual([(warning["code"], warning["pointer"]) for warning in found], FAULTS)
        lines = FAULTY.splitlines()
        for warning in found:
            self.assertEqual((warning["severity"], warning["file"]), ("warning", "faulty.json"))
            self.assertTrue(lines[warning["line"] - 1][warning["column"] - 1:].strip())
            self.assertTrue(warning["sentence"])

    def test_for_people(self):
        self.put("faulty.json", FAULTY)
        ran = self.run_command("check", "faulty.json")
        self.assertEqual((ran.code, ran.out), (0, ""))
        *warnings, summary = ran.lines
        self.assertEqual(summary, f"rule lists: 1, errors: 0, warnings: {len(FAULTS)}")
        for line in warnings:
            self.assertRegex(line, r"^warning: faulty\.json:\d+:\d+: /\S+: \S")
        self.assertIn("warning: faulty.json:12:5: /positive/4: `report` has no limit", ran.messages)
        ran = self.run_command("check", "faulty.json", language="zh")
        self.assertEqual(ran.code, 0)
        self.assertIn("`went_over_heads` 提到“上访”：", ran.messages)

    def test_strict(self):
        self.put("faulty.json", FAULTY)
        self.assertEqual(self.run_command("check", "--strict", "faulty.json").code, 2)
        self.assertEqual(self.run_command("check", "--strict", "rules.json").code, 0)
        self.assertEqual(self.run_command("check", "--strict=yes", "rules.json").code, 2)

    def test_errors_stand_alone(self):
        self.put("faulty.json", FAULTY.replace('"score": {"rate": 1}', '"score": {"rate": -1}'))
        ran = self.run_command("check", "--json", "faulty.json")
        self.assertEqual(ran.code, 2)
        self.assertEqual({json.loads(line)["severity"] for line in ran.out.splitlines()}, {"error"})

    def test_a_base_is_told_of_once(self):
        self.put("faulty.json", FAULTY.replace('"2026-01-01"', '"2026-01-01", "to": "2027-12-31"'))
        extension = {"format": "pointsbank/1", "id": "hamlet", "version": "1",
                     "effective": {"from": "2026-01-01", "to": "2027-12-31"},
                     "extends": {"id": "faulty", "version": "2026"}, "categories": [{"id": "own"}],
                     "positive": [{"id": "choir", "category": "own", "score": {"points": 1}}], "negative": []}
        self.put("hamlet.json", json.dumps(extension))
        found = self.warnings("faulty.json", "hamlet.json")
        of_base = [(w["code"], w["pointer"]) for w in found if w["file"] == "faulty.json"]
        self.assertEqual(of_base, FAULTS)
        self.assertEqual([(w["code"], w["pointer"]) for w in found if w["file"] == "hamlet.json"],
                         [("no_limit", "/positive/0")])


class Documented(unittest.TestCase):
    def test_every_code_is_explained(self):
        catalogue = (ROOT / "src/messages/catalogue_analysis.cpp").read_text(encoding="utf-8")
        codes = {code for code in re.findall(r'\{"(\w+)",', catalogue) if not code.startswith("hint_")}
        groups = json.loads((ROOT / "src/analysis/sensitive_words.json").read_text(encoding="utf-8"))["groups"]
        codes |= {"sensitive_" + group["id"] for group in groups}
        page = (ROOT / "docs/warnings.md").read_text(encoding="utf-8")
        self.assertEqual(codes, set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE)))

    def test_every_code_is_used(self):
        catalogue = (ROOT / "src/messages/catalogue_analysis.cpp").read_text(encoding="utf-8")
        sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/analysis").glob("*.cpp"))
        unused = [code for code in re.findall(r'\{"(\w+)",', catalogue) if f'"{code}"' not in sources]
        self.assertEqual(unused, [])


def pointed_at(document, pointer):
    """What holds the value, and its key there."""
    *way, last = [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]
    for token in way:
        document = document[int(token)] if isinstance(document, list) else document[token]
    return document, int(last) if isinstance(document, list) else last


class Village:
    """A random case in a folder; its rule lists as values that may be changed."""

    def __init__(self, test, seed):
        self.test = test
        self.folder = test.folder / f"case-{seed}"
        make_case(seed, str(self.folder))
        self.case = json.loads((self.folder / "case.json").read_text(encoding="utf-8"))
        self.lists = {name: self.read(name) for name in self.case["rules"]}

    def read(self, name):
        # A number may be a text: so nothing of it is lost.
        return json.loads((self.folder / name).read_text(encoding="utf-8"), parse_float=str)

    def write(self, lists):
        for name, content in lists.items():
            (self.folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    def tables(self, lists=None):
        """The seven tables; none where the village overflows."""
        self.write(lists or self.lists)
        words = ["evaluate", "--quiet"]
        for name in self.case["rules"]:
            words += ["--rules", str(self.folder / name)]
        for option in ("roster", "members", "events", "entries", "published"):
            if self.case[option]:
                words += ["--" + option, str(self.folder / self.case[option])]
        words += ["--through", self.case["through"], "--out", str(self.folder / "out")]
        if self.case["as_of"]:
            words += ["--as-of", self.case["as_of"]]
        ran = self.test.run_command(*words)
        if ran.code != 0:
            self.test.assertIn("overflow", ran.messages)
            return None
        return {table: (self.folder / "out" / f"{table}.csv").read_text(encoding="utf-8") for table in TABLES}

    def without(self, warning):
        """The lists, what the warning points at taken out."""
        name = Path(warning["file"]).name
        changed = json.loads(json.dumps(self.lists))
        holder, key = pointed_at(changed[name], warning["pointer"])
        del holder[key]
        return changed

    def rule_at(self, warning):
        name = Path(warning["file"]).name
        side, index = warning["pointer"].split("/")[1:3]
        return self.lists[name][side][int(index)]


def change_at_random(village, chance):
    """Conditions that contradict each other now and then, limits beside limits."""
    periods = ["day", "week", "month", "quarter", "half_year", "year", "ever"]
    for content in village.lists.values():
        rules = content.get("positive", []) + content.get("negative", [])
        conditions = [rule["when"] for rule in rules if "when" in rule] + ["event.quantity > 2", "event.night",
                                                                           "month(event.date) < 7"]
        for rule in rules:
            if chance.random() < 0.6:
                one, other = chance.choice(conditions), chance.choice(conditions)
                form = chance.choice(["({0}) && !({1})", "!({0}) && !({1})", "({0}) && ({1})", "({0}) == !({1})"])
                rule["when"] = form.format(one, other)
            if chance.random() < 0.6 and "additions" not in content and "extends" not in content:
                kinds = {(limit["per"], "count" in limit, limit.get("by", "household")) for limit in rule.get("limits", [])}
                for _ in range(3):
                    limit = {"per": chance.choice(periods), chance.choice(["points", "count"]): chance.randint(1, 40)}
                    if (limit["per"], "count" in limit, "household") not in kinds:
                        kinds.add((limit["per"], "count" in limit, "household"))
                        rule.setdefault("limits", []).append(limit)


class Promises(CheckTest):
    """On random villages: what is called impossible does not happen."""

    SEEDS = range(1, 41)

    def test_of_random_villages(self):
        told = {}
        for seed in self.SEEDS:
            village = Village(self, seed)
            change_at_random(village, random.Random(seed))
            tables = village.tables()
            if tables is None:
                continue
            found = self.warnings(*(str(village.folder / name) for name in village.case["rules"]))
            with self.subTest(seed=seed):
                self.hold(village, found, tables, told)
                self.nothing_counts_twice_unsaid(village, found, tables)
        for code in ("condition_never_true", "limit_never_binds", "count_limit_never_binds", "counted_twice"):
            self.assertGreater(told.get(code, 0), 0, f"no village had {code}")

    def hold(self, village, found, tables, told):
        rows = list(csv.DictReader(tables["outcomes"].splitlines()))
        for warning in found:
            code = warning["code"]
            told[code] = told.get(code, 0) + 1
            if re.search(r"never_binds|limit_wider|wider_than", code):
                changed = village.tables(village.without(warning))
                self.assertEqual(changed, tables, warning)
            elif code in ("condition_never_true", "never_in_effect", "score_always_zero", "limit_of_zero"):
                rule = village.rule_at(warning)["id"]
                versions = sum(rule in {each["id"] for each in content["positive"] + content["negative"]}
                               for content in village.lists.values())
                applied = [row for row in rows if row["rule"] == rule and row["outcome"] in ("applied", "cut")]
                self.assertFalse(versions == 1 and applied, warning)
            elif code in ("grade_never_reached", "band_never_reached"):
                name = Path(warning["file"]).name
                changed = json.loads(json.dumps(village.lists))
                holder, key = pointed_at(changed[name], warning["pointer"])
                if code == "band_never_reached":
                    holder, key = holder[key], "points"
                holder[key] = 0 if holder[key] not in (0, "0") else 4
                self.assertEqual(village.tables(changed), tables, warning)
            elif code == "level_never_reached":
                self.assertEqual(village.tables(village.without(warning)), tables, warning)
            elif code == "always_below_group":
                changed = village.tables(village.without(warning))
                self.assertEqual(changed["balances"], tables["balances"], warning)

    def nothing_counts_twice_unsaid(self, village, found, tables):
        if len(village.lists) > 1:
            return
        (content,) = village.lists.values()
        rules = {rule["id"]: (side, rule) for side in ("positive", "negative") for rule in content[side]}
        said = {village.rule_at(warning)["id"] for warning in found if warning["code"] == "counted_twice"}
        by_event = {}
        for row in csv.DictReader(tables["outcomes"].splitlines()):
            if row["rule"] in rules and row["outcome"] in ("applied", "cut"):
                by_event.setdefault(row["event"], []).append(row["rule"])
        for event, applied in by_event.items():
            for at, later in enumerate(applied):
                for earlier in applied[:at]:
                    (side, rule), (other_side, other) = rules[later], rules[earlier]
                    accounts = {rule.get("account", "both"), other.get("account", "both")}
                    groups = [each.get("exclusive", {}).get("group") for each in (rule, other)]
                    if side != other_side or accounts == {"standing", "spendable"}:
                        continue
                    if groups[0] is None or groups[0] != groups[1]:
                        self.assertIn(later, said, f"{event} counts for {earlier} and {later}")


if __name__ == "__main__":
    unittest.main()
