"""Evaluates the examples that rule lists carry by an engine and by the reference: all seven files must be the same bytes.

check_examples.py --pointsbank PATH R.json…
"""

import argparse
import json
import os
import sys
import tempfile

from compare import differences

TABLES = ("roster", "members", "events", "entries")


def through(rules, example):
    """The day up to which `pointsbank test` evaluates: as given, or the list's last day, or the last day that is named."""
    given = example["given"]
    named = [row["at"][:10] for table in ("events", "entries") for row in given.get(table, []) if row.get("at")]
    return example.get("through") or rules["effective"].get("to") or max(named)


def files_of(path, rules):
    """The list, and beside it the one that it extends."""
    files = [os.path.abspath(path)]
    if "extends" in rules:
        files.insert(0, os.path.join(os.path.dirname(files[0]), rules["extends"]["id"] + ".json"))
    return files


def write_case(folder, path, rules, example):
    """The example as a case of tables, as the random comparison has them."""
    case = {"rules": files_of(path, rules), "published": None, "as_of": None, "through": through(rules, example)}
    for table in TABLES:
        rows = example["given"].get(table)
        if rows is None and table == "members":
            case[table] = None
            continue
        case[table] = f"{table}.jsonl"
        with open(os.path.join(folder, case[table]), "w", encoding="utf-8") as file:
            for row in rows or []:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    with open(os.path.join(folder, "case.json"), "w", encoding="utf-8") as file:
        json.dump(case, file)


def check_list(pointsbank, path):
    """How many examples agree, and what differs in the others."""
    with open(path, encoding="utf-8") as file:
        # Numbers keep their digits: 0.10 read as a double would not be what the list says.
        rules = json.loads(file.read(), parse_float=str)
    agree, different = 0, []
    for number, example in enumerate(rules.get("examples", []), 1):
        with tempfile.TemporaryDirectory(prefix="pointsbank-") as folder:
            write_case(folder, path, rules, example)
            found = differences(pointsbank, folder)
        if found:
            different += [f"{path} example {number}: {one}" for one in found]
        else:
            agree += 1
    return agree, different


def main():
    parser = argparse.ArgumentParser(description="Compares an engine with the reference on the examples of rule lists.")
    parser.add_argument("--pointsbank", required=True)
    parser.add_argument("lists", nargs="+")
    options = parser.parse_args()
    failed = False
    for path in options.lists:
        agree, different = check_list(options.pointsbank, path)
        for one in different:
            print(one)
        failed = failed or bool(different)
        print(f"{path}: {agree} examples agree", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
