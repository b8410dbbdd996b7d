"""The tables that go in: files, DataFrames, arrays, Arrow; every mistake of all of them at once."""

from __future__ import annotations

import difflib
import os
import warnings
from collections.abc import Mapping
from typing import Any, Callable, TypeVar, Union

from pointsbank import _core
from pointsbank._columns import SourceColumns
from pointsbank._core import Issue
from pointsbank._errors import InputError
from pointsbank._progress import Bar, Progress
from pointsbank._rules import RuleList, RuleSource, program_of

# A path (CSV, or JSON Lines where it ends in .jsonl), a pandas DataFrame, a dictionary of arrays by column, anything
# with __arrow_c_stream__; or what one of the read_ functions gave.
TableLike = Union[str, "os.PathLike[str]", Mapping[str, Any], Any]

Rules = Union[RuleList, _core.Program, RuleSource]
Read = TypeVar("Read")


class InputWarning(UserWarning):
    """Something in the data that is taken, but may not be meant: a column that nothing is known of."""


class Reading:
    """Reads the tables of one evaluation, so that the mistakes of all of them are told together."""

    def __init__(self, program: _core.Program, progress: Progress = None, keeps_bad_rows: bool = False) -> None:
        self.program, self.progress = program, progress
        self.notes = _core.ReadNotes(keeps_bad_rows)
        self.issues: list[Issue] = []
        self.warnings: list[Issue] = []

    def roster(self, data: TableLike) -> _core.Roster | None:
        program = self.program
        attributes = [name for name, _ in program.subject_attributes]
        required = [program.subject, *program.groups, *attributes]
        dates = ["joined", "left", "from", *(name for name, type in program.subject_attributes if type == "date")]
        return self._read(
            data, _core.Roster, "roster", required, ["joined", "left", "name", "from"], dates,
            lambda file, tell: _core.read_roster(program, file, self.notes, tell),
            lambda columns, tell: _core.make_roster(program, "roster", columns, self.notes, tell))

    def members(self, data: TableLike) -> _core.Members | None:
        program = self.program
        return self._read(
            data, _core.Members, "members", ["member", program.subject], ["joined", "left", "name"], ["joined", "left"],
            lambda file, tell: _core.read_members(program, file, self.notes, tell),
            lambda columns, tell: _core.make_members(program, "members", columns, self.notes, tell))

    def events(self, data: TableLike) -> _core.Events | None:
        program = self.program
        attributes = [name for name, _ in program.event_attributes]
        dates = [name for name, type in program.event_attributes if type == "date"]
        optional = ["quantity", "points", "grade", "member", "act", "recorded", "revokes"]
        return self._read(
            data, _core.Events, "events", ["event", program.subject, "kind", "at", *attributes], optional, dates,
            lambda file, tell: _core.read_events(program, file, self.notes, tell),
            lambda columns, tell: _core.make_events(program, "events", columns, self.notes, tell),
            instead={program.subject: "member"})

    def entries(self, data: TableLike, roster: _core.Roster) -> _core.Entries | None:
        program = self.program
        return self._read(
            data, _core.Entries, "entries", ["entry", program.subject, "at", "cause"], ["standing", "spendable", "of"],
            [], lambda file, tell: _core.read_entries(program, roster, file, self.notes, tell),
            lambda columns, tell: _core.make_entries(program, roster, "entries", columns, self.notes, tell))

    def published(self, folder: Any, roster: _core.Roster) -> _core.Published | None:
        if isinstance(folder, _core.Published):
            return folder
        with Bar(self.progress, "published closings") as tell:
            return self._try(lambda: _core.read_published(self.program, roster, os.fspath(folder), self.notes, tell))

    def finish(self) -> None:
        """Raises InputError with all mistakes, or warns of what may not be meant."""
        if self.issues:
            raise InputError(self.issues)
        self.warnings += self.notes.warnings
        for issue in self.warnings:
            warnings.warn(str(issue), InputWarning, stacklevel=4)

    def _read(self, data: TableLike, prepared: type[Read], name: str, required: list[str], optional: list[str],
              dates: list[str], read: Callable[[str, Any], Read],
              make: Callable[[list[_core.SourceColumn], Any], Read],
              instead: Mapping[str, str] | None = None) -> Read | None:
        if isinstance(data, prepared):
            return data
        with Bar(self.progress, "reading " + name) as tell:
            if isinstance(data, (str, os.PathLike)):
                file = os.fspath(data)
                return self._try(lambda: read(file, tell))
            columns = SourceColumns(data, [*required, *optional], dates)
            if not self._has_all(columns, name, required, instead or {}):
                return None
            if columns.others:
                listed = ", ".join(f"`{other}`" for other in columns.others)
                self.warnings.append(Issue("table_unknown_columns", file=name, arguments=[listed], severity="warning"))
            return self._try(lambda: make(columns.columns, tell))

    def _has_all(self, columns: SourceColumns, name: str, required: list[str], instead: Mapping[str, str]) -> bool:
        names = columns.names()
        missing = [one for one in required if one not in names and instead.get(one) not in names]
        for one in missing:
            near = difflib.get_close_matches(one, columns.others, 1)
            self.issues.append(Issue("table_missing_column", file=name, arguments=[one],
                                     hint="table_hint_did_you_mean" if near else "", hint_arguments=near))
        for one in columns.twice:
            self.issues.append(Issue("table_duplicate_column", file=name, arguments=[one]))
        return not missing and not columns.twice

    def _try(self, read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except InputError as error:
            self.issues += error.issues
            return None


def _finished(reading: Reading, table: Read | None) -> Read:
    reading.finish()
    assert table is not None, "a table that cannot be read has issues"
    return table


def read_roster(rules: Rules, data: TableLike, *, progress: Progress = None) -> _core.Roster:
    """The roster, read once for several evaluations.

    ``data``: a path, DataFrame, dictionary of arrays or Arrow stream with the rule list's subject (``household``), its
    groups and subject attributes, and optionally ``joined``, ``left``, ``name``, ``from``. Raises InputError.
    """
    reading = Reading(program_of(rules), progress)
    return _finished(reading, reading.roster(data))


def read_members(rules: Rules, data: TableLike, *, progress: Progress = None) -> _core.Members:
    """The members' stays, read once: ``member``, ``household``, optionally ``joined``, ``left``, ``name``."""
    reading = Reading(program_of(rules), progress)
    return _finished(reading, reading.members(data))


def read_events(rules: Rules, data: TableLike, *, progress: Progress = None) -> _core.Events:
    """The events, read once for several evaluations.

    ``data``: columns ``event`` (unique ids), ``household``, ``kind``, ``at``, the rule list's event attributes, and
    optionally ``quantity``, ``points``, ``grade``, ``member``, ``act``, ``recorded``, ``revokes``. Whole numbers of 64
    bits, 32-bit days, moments in microseconds and categories with 32-bit codes are borrowed: do not change such arrays
    while the events are in use. Raises InputError with every mistake (up to a hundred).
    """
    reading = Reading(program_of(rules), progress)
    return _finished(reading, reading.events(data))


def read_entries(rules: Rules, roster: _core.Roster, data: TableLike, *, progress: Progress = None) -> _core.Entries:
    """What did not come of rules: ``entry``, ``household``, ``at``, ``cause``, ``standing``, ``spendable``, ``of``."""
    reading = Reading(program_of(rules), progress)
    return _finished(reading, reading.entries(data, roster))


def read_published(rules: Rules, roster: _core.Roster, folder: str | os.PathLike[str], *,
                   progress: Progress = None) -> _core.Published:
    """Closings that a village has published: a folder with ``rankings.csv``, ``ratings.csv``, and so on."""
    reading = Reading(program_of(rules), progress)
    return _finished(reading, reading.published(folder, roster))
