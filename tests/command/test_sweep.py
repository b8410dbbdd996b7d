"""pointsbank sweep: one field over many values, and the value that meets a goal."""

import json
import unittest

from village import VillageTest


class Sweep(VillageTest):
    def sweep(self, *more, code=0, language="en", **changed):
        options = {"rule": "patrol", "field": "score.rate", **changed}
        ran = self.run_command("sweep", *self.data(*more, **options), language=language)
        self.assertEqual(ran.code, code, ran.messages)
        return ran

    def test_values(self):
        read = json.loads(self.sweep("--json", values="0.5, 1.5,2").out)
        self.assertEqual([row["value"] for row in read["rows"]], [0.5, 1.5, 2])
        for row in read["rows"]:
            self.put("reform.json", json.dumps({"operations": [
                {"op": "set", "rule": "patrol", "field": "score.rate", "value": row["value"]}]}))
            ran = self.run_command("compare", *self.data("--json", reform="reform.json"))
            totals = {each["what"]: each for each in json.loads(ran.out)["totals"]}
            self.assertEqual(row["issued_after"], totals["issued"]["after"])
            self.assertEqual(row["standing_after"], totals["standing"]["after"])
        out = self.sweep(values="0.5,2").out
        self.assertEqual(len(out.splitlines()), 3)
        self.assertIn("取值", self.sweep(values="0.5,2", language="zh").out)

    def test_texts_are_values_too(self):
        read = json.loads(self.sweep("--json", field="account", values="both,standing", measure="spendable").out)
        self.assertEqual([row["value"] for row in read["rows"]], ["both", "standing"])
        self.assertNotEqual(read["rows"][0]["measure"], read["rows"][1]["measure"])

    def test_goal(self):
        read = json.loads(self.sweep("--json", goal="20", least="0", most="3", step="0.1").out)
        self.assertTrue(read["met"])
        values = [row["value"] for row in read["rows"]]
        self.assertEqual(values, sorted(values))
        self.assertIn(read["value"], values)
        place = values.index(read["value"])
        self.assertTrue(0 < place < len(values) - 1)
        out = self.sweep(goal="9999", least="0", most="3").out
        self.assertIn("the goal 9999 is not reached between 0 and 3", out)

    def test_wrong_use(self):
        self.assertIn("either `--values V,V,…` or `--goal N`", self.sweep(code=2).messages)
        self.assertIn("there is no measure `joy`", self.sweep(values="1", measure="joy", code=2).messages)
        self.assertIn("`--level N` is missing", self.sweep(values="1", measure="share-above", code=2).messages)
        self.assertIn("only one of `--rule`", self.sweep(values="1", closing="monthly", code=2).messages)
        self.assertIn("there is no rule `patroll`; did you mean `patrol`?", self.sweep(values="1", rule="patroll", code=2).messages)
        self.assertIn("in steps above 0", self.sweep(goal="1", least="5", most="1", code=2).messages)
        self.assertIn("redemption.value", self.sweep(values="1", measure="money", code=2).messages)


if __name__ == "__main__":
    unittest.main()
