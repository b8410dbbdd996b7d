"""The shipped rule lists, and their numbers one by one."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (ROOT / "rules").glob("*.json") if not path.name.endswith("schema.json"))
# What is no number of what the list means: its cases, and words of its own.
NO_PART = ("examples",)


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
