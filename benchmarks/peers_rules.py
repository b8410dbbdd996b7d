#!/usr/bin/env python3
"""The rule list `plain` as tables, SQL and expressions, for the engines of peers.py.

    peers_rules.py DATA OUT.csv THREADS     DuckDB by itself, from CSV to a CSV of balances
"""
import json
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import generate_hand_tables as tables
import workload

YEAR = workload.YEAR
RULE_LIST = workload.rule_list("plain")
_made = tables.Tables(RULE_LIST)
_kinds = _made.kind_tables()
_rules = _made.rule_tables()
KINDS = len(_kinds)
TWO_RULES = next(i for i, kind in enumerate(_kinds) if kind["weekend_rule"])
WEEKEND_RULE = _kinds[TWO_RULES]["weekend_rule"]
WEEKEND_UNITS = _kinds[TWO_RULES]["weekend_units"]

# Conditions on attributes, by number; 0 is none. What is missing makes NULL, which drops the row as the rules do.
TESTS = {
    "event.night": (1, "e.night", "night == true"),
    "!event.night": (2, "NOT e.night", "night == false"),
    "!event.night || subject.members >= 2": (3, "NOT e.night OR h.members >= 2", "(night == false or members >= 2)"),
    'event.level in ["county", "city", "province"]': (4, "e.high", "high == true"),
    'event.level == "village" || event.level == "town"': (5, "e.low", "low == true"),
    'subject.left_behind || event.level == "town"': (6, "h.left_behind OR e.town", "(left_behind == true or town == true)"),
    "subject.members >= 2": (7, "h.members >= 2", "members >= 2"),
}


def rows_of_scores():
    """(kind, grade, rule, fixed, times, factor, addend, divisor, least, each_member, most, months, test)"""
    for code, kind in enumerate(_kinds):
        rule = _made.rules[kind["rule"]][0]
        test = TESTS.get(rule.get("when"), (0,))[0]
        least = "NULL" if kind["least"] == tables.LEAST else kind["least"]
        most = "NULL" if kind["most"] == tables.MOST else kind["most"]
        for grade in list(range(len(_made.grades) + 1)) + [99]:
            if kind["needs_grade"] and (grade in (0, 99) or kind["by_grade"][grade] == 0):
                continue
            fixed = kind["by_grade"][grade if grade != 99 else 0]
            yield (code, grade, kind["rule"], fixed, kind["times"], kind["factor"], kind["addend"], kind.get("divisor", 1),
                   least, kind["least_each_member"], most, kind["months"], test)


def values(rows):
    return ", ".join("(" + ", ".join(f"'{cell}'" if isinstance(cell, str) and cell != "NULL" else str(cell) for cell in row) + ")"
                     for row in rows)


def duckdb_tables():
    return f"""
        CREATE TABLE kind_codes AS SELECT * FROM (VALUES {values((kind, code) for code, kind in enumerate(_made.kinds))}) t (kind, code);
        CREATE TABLE grade_codes AS SELECT * FROM (VALUES {values((grade, code + 1) for code, grade in enumerate(_made.grades))}) t (grade, code);
        CREATE TABLE scores (kind UTINYINT, grade UTINYINT, rule UTINYINT, fixed BIGINT, times BIGINT, factor BIGINT, addend BIGINT,
                             divisor BIGINT, least BIGINT, each_member BIGINT, most BIGINT, months BIGINT, test UTINYINT);
        INSERT INTO scores VALUES {values(rows_of_scores())};
        CREATE TABLE rules (rule UTINYINT, cap BIGINT, place UTINYINT, place_cap BIGINT);
        INSERT INTO rules VALUES {values((i, rule["cap"] if rule["cap"] != tables.UNLIMITED else 1 << 40, rule["place"], rule["category_cap"])
                                         for i, rule in enumerate(_rules))};"""


# The workload's moments: a bare date, one with +08:00, or one with Z.
DATE = """CASE WHEN e.at[-1] = 'Z' THEN (e.at[1:19]::TIMESTAMP + INTERVAL 8 HOUR)::DATE ELSE e.at[1:10]::DATE END"""


def roster_csv(folder):
    return (f"read_csv('{folder}/roster.csv', header = true, columns = {{'household': 'VARCHAR', 'grid': 'VARCHAR', "
            "'village': 'VARCHAR', 'members': 'BIGINT', 'left_behind': 'BOOLEAN'})")


def events_csv(folder):
    return (f"read_csv('{folder}/events.csv', header = true, columns = {{'event': 'VARCHAR', 'household': 'VARCHAR', 'kind': 'VARCHAR', "
            "'at': 'VARCHAR', 'quantity': 'DECIMAL(18, 2)', 'grade': 'VARCHAR', 'level': 'VARCHAR', 'night': 'BOOLEAN'})")


