"""The shipped rule lists, and their numbers one by one."""

import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A list that extends another one is nothing by itself.
FILES = sorted(path for path in (ROOT / "rules").glob("*.json")
               if "extends" not in json.loads(path.read_text(encoding="utf-8")))
# What is no number of what the list means: its cases, and words of its own.
NO_PART = ("examples",)


# How many numbers of one list a test changes: some everywhere, all of them where there is time (LIST_NUMBERS=0).
SHARE = int(os.environ.get("LIST_NUMBERS", "10"))


def some_numbers(document):
    """The paths of numbers of a list's meaning, evenly from all of it; always the same ones."""
    paths = list(numbers(document))
    if SHARE == 0 or len(paths) <= SHARE:
        return paths
    return [paths[place * len(paths) // SHARE] for place in range(SHARE)]


def numbers(node, path=()):
    """The paths of all numbers of a list's meaning."""
    if isinstance(node, dict):
        for key, value in node.items():
            if not key.startswith("x-") and not (path == () and key in NO_PART):
                yield from numbers(value, path + (key,))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from numbers(value, path + (place,))
    elif isinstance(node, (int, float)) and not isinstance(node, bool):
        yield path


def at(node, path):
    for key in path:
        node = node[key]
    return node


def changed(document, path, value):
    """A copy with another value there."""
    copy = json.loads(json.dumps(document))
    at(copy, path[:-1])[path[-1]] = value
    return copy


def candidates(document, path):
    """Other values for a number, likely ones first: a list is not right with any number everywhere."""
    value = at(document, path)
    if path[-1] == "decimals":
        return [value + 1]
    if path[-2:] == ("ranks", 0) or path[-2:] == ("ranks", 1):
        return [value + 1, value - 1]
    if path[-1] == "keep":
        return [0.25]
    return [value + 1, value - 1, value + 2, round(value + 0.5, 6), round(value * 0.5, 6)]
