"""Shows what an evaluation wrote as tables that people read: for scripts/demo.

    show.py [--lang zh|en] records EVENTS.csv --rules RULES.json
    show.py [--lang zh|en] balances BALANCES.csv
    show.py [--lang zh|en] ranking RANKINGS.csv --rules RULES.json
    show.py [--lang zh|en] explanation EXPLANATION.txt
    show.py [--lang zh|en] files FOLDER
    show.py best RANKINGS.csv          the household that leads the last ranking
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import unicodedata
from pathlib import Path

WORDS = {
    "household": ("户", "household"), "standing": ("荣誉积分", "standing"), "spendable": ("可兑换积分", "spendable"),
    "earned": ("加分", "earned"), "deducted": ("扣分", "deducted"), "frozen_until": ("冻结至", "frozen until"),
    "rank": ("名次", "rank"), "measure": ("得分", "measure"), "points": ("奖励", "award"),
    "records": ("条记录", "records"), "kind": ("事项", "what happened"), "times": ("次数", "times"),
    "kinds_more": ("……另有 {} 种", "… and {} kinds more"),
    "balances": ("积分最高的 {} 户（共 {} 户）", "The {} highest balances (of {} households)"),
    "ranking": ("{}：{} 自 {} 起，共 {} 户，前 {} 名", "{}: {} from {} on, {} households, the first {}"),
    "lines_more": ("……全文共 {} 行，见 {}", "… {} lines in all, see {}"),
    "rows": ("行", "rows"),
}
SHOWN = 10
EXPLANATION_LINES = 40


class Show:
    def __init__(self, language: str):
        self.language = language

    def word(self, key: str) -> str:
        return WORDS[key][0 if self.language == "zh" else 1]

    def table(self, header: list[str], rows: list[list[str]]) -> None:
        """Columns two blanks apart; numbers to the right. A Chinese character is as wide as two letters."""
        widths = [max(map(width, column)) for column in zip(header, *rows)]
        numeric = [all(is_number(cell) for cell in column) for column in zip(*rows)] or [False] * len(header)
        for row in [header, ["─" * one for one in widths], *rows]:
            cells = [pad(cell, size, right) for cell, size, right in zip(row, widths, numeric)]
            print("  " + "  ".join(cells).rstrip())

    def records(self, events: Path, rules: Path) -> None:
        titles = titles_of(json.loads(rules.read_text(encoding="utf-8")), self.language)
        counts: dict[str, int] = {}
        rows = read(events)
        for row in rows:
            if row["kind"]:
                counts[row["kind"]] = counts.get(row["kind"], 0) + 1
        most = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        print(f"  {len(rows)} {self.word('records')}\n")
        self.table([self.word("kind"), self.word("times")], [[titles.get(k, k), str(n)] for k, n in most[:SHOWN]])
        if len(most) > SHOWN:
            print("\n  " + self.word("kinds_more").format(len(most) - SHOWN))

    def balances(self, file: Path) -> None:
        rows = read(file)
        first = next(iter(rows[0]))
        columns = [first, "standing", "spendable", "earned", "deducted", "frozen_until"]
        # By length and text instead of as floating point: amounts have equally many decimals and are mostly positive.
        rows.sort(key=lambda row: (-cents(row["standing"]), row[first]))
        top = rows[:SHOWN]
        if not any(row["frozen_until"] for row in top):
            columns.pop()
        print("  " + self.word("balances").format(len(top), len(rows)) + "\n")
        header = [self.word(one) if one in WORDS else one for one in columns]
        self.table(header, [[row[one] for one in columns] for row in top])

    def ranking(self, file: Path, rules: Path) -> None:
        rows = last_ranking(file)
        if not rows:
            return
        first = rows[0]
        subject = list(first)[2]
        titles = {one["id"]: title_of(one, self.language)
                  for one in json.loads(rules.read_text(encoding="utf-8")).get("closings", [])}
        print("  " + self.word("ranking").format(titles.get(first["closing"], first["closing"]), first["group"],
                                                 first["period"], len(rows), min(SHOWN, len(rows))) + "\n")
        header = [self.word("rank"), self.word(subject) if subject in WORDS else subject, self.word("measure"),
                  self.word("points")]
        self.table(header, [[row["rank"], row[subject], row["measure"], row["points"]] for row in rows[:SHOWN]])

    def explanation(self, file: Path) -> None:
        lines = file.read_text(encoding="utf-8").splitlines()
        for line in lines[:EXPLANATION_LINES]:
            print("  " + line)
        if len(lines) > EXPLANATION_LINES:
            print("\n  " + self.word("lines_more").format(len(lines), file))

    def files(self, folder: Path) -> None:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        self.table(["", self.word("rows")],
                   [[str(path.relative_to(folder)), str(path.read_bytes().count(b"\n") - (path.suffix == ".csv"))]
                    for path in files])


def read(file: Path) -> list[dict[str, str]]:
    with open(file, encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def last_ranking(file: Path) -> list[dict[str, str]]:
    """The last ranking of the file, and of its groups the first."""
    rows = read(file)
    if not rows:
        return []
    last = max(row["period"] for row in rows)
    closing = [row["closing"] for row in rows if row["period"] == last][-1]
    rows = [row for row in rows if row["period"] == last and row["closing"] == closing]
    group = min(row["group"] for row in rows)
    return [row for row in rows if row["group"] == group]


def titles_of(rules: dict, language: str) -> dict[str, str]:
    """What people read for each kind: the title of the first rule that hears it."""
    titles: dict[str, str] = {}
    for rule in rules["positive"] + rules["negative"]:
        kinds = rule.get("on", rule["id"])
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            titles.setdefault(kind, title_of(rule, language))
    return titles


def title_of(thing: dict, language: str) -> str:
    title = thing.get("title", thing["id"])
    return title if isinstance(title, str) else title.get(language) or next(iter(title.values()))


def cents(amount: str) -> int:
    """An exact amount as an integer; all amounts of a file have equally many decimals."""
    return int(amount.replace(".", ""))


def is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "").isdigit() or cell == ""


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def pad(cell: str, size: int, right: bool) -> str:
    blanks = " " * (size - width(cell))
    return blanks + cell if right else cell + blanks


def main() -> None:
    parser = argparse.ArgumentParser(description="Shows what an evaluation wrote as tables that people read.")
    parser.add_argument("--lang", choices=["zh", "en"], default="en")
    parser.add_argument("what", choices=["records", "balances", "ranking", "explanation", "files", "best"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--rules", type=Path)
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")
    if options.what == "best":
        rows = last_ranking(options.path)
        print(rows[0][list(rows[0])[2]] if rows else "")
        return
    show = Show(options.lang)
    arguments = [options.path] + ([options.rules] if options.what in ("records", "ranking") else [])
    getattr(show, options.what)(*arguments)


if __name__ == "__main__":
    main()
