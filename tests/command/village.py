"""A small village and a way to run the command line over it."""

import contextlib
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

POINTSBANK = os.environ.get("POINTSBANK", "pointsbank")

RULES = """{
  "format": "pointsbank/1", "id": "village", "version": "2026",
  "title": {"zh": "小村", "en": "A small village"},
  "effective": {"from": "2026-01-01", "to": "2026-12-31"},
  "points": {"decimals": 1}, "workflow": {"appeal": {"days": 15}},
  "groups": ["grid"],
  "attributes": {"subject": {"members": "number"}},
  "categories": [{"id": "order"}],
  "positive": [
    {"id": "patrol", "category": "order", "title": "巡逻", "score": {"rate": 1.5},
     "limits": [{"per": "month", "points": 4}]},
    {"id": "meeting", "category": "order", "score": {"points": 1}, "limits": [{"per": "year", "points": 50}]}
  ],
  "negative": [{"id": "litter", "category": "order", "score": {"points": 2}}],
  "closings": [{"id": "monthly", "kind": "ranking", "at": "month", "within": "grid",
                "awards": [{"ranks": [1, 1], "points": 5}]}],
  "examples": [
    {"title": {"zh": "开会一次", "en": "One meeting"},
     "given": {"roster": [{"household": "H1", "members": 1}],
               "events": [{"event": "e1", "household": "H1", "kind": "meeting", "at": "2026-03-05"}]},
     "through": "2026-03-06",
     "expect": {"balances": [{"household": "H1", "standing": 1}]}}
  ]
}
"""

ROSTER = """household,grid,members
H1,east,3
H2,east,2
户3,west,4
"""

EVENTS = """event,household,kind,at,quantity,recorded
e1,H1,patrol,2026-01-05,2,2026-01-05T10:00:00+08:00
e2,H2,patrol,2026-01-06T20:15:00+08:00,4,
e3,户3,meeting,2026-01-07,,2026-02-01T00:00:00+08:00
e4,H1,litter,2026-02-03,,
e5,H9,meeting,2026-02-04,,
e2,H2,patrol,2026-01-06T20:15:00+08:00,4,
"""

TABLES = ("balances", "postings", "outcomes", "rankings", "ratings", "dividends", "benefits")


class Ran:
    def __init__(self, ran):
        self.code = ran.returncode
        self.out = ran.stdout.decode("utf-8")
        self.messages = ran.stderr.decode("utf-8")
        self.lines = self.messages.splitlines()


class VillageTest(unittest.TestCase):
    """Each test has a folder of its own with the village's files, in which the command runs."""

    def setUp(self):
        folder = contextlib.ExitStack()
        self.addCleanup(folder.close)
        self.folder = Path(folder.enter_context(tempfile.TemporaryDirectory(prefix="pointsbank-")))
        self.put("rules.json", RULES)
        self.put("roster.csv", ROSTER)
        self.put("events.csv", EVENTS)

    def put(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8", newline="")

    def get(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def names(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))

    def run_command(self, *words, language="en", before=None, stdout=subprocess.PIPE, environment=None):
        settings = {name: value for name, value in os.environ.items() if not name.startswith("LC_") and name != "LANG"}
        settings["LANG"] = {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}[language]
        settings.update(environment or {})
        ran = subprocess.run([POINTSBANK, *words], cwd=self.folder, env=settings, stdout=stdout, stderr=subprocess.PIPE,
                             stdin=subprocess.DEVNULL, preexec_fn=before, timeout=120)
        if ran.stdout is None:
            ran.stdout = b""
        return Ran(ran)

    def data(self, *more, **changed):
        """The options of `evaluate` and `explain`, some of them changed or (None) left out."""
        options = {"rules": "rules.json", "roster": "roster.csv", "events": "events.csv", "through": "2026-12-31"}
        options.update(changed)
        words = []
        for name, value in options.items():
            if value is not None:
                words += ["--" + name.replace("_", "-"), value]
        return words + list(more)

    def evaluate(self, *more, language="en", before=None, **changed):
        return self.run_command("evaluate", *self.data(*more, **{"out": "out", **changed}), language=language, before=before)

    def assert_refused(self, ran, *sentences):
        """Exit code 2, these sentences, and nothing written."""
        self.assertEqual(ran.code, 2, ran.messages)
        for sentence in sentences:
            self.assertIn(sentence, ran.messages)
        self.assertFalse((self.folder / "out").exists())
