"""pointsbank reform: a changed rule book from a reform, and the reform back from two books."""

import json
import unittest

from lists import FILES
from village import RULES, VillageTest


class Reform(VillageTest):
    def reform(self, *operations, title="trial"):
        self.put("reform.json", json.dumps({"title": title, "operations": list(operations)}, ensure_ascii=False))

    def applied(self, *operations, code=0, out="trial"):
        self.reform(*operations)
        ran = self.run_command("reform", "rules.json", "--reform", "reform.json", "--out", out)
        self.assertEqual(ran.code, code, ran.messages)
        return ran

    RATE = {"op": "set", "rule": "patrol", "field": "score.rate", "value": 3}

    def test_what_is_not_touched_keeps_its_bytes(self):
        self.applied(self.RATE)
        self.assertEqual(self.get("trial/rules.json"), RULES.replace('{"rate": 1.5}', '{"rate": 3}'))
        self.assertEqual(self.get("rules.json"), RULES)

    def test_the_empty_reform_changes_nothing(self):
        for file in FILES:
            self.reform()
            ran = self.run_command("reform", str(file), "--reform", "reform.json", "--out", "trial")
            if "missing_base" in ran.messages or ran.code == 2:
                self.assertIn("extends", file.read_text(encoding="utf-8"))
                continue
            self.assertEqual(ran.code, 0, ran.messages)
            self.assertEqual(self.get("trial/" + file.name), file.read_text(encoding="utf-8"))

    def test_versions_are_split_at_its_dates(self):
        self.applied({**self.RATE, "from": "2026-03-01"})
        self.assertEqual(self.names()[-2:], ["trial/rules-2026-03-01.json", "trial/rules.json"])
        first, second = (json.loads(self.get("trial/" + name)) for name in ("rules.json", "rules-2026-03-01.json"))
        self.assertEqual(first["effective"], {"from": "2026-01-01", "to": "2026-02-28"})
        self.assertEqual(second["effective"], {"from": "2026-03-01", "to": "2026-12-31"})
        self.assertEqual((first["positive"][0]["score"]["rate"], second["positive"][0]["score"]["rate"]), (1.5, 3))
        ran = self.run_command("check", "trial/rules.json", "trial/rules-2026-03-01.json")
        self.assertEqual(ran.code, 0, ran.messages)

    def test_without_out_it_says_what_would_change(self):
        self.reform(self.RATE)
        ran = self.run_command("reform", "rules.json", "--reform", "reform.json")
        self.assertEqual((ran.code, ran.out), (0, "rule that adds: 巡逻 (patrol)\n  points for each [score.rate]: 1.5 → 3\n"))
        self.assertFalse((self.folder / "trial").exists())

    def test_nothing_before_its_from(self):
        before = self.evaluate(out="before")
        self.assertEqual(before.code, 0, before.messages)
        self.applied({**self.RATE, "value": 0.5, "from": "2026-01-06"})
        ran = self.run_command("evaluate", *self.data("--rules", "trial/rules-2026-01-06.json", "--out", "after",
                                                      rules="trial/rules.json"))
        self.assertEqual(ran.code, 0, ran.messages)
        rows = lambda name: [line for line in self.get(name).splitlines() if ",2026-01-05," in line]
        self.assertEqual(rows("before/postings.csv"), rows("after/postings.csv"))
        self.assertNotEqual(self.get("before/postings.csv"), self.get("after/postings.csv"))

    def test_all_mistakes_at_once_with_their_places_and_nothing_is_written(self):
        ran = self.applied({**self.RATE, "rule": "patroll"}, {"op": "disable", "rule": "liter"},
                           {"op": "disable", "rule": "litter", "field": "x"}, code=2)
        self.assertIn("/operations/2/field: the key `field` is not known here", ran.messages)
        ran = self.applied({**self.RATE, "rule": "patroll"}, {"op": "disable", "rule": "liter"}, code=2)
        self.assertIn("reform.json:1:", ran.messages)
        self.assertIn("there is no rule `patroll`; did you mean `patrol`?", ran.messages)
        self.assertIn("there is no rule `liter`; did you mean `litter`?", ran.messages)
        ran = self.applied({**self.RATE, "value": 2}, self.RATE, code=2)
        self.assertIn('if this one is to count, write "override": true in it', ran.messages)
        ran = self.applied({"op": "set", "rule": "patrol", "field": "limits[month].points", "value": 4.25}, code=2)
        self.assertIn("/operations/0/value: ", ran.messages)
        self.assertFalse((self.folder / "trial").exists())

    def test_operations_without_effect_are_told(self):
        ran = self.applied({**self.RATE, "value": "1.50"}, {"op": "disable", "rule": "litter", "from": "2027-01-01"})
        self.assertIn("this changes nothing: `patrol` is so already", ran.messages)
        self.assertIn("lie outside those of the book", ran.messages)
        self.assertEqual(self.get("trial/rules.json"), RULES)

    def test_read_back_from_two_books(self):
        self.applied(self.RATE, {"op": "disable", "rule": "litter", "from": "2026-05-01"})
        ran = self.run_command("reform", "rules.json", "--against", "trial/rules.json",
                               "--against", "trial/rules-2026-05-01.json", "--title", "back")
        self.assertEqual(ran.code, 0, ran.messages)
        read = json.loads(ran.out)
        self.assertEqual(read["title"], "back")
        self.assertIn({"op": "set", "rule": "patrol", "field": "score.rate", "value": 3}, read["operations"])
        self.put("back.json", ran.out)
        ran = self.run_command("reform", "rules.json", "--reform", "back.json", "--out", "again")
        self.assertEqual(ran.code, 0, ran.messages)
        ran = self.run_command("diff", "trial/rules.json", "trial/rules-2026-05-01.json",
                               "--against", "again/rules.json", "--against", "again/rules-2026-05-01.json")
        self.assertEqual(ran.out, "no differences: both mean the same\n")

    def test_wrong_use(self):
        ran = self.run_command("reform", "rules.json")
        self.assertEqual(ran.code, 2)
        self.assertIn("either `--reform FILE` or `--against FILE` is needed", ran.messages)
        ran = self.run_command("reform", "rules.json", "--reform", "nowhere.json", language="zh")
        self.assertEqual(ran.code, 2)
        self.assertIn("没有文件 `nowhere.json`", ran.messages)


if __name__ == "__main__":
    unittest.main()