def sql(divide, events="events", name="number"):
    """The balances by SQL: sums by household, month and rule, cut; sums of those by category, cut; sums of those."""
    tests = " ".join(f"WHEN {number} THEN {text}" for number, text, _ in TESTS.values())
    return f"""
    WITH scored AS (
      SELECT e.household, e.month, s.rule,
             s.fixed + s.times * ((coalesce(e.quantity, 0) * s.factor + s.addend) {divide} s.divisor) AS units
      FROM {events} e JOIN scores s ON s.kind = e.kind AND s.grade = e.grade JOIN households h ON h.number = e.household
      WHERE (s.least IS NULL OR e.quantity >= s.least + s.each_member * h.members) AND (s.most IS NULL OR e.quantity <= s.most)
            AND ((s.months >> e.month) & 1) = 1 AND CASE s.test WHEN 0 THEN 1 = 1 {tests} END
      UNION ALL
      SELECT e.household, e.month, {WEEKEND_RULE}, {WEEKEND_UNITS} FROM {events} e WHERE e.kind = {TWO_RULES} AND e.weekday >= 6),
    by_rule AS (SELECT household, month, rule, sum(units) AS units FROM scored GROUP BY household, month, rule),
    by_place AS (
      SELECT b.household, b.month, r.place, sum(CASE WHEN b.units < r.cap THEN b.units ELSE r.cap END) AS units,
             max(r.place_cap) AS cap
      FROM by_rule b JOIN rules r ON r.rule = b.rule GROUP BY b.household, b.month, r.place),
    capped AS (SELECT household, place, CASE WHEN units < cap THEN units ELSE cap END AS units FROM by_place)
    SELECT household, sum(CASE WHEN place % 2 = 0 THEN units ELSE 0 END) AS earned,
           sum(CASE WHEN place % 2 = 1 THEN units ELSE 0 END) AS deducted
    FROM capped GROUP BY household"""


def zen_expressions():
    """For each kind its rule and what it gives, in units; `quantity` in hundredths, -1 where there is none."""
    for kind in _kinds:
        rule = _made.rules[kind["rule"]][0]
        conditions = []
        if kind["least"] != tables.LEAST:
            more = f" + {kind['least_each_member']} * members" if kind["least_each_member"] else ""
            conditions.append(f"quantity >= {kind['least']}{more}")
        if kind["most"] != tables.MOST:
            conditions.append(f"quantity <= {kind['most']}")
        if kind["months"] != 0x1FFF:
            months = [str(month) for month in range(1, 13) if kind["months"] >> month & 1]
            conditions.append(f"month in [{', '.join(months)}]")
        if rule.get("when") in TESTS:
            conditions.append(TESTS[rule["when"]][2])
        if kind["needs_grade"]:
            amount = "0"
            for grade, units in enumerate(kind["by_grade"][1:-1], 1):
                amount = f"(grade == {grade} ? {units} : {amount})" if units else amount
        elif kind["needs_quantity"]:
            amount = f"{kind['times']} * floor((quantity * {kind['factor']} + {kind['addend']}) / {kind['divisor']})"
        else:
            amount = str(kind["by_grade"][0])
        yield kind["rule"], f"{' and '.join(conditions)} ? {amount} : 0" if conditions else amount


def duckdb_end_to_end(folder, out, threads):
    import duckdb
    con = duckdb.connect()
    con.execute(f"SET threads = {threads}")
    con.execute(duckdb_tables())
    begin = time.perf_counter()
    con.execute(f"CREATE TABLE households AS SELECT (row_number() OVER (ORDER BY household) - 1)::INTEGER AS number, * FROM {roster_csv(folder)}")
    con.execute(f"""CREATE TABLE events AS
        SELECT h.number AS household, s.code::UTINYINT AS kind, month(e.date)::UTINYINT AS month, isodow(e.date)::UTINYINT AS weekday,
               (e.quantity * 100)::BIGINT AS quantity, coalesce(g.code, CASE WHEN e.grade IS NULL THEN 0 ELSE 99 END)::UTINYINT AS grade,
               e.level IN ('county', 'city', 'province') AS high, e.level IN ('village', 'town') AS low, e.level = 'town' AS town,
               e.night AS night
        FROM (SELECT *, {DATE} AS date FROM {events_csv(folder)} e) e JOIN households h ON h.household = e.household
             JOIN kind_codes s ON s.kind = e.kind LEFT JOIN grade_codes g ON g.grade = e.grade WHERE year(e.date) = {YEAR}""")
    reading = time.perf_counter() - begin
    con.execute(f"""COPY (SELECT h.household, coalesce(b.earned - b.deducted, 0)::DECIMAL(18, 2) / 100 AS standing
        FROM households h LEFT JOIN ({sql("//")}) b ON b.household = h.number ORDER BY h.household) TO '{out}' (HEADER)""")
    print(json.dumps({"reading": reading}))


if __name__ == "__main__":
    duckdb_end_to_end(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
