"""Compares an engine with the reference on random cases: compare.py --pointsbank PATH --seeds A..B [--keep DIR]

For each seed both evaluate the same case, and all seven files must be the same bytes. Where the reference ends with the
error `overflow`, the engine must end with exit code 2, name the household on standard error and write nothing.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile

from random_case import evaluate_case, make_case
from reference import Overflow


def command(pointsbank, folder, case, out):
    words = [pointsbank, "evaluate"]
    for name in case["rules"]:
        words += ["--rules", os.path.join(folder, name)]
    for option in ("roster", "members", "events", "entries", "published"):
        if case[option]:
            words += ["--" + option, os.path.join(folder, case[option])]
    words += ["--through", case["through"]]
    if case["as_of"]:
        words += ["--as-of", case["as_of"]]
    return words + ["--out", out]


def first_difference(name, expected, found):
    expected_lines, found_lines = expected.split(b"\n"), found.split(b"\n")
    number = 0
    while number < min(len(expected_lines), len(found_lines)) and expected_lines[number] == found_lines[number]:
        number += 1

    def line(lines):
        return lines[number].decode("utf-8", "replace") if number < len(lines) else "(the end)"

    return f"{name}:{number + 1}\n    reference  {line(expected_lines)}\n    pointsbank {line(found_lines)}"


def differences(pointsbank, folder):
    with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
        case = json.load(file)
    out = os.path.join(folder, "out")
    ran = subprocess.run(command(pointsbank, folder, case, out), capture_output=True)
    errors = ran.stderr.decode("utf-8", "replace")
    try:
        expected = evaluate_case(folder, case)
    except Overflow as overflow:
        if ran.returncode != 2:
            return [f"exit code {ran.returncode}, the reference: {overflow}"]
        # Of several households the reference names the first in time, the engine the first by id.
        if "overflow" not in errors:
            return [f"the error does not speak of the {overflow}: {errors.strip()}"]
        return ["output in spite of the overflow"] if os.path.isdir(out) and os.listdir(out) else []
    if ran.returncode != 0:
        return [f"exit code {ran.returncode}: {errors.strip()}"]
    found = []
    for name, content in expected.items():
        path = os.path.join(out, name)
        if not os.path.exists(path):
            found.append(f"{name} is not there")
            continue
        with open(path, "rb") as file:
            other = file.read()
        if other != content:
            found.append(first_difference(name, content, other))
    return found


def compare_seed(work):
    pointsbank, seed, keep = work
    scratch = tempfile.mkdtemp(prefix=f"pointsbank-{seed}-")
    try:
        folder = os.path.join(scratch, "case")
        make_case(seed, folder)
        found = differences(pointsbank, folder)
        if found and keep:
            shutil.copytree(folder, os.path.join(keep, f"seed-{seed}"), dirs_exist_ok=True)
        return seed, found
    finally:
        shutil.rmtree(scratch)


def main():
    parser = argparse.ArgumentParser(description="Compares an engine with the reference on random cases.")
    parser.add_argument("--pointsbank", required=True)
    parser.add_argument("--seeds", required=True, help="A..B, both included")
    parser.add_argument("--keep", help="a folder for the cases that differ")
    options = parser.parse_args()
    first, last = map(int, options.seeds.split(".."))
    different = 0
    with multiprocessing.Pool(2) as pool:
        work = [(options.pointsbank, seed, options.keep) for seed in range(first, last + 1)]
        for seed, found in pool.imap(compare_seed, work):
            if found:
                different += 1
                print(f"seed {seed} differs")
                for one in found:
                    print(f"  {one}", flush=True)
    print(f"{len(work) - different} of {len(work)} cases agree")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
