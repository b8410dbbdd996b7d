"""Titles and notes of the lists in rules/ are there in Chinese and in English, each in its own script, and every rule and
closing says where it comes from."""

from __future__ import annotations

import json
import re
import unittest
from pathlib import Path

RULES = Path(__file__).resolve().parents[2] / "rules"
CHINESE = re.compile("[\u4e00-\u9fff]")
LATIN_WORD = re.compile("[A-Za-z0-9]{2}|^[A-Z]$")
STATUSES = {"stated", "illustrative"}


def texts(value, pointer: str = ""):
    """Every text by language, with the pointer to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("title", "note") and isinstance(inner, dict):
                yield f"{pointer}/{key}", inner
            else:
                yield from texts(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{pointer}/{index}")


class Texts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lists = {path.name: json.loads(path.read_text(encoding="utf-8"))
                     for path in sorted(RULES.glob("*.json"))}

    def test_are_in_both_languages(self):
        for name, content in self.lists.items():
            for pointer, text in texts(content):
                with self.subTest(name, pointer=pointer):
                    self.assertRegex(text.get("zh", ""), CHINESE)
                    self.assertRegex(text.get("en", ""), LATIN_WORD)
                    self.assertNotEqual("en", text["en"])

    def test_rules_and_closings_have_titles_and_sources(self):
        for name, content in self.lists.items():
            for item in content["positive"] + content["negative"] + content.get("closings", []):
                with self.subTest(name, id=item["id"]):
                    self.assertTrue({"zh", "en"} <= set(item.get("title", {})))
                    source = item.get("source", {})
                    self.assertTrue(source.get("document") and source.get("clause"))
                    self.assertIn(source.get("status"), STATUSES)


if __name__ == "__main__":
    unittest.main()
