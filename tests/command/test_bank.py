"""pointsbank bank: a claim's way, answers, refusals, the board, the shop and the proofs, as a clerk types them."""

import json
import os
import subprocess
import unittest

from bank_village import BankTest
from village import POINTSBANK


class Claims(BankTest):
    def test_a_claim_becomes_points_when_its_publicity_ends(self):
        self.earn("e1")  # Monday 5 January; public two working days
        before = self.read("balance", "H1", at="2026-01-07T23:59:59+08:00")["balances"][0]
        after = self.read("balance", "H1", at="2026-01-08T00:00:00+08:00")["balances"][0]
        self.assertEqual((before["standing"], after["standing"], after["spendable"]), ("0.0", "6.0", "6.0"))
        statement = self.read("statement", "H1", at="2026-01-08")
        self.assertEqual([(line["date"], line["standing"], line["text"]["zh"]) for line in statement["lines"]],
                         [("2026-01-05", "6.0", "巡逻（数量 4）")])
        why = self.ask("why", "e1", language="zh").out
        self.assertIn("1.5 × 4 = 6.0", why)
        self.assertIn("审核通过", why)

    def test_the_same_key_is_the_same_command(self):
        words = ("--event", "e1", "--household", "H1", "--kind", "patrol", "--on", "2026-01-05", "--quantity", "4")
        first = self.bank("submit", *words, by="zhang", at="2026-01-05", key="k", json_too=True)
        again = self.bank("submit", *words, by="zhang", at="2026-01-06", key="k", json_too=True)
        self.assertFalse(json.loads(first.out)["replayed"])
        self.assertEqual({**json.loads(first.out), "replayed": True}, json.loads(again.out))
        other = self.bank("submit", *words[:-1], "5", by="zhang", at="2026-01-06", key="k", code=3, json_too=True)
        self.assertEqual((json.loads(other.out)["code"], json.loads(other.out)["values"]["field"]),
                         ("key_reused", "quantity"))

    def test_refusals_have_exit_code_3_and_wrong_input_2(self):
        self.earn("e1")
        self.assertIn("无权办理", self.bank("approve", "e1", by="zhang", code=3, language="zh").out)
        refused = self.bank("submit", "--household", "H9", "--kind", "patrol", "--on", "2026-01-05", by="chen", code=2)
        self.assertIn("H9", refused.messages)
        refused = self.bank("submit", "--household", "H1", "--kind", "patroll", "--on", "2026-01-05", by="chen", code=2)
        self.assertIn("patrol", refused.messages)
        self.assertIn("--by", self.run_command("bank", "submit", "--db", "village.pointsbank").messages)

    def test_the_board_masks_names_and_hides_what_is_not_public(self):
        self.earn("e1")
        self.bank("submit", "--event", "secret", "--household", "H3 \"a\"", "--kind", "mediation", "--on", "2026-01-05",
                  by="chen", at="2026-01-05")
        self.bank("approve", "secret", by="sun", at="2026-01-05")
        board = self.read("board", at="2026-01-06")
        self.assertEqual([(claim["event"], claim["name"]) for claim in board["claims"]], [("e1", "张*三")])
        text = self.ask("board", at="2026-01-06", language="zh").out
        self.assertNotIn("张小三", text)
        self.assertNotIn("secret", text)

    def test_forgetting_leaves_every_digest_as_it_was(self):
        before = self.read("verify")
        file = self.folder / "village.pointsbank"
        self.assertTrue("张小三".encode() in file.read_bytes())
        self.bank("forget", "H1", by="chen")
        self.bank("forget", "zhang", by="chen")  # the member of the same name
        after = self.read("verify")
        self.assertEqual(after["findings"], [])
        self.assertEqual(after["entries"], before["entries"] + 2)
        self.assertFalse("张小三".encode() in file.read_bytes())


    def test_before_a_rule_book_nothing_has_been_earned(self):
        self.run_command("bank", "init", "--db", "new.pointsbank", "--by", "chen", "--at", "2026-01-01")
        for words in (("balance",), ("board",), ("verify",), ("claims",), ("shelf",)):
            at = () if words[0] in ("verify", "claims", "shelf") else ("--at", "2026-01-02")
            ran = self.run_command("bank", *words, "--db", "new.pointsbank", *at)
            self.assertEqual(ran.code, 0, words)
        ran = self.run_command("bank", "submit", "--db", "new.pointsbank", "--by", "H1", "--household", "H1", "--kind", "patrol",
                               "--on", "2026-01-01", "--at", "2026-01-02")
        self.assertEqual(ran.code, 3)
        self.assertIn("adopt", ran.out)


