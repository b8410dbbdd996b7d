#!/usr/bin/env python3
"""The village portal under load, and whether the bank then holds exactly what was acknowledged.

    run.py BUILD [--phones 200] [--claimants 20] [--seconds 60] [--households 100] [--kill] [--pause MS] [--markdown FILE]

BUILD is the folder of a release build. A demonstration village is made in a scratch folder; phones sign in, read their
points, passbooks and the board, and claimants hand in claims, everything over HTTP on this machine. With --kill the
portal is killed (SIGKILL) in the middle and started again. Afterwards:

  - each claim that was acknowledged stands in the bank's journal, once, for the household that made it; no other does;
  - a form sent twice had the same answer both times;
  - `verify --replay` finds nothing; two reviewers approve every claim, publicity runs, and then the balances are those of
    `pointsbank evaluate` over the exported tables.

Exits with 1 where any of this does not hold.
"""
import argparse
import collections
import csv
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AFTERWARDS = "2026-06-30T09:00:00+08:00"


class Portal:
    """The server's process, on one port for all its lives."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self):
        words = ["serve", "--port", str(self.port), "--bank", "village.pointsbank", "--accounts", "accounts.sqlite",
                 "--photos", "photos", "--rules", "rules.json", "--clock", "clock"]
        self.process = subprocess.Popen([self.program, *words], cwd=self.folder, stdout=subprocess.PIPE)
        if not self.process.stdout.readline():
            raise SystemExit("the portal did not start")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_megabytes(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024


class Load:
    def __init__(self, given):
        self.given = given
        build = given.build.resolve()
        self.pointsbank = build / "tools/pointsbank/pointsbank"
        self.phones = build / "benchmarks/portal_load"
        self.folder = Path(tempfile.mkdtemp(prefix="portal-load-", dir=given.scratch))
        self.portal = Portal(build / "examples/portal/village_portal", self.folder)
        self.wrong = []

    def check(self, holds, what):
        if not holds:
            self.wrong.append(what)

    def bank(self, *words, text=None):
        ran = subprocess.run([self.pointsbank, "bank", "--db", "village.pointsbank", *words], cwd=self.folder, input=text,
                             capture_output=True, text=True, encoding="utf-8")
        if ran.returncode not in (0, 3):
            raise SystemExit(f"pointsbank bank {' '.join(words)}: {ran.stderr or ran.stdout}")
        return ran.stdout

    def make_village(self):
        self.folder.rmdir()
        subprocess.run([sys.executable, ROOT / "examples/portal/village/make_village.py", "--out", self.folder, "--pointsbank",
                        self.pointsbank, "--portal", self.portal.program, "--households", str(self.given.households)],
                       check=True, stdout=subprocess.DEVNULL)
        journal = self.journal()
        self.before = {entry["event"] for entry in journal if entry["kind"] == "event"}
        with open(self.folder / "people.txt", "w", encoding="utf-8") as file:
            for member in (entry["member"] for entry in journal if entry["kind"] == "member_stay"):
                if member != "wu":  # has to change the password first
                    file.write(f"{member} {member}-2026\n")

    def journal(self):
        return [json.loads(line)["entry"] for line in self.bank("export", "--form", "jsonl").splitlines()]

    def run(self):
        self.portal.start()
        words = ["--port", self.portal.port, "--people", "people.txt", "--phones", self.given.phones, "--claimants",
                 self.given.claimants, "--seconds", self.given.seconds, "--pause", self.given.pause, "--claim-pause",
                 self.given.claim_pause, "--acknowledged", "acknowledged.txt"]
        phones = subprocess.Popen([self.phones, *map(str, words)], cwd=self.folder, stdout=subprocess.PIPE, text=True)
        if phones.stdout.readline() != "signed in\n":
            raise SystemExit("the phones could not sign in")
        begin = self.portal.processor_seconds()
        killed_for = self.kill_in_the_middle() if self.given.kill else 0
        seen = json.loads(phones.stdout.readline())
        phones.wait()
        seen["portal_processor_seconds"] = self.portal.processor_seconds() - (0 if self.given.kill else begin)
        seen["portal_megabytes"] = self.portal.memory_megabytes()
        seen["away_seconds"] = killed_for
        self.portal.kill()  # once more: what was acknowledged has to be there
        return seen

    def kill_in_the_middle(self):
        time.sleep(self.given.seconds / 2)
        self.portal.kill()
        begin = time.monotonic()
        time.sleep(0.3)
        self.portal.start()
        return time.monotonic() - begin

    def acknowledged(self):
        with open(self.folder / "acknowledged.txt", encoding="utf-8") as file:
            return [tuple(line.split()) for line in file]

    def judge(self, seen):
        """What has to hold afterwards; what does not is added to `wrong`."""
        self.check(not seen["wrong"], f"answers that are none: {seen['wrong']}")
        self.check(seen["answered_otherwise"] == 0, f"{seen['answered_otherwise']} forms sent twice had another answer")
        acknowledged = self.acknowledged()
        self.check(len({event for event, _ in acknowledged}) == len(acknowledged), "one event was acknowledged to two claims")
        submitted = collections.Counter()
        whose = {}
        for entry in self.journal():
            if entry["kind"] == "event" and entry["event"] not in self.before:
                submitted[entry["event"]] += 1
                whose[entry["event"]] = entry["by"]
        expected = collections.Counter(event for event, _ in acknowledged)
        self.check(submitted == expected, f"acknowledged {sum(expected.values())}, in the journal {sum(submitted.values())}")
        others = [event for event, name in acknowledged if whose.get(event, name) != name]
        self.check(not others, f"claims of somebody else: {others[:3]}")
        self.verify("before review")
        self.approve([event for event, _ in acknowledged])
        self.verify("after publicity")
        self.compare_with_evaluation()
        return len(acknowledged)

    def verify(self, when):
        found = json.loads(self.bank("verify", "--replay", "--json"))["findings"]
        self.check(not found, f"verify {when}: {found[:2]}")

    def approve(self, events):
        lines = []
        for number, event in enumerate(events):
            for by in ("sun", "li", "wang"):  # one of them may be of the household: two are enough
                lines.append(json.dumps({"command": "approve", "event": event, "by": by, "at": "2026-05-18T10:00:00+08:00",
                                         "key": f"approve-{number}-{by}"}))
        self.bank("--batch", text="\n".join(lines) + "\n")

    def compare_with_evaluation(self):
        amounts = ("household", "standing", "spendable", "earned", "deducted")
        told = json.loads(self.bank("balance", "--json", "--by", "chen", "--at", AFTERWARDS))["balances"]
        self.bank("export", "--form", "tables", "--output", "tables", "--quiet")
        words = ["evaluate", "--quiet", "--out", "evaluated", "--through", AFTERWARDS[:10], "--published", "tables/published"]
        for option in ("roster", "members", "events", "entries"):
            words += ["--" + option, f"tables/{option}.csv"]
        for rules in sorted((self.folder / "tables/rules").iterdir()):
            words += ["--rules", rules]
        subprocess.run([self.pointsbank, *words], cwd=self.folder, check=True)
        with open(self.folder / "evaluated/balances.csv", encoding="utf-8", newline="") as file:
            evaluated = [tuple(row[name] for name in amounts) for row in csv.DictReader(file)]
        self.check(evaluated == [tuple(row[name] for name in amounts) for row in told], "evaluate comes to other balances")


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    return f"{os.cpu_count()} cores of {model}, load {os.getloadavg()[0]:.1f} before, {platform.system()} {platform.release()}"


def table(seen, claims, given, before):
    lines = [f"{given.phones} phones, {given.claimants} claimants, {seen['seconds']:.0f} s; {before}", "",
             "| page | count | a second | median | 99th percentile | longest |", "|---|---|---|---|---|---|"]
    for kind, row in sorted(seen["pages"].items(), key=lambda item: (item[0] != "all", item[0])):
        lines.append(f"| {kind} | {row['count']:,} | {row['count'] / seen['seconds']:,.0f} | {row['median_ms']:.1f} ms "
                     f"| {row['p99_ms']:.0f} ms | {row['most_ms']:.0f} ms |")
    lines += ["", f"{claims:,} claims acknowledged, {seen['sent_twice']:,} of them sent twice; requests without an answer "
              f"{seen['without_answer']:,}; the portal took {seen['portal_processor_seconds']:.0f} s of processor time and "
              f"{seen['portal_megabytes']:.0f} MB" + (f"; killed, and away for {seen['away_seconds']:.1f} s" if given.kill else "") + "."]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--claimants", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--households", type=int, default=100)
    parser.add_argument("--pause", type=int, default=0, help="milliseconds that a reader looks at a page")
    parser.add_argument("--claim-pause", type=int, default=500)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--scratch", help="a folder for the village; a disk tells more than memory does")
    parser.add_argument("--markdown", type=Path)
    given = parser.parse_args()
    load = Load(given)
    before = machine()
    try:
        load.make_village()
        seen = load.run()
        claims = load.judge(seen)
    finally:
        if getattr(load.portal, "process", None) and load.portal.process.poll() is None:
            load.portal.kill()
        shutil.rmtree(load.folder, ignore_errors=True)
    text = table(seen, claims, given, before)
    print(text)
    if given.markdown:
        given.markdown.write_text(text + "\n", "utf-8")
    for what in load.wrong:
        print(f"WRONG: {what}", file=sys.stderr)
    raise SystemExit(1 if load.wrong else 0)


if __name__ == "__main__":
    main()
