"""Photos: which are taken, how they are kept and served, who sees them."""

import hashlib
import struct
import unittest
import zlib

from portal import PortalTest


def png(colour=200):
    rows = b"".join(b"\0" + bytes([colour] * 12) for _ in range(4))

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + b"\0" * 64 + b"\xff\xd9"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 24


class Photos(PortalTest):
    def send(self, browser, *files, kind="tidy_yard"):
        hidden = browser.form(browser.get(f"/claims/new/{kind}").text)
        return browser.post_files(f"/claims/new/{kind}", {**hidden, "occurred": "2026-05-17"}, files)

    def test_the_three_types(self):
        browser = self.portal.browser("zhang")
        for name, content, kept_as in (("a.png", png(1), "image/png"), ("b.jpg", JPEG, "image/jpeg"), ("c.webp", WEBP, "image/webp")):
            reply = self.send(browser, ("photos", name, "application/octet-stream", content))
            self.assertEqual(reply.status, 303, reply.words[-500:])
            event = reply.headers["Location"].split("?")[0]
            photo = browser.get(event + "/photos/1")
            self.assertEqual((photo.status, photo.headers["Content-Type"], photo.body), (200, kept_as, content))
            self.assertEqual(photo.headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("sandbox", photo.headers["Content-Security-Policy"])
            self.assertTrue(photo.headers["Content-Disposition"].startswith('inline; filename="photo-1.'))
            self.assertTrue((self.portal.folder / "photos" / hashlib.sha256(content).hexdigest()).is_file())

    def test_anything_else_is_refused(self):
        browser = self.portal.browser("zhang")
        before = set((self.portal.folder / "photos").iterdir())
        for name, content_type, content in (("a.png", "image/png", b"<html><script>alert(1)</script>"), ("a.svg", "image/svg+xml", b"<svg onload='alert(1)'/>"),
                                            ("a.gif", "image/gif", b"GIF89a" + b"\0" * 20), ("a.php", "image/jpeg", b"<?php system('id'); ?>"),
                                            ("a.png", "image/png", b"\x7fELF" + b"\0" * 60)):
            reply = self.send(browser, ("photos", name, content_type, content))
            self.assertEqual(reply.status, 422, name)
        self.assertEqual(set((self.portal.folder / "photos").iterdir()), before)

    def test_two_things_at_once_are_a_picture(self):
        browser = self.portal.browser("zhang")
        reply = self.send(browser, ("photos", "x.html", "text/html", JPEG + b"<html><script>alert(1)</script>"))
        self.assertEqual(reply.status, 303)
        photo = browser.get(reply.headers["Location"].split("?")[0] + "/photos/1")
        self.assertEqual(photo.headers["Content-Type"], "image/jpeg")
        self.assertEqual(photo.headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(photo.headers["Content-Security-Policy"], "default-src 'none'; sandbox")

    def test_names_are_not_paths(self):
        browser = self.portal.browser("zhang")
        for name in ("../../../../tmp/evil.png", "/etc/cron.d/evil", "..\\\\evil", "a\0b.png", "con"):
            reply = self.send(browser, ("photos", name, "image/png", png(len(name))))
            self.assertEqual(reply.status, 303, name)
        files = {file.name for file in (self.portal.folder / "photos").iterdir()}
        self.assertTrue(all(len(name) == 64 for name in files), files)

    def test_too_large_and_too_many(self):
        browser = self.portal.browser("zhang")
        large = png() + b"\0" * (5 * 1024 * 1024)
        self.assertEqual(self.send(browser, ("photos", "a.png", "image/png", large)).status, 422)
        self.assertEqual(self.send(browser, *[("photos", "a.png", "image/png", png(number)) for number in range(4)]).status, 422)
        self.assertEqual(self.send(browser, *[("photos", "a.png", "image/png", large + bytes([number])) for number in range(4)]).status, 413)
        self.assertEqual(browser.get("/").status, 200)

    def test_evidence_is_needed(self):
        browser = self.portal.browser("zhang")
        reply = self.send(browser)
        self.assertEqual(reply.status, 422)
        self.assertIn("至少需要 1 份", reply.words)

    def test_photos_are_kept_when_the_form_comes_back(self):
        browser = self.portal.browser("zhang")
        hidden = browser.form(browser.get("/claims/new/tidy_yard").text)
        reply = browser.post_files("/claims/new/tidy_yard", {**hidden, "occurred": "2027-01-01"}, [("photos", "a.png", "image/png", png(77))])
        self.assertEqual(reply.status, 422)
        again = browser.form(reply.text)
        self.assertEqual(again["evidence"], hashlib.sha256(png(77)).hexdigest())
        self.assertNotEqual(again["key"], hidden["key"])
        self.assertEqual(browser.post_files("/claims/new/tidy_yard", {**again, "occurred": "2026-05-17"}, []).status, 303)

    def test_somebody_elses_photo_is_no_evidence(self):
        theirs = self.portal.browser("ouyang")
        reply = self.send(theirs, ("photos", "a.png", "image/png", png(111)))
        event = reply.headers["Location"].split("?")[0]
        mine = self.portal.browser("zhang")
        self.assertEqual(mine.get(event + "/photos/1").status, 403)
        hidden = mine.form(mine.get("/claims/new/tidy_yard").text)
        stolen = {**hidden, "occurred": "2026-05-17", "evidence": hashlib.sha256(png(111)).hexdigest()}
        self.assertEqual(mine.post_files("/claims/new/tidy_yard", stolen, []).status, 403)
        for person in ("li", "sun", "chen"):
            self.assertEqual(self.portal.browser(person).get(event + "/photos/1").status, 200, person)
        self.assertEqual(theirs.get(event + "/photos/2").status, 404)
        self.assertEqual(theirs.get(event + "/photos/0").status, 404)

    def test_nobody_sends_without_signing_in(self):
        before = set((self.portal.folder / "photos").iterdir())
        reply = self.portal.browser().post_files("/claims/new/tidy_yard", {"occurred": "2026-05-17"}, [("photos", "a.png", "image/png", png(5))])
        self.assertEqual(reply.status, 303)
        self.assertEqual(set((self.portal.folder / "photos").iterdir()), before)


if __name__ == "__main__":
    unittest.main()
