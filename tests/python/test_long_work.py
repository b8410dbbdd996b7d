"""Long work: other threads run meanwhile, Ctrl-C ends it within a second, progress shows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pointsbank as pb
import pytest


HOUSEHOLDS, ROWS = 2_000, 400_000


@pytest.fixture(scope="module")
def large(village: pb.RuleList):
    import numpy as np
    import pandas as pd

    numbers = np.random.default_rng(1)
    names = [f"H{number:05}" for number in range(HOUSEHOLDS)]
    roster = pd.DataFrame({"household": names, "grid": "east", "members": 3})
    kinds = ["patrol", "meeting", "litter"]
    happened = pd.DataFrame({
        "event": np.char.add("e", np.arange(ROWS).astype(str)).astype(object),
        "household": pd.Categorical.from_codes(numbers.integers(0, HOUSEHOLDS, ROWS), names),
        "kind": pd.Categorical.from_codes(numbers.integers(0, 3, ROWS), kinds),
        "at": pd.Series(np.datetime64("2026-01-01") + numbers.integers(0, 365, ROWS)).dt.tz_localize("Asia/Shanghai"),
        "quantity": numbers.integers(1, 5, ROWS)})
    return pb.read_roster(village, roster), pb.read_events(village, happened)


def test_other_threads_run_meanwhile(village: pb.RuleList, large) -> None:
    ticks: list[float] = []
    done = threading.Event()

    def tick() -> None:
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.002)

    thread = threading.Thread(target=tick)
    thread.start()
    begin = time.monotonic()
    pb.evaluate(village, *large, through="2026-12-31", postings=True, outcomes=True, closings=True, progress=False)
    end = time.monotonic()
    done.set()
    thread.join()
    within = [one for one in ticks if begin < one < end]
    # With the GIL held it would be one or two.
    assert len(within) > (end - begin) / 0.1, f"{len(within)} ticks in {end - begin:.2f} s"


def test_progress_is_told_and_may_stop(village: pb.RuleList, large) -> None:
    told: list[int] = []
    for _ in range(20):
        pb.evaluate(village, *large, through="2026-12-31", postings=True, outcomes=True, progress=told.append)
        if told:
            break
    assert told and all(0 <= one <= 1000 for one in told)
    with pytest.raises(pb.Cancelled):
        for _ in range(20):
            pb.evaluate(village, *large, through="2026-12-31", postings=True, outcomes=True, progress=lambda _: False)

    def fail(_: int) -> None:
        raise RuntimeError("of the caller")

    with pytest.raises(RuntimeError, match="of the caller"):
        for _ in range(20):
            pb.evaluate(village, *large, through="2026-12-31", postings=True, outcomes=True, progress=fail)


def test_a_bar_where_somebody_looks(village: pb.RuleList, monkeypatch: pytest.MonkeyPatch,
                                    capsys: pytest.CaptureFixture[str]) -> None:
    from pointsbank import _progress

    pytest.importorskip("tqdm")
    monkeypatch.setattr(_progress, "SILENT_AT_FIRST", -1.0)
    with _progress.Bar(True, "evaluating") as tell:
        assert tell is not None
        tell(250)
        tell(900)
    assert "evaluating" in capsys.readouterr().err
    with _progress.Bar(None, "evaluating") as tell:
        assert tell is None  # nobody looks: standard error is no terminal


INTERRUPTED = """
import sys, time
sys.path.insert(0, {tests!r})
import pointsbank as pb
from conftest import RULES
rules = pb.load_rules(RULES)
village = pb.generate(rules, households=500, events=150_000, seed=1, through="2026-12-31")
roster, events = pb.read_roster(rules, village.households), pb.read_events(rules, village.events)
before = pb.evaluate(rules, roster, events, through="2026-12-31")
plan = rules.reform(pb.Reform("more").set("patrol", "score.rate", 3))
print("ready", flush=True)
try:
    while True:
        {work}
except KeyboardInterrupt:
    print("interrupted", time.process_time(), flush=True)
result = pb.evaluate(rules, roster, events, through="2026-12-31")
print("again", result.total(), flush=True)
"""


def processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def interrupted_after(script: str) -> float:
    """Processor seconds from the signal to the KeyboardInterrupt: what they come to in wall time where nothing else runs.
    The process then works on."""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(0.7)
        before = processor_seconds(process.pid)
        os.kill(process.pid, signal.SIGINT)
        word, at = process.stdout.readline().split()
        assert word == "interrupted"
        assert process.stdout.readline().startswith("again ")
        assert process.wait(timeout=300) == 0
    return float(at) - before


EVALUATING = 'pb.evaluate(rules, roster, events, through="2026-12-31", postings=True, outcomes=True).write({out!r})'
TRYING = 'pb.compare(before, plan); pb.sweep(rules, "patrol", "score.rate", [1, 2, 3], before)'
READING = "pb.read_events(rules, village.events)"


@pytest.mark.parametrize("work", [EVALUATING, TRYING, READING])
def test_control_c_ends_it_within_a_second_and_leaves_nothing_half_done(work: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    script = INTERRUPTED.format(tests=str(Path(__file__).parent), work=work.format(out=str(out)))
    seconds = interrupted_after(script)
    if out.exists():
        names = {path.name for path in out.iterdir()}
        assert names <= {f"{name}.csv" for name in pb._core.tables} and len(names) in (0, 7)
    assert seconds < 1.0
