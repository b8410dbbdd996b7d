"""Pictures of results and reforms, by matplotlib: each function draws one and returns its axes.

    from pointsbank import pictures
    pictures.waterfall(before, after, lang="zh").figure.savefig("waterfall.png")

``result`` is an Evaluation, or a comparison: anything with two evaluations, ``before`` and ``after``. All sums are exact
whole numbers of units; only the places of lines and bars are floating-point. ``lang`` is ``zh`` or ``en``; ``ax`` draws
into axes that are there. Nothing is drawn, and matplotlib not imported, before a function is called. Chinese needs a font:
on Debian the package fonts-noto-cjk; without one a ``FontWarning`` says so. PictureError: matplotlib is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pointsbank import _drawing as draw
from pointsbank import _sums as sums
from pointsbank._drawing import AFTER, BEFORE, FAINT, GAIN, LOSS, FontWarning, PictureError, words
from pointsbank._errors import UsageError
from pointsbank._group_map import group_map
from pointsbank._household_year import household_year

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from pointsbank._evaluation import Evaluation

__all__ = ["FontWarning", "PictureError", "categories", "distribution", "group_map", "household_year", "lorenz",
           "waterfall"]

ACCOUNTS = {"standing": ("荣誉积分", "standing"), "spendable": ("可兑换积分", "spendable"),
            "earned": ("累计加分", "points earned"), "deducted": ("累计扣分", "points deducted")}


def distribution(result: sums.Result, after: Evaluation | None = None, *, account: str = "standing", bins: int = 32,
                 lang: str = "zh", ax: Axes | None = None) -> Axes:
    """How many households have how many points: bars, and of two results the one before as a line."""
    sides = sums.one_or_two(result, after)
    decimals, unit = sides[0].decimals, sums.Names(sides, lang).unit
    values = [sums.balances(side, account) for side in sides]
    edges = _edges(np.concatenate(values), bins, decimals)
    with draw.settings():
        ax = draw.new_axes(ax, 8, 4.6)
        counts = [np.histogram(one, edges)[0] for one in values]
        named = words(lang, "后", "after") if len(sides) == 2 else None
        ax.bar(edges[:-1], counts[-1], np.diff(edges) * 0.94, align="edge", color=AFTER, alpha=0.75, label=named)
        if len(sides) == 2:
            ax.stairs(counts[0], edges, color=draw.INK, linewidth=1.4, label=words(lang, "前", "before"))
            ax.legend(loc="upper right")
        draw.axis_of_units(ax.xaxis, decimals)
        draw.axis_of_counts(ax.yaxis)
        ax.set_xlabel(f"{words(lang, *ACCOUNTS[account])}{words(lang, '（', ' (')}{unit}{words(lang, '）', ')')}")
        ax.set_ylabel(words(lang, "户数", "households"))
        medians = " → ".join(draw.amount(_median(one), decimals) for one in values)
        draw.headline(ax, words(lang, "积分分布", "How points are spread"), words(
            lang, f"{len(values[0]):,} 户；中位数 {medians} {unit}；每柱宽 {draw.amount(int(edges[1] - edges[0]), decimals)} {unit}",
            f"{len(values[0]):,} households; median {medians} {unit}; "
            f"each bar {draw.amount(int(edges[1] - edges[0]), decimals)} {unit} wide"))
    return ax


def lorenz(result: sums.Result, after: Evaluation | None = None, *, account: str = "standing", lang: str = "zh",
           ax: Axes | None = None) -> Axes:
    """The Lorenz curve: which share of all points the poorest households have. Balances below 0 count as 0."""
    sides = sums.one_or_two(result, after)
    names = [words(lang, "前", "before"), words(lang, "后", "after")] if len(sides) == 2 else [""]
    looks: list[dict[str, Any]] = [{"color": AFTER, "linewidth": 2.6}]
    if len(sides) == 2:  # the one before on top, thin, so that both are seen where they are nearly the same
        looks.insert(0, {"color": draw.INK, "linewidth": 1.1, "linestyle": "--", "zorder": 3})
    with draw.settings():
        ax = draw.new_axes(ax, 6.2, 5.6)
        ax.plot([0, 100], [0, 100], color=FAINT, linewidth=0.9, linestyle=(0, (4, 4)),
                label=words(lang, "人人一样（基尼系数 0）", "all the same (Gini 0)"))
        for side, name, look in zip(sides, names, looks):
            units = sums.balances(side, account)
            ordered = np.cumsum(np.sort(np.maximum(units, 0)))
            share = ordered / max(int(ordered[-1]), 1) * 100 if len(ordered) else ordered
            part, whole = sums.gini(units)
            thousandths = (2000 * part + whole) // (2 * whole)
            label = words(lang, f"{name}：基尼系数 0.{thousandths:03d}", f"{name}: Gini 0.{thousandths:03d}").lstrip("：: ")
            ax.plot(np.linspace(0, 100, len(units) + 1), [0, *share], label=label, **look)
        ax.set_xlim(0, 100), ax.set_ylim(0, 100), ax.set_aspect("equal")
        ax.set_xlabel(words(lang, "积分最少的户所占比例（%）", "share of households, those with least first (%)"))
        ax.set_ylabel(words(lang, "所占积分（%）", "share of all points (%)"))
        ax.legend(loc="upper left")
        negative = [int((sums.balances(side, account) < 0).sum()) for side in sides]
        counts = " → ".join(f"{one:,}" for one in negative)
        below = words(lang, f"；负分按 0 计（{counts} 户）", f"; below 0 counts as 0 ({counts} households)")
        draw.headline(ax, words(lang, "洛伦兹曲线", "Lorenz curve"),
                      words(lang, *ACCOUNTS[account]) + (below if any(negative) else ""))
    return ax


def categories(result: Evaluation, *, account: str = "standing", lang: str = "zh", ax: Axes | None = None) -> Axes:
    """Points by category, month by month: additions upwards, deductions downwards, the net sum as figures.

    Base points, resets, expiry and what did not come of the rules (redemptions, transfers, …) are left out, as the line
    below the title says.
    """
    names = sums.Names([result], lang)
    rows = sums.posted(result, account)
    wanted = np.isin(rows.cause, ["rule", "obligation", "continuing", "ranking", "forfeit"])
    months, place = np.unique(rows.month[wanted], return_inverse=True)
    if not len(months):
        raise UsageError("there is nothing to draw: no rule has posted any points")
    held = [names.category(category, cause)
            for category, cause, is_wanted in zip(rows.category, rows.cause, wanted.tolist()) if is_wanted]
    amounts = rows.amounts[wanted]
    present = set(held)
    ids = [*(one for one in names.category_titles if one in present), *sorted(present - set(names.category_titles))]
    up, down = (np.zeros((len(ids), len(months)), dtype=np.int64) for _ in range(2))
    which = np.array([ids.index(one) for one in held])
    np.add.at(up, (which[amounts > 0], place[amounts > 0]), amounts[amounts > 0])
    np.add.at(down, (which[amounts < 0], place[amounts < 0]), amounts[amounts < 0])
    with draw.settings():
        ax = draw.new_axes(ax, 10, 5.4)
        _stack(ax, ids, up, down, names)
        top = up.sum(axis=0)
        for month, net in enumerate((up + down).sum(axis=0).tolist()):
            ax.annotate(draw.amount(net, result.decimals, sign=True), (month, top[month]), (0, 3), ha="center",
                        textcoords="offset points", fontsize=8.5)
        ax.axhline(0, color=draw.INK, linewidth=0.8)
        ax.set_ylim(1.06 * int(down.sum(axis=0).min()), 1.1 * max(int(top.max()), 1))
        ax.set_xticks(range(len(months)), _month_names(months, lang))
        draw.axis_of_units(ax.yaxis, result.decimals)
        ax.set_ylabel(names.unit)
        ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        total = draw.amount(int(amounts.sum()), result.decimals, sign=True)
        draw.headline(ax, words(lang, "各类别积分逐月", "Points by category over the months"), words(
            lang, f"{ACCOUNTS[account][0]}，单位：{names.unit}；向下浅色为扣分，柱顶为当月净增；合计 {total}；不含基础分、清零、兑换与转账",
            f"{ACCOUNTS[account][1]}, in {names.unit}; downwards what was taken; figures: net of the month; "
            f"in all {total}; without base points, expiry, redemptions and transfers"))
    return ax


def waterfall(before: sums.Result, after: Evaluation | None = None, *, top: int = 10, account: str = "standing",
              lang: str = "zh", ax: Axes | None = None) -> Axes:
    """What a reform does, rule by rule: from the sum of all balances before to the sum after.

    The ``top`` largest differences are named, the others are one bar; the figures add up exactly.
    """
    first, second = sums.two_sides(before, after)
    names, decimals = sums.Names([first, second], lang), first.decimals
    was, becomes = sums.by_source_of_both(before, after, account)
    changes = {key: becomes.get(key, 0) - was.get(key, 0) for key in {**was, **becomes}}
    ordered = sorted(((key, one) for key, one in changes.items() if one), key=lambda pair: (-abs(pair[1]), pair[0]))
    steps = [(draw.two_lines(names.of(*key), 40), one) for key, one in ordered[:top]]
    if len(ordered) > top:
        rest = sum(one for _, one in ordered[top:])
        steps.append((words(lang, f"其余 {len(ordered) - top} 项", f"{len(ordered) - top} others"), rest))
    start, end = sum(was.values()), sum(becomes.values())
    with draw.settings():
        ax = draw.new_axes(ax, 9.5, 1.9 + 0.38 * (len(steps) + 2))
        _falls(ax, start, end, steps, decimals, lang)
        ax.set_xlabel(words(lang, f"全村{ACCOUNTS[account][0]}合计（{names.unit}）；横轴不从 0 起",
                            f"sum of all {ACCOUNTS[account][1]} ({names.unit}); the axis does not begin at 0"))
        draw.headline(ax, words(lang, "调整的效果，逐条分解", "What the reform does, rule by rule"), words(
            lang, f"{draw.amount(start, decimals)} → {draw.amount(end, decimals)} {names.unit}，"
                  f"相差 {draw.amount(end - start, decimals, sign=True)}；规则之间经排名、限额相互影响",
            f"{draw.amount(start, decimals)} → {draw.amount(end, decimals)} {names.unit}, "
            f"{draw.amount(end - start, decimals, sign=True)} in all; rules touch each other by limits and rankings"))
    return ax


# ---------------------------------------------------------------------------------------------------------- the parts


def _edges(units: sums.Units, bins: int, decimals: int) -> Any:
    """Whole edges of bars: a step of 1, 2 or 5 times a power of ten, multiples of it."""
    if not len(units):
        raise UsageError("there is nothing to draw: no households")
    least, most = int(units.min()), int(units.max())
    step = next(size for power in range(19) for size in (10**power, 2 * 10**power, 5 * 10**power)
                if (most - least) // size < bins and (size >= 10**decimals or most - least < bins))
    return np.arange(least // step * step, most // step * step + 2 * step, step, dtype=np.int64)


def _median(units: sums.Units) -> int:
    """The least balance that half of the households do not exceed."""
    return int(np.sort(units)[(len(units) - 1) // 2])


def _month_names(months: Any, lang: str) -> list[str]:
    """1月, 2月, …, with the year where it begins; in English 2026-01, 02, …"""
    shown, year = [], ""
    for month in months.astype(str).tolist():
        number = month[5:]
        text = f"{int(number)}月" if lang == "zh" else number
        shown.append(text if month[:4] == year else f"{text}\n{month[:4]}{'年' if lang == 'zh' else ''}")
        year = month[:4]
    return shown


def _stack(ax: Any, ids: list[str], up: Any, down: Any, names: sums.Names) -> None:
    tints = draw.colours(ids)
    floor, ceiling = np.zeros(up.shape[1], dtype=np.int64), np.zeros(up.shape[1], dtype=np.int64)
    for row, id in enumerate(ids):
        ax.bar(range(up.shape[1]), up[row], 0.72, ceiling, color=tints[id], label=names.category_title(id))
        ax.bar(range(up.shape[1]), down[row], 0.72, floor, color=tints[id], alpha=0.65)
        ceiling += up[row]
        floor += down[row]


def _falls(ax: Any, start: int, end: int, steps: list[tuple[str, int]], decimals: int, lang: str) -> None:
    """Rows from the top: before, each step from where the one above ended, after."""
    levels = np.cumsum([start, *(one for _, one in steps)])
    spread = max(int(levels.max() - levels.min()), 1)
    left, right = int(levels.min()) - 0.35 * spread, int(levels.max()) + 0.3 * spread
    gap = 0.012 * (right - left)
    labels = [words(lang, "调整前", "before"), *(label for label, _ in steps), words(lang, "调整后", "after")]
    for row, total in ((0, start), (len(labels) - 1, end)):
        ax.barh(row, total - left, 0.62, left, color=BEFORE)
        ax.text(total + gap, row, draw.amount(total, decimals), va="center", fontweight="bold")
    for row, (_, change) in enumerate(steps, 1):
        ax.barh(row, change, 0.62, levels[row - 1], color=GAIN if change > 0 else LOSS)
        ax.text(max(levels[row - 1], levels[row]) + gap, row, draw.amount(change, decimals, sign=True), va="center")
    for row, level in enumerate(levels.tolist()):
        ax.plot([level, level], [row + 0.31, row + 0.69], color=FAINT, linewidth=0.8)
    ax.set_yticks(range(len(labels)), labels)
    ax.set_xlim(left, right)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    draw.axis_of_units(ax.xaxis, decimals)
