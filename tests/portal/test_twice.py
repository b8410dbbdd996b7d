"""Second taps, retries, a full disk, a killed process: nothing twice, nothing lost."""

import json
import re
import signal
import threading
import unittest

from portal import NOW, Portal, PortalTest


class Twice(PortalTest):
    def spendable(self, household):
        rows = self.portal.rows("balance", household, "--at", NOW)
        return next(row["spendable"] for row in rows if row["household"] == household)

    def test_second_tap_takes_no_points(self):
        browser = self.portal.browser("zhang")
        before = float(self.spendable("H01"))
        hidden = browser.form(browser.get("/shop/goods/soap").text)
        for _ in range(3):
            reply = browser.post("/shop/goods/soap", {**hidden, "pieces": "1"})
            self.assertEqual((reply.status, reply.headers["Location"]), (303, "/shop?said=redeemed"))
        self.assertEqual(float(self.spendable("H01")), before - 3)

    def test_taps_at_once_take_points_once(self):
        browser = self.portal.browser("ouyang")
        before = float(self.spendable("H06"))
        hidden = browser.form(browser.get("/shop/goods/soap").text)
        replies = []
        threads = [threading.Thread(target=lambda: replies.append(browser.post("/shop/goods/soap", {**hidden, "pieces": "1"}).status)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(replies, [303] * 8)
        self.assertEqual(float(self.spendable("H06")), before - 3)

    def test_key_with_other_contents(self):
        browser = self.portal.browser("zhang")
        hidden = browser.form(browser.get("/claims/new/meeting").text)
        self.assertEqual(browser.post("/claims/new/meeting", {**hidden, "occurred": "2026-05-17"}).status, 303)
        reply = browser.post("/claims/new/meeting", {**hidden, "occurred": "2026-05-16"})
        self.assertEqual(reply.status, 422)
        self.assertNotEqual(browser.form(reply.text)["key"], hidden["key"])

    def test_key_is_ours(self):
        browser = self.portal.browser("zhang")
        hidden = browser.form(browser.get("/claims/new/meeting").text)
        for key in ("", "x", "0" * 31, "0" * 33, "A" * 32, "../" * 10 + "ab"):
            self.assertEqual(browser.post("/claims/new/meeting", {**hidden, "key": key, "occurred": "2026-05-17"}).status, 403)

    def test_one_key_in_two_accounts(self):
        key = "1" * 32
        for name in ("zhang", "ouyang"):
            browser = self.portal.browser(name)
            hidden = browser.form(browser.get("/claims/new/meeting").text)
            self.assertEqual(browser.post("/claims/new/meeting", {**hidden, "key": key, "occurred": "2026-05-15"}).status, 303)

    def test_refused_in_the_banks_words(self):
        browser = self.portal.browser("h08")
        self.assertIn("还差", browser.get("/shop/goods/kettle").words)
        for language, words in (("zh", "需要 20 件"), ("en", "20 of `kettle` are asked for")):
            hidden = browser.form(browser.get(f"/shop/goods/soap?lang={language}").text)
            reply = browser.post("/shop/goods/kettle", {**hidden, "pieces": "20"})
            self.assertEqual(reply.status, 422)
            self.assertIn(words, reply.words)


class FullDisk(PortalTest):
    def test_trying_again_does_it_once(self):
        browser = self.portal.browser("zhang")
        hidden = browser.form(browser.get("/claims/new/meeting").text)
        self.portal.limit_files(4096)
        reply = browser.post("/claims/new/meeting", {**hidden, "occurred": "2026-05-13"})
        self.assertEqual(reply.status, 503, reply.words[:500])
        kept = browser.form(reply.text)
        self.assertEqual((kept["key"], kept["occurred"]), (hidden["key"], "2026-05-13"))
        self.portal.limit_files(2**40)
        for _ in range(2):
            self.assertEqual(browser.post("/claims/new/meeting", kept).status, 303)
        claims = self.portal.rows("claims", "--household", "H01")
        self.assertEqual(len([row for row in claims if row["occurred"] == "2026-05-13" and row["kind"] == "meeting"]), 1)


class Killed(unittest.TestCase):
    def test_killed_in_the_middle(self):
        portal = Portal()
        self.addCleanup(portal.close)
        sent, answered, lock = [], {}, threading.Lock()

        def villager(name, household):
            browser = browsers[name]
            try:
                for number in range(60):
                    hidden = browser.form(browser.get("/claims/new/meeting").text)
                    fields = {**hidden, "occurred": f"2026-05-{1 + number % 17:02d}"}
                    with lock:
                        sent.append((name, household, fields))
                    reply = browser.post("/claims/new/meeting", fields)
                    with lock:
                        answered[fields["key"]] = re.match(r"/claims/([^?]*)", reply.headers["Location"]).group(1)
                    if len(answered) == 25:
                        portal.process.send_signal(signal.SIGKILL)
            except (OSError, AssertionError, TypeError):
                return  # the portal is gone
            except Exception as error:  # noqa: BLE001 (http.client has several of its own)
                if "http.client" not in type(error).__module__:
                    raise

        browsers = {}
        people = [("zhang", "H01"), ("ouyang", "H06"), ("h07", "H07"), ("h08", "H08")]
        browsers.update((name, portal.browser(name)) for name, _ in people)
        threads = [threading.Thread(target=villager, args=person) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        portal.process.wait(timeout=20)
        portal.process.stdout.close()
        self.assertGreaterEqual(len(answered), 20)
        portal.start()
        browsers = {name: portal.browser(name) for name, _ in people}
        for name, _, fields in sent:
            token = browsers[name].form(browsers[name].get("/claims/new/meeting").text)["token"]
            reply = browsers[name].post("/claims/new/meeting", {**fields, "token": token})
            event = re.match(r"/claims/([^?]*)", reply.headers["Location"]).group(1)
            self.assertEqual(answered.setdefault(fields["key"], event), event)
        there = [row["event"] for _, household in people for row in portal.rows("claims", "--household", household)]
        ours = [event for event in there if event.startswith("claim-")]
        self.assertEqual(sorted(ours), sorted(answered.values()))
        self.assertEqual(len(set(ours)), len(sent))
        self.assertIn("everything fits", portal.bank("verify", "--replay", "--lang", "en"))


if __name__ == "__main__":
    unittest.main()
