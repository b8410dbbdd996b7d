#!/usr/bin/env python3
"""The rule list `plain` in DuckDB, polars, pandas, SQLite and ZEN, beside the library in the same run.

    peers.py BUILD DATA [--threads N] [--runs N] [--only NAME…] [--end-to-end] [--json FILE]

BUILD is the folder of a release build (with its command and benchmarks), DATA one with
roster.csv and events.csv of workload.py. Each engine computes the balances from its own columns in memory, in the form
that suits it best; they are compared with the library's, household by household, before anything is timed. All of them
use that the order of events does not matter to `plain`; the library keeps the order.
"""
import argparse
import csv
import gc
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import peers_rules as rules

HERE = Path(__file__).resolve().parent


def timed(work, clock=time.perf_counter):
    gc.collect()
    begin = clock()
    result = work()
    return clock() - begin, result


class Data:
    """Typed columns that every engine takes: codes for kinds, grades and levels, households by number."""

    def __init__(self, folder):
        import duckdb
        self.folder = folder
        con = duckdb.connect()
        con.execute(rules.duckdb_tables())
        con.execute(f"CREATE TABLE households AS SELECT (row_number() OVER (ORDER BY household) - 1)::INTEGER AS number, *"
                    f" FROM {rules.roster_csv(folder)}")
        con.execute(f"""CREATE TABLE events AS
            SELECT h.number AS household, s.code::UTINYINT AS kind, month({rules.DATE})::UTINYINT AS month,
                   isodow({rules.DATE})::UTINYINT AS weekday, (e.quantity * 100)::BIGINT AS quantity,
                   coalesce(g.code, CASE WHEN e.grade IS NULL THEN 0 ELSE 99 END)::UTINYINT AS grade,
                   e.level IN ('county', 'city', 'province') AS high, e.level IN ('village', 'town') AS low,
                   e.level = 'town' AS town, e.night AS night
            FROM {rules.events_csv(folder)} e JOIN households h ON h.household = e.household
                 JOIN kind_codes s ON s.kind = e.kind LEFT JOIN grade_codes g ON g.grade = e.grade
            WHERE year({rules.DATE}) = {rules.YEAR}""")
        self.con = con
        self.names = [name for (name,) in con.execute("SELECT household FROM households ORDER BY number").fetchall()]
        with open(folder / "events.csv", "rb") as file:  # per event of the file, for everybody
            self.events = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 24), b"")) - 1


