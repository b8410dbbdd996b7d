"""Runs the reference over every conformance case and reports what differs: check_conformance.py CASES_DIR [case-NN …]

A case that differs is tried again with only the whole rows of the first 8 KiB of its events: READINGS.md says why.
It is reported as such and still counts as a difference of the case as it stands.
"""

import json
import os
import sys
import tempfile

from reference import evaluate

CUT = 8192


def evaluate_case(folder, events=None):
    with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
        case = json.load(file)

    def path(name):
        return os.path.join(folder, name) if name else None

    return evaluate([path(name) for name in case["rules"]], path(case["roster"]), events or path(case["events"]),
                    path(case["members"]), path(case["entries"]), path(case["published"]),
                    through=case["through"], as_of=case["as_of"])


def evaluate_cut(folder):
    with open(os.path.join(folder, "events.csv"), "rb") as file:
        start = file.read(CUT)
    with tempfile.TemporaryDirectory() as scratch:
        events = os.path.join(scratch, "events.csv")
        with open(events, "wb") as file:
            file.write(start[:start.rindex(b"\n") + 1])
        return evaluate_case(folder, events)


def first_difference(expected, found):
    expected_lines, found_lines = expected.split(b"\n"), found.split(b"\n")
    for number, (one, other) in enumerate(zip(expected_lines, found_lines), 1):
        if one != other:
            return number, one.decode(), other.decode()
    return min(len(expected_lines), len(found_lines)), "(other length)", "(other length)"


def differences(folder, files):
    found = []
    for name, content in files.items():
        with open(os.path.join(folder, "expected", name), "rb") as file:
            expected = file.read()
        if expected != content:
            found.append((name, *first_difference(expected, content)))
    return found


def main():
    cases_dir, *wanted = sys.argv[1:]
    agree, agree_cut, differ = [], [], []
    for name in sorted(os.listdir(cases_dir)):
        folder = os.path.join(cases_dir, name)
        if not os.path.exists(os.path.join(folder, "case.json")) or (wanted and name not in wanted):
            continue
        different = differences(folder, evaluate_case(folder))
        if not different:
            agree.append(name)
            continue
        for file_name, line, one, other in different:
            print(f"{name} {file_name}:{line}\n  expected {one}\n  found    {other}", flush=True)
        if not differences(folder, evaluate_cut(folder)):
            agree_cut.append(name)
            print(f"{name} agrees with only the whole rows of the first {CUT} bytes of its events", flush=True)
        else:
            differ.append(name)
    print(f"{len(agree)} cases agree, {len(agree_cut)} agree only with their events cut ({' '.join(agree_cut)}), "
          f"{len(differ)} differ")
    return 1 if agree_cut or differ else 0


if __name__ == "__main__":
    sys.exit(main())
