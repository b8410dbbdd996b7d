"""Makes every mutant of mutants.py, one after another, and sees whether a fast test notices: run.py --build DIR

Works in a copy of the source. First come the cases, through the library: those of tests/conformance, and random ones
that the reference has evaluated; then, for what got through, everything with the label `fast`. Those of the bank,
bank_mutants.py, name the test that has to notice. A mutant that nothing notices, or that no longer fits the source, is
a failure.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bank_mutants import BANK_MUTANTS
from mutants import MUTANTS

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds; what takes longer runs in a circle, and is noticed
COPIED = ["CMakeLists.txt", "cmake", "include", "src", "tools", "tests", "rules", "scripts"]


def pattern_of(text: str) -> re.Pattern:
    """Finds the text whatever blanks and line breaks stand between its words."""
    return re.compile(r"\s*".join(map(re.escape, re.findall(r"\w+|[^\w\s]", text))))


def is_success(*words: object, environment: dict | None = None) -> bool:
    try:
        return subprocess.run([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              stdin=subprocess.DEVNULL, timeout=PATIENCE, env=environment).returncode == 0
    except subprocess.TimeoutExpired:
        return False


class Workshop:
    def __init__(self, folder: Path, seeds: int):
        self.source, self.build, self.cases = folder / "source", folder / "build", folder / "cases"
        self.copy_source()
        self.make_cases(seeds)
        # Not optimized: to compile is most of the time. Python as the scripts have chosen it.
        subprocess.run(["cmake", "-S", self.source, "-B", self.build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
                        "-DCMAKE_CXX_FLAGS_DEBUG=-O0", f"-DPython3_EXECUTABLE={sys.executable}"],
                       check=True, stdout=subprocess.DEVNULL)

    def copy_source(self) -> None:
        if self.source.exists():
            shutil.rmtree(self.source)
        self.source.mkdir(parents=True)
        for name in COPIED:
            if (ROOT / name).is_dir():
                # With their times, so that a second run compiles only what has changed.
                shutil.copytree(ROOT / name, self.source / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(ROOT / name, self.source)
        # What was built of them last may be a mutant.
        for file in {mutant[0] for mutant in [*MUTANTS, *BANK_MUTANTS]}:
            os.utime(self.source / file)

    def make_cases(self, seeds: int) -> None:
        sys.path.insert(0, str(ROOT / "tests/reference"))
        from random_case import make_case
        from check_conformance import evaluate_case
        from reference import Overflow
        for seed in range(1, seeds + 1):
            folder = self.cases / f"seed-{seed:03}"
            make_case(seed, str(folder))
            (folder / "expected").mkdir()
            try:
                for name, content in evaluate_case(str(folder)).items():
                    (folder / "expected" / name).write_bytes(content)
            except Overflow:
                pass  # without tables an error is expected

    def compiles(self, *targets: str) -> bool:
        return is_success("cmake", "--build", self.build, *(("--target", *targets) if targets else ()))

    def cases_hold(self) -> bool:
        program = self.build / "tests/evaluate_cases"
        return is_success(program, self.source / "tests/conformance/cases") and is_success(program, self.cases)

    def tests_hold(self) -> bool:
        environment = dict(os.environ, CTEST_PARALLEL_LEVEL=os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", "1"))
        return self.compiles() and is_success("ctest", "--test-dir", self.build, "--label-regex", "^fast$",
                                              "--stop-on-failure", environment=environment)

    def test_holds(self, test: str) -> bool:
        return is_success("ctest", "--test-dir", self.build, "--tests-regex", f"^{test}$", "--no-tests=error")

    def try_mutant(self, file: str, old: str, new: str, test: str | None = None) -> str | None:
        """What noticed the mutant, or None. With `test` that test alone is asked."""
        path = self.source / file
        original = path.read_text(encoding="utf-8")
        if len(pattern_of(old).findall(original)) != 1:
            raise ValueError("does not stand there once")
        try:
            path.write_text(pattern_of(old).sub(lambda _: new, original), encoding="utf-8")
            if test is not None:
                # Of its programs one is needed: the tests in Python run the command.
                if not self.compiles(test if test.startswith("unit_") else "pointsbank_command"):
                    raise ValueError("does not compile")
                return None if self.test_holds(test) else test
            if not self.compiles("evaluate_cases"):
                raise ValueError("does not compile")
            if not self.cases_hold():
                return "cases"
            return None if self.tests_hold() else "tests"
        finally:
            path.write_text(original, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Sees whether the tests notice mistakes.")
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--only", help="only mutants of files whose names hold this")
    options = parser.parse_args()
    workshop = Workshop(options.build.resolve(), options.seeds)
    if not workshop.compiles("evaluate_cases") or not workshop.cases_hold() or not workshop.tests_hold():
        print("the tests fail without any mutant")
        return 1
    tests = {mutant[3] for mutant in BANK_MUTANTS}
    failing = [test for test in sorted(tests) if not workshop.test_holds(test)]
    if failing:
        print("without any mutant these fail:", *failing)
        return 1
    mutants = [mutant for mutant in [*MUTANTS, *BANK_MUTANTS] if options.only is None or options.only in mutant[0]]
    failures = 0
    for file, old, new, *test in mutants:
        began = time.monotonic()
        try:
            noticed = workshop.try_mutant(file, old, new, *test)
            told = f"noticed by {noticed}" if noticed else "SURVIVES"
        except ValueError as error:
            noticed, told = None, f"STALE: {error}"
        failures += noticed is None
        print(f"{told:18} {time.monotonic() - began:4.0f} s  {file}: {old} -> {new or 'nothing'}", flush=True)
    print(f"{len(mutants) - failures} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
