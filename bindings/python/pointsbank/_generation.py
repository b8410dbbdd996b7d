"""Villages made up for a rule list."""

from __future__ import annotations

import csv
import io
import os

from pointsbank import _core
from pointsbank._data import Rules
from pointsbank._evaluation import DateLike, _date
from pointsbank._rules import program_of


class Village:
    """A synthetic roster, members and events, as tables of texts by column, ready for ``evaluate``."""

    def __init__(self, village: _core.GeneratedVillage) -> None:
        self._village = village

    @property
    def households(self) -> dict[str, list[str]]:
        """The roster: lists of texts by column."""
        return _columns(self._village.roster)

    @property
    def members(self) -> dict[str, list[str]]:
        """The members; no rows where the rule list does not look at them."""
        return _columns(self._village.members)

    @property
    def events(self) -> dict[str, list[str]]:
        """The events: lists of texts by column."""
        return _columns(self._village.events)

    def write(self, directory: str | os.PathLike[str]) -> None:
        """Writes ``roster.csv``, ``members.csv`` and ``events.csv`` as ``pointsbank generate`` does: all or none."""
        self._village.write(os.fspath(directory))

    def __repr__(self) -> str:
        rows = {name: text.count("\n") - 1 for name, text in (("households", self._village.roster),
                                                             ("events", self._village.events))}
        return f"<Village: {rows['households']} rows of households, {rows['events']} of events>"


def generate(rules: Rules, *, households: int = 300, events: int = 10_000, seed: int = 1, through: DateLike) -> Village:
    """Makes a village up in which every rule of the list scores; the same arguments give the same bytes.

    Some ten events a rule are needed for that. Raises UsageError where nothing can happen.
    """
    return Village(_core.generate(program_of(rules), households=households, events=events, seed=seed,
                                  through=_date(through)))


def _columns(text: str) -> dict[str, list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows)
    cells = list(zip(*rows)) or [()] * len(header)
    return {name: list(column) for name, column in zip(header, cells)}
