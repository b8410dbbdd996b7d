"""Random commands to one bank, judged by the model: every answer's code, every balance, and at the end the whole book.

One `pointsbank bank --batch` a seed. A failure names the seed and the command; POINTSBANK_SEEDS=7..7 plays it again.
"""

import csv
import json
import os
import random
import sqlite3
import subprocess
import tempfile
import unittest
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from model import Model

POINTSBANK = os.environ.get("POINTSBANK", "pointsbank")
SEEDS = os.environ.get("POINTSBANK_SEEDS", "1..12")
COMMANDS = 160
HERE = timezone(timedelta(hours=8))

RULES = {
    "format": "pointsbank/1", "id": "village", "version": "2026", "title": {"zh": "小村", "en": "A small village"},
    "effective": {"from": "2026-01-01", "to": "2026-12-31"}, "points": {"decimals": 1}, "groups": ["grid"],
    "workflow": {"reviewers": 2, "publicity": {"days": 2, "working": True}, "appeal": {"days": 5}},
    "holidays": ["2026-03-04", "2026-03-19"], "workdays": ["2026-03-07"],
    "redemption": {"above": 1, "suspend_below": -3, "hold_days": 3, "limits": [{"per": "month", "points": 8}]},
    "categories": [{"id": "order", "limits": [{"per": "month", "earn": 40}]}],
    "positive": [
        {"id": "patrol", "category": "order", "score": {"rate": 1.5}, "limits": [{"per": "month", "points": 14}]},
        {"id": "meeting", "category": "order", "score": {"points": 4}, "valid": {"months": 1},
         "workflow": {"reviewers": 1, "evidence": 2, "publicity": {"days": 3}}},
        {"id": "idea", "category": "order", "score": {"range": [1, 9]},
         "workflow": {"publicity": {"days": 0}, "appeal": {"days": 2}}},
        {"id": "help", "category": "order", "score": {"points": 2},
         "workflow": {"reviewers": 0, "publicity": {"days": 1}, "self_review": True}},
        # Two rules hear one kind: the strictest of each.
        {"id": "rescue", "on": ["rescue"], "category": "order", "score": {"points": 3},
         "workflow": {"reviewers": 1, "publicity": {"days": 4}, "self_review": True}},
        {"id": "courage", "on": ["rescue"], "category": "order", "score": {"points": 1},
         "workflow": {"reviewers": 2, "publicity": {"days": 2, "working": True}, "evidence": 1}},
    ],
    "negative": [
        {"id": "litter", "category": "order", "score": {"points": 5}, "repeat": {"steps": [1, 2], "per": "month"}},
        {"id": "brawl", "category": "order", "score": {"points": 1}, "veto": {"for": {"months": 1}, "no_redemption": True},
         "workflow": {"reviewers": 1, "publicity": {"days": 0}}},
    ],
}
KINDS = ["patrol", "patrol", "meeting", "idea", "idea", "help", "rescue", "litter", "brawl"]
HOUSEHOLDS = ["H1", "H2", "H3", "H4"]
MEMBERS = {"m1": "H1", "m2": "H2", "m3": "H3", "rev1": "H1", "rev2": "H2"}
REVIEWERS = ["rev1", "rev2", "rev3", "rev4", "rev5"]
PEOPLE = HOUSEHOLDS + sorted(MEMBERS) + ["rev3", "rev4", "rev5", "chen", "aud", "nobody"]
TABLES = {
    "roster": "household,grid,joined,left\nH1,a,,\nH2,a,,\nH3,b,,\nH4,b,2026-03-05,2026-03-25\n",
    "members": "member,household\n" + "".join(f"{member},{household}\n" for member, household in MEMBERS.items()),
    # The fifth reviewer comes later and goes again: from `joined` on, to the day before `left`.
    "officers": "person,role,joined,left\nchen,clerk,,\naud,auditor,,\nrev1,reviewer,,\nrev2,reviewer,,\n"
                "rev3,reviewer,,\nrev4,reviewer,,\nrev5,reviewer,2026-03-06,2026-03-20\n",
    "goods": "goods,title,points,stock,limit,per\nsoap,soap,1.5,9,2,month\nrice,rice,4,3,,\noil,oil,0.7,9,5,ever\n",
    "entries": "entry,household,at,standing,spendable\no1,H1,2026-03-01,20,20.5\no2,H2,2026-03-01,0,18.1\n",
}


