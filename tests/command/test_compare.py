"""pointsbank compare: what a change of rules does to whom."""

import csv
import io
import json
import unittest
from decimal import Decimal
from html.parser import HTMLParser

from village import RULES, VillageTest


class Page(HTMLParser):
    """Tags are balanced; nothing is loaded from elsewhere."""

    VOID = {"meta", "rect", "line", "polyline"}

    def __init__(self):
        super().__init__()
        self.open = []
        self.links = []
        self.texts = []
        self.tags = []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ("src", "href")]
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.texts.append(data)


class Compare(VillageTest):
    def setUp(self):
        super().setUp()
        self.reform({"op": "set", "rule": "patrol", "field": "score.rate", "value": 0.5},
                    {"op": "disable", "rule": "litter"})

    def reform(self, *operations):
        self.put("reform.json", json.dumps({"title": {"zh": "冬季方案", "en": "winter plan"}, "operations": list(operations)}))

    def compare(self, *more, code=0, language="en", **changed):
        ran = self.run_command("compare", *self.data(*more, **{"reform": "reform.json", **changed}), language=language)
        self.assertEqual(ran.code, code, ran.messages)
        return ran

    def rows(self, name):
        return list(csv.DictReader(io.StringIO(self.get(name))))

    def balances(self, folder):
        return {row["household"]: Decimal(row["standing"]) for row in self.rows(folder + "/balances.csv")}

    def test_tables_agree_with_two_evaluations(self):
        self.compare("--csv", "change")
        ran = self.run_command("reform", "rules.json", "--reform", "reform.json", "--out", "trial")
        self.assertEqual(ran.code, 0, ran.messages)
        self.assertEqual(self.evaluate(out="before").code, 0)
        self.assertEqual(self.evaluate(out="after", rules="trial/rules.json").code, 0)
        before, after = self.balances("before"), self.balances("after")
        self.assertNotEqual(before, after)
        for row in self.rows("change/households.csv"):
            household = row["household"]
            self.assertEqual(Decimal(row["standing_before"]), before[household])
            self.assertEqual(Decimal(row["standing_after"]), after[household])
            self.assertEqual(Decimal(row["standing_difference"]), after[household] - before[household])
        for name in ("rules", "categories", "periods", "by_grid", "by_members"):
            rows = self.rows(f"change/{name}.csv")
            self.assertEqual(sum(Decimal(row["standing_before"]) for row in rows), sum(before.values()), name)
            self.assertEqual(sum(Decimal(row["standing_after"]) for row in rows), sum(after.values()), name)

    def test_text(self):
        out = self.compare().out
        self.assertIn("Who loses most\n", out)
        self.assertIn("By grid\n", out)
        self.assertRegex(out, r"巡逻 +rule +7\.0 +3\.0 +-4\.0")
        out = self.compare(language="zh").out
        self.assertIn("减少最多的户\n", out)
        self.assertNotIn("comparison_", out)

    def test_json(self):
        read = json.loads(self.compare("--json").out)
        self.assertEqual(read["decimals"], 1)
        self.assertEqual([row["household"] for row in read["households"]], ["H1", "H2", "户3"])
        self.assertEqual(read["by_grid"][0]["value"], "east")
        self.assertEqual(len([row for row in read["distribution"] if row["what"].startswith("lorenz")]), 11)

    def test_two_books_and_a_book_that_declares_more(self):
        document = json.loads(RULES)
        document["attributes"]["event"] = {"night": "bool"}
        document["positive"][0]["score"]["rate"] = 0.5
        document["negative"][0]["effective"] = {"to": "2025-12-31"}
        self.put("other.json", json.dumps(document))
        self.put("events.csv", self.get("events.csv").replace("\n", ",x\n").replace("recorded,x", "recorded,night")
                 .replace(",x\n", ",\n"))
        by_book = self.compare("--json", reform=None, against="other.json")
        self.assertEqual(json.loads(by_book.out), json.loads(self.compare("--json").out))

    def test_page(self):
        for language, title in (("en", "winter plan"), ("zh", "冬季方案")):
            self.compare("--html", "report.html", language=language)
            text = self.get("report.html")
            page = Page()
            page.feed(text)
            self.assertEqual(page.open, [])
            self.assertEqual(page.links, [])
            self.assertNotIn("script", page.tags)
            self.assertEqual(page.tags.count("svg"), 4)
            self.assertIn(title, page.texts)
            self.assertNotIn("url(", text)
            self.assertNotIn("comparison_", text)

    def test_page_takes_no_markup_from_data(self):
        self.put("rules.json", RULES.replace("巡逻", "<script>alert(1)</script>"))
        self.compare("--html", "report.html")
        self.assertNotIn("<script", self.get("report.html"))

    def test_one_household(self):
        ran = self.compare("--household", "H2")
        self.assertIn("e2", ran.out)
        self.assertIn("before: ", ran.out)
        self.assertIn("nothing differs", self.compare("--household", "户3").out)
        read = json.loads(self.compare("--household", "H1", "--json").out)
        self.assertEqual([item["before"]["event"] for item in read["items"] if item["before"] and "event" in item["before"]],
                         ["e1", "e4"])
        ran = self.compare("--household", "H7", code=2)
        self.assertIn("there is no `H7`", ran.messages)

    def test_operations_that_no_event_can_feel_are_told(self):
        self.put("events.csv", "event,household,kind,at,quantity,recorded\ne1,H1,patrol,2026-01-05,2,\n")
        self.assertIn("no event in the data is of a kind that `litter` hears", self.compare().messages)

    def test_threads_and_order_change_nothing(self):
        one = self.compare("--json", threads="1").out
        lines = self.get("events.csv").splitlines()
        self.put("events.csv", "\n".join(lines[:1] + lines[:0:-1]) + "\n")
        self.assertEqual(self.compare("--json", threads="3").out, one)

    def test_wrong_use(self):
        self.assertIn("either `--reform FILE` or `--against FILE`", self.compare(code=2, reform=None).messages)
        self.assertIn("there is no period `moon`", self.compare("--period", "moon", code=2).messages)
        self.assertIn("没有时期 `moon`", self.compare("--period", "moon", code=2, language="zh").messages)
        self.reform({"op": "disable", "rule": "nothing"})
        ran = self.compare("--csv", "change", code=2)
        self.assertIn("there is no rule `nothing`", ran.messages)
        self.assertFalse((self.folder / "change").exists())


if __name__ == "__main__":
    unittest.main()
