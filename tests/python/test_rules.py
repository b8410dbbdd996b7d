"""Rule lists as values: read from paths, texts and dictionaries, with every mistake told."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pointsbank as pb
import pytest
from conftest import ROOT, RULES, command

WRONG = RULES.replace('"rate": 1.5', '"rat": 1.5').replace('"category": "order", "score": {"points": 1}',
                                                          '"category": "ordre", "score": {"points": 1}')


def test_from_a_path_a_text_and_a_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    path.write_text(RULES, encoding="utf-8")
    document = json.loads(RULES, parse_float=Decimal)
    for source in (path, str(path), RULES, document, [path]):
        rules = pb.load_rules(source)
        assert (rules.id, rules.version, rules.decimals) == ("village", "2026", 1)
        assert (rules.title(), rules.title("zh")) == ("A small village", "小村")
        assert rules.document == document
        assert rules.check() == []
    assert pb.load_rules(RULES) == pb.load_rules(path) and len({pb.load_rules(RULES), pb.load_rules(path)}) == 1
    assert pb.load_rules(RULES) != pb.load_rules(RULES.replace("2026", "2027"))


def test_every_mistake_is_an_issue_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    path.write_text(WRONG, encoding="utf-8")
    with pytest.raises(pb.RuleListError) as caught:
        pb.load_rules(path)
    issues = caught.value.issues
    checked = command("check", path)
    assert checked.returncode == 2
    assert "\n".join(map(str, issues)) in checked.stdout.decode() + checked.stderr.decode()
    assert {issue.pointer.split("/")[1] for issue in issues} == {"positive"}
    first = issues[0]
    assert first.file == str(path) and first.line > 1 and first.column > 1 and first.severity == "error"
    assert first.sentence("zh") != first.sentence("en")
    assert first.hint() and first.hint() in str(first)
    assert "<table>" in caught.value._repr_html_()
    assert [issue.code for issue in pb.check_rules(path)] == [issue.code for issue in issues]
    assert pb.parse_rules(path).id == "village"


def test_errors_are_of_one_tree() -> None:
    assert issubclass(pb.RuleListError, pb.InputError) and issubclass(pb.InputError, (pb.Error, ValueError))
    with pytest.raises(pb.MachineError, match="no-such.json"):
        pb.load_rules("no-such.json")
    with pytest.raises(pb.UsageError):
        pb.load_rules()


def test_no_text_breaks_the_reader() -> None:
    for text in ("{", "{}", '{"format": "pointsbank/1"}', "{" * 500, '{"a": NaN}', "\ufeff{}", "{\x00}"):
        with pytest.raises(pb.RuleListError) as caught:
            pb.load_rules(text)
        assert caught.value.issues


def test_a_float_in_a_dictionary_is_refused() -> None:
    with pytest.raises(pb.RuleListError) as caught:
        pb.load_rules(json.loads(RULES))
    issue = caught.value.issues[0]
    assert (issue.code, issue.pointer) == ("cell_float", "/positive/0/score/rate")
    document = json.loads(RULES, parse_float=Decimal)
    for rate in (Fraction(3, 2), Decimal("1.5"), 2, Decimal("1E+1")):
        document["positive"][0]["score"]["rate"] = rate
        assert pb.load_rules(document).document["positive"][0]["score"]["rate"] == rate
    document["positive"][0]["score"]["rate"] = Fraction(1, 3)
    with pytest.raises(pb.RuleListError, match="no exact decimal"):
        pb.load_rules(document)
    document["positive"][0]["score"]["rate"] = 1
    document["effective"]["from"] = datetime.date(2026, 1, 1)
    assert pb.load_rules(document).document["effective"]["from"] == "2026-01-01"


def test_several_versions_form_a_book(tmp_path: Path) -> None:
    case = ROOT / "tests/conformance/cases/case-60"
    rules = pb.load_rules(case / "rules1.json", case / "rules2.json")
    assert rules.versions == [("rnd", "1"), ("local", "1")]  # a base, and the list that extends it
    assert (rules.id, rules.version) == ("local", "1")
    assert pb.load_rules(case / "rules2.json", case / "rules1.json").id == "local"


def test_looks(village: pb.RuleList) -> None:
    assert repr(village) == "<RuleList village 2026: A small village>"
    html = village._repr_html_()
    assert html.count("<tr>") == 4 and "巡逻" in html and "rate 1.5" in html and "4 points per month" in html
    assert [row["rule"] for row in village.rules()] == ["patrol", "meeting", "litter"]
    assert "<script>" not in pb.parse_rules(RULES.replace("巡逻", "<script>"))._repr_html_()


def test_shipped_rules_pass_their_examples() -> None:
    shipped = pb.shipped_rules()
    assert "xiachangning" in shipped
    report = pb.test_rules(pb.load_rules(shipped["xiachangning"]))
    assert report.passes and bool(report) and len(report.examples) > 20
    assert repr(report) == f"<ExamplesReport: {len(report.examples)} of {len(report.examples)} pass>"


def test_an_example_that_fails_says_what_comes_nearest() -> None:
    example = {"title": "wrong", "given": {"roster": [{"household": "H1", "grid": "east", "members": 1}],
                                           "events": [{"event": "e1", "household": "H1", "kind": "meeting",
                                                       "at": "2026-03-05"}]},
               "through": "2026-03-06", "expect": {"balances": [{"household": "H1", "standing": 2}]}}
    document = json.loads(RULES, parse_float=Decimal) | {"examples": [example]}
    report = pb.test_rules(document)
    assert not report and not report.examples[0].passes
    miss = report.examples[0].misses[0]
    assert miss.output == "balances" and ("standing", "2") in miss.expected and "standing=1.0" in miss.nearest
    assert "expected" in str(report) and "✗" in report._repr_html_()


@pytest.mark.parametrize("expression, subject, event, value", [
    ("1 + 1", None, None, 2),
    ("subject.a / 3", {"a": 1}, None, Fraction(1, 3)),
    ("subject.a / 4", {"a": Decimal("1.0")}, None, Decimal("0.25")),
    ("subject.a", {"a": "1/3"}, None, "1/3"),
    ("event.b && subject.c == 'x'", {"c": "x"}, {"b": True}, True),
    ("month(event.d)", None, {"d": datetime.date(2026, 3, 5)}, 3),
    ("subject.a * 2", {"a": Fraction(1, 8)}, None, Decimal("0.25")),
])
def test_expressions(expression: str, subject: object, event: object, value: object) -> None:
    found = pb.evaluate_expression(expression.replace("'", '"'), subject, event)
    assert found == value and type(found) is type(value)


def test_expressions_that_are_wrong() -> None:
    with pytest.raises(pb.InputError) as caught:
        pb.evaluate_expression("1 +")
    assert caught.value.issues[0].file == "expression"
    with pytest.raises(pb.InputError, match="not exact"):
        pb.evaluate_expression("subject.a", {"a": 0.1})
    with pytest.raises(pb.InputError) as caught:
        pb.evaluate_expression("1 / 0")
    assert caught.value.issues[0].code == "fault_division_by_zero"
