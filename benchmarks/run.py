#!/usr/bin/env python3
"""All measurements in one run, as a table of ratios with what is to be reached.

    run.py BUILD WORK [--quick] [--runs N] [--only PART…] [--markdown FILE]

BUILD is the folder of a release build; WORK gets (or holds already) the workload's data. --quick measures on S and M
instead of M and L. What is compared is always measured in turns within this run, and checked equal first: only the
ratios mean something, for the machine may be busy. Parts: hand, threads, csv, scaling, outputs, ask, append, peers.
"""
import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import workloads

HERE = Path(__file__).resolve().parent
PARTS = ("hand", "threads", "csv", "scaling", "outputs", "ask", "append", "peers")
LAST_DAY = f"{workloads.workload.YEAR}-12-31"


class Run:
    def __init__(self, arguments):
        self.programs = arguments.build.resolve() / "benchmarks"
        self.build = arguments.build.resolve()
        self.work = arguments.work.resolve()
        self.runs = arguments.runs
        self.small, self.large = ("S", "M") if arguments.quick else ("M", "L")
        self.rows = []     # (what, measured, at least, is it reached)
        self.figures = []  # (table title, header, rows)

    def prepare(self):
        workloads.write_lists(self.work)
        for size in {"S", self.small, self.large}:
            workloads.write_size(self.work / size, size)
        households, events = workloads.workload.SIZES[self.small]
        workloads.write_years(self.work / f"{self.small}-10-years", households // 10, events)

    def data(self, size):
        return [str(self.work / size / "roster.csv"), str(self.work / size / "events.csv")]

    def program(self, name, *words):
        result = subprocess.run([self.programs / name, *map(str, words)], capture_output=True, text=True)
        if result.returncode != 0:
            raise SystemExit(f"{name}: {result.stderr or result.stdout}")
        return result.stdout

    def ratio(self, what, measured, least):
        self.rows.append((what, f"{measured:.2f}", f"{least:g}", measured >= least))
        print(f"  {what}: {measured:.2f} (at least {least:g}){'' if measured >= least else '   NOT REACHED'}", flush=True)

    def at_most(self, what, measured, most):
        self.rows.append((what, f"{measured:.1f}", f"at most {most:g}", measured <= most))
        print(f"  {what}: {measured:.1f} (at most {most:g}){'' if measured <= most else '   NOT REACHED'}", flush=True)

    # ------------------------------------------------------------------------------------------------------ parts

    def runs_of(self, size):
        """Fewer of what takes long."""
        return min(self.runs, 3) if size == "L" else self.runs

    def hand(self):
        table = []
        for size in (self.small, self.large):
            one = json.loads(self.program("compare_hand", self.work, *self.data(size), "--runs", self.runs_of(size), "--json"))
            once = one.pop("read once")
            kernel = {form: each["kernel"] for form, each in one.items()}
            library = {form: each["library"] for form, each in one.items()}
            rate = {form: each["rate"] for form, each in one.items()}
            table.append((size, "reading the columns once", f"{once:.1f}", ""))
            table += [(size, form, f"{kernel[form]:.1f}", f"{library[form]:.1f} ({rate[form]:.2f})") for form in one]
            self.ratio(f"full, {size}: rate of the kernel's", rate["full"], 0.6)
            self.ratio(f"plain, {size}: rate of the kernel's that keeps the order", rate["plain"], 1.0)
            self.ratio(f"village-year beside full, {size}", library["full"] / library["village-year"], 0.85)
            self.ratio(f"full with outcomes, {size}: rate of the kernel's",
                       rate["full with outcomes"], 0.5)
            self.at_most(f"the kernel itself, full, {size}: times reading the columns once", kernel["full"] / once, 30)
            self.at_most(f"the kernel itself, plain in order, {size}: times reading the columns once", kernel["plain"] / once, 25)
            fresh = json.loads(self.program("compare_hand", self.work, *self.data(size), "--runs", self.runs_of(size), "--json", "--fresh",
                                            "--only", "full", "--only", "full with outcomes"))
            table += [(size, f"{form}, fresh memory", f"{each['kernel']:.1f}", f"{each['library']:.1f} ({each['rate']:.2f})")
                      for form, each in fresh.items() if form != "read once"]
        self.figures.append(("The library beside the kernel written by hand, one thread, ns an event",
                             ("size", "what", "kernel", "library, and its rate"), table))

    def threads(self):
        forms = ("full", "plain")
        only = [word for form in forms for word in ("--only", form)]
        gains = []
        for threads in (1, 2):
            text = self.program("compare_hand", self.work, *self.data(self.large), "--runs", self.runs_of(self.large), "--wall",
                                "--json", "--threads", threads, *only)
            gains.append(json.loads(text))
        for form in forms:
            own, kernel = (gains[0][form][side] / gains[1][form][side] for side in ("library", "kernel"))
            self.ratio(f"two threads, {form}, {self.large} (the kernel gains {kernel:.2f})", own, min(1.8, 0.95 * kernel))

    def csv(self):
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            text = self.program("compare_csv", self.work / "full.json", *self.data(self.large), folder, "--runs", self.runs_of(self.large), "--json")
        figures = json.loads(text)
        self.ratio(f"reading CSV, {self.large}: rate of a bare parser's", figures["reading, library's rate"], 0.6)
        for table in ("balances", "postings", "outcomes"):
            self.ratio(f"writing {table}, {self.large}: rate of a bare writer's", figures[f"writing {table}, library's rate"], 0.5)
        self.figures.append((f"CSV, {self.large}", ("what", "figure"), [
            (name, f"{value:.0f} {'MB/s' if name.startswith('writing') else 'ns a row'}")
            for name, value in figures.items() if "rate" not in name]))

    def evaluate(self, rules, size, *words, which="median"):
        """Nanoseconds an event of the median run, or of the first."""
        text = self.program("benchmark_evaluate", self.work / f"{rules}.json", *self.data(size), "--runs", self.runs_of(size), *words)
        return float(re.search(rf"evaluate, {which}\s+[0-9.]+ s\s+([0-9.]+) ns", text).group(1))

    def scaling(self):
        def compare(what, first, second, least):
            pairs = [(self.evaluate(*first), self.evaluate(*second)) for _ in range(1 if large == "L" else 2)]
            self.ratio(what, median(pair[0] / pair[1] for pair in pairs), least)
        small, large = self.small, self.large
        keep = "--keep-memory"
        compare(f"events a second, full: {large} of {small}", ("full", small, keep), ("full", large, keep), 0.75)
        compare(f"500 rules instead of 50, {small}", ("full", small), ("full-500-rules", small), 0.8)
        last = f"{workloads.workload.YEAR + workloads.YEARS - 1}-12-31"
        compare(f"10 years instead of one, {small}", ("full", small),
                ("full-10-years", f"{small}-10-years", "--through", last), 0.9)

    def outputs(self):
        table = []
        seconds = {}
        for words in ((), ("--all",)):
            with tempfile.TemporaryDirectory(dir=self.work) as folder:
                text = self.program("csv_to_balances", self.work / "village-year.json", *self.data(self.large), folder, "--json", *words)
            figures = json.loads(text)
            seconds[words] = figures["evaluating"]
            above = figures["peak above the columns"] * 1e6
            allowed = 40 * figures["events"] + 300 * figures["households"]
            name = "all tables" if words else "balances"
            table += [(f"{name}: {what}", f"{figures[what]:.2f} {'MB' if 'peak' in what or what == 'columns' else 's'}")
                      for what in ("reading", "evaluating", "writing", "columns", "peak above the columns", "peak of all")]
            if not words:
                self.at_most(f"memory above the columns, {self.large}: % of 40 bytes an event and 300 a household", above / allowed * 100, 100)
                self.at_most(f"memory from CSV to balances, {self.large}: MB", figures["peak of all"], 2500)
        for size in (self.small, self.large):
            alone, every = (self.evaluate("village-year", size, "--keep-memory", *words) for words in ((), ("--all",)))
            self.ratio(f"all outputs beside balances alone, village-year, {size}, memory touched before", alone / every, 0.4)
        table.append(("all tables beside balances, in fresh memory: rate", f"{seconds[()] / seconds['--all',]:.2f}"))
        self.figures.append((f"From CSV to CSV, village-year, {self.large}, one thread", ("what", "figure"), table))

    def ask(self):
        """Another value of a rule that one event in a hundred feels."""
        text = self.program("benchmark_ask_again", self.work / "full.json", *self.data(self.large), "toilet_duty", "score.points",
                            "3", "1", "2", "4", "5", "--runs", self.runs_of(self.large))
        rows = [line.rsplit(maxsplit=2)[:2] for line in text.splitlines() if line.endswith(" s")]
        again, compared = (float(found) for found in re.findall(r"([0-9.]+) times as fast", text))
        self.ratio(f"comparing a rule that 1 % of the events feel, {self.large}: times as fast as two evaluations", compared, 8)
        rows += [("asking again: times as fast as two evaluations", f"{again:.1f}"),
                 ("a sweep over 5 values: evaluations", re.search(r"values: ([0-9.]+)", text).group(1))]
        self.figures.append((f"Asking again, full, {self.large}, one thread", ("what", "s, or times"), [tuple(row) for row in rows]))

    def append(self):
        """The last events of the file, a few and many, appended to an evaluation of all others."""
        table = []
        roster, events = self.data(self.small)
        with open(events, encoding="utf-8", newline="") as lines:
            header, *rows = lines
        for share in (10_000, 1_000, 100):
            with tempfile.TemporaryDirectory(dir=self.work) as folder:
                more = Path(folder) / "more.csv"
                # Some of the last are of the next year.
                of_year = [row for row in rows[-3 * len(rows) // share - 1000:] if f",{workloads.workload.YEAR}-" in row]
                more.write_bytes((header + "".join(of_year[-(len(rows) // share):])).encode())
                figures = json.loads(self.program("benchmark_append", self.work / "full.json", roster, events, more,
                                                  "--runs", self.runs, "--json"))
            table.append((f"{figures['appended']:,.0f}", f"{figures['households touched']:,.0f} of {figures['households']:,.0f}",
                          f"{figures['appending'] * 1e3:.1f}", f"{figures['evaluating all'] * 1e3:.0f}"))
            kept = figures["kept beside the columns"]
        self.at_most(f"memory kept for appending, {self.small}: bytes a household", kept, 4000)
        self.figures.append((f"Events appended to an evaluation, full, {self.small}, one thread, ms",
                             ("events", "households touched", "appending", "evaluating everything"), table))

    def peers_of(self, size, threads, *words):
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            out = Path(folder) / "peers.json"
            command = [sys.executable, HERE / "peers.py", self.build, self.work / size, "--threads", str(threads), "--runs",
                       str(self.runs), "--json", out, *words]
            subprocess.run(command, check=True, env=dict(os.environ, POLARS_MAX_THREADS=str(threads)))
            return json.loads(out.read_text())

    def peers(self):
        table = {}
        for threads in (1, 2):
            figures = table[threads] = self.peers_of(self.small, threads, "--only", "DuckDB", "polars", *(["pandas"] if threads == 1 else []))
            best = min((value, name) for name, value in figures.items() if name in ("DuckDB", "polars", "pandas"))
            self.ratio(f"plain beside the best of DuckDB, polars, pandas ({best[1]}), {self.small}, {threads} thread{'s' if threads > 1 else ''}",
                       best[0] / figures["library"], 8)
        slow = self.peers_of("S", 1, "--only", "SQLite", "ZEN")
        rows = [(self.small, name, *(f"{table[threads][name]:,.0f}" if name in table[threads] else "" for threads in (1, 2)))
                for name in table[1]]
        rows += [("S", name, f"{value:,.0f}", "") for name, value in slow.items()]
        self.figures.append(("`plain` in other engines, ns an event", ("size", "engine", "1 thread", "2 threads"), rows))
        figures = self.peers_of(self.large, 2, "--only", "--end-to-end")
        self.ratio(f"CSV to balances CSV beside DuckDB, {self.large}, 2 threads",
                   figures["DuckDB, CSV to CSV"] / figures["library, CSV to CSV"], 8)
        self.ratio(f"reading events' CSV beside DuckDB's reader, {self.large}, 2 threads",
                   figures["DuckDB, reading"] / figures["library, reading"], 3)

    # ------------------------------------------------------------------------------------------------------ report

    def markdown(self):
        load = os.getloadavg()[0]
        lines = [f"Measured on {os.cpu_count()} cores ({platform.processor() or platform.machine()}), load {load:.1f} at the end; medians of {self.runs}.", "",
                 "| what | measured | to reach | reached |", "|---|---|---|---|"]
        lines += [f"| {what} | {measured} | {least} | {'yes' if reached else '**no**'} |" for what, measured, least, reached in self.rows]
        for title, header, rows in self.figures:
            lines += ["", title + ":", "", "| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
            lines += ["| " + " | ".join(row) + " |" for row in rows]
        return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--markdown", type=Path)
    arguments = parser.parse_args()
    run = Run(arguments)
    run.prepare()
    for part in arguments.only:
        print(part, flush=True)
        begin = time.monotonic()
        getattr(run, part)()
        print(f"  took {time.monotonic() - begin:.0f} s", flush=True)
    text = run.markdown()
    print(text)
    if arguments.markdown:
        arguments.markdown.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
