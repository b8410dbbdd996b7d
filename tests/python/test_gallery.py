"""The gallery shows what the package draws: docs/gallery.md is run, its pictures are drawn anew and compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("matplotlib")
from gallery import ROOT, draw
from matplotlib.image import imread
from pointsbank import pictures
from pointsbank._drawing import cjk_family

PICTURES = ROOT / "docs/pictures"
# Releases of matplotlib and of the font set letters a little differently; other figures or labels are far beyond.
MOST_DIFFERENT = 0.02  # of the pixels, by more than a fifth of the range
HINT = "look at it, then: python tests/python/gallery.py --update"


def difference(one: Path, other: Path) -> float:
    """The share of pixels that differ clearly; 1 for pictures of other sizes."""
    first, second = imread(one)[..., :3], imread(other)[..., :3]
    if max(abs(a - b) for a, b in zip(first.shape, second.shape)) > 6:
        return 1.0
    height, width = (min(a, b) for a, b in zip(first.shape[:2], second.shape[:2]))
    return float((np.abs(first[:height, :width] - second[:height, :width]).max(axis=2) > 0.2).mean())


def test_the_font_is_there() -> None:
    """Without it the pictures would not be held against what is drawn, and nobody would be told."""
    assert cjk_family() in ("Noto Sans CJK SC", "Noto Sans CJK JP"), "scripts/prepare.sh installs fonts-noto-cjk"


def test_gallery_is_what_is_drawn(tmp_path: Path) -> None:
    names = draw(tmp_path)
    assert names and sorted(names) == sorted(path.name for path in PICTURES.glob("*.png")), HINT
    differences = {name: difference(tmp_path / name, PICTURES / name) for name in names}
    assert all(share <= MOST_DIFFERENT for share in differences.values()), f"{differences}; {HINT}"
    shown = {name for name in pictures.__all__ if name.islower()}
    page = (ROOT / "docs/gallery.md").read_text(encoding="utf-8")
    assert all(f"pictures.{name}(" in page for name in shown)


def test_other_pictures_are_told_apart() -> None:
    """The tolerance is not so wide that one language passes for the other."""
    assert difference(PICTURES / "categories.png", PICTURES / "categories-en.png") > MOST_DIFFERENT
    assert difference(PICTURES / "waterfall.png", PICTURES / "waterfall.png") == 0
