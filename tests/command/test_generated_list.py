"""The list of 1,295 livelihood matters: the file is what its script writes, its numbers are the report's, its days hold."""

import csv
import json
import subprocess
import sys
import unittest
from pathlib import Path

from village import VillageTest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "rules/generated/livelihood_matters.py"
FILE = ROOT / "rules/potou-livelihood-matters.json"
RULES = json.loads(FILE.read_text(encoding="utf-8"))
ITEMS = [rule for rule in RULES["positive"] if rule["category"] != "general"]


class GeneratedList(unittest.TestCase):
    def test_the_file_is_what_the_script_writes(self):
        written = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, check=True).stdout
        # Not assertEqual: the difference of two files of 800 kB would take minutes to show.
        self.assertTrue(written == FILE.read_bytes(), f"run: python3 {SCRIPT.relative_to(ROOT)} > {FILE.relative_to(ROOT)}")

    def test_the_numbers_of_the_report(self):
        units = {category["x-unit"] for category in RULES["categories"] if "x-unit" in category} - {"镇街"}
        towns = {row["handling_unit"] for one in RULES["examples"] for row in one["given"]["roster"] if row["sort"] == "town"}
        self.assertEqual(len(ITEMS), 1295)
        self.assertEqual(len(RULES["categories"]) - 1, 105)
        self.assertEqual(len(units) + len(towns), 57)
        self.assertEqual(len({rule["x-standard"] for rule in ITEMS}), 210)

    def test_no_two_items_are_called_the_same(self):
        for language in ("zh", "en"):
            self.assertEqual(len({rule["title"][language] for rule in ITEMS}), len(ITEMS))


class DaysAllowed(VillageTest):
    def test_every_item_scores_on_its_last_day_and_not_a_day_later(self):
        closed = [event for one in RULES["examples"] for event in one["given"]["events"] if event["event"].isdecimal()]
        self.assertEqual({event["kind"] for event in closed}, {rule["id"] for rule in ITEMS})
        units = {row["handling_unit"]: row["sort"] for one in RULES["examples"] for row in one["given"]["roster"]}
        self.put("units.csv", "handling_unit,sort\n" + "".join(f"{unit},{sort}\n" for unit, sort in sorted(units.items())))
        rows = ["event,handling_unit,kind,at,quantity"]
        for number, event in enumerate(closed):
            # A day for each, so that the limit of a day cuts nothing.
            month, day = divmod(number % 300, 28)
            for late in (0, 1):
                rows.append(f"{event['event']}-{late},{event['handling_unit']},{event['kind']},2024-{month + 1:02}-{day + 1:02},"
                            f"{event['quantity'] + late}")
        self.put("closed.csv", "\n".join(rows) + "\n")
        ran = self.run_command("evaluate", "--rules", str(FILE), "--roster", "units.csv", "--events", "closed.csv",
                               "--through", "2024-12-31", "--out", "out")
        self.assertEqual(ran.code, 0, ran.messages)
        points = {rule["id"]: rule["score"]["points"] for rule in ITEMS}
        outcomes = list(csv.DictReader(self.get("out/outcomes.csv").splitlines()))
        self.assertEqual(len(outcomes), 2 * 1295)
        for row in outcomes:
            with self.subTest(row["event"]):
                if row["event"].endswith("-0"):
                    self.assertEqual((row["outcome"], row["amount"]), ("applied", f"{points[row['rule']]}.0"))
                else:
                    self.assertEqual((row["outcome"], row["reason"]), ("no_effect", "condition"))


if __name__ == "__main__":
    unittest.main()
