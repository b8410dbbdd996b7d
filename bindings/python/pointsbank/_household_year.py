"""A household's year: its balance as a line, with what happened and for which reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from pointsbank import _drawing as draw
from pointsbank import _sums as sums
from pointsbank._drawing import BEFORE, FAINT, GAIN, LOSS, words
from pointsbank._errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from pointsbank._evaluation import Evaluation


class _Line(NamedTuple):
    """A household's postings on one account, one entry a day."""

    days: Any
    changes: sums.Units
    balances: sums.Units
    reasons: list[str]


def household_year(result: Evaluation, household: str, *, named: int = 12, lang: str = "zh",
                   ax: Axes | None = None) -> Axes:
    """The standing of a household from posting to posting, and its spendable points as a fainter line.

    The ``named`` days with the largest changes have a number and their reasons at the right. Raises UsageError for a
    household that nothing was posted for.
    """
    names = sums.Names([result], lang)
    line, spent = (_line(result, household, account, names) for account in ("standing", "spendable"))
    if not len(line.days):
        raise UsageError(f"nothing was posted for the household {household}")
    first = line.days[0].astype("datetime64[Y]").astype("datetime64[D]")
    last = (line.days[-1].astype("datetime64[Y]") + 1).astype("datetime64[D]") - 1
    with draw.settings():
        ax = draw.new_axes(ax, 12.5, 5.4)
        for one, tint, width, label in ((spent, BEFORE, 1.2, words(lang, "可兑换积分", "spendable")),
                                        (line, draw.INK, 1.8, words(lang, "荣誉积分", "standing"))):
            ax.step([first, *one.days, last], [0, *one.balances, one.balances[-1] if len(one.days) else 0], where="post",
                    color=tint, linewidth=width, label=label, linestyle="-" if width > 1.5 else "--")
        _marks(ax, line, _largest(line, named), result.decimals, lang)
        ax.set_xlim(first - np.timedelta64(4, "D"), last + np.timedelta64(4, "D"))
        ax.margins(y=0.14)
        ax.axhline(0, color=FAINT, linewidth=0.8)
        _months(ax, first, last, lang)
        draw.axis_of_units(ax.yaxis, result.decimals)
        ax.set_ylabel(names.unit)
        ax.legend(loc="lower left", bbox_to_anchor=(1.005, -0.02))
        _say(ax, result, household, names, lang)
    return ax


def _line(result: Evaluation, household: str, account: str, names: sums.Names) -> _Line:
    table = result.table("postings")
    amounts = np.asarray(table[account], dtype=np.int64)
    of, number = table.codes(result._inputs.program.subject)
    rows = np.flatnonzero((of == number.get(household, -2)) & (amounts != 0))
    dates, sources, causes = table["date"][rows], table["source"][rows], table["cause"][rows]
    days, place = np.unique(dates, return_inverse=True)
    changes = np.zeros(len(days), dtype=np.int64)
    np.add.at(changes, place, amounts[rows])
    reasons = []
    for day in range(len(days)):
        on = [names.of(sources[row] or "", str(causes[row])) for row in np.flatnonzero(place == day)]
        reasons.append(words(names._lang, "、", ", ").join(
            one if on.count(one) == 1 else f"{one}×{on.count(one)}" for one in dict.fromkeys(on)))
    return _Line(days, changes, np.cumsum(changes), reasons)


def _largest(line: _Line, named: int) -> list[int]:
    """The days with the largest changes, by date."""
    ordered = sorted(range(len(line.days)), key=lambda day: (-abs(int(line.changes[day])), day))
    return sorted(ordered[:named])


def _marks(ax: Any, line: _Line, days: list[int], decimals: int, lang: str) -> None:
    """A number above what was added and below what was taken, and the numbers' reasons beside the picture."""
    last: dict[bool, tuple[Any, int]] = {}
    are_years = str(line.days[0])[:4] != str(line.days[-1])[:4]
    ax.text(1.02, 1.0, words(lang, "变动最大的日子", "the days that changed most"), transform=ax.transAxes, va="top",
            fontweight="bold", fontsize=9.5)
    for number, day in enumerate(days, 1):
        gains = bool(line.changes[day] > 0)
        before, level = last.get(gains, (None, 0))
        level = (level + 1) % 4 if before is not None and line.days[day] - before < np.timedelta64(11, "D") else 0
        last[gains] = (line.days[day], level)
        tint = GAIN if gains else LOSS
        ax.annotate(str(number), (line.days[day], line.balances[day]), (0, (16 + 17 * level) * (1 if gains else -1)),
                    textcoords="offset points", ha="center", va="center", fontsize=8, color="white",
                    bbox={"boxstyle": "circle,pad=0.22", "facecolor": tint, "edgecolor": "white"},
                    arrowprops={"arrowstyle": "-", "color": tint, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 0})
        date = str(line.days[day])[0 if are_years else 5:]
        change = draw.amount(int(line.changes[day]), decimals, sign=True)
        ax.text(1.02, 1.0 - 0.062 * number, f"{number:>2}  {date}  {change}  {draw.short(line.reasons[day], 48)}",
                transform=ax.transAxes, va="top", fontsize=8.8, color=tint)


def _months(ax: Any, first: Any, last: Any, lang: str) -> None:
    months = np.arange(first.astype("datetime64[M]"), last.astype("datetime64[M]") + 1)
    step = 1 if len(months) <= 14 else 3
    shown = [f"{int(str(month)[5:])}月" if lang == "zh" else str(month)[5:] for month in months[::step]]
    shown[0] += f"\n{str(months[0])[:4]}" + ("年" if lang == "zh" else "")
    ax.set_xticks(months[::step].astype("datetime64[D]"), shown, ha="left")


def _say(ax: Any, result: Evaluation, household: str, names: sums.Names, lang: str) -> None:
    name = result.names.get(household, "")
    who = words(lang, f"{name}（{household}）", f"{name} ({household})") if name else household
    table = result.table("balances")
    row = sums.households(result).index(household)
    standing, spendable, earned, deducted = (int(table[one][row]) for one in ("standing", "spendable", "earned", "deducted"))
    shown = [draw.amount(one, result.decimals) for one in (standing, earned, deducted, standing - earned + deducted, spendable)]
    draw.headline(ax, words(lang, f"{who}的一年", f"The year of {who}"), words(
        lang, f"荣誉积分 {shown[0]}（累计加 {shown[1]}，累计扣 {shown[2]}，基础分等 {shown[3]}）；可兑换积分 {shown[4]}；"
              f"单位：{names.unit}",
        f"standing {shown[0]} (earned {shown[1]}, deducted {shown[2]}, base points and other {shown[3]}); "
        f"spendable {shown[4]}; in {names.unit}"))