def library_balances(build, folder, out):
    """The balances by the command, in units: {household: (earned, deducted)}."""
    command = [build / "tools/pointsbank/pointsbank", "evaluate", "--rules", out / "plain.json", "--roster", folder / "roster.csv",
               "--events", folder / "events.csv", "--through", f"{rules.YEAR}-12-31", "--out", out / "out"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(out / "out/balances.csv", encoding="utf-8") as file:
        return {row["household"]: (int(Decimal(row["earned"]) * 100), int(Decimal(row["deducted"]) * 100))
                for row in csv.DictReader(file)}


def library_nanoseconds(build, folder, out, threads, runs):
    """An event, from the library's own program, columns in memory as for the others."""
    command = [build / "benchmarks/benchmark_evaluate", out / "plain.json", folder / "roster.csv", folder / "events.csv",
               "--threads", str(threads), "--runs", str(runs)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(re.search(r"evaluate, median\s+[0-9.]+ s\s+([0-9.]+) ns", text).group(1))


# ------------------------------------------------------------------------------------------------------- the engines

class DuckDB:
    def __init__(self, data, threads):
        self.con = data.con
        self.con.execute(f"SET threads = {threads}")

    def run(self):
        return self.con.execute(rules.sql("//")).fetchnumpy()

    @staticmethod
    def balances(data, result):
        return {data.names[h]: (int(e), int(d)) for h, e, d in zip(result["household"], result["earned"], result["deducted"])}


class SQLite:
    def __init__(self, data, threads):
        self.con = sqlite3.connect(":memory:")
        self.con.executescript("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000000;")
        for table in ("scores", "rules", "households", "events"):
            source = data.con.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in source.description]
            key = " PRIMARY KEY" if table == "households" else ""
            self.con.execute(f"CREATE TABLE {table} ({', '.join(c + (' INTEGER' + key if c == 'number' else '') for c in columns)})")
            places = ", ".join("?" * len(columns))
            while rows := source.fetchmany(100_000):
                self.con.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        self.con.executescript("CREATE INDEX by_kind_and_grade ON scores (kind, grade); ANALYZE;")

    def run(self):
        return self.con.execute(rules.sql("/")).fetchall()

    @staticmethod
    def balances(data, result):
        return {data.names[h]: (e, d) for h, e, d in result}


class Polars:
    def __init__(self, data, threads):
        import polars
        if polars.thread_pool_size() != threads:
            raise SystemExit(f"polars needs POLARS_MAX_THREADS={threads} in the environment")
        self.pl = polars
        self.events = data.con.sql("SELECT * FROM events").pl()
        self.households = data.con.sql("SELECT number AS household, members, left_behind FROM households").pl()
        self.scores = data.con.sql("SELECT * FROM scores").pl()
        self.rules = data.con.sql("SELECT * FROM rules").pl()

    def run(self):
        pl, c = self.pl, self.pl.col
        rows = self.events.lazy().join(self.scores.lazy(), on=["kind", "grade"]).join(self.households.lazy(), on="household")
        main = rows.filter(
            (c("least").is_null() | (c("quantity") >= c("least") + c("each_member") * c("members")))
            & (c("most").is_null() | (c("quantity") <= c("most")))
            & (c("months") // pl.lit(2).pow(c("month").cast(pl.Int64)).cast(pl.Int64) % 2 == 1)
            & pl.when(c("test") == 0).then(True)
            .when(c("test") == 1).then(c("night"))
            .when(c("test") == 2).then(~c("night"))
            .when(c("test") == 3).then(~c("night") | (c("members") >= 2))
            .when(c("test") == 4).then(c("high"))
            .when(c("test") == 5).then(c("low"))
            .when(c("test") == 6).then(c("left_behind") | c("town"))
            .otherwise(c("members") >= 2)
        ).select("household", "month", "rule",
                 (c("fixed") + c("times") * ((c("quantity").fill_null(0) * c("factor") + c("addend")) // c("divisor"))).alias("units"))
        weekend = self.events.lazy().filter((c("kind") == rules.TWO_RULES) & (c("weekday") >= 6)).select(
            "household", "month", pl.lit(rules.WEEKEND_RULE, dtype=self.scores.schema["rule"]).alias("rule"),
            pl.lit(rules.WEEKEND_UNITS, dtype=pl.Int64).alias("units"))
        by_rule = pl.concat([main.cast({"units": pl.Int64}), weekend]).group_by("household", "month", "rule").agg(c("units").sum())
        by_place = by_rule.join(self.rules.lazy(), on="rule").group_by("household", "month", "place").agg(
            pl.min_horizontal("units", "cap").sum().alias("units"), c("place_cap").first())
        capped = pl.min_horizontal("units", "place_cap")
        earned = c("place") % 2 == 0
        return by_place.group_by("household").agg(
            capped.filter(earned).sum().alias("earned"), capped.filter(~earned).sum().alias("deducted")).collect()

    @staticmethod
    def balances(data, result):
        return {data.names[h]: (int(e), int(d)) for h, e, d in result.select("household", "earned", "deducted").iter_rows()}


class Pandas:
    """Columns as NumPy arrays, tables looked up by kind, sums by pandas over one whole number as the key."""

    def __init__(self, data, threads):
        import numpy
        import pandas
        if threads != 1:
            raise SystemExit("pandas has one thread")
        self.np, self.pd = numpy, pandas
        frame = data.con.sql("SELECT * FROM events").df()
        self.households = data.con.sql("SELECT * FROM households ORDER BY number").df()
        self.columns = {name: frame[name].to_numpy() for name in ("household", "kind", "month", "weekday", "grade")}
        quantity = frame["quantity"]
        self.columns["quantity"] = quantity.fillna(-1).to_numpy().astype(numpy.int64)
        for name in ("night", "high", "low", "town"):  # 1, 0, or -1: absent
            self.columns[name] = frame[name].astype("float").fillna(-1).to_numpy().astype(numpy.int8)
        scores = data.con.sql("SELECT * FROM scores").df()
        self.table = {}
        for name in scores.columns.drop(["kind", "grade"]):
            default = {"least": -(1 << 62), "most": 1 << 62, "divisor": 1}.get(name, 0)
            self.table[name] = numpy.full((rules.KINDS, 100), default, numpy.int64)
            self.table[name][scores["kind"], scores["grade"]] = scores[name].fillna(default)
        self.known = numpy.zeros((rules.KINDS, 100), bool)
        self.known[scores["kind"], scores["grade"]] = True
        table = data.con.sql("SELECT * FROM rules ORDER BY rule").df()
        self.cap, self.place, self.place_cap = (table[name].to_numpy() for name in ("cap", "place", "place_cap"))

    def run(self):
        np, columns = self.np, self.columns
        cell = columns["kind"].astype(np.int64) * 100 + columns["grade"]
        look = lambda name: self.table[name].ravel()[cell]
        members = self.households["members"].to_numpy()[columns["household"]]
        left = self.households["left_behind"].to_numpy()[columns["household"]]
        quantity, night, test = columns["quantity"], columns["night"], look("test")
        holds = np.select([test == 0, test == 1, test == 2, test == 3, test == 4, test == 5, test == 6],
                          [True, night == 1, night == 0, (night == 0) | (members >= 2), columns["high"] == 1,
                           columns["low"] == 1, left | (columns["town"] == 1)], members >= 2)
        keep = (self.known.ravel()[cell] & holds & (quantity >= look("least") + look("each_member") * members)
                & (quantity <= look("most")) & (((look("months") >> columns["month"]) & 1) == 1)
                & ((look("most") == 1 << 62) | (quantity >= 0)))
        units = look("fixed") + look("times") * ((np.maximum(quantity, 0) * look("factor") + look("addend")) // look("divisor"))
        key = (columns["household"].astype(np.int64) * 16 + columns["month"]) * 64
        weekend = (columns["kind"] == rules.TWO_RULES) & (columns["weekday"] >= 6)
        keys = np.concatenate([(key + look("rule"))[keep], (key + rules.WEEKEND_RULE)[weekend]])
        amounts = np.concatenate([units[keep], np.full(np.count_nonzero(weekend), rules.WEEKEND_UNITS)])
        by_rule = self.pd.Series(amounts).groupby(keys, sort=False).sum()
        rule = by_rule.index.to_numpy() % 64
        capped = np.minimum(by_rule.to_numpy(), self.cap[rule])
        places = by_rule.index.to_numpy() // 64 * 16 + self.place[rule]
        by_place = self.pd.Series(capped).groupby(places, sort=False).sum()
        index = by_place.index.to_numpy()
        most = np.full(16, 1 << 40)
        most[self.place] = self.place_cap
        total = np.minimum(by_place.to_numpy(), most[index % 16])
        side = self.pd.Series(total).groupby(index // 256 * 2 + index % 2, sort=False).sum()
        return side

    @staticmethod
    def balances(data, result):
        made = {}
        for key, units in result.items():
            earned, deducted = made.get(data.names[key // 2], (0, 0))
            made[data.names[key // 2]] = (units, deducted) if key % 2 == 0 else (earned, units)
        return made


class Zen:
    """GoRules ZEN: an expression for each rule, compiled once and evaluated for each event; sums in Python."""

    def __init__(self, data, threads):
        import zen
        self.scores = {}
        for kind, (rule, text) in enumerate(rules.zen_expressions()):
            self.scores[kind] = (rule, zen.compile_expression(text))
        self.weekend = zen.compile_expression(f"weekday >= 6 ? {rules.WEEKEND_UNITS} : 0")
        names = ("household", "kind", "month", "weekday", "quantity", "grade", "high", "low", "town", "night", "members", "left_behind")
        rows = data.con.execute("SELECT e.household, kind, month, weekday, coalesce(quantity, -1), grade, high, low, town, night,"
                                " members, left_behind FROM events e JOIN households h ON h.number = e.household").fetchall()
        self.rows = [dict(zip(names, row)) for row in rows]
        self.rules = data.con.execute("SELECT rule, cap, place, place_cap FROM rules ORDER BY rule").fetchall()

    def run(self):
        by_rule = {}
        for row in self.rows:
            rule, expression = self.scores[row["kind"]]
            units = int(expression.evaluate(row))
            if units:
                key = (row["household"], row["month"], rule)
                by_rule[key] = by_rule.get(key, 0) + units
            if row["kind"] == rules.TWO_RULES:
                units = int(self.weekend.evaluate(row))
                if units:
                    key = (row["household"], row["month"], rules.WEEKEND_RULE)
                    by_rule[key] = by_rule.get(key, 0) + units
        by_place = {}
        for (household, month, rule), units in by_rule.items():
            _, cap, place, _ = self.rules[rule]
            key = (household, month, place)
            by_place[key] = by_place.get(key, 0) + min(units, cap)
        place_caps = {place: cap for _, _, place, cap in self.rules}
        totals = {}
        for (household, _, place), units in by_place.items():
            total = totals.setdefault(household, [0, 0])
            total[place % 2] += min(units, place_caps[place])
        return totals

    @staticmethod
    def balances(data, result):
        return {data.names[h]: tuple(total) for h, total in result.items()}


ENGINES = {"DuckDB": DuckDB, "polars": Polars, "pandas": Pandas, "SQLite": SQLite, "ZEN": Zen}
MANY_THREADS = ("DuckDB", "polars")
SLOW = {"SQLite": 1_000_000, "ZEN": 200_000}  # timed once; skipped with more events, unless asked for by name


def check_equal(name, expected, made):
    for household, amounts in expected.items():
        if tuple(made.get(household, (0, 0))) != amounts:
            raise SystemExit(f"{name}: {household} has {made.get(household)}, the library {amounts} (earned, deducted in units)")


def end_to_end(build, folder, out, threads, runs):
    """From CSV to a CSV of balances, each in a process of its own; and what of it was reading."""
    duck = [sys.executable, HERE / "peers_rules.py", folder, out / "duckdb.csv", str(threads)]
    command = [build / "benchmarks/csv_to_balances", out / "plain.json", folder / "roster.csv", folder / "events.csv", out / "out",
               "--threads", str(threads), "--json"]
    times = {f"{name}, {what}": [] for name in ("library", "DuckDB") for what in ("CSV to CSV", "reading")}
    for _ in range(runs):
        for name, words in (("library", command), ("DuckDB", duck)):
            seconds, result = timed(lambda: subprocess.run(words, check=True, capture_output=True, text=True))
            times[f"{name}, CSV to CSV"].append(seconds)
            times[f"{name}, reading"].append(json.loads(result.stdout)["reading"])
    with open(out / "duckdb.csv", encoding="utf-8") as ours, open(out / "out/balances.csv", encoding="utf-8") as theirs:
        rows = {row["household"]: row["standing"] for row in csv.DictReader(ours)}
        for row in csv.DictReader(theirs):
            if Decimal(rows.get(row["household"], "0")) != Decimal(row["standing"]):
                raise SystemExit(f"end to end: {row['household']} differs")
    return {name: median(values) for name, values in times.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=ENGINES)
    parser.add_argument("--end-to-end", action="store_true")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    figures = {}
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        (out / "plain.json").write_text(json.dumps(rules.RULE_LIST), encoding="utf-8")
        data = Data(arguments.data)
        expected = library_balances(arguments.build, arguments.data, out)
        for engine, make in ENGINES.items():
            if arguments.only is not None and engine not in arguments.only:
                continue
            if arguments.only is None and data.events > SLOW.get(engine, data.events):
                continue
            if arguments.threads > 1 and engine not in MANY_THREADS:
                continue
            ready = make(data, arguments.threads)
            check_equal(engine, expected, ready.balances(data, ready.run()))
            # With one thread the processor's time, as the library's program does: the machine may be busy.
            clock = time.process_time if arguments.threads == 1 else time.perf_counter
            own = [timed(ready.run, clock)[0] for _ in range(1 if engine in SLOW else arguments.runs)]
            figures[engine] = median(own) / data.events * 1e9
            print(f"{engine:10} {figures[engine]:12.1f} ns an event", flush=True)
            del ready
        runs = max(3, arguments.runs)
        figures["library"] = library_nanoseconds(arguments.build, arguments.data, out, arguments.threads, runs)
        print(f"{'library':10} {figures['library']:12.1f} ns an event, the order of events kept", flush=True)
        if arguments.end_to_end:
            for engine, seconds in end_to_end(arguments.build, arguments.data, out, arguments.threads, arguments.runs).items():
                figures[engine] = seconds / data.events * 1e9
                print(f"{engine:20} {figures[engine]:12.1f} ns an event", flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
