"""pointsbank diff: what changed, by meaning."""

import json
import random
import unittest

from lists import FILES, at, candidates, changed, some_numbers
from village import RULES, VillageTest


def shuffled(node, chance):
    """The same meaning, written otherwise: keys in another order, numbers as texts."""
    if isinstance(node, dict):
        keys = list(node)
        chance.shuffle(keys)
        return {key: shuffled(node[key], chance) for key in keys}
    if isinstance(node, list):
        return [shuffled(value, chance) for value in node]
    if isinstance(node, float) and chance.random() < 0.5:
        return f"{node}0"
    return node


# Numbers that a key names: a change of one is a change of the key, and of the place that it gives to the others.
def last_of(path):
    names = [key for key in path if isinstance(key, str)]
    return names[-1]


class Diff(VillageTest):
    def diff(self, before, after, *options, code=0, language="en"):
        ran = self.run_command("diff", str(before), str(after), *options, language=language)
        self.assertEqual(ran.code, code, ran.messages)
        return ran.out

    def found(self, before, after):
        read = json.loads(self.diff(before, after, "--json"))
        self.assertEqual(read["equal"], not read["differences"])
        return read["differences"]

    def edited(self, edit):
        document = json.loads(RULES)
        edit(document)
        self.put("after.json", json.dumps(document, ensure_ascii=False))
        return self.found("rules.json", "after.json")

    def test_equal_lists(self):
        chance = random.Random(5)
        self.assertEqual(self.diff("rules.json", "rules.json"), "no differences: both mean the same\n")
        self.assertEqual(self.diff("rules.json", "rules.json", language="zh"), "没有差别：两份清单意思相同\n")
        for file in FILES:
            document = shuffled(json.loads(file.read_text(encoding="utf-8")), chance)
            document["positive"].sort(key=lambda rule: chance.random()) if not self.shares(document["positive"]) else None
            document["x-own"] = 1
            self.put("again.json", json.dumps(document))
            self.assertEqual(self.found(file, "again.json"), [], file.name)

    @staticmethod
    def shares(rules):
        heard = []
        for rule in rules:
            on = rule.get("on", rule["id"])
            heard += [on] if isinstance(on, str) else on
        return len(set(heard)) != len(heard)

    def test_spelling_does_not_matter(self):
        def edit(document):
            document["positive"][0]["on"] = ["patrol"]
            document["positive"][0]["score"] = {"rate": "1.50", "each": 1.0, "whole": False}
            document["positive"][0]["account"] = "both"
            document["utc_offset"] = "+08:00"
            document["examples"] = []
        self.assertEqual(self.edited(edit), [])
        self.put("one.json", RULES.replace('"title": "巡逻"', '"when": "event.quantity>=0.5&&subject.members > 0"'))
        self.put("two.json", RULES.replace('"title": "巡逻"', '"when": " event.quantity >= 0.50 && subject.members>0"'))
        self.assertEqual(self.found("one.json", "two.json"), [])

    def test_a_rate(self):
        found = self.edited(lambda d: d["positive"][0]["score"].update(rate=2))
        self.assertEqual(found, [{"target": "rule", "id": "patrol", "list": "positive", "change": "changed",
                                  "field": "score.rate", "before": 1.5, "after": 2}])
        self.assertEqual(self.diff("rules.json", "after.json"),
                         "rule that adds: 巡逻 (patrol)\n  points for each [score.rate]: 1.5 → 2\n")
        self.assertEqual(self.diff("rules.json", "after.json", language="zh"),
                         "加分项：巡逻（patrol）\n  单位分值 [score.rate]：1.5 → 2\n")

    def test_limits_by_their_key(self):
        found = self.edited(lambda d: d["positive"][0]["limits"].insert(0, {"per": "year", "points": 20, "by": "member"}))
        self.assertEqual([(each["field"], each.get("before"), each["after"]) for each in found],
                         [("limits[year,member].points", None, 20)])
        found = self.edited(lambda d: d["positive"][0]["limits"][0].update(points=5))
        self.assertEqual([(each["field"], each["before"], each["after"]) for each in found],
                         [("limits[month,household].points", 4, 5)])
        found = self.edited(lambda d: d["positive"][0]["limits"][0].update(per="week"))
        self.assertEqual([(each["field"], each["before"], each["after"]) for each in found],
                         [("limits[month,household].per", "month", "week")])

    def test_awards_by_their_ranks(self):
        found = self.edited(lambda d: d["closings"][0]["awards"][0].update(points=8))
        self.assertEqual([(each["target"], each["id"], each["field"], each["before"], each["after"]) for each in found],
                         [("closing", "monthly", "awards[1-1].points", 5, 8)])

    def test_rules_that_come_go_and_move(self):
        added = {"id": "choir", "category": "order", "score": {"points": 1.50}}
        found = self.edited(lambda d: d["positive"].insert(0, added))
        self.assertEqual(found, [{"target": "rule", "id": "choir", "list": "positive", "change": "added", "after": added}])
        self.assertEqual(self.diff("rules.json", "after.json"), "added: rule that adds: choir\n")
        found = self.edited(lambda d: d["negative"].clear())
        self.assertEqual([(each["id"], each["list"], each["change"]) for each in found], [("litter", "negative", "removed")])

        def move(document):
            document["categories"].append({"id": "other"})
            document["positive"][1]["category"] = "other"
        found = self.edited(move)
        self.assertEqual([(each["target"], each.get("field"), each.get("before")) for each in found],
                         [("category", None, None), ("rule", "category", "order")])

        def turn(document):
            document["negative"].append(document["positive"].pop())
        found = self.edited(turn)
        self.assertEqual([(each["id"], each["field"], each["before"], each["after"]) for each in found],
                         [("meeting", "list", "positive", "negative")])

    def test_another_form_of_score(self):
        found = self.edited(lambda d: d["positive"][0].update(score={"points": 3}))
        self.assertEqual([(each["field"], each["after"]) for each in found], [("score", {"points": 3})])

    def test_any_number_is_told_exactly(self):
        for file in FILES:
            document = json.loads(file.read_text(encoding="utf-8"))
            for path in some_numbers(document):
                for value in candidates(document, path):
                    self.put("other.json", json.dumps(changed(document, path, value)))
                    ran = self.run_command("diff", str(file), "other.json", "--json")
                    if ran.code == 0:
                        break
                else:
                    # Of [1, 1] neither rank can be another one alone.
                    if path[-2] == "ranks":
                        continue
                    self.fail(f"{file.name}: no other number is right at {path}")
                found = json.loads(ran.out)["differences"]
                self.assertEqual(len(found), 1, f"{file.name}: {path}: {found}")
                self.assert_names(found[0], document, path, value)

    def assert_names(self, found, document, path, value):
        """The target by its id, the field by the last key, old and new."""
        if path[0] in ("positive", "negative", "closings", "categories"):
            self.assertEqual(found["id"], document[path[0]][path[1]]["id"])
        name = last_of(path)
        self.assertTrue(found["field"].split(".")[-1].strip('"') == name, f"{path}: {found['field']}")
        before, after = found["before"], found["after"]
        if isinstance(before, list):
            self.assertEqual((before[path[-1]], after[path[-1]]), (at(document, path), value))
        else:
            self.assertEqual((before, after), (at(document, path), value))

    def test_the_book_itself(self):
        def edit(document):
            document["effective"]["to"] = "2026-11-30"
            document["base"] = {"points": 60, "each": "year"}
            document["redemption"] = {"above": 10, "limits": [{"per": "month", "points": 50}]}
            document["version"] = "2026b"
        found = self.edited(edit)
        self.assertEqual([each["field"] for each in found], ["version", "effective.to", "base", "redemption"])
        self.assertEqual(found[2]["after"], {"points": 60, "each": "year", "account": "both"})
        self.assertEqual(found[3]["after"], {"above": 10, "limits": [{"per": "month", "points": 50}]})

    def test_books_along_time(self):
        document = json.loads(RULES)
        document["effective"]["to"] = "2026-10-31"
        self.put("early.json", json.dumps(document))
        document["effective"] = {"from": "2026-11-01", "to": "2026-12-31"}
        document["version"] = "2026-winter"
        document["positive"][0]["score"]["rate"] = 3
        self.put("winter.json", json.dumps(document))
        ran = self.run_command("diff", "rules.json", "--against", "early.json", "--against", "winter.json", "--json")
        self.assertEqual(ran.code, 0, ran.messages)
        found = json.loads(ran.out)["differences"]
        self.assertEqual([(each["field"], each["from"]) for each in found],
                         [("version", "2026-11-01"), ("score.rate", "2026-11-01")])
        self.assertNotIn("to", found[1])
        ran = self.run_command("diff", "early.json", "winter.json", "--against", "early.json", "--against", "winter.json")
        self.assertEqual((ran.code, ran.out), (0, "no differences: both mean the same\n"))

    def test_exit_codes(self):
        self.put("after.json", RULES.replace("1.5", "2"))
        self.diff("rules.json", "after.json", "--exit-code", code=1)
        self.diff("rules.json", "rules.json", "--exit-code", code=0)
        self.diff("rules.json", "after.json", code=0)
        ran = self.run_command("diff", "rules.json")
        self.assertEqual(ran.code, 2)
        self.assertIn("two rule lists are needed", ran.messages)
        self.put("after.json", RULES.replace("1.5", "-2"))
        ran = self.run_command("diff", "rules.json", "after.json")
        self.assertEqual((ran.code, ran.out), (2, ""))
        self.assertRegex(ran.messages, r"^after\.json:\d+:\d+: ")


if __name__ == "__main__":
    unittest.main()
