"""What is different between two rule lists, by meaning."""

from __future__ import annotations

import decimal
import json
from collections.abc import Iterator, Sequence
from typing import Any, overload

from pointsbank import _core
from pointsbank._html import table_html


class Differences(Sequence[_core.Difference]):
    """Differences in the order of the list; prints as ``pointsbank diff`` does. Empty: both mean the same."""

    def __init__(self, found: list[_core.Difference]) -> None:
        self._found = found

    @overload
    def __getitem__(self, index: int) -> _core.Difference: ...
    @overload
    def __getitem__(self, index: slice) -> Differences: ...
    def __getitem__(self, index: int | slice) -> _core.Difference | Differences:
        return Differences(self._found[index]) if isinstance(index, slice) else self._found[index]

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[_core.Difference]:
        return iter(self._found)

    def text(self, lang: str = "en") -> str:
        """Sentences in Chinese (``zh``) or English (``en``)."""
        return _core.differences_text(self._found, lang)

    @property
    def json(self) -> str:
        """One JSON document, the bytes of ``pointsbank diff --json``."""
        return _core.differences_json(self._found)

    @property
    def data(self) -> list[dict[str, Any]]:
        """A dictionary for each difference, numbers exact."""
        document: dict[str, Any] = json.loads(self.json, parse_float=decimal.Decimal)
        found: list[dict[str, Any]] = document["differences"]
        return found

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        rows = [[one.target, one.title("en") or one.title("zh") or one.id, one.field or one.change, one.before, one.after,
                 one.start or "", one.end or ""] for one in self._found]
        return table_html(["what", "name", "field", "before", "after", "from", "to"], rows,
                          f"{len(rows)} differences" if rows else "no difference")
