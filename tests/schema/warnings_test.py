"""The warnings of the lists in rules/ are those of the table "Warnings that stay" in rules/README.md, no more and no less.

In the table a place is the id of a rule, closing or category; many places of one code are counted ("40 places").
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POINTSBANK = os.environ["POINTSBANK"]
HEADING = "## Warnings that stay"


def check(path: Path, content: dict) -> list[dict]:
    """What `check` says of a list; one of additions is read beside the list that it extends."""
    beside = [str(ROOT / "rules" / f"{content['extends']['id']}.json")] if "extends" in content else []
    done = subprocess.run([POINTSBANK, "check", "--json", "--quiet", *beside, str(path)], capture_output=True, text=True,
                          check=True, cwd=ROOT, stdin=subprocess.DEVNULL)
    return [said for said in map(json.loads, done.stdout.splitlines()) if said["file"] == str(path)]


def place(content: dict, pointer: str) -> str:
    """The id of what the pointer leads to or into; the pointer itself where that has none."""
    node, found = content, pointer
    for key in pointer.split("/")[1:]:
        node = node[int(key)] if isinstance(node, list) else node[key]
        if isinstance(node, dict) and "id" in node:
            found = node["id"]
    return found


def table() -> dict[tuple[str, str], tuple[int, set[str] | None]]:
    """By list and code: how many places, and which where they are named."""
    text = (ROOT / "rules/README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`|]+)` \| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", text.split(HEADING)[1].split("\n## ")[0],
                      re.MULTILINE)
    result = {}
    for name, code, where, why in rows:
        counted = re.fullmatch(r"(\d+) places", where)
        named = None if counted else set(re.findall(r"`([^`]+)`", where))
        assert (name, code) not in result and why.strip() and named != set(), (name, code)
        result[name, code] = (int(counted[1]) if counted else len(named), named)
    return result


class Warnings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.table = table()
        cls.said = {}
        for path in sorted((ROOT / "rules").glob("*.json")):
            content = json.loads(path.read_text(encoding="utf-8"))
            for warning in check(path, content):
                cls.said.setdefault((path.stem, warning["code"]), []).append(place(content, warning["pointer"]))

    def test_the_table_has_every_warning_and_no_other(self):
        self.assertTrue(self.table)
        self.assertEqual(sorted(self.table), sorted(self.said))

    def test_each_row_names_its_places(self):
        for key, (count, named) in self.table.items():
            with self.subTest(key):
                said = self.said.get(key, [])
                self.assertEqual(count, len(said), said)
                if named is not None:
                    self.assertEqual(named, set(said))

    def test_lists_whose_warnings_stay_say_so_in_their_note(self):
        for name, code in self.table:
            with self.subTest(name, code=code):
                note = json.loads((ROOT / "rules" / f"{name}.json").read_text(encoding="utf-8"))["note"]
                for language in ("zh", "en"):
                    self.assertIn("check", note[language])

    def test_all_lists_at_once(self):
        lists = sorted(str(path) for path in (ROOT / "rules").glob("*.json"))
        done = subprocess.run([POINTSBANK, "check", "--json", "--quiet", *lists], capture_output=True, text=True,
                              cwd=ROOT, stdin=subprocess.DEVNULL)
        self.assertEqual(0, done.returncode, done.stdout[:2000])
        self.assertEqual(sum(map(len, self.said.values())), len(done.stdout.splitlines()))


if __name__ == "__main__":
    unittest.main()
