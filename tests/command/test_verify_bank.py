"""tools/verify_bank.py, which checks a bank from the outside, against banks and documents that were tampered with.

The journal, sheets and slip are those of docs/proofs.md; the tables are made here.
"""

import contextlib
import hashlib
import importlib.util
import io
import json
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools/verify_bank.py"
# Run inside this process, many times faster than as a program each time.
verify_bank = importlib.util.module_from_spec(importlib.util.spec_from_file_location("verify_bank", TOOL))
verify_bank.__spec__.loader.exec_module(verify_bank)
PAGE = (ROOT / "docs/proofs.md").read_text(encoding="utf-8")


def block(name: str):
    return json.loads(re.search(rf"```json file={re.escape(name)}\n(.*?)```", PAGE, re.DOTALL)[1])


MARCH, APRIL, SLIP = block("march.json"), block("april.json"), block("slip.json")
JOURNAL = [(one["seq"], one["recorded"], bytes.fromhex(one["body"]), bytes.fromhex(one["chain"]))
           for one in block("journal.json")["entries"]]
DAY_OF_MARCH, MARCH_1, APRIL_1 = 20520, 20513, 20544  # 2026-03-08 and the first days of the months
TABLES = {
    "posting(seq, household, date, month, is_open, reverses)": [
        (2, "H1", DAY_OF_MARCH - 3, MARCH_1, 1, None), (3, "H2", DAY_OF_MARCH, MARCH_1, 0, None),
        (5, "H2", DAY_OF_MARCH, APRIL_1, 0, 3), (6, "H2", DAY_OF_MARCH, APRIL_1, 1, None)],
    "balance(household, standing, spendable)": [("H1", 25, 25), ("H2", -10, -10), ("H3", 0, 0)],
    "total(cause, standing, spendable)": [("rule", 15, 15)],
}


def chained(journal):
    """The journal with its chain computed anew: what somebody who can write into the file would do."""
    chain, rows = bytes(32), []
    for seq, recorded, body, _ in journal:
        chain = hashlib.sha256(b"PBL1\2" + struct.pack(">qq", seq, recorded) + chain + hashlib.sha256(body).digest()).digest()
        rows.append((seq, recorded, body, chain))
    return rows


