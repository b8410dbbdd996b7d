"""Data in memory: taken exactly, or refused with a sentence that says which column, which row, and what to write."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pointsbank as pb
import polars as pl
import pyarrow as pa
import pytest
from conftest import RULES, command, events, roster

THROUGH = "2026-12-31"
EASTERN = datetime.timezone(datetime.timedelta(hours=8))


def balances(rules: pb.RuleList, households: object, happened: object, **more: object) -> bytes:
    text = pb.evaluate(rules, households, happened, through=THROUGH, **more).to_csv("balances")
    assert isinstance(text, bytes)
    return text


def issues(rules: pb.RuleList, households: object, happened: object, **more: object) -> list[pb.Issue]:
    with pytest.raises(pb.InputError) as caught:
        pb.evaluate(rules, households, happened, through=THROUGH, **more)
    return caught.value.issues


def with_column(name: str, cells: object) -> dict[str, object]:
    return {**events(), name: cells}


EXPECTED = b"""household,standing,spendable,earned,deducted,frozen_until
H1,1.0,1.0,3.0,2.0,
H2,9.0,9.0,9.0,0.0,
\xe6\x88\xb73,6.0,6.0,6.0,0.0,
"""


@pytest.mark.parametrize("quantity", [
    [2, 4, None, None, None],
    [Decimal("2"), Decimal("4.00"), None, None, None],
    [Fraction(2), Fraction(8, 2), None, None, float("nan")],
    [np.int16(2), np.uint64(4), None, pd.NA, None],
    ["2", "4", "", "", ""],
    ["2", 4, None, Decimal("0"), pd.NaT],
    pd.array([2, 4, None, None, None], dtype="Int8"),
    pd.array([2, 4, None, None, None], dtype="UInt64"),
    pd.Series([2, 4, 0, 0, 0]),
    pd.Series([2, 4, None, None, None], dtype="int64[pyarrow]"),
    pd.Series([Decimal("2"), Decimal("4.5"), None, None, None], dtype=pd.ArrowDtype(pa.decimal128(7, 2))),
    pd.Series(["2", "4", "", "", ""], dtype="category"),
    np.array([2, 4, 0, 0, 0], dtype=np.int32),
    np.array([2, 4, 0, 0, 0], dtype=">i8"),
    np.array([9, 2, 9, 4, 9, 0, 9, 0, 9, 0], dtype=np.int64)[1::2],
    pa.array([2, 4, None, None, None], pa.uint8()),
    pa.chunked_array([[2], [4, None, None], [None]], pa.int64()),
    pl.Series([2, 4, None, None, None]),
    pl.Series([Decimal("2.0"), Decimal("4.0"), None, None, None]),
    pl.Series(["2", "4", None, None, None], dtype=pl.Categorical),
], ids=lambda cells: f"{type(cells).__name__} {getattr(cells, 'dtype', '')}")
def test_numbers_are_taken_exactly(village: pb.RuleList, quantity: object) -> None:
    assert balances(village, roster(), with_column("quantity", quantity)) == EXPECTED


def test_finer_than_a_float(village: pb.RuleList) -> None:
    """Seventeen digits that no float holds decide: 1.5 times them stays below the monthly limit by one unit."""
    for cell in (Decimal("2.600000001"), Fraction(2600000001, 10**9), "2.600000001"):
        happened = with_column("quantity", [cell, 4, None, None, None])
        postings = pb.evaluate(village, roster(), happened, through=THROUGH).table("postings").as_decimal("standing")
        assert postings[0] == Decimal("3.9")


@pytest.mark.parametrize("at", [
    pd.Series(["2026-01-05", "2026-01-06", "2026-01-07", "2026-02-03", "2026-02-04"], dtype="category"),
    np.array(["2026-01-05", "2026-01-06", "2026-01-07", "2026-02-03", "2026-02-04"], dtype="datetime64[D]"),
    [datetime.date(2026, 1, 5), datetime.datetime(2026, 1, 6, 20, 15, tzinfo=EASTERN),
     np.datetime64("2026-01-07"), pd.Timestamp("2026-02-02T22:15Z"), "2026-02-04"],
    pd.to_datetime(pd.Series(["2026-01-05", "2026-01-06", "2026-01-07", "2026-02-03", "2026-02-04"])).dt.tz_localize(
        "Asia/Shanghai"),
    pa.array([20458, 20459, 20460, 20487, 20488], pa.date32()),
    pa.array([20458 * 86400, 20459 * 86400, 20460 * 86400, 20487 * 86400, 20488 * 86400], pa.timestamp("s", "UTC")),
    pl.Series([datetime.date(2026, 1, 5), datetime.date(2026, 1, 6), datetime.date(2026, 1, 7),
               datetime.date(2026, 2, 3), datetime.date(2026, 2, 4)]),
], ids=lambda cells: f"{type(cells).__name__} {getattr(cells, 'dtype', '')}{getattr(cells, 'type', '')}")
def test_dates_and_moments(village: pb.RuleList, at: object) -> None:
    assert balances(village, roster(), with_column("at", at)) == EXPECTED


def frame(table: dict[str, list[object]]) -> pd.DataFrame:
    """Without the types, pandas makes floats of whole numbers where some are missing."""
    return pd.DataFrame(table, dtype=object)


@pytest.mark.parametrize("make", [frame, pa.table, pl.DataFrame, lambda table: pl.DataFrame(table).lazy().collect(),
                                  lambda table: frame(table).convert_dtypes(dtype_backend="pyarrow"),
                                  lambda table: frame(table).convert_dtypes(),
                                  lambda table: pa.table(table).to_reader(max_chunksize=2)],
                         ids=["pandas", "pyarrow", "polars", "polars lazy", "pandas arrow", "pandas nullable", "batches"])
def test_tables(village: pb.RuleList, make) -> None:
    assert balances(village, make(roster()), make(events())) == EXPECTED


def test_duckdb(village: pb.RuleList) -> None:
    import duckdb

    happened = pa.table(events())  # noqa: F841  (DuckDB finds it by its name)
    relation = duckdb.sql("SELECT * FROM happened ORDER BY event DESC")
    assert balances(village, roster(), relation.to_arrow_table()) == EXPECTED
    if hasattr(relation, "__arrow_c_stream__"):
        assert balances(village, roster(), relation) == EXPECTED


def test_files(village: pb.RuleList, tmp_path: Path) -> None:
    pd.DataFrame(roster()).to_csv(tmp_path / "roster.csv", index=False)
    pd.DataFrame(events()).astype({"quantity": "Int64"}).to_csv(tmp_path / "events.csv", index=False)
    pd.DataFrame(events()).astype({"quantity": "Int64"}).to_json(tmp_path / "events.jsonl", orient="records", lines=True)
    for happened in (tmp_path / "events.csv", str(tmp_path / "events.jsonl")):
        assert balances(village, tmp_path / "roster.csv", happened) == EXPECTED


# ------------------------------------------------------------------------------------------------------------ refused


@pytest.mark.parametrize("cells", [
    np.array([2.5, np.nan, 1, 1, 1]), [2.5, 4, None, None, None], pd.Series([2.5, 4, None, None, None]),
    pl.Series([2.5, 4, None, None, None]), pa.array([2.5, 4, None, None, None], pa.float32()),
    pd.array([2.5, 4, None, None, None], dtype="Float64"), [np.float32(2.5), 4, None, None, None],
], ids=lambda cells: f"{type(cells).__name__} {getattr(cells, 'dtype', '')}")
def test_floats_are_refused(village: pb.RuleList, cells: object) -> None:
    issue = issues(village, roster(), with_column("quantity", cells))[0]
    assert (issue.code, issue.file, issue.line, issue.pointer) == ("cell_float", "events", 1, "quantity")
    assert issue.to_string() == ('events:1: quantity: `2.5` is a binary floating-point number, which is not exact; write '
                                 'Decimal("2.5"), or give the column as texts, decimals or whole numbers')
    assert "二进制浮点数" in issue.to_string("zh")


def test_a_float_column_without_values_is_taken(village: pb.RuleList) -> None:
    for nothing in (np.full(5, np.nan), pl.Series([None] * 5, dtype=pl.Float64), [None] * 5):
        assert b"H1,-2.0" in balances(village, roster(), with_column("quantity", nothing))


@pytest.mark.parametrize("cells, row", [
    (pd.to_datetime(pd.Series(["2026-01-05 20:15"] * 5)), 1),
    (np.array(["2026-01-05T20:15:00"] * 5, dtype="datetime64[us]"), 1),
    (pa.array([datetime.datetime(2026, 1, 5, 20, 15)] * 5, pa.timestamp("ms")), 1),
    (["2026-01-05", datetime.datetime(2026, 1, 5, 20, 15), "2026-01-05", "2026-01-05", "2026-01-05"], 2),
    (["2026-01-05", "2026-01-05", "2026-01-05", np.datetime64("2026-01-05T20:15:00"), "2026-01-05"], 4),
], ids=lambda cells: type(cells).__name__)
def test_naive_moments_are_refused(village: pb.RuleList, cells: object, row: int) -> None:
    issue = issues(village, roster(), with_column("at", cells))[0]
    assert (issue.code, issue.line, issue.pointer) == ("cell_not_a_date_or_moment", row, "at")
    assert issue.hint() == "write `2026-01-05T20:15:00+08:00`"


def test_dates_that_pandas_made_moments(village: pb.RuleList) -> None:
    """At midnight and without a zone: in a column of dates that is the day, and for `at` it is still refused."""
    households = pd.DataFrame(roster())
    households["joined"] = pd.to_datetime(["2026-01-06", None, "2026-01-01"])
    assert b"H1,-2.0" in balances(village, households, events())
    households["joined"] = pd.to_datetime(["2026-01-06T08:00", None, "2026-01-01T00:00"])
    assert issues(village, households, events())[0].code == "cell_not_a_date"
    at = pd.to_datetime(pd.Series(["2026-01-05"] * 5))
    assert issues(village, roster(), with_column("at", at))[0].code == "cell_not_a_date_or_moment"


def test_missing_columns_of_all_tables_are_told_at_once(village: pb.RuleList) -> None:
    happened = {("kinds" if name == "kind" else name): cells for name, cells in events().items()}
    found = issues(village, {"household": ["H1"], "members": [1]}, happened)
    assert [(one.code, one.file, one.arguments) for one in found] == [
        ("table_missing_column", "roster", ["grid"]), ("table_missing_column", "events", ["kind"])]
    assert found[1].hint() == "is it the one that is called `kinds`?"


def test_every_bad_cell_is_told(village: pb.RuleList) -> None:
    happened = events()
    happened["kind"][1] = ""
    happened["event"][2] = "e\u202e"
    happened["quantity"][3] = "3,5"
    happened["at"][4] = "2026/2/4"
    found = issues(village, roster(), happened)
    assert [(one.line, one.pointer, one.code) for one in found] == [
        (2, "kind", "cell_empty"), (3, "event", "cell_forbidden_in_id"), (4, "quantity", "cell_not_a_number"),
        (5, "at", "cell_not_a_date_or_moment")]
    assert found[3].hint() == "write `2026-02-04`"


def test_cells_of_wrong_types_are_told_with_the_rest(village: pb.RuleList) -> None:
    happened = {**events(), "quantity": [0.5, "x", 1, 1, 1], "kind": ["patrol", "patrol", "", "litter", "meeting"]}
    households = {**roster(), "members": [3, "two", 4.5], "grid": [["east"], "east", "west"]}
    found = issues(village, households, happened)
    assert [(one.file, one.line, one.pointer, one.code) for one in found] == [
        ("roster", 1, "grid", "cell_of_other_type"), ("roster", 2, "members", "cell_not_a_number"),
        ("roster", 3, "members", "cell_float"), ("events", 1, "quantity", "cell_float"),
        ("events", 2, "quantity", "cell_not_a_number"), ("events", 3, "kind", "cell_empty")]


@pytest.mark.parametrize("cell, code", [
    (10**18, "cell_too_many_digits"), (-(2**63), "cell_too_many_digits"), (2**64, "cell_too_many_digits"),
    (Decimal("1E+30"), "cell_exponent_too_large"), (Decimal("Infinity"), "cell_not_a_number"),
    (Decimal("0.0000000001"), "cell_too_fine"), (Fraction(1, 3), "cell_no_exact_decimal"),
    (True, "cell_not_a_number"), ([1], "cell_of_other_type"), (1 + 2j, "cell_of_other_type"),
    (np.int64(-(2**63)), "cell_too_many_digits"),
])
def test_numbers_that_do_not_fit(village: pb.RuleList, cell: object, code: str) -> None:
    found = issues(village, roster(), with_column("quantity", [1, cell, 1, 1, 1]))
    assert [(one.code, one.line, one.pointer) for one in found] == [(code, 2, "quantity")]


def test_an_array_of_integers_that_do_not_fit(village: pb.RuleList) -> None:
    for bad in (-(2**63), -(2**63) + 1, 10**18):
        for cells in (np.array([1, bad, 1, 1, 1]), pd.array([1, bad, None, 1, 1], dtype="Int64"),
                      pa.array([1, bad, 1, 1, 1]), pa.array([1, bad, None, 1, 1]), pa.chunked_array([[1], [bad, 1, 1, 1]])):
            found = issues(village, roster(), with_column("quantity", cells))
            assert [(one.code, one.line, one.arguments) for one in found] == [("cell_too_many_digits", 2, [str(bad)])]


def test_columns_of_different_lengths(village: pb.RuleList) -> None:
    with pytest.raises(pb.UsageError, match="quantity has 2 rows, and event has 5"):
        balances(village, roster(), with_column("quantity", [1, 2]))


@pytest.mark.parametrize("data", [5, None, [["H1"]], {"event": "e1"}, {"event": np.zeros((2, 2))}])
def test_what_is_no_table(village: pb.RuleList, data: object) -> None:
    with pytest.raises(pb.UsageError):
        balances(village, roster(), data)


def test_arrow_types_that_no_column_has(village: pb.RuleList) -> None:
    with pytest.raises(pb.UsageError, match=r"the column kind has the Arrow type `\+l`"):
        balances(village, roster(), pa.table({**events(), "kind": pa.array([["a"]] * 5)}))


def test_other_columns_are_warned_of(village: pb.RuleList) -> None:
    with pytest.warns(pb.InputWarning, match="columns that nothing is known of are ignored: `weather`"):
        result = pb.evaluate(village, roster(), with_column("weather", [0.5] * 5), through=THROUGH)
    assert [one.code for one in result.warnings] == ["table_unknown_columns"]


# ----------------------------------------------------------------------------------------- the same as from files


def random_events(seed: int) -> pd.DataFrame:
    """Rows as texts, with repeats, conflicts, revocations and mistakes."""
    choose = random.Random(seed)
    rows = []
    for number in range(choose.randrange(1, 40)):
        row = {"event": f"e{choose.randrange(30)}", "household": choose.choice(["H1", "H2", "户3", "H9", ""]),
               "kind": choose.choice(["patrol", "meeting", "litter", "other"]),
               "at": choose.choice(["2026-01-05", "2026-03-06T20:15:00+08:00", "2026-04-01T00:00:00.25Z"]),
               "quantity": choose.choice(["", "1", "2.5", "1e2"]), "revokes": "", "recorded": ""}
        if choose.random() < 0.3:
            row = dict(choose.choice(rows)) if rows else row
        if choose.random() < 0.1:
            row |= {"revokes": f"e{choose.randrange(30)}", "recorded": "2026-05-01T00:00:00Z"}
        if choose.random() < 0.1 and seed % 3 == 0:
            row[choose.choice(list(row))] = choose.choice(["", "x", "2026-13-01", "\u200b", "1,5"])
        rows.append(row)
    return pd.DataFrame(rows)


@pytest.mark.parametrize("seed", range(60))
def test_frames_and_files_agree(village: pb.RuleList, tmp_path: Path, seed: int) -> None:
    """The same result, the same mistakes in the same rows, the same bad rows."""
    frame = random_events(seed)
    if seed % 2:
        for name in ("household", "kind"):
            frame[name] = frame[name].astype("category")
    frame.to_csv(tmp_path / "events.csv", index=False)

    def outcome(happened: object, bad_rows: bool) -> object:
        try:
            result = pb.evaluate(village, roster(), happened, through=THROUGH, as_of="2026-06-01", bad_rows=bad_rows)
        except pb.InputError as error:
            return [(one.line, one.pointer, one.code, one.hint()) for one in error.issues]
        rows = [(one.line, one.issue.pointer, one.issue.code) for one in result.bad_rows]
        return [result.to_csv(table) for table in pb._core.tables], rows

    def in_rows(found: object) -> object:
        """Lines of the file, which begins with a header, as rows."""
        if isinstance(found, list):
            return [(line - 1, *rest) for line, *rest in found]
        assert isinstance(found, tuple)
        return found[0], [(line - 1, *rest) for line, *rest in found[1]]

    for bad_rows in (False, True):
        assert outcome(frame, bad_rows) == in_rows(outcome(tmp_path / "events.csv", bad_rows))


def test_the_same_bytes_as_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_text(RULES, encoding="utf-8")
    rules = pb.load_rules(tmp_path / "rules.json")
    village = pb.generate(rules, households=20, events=500, seed=7, through="2026-06-30")
    village.write(tmp_path / "data")
    made = command("generate", "--rules", "rules.json", "--households", 20, "--events", 500, "--seed", 7, "--through",
                   "2026-06-30", "--out", "made", cwd=tmp_path)
    assert made.returncode == 0
    for name in ("roster.csv", "members.csv", "events.csv"):
        assert (tmp_path / "made" / name).read_bytes() == (tmp_path / "data" / name).read_bytes()
    ran = command("evaluate", "--rules", "rules.json", "--roster", "data/roster.csv", "--events", "data/events.csv",
                  "--through", THROUGH, "--out", "out", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    pb.evaluate(rules, village.households, village.events, through=THROUGH).write(tmp_path / "mine")
    for name in pb._core.tables:
        assert (tmp_path / "mine" / f"{name}.csv").read_bytes() == (tmp_path / "out" / f"{name}.csv").read_bytes()


def test_borrowed_memory_outlives_its_owner(village: pb.RuleList) -> None:
    happened = {**events(), "quantity": np.array([2, 4, 0, 0, 0]), "kind": pd.Categorical(events()["kind"])}
    table = pb.read_events(village, happened)
    happened.clear()
    junk = [np.random.default_rng(1).integers(0, 100, 5) for _ in range(100)]
    assert len(junk) == 100
    assert balances(village, roster(), table) == EXPECTED


def test_tables_are_read_once_for_many_evaluations(village: pb.RuleList) -> None:
    households, happened = pb.read_roster(village, roster()), pb.read_events(village, events())
    assert (len(households), len(happened), "H1" in households, "H9" in households) == (3, 5, True, False)
    assert balances(village, households, happened) == balances(village, households, happened, threads=3) == EXPECTED
    other = pb.load_rules(RULES.replace('"members": "number"', '"members": "string"'))
    with pytest.raises(pb.UsageError):
        balances(other, households, happened)
