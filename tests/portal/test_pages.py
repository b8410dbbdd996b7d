"""What villagers see: figures that agree with the bank, both languages, the way of a claim, the board, the shop."""

import json
import re
import unittest

from portal import NOW, Portal, PortalTest

PATHS = ("/", "/passbook", "/claims", "/claims/new", "/claims/new/honour", "/board", "/shop", "/shop/goods/soap", "/password")


class Pages(PortalTest):
    def test_figures_are_the_banks(self):
        for name, household in (("zhang", "H01"), ("ouyang", "H06"), ("h07", "H07")):
            row = self.portal.rows("balance", household, "--at", NOW)[0]
            browser = self.portal.browser(name)
            words = browser.get("/").words
            self.assertRegex(words, rf"荣誉积分\s+{re.escape(row['standing'])}分")
            self.assertRegex(words, rf"可兑换积分\s+{re.escape(row['spendable'])}分")
            statement = json.loads(self.portal.bank("statement", household, "--json", "--at", NOW))
            pages = [browser.get(f"/passbook?month=2026-{month:02d}").words for month in (3, 4, 5)]
            for line in statement["lines"]:
                self.assertTrue(any(line["text"]["zh"] in page and line["standing_after"] in page for page in pages), line)
            changes = sum(len(re.findall(r'data-label="荣誉"', browser.get(f"/passbook?month=2026-{month:02d}").text)) for month in (3, 4, 5))
            self.assertEqual(changes, len(statement["lines"]))

    def test_both_languages(self):
        browser = self.portal.browser("zhang")
        for path in PATHS:
            page = browser.get(path + "?lang=zh")
            self.assertEqual(page.status, 200)
            self.assertIn('<html lang="zh-CN">', page.text)
            page = browser.get(path + "?lang=en")
            self.assertIn('<html lang="en">', page.text)
            self.assertNotRegex(re.search("<h1>(.*?)</h1>", page.text).group(1), "[\u4e00-\u9fff]" if "goods" not in path else "^$")
        self.assertIn('<html lang="en">', browser.get("/").text)  # it stays

    def test_labels_and_landmarks(self):
        browser = self.portal.browser("zhang")
        for path in PATHS:
            page = browser.get(path).text
            for landmark in ("<header", "<main", "<footer", "<nav"):
                self.assertIn(landmark, page)
            self.assertEqual(page.count("<h1>"), 1)
            labelled = set(re.findall(r'<label for="([^"]*)"', page))
            for field in re.findall(r'<input ([^>]*)>', page):
                if 'type="hidden"' in field or 'type="radio"' in field or 'type="checkbox"' in field or 'name="reason"' in field:
                    continue  # these stand within their labels
                self.assertIn(re.search(r'id="([^"]*)"', field).group(1), labelled, path)
            self.assertEqual(len(re.findall(r"<img ", page)), len(re.findall(r"<img [^>]*alt=", page)))

    def test_next_star(self):
        browser = self.portal.browser("zhang")
        standing = float(self.portal.rows("balance", "H01", "--at", NOW)[0]["standing"])
        goals = [goal for goal in (8, 18, 30, 45, 60) if goal > standing]
        missing = goals[0] - standing
        self.assertIn(f"再得 {missing:g} 分就是", browser.get("/").words)

    def test_unknown_goods_and_kinds(self):
        browser = self.portal.browser("zhang")
        for path in ("/shop/goods/nothing", "/claims/new/nothing", "/claims/new/litter"):
            self.assertEqual(browser.get(path).status, 404)

    def test_slip_of_a_closed_month(self):
        browser = self.portal.browser("zhang")
        lines = json.loads(self.portal.bank("statement", "H01", "--json", "--at", NOW))["lines"]
        closed = next(line for line in lines if line["month"] == "2026-03" or line["date"] < "2026-03-25")
        slip = browser.get(f"/passbook/slip/{closed['entry']}")
        self.assertEqual(slip.status, 200)
        self.assertTrue(slip.headers["Content-Disposition"].startswith("attachment"))
        json.loads(slip.text)
        self.assertEqual(browser.get(f"/passbook/slip/{lines[-1]['entry']}").status, 404)


class Way(unittest.TestCase):
    def test_from_claim_to_goods(self):
        portal = Portal()
        self.addCleanup(portal.close)
        browser = portal.browser("zhang")
        reply = browser.submit("/claims/new/volunteering", occurred="2026-05-17", quantity="1.5")
        event = re.match(r"/claims/([^?]*)", reply.headers["Location"]).group(1)
        self.assertIn("待审核", browser.get(f"/claims/{event}").words)
        for person in ("wang", "sun"):
            portal.bank("approve", event, "--by", person, "--at", NOW)
        self.assertIn("公示中", browser.get(f"/claims/{event}").words)
        self.assertIn("张*三", browser.get("/board").words)
        before = float(portal.rows("balance", "H01", "--at", NOW)[0]["standing"])
        portal.set_clock("2026-05-22T08:00:00+08:00")
        words = browser.get(f"/claims/{event}").words
        page = browser.get("/").words
        self.assertIn("已生效", browser.get(f"/claims/{event}").words, words)
        after = float(portal.rows("balance", "H01", "--at", "2026-05-22T08:00:00+08:00")[0]["standing"])
        self.assertIn(f"{after:.1f}分", page)
        self.assertGreaterEqual(after, before + 3)
        self.assertIn("志愿服务", browser.get("/passbook").words)
        self.assertIn("3.0 分", browser.get(f"/claims/{event}").words)
        self.assertEqual(browser.submit("/shop/goods/soap", pieces="2").status, 303)
        shop = browser.get("/shop").text
        self.assertIn("待领取", shop)
        cancel = re.search(r'action="(/shop/redemptions/[^"]*/cancel)"', shop).group(1)
        self.assertEqual(browser.submit("/shop", cancel).status, 303)
        self.assertIn("已取消", browser.get("/shop").words)
        self.assertIn("everything fits", portal.bank("verify", "--replay", "--lang", "en"))

    def test_objection_stops_a_claim(self):
        portal = Portal()
        self.addCleanup(portal.close)
        event = re.match(r"/claims/([^?]*)", portal.browser("ouyang").submit("/claims/new/meeting", occurred="2026-05-17").headers["Location"]).group(1)
        for person in ("wang", "sun"):
            portal.bank("approve", event, "--by", person, "--at", NOW)
        other = portal.browser("zhang")
        self.assertEqual(other.submit("/board", f"/board/{event}/object", reason="那天没开会").status, 303)
        portal.set_clock("2026-06-10T08:00:00+08:00")
        self.assertIn("有异议", portal.browser("ouyang").get(f"/claims/{event}").words)

    def test_appeal_in_time_and_too_late(self):
        portal = Portal()
        self.addCleanup(portal.close)
        claims = portal.rows("claims", "--state", "final")
        late = next(row for row in claims if row["household"] == "H01" and row["occurred"] < "2026-04-10")
        browser = portal.browser("zhang")
        reply = browser.submit(f"/claims/{late['event']}", f"/claims/{late['event']}/appeal", reason="不对")
        self.assertEqual(reply.status, 422)
        self.assertIn("申诉期截至", reply.words)


if __name__ == "__main__":
    unittest.main()