class VerifyBank(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="pointsbank-")
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def bank(self, journal=JOURNAL, statements=()):
        path = self.folder / "bank.db"
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as bank:
            bank.execute("PRAGMA synchronous = OFF")
            bank.execute("CREATE TABLE journal(seq INTEGER PRIMARY KEY, recorded, body, chain)")
            bank.executemany("INSERT INTO journal VALUES (?, ?, ?, ?)", journal)
            for table, rows in TABLES.items():
                bank.execute(f"CREATE TABLE {table}")
                bank.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            for statement in statements:
                bank.execute(statement)
        bank.close()
        return path

    def run_tool(self, *files, expected):
        """Files are paths, or documents to write. Returns the findings."""
        names = []
        for number, one in enumerate(files):
            if isinstance(one, dict):
                path = self.folder / f"{number}.json"
                path.write_text(json.dumps(one), encoding="utf-8")
                one = path
            names.append(str(one))
        verify_bank.findings.clear()
        with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.redirect_stderr(printed):
            code = verify_bank.main(names)
        self.assertEqual(expected, code, printed.getvalue())
        return printed.getvalue()

    def finds(self, text, *files):
        self.assertIn(text, self.run_tool(*files, expected=3))

    def test_what_fits(self):
        for files in ([self.bank()], [self.folder / "bank.db", MARCH, APRIL, SLIP], [MARCH, APRIL, SLIP], [APRIL, SLIP],
                      [self.folder / "bank.db", SLIP], [MARCH], [APRIL]):
            self.assertIn("Everything checked fits", self.run_tool(*files, expected=0))
        self.assertIn("Only a sheet or slip shows", self.run_tool(self.folder / "bank.db", expected=0))

    def test_the_bank_is_not_written_to(self):
        path = self.bank()
        before = path.read_bytes()
        path.chmod(0o444)
        self.run_tool(path, expected=0)
        self.assertEqual(before, path.read_bytes())
        self.assertEqual([path], list(self.folder.iterdir()))

    def test_each_bit_of_an_entry(self):
        for row, (seq, recorded, body, chain) in enumerate(JOURNAL):
            for at in range(0, len(body), 7):
                changed = bytearray(body)
                changed[at] ^= 1 << at % 8
                self.finds(f"entry {seq} does not fit its chain",
                           self.bank([*JOURNAL[:row], (seq, recorded, bytes(changed), chain), *JOURNAL[row + 1:]]))

    def test_moments_and_chains(self):
        seq, recorded, body, chain = JOURNAL[2]
        self.finds("entry 3 does not fit its chain", self.bank([*JOURNAL[:2], (seq, recorded - 1, body, chain), *JOURNAL[3:]]))
        self.finds("entry 3 was booked before the one before it", self.bank(chained([*JOURNAL[:2], (seq, 0, body, chain)])))
        self.finds("entry 3 does not fit its chain", self.bank([*JOURNAL[:2], (seq, recorded, body, bytes(32)), *JOURNAL[3:]]))

    def test_entries_taken_out_put_in_and_swapped(self):
        self.finds("entry 3 follows entry 1", self.bank([*JOURNAL[:1], *JOURNAL[2:]]))
        numbered = [(number, *row[1:]) for number, row in enumerate([*JOURNAL[:1], *JOURNAL[2:]], 1)]
        self.finds("entry 2 does not fit its chain", self.bank(numbered))
        swapped = [(seq, recorded, JOURNAL[{5: 5, 6: 4}.get(seq, seq - 1)][2], chain) for seq, recorded, _, chain in JOURNAL]
        self.finds("entry 5 does not fit its chain", self.bank(swapped))

    def test_a_chain_made_anew_does_not_hide_a_change_from_its_own_sheet(self):
        forged = [(seq, recorded, body.replace(b"H2", b"H1"), chain) for seq, recorded, body, chain in JOURNAL]
        self.finds("entry 4, tree", self.bank(chained(forged)))

    def test_a_file_cut_at_its_end_is_found_by_a_sheet(self):
        path = self.bank(JOURNAL[:4], ["DELETE FROM posting WHERE seq > 4", "UPDATE posting SET is_open = 1",
                                       "UPDATE balance SET standing = -20, spendable = -20 WHERE household = 'H2'",
                                       "UPDATE total SET standing = 5, spendable = 5"])
        self.run_tool(path, MARCH, expected=0)
        self.finds("1.json, root", path, APRIL)
        self.finds("no sheet or bank with its root", path, SLIP)

    def test_tables_that_do_not_follow_from_the_journal(self):
        for statement, found in (
                ("UPDATE balance SET spendable = 26 WHERE household = 'H1'", "balance, H1"),
                ("DELETE FROM balance WHERE household = 'H2'", "balance, H2"),
                ("INSERT INTO balance VALUES ('H9', 1, 1)", "balance, H9"),
                ("UPDATE total SET standing = 16", "total, rule"),
                ("UPDATE posting SET is_open = 1 WHERE seq = 3", "posting, 3"),
                ("UPDATE posting SET household = 'H1' WHERE seq = 6", "posting, 6"),
                ("DELETE FROM posting WHERE seq = 2", "posting, 2")):
            self.finds(found, self.bank(statements=[statement]))

    def test_postings_that_may_not_be(self):
        body = JOURNAL[4][2]
        for changed, found in (
                (body.replace(struct.pack(">q", APRIL_1), struct.pack(">q", MARCH_1)), "entry 5 is posted into a closed month"),
                (body.replace(struct.pack(">q", 20), struct.pack(">q", 19)), "entry 5 does not take back entry 3"),
                (body[:-1] + b"\2", "entry 5 does not take back entry 2"),
                (body[:-1] + b"\7", "entry 5 does not take back entry 7"),
                (body[:-1], "entry 5 is not in the form of an entry"),
                (b"\2" + body[1:], "entry 5 is not in the form of an entry"),
                (b"\1\x40" + body[2:], "entry 5 is not in the form of an entry")):
            self.finds(found, self.bank(chained([*JOURNAL[:4], (5, JOURNAL[4][1], changed, b""), *JOURNAL[5:]])))
        twice = chained([*JOURNAL, (8, JOURNAL[6][1], body, b"")])
        self.finds("entry 8 does not take back entry 3", self.bank(twice))

    def test_slips(self):
        changed = {**SLIP, "body": SLIP["body"].replace("4832", "4831")}
        self.finds("entry 5 is not under its root", APRIL, changed)
        for key, value in (("entry", 6), ("entry", 0), ("entry", 7), ("entry", 1 << 63), ("entry", -3), ("proof", []),
                           ("proof", SLIP["proof"][:1]), ("proof", SLIP["proof"] * 2), ("proof", SLIP["proof"] * 40)):
            self.finds("is not under its root", APRIL, {**SLIP, key: value})
        self.finds("is of another household", APRIL, {**SLIP, "household": "H1"})
        self.finds("no sheet or bank with its root", MARCH, SLIP)
        self.finds("no sheet or bank with its root", {**APRIL, "root": MARCH["root"], "consistency": []}, SLIP)
        for size in (0, 1, 5, 1 << 62, (1 << 63) - 1):
            self.run_tool(APRIL, {**SLIP, "sheet": {**SLIP["sheet"], "entries": size}}, expected=3)
        node = hashlib.sha256(b"\1" + bytes.fromhex(SLIP["proof"][0]) * 2).digest()
        self.run_tool(APRIL, {**SLIP, "body": node.hex(), "proof": SLIP["proof"][1:]}, expected=3)

    def test_sheets(self):
        for key, value in (("consistency", []), ("consistency", APRIL["consistency"][1:]), ("root", MARCH["root"]),
                           ("consistency", APRIL["consistency"] * 2), ("previous", None), ("entries", 2), ("entries", 0),
                           ("previous", {**APRIL["previous"], "entries": 0}), ("previous", {**APRIL["previous"], "entries": 6}),
                           ("previous", {**APRIL["previous"], "entries": (1 << 63) - 1})):
            self.finds("does not go on from the sheet before it", {**APRIL, key: value})
        self.finds("root of 3 entries: not as in", {**MARCH, "root": APRIL["root"]}, APRIL)
        path = self.bank()
        for key, value in (("month", "2026-05"), ("households", 3), ("chain", MARCH["chain"]),
                           ("totals", {"rule": {"standing": "1.6", "spendable": "1.5"}})):
            self.finds("rule" if key == "totals" else key, path, MARCH, {**APRIL, key: value})

    def test_as_a_program(self):
        def run(*words):
            return subprocess.run([sys.executable, TOOL, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  env={"PYTHONIOENCODING": "utf-8"}, encoding="utf-8")
        self.assertEqual(0, run(self.bank()).returncode)
        done = run(self.bank([(1, 0, b"", b"")]))
        self.assertEqual(3, done.returncode)
        self.assertIn("entry 1 does not fit its chain", done.stdout)
        self.assertIn("FileNotFoundError", run("nowhere").stderr)
        self.assertIn("verify_bank.py [BANK]", run().stdout)
        self.assertEqual(2, run().returncode)

    def test_what_cannot_be_read(self):
        self.run_tool(self.folder / "nowhere.json", expected=2)
        self.run_tool({**APRIL, "root": "zz"}, expected=2)
        self.run_tool({"format": "pointsbank/1"}, expected=2)
        path = self.folder / "text.json"
        path.write_text("no JSON", encoding="utf-8")
        self.run_tool(path, expected=2)
        path.write_text("[1, 2]", encoding="utf-8")
        self.run_tool(path, expected=2)
        path.write_bytes(b"SQLite format 3\0" + bytes(100))
        self.run_tool(path, expected=2)

    def test_it_knows_the_kinds_of_the_page(self):
        rows = re.findall(r"^\| (\d+) \| (\w+) \| (.*) \|$", PAGE, re.MULTILINE)
        self.assertEqual(verify_bank.HOUSEHOLD, {int(kind): int(found[1]) for kind, _, fields in rows
                                                 if (found := re.search(r"(\d+) `household`", fields))})
        kinds = {name: int(kind) for kind, name, _ in rows}
        self.assertEqual([kinds["posting"], kinds["month_closed"], kinds["month_reopened"], len(rows)],
                         [verify_bank.POSTING, verify_bank.CLOSED, verify_bank.REOPENED, verify_bank.LAST_KIND])

    def test_it_is_short_enough_to_be_read(self):
        self.assertLessEqual(len(TOOL.read_text(encoding="utf-8").splitlines()), 200)


if __name__ == "__main__":
    unittest.main()
