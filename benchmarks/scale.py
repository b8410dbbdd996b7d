#!/usr/bin/env python3
"""From one village to a country: measures many villages that know nothing of each other, and computes the rest.

    scale.py BUILD WORK [--villages N…] [--runs N] [--markdown FILE] [--core-hour PRICE] [--gigabyte-month PRICE]

Measured here: reading, evaluating (`village-year`, with its rankings and ratings) and writing every table for each
number of villages in one run; that each village by itself gives, row for row, what all together give; and how much two
runs at once get done beside one. Computed: what a country's villages take, from the measured cost of an event and of a
household, with the prices given as parameters (they are assumptions, in any currency).
"""
import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import workload
import workloads

HOUSEHOLDS = 400  # a village, as workload.py numbers them
EVENTS = 50       # a household and year
PLACES = [(1, "a village"), (10, "a township"), (300, "a county"), (3_000, "a prefecture"), (30_000, "a province"),
          (500_000, "the country")]


class Scale:
    def __init__(self, arguments):
        self.program = arguments.build.resolve() / "benchmarks/csv_to_balances"
        self.work = arguments.work.resolve()
        self.runs = arguments.runs
        self.batch = arguments.batch
        workloads.write_lists(self.work)

    def data(self, villages):
        folder = self.work / f"villages-{villages}"
        workloads.write_size(folder, f"{villages * HOUSEHOLDS}x{villages * HOUSEHOLDS * EVENTS}")
        return folder

    def command(self, folder, out):
        return [self.program, self.work / "village-year.json", folder / "roster.csv", folder / "events.csv", out, "--all", "--json"]

    def run(self, folder, out):
        begin = time.perf_counter()
        result = subprocess.run(self.command(folder, out), capture_output=True, text=True)
        if result.returncode != 0:
            raise SystemExit(result.stderr)
        return dict(json.loads(result.stdout), all=time.perf_counter() - begin)

    def measure(self, villages):
        folder = self.data(villages)
        with tempfile.TemporaryDirectory(dir=self.work) as out:
            runs = [self.run(folder, out) for _ in range(self.runs if villages <= self.batch else 1)]
            figures = {name: median(run[name] for run in runs) for name in runs[0]}
            figures["in bytes"] = sum(file.stat().st_size for file in (folder / "roster.csv", folder / "events.csv"))
            figures["out bytes"] = sum(file.stat().st_size for file in Path(out).iterdir())
        return figures

    def check_independence(self, villages):
        """Each village alone gives the rows that all together give: balances, rankings, ratings. Returns their number."""
        folder = self.data(villages)
        with open(folder / "roster.csv") as file:
            roster = list(csv.reader(file))
        village_of = {row[0]: row[2] for row in roster[1:]}
        parts = {name: [] for name in sorted(set(village_of.values()))}
        with open(folder / "events.csv") as file:
            header = next(file)
            for line in file:
                village = village_of.get(line.split(",", 2)[1])
                if village is not None:
                    parts[village].append(line)
        tables = ("balances", "rankings", "ratings")
        with tempfile.TemporaryDirectory(dir=self.work) as name:
            base = Path(name)
            self.run(folder, base / "together")
            together = {table: sorted((base / "together" / f"{table}.csv").read_text().splitlines()[1:]) for table in tables}
            apart = {table: [] for table in tables}
            for village, lines in parts.items():
                part = base / village
                part.mkdir()
                with open(part / "roster.csv", "w", newline="") as file:
                    csv.writer(file, lineterminator="\n").writerows([roster[0]] + [row for row in roster[1:] if row[2] == village])
                (part / "events.csv").write_text(header + "".join(lines))
                self.run(part, part / "out")
                for table in tables:
                    apart[table] += (part / "out" / f"{table}.csv").read_text().splitlines()[1:]
                shutil.rmtree(part)
            for table in tables:
                if sorted(apart[table]) != together[table]:
                    raise SystemExit(f"{table}: the villages apart give other rows than together")
            return {table: len(rows) for table, rows in together.items()}

    def at_once(self, villages):
        """How many times the work of one run two runs at once get done in the same time."""
        folder = self.data(villages)
        with tempfile.TemporaryDirectory(dir=self.work) as name:
            gains = []
            for _ in range(self.runs):
                one = self.run(folder, Path(name) / "one")["all"]
                begin = time.perf_counter()
                started = [subprocess.Popen(self.command(folder, Path(name) / f"out-{i}"), stdout=subprocess.DEVNULL) for i in range(2)]
                if any(process.wait() != 0 for process in started):
                    raise SystemExit("a run failed")
                gains.append(2 * one / (time.perf_counter() - begin))
        return median(gains)


