#!/usr/bin/env python3
"""Does the kernel written by hand give exactly what the library gives? On small random years of several seeds, with many
of what is rare in the benchmark: ties in time, events out of order, vetoes, missing and unknown values.

    hand_test.py HAND_CHECK COMPARE_CSV

So do the bare CSV parser and writer, whose columns and bytes compare_csv checks before it measures.
"""
import json
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import workload

HOUSEHOLDS = 130
EVENTS = 9_000
SEEDS = range(1, 6)


def write_rules(folder):
    for variant, name in (("year", "village-year"), ("full", "full"), ("plain", "plain")):
        (folder / f"{name}.json").write_text(json.dumps(workload.rule_list(variant)), encoding="utf-8")


def moment(draw):
    day = date(workload.YEAR, 1, 1) + timedelta(days=draw.randrange(-3, 368))
    form = draw.random()
    if form < 0.5:
        return day.isoformat()
    clock = f"{draw.randrange(24):02}:{draw.choice((0, 0, 30)):02}:00" if form > 0.6 else "00:00:00"
    return f"{day}T{clock}{'+08:00' if form < 0.9 else 'Z'}"


def row(draw, number):
    kind = draw.choice(workload.KINDS + ["crime", "mystery"]) if draw.random() < 0.7 else draw.choice(
        ["volunteering", "litter", "sports", "performance", "gambling", "poultry_loose", "meeting", "family_star"])
    least, most, step = workload.QTY.get(kind, (0, 3_000, 25))
    quantity = least + step * int(draw.random() ** 2 * ((most - least) // step + 1))
    if kind not in workload.QTY and draw.random() < 0.7 or draw.random() < 0.03:
        text = ""
    else:
        text = f"{quantity // 100}.{quantity % 100:02}"
    grades = workload.GRADES.get(kind, ["good"])
    grade = draw.choice(grades + ["", "other"]) if draw.random() < 0.2 else draw.choice(grades)
    return ",".join([f"e{number:05}", f"{'X' if draw.random() < 0.01 else 'H'}{draw.randrange(HOUSEHOLDS):03}", kind,
                     moment(draw), text, grade, draw.choice(workload.LEVELS + ["", ""]),
                     draw.choice(["true", "false", ""])])


def write_data(folder, seed):
    draw = random.Random(seed)
    roster = [f"H{i:03},G{draw.randrange(5)},V{draw.randrange(2)},{draw.randrange(1, 9)},{draw.choice(('true', 'false'))}"
              for i in range(HOUSEHOLDS)]
    draw.shuffle(roster)
    numbers = list(range(EVENTS))
    draw.shuffle(numbers)
    rows = [row(draw, number) for number in numbers]
    (folder / "roster.csv").write_text("household,grid,village,members,left_behind\n" + "\n".join(roster) + "\n")
    (folder / "events.csv").write_text("event,household,kind,at,quantity,grade,level,night\n" + "\n".join(rows) + "\n")


def check(program, folder):
    return subprocess.run([program, folder, folder / "roster.csv", folder / "events.csv"], capture_output=True,
                          text=True)


def main():
    program, compare_csv = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_rules(folder)
        for seed in SEEDS:
            write_data(folder, seed)
            result = check(program, folder)
            if result.returncode != 0:
                sys.exit(f"seed {seed}: {result.stderr or result.stdout}")
        result = subprocess.run([compare_csv, folder / "full.json", folder / "roster.csv", folder / "events.csv",
                                 folder / "out", "--runs", "1"], capture_output=True, text=True)
        if result.returncode != 0:
            sys.exit(f"CSV: {result.stderr or result.stdout}")
        # The check itself must see a difference: one cap that is lower by half a point.
        changed = workload.rule_list("full")
        rule = next(rule for rule in changed["positive"] if rule["id"] == "reading")
        rule["limits"] = [{"per": "month", "points": 1}]
        (folder / "full.json").write_text(json.dumps(changed), encoding="utf-8")
        if check(program, folder).returncode != 1:
            sys.exit("a changed rule list was not noticed")
    print(f"{len(SEEDS)} seeds equal, a changed list noticed")


if __name__ == "__main__":
    main()
