"""Sees that each mutant still fits the source, in a second: what stands there has to stand there once."""

import sys

from bank_mutants import BANK_MUTANTS
from mutants import MUTANTS
from run import ROOT, pattern_of


def main() -> int:
    stale = 0
    for file, old, *_ in MUTANTS + BANK_MUTANTS:
        found = len(pattern_of(old).findall((ROOT / file).read_text(encoding="utf-8")))
        if found != 1:
            stale += 1
            print(f"{file}: found {found} times: {old}")
    print(f"{len(MUTANTS) + len(BANK_MUTANTS)} mutants, {stale} of them stale")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