def rounded(value):
    for unit, size in (("years", 31_557_600), ("days", 86_400), ("h", 3600), ("min", 60)):
        if value >= size:
            return f"{value / size:,.1f} {unit}"
    return f"{value:.1f} s" if value >= 1 else f"{value * 1000:.0f} ms"


def in_bytes(value):
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if value >= size:
            return f"{value / size:,.1f} {unit}"
    return f"{value / 1e3:,.0f} kB"


def table(header, rows):
    return "\n".join(["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
                     + ["| " + " | ".join(row) + " |" for row in rows])


def measured_table(measured):
    return table(("villages", "events", "reading", "evaluating", "writing", "ns an event", "peak memory", "CSV in", "CSV out"), [
        (f"{villages:,}", f"{figures['events']:,.0f}", rounded(figures["reading"]), rounded(figures["evaluating"]),
         rounded(figures["writing"]), f"{(figures['reading'] + figures['evaluating'] + figures['writing']) / figures['events'] * 1e9:.0f}",
         in_bytes(figures["peak of all"] * 1e6), in_bytes(figures["in bytes"]), in_bytes(figures["out bytes"]))
        for villages, figures in measured.items()])


def computed_table(measured, batch, core_hour, gigabyte_month):
    """What any number of villages take, `batch` of them in one run: as many runs as it takes, wherever there is a core."""
    of = measured[batch]
    parts = ("starting", "reading", "evaluating", "writing")
    files = (of["in bytes"] + of["out bytes"]) / of["events"]
    rows = []
    for villages, name in PLACES:
        events = villages * HOUSEHOLDS * EVENTS
        share = villages / batch
        seconds = {part: of[part] * share for part in parts}
        seconds["starting"] = of["starting"] * max(1, share)
        # Every night anew over the year so far: on average half of the year's events.
        nightly = 365 * (seconds["starting"] + sum(seconds[part] for part in parts[1:]) / 2)
        memory = max(of["peak of all"] * min(1, share), measured[min(measured)]["peak of all"]) * 1e6
        rows.append((f"{villages:,} ({name})", f"{villages * HOUSEHOLDS:,}", f"{events:,}", rounded(sum(seconds.values())),
                     " / ".join(rounded(seconds[part]) for part in parts), in_bytes(memory), in_bytes(files * events),
                     f"{nightly / 3600 * core_hour:,.2f}", f"{12 * files * events / 1e9 * gigabyte_month:,.2f}"))
    return table(("villages", "households", "events a year", "one evaluation, one core", "starting / reading / evaluating / writing",
                  "memory of a worker", "files", "machines a year", "storage a year"), rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--villages", type=int, nargs="+", default=[1, 10, 100, 500])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=10, help="villages that a worker takes at once; one of --villages")
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--core-hour", type=float, default=0.05, help="price of a core with 4 GB for an hour")
    parser.add_argument("--gigabyte-month", type=float, default=0.02, help="price of a gigabyte kept for a month")
    arguments = parser.parse_args()
    if arguments.batch not in arguments.villages:
        parser.error("--batch is to be one of --villages")
    scale = Scale(arguments)
    measured = {}
    for villages in sorted(arguments.villages):
        measured[villages] = scale.measure(villages)
        print(f"{villages} villages: {measured[villages]['all']:.2f} s", flush=True)
    split = sorted(arguments.villages)[min(1, len(arguments.villages) - 1)]
    rows = scale.check_independence(split)
    gain = scale.at_once(arguments.batch)
    text = "\n\n".join([
        "Measured: every table written, one thread, the processor's time:", measured_table(measured),
        f"{split} villages apart give, row for row, what they give together: " + ", ".join(f"{n:,} {name}" for name, n in rows.items())
        + f". Two runs of {arguments.batch} villages at once get {gain:.2f} times the work of one done.",
        f"Computed from {arguments.batch} villages a run; {HOUSEHOLDS} households a village, {EVENTS} events a household and year, {arguments.core_hour} a "
        f"core-hour, {arguments.gigabyte_month} a gigabyte-month:",
        computed_table(measured, arguments.batch, arguments.core_hour, arguments.gigabyte_month)]) + "\n"
    print(text)
    if arguments.markdown:
        arguments.markdown.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
