"""Runs scripts/demo as a newcomer does, with the command of $POINTSBANK instead of building it."""

import csv
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def demo(out: str, *options: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("LC_")}
    return subprocess.run([ROOT / "scripts/demo", "--out", out, *options], env={**kept, **environment},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")


class Demo(unittest.TestCase):
    def test_in_english(self):
        with tempfile.TemporaryDirectory(prefix="pointsbank-") as out:
            done = demo(out, LANG="C.UTF-8")
            self.assertEqual(0, done.returncode, done.stdout)
            with open(Path(out, "balances.csv"), encoding="utf-8", newline="") as file:
                best = max(csv.DictReader(file), key=lambda row: int(row["standing"].replace(".", "")))
            for text in ("household  standing", best["household"], best["standing"], "rank  household",
                         "Why this balance?", "posted: standing", "balances.csv"):
                self.assertIn(text, done.stdout)
            self.assertEqual(1, len(list(Path(out).glob("explanation-*.txt"))))

    def test_in_chinese(self):
        with tempfile.TemporaryDirectory(prefix="pointsbank-") as out:
            for done in demo(out, LANG="zh_CN.UTF-8"), demo(out, "--lang", "zh", LANG="C.UTF-8"):
                self.assertEqual(0, done.returncode, done.stdout)
                for text in ("荣誉积分", "名次", "为什么是这个分数？"):
                    self.assertIn(text, done.stdout)

    def test_wrong_use(self):
        done = demo("out", "--langs", "zh")
        self.assertEqual(2, done.returncode)
        self.assertIn("scripts/demo [--lang zh|en]", done.stdout)


if __name__ == "__main__":
    unittest.main()
