"""pointsbank check and pointsbank test: rule lists, their mistakes and their examples."""

import unittest

from village import RULES, VillageTest

OTHER = RULES.replace('"id": "village"', '"id": "other"')
EXTENSION = """{
  "format": "pointsbank/1", "id": "hamlet", "version": "1", "effective": {"from": "2026-03-01"},
  "extends": {"id": "village", "version": "2026"},
  "categories": [{"id": "own"}],
  "positive": [{"id": "choir", "category": "own", "score": {"points": 1}}], "negative": []
}
"""


class Check(VillageTest):
    def test_a_list_in_order(self):
        ran = self.run_command("check", "rules.json")
        self.assertEqual((ran.code, ran.out), (0, ""))
        self.assertEqual(ran.lines, ["rule lists: 1, errors: 0, warnings: 0"])
        self.assertEqual(self.run_command("check", "rules.json", "--quiet").messages, "")

    def test_every_mistake_has_its_place(self):
        self.put("rules.json", RULES.replace('"per": "month"', '"per": "mouth"').replace("1.5", "-1").replace('"categories"', '"catgories"'))
        ran = self.run_command("check", "rules.json")
        self.assertEqual(ran.code, 2)
        *mistakes, summary = ran.lines
        self.assertGreaterEqual(len(mistakes), 3)
        for line in mistakes:
            self.assertRegex(line, r"^rules\.json:\d+:\d+: (/\S+: )?\S")
        self.assertRegex(ran.messages, r"rules\.json:8:3: /catgories: .*; did you mean `categories`\?")
        self.assertRegex(ran.messages, r"rules\.json:11:25: /positive/0/limits/0/per: .*; did you mean `month`\?")
        self.assertEqual(summary, f"rule lists: 1, errors: {len(mistakes)}, warnings: 0")

    def test_in_chinese(self):
        self.put("rules.json", RULES.replace('"positive"', '"positiv"'))
        ran = self.run_command("check", "rules.json", language="zh")
        self.assertEqual(ran.code, 2)
        self.assertIn("；是不是 `positive`？", ran.messages)

    def test_books_of_their_own(self):
        self.put("other.json", OTHER)
        self.assertEqual(self.run_command("check", "rules.json", "other.json").code, 0)

    def test_a_list_and_its_base_among_others(self):
        self.put("other.json", OTHER)
        self.put("hamlet.json", EXTENSION)
        self.assertEqual(self.run_command("check", "other.json", "hamlet.json", "rules.json").code, 2)  # it has no end
        self.put("hamlet.json", EXTENSION.replace('"2026-03-01"', '"2026-03-01", "to": "2026-10-31"'))
        ran = self.run_command("check", "other.json", "hamlet.json", "rules.json")
        self.assertEqual(ran.code, 0, ran.messages)
        ran = self.run_command("check", "other.json", "hamlet.json")
        self.assertEqual(ran.code, 2)
        self.assertIn("hamlet.json:3:14: /extends: ", ran.messages)

    def test_a_mistake_of_a_base_of_two_is_told_once(self):
        self.put("rules.json", RULES.replace('"points": 2', '"points": -2'))
        self.put("one.json", EXTENSION.replace('"2026-03-01"', '"2026-03-01", "to": "2026-10-31"'))
        self.put("two.json", EXTENSION.replace("hamlet", "farm").replace('"2026-03-01"', '"2026-03-01", "to": "2026-10-31"'))
        ran = self.run_command("check", "one.json", "two.json", "rules.json")
        self.assertEqual(ran.code, 2)
        self.assertEqual(ran.messages.count("rules.json:14:"), 1, ran.messages)

    def test_two_versions_that_overlap(self):
        self.put("next.json", RULES.replace('"version": "2026"', '"version": "2027"'))
        ran = self.run_command("check", "rules.json", "next.json")
        self.assertEqual(ran.code, 2)
        self.assertIn("overlaps", ran.messages)


class Examples(VillageTest):
    def test_those_that_pass(self):
        ran = self.run_command("test", "rules.json")
        self.assertEqual((ran.code, ran.messages), (0, ""))
        self.assertIn("passes: One meeting\n", ran.out)
        self.assertRegex(ran.out, r"touched by no example: .*patrol\n")
        self.assertNotRegex(ran.out, r"touched by no example: .*meeting\n")
        self.assertTrue(ran.out.endswith("examples: 1, passing: 1, failing: 0\n"))

    def test_one_that_fails(self):
        self.put("rules.json", RULES.replace('"standing": 1}', '"standing": 2}'))
        ran = self.run_command("test", "rules.json", "--lang", "zh")
        self.assertEqual(ran.code, 3)
        self.assertIn("不通过：开会一次（rules.json:", ran.out)
        self.assertIn("standing=2", ran.out)
        self.assertRegex(ran.out, r"最接近的一行：.*standing=1")

    def test_one_that_expects_nothing(self):
        self.put("rules.json", RULES.replace('[{"household": "H1", "standing": 1}]', "[]"))
        ran = self.run_command("test", "rules.json")
        self.assertEqual(ran.code, 3)
        self.assertIn("expects nothing: One meeting", ran.out)

    def test_a_list_without(self):
        self.put("rules.json", RULES[:RULES.index('"examples"')].rstrip().rstrip(",") + "}")
        ran = self.run_command("test", "rules.json")
        self.assertIn("without examples: village", ran.out)

    def test_a_list_with_mistakes(self):
        self.put("rules.json", RULES.replace('"patrol"', '"pa trol"'))
        ran = self.run_command("test", "rules.json")
        self.assertEqual((ran.code, ran.out), (2, ""))
        self.assertRegex(ran.messages, r"^rules\.json:10:12: /positive/0/id: ")


if __name__ == "__main__":
    unittest.main()
