"""Which module may include what: the table of docs/architecture.md, and how source files are read for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator, NamedTuple

ROOT = Path(__file__).resolve().parents[2]

# A module includes those of lower levels; modules of one level do not know each other.
LEVELS = {
    "messages": 0,
    "core": 1, "digest": 1,
    "json": 2, "expression": 2, "ledger": 2, "canonical": 2,
    "rulelist": 3, "records": 3, "calculator": 3, "journal": 3,
    "program": 4, "proof": 4, "store": 4,
    "evaluation": 5, "workflow": 5,
    "explanation": 6,
    "generation": 7, "analysis": 7, "notice": 7, "difference": 7,
    "report": 8, "reform": 8,
    "examples": 9, "contrast": 9,
    "bank": 10,
    "passbook": 11,
}

# The level from which on a public header may be included: that of the module that makes what it declares. What
# issues.hpp declares is the vocabulary of `messages` already.
PUBLIC_LEVELS = {
    "issues": 0,
    "bank_faults": 1, "number": 1, "calendar": 1, "columns": 1, "digest": 1,
    "tables": 3, "table_texts": 3, "rule_list": 3, "expression": 3,
    "proof": 4,
    "evaluate": 5, "baseline": 5,
    "explain": 6,
    "generate": 7, "analysis": 7, "exposure": 7, "notice": 7, "difference": 7,
    "report": 8, "reform": 8,
    "examples": 9, "comparison": 9,
    "bank": 10, "bank_requests": 10, "bank_json": 10,
    "passbook": 11, "bank_inputs": 11,
    "pointsbank": 12,
}

# Headers of others, by their first folder: where they may be included, and in how many files at most.
OTHERS = {
    "nlohmann": ("src/json/", 1),
    "boost": ("src/core/", None),
    "sqlite3.h": ("src/store/", None),
    "openssl": ("src/digest/", 1),
    "CLI": ("tools/", None),
    "pybind11": ("bindings/python/", None),
}

# Modules in which every amount is exact: no floating point at all.
EXACT = list(LEVELS)

SUFFIXES = {".hpp", ".cpp", ".ipp", ".h"}


class Include(NamedTuple):
    file: str  # from the root of the source
    line: int
    header: str
    is_quoted: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.header}"


def sources(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in SUFFIXES)


def includes(folder: str) -> Iterator[Include]:
    for path in sources(folder):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line):
                yield Include(str(path.relative_to(ROOT)), number, found[2], found[1] == '"')


def without_comments_and_texts(source: str) -> str:
    """The source with comments and string literals blanked, line by line as long as before."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
    # A digit separator is no character literal.
    source = re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "_", source)
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