class Commands:
    """Makes commands that are often right, sometimes wrong, and in the order in which a village would give them."""

    def __init__(self, seed, model):
        self.random, self.model = random.Random(seed), model
        # The month that is closed in the end may have begun long ago.
        self.now = datetime(2026, 3, self.random.choice([2, 2, 21, 28]), 9, tzinfo=HERE)
        self.made = []
        self.count = 0

    def opening(self):
        return [self.finish({"command": name, "by": "chen",
                             **({"lists": ["rules.json"]} if name == "adopt" else self.table(name, TABLES[name]))})
                for name in ("adopt", "roster", "members", "officers", "goods", "entries")]

    def table(self, name, text):
        return {"table": {"name": name + ".csv", "content": text}}

    def finish(self, command):
        self.count += 1
        command = {**command, "key": f"k{self.count}", "at": self.now.isoformat()}
        self.made.append(command)
        return command

    def next(self):
        # Now and then nothing passes, and now and then it is exactly midnight, when most things are decided.
        hours = self.random.choice([0, 0, 0, 1, 3, 7, 11])
        self.now += timedelta(hours=hours, minutes=self.random.randrange(60) if hours else 0)
        if self.random.random() < 0.1:
            self.now = datetime(self.now.year, self.now.month, self.now.day, tzinfo=HERE) + timedelta(days=1)
        luck = self.random.random()
        if luck < 0.07:
            return {**self.random.choice(self.made), "at": self.now.isoformat()}
        if luck < 0.10:
            return self.other_content(self.random.choice(self.made))
        makers = [(self.submit, 18), (self.review, 34), (self.dispute, 20), (self.settle, 12), (self.redeem, 20),
                  (self.shop, 10), (self.transfer, 2), (self.import_, 4), (self.restock, 1), (self.close, 3)]
        return self.finish(self.random.choices([one for one, _ in makers], [weight for _, weight in makers])[0]())

    def other_content(self, command):
        command = {**command, "at": self.now.isoformat()}
        name = self.random.choice(["by", "event", "reason", "through", "redemption"])
        if name in command:
            command[name] = str(command[name]) + "x"
        elif command["command"] in ("approve", "reject", "withdraw", "object", "appeal", "cancel"):
            command["reason"] = "another"
        else:
            command["by"] = command["by"] + "x"
        return command

    def by(self, likely):
        return self.random.choice(likely) if self.random.random() < 0.85 else self.random.choice(PEOPLE)

    def own(self, household):
        return [household] + [member for member, other in MEMBERS.items() if other == household]

    def day(self):
        return max(date(2026, 3, 1), self.now.date() - timedelta(days=self.random.randrange(4))).isoformat()

    def submit(self):
        household, kind = self.random.choice(HOUSEHOLDS), self.random.choice(KINDS)
        command = {"command": "submit", "by": self.by(self.own(household) + ["chen"]), "household": household,
                   "event": f"e{self.count}", "kind": kind, "occurred": self.day()}
        if kind == "patrol":
            command["quantity"] = str(self.random.randrange(1, 6))
        if kind in ("meeting", "rescue"):
            digests = ["1" * 64, "2" * 64, "2" * 64]
            command["evidence"] = self.random.choices(digests, k=self.random.choice([0, 2, 2, 3]))
        return command

    def claim_in(self, *states):
        """Mostly a claim in one of these states, as far as the model knows; else any."""
        there = [claim for claim in self.model.claims.values() if claim.state in states]
        if not there or self.random.random() < 0.12:
            there = list(self.model.claims.values())
        return self.random.choice(there) if there and self.random.random() < 0.99 else None

    def step(self, name, claim, likely, **more):
        return {"command": name, "by": self.by(likely), "event": claim.event if claim else "no-such", **more}

    def review(self):
        claim = self.claim_in("submitted")
        if self.random.random() < 0.08:
            return self.step("reject", claim, REVIEWERS, reason="not seen")
        points = {"points": f"{self.random.randrange(10, 91) / 10}"} if claim and claim.kind == "idea" else {}
        return self.step("approve", claim, REVIEWERS, **points)

    def dispute(self):
        name = self.random.choice(["withdraw", "object", "object", "decide", "decide", "appeal", "appeal", "end", "end"])
        if name == "withdraw":
            claim = self.claim_in("submitted", "published", "objected", "final")
        elif name == "object":
            return self.step(name, self.claim_in("published"), HOUSEHOLDS, reason="not so")
        elif name == "decide":
            return self.step(name, self.claim_in("objected"), REVIEWERS, keep=self.random.random() < 0.7)
        elif name == "appeal":
            claim = self.claim_in("final")
        else:
            return self.step(self.random.choice(["uphold", "dismiss"]), self.claim_in("appealed"), REVIEWERS)
        return self.step(name, claim, self.own(claim.household) if claim else PEOPLE, reason="of our own")

    def import_(self):
        final = [claim.event for claim in self.model.claims.values() if claim.event[0] == "i" and claim.state == "final"]
        row = f"i{self.count},{self.random.choice(HOUSEHOLDS)},{self.random.choice(['patrol', 'litter'])},{self.day()},1,"
        if final and self.random.random() < 0.3:
            row = f"x{self.count},,,,," + self.random.choice(final)
        return {"command": "import", "by": self.by(["chen"]),
                **self.table("events", f"event,household,kind,at,quantity,revokes\n{row}\n")}

    def settle(self):
        through = self.random.choice([None, self.now.date().isoformat(), self.day()])
        return {"command": "settle", "by": self.by(["chen"]), **({"through": through} if through else {})}

    def redeem(self):
        household = self.random.choice(HOUSEHOLDS)
        goods = self.random.sample(["soap", "rice", "oil"], self.random.choice([1, 1, 2]))
        if self.random.random() < 0.02:
            goods.append("gold")
        return {"command": "redeem", "by": self.by(self.own(household) + ["chen"]), "household": household,
                "redemption": f"r{self.count}",
                "lines": [{"goods": one, "pieces": self.random.choice([1, 1, 2, 3])} for one in goods]}

    def shop(self):
        held = [one for one, what in self.model.redemptions.items() if what["state"] == "held"]
        some = held if held and self.random.random() < 0.8 else sorted(self.model.redemptions) or ["no-such"]
        one = self.random.choice(some)
        household = self.model.redemptions[one]["household"] if one in self.model.redemptions else "H1"
        if self.random.random() < 0.5:
            return {"command": "collect", "by": self.by(["chen"]), "redemption": one}
        return {"command": "cancel", "by": self.by(self.own(household) + ["chen"]), "redemption": one}

    def transfer(self):
        shares = [{"household": one, "share": str(self.random.randrange(1, 8))}
                  for one in self.random.sample(["H1", "H2", "H3"], self.random.choice([1, 2, 3]))]
        return {"command": "transfer", "by": self.by(["chen"]), "transfer": f"t{self.count}",
                "household": self.random.choice(["H1", "H2", "H3"]), "shares": shares, "reason": "split"}

    def end_of_march(self):
        """March is over, if it was not; from here on what is for its days comes late."""
        self.now = max(self.now, datetime(2026, 4, 1, 8, tzinfo=HERE))
        return self.finish({"command": "close", "by": "chen", "month": "2026-03"})

    def close(self):
        month = self.random.choice(["2026-03", "2026-03", "2026-04"])
        if self.random.random() < 0.7:
            return {"command": "close", "by": self.by(["chen"]), "month": month}
        other = self.random.choice(["rev3", "rev3", "aud", "chen", "rev5", "m1"])
        return {"command": "reopen", "by": self.by(["chen"]), "month": month, "with": other, "reason": "a mistake"}

    def restock(self):
        return {"command": "goods", "by": self.by(["chen"]),
                **self.table("goods", f"goods,title,points,stock,limit,per\nrice,rice,4,{self.random.randrange(4)},,\n")}


