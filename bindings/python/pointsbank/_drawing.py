"""What the pictures share: matplotlib with a font that has Chinese, colours, exact labels, words in two languages."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from pointsbank._errors import Error
from pointsbank._tables import _amount

# Families that have Chinese, the best first; the regional order matters where one file holds several.
CJK_FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei",
                "WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC", "SimHei", "Noto Serif CJK SC", "Noto Serif CJK JP")
GAIN, LOSS, SAME, BEFORE, AFTER = "#2a7f9e", "#c8553d", "#c9c9c4", "#8a8f98", "#2a7f9e"
PALETTE = ("#2a7f9e", "#c8553d", "#e3a23c", "#5b8c5a", "#8e6c9e", "#b48a63", "#6a7f92", "#c97b9b", "#a3a847", "#4c5f8a")
INK, FAINT = "#2b2b2b", "#777777"


class PictureError(Error):
    """A picture cannot be drawn: what is missing, and what to install."""


class FontWarning(UserWarning):
    """No installed font has Chinese: what to install."""


def words(lang: str, zh: str, en: str) -> str:
    """One of two wordings of a text."""
    if lang not in ("zh", "en"):
        raise ValueError(f'lang is "{lang}"; there are "en" and "zh"')
    return zh if lang == "zh" else en


def style() -> dict[str, Any]:
    """Settings of matplotlib for one picture: a font with Chinese first, a minus sign that every font has."""
    settings: dict[str, Any] = {
        "axes.unicode_minus": False, "font.size": 10, "axes.edgecolor": FAINT, "axes.labelcolor": INK,
        "text.color": INK, "xtick.color": INK, "ytick.color": INK, "axes.spines.top": False, "axes.spines.right": False,
        "axes.titlesize": 13, "axes.titlelocation": "left", "axes.titlepad": 30, "legend.frameon": False,
        "figure.facecolor": "white", "axes.facecolor": "white",
    }
    family = cjk_family()
    if family is None:
        warnings.warn("no installed font has Chinese characters, they will show as boxes; on Debian install "
                      "fonts-noto-cjk (apt-get install fonts-noto-cjk) and start Python anew", FontWarning, stacklevel=5)
    # By name: what "sans-serif" means is looked up when the figure is saved, which is after these settings are gone.
    settings["font.family"] = [*([family] if family else []), "DejaVu Sans"]
    return settings


def cjk_family() -> str | None:
    """The installed family for Chinese, or None."""
    _pyplot()
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((family for family in CJK_FAMILIES if family in installed), None)


def new_axes(ax: Any, width: float, height: float) -> Any:
    """The axes that were given, or those of a figure of this size in inches."""
    if ax is not None:
        return ax
    _, made = _pyplot().subplots(figsize=(width, height), layout="constrained")
    return made


@contextlib.contextmanager
def settings() -> Iterator[None]:
    """``with settings():`` draws with the style, and gives what it changed back.

    Nothing else: matplotlib's own context would undo what a notebook's backend sets when the first figure is made.
    """
    wanted = style()
    shared: Any = _pyplot().rcParams
    old = {name: shared[name] for name in wanted}
    shared.update(wanted)
    try:
        yield
    finally:
        shared.update(old)


def headline(ax: Any, title: str, line: str) -> None:
    """The title, and a fainter line below it that says what is counted, in which unit."""
    ax.set_title(title)
    ax.annotate(line, (0, 1), (0, 10), xycoords="axes fraction", textcoords="offset points", color=FAINT, fontsize=9.5,
                va="bottom")


def amount(units: int, decimals: int, *, sign: bool = False) -> str:
    """The exact amount of so many units, thousands apart; with a plus where ``sign`` asks for one."""
    text = _amount(abs(int(units)), decimals)
    whole, dot, rest = text.partition(".")
    lead = "-" if units < 0 else "+" if sign and units > 0 else ""
    return f"{lead}{int(whole):,}{dot}{rest}"


def percent(part: int, whole: int) -> str:
    """A share with one digit, rounded half up in whole numbers; an em dash of nothing."""
    if whole == 0:
        return "—"
    thousandths = (2000 * part + whole) // (2 * whole)
    return f"{thousandths // 10}.{thousandths % 10}%"


def axis_of_units(axis: Any, decimals: int, *, sign: bool = False) -> None:
    """Ticks of an axis that counts units, as amounts without needless digits."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    def text(value: float, _: int | None = None) -> str:
        shown = amount(round(value), decimals, sign=sign)
        return shown.rstrip("0").rstrip(".") if "." in shown else shown

    axis.set_major_locator(MaxNLocator(nbins=8, steps=[1, 2, 2.5, 5, 10], integer=True))
    axis.set_major_formatter(FuncFormatter(text))


def axis_of_counts(axis: Any) -> None:
    """Whole numbers alone."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=9, integer=True))


def short(text: str, length: int) -> str:
    """A text that takes at most so many Latin letters' width, Chinese characters counting two."""
    taken = 0
    for place, letter in enumerate(text):
        taken += 2 if ord(letter) > 0x2E7F else 1
        if taken > length:
            return text[:place].rstrip() + "…"
    return text


def two_lines(text: str, length: int) -> str:
    """A text broken at a blank into two lines at most, each as wide as ``short`` says."""
    if short(text, length) == text:
        return text
    first = short(text, length + 1)[:-1]
    end = first.rfind(" ") if " " in first else len(first)
    return text[:end] + "\n" + short(text[end:].strip(), length)


def colours(keys: Sequence[str]) -> dict[str, str]:
    """A colour for each key, the same for the same keys."""
    return {key: PALETTE[place % len(PALETTE)] for place, key in enumerate(keys)}


def _pyplot() -> Any:
    try:
        import matplotlib.pyplot as pyplot
    except ImportError as error:
        raise PictureError("pictures need matplotlib: pip install matplotlib, or on Debian "
                           "apt-get install python3-matplotlib") from error
    return pyplot
