"""Forms posted from elsewhere, planted sessions, guessed passwords."""

import time
import unittest

from portal import Browser, PortalTest


class Forged(PortalTest):
    def test_without_token(self):
        browser = self.portal.browser("zhang")
        hidden = browser.form(browser.get("/claims/new/meeting").text)
        for token in (None, "", "00" * 64, hidden["token"][:-2], hidden["token"] + "00", "ü" * 64):
            with self.subTest(token=token):
                fields = {"key": hidden["key"], "occurred": "2026-05-17"}
                if token is not None:
                    fields["token"] = token
                self.assertEqual(browser.post("/claims/new/meeting", fields).status, 403)
        self.assertNotIn("2026-05-17", browser.get("/claims").text)

    def test_token_of_another_session(self):
        mine = self.portal.browser("zhang")
        other = self.portal.browser("ouyang")
        hidden = other.form(other.get("/claims/new/meeting").text)
        self.assertEqual(mine.post("/claims/new/meeting", {**hidden, "occurred": "2026-05-17"}).status, 403)

    def test_token_from_before_signing_in(self):
        browser = self.portal.browser()
        hidden = browser.form(browser.get("/sign-in").text)
        self.assertEqual(browser.post("/sign-in", {**hidden, "name": "zhang", "password": "zhang-2026"}).status, 303)
        self.assertEqual(browser.post("/claims/new/meeting", {**hidden, "occurred": "2026-05-17"}).status, 403)

    def test_signing_somebody_in_from_elsewhere(self):
        browser = self.portal.browser()
        fields = {"name": "zhang", "password": "zhang-2026", "key": "0" * 32}
        self.assertEqual(browser.post("/sign-in", fields).status, 403)
        self.assertNotIn("session", browser.cookies)

    def test_from_another_site(self):
        browser = self.portal.browser("zhang")
        own = f"http://127.0.0.1:{self.portal.port}"
        for headers, status in (({"Origin": "https://evil.example"}, 403), ({"Origin": "null"}, 403), ({"Origin": own + ".evil.example"}, 403),
                                ({"Origin": own, "Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-site"}, 403),
                                ({"Origin": f"http://localhost:{self.portal.port}"}, 403), ({"Origin": own, "Sec-Fetch-Site": "same-origin"}, 303)):
            with self.subTest(headers=headers):
                hidden = browser.form(browser.get("/claims/new/meeting").text)
                reply = browser.post("/claims/new/meeting", {**hidden, "occurred": "2026-05-16"}, headers)
                self.assertEqual(reply.status, status)

    def test_called_by_another_name(self):
        for host in ("evil.example", f"127.0.0.1:{self.portal.port}.evil.example", ""):
            with self.subTest(host=host):
                self.assertEqual(self.portal.browser().get("/sign-in", host=host or " ").status, 400)

    def test_get_changes_nothing(self):
        browser = self.portal.browser("zhang")
        for path in ("/sign-out", "/board/meeting-0512-1490/object", "/claims/x/withdraw"):
            self.assertEqual(browser.get(path).status, 405)
        self.assertEqual(browser.get("/").status, 200)

    def test_cookies_and_headers(self):
        browser = Browser(self.portal.port)
        hidden = browser.form(browser.get("/sign-in").text)
        reply = browser.post("/sign-in", {**hidden, "name": "zhang", "password": "zhang-2026"})
        cookie = next(line for line in reply.headers.get_all("Set-Cookie") if line.startswith("session="))
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Lax", cookie)
        self.assertNotIn("Secure", cookie)  # not by https
        page = browser.get("/")
        policy = page.headers["Content-Security-Policy"]
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe", policy)
        self.assertNotIn("script-src", policy)
        self.assertEqual(page.headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(page.headers["X-Frame-Options"], "DENY")
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertNotIn("<script", page.text)


class ByHttps(PortalTest):
    options = ("--https", "--origin", "https://points.example")

    def test_cookies_are_for_https(self):
        browser = self.portal.browser()
        reply = browser.get("/sign-in", host="points.example")
        self.assertEqual(reply.status, 200)
        self.assertIn("; Secure", reply.headers["Set-Cookie"])
        self.assertIn("max-age", reply.headers["Strict-Transport-Security"])


class Fixed(PortalTest):
    def test_planted_session(self):
        browser = self.portal.browser()
        planted = "ab" * 32
        browser.cookies["session"] = planted
        browser.cookies["visitor"] = planted
        browser.sign_in("zhang", "zhang-2026")
        self.assertNotEqual(browser.cookies["session"], planted)
        thief = self.portal.browser()
        thief.cookies["session"] = planted
        self.assertEqual(thief.get("/passbook").status, 303)

    def test_a_new_id_each_time(self):
        first = self.portal.browser("zhang").cookies["session"]
        second = self.portal.browser("zhang").cookies["session"]
        self.assertNotEqual(first, second)
        self.assertRegex(first, "^[0-9a-f]{64}$")

    def test_file_does_not_hold_the_id(self):
        session = self.portal.browser("zhang").cookies["session"]
        for file in self.portal.folder.glob("accounts.sqlite*"):
            self.assertNotIn(session.encode(), file.read_bytes())

    def test_signed_out_is_out(self):
        browser = self.portal.browser("zhang")
        kept = browser.cookies["session"]
        page = browser.get("/").text
        hidden = browser.form("<main" + page, "/sign-out")
        self.assertEqual(browser.post("/sign-out", hidden).status, 303)
        browser.cookies["session"] = kept
        self.assertEqual(browser.get("/passbook").status, 303)

    def test_changed_password_ends_other_sessions(self):
        other = self.portal.browser("h07")
        browser = self.portal.browser("h07")
        reply = browser.submit("/password", old="h07-2026", new="a new password", again="a new password")
        self.assertEqual(reply.status, 303)
        self.assertEqual(other.get("/passbook").status, 303)
        self.assertEqual(browser.get("/passbook").status, 200)
        self.portal.browser("h07", "a new password")

    def test_first_password_has_to_be_changed(self):
        browser = self.portal.browser("wu")
        for path in ("/", "/passbook", "/board"):
            reply = browser.get(path)
            self.assertEqual((reply.status, reply.headers["Location"]), (303, "/password"))
        self.assertEqual(browser.submit("/password", old="wu-2026", new="short", again="short").status, 422)
        self.assertEqual(browser.submit("/password", old="wrong", new="long enough", again="long enough").status, 422)
        self.assertEqual(browser.submit("/password", old="wu-2026", new="long enough", again="long enough").status, 303)
        self.assertEqual(browser.get("/passbook").status, 200)


class Idle(PortalTest):
    options = ("--idle", "1")

    def test_unused_session_ends(self):
        browser = self.portal.browser("zhang")
        self.assertEqual(browser.get("/passbook").status, 200)
        time.sleep(2.5)
        self.assertEqual(browser.get("/passbook").status, 303)


class Guessed(PortalTest):
    def attempt(self, name, password):
        browser = self.portal.browser()
        begin = time.monotonic()
        reply = browser.submit("/sign-in", name=name, password=password)
        return reply, time.monotonic() - begin

    def test_growing_waits_and_the_same_answer(self):
        words = {}
        for name in ("zhang", "nobody-is-called-so"):
            statuses = []
            for number in range(7):
                reply, _ = self.attempt(name, f"guess {number}")
                statuses.append(reply.status)
            self.assertEqual(statuses[:5], [403] * 5, name)
            self.assertEqual(statuses[-1], 429, name)
            words[name] = statuses
            wait = int(reply.headers["Retry-After"])
            self.assertGreaterEqual(wait, 1)
            right, _ = self.attempt(name, f"{name}-2026")  # the right one has to wait as well
            self.assertEqual(right.status, 429, name)
        self.assertEqual(words["zhang"], words["nobody-is-called-so"])
        time.sleep(6)
        reply, _ = self.attempt("zhang", "zhang-2026")
        self.assertEqual(reply.status, 303)

    def test_same_words_and_about_the_same_time(self):
        known, times_known = zip(*(self.attempt("h08", f"guess {number}") for number in range(4)))
        unknown, times_unknown = zip(*(self.attempt("h99", f"guess {number}") for number in range(4)))

        def without_secrets(reply):
            return [line for line in reply.words.split("  ") if line.strip()]
        self.assertEqual(without_secrets(known[0]), without_secrets(unknown[0]))
        self.assertLess(min(times_known), 3 * max(times_unknown))
        self.assertLess(min(times_unknown), 3 * max(times_known))
        self.assertGreater(min(times_unknown), min(times_known) / 3)


if __name__ == "__main__":
    unittest.main()
