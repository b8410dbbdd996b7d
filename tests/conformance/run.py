"""Evaluates folders of cases and compares what comes out byte for byte: README.md says what a case is.

    run.py [--pointsbank PATH | --reference] [--update] FOLDER [CASE …]

PATH is that of $POINTSBANK where absent. With --reference the reference evaluator of tests/reference is run instead.
With --update what came out becomes what is expected (of cases with `expected-whole`, that): review the difference.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

TABLES = [name + ".csv" for name in
          ("balances", "postings", "outcomes", "rankings", "ratings", "dividends", "benefits")]
BAD_ROWS = "bad_rows.csv"
CUT = 8192


class Result(NamedTuple):
    exit_code: int
    files: dict[str, bytes]
    errors: str


def by_command(pointsbank: str, folder: Path, case: dict, events: Path) -> Result:
    with tempfile.TemporaryDirectory(prefix="pointsbank-") as scratch:
        out = Path(scratch, "out")
        words = [pointsbank, "evaluate"]
        for name in case["rules"]:
            words += ["--rules", name]
        for option in ("roster", "members", "entries", "published"):
            if case.get(option):
                words += ["--" + option, case[option]]
        words += ["--events", str(events), "--through", case["through"]]
        if case.get("as_of"):
            words += ["--as-of", case["as_of"]]
        if case.get("bad_rows"):
            words += ["--bad-rows", str(Path(scratch, BAD_ROWS))]
        words += ["--out", str(out)]
        # In the case's folder, so that messages name files as the case does.
        environment = {name: text for name, text in os.environ.items() if not name.startswith("LC_")}
        environment["LANG"] = "zh_CN.UTF-8" if case.get("lang") == "zh" else "C.UTF-8"
        ran = subprocess.run(words, cwd=folder, env=environment, capture_output=True, stdin=subprocess.DEVNULL)
        written = sorted(out.iterdir()) if out.is_dir() else []
        if case.get("bad_rows") and Path(scratch, BAD_ROWS).exists():
            written.append(Path(scratch, BAD_ROWS))
        files = {path.name: path.read_bytes() for path in written}
        return Result(ran.returncode, files, ran.stderr.decode("utf-8", "replace").replace(scratch, "SCRATCH"))


def by_reference(folder: Path, case: dict, events: Path) -> Result:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reference"))
    from reference import evaluate

    def path(name: str | None) -> str | None:
        return str(folder / name) if name else None

    files = evaluate([path(name) for name in case["rules"]], path(case["roster"]), str(folder / events),
                     path(case.get("members")), path(case.get("entries")), path(case.get("published")),
                     through=case["through"], as_of=case.get("as_of"))
    return Result(0, files, "")


def first_difference(expected: bytes, found: bytes) -> str:
    expected_lines, found_lines = expected.decode().split("\n"), found.decode("utf-8", "replace").split("\n")
    number = 0
    while expected_lines[number:number + 1] == found_lines[number:number + 1]:
        number += 1
    one, other = (lines[number] if number < len(lines) else "(the end)" for lines in (expected_lines, found_lines))
    return f":{number + 1}\n  expected {one}\n  found    {other}"


def differences(expected: Path, result: Result) -> list[str]:
    """What of a result is not as the folder `expected` says. Without tables there an error is expected."""
    found = []
    fails = not (expected / TABLES[0]).exists()
    if result.exit_code != (2 if fails else 0):
        return [f"{expected}: exit code {result.exit_code}\n{result.errors}"]
    if fails and result.files:
        found.append(f"{expected}: written in spite of the error: {', '.join(result.files)}")
    texts = {path.name: path.read_bytes() for path in sorted(expected.iterdir())}
    errors = texts.pop("stderr.txt", None)
    if errors is not None and errors.decode() != result.errors:
        found.append(f"{expected}/stderr.txt" + first_difference(errors, result.errors.encode()))
    for name in sorted(texts.keys() | result.files.keys()):
        if name not in texts or name not in result.files:
            found.append(f"{expected / name} is {'there' if name in texts else 'not there'}, it was "
                         f"{'written' if name in result.files else 'not written'}")
        elif texts[name] != result.files[name]:
            found.append(str(expected / name) + first_difference(texts[name], result.files[name]))
    return found


def update(expected: Path, result: Result) -> None:
    if expected.exists():
        shutil.rmtree(expected)
    expected.mkdir()
    for name, content in result.files.items():
        (expected / name).write_bytes(content)
    if result.errors:
        (expected / "stderr.txt").write_text(result.errors, encoding="utf-8")


def run_case(folder: Path, evaluate, is_update: bool) -> list[str]:
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    events, expected, whole = Path(case["events"]), folder / "expected", folder / "expected-whole"
    result = evaluate(folder, case, events)
    if is_update:
        if result.exit_code not in (0, 2):
            return [f"{folder}: exit code {result.exit_code}\n{result.errors}"]
        update(whole if whole.exists() else expected, result)
        return []
    if not whole.exists():
        return differences(expected, result)
    with tempfile.TemporaryDirectory(prefix="pointsbank-") as scratch:
        start = (folder / events).read_bytes()[:CUT]
        cut = Path(scratch, "events.csv")
        cut.write_bytes(start[:start.rindex(b"\n") + 1])
        return differences(whole, result) + differences(expected, evaluate(folder, case, cut))


def main() -> int:
    parser = argparse.ArgumentParser(description="Evaluates folders of cases and compares what comes out.")
    parser.add_argument("--pointsbank", default=os.environ.get("POINTSBANK"))
    parser.add_argument("--reference", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("folder", type=Path)
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    if not options.reference and not options.pointsbank:
        parser.error("--pointsbank PATH, $POINTSBANK or --reference is needed")

    def evaluate(folder: Path, case: dict, events: Path) -> Result:
        if options.reference:
            return by_reference(folder, case, events)
        return by_command(str(Path(options.pointsbank).resolve()), folder, case, events)

    folders = sorted(path.parent for path in options.folder.resolve().glob("*/case.json")
                     if not options.cases or path.parent.name in options.cases)
    failing = 0
    for folder in folders:
        found = run_case(folder, evaluate, options.update)
        failing += bool(found)
        for one in found:
            print(one, flush=True)
    print(f"{len(folders) - failing} of {len(folders)} cases agree")
    return 1 if failing or not folders else 0


if __name__ == "__main__":
    sys.exit(main())
