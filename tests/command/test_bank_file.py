"""pointsbank bank: a file that is none, is held by somebody else, or cannot be written, and what is said of it."""

import sqlite3
import unittest

from bank_village import BankTest


class BankFile(BankTest):
    def test_a_file_that_is_no_bank_is_said_to_be_so_and_left_alone(self):
        self.put("village.pointsbank", "household,points\n")
        ran = self.bank("settle", "--through", "2026-01-02", by="chen", code=2, language="zh")
        self.assertIn("village.pointsbank: 不是积分银行的文件；可用 `pointsbank bank init` 新建", ran.messages)
        self.assertEqual((self.folder / "village.pointsbank").read_text(), "household,points\n")

    def test_who_waits_too_long_for_another_writer_is_told_to_try_again(self):
        holder = sqlite3.connect(self.folder / "village.pointsbank", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        ran = self.bank("settle", "--through", "2026-01-02", by="chen", code=1, language="zh")
        self.assertIn("village.pointsbank: 正被其他人使用，等了 10000 毫秒仍未空出；没有作任何改动，请重试", ran.messages)
        self.assertNotIn("程序出错", ran.messages)
        holder.execute("ROLLBACK")
        holder.close()
        self.bank("settle", "--through", "2026-01-02", by="chen")

    def test_a_trigger_that_somebody_added_is_named(self):
        other = sqlite3.connect(self.folder / "village.pointsbank", isolation_level=None)
        other.execute("CREATE TRIGGER gift AFTER INSERT ON balance BEGIN UPDATE balance SET spendable = 999; END")
        other.close()
        ran = self.bank("settle", "--through", "2026-01-02", by="chen", code=2)
        self.assertIn("holds something that is not a bank's: trigger gift; go back to the last backup", ran.messages)

    def test_a_copy_is_not_written_over_anything(self):
        self.put("copy", "mine")
        ran = self.ask("backup", "copy", code=2)
        self.assertIn("copy: is there already; give the new one another name", ran.messages)
        self.assertEqual((self.folder / "copy").read_text(), "mine")
        self.ask("backup", "other")
        self.assertEqual((self.folder / "other").read_bytes()[:15], b"SQLite format 3")


if __name__ == "__main__":
    unittest.main()