class Shop(BankTest):
    def setUp(self):
        super().setUp()
        self.earn("e1")

    def test_a_second_tap_takes_nothing(self):
        for _ in range(2):
            answer = self.bank("redeem", "--household", "H1", "--goods", "soap", by="zhang", at="2026-01-09", key="tap",
                               json_too=True)
        self.assertTrue(json.loads(answer.out)["replayed"])
        self.assertEqual(self.read("balance", "H1", at="2026-01-09")["balances"][0]["spendable"], "3.0")
        shelf = self.read("shelf")["goods"][0]
        self.assertEqual((shelf["in_stock"], shelf["held"], shelf["bought"]), (3, 1, 4))

    def test_a_refusal_is_kept_under_its_key(self):
        self.bank("redeem", "--household", "H2", "--goods", "soap", by="li", at="2026-01-09", key="late", code=3)
        self.earn("e2", "H2", on="2026-01-09")
        again = self.bank("redeem", "--household", "H2", "--goods", "soap", by="li", at="2026-01-20", key="late", code=3,
                          json_too=True)
        self.assertEqual(json.loads(again.out)["code"], "too_few_points")
        self.bank("redeem", "--household", "H2", "--goods", "soap", by="li", at="2026-01-20", key="new")

    def test_what_is_not_collected_goes_back(self):
        answer = self.bank("redeem", "--household", "H1", "--goods", "soap=2", by="zhang", at="2026-01-09", json_too=True)
        redemption = json.loads(answer.out)["values"]["redemption"]
        self.assertEqual(self.read("balance", "H1", at="2026-01-19T23:59:00+08:00")["balances"][0]["spendable"], "0.0")
        self.assertEqual(self.read("balance", "H1", at="2026-01-20")["balances"][0]["spendable"], "6.0")
        self.bank("collect", redemption, by="chen", at="2026-01-20", code=3)
        self.assertEqual(self.read("redemptions", "--household", "H1")["redemptions"][0]["state"], "timed_out")

    def test_an_upheld_appeal_leaves_a_debt(self):
        self.bank("redeem", "--household", "H1", "--goods", "soap=2", by="zhang", at="2026-01-09")
        self.bank("appeal", "e1", "--reason", "counted twice", by="zhang", at="2026-01-10")
        self.bank("uphold", "e1", by="sun", at="2026-01-11")
        statement = self.ask("statement", "H1", at="2026-01-11", language="zh").out
        self.assertIn("欠 6.0 分", statement)
        self.assertIn("更正：冲回", statement)
        self.assertEqual(json.loads(self.bank("redeem", "--household", "H1", "--goods", "soap", by="zhang",
                                              at="2026-01-12", code=3, json_too=True).out)["code"], "in_debt")


class Months(BankTest):
    def test_sheets_slips_and_late_events(self):
        self.earn("e1")
        self.bank("close", "2026-01", by="chen", at="2026-01-31", code=3)
        self.bank("close", "2026-01", by="chen", at="2026-02-01")
        line = self.read("statement", "H1", at="2026-02-01")["lines"][0]["entry"]
        self.ask("sheet", "2026-01", "--output", "january.json")
        self.ask("slip", str(line), "--output", "slip.json")
        self.assertEqual(self.run_command("bank", "check-slip", "slip.json", "--sheet", "january.json").code, 0)
        forged = json.loads((self.folder / "slip.json").read_text(encoding="utf-8"))
        forged["household"] = "H2"
        self.put("forged.json", json.dumps(forged))
        self.assertEqual(self.run_command("bank", "check-slip", "forged.json", "--sheet", "january.json").code, 3)
        self.earn("late", "H2", quantity="10", on="2026-01-20")
        self.bank("settle", by="chen", at="2026-02-10")
        late = self.read("statement", "H2", at="2026-02-10")["lines"][-1]
        self.assertEqual((late["date"], late["month"]), ("2026-01-20", "2026-02"))
        differences = self.read("differences")["differences"]
        self.assertEqual({each["household"] for each in differences}, {"H1", "H2", "H3 \"a\""})
        self.bank("close", "2026-02", by="chen", at="2026-03-01")
        self.ask("sheet", "2026-02", "--output", "february.json")
        self.assertEqual(self.run_command("bank", "check-sheet", "february.json", "--before", "january.json").code, 0)
        self.assertEqual(self.run_command("bank", "check-sheet", "january.json", "--before", "february.json").code, 3)
        self.assertEqual(self.read("verify", "--replay")["findings"], [])

    def test_as_of_says_what_the_book_said(self):
        self.earn("e1")
        self.bank("settle", by="chen", at="2026-01-08")
        self.earn("e2", on="2026-01-08")
        self.bank("settle", by="chen", at="2026-01-20")
        then = self.read("balance", "H1", "--as-of", "2026-01-09")["balances"][0]
        now = self.read("balance", "H1", at="2026-01-20")["balances"][0]
        self.assertEqual((then["standing"], now["standing"]), ("6.0", "12.0"))


