"""What run.py measures on: the workload's lists and data, a list of 500 rules, and ten years."""
import json
import shutil
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import workload

MANY = 9    # times the 50 rules once more, hearing kinds that no event has
YEARS = 10


def write_lists(folder):
    folder.mkdir(parents=True, exist_ok=True)
    lists = {"village-year": workload.rule_list("year"), "full": workload.rule_list("full"), "plain": workload.rule_list("plain")}
    many = workload.rule_list("full")
    for side in ("positive", "negative"):
        for copy in range(1, MANY + 1):
            for rule in workload.rule_list("full")[side]:
                kinds = rule.get("on", [rule["id"]])
                many[side].append(dict(rule, id=f"{rule['id']}_{copy}", on=[f"{kind}_{copy}" for kind in kinds]))
    lists["full-500-rules"] = many
    years = workload.rule_list("full")
    years["effective"]["to"] = f"{workload.YEAR + YEARS - 1}-12-31"
    lists["full-10-years"] = years
    for name, rule_list in lists.items():
        (folder / f"{name}.json").write_text(json.dumps(rule_list, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def is_there(folder):
    return (folder / "events.csv").exists() and (folder / "roster.csv").exists()


def write_size(folder, size, seed=1):
    if not is_there(folder):
        workload.write_data(str(folder), size, seed)


def write_years(folder, households, events):
    """As many events as one year of ten times the households has, over ten years; every year drawn anew."""
    if is_there(folder):
        return
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "events.csv", "w") as out:
        for year in range(YEARS):
            part = folder / f"year-{year}"
            workload.write_data(str(part), f"{households}x{events // YEARS}", seed=year + 1)
            with open(part / "events.csv") as rows:
                header = next(rows)
                if year == 0:
                    out.write(header)
                    shutil.copy(part / "roster.csv", folder / "roster.csv")
                for row in rows:
                    cells = row.split(",")
                    cells[0] = chr(ord("e") + year) + cells[0][1:]
                    cells[3] = str(int(cells[3][:4]) + year) + cells[3][4:]
                    out.write(",".join(cells))
            shutil.rmtree(part)
