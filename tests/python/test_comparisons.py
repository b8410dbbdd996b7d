"""Comparisons, sweeps and goal seeks: exact, cheap, and the same bytes as the command line's."""

from __future__ import annotations

import csv
import io
import threading
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pointsbank as pb
import pytest
from conftest import RULES, command, events, roster

REFORM = pb.Reform("more").set("patrol", "score.rate", 3).set("litter", "score.points", 5)
THROUGH = "2026-12-31"


@pytest.fixture(scope="module")
def plan(village: pb.RuleList) -> pb.RuleList:
    return village.reform(REFORM)


@pytest.fixture(scope="module")
def made(village: pb.RuleList) -> pb.Village:
    return pb.generate(village, households=60, events=3000, seed=3, through=THROUGH)


def evaluated(rules: pb.RuleList, made: pb.Village, **options: object) -> pb.Evaluation:
    return pb.evaluate(rules, made.households, made.events, members=made.members, through=THROUGH, **options)


def test_by_hand(village: pb.RuleList, plan: pb.RuleList) -> None:
    change = pb.compare(pb.evaluate(village, roster(), events(), through=THROUGH), plan)
    households = change.table("households")
    assert households["household"].tolist() == ["H1", "H2", "户3"]
    # H1: 3 of patrol, now 4 (the limit), litter takes 5 and not 2, and it shares January's first rank; H2: 4 both times.
    assert households.as_decimal("standing_before") == [Decimal("1.0"), Decimal("9.0"), Decimal("6.0")]
    assert households["standing_difference"].tolist() == [30, 0, 0]
    assert change.summary["standing"] == (16, 19) and change.summary["standing"].difference == 3


