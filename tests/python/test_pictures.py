"""Pictures: what they say is exact, what they refuse, which font they take, that they leave matplotlib as it was."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("matplotlib")
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pointsbank as pb
from conftest import RULES, events, roster
from pointsbank import _drawing as drawing
from pointsbank import _sums as sums
from pointsbank import pictures


@pytest.fixture(scope="module")
def before(village: pb.RuleList) -> pb.Evaluation:
    return pb.evaluate(village, roster(), events(), through="2026-12-31")


@pytest.fixture(scope="module")
def after(village: pb.RuleList) -> pb.Evaluation:
    changed = pb.load_rules(RULES.replace('"score": {"rate": 1.5}', '"score": {"rate": 0.5}'))
    return pb.evaluate(changed, roster(), events(), through="2026-12-31")


@pytest.fixture(autouse=True)
def closed() -> Any:
    yield
    plt.close("all")


def texts(axes: Any) -> str:
    """Everything that is written in the picture."""
    axes.figure.canvas.draw()
    return "\n".join(one.get_text() for one in axes.findobj(matplotlib.text.Text) if one.get_text())


def test_sums_are_exact() -> None:
    """Whole numbers that no binary floating-point number holds keep their last unit."""
    large = np.array([2**53 + 1, 2**53 + 3, -5], dtype=np.int64)
    part, whole = sums.gini(large)
    values = sorted(max(int(one), 0) for one in large)
    pairs = sum(abs(one - other) for one in values for other in values)
    assert Fraction(part, whole) == Fraction(pairs, 2 * len(values) * sum(values))
    assert drawing.amount(2**53 + 1, 1) == "900,719,925,474,099.3" and drawing.amount(-5, 1, sign=True) == "-0.5"
    assert drawing.amount(0, 2, sign=True) == "0.00" and drawing.amount(1234567, 0, sign=True) == "+1,234,567"
    assert drawing.percent(1, 3) == "33.3%" and drawing.percent(2, 3) == "66.7%" and drawing.percent(0, 0) == "—"


def test_gini_of_simple_villages() -> None:
    of = lambda *units: Fraction(*sums.gini(np.array(units, dtype=np.int64)))  # noqa: E731
    assert of(5, 5, 5) == 0 and of(0, 0, 0) == 0 and of(0, 0, 12) == Fraction(2, 3) and of(-9, 12) == Fraction(1, 2)


def test_waterfall_adds_up(before: pb.Evaluation, after: pb.Evaluation) -> None:
    was, becomes = sums.by_source(before, "standing"), sums.by_source(after, "standing")
    assert sum(was.values()) == before.balances.standing.sum() and sum(becomes.values()) == after.balances.standing.sum()
    said = texts(pictures.waterfall(before, after, lang="zh"))
    assert before.total() - after.total() == 4
    assert "巡逻" in said and "-4.0" in said and "16.0 → 12.0 分" in said and "调整前" in said
    assert "before" in texts(pictures.waterfall(before, after, lang="en"))


def test_a_comparison_is_taken(before: pb.Evaluation, after: pb.Evaluation) -> None:
    change = SimpleNamespace(before=before, after=after)
    for one in (pictures.waterfall, pictures.distribution, pictures.lorenz, pictures.group_map):
        assert texts(one(change)) == texts(one(before, after))


def test_groups(before: pb.Evaluation, after: pb.Evaluation) -> None:
    assert before.groups("grid") == {"H1": "east", "H2": "east", "户3": "west"}
    assert before.groups("members") == {"H1": "3", "H2": "2", "户3": "4"}
    with pytest.raises(pb.UsageError, match="no 'village'; there are grid, members"):
        pictures.group_map(before, after, by="village")
    said = texts(pictures.group_map(before, after, by="grid", lang="en"))
    assert "east" in said and "-4.0" in said and "0 up · 2 down · 0 same" in said and "0.0" in said


def test_a_households_year(before: pb.Evaluation) -> None:
    said = texts(pictures.household_year(before, "H1", lang="zh"))
    assert "H1的一年" in said and "荣誉积分 1.0" in said and "01-05  +3.0  巡逻" in said and "02-03  -2.0" in said
    with pytest.raises(pb.UsageError, match="nothing was posted for the household H9"):
        pictures.household_year(before, "H9")


def test_categories_and_distribution(before: pb.Evaluation) -> None:
    said = texts(pictures.categories(before, lang="en"))
    assert "order" in said and "2026" in said
    said = texts(pictures.distribution(before, lang="zh"))
    assert "户数" in said and "中位数" in said


def test_what_is_refused(before: pb.Evaluation, village: pb.RuleList) -> None:
    with pytest.raises(pb.UsageError, match="two results are needed"):
        pictures.waterfall(before)
    with pytest.raises(pb.UsageError, match="account is 'money'"):
        pictures.distribution(before, account="money")
    with pytest.raises(ValueError, match='lang is "fr"'):
        pictures.distribution(before, lang="fr")
    others = {**roster(), "household": ["H1", "H2", "H4"]}
    other = pb.evaluate(village, others, {**events(), "household": ["H1", "H2", "H4", "H1", "H2"]}, through="2026-12-31")
    with pytest.raises(pb.UsageError, match="different households"):
        pictures.waterfall(before, other)


def test_given_axes_and_settings(before: pb.Evaluation) -> None:
    settings = dict(matplotlib.rcParams)
    figure, axes = plt.subplots()
    assert pictures.distribution(before, ax=axes) is axes and axes.figure is figure
    assert dict(matplotlib.rcParams) == settings


def test_font(before: pb.Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chinese has its glyphs with the font there; without it a warning names the package."""
    if drawing.cjk_family() is not None:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("error")  # matplotlib warns of each missing glyph
            pictures.distribution(before, lang="zh").figure.canvas.draw()
    monkeypatch.setattr(drawing, "cjk_family", lambda: None)
    with pytest.warns(pictures.FontWarning, match="fonts-noto-cjk"):
        pictures.lorenz(before, lang="en")


def test_import_draws_nothing() -> None:
    code = "import sys, pointsbank.pictures; assert 'matplotlib' not in sys.modules and 'pandas' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_without_matplotlib(before: pb.Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(pictures.PictureError, match="pip install matplotlib"):
        pictures.lorenz(before)
