"""pointsbank explain, expression, generate, completion; standard output; the terminal."""

import errno
import json
import os
import pty
import shutil
import subprocess
import sys
import unittest

from village import EVENTS, POINTSBANK, RULES, VillageTest


class Explain(VillageTest):
    def test_a_household(self):
        for language in ("en", "zh"):
            ran = self.run_command("explain", *self.data(), "--household", "H2", language=language)
            self.assertEqual((ran.code, ran.messages), (0, ""))
            self.assertIn("patrol" if language == "en" else "巡逻", ran.out)
            self.assertTrue(ran.out.endswith("\n"))

    def test_an_event_as_json(self):
        ran = self.run_command("explain", *self.data(), "--event", "e2", "--json")
        self.assertEqual(ran.code, 0, ran.messages)
        json.loads(ran.out)

    def test_who_is_not_there(self):
        ran = self.run_command("explain", *self.data(), "--household", "H8")
        self.assertEqual((ran.code, ran.out, ran.lines), (2, "", ["error: there is no `H8` in roster.csv"]))
        ran = self.run_command("explain", *self.data(), "--event", "e88", language="zh")
        self.assertEqual((ran.code, ran.out, ran.lines), (2, "", ["错误：events.csv 中没有事件 `e88`"]))

    def test_one_question(self):
        for words in ((), ("--household", "H1", "--event", "e1")):
            ran = self.run_command("explain", *self.data(), *words)
            self.assertEqual(ran.code, 2)
            self.assertIn("--household ID", ran.messages)


class Expression(VillageTest):
    def test_values(self):
        for text, options, expected in (("7 / 2", (), "3.5"), ("1 / 3", (), '"1/3"'), ("'a'", (), '"a"'), ("1 < 2", (), "true"),
                                        ("subject.members * 2", ("--subject", '{"members": 2.25}'), "4.5"),
                                        ("month(event.seen)", ("--event", '{"seen": {"date": "2026-03-05"}}'), "3"),
                                        ("-event.quantity", ("--event", '{"quantity": 2}'), "-2"), ("-1 + 2", (), "1")):
            ran = self.run_command("expression", text, *options)
            self.assertEqual((ran.code, ran.out, ran.messages), (0, expected + "\n", ""))

    def test_what_is_wrong(self):
        for text, options, expected in (("1 +", (), "expression:1:4: "), ("1 / 0", (), "division_by_zero"),
                                        ("event.quantity", (), "missing_value"), ("[1,2]", (), "expression:1:1: "),
                                        ("subject.membrs", ("--subject", '{"members": 2}'), "did you mean `subject.members`?"),
                                        ("1", ("--subject", '{"members": }'), "subject:1:13: "), ("", (), "empty")):
            ran = self.run_command("expression", text, *options)
            self.assertEqual((ran.code, ran.out), (2, ""), text)
            self.assertIn(expected, ran.messages)


class Generate(VillageTest):
    def test_what_it_makes_can_be_evaluated(self):
        words = ("generate", "--rules", "rules.json", "--households", "20", "--events", "200", "--through", "2026-06-30")
        ran = self.run_command(*words, "--seed", "7", "--out", "made")
        self.assertEqual((ran.code, ran.out), (0, ""), ran.messages)
        self.assertEqual(sorted(os.listdir(self.folder / "made")), ["events.csv", "members.csv", "roster.csv"])
        ran = self.evaluate(roster="made/roster.csv", events="made/events.csv", members="made/members.csv")
        self.assertEqual(ran.code, 0, ran.messages)
        self.run_command(*words, "--seed", "7", "--out", "again")
        self.run_command(*words, "--seed", "8", "--out", "other")
        self.assertEqual(self.get("made/events.csv"), self.get("again/events.csv"))
        self.assertNotEqual(self.get("made/events.csv"), self.get("other/events.csv"))

    def test_numbers(self):
        ran = self.run_command("generate", "--rules", "rules.json", "--households", "-3", "--events", "1e3", "--seed", "99999999999999999999",
                               "--through", "2026-06-30", "--out", "made")
        self.assertEqual(ran.code, 2)
        for option in ("--households", "--events", "--seed"):
            self.assertIn(f"of `{option}` is no whole number", ran.messages)


