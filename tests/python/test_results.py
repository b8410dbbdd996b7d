"""What comes out: exact tables for pandas, NumPy, Arrow and files; explanations; what notebooks show."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pointsbank as pb
import polars as pl
import pyarrow as pa
import pytest
from conftest import ROOT, RULES, events, roster

CASES = ROOT / "tests/conformance/cases"


@pytest.fixture(scope="module")
def result(village: pb.RuleList) -> pb.Evaluation:
    return pb.evaluate(village, roster(), events(), through="2026-12-31")


@pytest.fixture(scope="module")
def rich() -> pb.Evaluation:
    """The village of the shipped list: ratings, dividends, vetoes, Chinese ids."""
    rules = pb.load_rules(pb.shipped_rules()["xiachangning"])
    made = pb.generate(rules, households=40, events=3000, seed=11, through="2026-12-31")
    return pb.evaluate(rules, made.households, made.events, members=made.members, through="2026-12-31")


def test_balances(result: pb.Evaluation) -> None:
    frame = result.balances
    assert list(frame.columns) == ["household", "standing", "spendable", "earned", "deducted", "frozen_until"]
    assert frame.standing.tolist() == [10, 90, 60] and frame.standing.dtype == np.int64
    assert frame.attrs["decimals"] == {"standing": 1, "spendable": 1, "earned": 1, "deducted": 1}
    assert result.decimals == 1 and result.total() == Decimal("16.0")
    assert frame.frozen_until.isna().all() and frame.frozen_until.dtype.kind == "M"


def test_amounts_in_other_forms_are_asked_for_by_name(result: pb.Evaluation) -> None:
    table = result.table("balances")
    assert table.as_decimal("standing") == [Decimal("1.0"), Decimal("9.0"), Decimal("6.0")]
    assert str(table.as_decimal("standing")[0]) == "1.0"
    assert table.as_float("standing").tolist() == [1.0, 9.0, 6.0]
    assert table.to_pandas(as_decimal=True).standing.tolist() == [Decimal("1.0"), Decimal("9.0"), Decimal("6.0")]
    assert table.to_pandas(as_float=True).standing.dtype == np.float64
    with pytest.raises(pb.UsageError):
        table.to_pandas(as_float=True, as_decimal=True)
    with pytest.raises(pb.UsageError):
        table.as_float("household")
    with pytest.raises(KeyError, match="balances has the columns"):
        table["points"]


@pytest.mark.parametrize("name", pb._core.tables)
def test_every_table_says_what_its_file_says(rich: pb.Evaluation, name: str) -> None:
    text = rich.to_csv(name)
    assert isinstance(text, bytes)
    rows = list(csv.DictReader(io.StringIO(text.decode())))
    table = rich.table(name)
    assert table.columns == text.decode().splitlines()[0].split(",")
    assert len(table) == len(rows)

    def cell(value: object) -> str:
        return "" if value is None or value is pd.NaT else str(value)

    for found, expected in zip(table.rows(), rows):
        assert {key: cell(value) for key, value in found.items()} == expected


@pytest.mark.parametrize("name", pb._core.tables)
def test_arrow_pandas_and_numpy_agree(rich: pb.Evaluation, name: str) -> None:
    table = rich.table(name)
    arrow = pa.table(table)
    arrow.validate(full=True)
    polars = pl.DataFrame(table)
    frame = table.to_pandas(as_decimal=True)
    assert arrow.column_names == polars.columns == list(frame.columns) == table.columns
    rows = table.rows()
    assert arrow.to_pylist() == rows
    assert polars.to_dicts() == rows
    for column in table.columns:
        plain = [None if value is pd.NaT or value is pd.NA else value for value in table[column].tolist()]
        if column in table.decimals:
            plain = [None if units is None else Decimal(units).scaleb(-table.decimals[column]) for units in plain]
        assert plain == [row[column] for row in rows]
        assert frame[column].isna().sum() == sum(row[column] is None for row in rows) == table.absent(column).sum()


def test_duckdb_sums_exactly(rich: pb.Evaluation) -> None:
    balances = pa.table(rich.table("balances"))  # noqa: F841  (DuckDB finds it by its name)
    assert duckdb.sql("SELECT sum(standing) FROM balances").fetchall() == [(rich.total(),)]


def test_results_are_data(rich: pb.Evaluation) -> None:
    """An Arrow stream is read once; each call gives a new one, which outlives the result."""
    table = rich.table("postings")
    capsule = table.__arrow_c_stream__()
    del table
    reader = pa.RecordBatchReader._import_from_c_capsule(capsule)
    assert reader.read_all().num_rows == len(rich.postings)
    array = rich.table("balances")["standing"]
    assert not array.flags.writeable
    unread = rich.table("balances").__arrow_c_stream__()
    del unread


def test_postings_sum_to_balances(rich: pb.Evaluation) -> None:
    sums = rich.postings.groupby("household", observed=True)[["standing", "spendable"]].sum()
    balances = rich.balances.set_index("household")
    assert (sums.reindex(balances.index.astype(sums.index.dtype)).to_numpy()
            == balances[["standing", "spendable"]].to_numpy()).all()


def test_tables_that_were_not_asked_for_are_made_when_looked_at(village: pb.RuleList) -> None:
    at_once = pb.evaluate(village, roster(), events(), through="2026-12-31", postings=True, outcomes=True, closings=True)
    assert at_once.sizes["postings"] == 6
    later = pb.evaluate(village, roster(), events(), through="2026-12-31")
    assert later.sizes["postings"] == 0
    for name in pb._core.tables:
        assert later.to_csv(name) == at_once.to_csv(name)
    with pytest.raises(pb.UsageError, match="there are balances"):
        later.table("points")
    with pytest.raises(pb.UsageError):
        later.to_csv("points")


def test_writing(result: pb.Evaluation, tmp_path: Path) -> None:
    result.write(tmp_path / "deep" / "out")
    assert sorted(path.name for path in (tmp_path / "deep/out").iterdir()) == sorted(f"{name}.csv" for name in pb._core.tables)
    result.to_csv("balances", tmp_path / "balances.csv")
    assert (tmp_path / "balances.csv").read_bytes() == result.to_csv("balances")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["balances.csv"]
    with pytest.raises(pb.MachineError, match="no_folder"):
        result.to_csv("balances", tmp_path / "no_folder/balances.csv")
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises((pb.MachineError, pb.UsageError)):
        result.write(tmp_path / "taken")


def test_bad_rows_are_written(village: pb.RuleList, tmp_path: Path) -> None:
    happened = {**events(), "kind": ["patrol", "", "meeting", "litter", "meeting"]}
    result = pb.evaluate(village, roster(), happened, through="2026-12-31", bad_rows=True)
    assert [(row.line, row.issue.code) for row in result.bad_rows] == [(2, "cell_empty")]
    assert result.bad_rows[0].text == "event=e2,household=H2,at=2026-01-06T20:15:00+08:00,quantity=4"
    result.write(tmp_path, bad_rows=tmp_path / "bad.csv", lang="zh")
    assert "单元格" in (tmp_path / "bad.csv").read_text(encoding="utf-8")


def test_explanations(result: pb.Evaluation) -> None:
    why = result.explain("H1", lang="en")
    assert "patrol" in str(why) and str(why) == repr(why) == why.text()
    assert why.text("zh") == str(result.explain("H1", lang="zh")) != str(why) == str(result.explain("H1"))
    assert why.data and "patrol" in why.json
    assert "<pre" in why._repr_html_()
    assert "e4" in str(result.explain(event="e4", lang="en"))
    for wrong in ({}, {"household": "H1", "event": "e1"}):
        with pytest.raises(pb.UsageError):
            result.explain(**wrong)
    with pytest.raises(pb.UsageError, match="H77"):
        result.explain("H77")
    with pytest.raises(ValueError, match="fr"):
        result.explain("H1", lang="fr")


def test_looks(result: pb.Evaluation, rich: pb.Evaluation) -> None:
    assert repr(result) == "<Evaluation of village: 3 households, 5 events, standing 16.0, spendable 16.0>"
    assert "户3" in result._repr_html_() and "16.0" in result._repr_html_()
    assert repr(result.table("balances")).startswith("<Table balances: 3 rows of household, standing")
    html = rich.table("postings")._repr_html_()
    assert html.count("<tr>") == 21 and "the first 20 shown" in html


@pytest.mark.parametrize("arguments", [{"through": "2026-13-01"}, {"as_of": "soon"}, {"threads": 0}])
def test_wrong_arguments(village: pb.RuleList, arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(arguments))):
        pb.evaluate(village, roster(), events(), **{"through": "2026-12-31", **arguments})


def test_moments_and_dates_as_arguments(village: pb.RuleList) -> None:
    import datetime

    happened = {**events(), "recorded": ["2026-01-05T10:00:00+08:00"] + [None] * 4}

    def known(**arguments: object) -> int:
        frame = pb.evaluate(village, roster(), happened, **arguments).outcomes
        return int((frame.reason != "recorded_later").sum())

    zone = datetime.timezone(datetime.timedelta(hours=8))
    assert known(through=datetime.date(2026, 12, 31), as_of=datetime.date(2026, 1, 4)) == 4
    assert known(through="2026-12-31", as_of=datetime.datetime(2026, 1, 5, 10, tzinfo=zone)) == 5
    for naive in ({"as_of": datetime.datetime(2026, 1, 5)}, {"through": datetime.datetime(2026, 1, 5, 1)}):
        with pytest.raises(pb.UsageError):
            known(**{"through": "2026-12-31", **naive})


def test_overflow_names_the_household() -> None:
    rules = pb.load_rules(RULES.replace('"score": {"points": 1}', '"score": {"points": 500000000000000000}'))
    with pytest.raises(pb.OverflowError) as caught:
        pb.evaluate(rules, roster(), {**events(), "household": ["H1"] * 5, "kind": ["meeting"] * 5}, through="2026-12-31")
    assert caught.value.household == "H1"
    assert isinstance(caught.value, OverflowError)


def test_an_empty_village(village: pb.RuleList) -> None:
    result = pb.evaluate(village, {"household": [], "grid": [], "members": []},
                         {"event": [], "household": [], "kind": [], "at": []}, through="2026-12-31")
    for name in pb._core.tables:
        assert len(result.table(name)) == 0 and pa.table(result.table(name)).num_rows == 0
        assert len(result.table(name).to_pandas()) == 0


def test_without_pandas_and_others() -> None:
    """NumPy alone is needed; the tables are then the package's own."""
    script = f"""
import sys
for name in ("pandas", "tqdm", "pyarrow", "matplotlib", "polars"):
    sys.modules[name] = None
sys.path.insert(0, {str(Path(__file__).parent)!r})
import pointsbank as pb
from conftest import RULES, events, roster
result = pb.evaluate(pb.load_rules(RULES), roster(), events(), through="2026-12-31", progress=True)
assert isinstance(result.balances, pb.Table), result.balances
print(result.balances["standing"].tolist(), result.postings.as_decimal("standing")[0], result.rankings["rank"][0])
"""
    script = script.replace("from conftest", "import types; sys.modules['pytest'] = types.SimpleNamespace("
                            "fixture=lambda **_: lambda function: function)\nfrom conftest")
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("[10, 90, 60] 3.0 1\n", "")


def test_importing_is_quick() -> None:
    script = "import time, numpy; begin = time.process_time(); import pointsbank; print(time.process_time() - begin)"
    best = min(float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)
               for _ in range(3))
    assert best < 0.5
