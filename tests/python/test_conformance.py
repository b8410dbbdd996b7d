"""The cases of tests/conformance through Python, byte for byte: from files, from DataFrames, from Arrow."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pointsbank as pb
import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tests/conformance"))
from run import CUT, TABLES  # noqa: E402

CASES = sorted(path.parent for folder in ("tests/conformance/cases", "tests/scenarios")
               for path in (ROOT / folder).glob("*/case.json"))


def text_columns(path: Path) -> dict[str, list[str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return {name: [row[i] for row in rows[1:]] for i, name in enumerate(rows[0])}


def as_path(path: Path, types: dict[str, str]) -> object:
    del types
    return path


def as_frame(path: Path, types: dict[str, str]) -> object:
    """A DataFrame with the types that an analyst has: integers, categories, dates, zoned moments, truth values."""
    import pandas as pd

    frame = pd.DataFrame(text_columns(path))
    for name in frame.columns:
        cells = frame[name]
        filled = cells[cells != ""]
        if types.get(name) == "number" and len(filled) and filled.str.fullmatch(r"-?(0|[1-9]\d{0,16})").all():
            frame[name] = cells.map(lambda text: pd.NA if text == "" else int(text)).astype("Int64")
        elif types.get(name) == "bool":
            frame[name] = cells.map({"true": True, "false": False}).astype("boolean")
        elif types.get(name) == "category" and (cells != "").all():
            frame[name] = cells.astype("category")
    return frame


def as_arrow(path: Path, types: dict[str, str]) -> object:
    """An Arrow table: decimals, days where all rows have one, zoned moments, dictionaries, in several chunks."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = {}
    for name, cells in text_columns(path).items():
        array = pa.array([cell or None for cell in cells], pa.string())
        kind = types.get(name)
        filled = [cell for cell in cells if cell]
        if kind == "number" and all("e" not in cell.lower() for cell in filled):
            array = array.cast(pa.decimal128(30, 9))
        elif kind == "date" or (kind == "at" and all(len(cell) == 10 for cell in filled)):
            array = array.cast(pa.date32())
        elif kind == "moment" or (kind == "at" and all(len(cell) > 10 for cell in filled) and filled):
            array = array.cast(pa.timestamp("us", "UTC"))
        elif kind == "bool":
            array = pc.equal(array, "true")
        elif kind == "category":
            array = array.dictionary_encode()
        columns[name] = array
    table = pa.table(columns)
    half = table.num_rows // 2
    return pa.concat_tables([table.slice(0, half), table.slice(half)])


WAYS = {"files": as_path, "frames": as_frame, "arrow": as_arrow}


def types_of(rules: pb.RuleList, table: str) -> dict[str, str]:
    program = rules.compile()
    if table == "events":
        return {"quantity": "number", "points": "number", program.subject: "category", "kind": "category", "at": "at",
                "grade": "category", "recorded": "moment", **dict(program.event_attributes)}
    if table == "roster":
        return {"joined": "date", "left": "date", "from": "date", **dict(program.subject_attributes)}
    return {"joined": "date", "left": "date", "standing": "number", "spendable": "number", "at": "at"}


def evaluated(folder: Path, case: dict[str, object], events: Path, way: str, threads: int = 1) -> pb.Evaluation:
    rules = pb.load_rules([folder / name for name in case["rules"]])
    read = WAYS[way]

    def table(name: str) -> object:
        return read(folder / str(case[name]), types_of(rules, name)) if case.get(name) else None

    return pb.evaluate(rules, table("roster"), read(events, types_of(rules, "events")), members=table("members"),
                       entries=table("entries"), published=folder / case["published"] if case.get("published") else None,
                       through=case["through"], as_of=case.get("as_of"), threads=threads, postings=True, outcomes=True,
                       closings=True)


def check_wrong(folder: Path, case: dict[str, object], events: Path, way: str) -> None:
    """What the command line refuses, and says, is refused and said here; of tables in memory the files are others."""
    with pytest.raises(pb.InputError) as caught:
        evaluated(folder, case, events, way)
    errors = folder / "expected/stderr.txt"
    if way == "files" and errors.exists():
        said = errors.read_text(encoding="utf-8").splitlines()
        told = [line.replace(f"{folder}/", "") for line in caught.value.to_string(str(case.get("lang", "en"))).splitlines()]
        assert set(told) <= set(said)


@pytest.mark.parametrize("way", list(WAYS))
@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
@pytest.mark.filterwarnings("ignore::pointsbank.InputWarning")
def test_case(folder: Path, way: str, tmp_path: Path) -> None:
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    events = folder / case["events"]
    expected = folder / "expected-whole"
    if not expected.exists():
        expected = folder / "expected"
    if not (expected / TABLES[0]).exists() or case.get("bad_rows"):
        return check_wrong(folder, case, events, way)
    evaluated(folder, case, events, way, threads=2).write(tmp_path / "out")
    for name in TABLES:
        assert (tmp_path / "out" / name).read_bytes() == (expected / name).read_bytes(), name
    if expected.name == "expected-whole":
        start = events.read_bytes()[:CUT]
        cut = tmp_path / "events.csv"
        cut.write_bytes(start[:start.rindex(b"\n") + 1])
        result = evaluated(folder, case, cut, way)
        for name in TABLES:
            assert result.to_csv(name.removesuffix(".csv")) == (folder / "expected" / name).read_bytes(), name
