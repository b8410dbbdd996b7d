"""Runs the blocks of docs/gallery.md and draws its pictures anew.

``python tests/python/gallery.py --update`` writes docs/pictures; look at every picture that changes.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/gallery.md"
DOTS_AN_INCH = 100

_PART = re.compile(r"^```python\n(?P<code>.*?)^```$|^!\[(?P<text>[^\]]*)\]\((?P<file>[^)]+\.png)\)$", re.DOTALL | re.MULTILINE)


def draw(folder: Path) -> list[str]:
    """Draws every picture of the page into a folder: `axes` as the block before the picture left it."""
    names, scope = [], {}  # type: tuple[list[str], dict[str, Any]]
    for part in _PART.finditer(PAGE.read_text(encoding="utf-8")):
        if part["code"] is not None:
            exec(compile(part["code"], str(PAGE), "exec"), scope)
            continue
        name = Path(part["file"]).name
        figure = scope.pop("axes").figure
        figure.savefig(folder / name, dpi=DOTS_AN_INCH, metadata={"Software": None})
        plt.close(figure)
        names.append(name)
    return names


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", required=True, help="write docs/pictures anew")
    parser.parse_args()
    target = ROOT / "docs/pictures"
    target.mkdir(exist_ok=True)
    drawn = draw(target)
    for old in set(path.name for path in target.glob("*.png")) - set(drawn):
        (target / old).unlink()
    print(f"{len(drawn)} pictures: {', '.join(drawn)}")
