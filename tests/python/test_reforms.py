"""Reforms as Python values: every operation, what is reported, what is refused, the way back."""

from __future__ import annotations

import datetime
import json
import warnings
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pointsbank as pb
import pytest
from conftest import RULES, command, events, roster


@pytest.fixture
def quiet():
    """No operation is without effect."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def rule(rules: pb.RuleList, id: str) -> dict[str, object]:
    return next(one for side in ("positive", "negative") for one in rules.document[side] if one["id"] == id)


def test_every_operation(village: pb.RuleList, quiet: None) -> None:
    reform = (pb.Reform("all of them")
              .set("patrol", "score.rate", 3)
              .set("patrol", "limits[month].points", Fraction(9, 2))
              .scale("meeting", "score", Decimal("1.5"))
              .disable("litter")
              .add({"id": "noise", "category": "order", "score": {"points": 1}}, side="negative", after="litter")
              .add(category={"id": "peace", "title": {"zh": "安宁", "en": "Peace"}})
              .set(category="order", field="title", value={"zh": "秩序", "en": "Order"})
              .set(closing="monthly", field="awards[1-1].points", value=8)
              .set(field="note", value="tried"))
    assert len(reform) == 9
    plan = village.reform(reform)
    assert [one["id"] for one in plan.document["negative"]] == ["litter", "noise"]
    assert rule(plan, "patrol")["score"] == {"rate": 3}
    assert rule(plan, "patrol")["limits"] == [{"per": "month", "points": Decimal("4.5")}]
    assert rule(plan, "meeting")["score"] == {"points": Decimal("1.5")}
    assert plan.document["closings"][0]["awards"][0]["points"] == 8
    result = pb.evaluate(plan, roster(), events(), through="2026-12-31")
    assert result.table("balances").as_decimal("standing")[0] == Decimal("12.5")  # 4.5 and the award
    again = plan.reform(pb.Reform("back").enable("litter").remove("noise"))
    assert pb.evaluate(again, roster(), events(), through="2026-12-31").total() == result.total() - 2
    assert village.document == pb.load_rules(RULES).document  # the first is untouched


def test_order_matters_where_rules_hear_the_same(village: pb.RuleList, quiet: None) -> None:
    twice = village.reform(pb.Reform("twice").set("meeting", "on", ["patrol"]))
    plan = twice.reform(pb.Reform("order").order(["meeting", "patrol"], side="positive"))
    assert [one["id"] for one in plan.document["positive"]] == ["meeting", "patrol"] and len(twice.diff(plan)) == 1
    with pytest.warns(pb.ReformWarning):
        village.reform(pb.Reform("order").order(["meeting", "patrol"], side="positive"))


def test_nothing_changes_nothing_to_the_byte(village: pb.RuleList, quiet: None) -> None:
    plan = village.reform(pb.Reform("nothing"))
    assert plan.text == village.text and plan == village
    assert not village.diff(plan) and village.diff(plan).text() == village.diff(village).text()


def test_nothing_changes_before_its_date(village: pb.RuleList, quiet: None) -> None:
    reform = pb.Reform("later").set("patrol", "score.rate", 0, start=datetime.date(2026, 2, 1)).scale(
        side="negative", field="score", by=2, start="2026-02-01", end="2026-02-28")
    plan = village.reform(reform)
    assert [version for _, version in plan.versions] == ["2026", "2026+2026-02-01", "2026+2026-03-01"]
    for day, lost in (("2026-01-31", 0), ("2026-02-28", 2)):
        before, after = (pb.evaluate(one, roster(), events(), through=day).total() for one in (village, plan))
        assert before - after == lost


def test_what_changes_nothing_is_told(village: pb.RuleList) -> None:
    same = pb.Reform("same").set("patrol", "score.rate", Decimal("1.50"))
    with pytest.warns(pb.ReformWarning, match="patrol"):
        plan = village.reform(same)
    assert plan.text == village.text
    assert [issue.severity for issue in same.check(village)] == ["warning"]
    outside = pb.Reform("past").disable("litter", start="2031-01-01")
    assert [issue.severity for issue in outside.check(village)] == ["warning"]
    happened = pb.read_events(village, {**events(), "kind": ["patrol", "patrol", "meeting", "meeting", "meeting"]})
    assert pb.Reform("r").disable("litter").unheard(village, happened)
    assert not pb.Reform("r").disable("patrol").unheard(village, happened)


def test_clashes_and_mistakes_come_all_at_once(village: pb.RuleList) -> None:
    clash = pb.Reform("clash").set("patrol", "score.rate", 2).set("patrol", "score.rate", 3)
    with pytest.raises(pb.InputError):
        village.reform(clash)
    assert [issue.pointer for issue in clash.check(village)] == ["/operations/1"]
    over = pb.Reform("over").set("patrol", "score.rate", 2).set("patrol", "score.rate", 3, override=True)
    assert rule(village.reform(over), "patrol")["score"] == {"rate": 3}
    wrong = pb.Reform("wrong").disable("patrl").disable("meting").disable("litter")
    with pytest.raises(pb.InputError) as caught:
        village.reform(wrong)
    assert [issue.pointer.split("/")[2] for issue in caught.value.issues] == ["0", "1"]
    assert "patrol" in caught.value.issues[0].to_string()


def test_floats_and_unclear_targets_are_refused(village: pb.RuleList) -> None:
    with pytest.raises(pb.InputError) as caught:
        pb.Reform("r").set("patrol", "score.rate", 1.2)
    assert caught.value.issues[0].code == "cell_float" and 'Decimal("1.2")' in caught.value.issues[0].hint()
    for call in (lambda: pb.Reform().set("patrol", "score.rate"), lambda: pb.Reform().disable("patrol", side="positive"),
                 lambda: pb.Reform().add({"id": "x"}, category={"id": "y"}), lambda: pb.Reform().scale("patrol", "score"),
                 lambda: pb.Reform().disable("patrol", start=datetime.datetime(2026, 1, 1))):
        with pytest.raises(pb.UsageError):
            call()


def test_json_there_and_back(village: pb.RuleList, tmp_path: Path) -> None:
    reform = pb.Reform({"zh": "冬季", "en": "winter"}).set("patrol", "score.rate", Decimal("2.50"), start="2026-11-01").add(
        {"id": "noise", "category": "order", "score": {"points": 1}}, side="negative")
    file = tmp_path / "winter.json"
    text = reform.to_json(file)
    assert file.read_text(encoding="utf-8") == text and json.loads(text)["title"] == {"zh": "冬季", "en": "winter"}
    for source in (file, text, json.loads(text, parse_float=Decimal)):
        back = pb.Reform.from_json(source)
        assert back.title("zh") == "冬季" and back.operations == reform.operations
        assert village.reform(back).text == village.reform(reform).text
    with pytest.raises(pb.InputError) as caught:
        pb.Reform.from_json('{"title": "x", "operations": [{"op": "halve", "rule": "patrol"}]}')
    assert caught.value.issues[0].line == 1
    with pytest.raises(pb.InputError):
        pb.Reform.from_json({"operations": [{"op": "scale", "rule": "patrol", "field": "score", "by": 0.5}]})


def test_the_way_back_and_a_renamed_id(village: pb.RuleList) -> None:
    plan = village.reform(pb.Reform("r").set("patrol", "score.rate", 3).disable("meeting", start="2026-06-01"))
    assert not village.reform(village.reform_to(plan)).diff(plan)
    renamed = pb.load_rules(RULES.replace('"meeting"', '"assembly"'))
    found = village.diff(renamed)
    assert [(one.id, one.change) for one in found if one.target == "rule"] == [("meeting", "removed"), ("assembly", "added")] or \
        {(one.id, one.change) for one in found} >= {("meeting", "removed"), ("assembly", "added")}
    assert not village.reform(village.reform_to(renamed)).diff(renamed)


def test_the_same_bytes_as_the_command_line(village: pb.RuleList, tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_text(RULES, encoding="utf-8")
    reform = pb.Reform("winter").set("patrol", "score.rate", 3, start="2026-11-01").scale("meeting", "score", 2)
    reform.to_json(tmp_path / "reform.json")
    rules = pb.load_rules(tmp_path / "rules.json")
    plan = rules.reform(pb.Reform.from_json(tmp_path / "reform.json"))
    assert command("reform", "rules.json", "--reform", "reform.json", "--out", "trial", cwd=tmp_path).returncode == 0
    written = {path.read_text(encoding="utf-8") for path in (tmp_path / "trial").iterdir()}
    assert len(written) == 2 and written == set(plan._texts)
    trial = [f"trial/{path.name}" for path in sorted((tmp_path / "trial").iterdir())]
    told = command("diff", "rules.json", trial[0], "--json", cwd=tmp_path)
    assert told.stdout.decode() == rules.diff(pb.load_rules(tmp_path / trial[0])).json
    for format in ("text", "markdown", "html"):
        shown = command("show", "rules.json", "--format", format, "--lang", "zh", cwd=tmp_path)
        assert shown.stdout.decode() == rules.show(format=format), shown.stderr


def test_looks(village: pb.RuleList) -> None:
    reform = pb.Reform("winter <plan>").set("patrol", "score.rate", 3, start="2026-11-01")
    assert "winter &lt;plan&gt;" in reform._repr_html_() and "score.rate" in reform._repr_html_()
    assert repr(reform) == "<Reform winter <plan>: 1 operations>"
    found = village.diff(village.reform(reform))
    change = next(one for one in found if one.id == "patrol")
    assert (change.field, change.before, change.after, change.start) == ("score.rate", "1.5", "3", "2026-11-01")
    assert "1.5" in found._repr_html_() and "1.5" in str(found) and found[:1].text() != found.text()
    assert "iframe" in village.show()._repr_html_()
