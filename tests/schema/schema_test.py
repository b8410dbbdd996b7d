"""Holds the JSON Schema against the reader: what the reader takes the schema takes, and the other way round as far as a
schema can say it. What it cannot say stands in a table of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

try:
    import jsonschema
except ImportError:
    print("Python's jsonschema is not installed (scripts/test does it)")
    sys.exit(77)  # left out, says ctest

from lists import ABSENT, BROKEN, GOOD, READER_ONLY, Change, changed

ROOT = Path(__file__).resolve().parents[2]
POINTSBANK = os.environ["POINTSBANK"]
SCHEMA = json.loads((ROOT / "rules/schema/pointsbank.schema.json").read_text(encoding="utf-8"))


def told(change: Change) -> str:
    pointer, value = change
    return f"{pointer or 'the whole'}: " + ("absent" if value is ABSENT else json.dumps(value, ensure_ascii=False)[:80])


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schema = jsonschema.Draft202012Validator(SCHEMA)
        cls.scratch = tempfile.TemporaryDirectory(prefix="pointsbank-")
        cls.addClassCleanup(cls.scratch.cleanup)

    def schema_takes(self, value) -> bool:
        return self.schema.is_valid(value)

    def reader(self, value) -> subprocess.CompletedProcess:
        file = Path(self.scratch.name, "list.json")
        file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        return subprocess.run([POINTSBANK, "check", str(file)], capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def hold(self, changes: list[Change], by_schema: bool, by_reader: bool):
        for change in changes:
            with self.subTest(told(change)):
                value = changed(change)
                self.assertEqual(by_schema, self.schema_takes(value), "the schema")
                done = self.reader(value)
                self.assertEqual(0 if by_reader else 2, done.returncode, f"the reader\n{done.stdout}{done.stderr}")
                if not by_reader:
                    self.assertIn("list.json:1:", done.stdout + done.stderr)

    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_both_take(self):
        self.hold(GOOD, True, True)

    def test_both_refuse(self):
        self.hold(BROKEN, False, False)

    def test_only_the_reader_refuses(self):
        self.hold(READER_ONLY, True, False)

    def test_takes_shipped_lists(self):
        for path in sorted((ROOT / "rules").glob("*.json")):
            self.assert_valid(path)

    def test_takes_the_lists_of_cases(self):
        for folder in ("conformance/cases", "scenarios"):
            for path in sorted((ROOT / "tests" / folder).glob("*/*.json")):
                # A scenario that ends with an error may be about its list.
                if path.name != "case.json" and (path.parent / "expected/balances.csv").exists():
                    self.assert_valid(path)

    def test_takes_random_lists(self):
        sys.path.insert(0, str(ROOT / "tests/reference"))
        from random_case import make_case
        for seed in range(1, 41):
            folder = Path(self.scratch.name, str(seed))
            make_case(seed, str(folder))
            for path in sorted(folder.glob("rules*.json")):
                self.assert_valid(path)

    def assert_valid(self, path: Path):
        with self.subTest(path.name):
            errors = [f"{error.json_path}: {error.message[:200]}"
                      for error in self.schema.iter_errors(json.loads(path.read_text(encoding="utf-8")))]
            self.assertFalse(errors, f"{path}\n" + "\n".join(errors))


if __name__ == "__main__":
    unittest.main()
