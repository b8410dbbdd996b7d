"""Holds docs/systems.md against the rule lists: every list, rule, closing and example that it names is there, each
example it names is about one of the rules beside it and each rule is seen in one of these examples, all 45 rows are
there, and no list is left unmentioned."""

from __future__ import annotations

import json
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/systems.md"
ROWS = 45
# `list` (1, 2): `rule`, `closing`
REFERENCE = re.compile(r"`(?P<list>[^`]+)` \((?P<examples>[0-9, ]+)\): (?P<ids>`[^`]+`(?:, `[^`]+`)*)")
TABLE_OF_CLOSING = {"ranking": "rankings", "rating": "ratings", "dividend": "dividends", "benefit": "benefits",
                    "reset": "balances", "expiry": "balances"}


def as_list(kinds: str | list[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds


class RuleList:
    def __init__(self, path: Path):
        content = json.loads(path.read_text(encoding="utf-8"))
        self.examples = content.get("examples", [])
        self.closings = {closing["id"]: closing for closing in content.get("closings", [])}
        self.kinds = {rule["id"]: set(as_list(rule.get("on", rule["id"])))
                      for rule in content["positive"] + content["negative"]}
        for name, closing in self.closings.items():
            self.kinds[name] = {kind for key in ("on", "opened_by", "closed_by") for kind in as_list(closing.get(key, []))}

    def is_about(self, example: dict, name: str) -> bool:
        """An event that the rule hears is given, or what came of the rule or closing is expected."""
        if self.kinds[name] & {event.get("kind") for event in example["given"].get("events", [])}:
            return True
        expected = example.get("expect", {})
        if any(name in row.values() for rows in expected.values() for row in rows):
            return True
        closing = self.closings.get(name)
        return closing is not None and any("closing" not in row
                                           for row in expected.get(TABLE_OF_CLOSING.get(closing["kind"], ""), []))


class Systems(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lists = {path.stem: RuleList(path) for path in sorted((ROOT / "rules").glob("*.json"))}
        cls.text = PAGE.read_text(encoding="utf-8")
        cls.rows = []
        for line in cls.text.splitlines():
            if not line.startswith("|") or set(line) <= set("|-"):
                continue
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if "list (examples)" not in line:  # the heading
                cls.rows.append(cells)

    def references(self) -> list[tuple[str, list[int], list[str]]]:
        """What the column before the last names in every row."""
        return [(match["list"], [int(number) for number in match["examples"].split(",")],
                 re.findall("`([^`]+)`", match["ids"]))
                for cells in self.rows for match in REFERENCE.finditer(cells[-2])]

    def test_is_written_as_it_is_read(self):
        for cells in self.rows:
            with self.subTest(cells[0]):
                self.assertEqual(cells[-2], "; ".join(match.group(0) for match in REFERENCE.finditer(cells[-2])),
                                 "written as: `list` (1, 2): `rule`, `closing`; `other-list` (3): `rule`")

    def test_has_every_row_once(self):
        numbers = [cells[0] for cells in self.rows if len(cells) == 4]
        self.assertEqual([str(number) for number in range(1, ROWS + 1)], numbers)

    def test_names_what_is_there(self):
        self.assertGreater(len(self.references()), ROWS)
        for name, examples, ids in self.references():
            with self.subTest(name, ids=ids):
                self.assertIn(name, self.lists, "no such rule list")
                for rule in ids:
                    self.assertIn(rule, self.lists[name].kinds, "no such rule or closing")
                self.assertLessEqual(max(examples), len(self.lists[name].examples), "no such example")

    def test_examples_show_the_rules_beside_them(self):
        for name, examples, ids in self.references():
            with self.subTest(name, ids=ids):
                rule_list = self.lists[name]
                shown = {number: {rule for rule in ids if rule_list.is_about(rule_list.examples[number - 1], rule)}
                         for number in examples}
                for number, rules in shown.items():
                    self.assertTrue(rules, f"example {number} is about none of them")
                self.assertEqual(set(ids), set().union(*shown.values()), f"seen in none of the examples {examples}")

    def test_uses_the_words_of_the_format(self):
        reference = "".join((ROOT / "docs" / name).read_text(encoding="utf-8")
                            for name in ("rule-list.md", "files-and-commands.md", "errors.md"))
        for cells in self.rows:
            for word in re.findall(r"`([a-z_]+)`", cells[-1]):
                with self.subTest(cells[0], word=word):
                    self.assertTrue(f"`{word}`" in reference or f'"{word}"' in reference, "no word of the format")

    def test_leaves_no_list_out(self):
        for name in self.lists:
            with self.subTest(name):
                self.assertTrue(f"`{name}`" in self.text, "this list runs no system on the page")


if __name__ == "__main__":
    unittest.main()
