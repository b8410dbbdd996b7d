"""The package is typed: mypy takes it strictly, and the stubs of _core say what is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pointsbank as pb
import pytest

pytest.importorskip("mypy")
PACKAGE = Path(pb.__file__).parent


def run(tmp_path: Path, *words: str) -> None:
    ran = subprocess.run([sys.executable, "-m", *words], cwd=PACKAGE.parent, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_mypy_takes_the_package(tmp_path: Path) -> None:
    run(tmp_path, "mypy", "--strict", "--cache-dir", str(tmp_path), "-p", "pointsbank")


def test_stubs_say_what_is_there(tmp_path: Path) -> None:
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\ncache_dir = {tmp_path / 'cache'}\n", encoding="utf-8")
    allowlist = Path(__file__).with_name("stubtest_allowlist.txt")
    run(tmp_path, "mypy.stubtest", "--mypy-config-file", str(config), "--allowlist", str(allowlist), "pointsbank._core")


def test_a_typed_script(tmp_path: Path) -> None:
    """What an analyst writes is checked, and a mistake in it is found."""
    good = 'import pointsbank as pb\nrules = pb.load_rules("a.json")\n' \
           'result = pb.evaluate(rules, "h.csv", "e.csv", through="2026-12-31")\nvalue: int = result.decimals\n'
    (tmp_path / "good.py").write_text(good, encoding="utf-8")
    (tmp_path / "bad.py").write_text(good.replace("value: int", "value: str"), encoding="utf-8")
    for name, code in (("good", 0), ("bad", 1)):
        words = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), f"{name}.py"]
        ran = subprocess.run(words, cwd=tmp_path, env={"MYPYPATH": str(PACKAGE.parent), "PATH": ""},
                             capture_output=True, text=True)
        assert ran.returncode == code, ran.stdout + ran.stderr


def test_everything_public_says_what_it_is() -> None:
    without = [name for name in pb.__all__ if not name.startswith("_") and name != "TableLike"
               and not getattr(pb, name).__doc__]
    assert not without
    members = [f"{kind.__name__}.{name}" for kind in (pb.RuleList, pb.Evaluation, pb.Table, pb.Explanation,
                                                      pb.ExamplesReport, pb.Village)
               for name, member in vars(kind).items() if not name.startswith("_") and not member.__doc__]
    assert not members
