"""A bank of a small village, and a way to run its commands."""

import json

from village import VillageTest

RULES = """{
  "format": "pointsbank/1", "id": "village", "version": "2026", "title": {"zh": "小村", "en": "A small village"},
  "effective": {"from": "2026-01-01", "to": "2026-12-31"}, "points": {"decimals": 1}, "groups": ["grid"],
  "attributes": {"subject": {"members": "number"}},
  "workflow": {"reviewers": 1, "publicity": {"days": 2, "working": true}, "appeal": {"days": 15}},
  "redemption": {"hold_days": 10, "limits": [{"per": "month", "points": 50}]},
  "categories": [{"id": "order"}],
  "positive": [
    {"id": "patrol", "category": "order", "title": {"zh": "巡逻", "en": "Patrol"}, "score": {"rate": 1.5}},
    {"id": "mediation", "category": "order", "title": {"zh": "调解", "en": "Mediation"}, "score": {"points": 4}, "public": false}
  ],
  "negative": [{"id": "litter", "category": "order", "title": {"zh": "乱扔垃圾", "en": "Littering"}, "score": {"points": 2}}],
  "closings": [{"id": "monthly", "kind": "ranking", "at": "month", "title": {"zh": "月榜", "en": "Monthly"},
                "awards": [{"ranks": [1, 1], "points": 5}]}]
}
"""
ROSTER = "household,grid,members,name\nH1,east,3,张小三\nH2,east,2,李四\n\"H3 \"\"a\"\"\",west,4,欧阳明月\n"
MEMBERS = "member,household,name\nzhang,H1,张小三\nli,H2,李四\n"
OFFICERS = "person,role\nchen,clerk\nli,reviewer\nsun,reviewer\n"
GOODS = "goods,title,points,stock\nsoap,肥皂,3,4\n"


class BankTest(VillageTest):
    """Each test has a bank of its own, open since 1 January."""

    def setUp(self):
        super().setUp()
        for name, text in {"bank-rules.json": RULES, "bank-roster.csv": ROSTER, "bank-members.csv": MEMBERS,
                           "officers.csv": OFFICERS, "goods.csv": GOODS}.items():
            self.put(name, text)
        self.bank("init", "--id", "village", by="chen")
        self.bank("adopt", "bank-rules.json", by="chen")
        self.bank("roster", "bank-roster.csv", by="chen")
        self.bank("members", "bank-members.csv", by="chen")
        self.bank("officers", "officers.csv", by="chen")
        self.bank("goods", "goods.csv", by="chen")

    def bank(self, command, *words, by=None, at="2026-01-01", key=None, code=0, language="en", json_too=False):
        options = ["--db", "village.pointsbank"]
        if by is not None:
            options += ["--by", by]
        if at is not None:
            options += ["--at", at]
        if key is not None:
            options += ["--key", key]
        if json_too:
            options.append("--json")
        ran = self.run_command("bank", command, *options, *words, language=language)
        self.assertEqual(ran.code, code, ran.messages + ran.out)
        return ran

    def ask(self, command, *words, at=None, **more):
        """A question that does not settle, unless `at` is said."""
        return self.bank(command, *words, at=at, **more)

    def read(self, command, *words, at=None, **more):
        return json.loads(self.ask(command, *words, at=at, json_too=True, **more).out)

    def earn(self, event, household="H1", quantity="4", on="2026-01-05"):
        """A patrol that is final two working days later."""
        self.bank("submit", "--event", event, "--household", household, "--kind", "patrol", "--on", on, "--quantity",
                  quantity, by="chen", at=on)
        self.bank("approve", event, by="sun", at=on)