class StandardOutput(VillageTest):
    def test_a_reader_that_has_gone(self):
        read, write = os.pipe()
        os.close(read)
        try:
            ran = self.run_command("--help", stdout=write)
        finally:
            os.close(write)
        self.assertEqual(ran.code, 1)
        self.assertIn(os.strerror(errno.EPIPE), ran.messages)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no full device")
    def test_a_full_one(self):
        with open("/dev/full", "wb") as full:
            ran = self.run_command("expression", "1", stdout=full)
        self.assertEqual(ran.code, 1)
        self.assertIn(os.strerror(errno.ENOSPC), ran.messages)


@unittest.skipUnless(shutil.which("bash"), "no bash")
class Completion(VillageTest):
    def complete(self, line):
        script = self.run_command("completion", "bash").out
        words = line.split(" ")
        asking = script + "\nCOMP_WORDS=(" + " ".join(f"'{word}'" for word in words) + f")\nCOMP_CWORD={len(words) - 1}\n_pointsbank\n"
        ran = subprocess.run(["bash", "--norc", "-c", asking + 'printf "%s\\n" "${COMPREPLY[@]}"'], cwd=self.folder, capture_output=True,
                             check=True, text=True)
        self.assertEqual(ran.stderr, "")
        return ran.stdout.split()

    def test_commands_options_files(self):
        self.assertEqual(self.complete("pointsbank ev"), ["evaluate"])
        self.assertIn("generate", self.complete("pointsbank "))
        self.assertEqual(self.complete("pointsbank evaluate --ro"), ["--roster"])
        self.assertEqual(self.complete("pointsbank evaluate --roster ros"), ["roster.csv"])
        self.assertEqual(self.complete("pointsbank check ru"), ["rules.json"])
        self.assertEqual(self.complete("pointsbank generate --rules ru"), ["rules.json"])
        self.assertEqual(self.complete("pointsbank generate --events ru"), [])
        self.assertEqual(self.complete("pointsbank check --qu"), ["--quiet"])
        self.assertEqual(self.complete("pointsbank check --lang "), ["zh", "en"])
        self.assertEqual(self.complete("pointsbank completion "), ["bash"])
        self.assertEqual(self.complete("pointsbank --lang zh exp"), ["explain", "exposure", "expression"])


class Terminal(VillageTest):
    def on_terminal(self, *words, **environment):
        """What a terminal is sent as standard error."""
        settings = {**os.environ, "TERM": "xterm", "LANG": "C.UTF-8", **environment}
        if "NO_COLOR" not in environment:
            settings.pop("NO_COLOR", None)
        ours, theirs = pty.openpty()
        with subprocess.Popen([POINTSBANK, *words], cwd=self.folder, env=settings, stdout=subprocess.PIPE, stderr=theirs) as running:
            os.close(theirs)
            text = b""
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:
                    break
                if not piece:
                    break
                text += piece
            running.communicate()
        os.close(ours)
        return text.decode()

    def test_colours_only_on_a_terminal(self):
        self.assertIn("\x1b[", self.on_terminal("check", "none.json"))
        self.assertNotIn("\x1b[", self.on_terminal("check", "none.json", NO_COLOR="1"))
        self.assertNotIn("\x1b[", self.on_terminal("check", "none.json", TERM="dumb"))
        self.assertNotIn("\x1b[", self.run_command("check", "none.json").messages)

    def test_progress_of_long_work(self):
        self.put("rules.json", RULES.replace('"limits": [{"per": "month", "points": 4}]', '"note": ""'))
        rows = "".join(f"e{i},H{i % 2 + 1},patrol,2026-01-{i % 28 + 1:02},1,\n" for i in range(1_500_000))
        self.put("events.csv", EVENTS.splitlines(True)[0] + rows)
        words = ("evaluate", *self.data(out="out"), "--threads", "1")
        text = self.on_terminal(*words)
        self.assertRegex(text, r"\r\x1b\[K[a-z. ]+: \d+%")
        self.assertRegex(text, r"\r\x1b\[Kevents: 1500000, households: 3")
        self.assertEqual(self.on_terminal(*words, "--quiet"), "")
        self.assertNotIn("%", self.run_command(*words).messages)


if __name__ == "__main__":
    sys.exit(unittest.main())
