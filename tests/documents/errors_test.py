"""Holds docs/errors.md against the catalogue of messages: each row's sentence is the catalogue's, and no code is left
out."""

from __future__ import annotations

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/errors.md"
BANK = ROOT / "docs/bank.md"
ENTRY = re.compile(r'\{"(?P<code>[a-z_0-9]+)",\s*(?P<english>(?:"(?:[^"\\]|\\.)*"\s*)+),')
PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"')
# What can be wrong with an input; the other catalogues hold what is said of results.
CATALOGUES = ("json", "rule_list", "expression", "records", "reform", "store", "bank", "proof", "verify")
# Parts of sentences, headings, hints and answers.
NO_ISSUE = re.compile(r"(bank_(done|word|value)|.*_hint_|verify_(at_entry|more|unreadable)"
                      r"|proof_(kind|field|word|sheet|slip|names|yes|no$|no_entry|other_sheet_before))")
HINTS = {"save_as_utf8", "comment_as_key", "backslash_twice", "quote_text", "number_grammar", "write_instead",
         "did_you_mean", "known_words", "choose_another_name", "whole_units", "whole_units_or_more", "keys_of_extension"}


def sentences(catalogue: str) -> dict[str, str]:
    text = (ROOT / f"src/messages/catalogue_{catalogue}.cpp").read_text(encoding="utf-8")
    found = {}
    for entry in ENTRY.finditer(text):
        english = "".join(PIECE.findall(entry["english"]))
        found[entry["code"]] = english.replace('\\"', '"').replace("\\\\", "\\")
    return found


def rows(page: Path, part: str = "(?s)(.*)") -> dict[str, str]:
    text = re.match(part, page.read_text(encoding="utf-8"))[1]
    return {code: cell for codes, cell in re.findall(r"(?m)^\| (`[a-z_0-9`, ]+`) \| (.*) \|$", text)
            for code in re.findall(r"`([a-z_0-9]+)`", codes)}


class Errors(unittest.TestCase):
    def test_each_row_says_what_the_catalogue_says(self):
        everything = {}
        for file in sorted((ROOT / "src/messages").glob("catalogue_*.cpp")):
            everything |= sentences(file.stem.removeprefix("catalogue_"))
        listed = rows(PAGE, "(?s).*## All codes(.*)")
        self.assertGreater(len(listed), 300)
        for code, sentence in listed.items():
            self.assertEqual(sentence.replace("\\|", "|"), everything.get(code), code)

    def test_no_code_is_left_out(self):
        listed = rows(PAGE)
        refusals = tuple(rows(BANK, "(?s).*## Refusals(.*)"))
        for catalogue in CATALOGUES:
            missing = [code for code in sentences(catalogue)
                       if not (code in listed or code in HINTS or NO_ISSUE.match(code)
                               or code.removeprefix("bank_").startswith(refusals))]
            self.assertEqual(missing, [], catalogue)


if __name__ == "__main__":
    unittest.main()
