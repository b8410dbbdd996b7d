"""Starts a portal with the demonstration village, and talks to it as a browser does, or as one who means harm.

PORTAL and POINTSBANK name the programs. The village is made once a run and copied for each test that changes it.
"""

import atexit
import html
import http.client
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PORTAL = os.environ.get("PORTAL", str(ROOT / "build/release/examples/portal/village_portal"))
POINTSBANK = os.environ.get("POINTSBANK", str(ROOT / "build/release/tools/pointsbank/pointsbank"))
NOW = "2026-05-18T09:30:00+08:00"
_village = None


def village():
    """The folder of a village of eight households, made once."""
    global _village
    if _village is None:
        home = pathlib.Path(tempfile.mkdtemp(prefix="portal-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        _village = home / "village"
        subprocess.run([sys.executable, str(ROOT / "examples/portal/village/make_village.py"), "--pointsbank", POINTSBANK, "--portal", PORTAL,
                        "--out", str(_village), "--households", "8"], check=True, stdout=subprocess.DEVNULL)
    return _village


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Portal:
    """A running portal over a copy of the village."""

    def __init__(self, *options):
        self.folder = village().parent / f"copy-{time.monotonic_ns()}"
        shutil.copytree(village(), self.folder)
        self.options = options
        self.port = free_port()
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [PORTAL, "serve", "--bank", str(self.folder / "village.pointsbank"), "--accounts", str(self.folder / "accounts.sqlite"),
             "--photos", str(self.folder / "photos"), "--rules", str(self.folder / "rules.json"), "--clock", str(self.folder / "clock"),
             "--port", str(self.port), "--connections", "32", *self.options], stdout=subprocess.PIPE, stderr=None if "PORTAL_ERRORS" in os.environ else subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("http://"):
            raise RuntimeError("the portal did not start")

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(timeout=20)
        self.process.stdout.close()

    def close(self):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def set_clock(self, moment):
        (self.folder / "clock").write_text(moment + "\n", "utf-8")

    def bank(self, *words):
        """What the bank itself says, by its own command line."""
        run = subprocess.run([POINTSBANK, "bank", "--db", str(self.folder / "village.pointsbank"), *words], capture_output=True, text=True, check=False)
        return run.stdout if run.returncode == 0 else run.stdout + run.stderr

    def rows(self, *words):
        """The rows of what the bank says as JSON."""
        answer = json.loads(self.bank(*words, "--json"))
        return next(value for value in answer.values() if isinstance(value, list)) if isinstance(answer, dict) else answer

    def browser(self, name=None, password=None):
        browser = Browser(self.port)
        if name:
            browser.sign_in(name, password or f"{name}-2026")
        return browser

    def limit_files(self, size):
        """No file may grow beyond so many bytes: a disk that is full."""
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


class Reply:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def words(self):
        """What a reader sees."""
        return html.unescape(re.sub(r"<[^>]*>", " ", self.text))


class Browser:
    """Keeps cookies; follows nothing by itself."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}

    def send(self, method, path, body=None, headers=None, host=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"Host": host or f"127.0.0.1:{self.port}"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent.update(headers or {})
        try:
            connection.request(method, path, body, sent)
            reply = Reply(connection.getresponse())
        finally:
            connection.close()
        for line in reply.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return reply

    def get(self, path, **more):
        return self.send("GET", path, **more)

    def post(self, path, fields, headers=None, **more):
        body = urllib.parse.urlencode(fields)
        return self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}, **more)

    def post_files(self, path, fields, files, **more):
        """`files`: (field, file name, type, bytes)."""
        border = "border-of-the-parts"
        body = b""
        for name, value in fields.items():
            body += f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, file_name, content_type, content in files:
            body += f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: {content_type}\r\n\r\n'.encode()
            body += content + b"\r\n"
        body += f"--{border}--\r\n".encode()
        return self.send("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={border}"}, **more)

    def form(self, page, action=None):
        """The hidden fields of the form on a page that posts to `action` (its first form in the content without)."""
        content = page.split("<main", 1)[-1]
        for found in re.finditer(r'<form method="post" action="([^"]*)"[^>]*>(.*?)</form>', content, re.S):
            if action is None or html.unescape(found.group(1)) == action:
                fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', found.group(2))
                return {name: html.unescape(value) for name, value in fields}
        raise AssertionError(f"no form for {action} on the page")

    def submit(self, page_path, action=None, **fields):
        """Loads a page, fills in its form, sends it."""
        hidden = self.form(self.get(page_path).text, action or page_path)
        return self.post(action or page_path, {**hidden, **fields})

    def sign_in(self, name, password):
        reply = self.submit("/sign-in", name=name, password=password)
        if reply.status != 303:
            raise AssertionError(f"{name} could not sign in: {reply.status}")
        return reply


class PortalTest(unittest.TestCase):
    """One portal for the tests of a class; `options` are its."""

    options = ()

    @classmethod
    def setUpClass(cls):
        cls.portal = Portal(*cls.options)
        cls.addClassCleanup(cls.portal.close)

    def claim(self, browser, kind="meeting", **fields):
        """Hands in a claim; gives its event."""
        reply = browser.submit(f"/claims/new/{kind}", occurred="2026-05-17", **fields)
        self.assertEqual(reply.status, 303, reply.words[:2000])
        return re.match(r"/claims/([^?]*)\?", reply.headers["Location"]).group(1)
