"""A map of winners and losers by group: a tile a group, a cell a household. It knows no geography."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from pointsbank import _drawing as draw
from pointsbank import _sums as sums
from pointsbank._drawing import GAIN, LOSS, SAME, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from pointsbank._evaluation import Evaluation

CELLS = 100  # of a tile at most; a larger group shows every hundredth of its households
TILES = 40
NAMED = {"grid": "网格", "village": "村", "town": "镇", "team": "村民小组"}  # names of columns that most rosters have


class _Group(NamedTuple):
    name: str
    changes: sums.Units  # of its households, the largest gain first

    @property
    def total(self) -> int:
        return int(self.changes.sum())


def group_map(before: sums.Result, after: Evaluation | None = None, *, by: str = "grid", account: str = "standing",
              lang: str = "zh", ax: Axes | None = None) -> Axes:
    """Who gains and who loses, by a group or attribute of the roster: a tile each, its households as coloured cells.

    Of more than 40 groups the 40 that change most are shown. Raises UsageError where the roster has no ``by``.
    """
    first, second = sums.two_sides(before, after)
    unit, decimals = sums.Names([first, second], lang).unit, first.decimals
    changes = sums.balances(second, account) - sums.balances(first, account)
    values = second.groups(by)
    everything = _groups([values[household] for household in sums.households(second)], changes)
    shown = sorted(sorted(everything, key=lambda one: (-abs(one.total), one.name))[:TILES], key=lambda one: one.name)
    most = max(int(np.abs(changes).max(initial=0)), 1)
    with draw.settings():
        columns = min(len(shown), 5 if len(shown) <= 20 else 8)
        ax = draw.new_axes(ax, 1.2 + 1.75 * columns, 1.5 + 2.05 * (-(-len(shown) // columns)))
        side = max(int(np.ceil(np.sqrt(min(len(group.changes), CELLS)))) for group in shown)
        for place, group in enumerate(shown):
            _tile(ax, group, place % columns, place // columns, side, most, decimals, lang)
        _frame(ax, columns, -(-len(shown) // columns))
        _key(ax, changes, most, decimals, unit, lang)
        _say(ax, by, changes, len(shown), everything, unit, decimals, lang)
    return ax


def _groups(names: list[str], changes: sums.Units) -> list[_Group]:
    """Each group with the changes of its households, the largest gain first; groups by name."""
    found = sorted(set(names))
    number = {name: place for place, name in enumerate(found)}
    codes = np.fromiter((number[name] for name in names), dtype=np.int64, count=len(names))
    order = np.lexsort((-changes, codes))
    ends = np.cumsum(np.bincount(codes, minlength=len(found)))
    return [_Group(name, part) for name, part in zip(found, np.split(changes[order], ends[:-1]))]


def _tint(change: int, most: int) -> Any:
    """From white to the colour of gains or losses, by the root of the size so that small changes can be seen."""
    from matplotlib.colors import to_rgb

    if change == 0:
        return SAME
    full, strength = np.array(to_rgb(GAIN if change > 0 else LOSS)), 0.22 + 0.78 * (abs(change) / most) ** 0.5
    return tuple(1 - strength * (1 - full))


def _tile(ax: Any, group: _Group, column: int, row: int, side: int, most: int, decimals: int, lang: str) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    count = min(len(group.changes), CELLS)
    taken = group.changes[(np.arange(count) * len(group.changes)) // count]
    cell = 0.86 / side
    left, top = column + 0.07, row + 0.26
    patches = [Rectangle((left + k % side * cell, top + k // side * cell * 0.8), cell * 0.9, cell * 0.72)
               for k in range(count)]
    ax.add_collection(PatchCollection(patches, facecolors=[_tint(int(one), most) for one in taken], linewidths=0))
    gains, losses = int((group.changes > 0).sum()), int((group.changes < 0).sum())
    ax.text(left, row + 0.115, group.name or words(lang, "（空）", "(none)"), fontweight="bold", va="center")
    ax.text(left + 0.84, row + 0.115, draw.amount(group.total, decimals, sign=True), ha="right", va="center",
            color=GAIN if group.total > 0 else LOSS if group.total < 0 else draw.INK)
    ax.text(left, row + 0.21, words(lang, f"增 {gains} · 减 {losses} · 不变 {len(group.changes) - gains - losses}",
                                    f"{gains} up · {losses} down · {len(group.changes) - gains - losses} same"),
            fontsize=7.5, color=draw.FAINT, va="center")


def _frame(ax: Any, columns: int, rows: int) -> None:
    ax.set_xlim(0, columns)
    ax.set_ylim(rows + 0.02, 0)
    ax.set_xticks([]), ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)


def _key(ax: Any, changes: sums.Units, most: int, decimals: int, unit: str, lang: str) -> None:
    from matplotlib.patches import Patch

    gain, loss = max(int(changes.max(initial=0)), 0), max(int(-changes.min(initial=0)), 0)
    shown = [(0, words(lang, "不变", "same"))]
    if gain:
        largest = draw.amount(gain, decimals)
        shown = [(gain, words(lang, f"最多增 {largest} {unit}", f"up to +{largest} {unit}")),
                 (1, words(lang, "略增", "a little more")), *shown]
    if loss:
        largest = draw.amount(loss, decimals)
        shown += [(-1, words(lang, "略减", "a little less")),
                  (-loss, words(lang, f"最多减 {largest} {unit}", f"down to -{largest} {unit}"))]
    ax.legend(handles=[Patch(facecolor=_tint(change, most), label=text) for change, text in shown], ncols=5,
              loc="upper left", bbox_to_anchor=(0, 0), fontsize=8.5, handlelength=1, handleheight=1, columnspacing=1.4)


def _say(ax: Any, by: str, changes: sums.Units, shown: int, groups: list[_Group], unit: str, decimals: int,
         lang: str) -> None:
    gains, losses, count = int((changes > 0).sum()), int((changes < 0).sum()), len(changes)
    total = draw.amount(int(changes.sum()), decimals, sign=True)
    few = "" if shown == len(groups) else words(lang, f"；{len(groups)} 组中变化最大的 {shown} 组",
                                                f"; the {shown} of {len(groups)} groups that change most")
    is_large = any(len(group.changes) > CELLS for group in groups)
    cell = words(lang, "每格一户", "a cell is a household") + (
        words(lang, "（大组每格百分之一）", " (of large groups a hundredth)") if is_large else "")
    draw.headline(ax, words(lang, f"谁增谁减：按{NAMED.get(by, ' ' + by)}", f"Who gains and who loses, by {by}"), words(
        lang, f"{cell}；增 {gains:,} 户（{draw.percent(gains, count)}），减 {losses:,} 户"
              f"（{draw.percent(losses, count)}），合计 {total} {unit}{few}",
        f"{cell}; {gains:,} gain ({draw.percent(gains, count)}), "
        f"{losses:,} lose ({draw.percent(losses, count)}), {total} {unit} in all{few}"))