class RandomTest(unittest.TestCase):
    def play(self, seed):
        with tempfile.TemporaryDirectory(prefix="pointsbank-") as folder:
            self.folder = Path(folder)
            (self.folder / "rules.json").write_text(json.dumps(RULES), encoding="utf-8")
            self.run_bank("init", "--id", "village", "--by", "chen", "--at", "2026-03-01")
            model = Model(RULES, str(self.folder / "rules.json"), folder)
            with subprocess.Popen([POINTSBANK, "bank", "--db", "v.db", "--batch", "--quiet"], cwd=folder, text=True,
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as self.bank:
                commands = Commands(seed, model)
                try:
                    self.play_commands(commands, model)
                finally:
                    self.bank.stdin.close()
                    self.bank.stdout.read()
            told = json.loads(self.run_bank("verify", "--replay", "--json"))
            self.assertEqual(told["findings"], [], f"seed {seed}")
            self.compare_with_tables(commands.now, seed)

    def compare_with_tables(self, at, seed):
        """`evaluate` over what is exported comes to the bank's balances, without the bank."""
        told = self.run_bank("balance", "--json", "--by", "chen", "--at", at.isoformat())
        amounts = ("household", "standing", "spendable", "earned", "deducted")
        balances = [tuple(row[name] for name in amounts) for row in json.loads(told)["balances"]]
        self.run_bank("export", "--form", "tables", "--output", "tables", "--quiet")
        words = ["evaluate", "--quiet", "--out", "evaluated", "--through", at.date().isoformat(), "--published", "tables/published"]
        for option in ("roster", "members", "events", "entries"):
            words += ["--" + option, f"tables/{option}.csv"]
        for rules in sorted((self.folder / "tables/rules").iterdir()):
            words += ["--rules", str(rules)]
        ran = subprocess.run([POINTSBANK, *words], cwd=self.folder, capture_output=True, timeout=60)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        with open(self.folder / "evaluated/balances.csv", encoding="utf-8", newline="") as file:
            evaluated = [tuple(row[name] for name in amounts) for row in csv.DictReader(file)]
        self.assertEqual(evaluated, balances, f"seed {seed}")

    def run_bank(self, *words):
        ran = subprocess.run([POINTSBANK, "bank", *words, "--db", "v.db"], cwd=self.folder, capture_output=True, timeout=60)
        self.assertEqual(ran.returncode, 0, ran.stderr + ran.stdout)
        return ran.stdout

    def play_commands(self, commands, model):
        first = {}  # key -> the first answer
        for command in commands.opening():
            self.judge(command, model, first)
        for number in range(COMMANDS):
            self.judge(commands.next() if number != COMMANDS * 2 // 3 else commands.end_of_march(), model, first)

    def judge(self, command, model, first):
        self.bank.stdin.write(json.dumps(command) + "\n")
        self.bank.stdin.flush()
        answer = json.loads(self.bank.stdout.readline(), parse_float=str)
        codes, is_replayed = model.execute(command)
        told = f"\ncommand {json.dumps(command)}\nanswer  {json.dumps(answer)}"
        self.assertIn(answer["code"], codes, told)
        self.assertEqual(answer["replayed"], is_replayed, told)
        model.answered(command, answer["code"])
        self.tally[command["command"], answer["code"]] = self.tally.get((command["command"], answer["code"]), 0) + 1
        if is_replayed:
            self.assertEqual(answer["values"], first[command["key"]], told)
        elif answer["code"] not in ("key_reused", "wrong_input"):
            first[command["key"]] = answer["values"]
        if answer["code"] == "done" and not is_replayed:
            self.compare_state(command, model, answer, told)

    def compare_state(self, command, model, answer, told):
        """What the file says against what the model says, to the unit."""
        with sqlite3.connect(f"file:{self.folder}/v.db?mode=ro", uri=True) as file:
            states = ["submitted", "published", "objected", "final", "rejected", "withdrawn", "appealed", "revoked"]
            if command["command"] == "settle":
                self.take_through(command, model, answer, told)
                expected = {who: tuple(row[name] for name in ("standing", "spendable", "earned", "deducted"))
                            for who, row in model.balances().items()}
                found = {row[0]: row[1:] for row in
                         file.execute("SELECT household, standing, spendable, earned, deducted FROM balance")}
                zero = (0, 0, 0, 0)
                self.assertEqual({who: found.get(who, zero) for who in expected}, expected, told)
                found = dict(file.execute("SELECT event, state FROM event WHERE event NOT LIKE 'x%'"))  # no revocations
                self.assertEqual(found, {one.event: states.index(one.state) for one in model.claims.values()}, told)
                self.assertEqual(dict(file.execute("SELECT goods, in_stock FROM goods")),
                                 {name: one["stock"] for name, one in model.goods.items()}, told)
            for bought, there in file.execute("SELECT bought, in_stock + held + handed_out FROM goods"):
                self.assertEqual(bought, there, told)
        file.close()
        if command["command"] == "redeem":
            self.assertEqual(model.units(answer["values"]["spendable"]),
                             model.balances()[command["household"]]["spendable"], told)

    def take_through(self, command, model, answer, told):
        """Other commands may settle, or not, through their own day: the book then stands there."""
        through = date.fromisoformat(answer["values"]["through"])
        self.assertGreaterEqual(through, model.through, told)
        self.assertLessEqual(through, datetime.fromisoformat(command["at"]).date(), told)
        model.through = through

    def test_random_commands(self):
        self.tally = {}
        begin, end = map(int, SEEDS.split(".."))
        for seed in range(begin, end + 1):
            with self.subTest(seed=seed):
                self.play(seed)
        if end - begin >= 9:  # commands that never come about would judge nothing
            for code in ("done", "not_allowed", "wrong_state", "conflict_of_interest", "already_reviewed", "in_debt",
                         "evidence_missing", "out_of_stock", "goods_limit", "too_few_points", "frozen", "key_reused",
                         "wrong_input", "period_limit", "not_active", "suspended", "month_closed", "month_open", "too_early"):
                self.assertIn(code, {code for _, code in self.tally}, "no command came to this answer")


if __name__ == "__main__":
    unittest.main()
