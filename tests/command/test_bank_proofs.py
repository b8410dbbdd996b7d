"""A bank's sheets and slips, from the command line to the program that checks them from the outside; a bank that was
tampered with is found by both."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST = ROOT / "examples/first"


class BankProofs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="pointsbank-")
        cls.folder = Path(cls.scratch.name)
        cls.bank = cls.folder / "village.pointsbank"
        late = cls.folder / "late.csv"
        late.write_text("event,household,kind,at,quantity\ne9,H1,volunteer_hours,2026-03-30,2\n", encoding="utf-8")
        for words in (["init", "--id", "riverside"], ["adopt", FIRST / "rules.json"], ["roster", FIRST / "roster.csv"],
                      ["import", FIRST / "events.csv"], ["close", "2026-01"], ["close", "2026-02"], ["close", "2026-03"],
                      ["import", late], ["close", "2026-04"]):
            cls.command(*words, "--by", "zhang", "--at", "2026-05-02T09:00:00+08:00")
        cls.sheets = [cls.document(f"2026-0{month}.json", "sheet", f"2026-0{month}") for month in (1, 2, 3, 4)]

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    @classmethod
    def command(cls, *words, expected=0):
        done = subprocess.run([os.environ["POINTSBANK"], "bank", "--db", cls.bank, "--lang", "en", *words],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        assert done.returncode == expected, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    @classmethod
    def document(cls, name, *words):
        path = cls.folder / name
        path.write_text(cls.command(*words, "--json"), encoding="utf-8")
        return path

    def outside(self, *files, expected=0):
        done = subprocess.run([sys.executable, ROOT / "tools/verify_bank.py", *files], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"})
        self.assertEqual(expected, done.returncode, done.stdout + done.stderr)
        return done.stdout

    def entries(self):
        with sqlite3.connect(self.bank) as bank:
            return bank.execute("SELECT count(*) FROM journal").fetchone()[0]

    def test_every_sheet_goes_on_from_the_one_before(self):
        self.outside(*self.sheets)
        self.outside(self.bank, *self.sheets)
        for before, sheet in zip(self.sheets, self.sheets[1:]):
            self.assertEqual("it fits\n", self.command_without_bank("check-sheet", sheet, "--before", before))
            self.command_without_bank("check-sheet", before, "--before", sheet, expected=3)

    def command_without_bank(self, *words, expected=0):
        done = subprocess.run([os.environ["POINTSBANK"], "bank", *words, "--lang", "en"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8")
        self.assertEqual(expected, done.returncode, done.stdout + done.stderr)
        return done.stdout

    def test_every_entry_has_a_slip(self):
        roots = {json.loads(sheet.read_text(encoding="utf-8"))["root"]: sheet for sheet in self.sheets}
        slips = []
        for entry in range(1, self.entries()):  # the last one closes April: no sheet covers it yet
            slip = self.document(f"slip{entry}.json", "slip", str(entry))
            slips.append(slip)
            sheet = roots[json.loads(slip.read_text(encoding="utf-8"))["sheet"]["root"]]
            self.assertEqual("it fits\n", self.command_without_bank("check-slip", slip, "--sheet", sheet))
        self.outside(self.bank, *self.sheets, *slips)

    def test_a_bank_that_was_tampered_with(self):
        original = self.bank.read_bytes()
        self.addCleanup(self.bank.write_bytes, original)
        for table, statement in (
                ("journal", "UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), 'e1', 'e4') AS BLOB) "
                            "WHERE instr(body, CAST('e1' AS BLOB))"),
                ("journal", "UPDATE journal SET recorded = recorded + 1 WHERE seq = 5"),
                ("journal", "UPDATE journal SET chain = zeroblob(32) WHERE seq = 9"),
                ("posting", "UPDATE posting SET household = 'H2' WHERE household = 'H1'"),
                ("balance", "UPDATE balance SET spendable = spendable + 10 WHERE household = 'H1'"),
                ("total", "UPDATE total SET standing = standing - 1")):
            with self.subTest(statement):
                self.bank.write_bytes(original)
                self.tamper(table, statement)
                self.outside(self.bank, expected=3)
                self.command("verify", expected=3)

    def tamper(self, table, statement):
        """As somebody would who knows SQLite: the triggers stand again afterwards."""
        bank = sqlite3.connect(self.bank)
        triggers = bank.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?",
                                [table]).fetchall()
        for name, _ in triggers:
            bank.execute(f"DROP TRIGGER {name}")
        self.assertGreater(bank.execute(statement).rowcount, 0)
        for _, sql in triggers:
            bank.execute(sql)
        bank.commit()
        bank.close()

    def test_an_old_copy_is_found_by_a_later_sheet(self):
        original = self.bank.read_bytes()
        self.addCleanup(self.bank.write_bytes, original)
        copy = self.folder / "copy.pointsbank"
        self.command("backup", copy)
        self.command("settle", "--by", "zhang", "--at", "2026-06-01T09:00:00+08:00")
        self.command("close", "2026-05", "--by", "zhang", "--at", "2026-06-01T09:00:00+08:00")
        may = self.document("2026-05.json", "sheet", "2026-05")
        self.outside(self.bank, may)
        self.outside(copy)  # it fits in itself
        self.assertIn("2026-05.json, root", self.outside(copy, may, expected=3))


if __name__ == "__main__":
    unittest.main()
