"""What the tests of the Python package share."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
POINTSBANK = os.environ.get("POINTSBANK", "pointsbank")

RULES = """{
  "format": "pointsbank/1", "id": "village", "version": "2026",
  "title": {"zh": "小村", "en": "A small village"},
  "effective": {"from": "2026-01-01", "to": "2026-12-31"},
  "points": {"decimals": 1},
  "groups": ["grid"],
  "attributes": {"subject": {"members": "number"}},
  "categories": [{"id": "order"}],
  "positive": [
    {"id": "patrol", "category": "order", "title": "巡逻", "score": {"rate": 1.5},
     "limits": [{"per": "month", "points": 4}]},
    {"id": "meeting", "category": "order", "score": {"points": 1}}
  ],
  "negative": [{"id": "litter", "category": "order", "score": {"points": 2}}],
  "closings": [{"id": "monthly", "kind": "ranking", "at": "month", "within": "grid",
                "awards": [{"ranks": [1, 1], "points": 5}]}]
}
"""


def roster() -> dict[str, list[object]]:
    return {"household": ["H1", "H2", "户3"], "grid": ["east", "east", "west"], "members": [3, 2, 4]}


def events() -> dict[str, list[object]]:
    return {"event": ["e1", "e2", "e3", "e4", "e5"], "household": ["H1", "H2", "户3", "H1", "H9"],
            "kind": ["patrol", "patrol", "meeting", "litter", "meeting"],
            "at": ["2026-01-05", "2026-01-06T20:15:00+08:00", "2026-01-07", "2026-02-03", "2026-02-04"],
            "quantity": [2, 4, None, None, None]}


@pytest.fixture(scope="session")
def village():
    import pointsbank as pb

    return pb.load_rules(RULES)


def command(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("LC_")}
    environment["LANG"] = "C.UTF-8"
    return subprocess.run([POINTSBANK, *map(str, words)], cwd=cwd, env=environment, capture_output=True,
                          stdin=subprocess.DEVNULL)