class Exports(BankTest):
    def test_other_programs_come_to_the_same_balances(self):
        self.earn("e1")
        self.earn("e2", "H3 \"a\"", quantity="3")
        self.bank("submit", "--event", "bad", "--household", "H2", "--kind", "litter", "--on", "2026-01-06", by="chen",
                  at="2026-01-06")
        self.bank("approve", "bad", by="sun", at="2026-01-06")
        self.bank("redeem", "--household", "H1", "--goods", "soap", by="zhang", at="2026-01-12")
        self.bank("close", "2026-01", by="chen", at="2026-02-01")
        balances = {each["household"]: (each["standing"], each["spendable"])
                    for each in self.read("balance", at="2026-02-01")["balances"]}
        accounts = {"H-H1": "H1", "H-H2": "H2", "H-H3-20-22a-22": "H3 \"a\""}
        for form, words in {"ledger": ["ledger", "-f", "book", "bal", "--flat", "Assets"],
                            "hledger": ["hledger", "-f", "book", "bal", "Assets", "--flat", "-N", "-O", "csv",
                                        "--layout=bare"],
                            "beancount": ["bean-query", "-q", "-f", "csv", "book",
                                          "select account, currency, sum(number) where account ~ 'Assets' "
                                          "group by 1, 2"]}.items():
            with self.subTest(form):
                self.put("book", self.ask("export", "--form", form).out)
                ran = subprocess.run(words, cwd=self.folder, env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True,
                                     text=True, encoding="utf-8")
                self.assertEqual((ran.returncode, ran.stderr), (0, ""))
                self.assertEqual(self.sums(form, ran.stdout, accounts), balances)

    def sums(self, form, text, accounts):
        found = {}
        for account, household in accounts.items():
            found[household] = tuple(self.sum_of(form, text, account, unit) for unit in ("STANDING", "SPENDABLE"))
        return found

    @staticmethod
    def sum_of(form, text, account, unit):
        """The sum of an account in a unit as a balance report shows it; 0.0 where it is not shown."""
        pending = []
        for line in text.splitlines():
            if form == "ledger":
                # Amounts of several commodities stand above the line with the account's name.
                words = line.split()
                if len(words) >= 2:
                    pending.append((words[1], words[0]))
                if line.rstrip().endswith("Assets:Households:" + account):
                    return dict(pending).get(unit, "0.0")
                if len(words) > 2:
                    pending = []
            else:
                cells = [cell.strip().strip('"') for cell in line.split(",")]
                if cells[0].endswith(":" + account) and unit in cells:
                    return cells[2 if form == "hledger" else -1]
        return "0.0"

    def test_machine_forms(self):
        self.earn("e1")
        self.bank("settle", by="chen", at="2026-01-08")
        lines = self.ask("export", "--form", "csv").out.splitlines()
        self.assertEqual(lines[0], "entry,recorded,date,month,household,member,source,event,cause,standing,spendable,reverses")
        self.assertIn(",2026-01-05,2026-01,H1,,patrol,e1,rule,6.0,6.0,", lines[1])
        entries = [json.loads(line) for line in self.ask("export", "--form", "jsonl").out.splitlines()]
        self.assertEqual([each["seq"] for each in entries], list(range(1, len(entries) + 1)))
        wrong = self.ask("export", "--form", "hledgr", code=2)
        self.assertIn("hledger", wrong.messages)


class Batches(BankTest):
    def test_an_answer_a_line(self):
        lines = [{"command": "submit", "by": "chen", "at": "2026-01-05T09:00:00+08:00", "key": "a", "event": "e1",
                  "household": "H1", "kind": "patrol", "occurred": "2026-01-05", "quantity": 4},
                 {"command": "submitt", "by": "chen", "at": "2026-01-05T09:00:00+08:00", "key": "b"},
                 {"command": "approve", "by": "zhang", "at": "2026-01-05T10:00:00+08:00", "key": "c", "event": "e1"},
                 {"command": "approve", "by": "sun", "at": "2026-01-05T10:00:00+08:00", "key": "d", "event": "e1"},
                 {"command": "submit", "by": "chen", "at": "2026-01-05T11:00:00+08:00", "key": "a", "event": "e1",
                  "household": "H1", "kind": "patrol", "occurred": "2026-01-05", "quantity": "4"}]
        text = "".join(json.dumps(line) + "\n" for line in lines) + "not json\n"
        ran = subprocess.run([POINTSBANK, "bank", "--db", "village.pointsbank", "--batch"], cwd=self.folder,
                             input=text.encode(), capture_output=True)
        answers = [json.loads(line) for line in ran.stdout.decode().splitlines()]
        self.assertEqual([answer["code"] for answer in answers],
                         ["done", "wrong_input", "not_allowed", "done", "done", "wrong_input"])
        self.assertIn("submit", answers[1]["values"]["text_en"])
        self.assertTrue(answers[4]["replayed"])
        self.assertEqual(ran.returncode, 3)


if __name__ == "__main__":
    unittest.main()