def test_two_evaluations_of_equal_tables_are_asked_again(village: pb.RuleList, plan: pb.RuleList, made: pb.Village,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = evaluated(village, made), evaluated(plan, made)
    monkeypatch.setattr(pb._core, "compare_evaluations", None)  # the way with postings is not taken
    change = pb.compare(before, after)
    assert change.after is after and pb.compare(before, plan).json == change.json
    assert pb._core.are_same_tables(before._inputs, after._inputs)
    other = pb.evaluate(plan, made.households, made.events, members=made.members, through="2026-12-30")
    assert not pb._core.are_same_tables(before._inputs, other._inputs)


def test_other_tables_are_compared_with_their_postings(village: pb.RuleList, plan: pb.RuleList) -> None:
    before = pb.evaluate(village, roster(), events(), through=THROUGH)
    fewer = {name: column[:-2] for name, column in events().items()}
    after = pb.evaluate(plan, roster(), fewer, through=THROUGH)
    change = pb.compare(before, after)
    assert change.summary["standing"].difference == after.total() - before.total()
    with pytest.raises(pb.UsageError):
        pb.compare(before, pb.evaluate(plan, {name: column[:2] for name, column in roster().items()}, fewer, through=THROUGH))


def test_the_tables_add_up_and_again_is_anew(village: pb.RuleList, plan: pb.RuleList, made: pb.Village) -> None:
    before = evaluated(village, made)
    again, anew = before.again(plan), evaluated(plan, made)
    for name in pb._core.tables:
        assert again.to_csv(name) == anew.to_csv(name)
    for change in (pb.compare(before, plan), pb.compare(before, again), pb.compare(before, plan, account="spendable",
                                                                                   period="week")):
        for name in ("households", "rules", "categories", "periods", "by_grid", "by_members"):
            table = change.table(name)
            for account in ("standing", "spendable"):
                assert sum(table[f"{account}_before"].tolist()) == int(before.total(account) * 10)
                assert sum(table[f"{account}_after"].tolist()) == int(anew.total(account) * 10)
    assert change.winner_count > 0 and len(change.winners(3)) == 3 and len(change.losers(0)) == 0
    assert change.by_group("grid") is change.by_group("grid")
    assert change.movements is not None


def test_what_was_posted_is_the_postings_summed_up(village: pb.RuleList, made: pb.Village) -> None:
    result, with_postings = evaluated(village, made), evaluated(village, made, postings=True)
    sums: dict[tuple[str, str, str], int] = {}
    table = with_postings.table("postings")
    for date, source, cause, amount in zip(table["date"].astype("datetime64[M]").astype(str), table["source"],
                                           table["cause"], table["standing"].tolist()):
        sums[date, source, cause] = sums.get((date, source, cause), 0) + amount
    for one in (result, with_postings):
        posted = one._posted()
        assert {(date, source, cause): amount for date, source, cause, amount in
                zip(posted["month"].astype("datetime64[M]").astype(str), posted["source"], posted["cause"],
                    posted["standing"].tolist())} == sums


def test_figures_are_exact(village: pb.RuleList, plan: pb.RuleList, made: pb.Village) -> None:
    before = evaluated(village, made)
    change = pb.compare(before, plan)
    units = sorted(max(0, one) for one in before.table("balances")["standing"].tolist())
    n, total = len(units), sum(units)
    expected = Fraction(sum((2 * i - n - 1) * one for i, one in enumerate(units, 1)), n * total)
    assert change.gini[0] == expected and change.spread[0].lorenz[0] == 0 and change.spread[0].lorenz[10] == 1
    assert change.spread[0].quantiles[100] == Decimal(max(before.table("balances")["standing"].tolist())).scaleb(-1)


def test_the_same_bytes_as_the_command_line(village: pb.RuleList, made: pb.Village, tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_text(RULES, encoding="utf-8")
    REFORM.to_json(tmp_path / "reform.json")
    made.write(tmp_path / "village")
    rules = pb.load_rules(tmp_path / "rules.json")
    data = ["--rules", "rules.json", "--roster", "village/roster.csv", "--members", "village/members.csv", "--events",
            "village/events.csv", "--through", THROUGH]
    before = pb.evaluate(rules, tmp_path / "village/roster.csv", tmp_path / "village/events.csv",
                         members=tmp_path / "village/members.csv", through=THROUGH)
    change = pb.compare(before, rules.reform(REFORM))

    def told(*words: object) -> str:
        ran = command(*words, cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr.decode()
        return ran.stdout.decode()

    compare = ["compare", *data, "--reform", "reform.json"]
    assert told(*compare, "--json") == change.json
    for lang in ("zh", "en"):
        assert told(*compare, "--lang", lang, "--html", f"{lang}.html") == change.text(lang)
        change.to_html(tmp_path / "own.html", title="more", lang=lang)
        assert (tmp_path / f"{lang}.html").read_bytes() == (tmp_path / "own.html").read_bytes()
        household = change.table("households")["household"].tolist()[0]
        assert told(*compare, "--lang", lang, "--household", household) == change.explain(household, lang=lang).text()
    told(*compare, "--csv", "tables")
    change.to_csv(tmp_path / "own")
    assert {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "own").iterdir()}
    with open(tmp_path / "own/rules.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["standing_after"] for row in rows] == [str(one) for one in change.table("rules").as_decimal("standing_after")]
    sweep = ["sweep", *data, "--rule", "patrol", "--field", "score.rate"]
    own = pb.sweep(rules, "patrol", "score.rate", [1, Decimal("1.5"), 3], before)
    assert told(*sweep, "--values", "1,1.5,3", "--json") == own.json and told(*sweep, "--values", "1,1.5,3") == own.text()
    sought = pb.goal_seek(rules, "patrol", "score.rate", 900, before, least=0, most=4, step="0.5", measure="standing")
    goal = ["--goal", "900", "--least", "0", "--most", "4", "--step", "0.5", "--measure", "standing"]
    assert told(*sweep, *goal, "--json") == sought.json and told(*sweep, *goal) == sought.text()


def test_a_sweep_says_what_each_value_gives(village: pb.RuleList, made: pb.Village) -> None:
    before = evaluated(village, made)
    found = pb.sweep(village, "patrol", "score.rate", [1, Decimal("1.5")], made.households, made.events,
                     members=made.members, through=THROUGH, measure="points issued")
    for row in found.rows:
        change = pb.compare(before, village.reform(pb.Reform().set("patrol", "score.rate", row["value"]))
                            if row["value"] != Decimal("1.5") else village)
        assert row["measure"] == row["issued"] == change.summary["issued"].after
        assert (row["winners"], row["losers"], row["gini"]) == (change.winner_count, change.loser_count, change.gini[1])
    assert found.rows[1]["winners"] == 0 and "1.5" in found._repr_html_() and len(found) == 2
    share = pb.sweep(village, "patrol", "score.rate", [1], before, measure="share above", level=10)
    assert isinstance(share[0]["measure"], Fraction)


def test_a_sweep_as_a_frame(village: pb.RuleList, made: pb.Village) -> None:
    pytest.importorskip("pandas")
    found = pb.sweep(village, "patrol", "score.rate", [1, 2], evaluated(village, made))
    assert found.to_pandas().shape == (2, 8) and found.to_pandas(as_float=True).measure.dtype == float


def test_a_goal_is_sought(village: pb.RuleList, made: pb.Village) -> None:
    before = evaluated(village, made)
    at_two = pb.sweep(village, "patrol", "score.rate", [2], before)[0]["measure"]
    found = pb.goal_seek(village, "patrol", "score.rate", at_two, before, least=0, most=4, step=Decimal("0.25"))
    assert (found.value, found.is_met, found.measure) == (2, True, at_two)
    assert not pb.goal_seek(village, "patrol", "score.rate", 10**6, before, least=0, most=4).is_met


def test_what_is_refused(village: pb.RuleList, plan: pb.RuleList, made: pb.Village) -> None:
    before = evaluated(village, made)
    change = pb.compare(before, plan)
    for call in (lambda: change.by_group("colour"), lambda: change.table("grids"), lambda: change.winners(-1),
                 lambda: pb.sweep(village, "patrol", "score.rate", [1], before, measure="joy"),
                 lambda: pb.sweep(village, "patrol", "score.rate", [1], before, through=THROUGH),
                 lambda: pb.sweep(village, "patrol", "score.rate", [1], made.households),
                 lambda: pb.goal_seek(village, "patrol", "score.rate", 5, before, least=4, most=0),
                 lambda: change.explain("H9999")):
        with pytest.raises(pb.UsageError):
            call()
    for wrong in (lambda: pb.compare(before, plan, account="earned"), lambda: pb.compare(before, plan, period="moon"),
                  lambda: change.explain(change.table("households")["household"][0], lang="fr")):
        with pytest.raises(ValueError):
            wrong()
    with pytest.raises(pb.InputError):
        pb.sweep(village, "patrol", "score.rate", [-1], before)
    with pytest.raises(pb.InputError):
        pb.sweep(village, "patrol", "score.rate", [0.5], before)


def test_explanations_side_by_side(village: pb.RuleList, plan: pb.RuleList) -> None:
    change = pb.compare(pb.evaluate(village, roster(), events(), through=THROUGH), plan)
    found = change.explain("H1")
    assert "e1" in str(found) and "e4" in str(found) and found.data["items"]
    assert "e3" not in change.explain("户3").text()


def test_looks(village: pb.RuleList, plan: pb.RuleList, made: pb.Village) -> None:
    change = pb.compare(evaluated(village, made), plan)
    assert "gain" in change._repr_html_() and repr(change).startswith("<Comparison: ")
    assert change.to_html(title="a <plan>").count("a &lt;plan&gt;") == 2
    pytest.importorskip("matplotlib")
    assert change.plot(lang="en").get_ylim()[0] > 3  # a row for each side and each rule that changed


def test_progress_threads_and_stopping(village: pb.RuleList, plan: pb.RuleList) -> None:
    made = pb.generate(village, households=2000, events=150_000, seed=3, through=THROUGH)
    data = pb.read_roster(village, made.households), pb.read_events(village, made.events)
    told: list[int] = []
    before = pb.evaluate(village, *data, through=THROUGH)
    pb.compare(before, plan, progress=told.append)
    assert told and all(0 <= one <= 1000 for one in told)
    swept: list[int] = []
    pb.sweep(village, "patrol", "score.rate", [1, 2, 3], before, progress=swept.append)
    assert swept == sorted(swept)
    with pytest.raises(pb.Cancelled):
        pb.sweep(village, "patrol", "score.rate", [1, 2, 3], before, progress=lambda _: False)
    # What was stopped may be asked for again, and by several threads at once.
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(pb.compare(before, plan).json)) for _ in range(3)]
    for thread in threads:
        thread.start()
    ticks, begin = 0, time.monotonic()
    while any(thread.is_alive() for thread in threads):
        ticks += 1
        time.sleep(0.002)
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1 and len(found) == 3
    assert ticks > (time.monotonic() - begin) / 0.1
