"""Evaluation: rules and data to exact balances, with the reason for every point."""

from __future__ import annotations

import datetime
import decimal
import os
from typing import TYPE_CHECKING, Any, Union

from pointsbank import _core
from pointsbank._data import Reading, Rules, TableLike
from pointsbank._errors import MachineError, UsageError
from pointsbank._explanation import Explanation, explain
from pointsbank._html import table_html
from pointsbank._progress import Bar, Progress
from pointsbank._rules import RuleList, load_rules, program_of
from pointsbank._tables import Table

if TYPE_CHECKING:
    import pandas as pd

    Frame = Union[pd.DataFrame, Table]
else:
    Frame = Any

DateLike = Union[str, datetime.date]
MomentLike = Union[str, datetime.date, datetime.datetime]

_CLOSINGS = ("rankings", "ratings", "dividends", "benefits")


class Evaluation:
    """What an evaluation gave; immutable, and the same for the same inputs.

    ``balances``, ``postings``, ``outcomes``, ``rankings``, ``ratings``, ``dividends`` and ``benefits`` are DataFrames
    where pandas is installed, and otherwise ``Table``s. Amounts are integers in units, with their decimals in
    ``frame.attrs["decimals"]`` and ``decimals``. A table that was not asked for is made when it is first looked at, by
    evaluating once more.
    """

    def __init__(self, inputs: _core.EvaluationInputs, parts: frozenset[str], notes: _core.ReadNotes,
                 warnings: list[_core.Issue], progress: Progress, rules: RuleList | None = None,
                 evaluated: _core.Evaluation | None = None) -> None:
        self._inputs, self._notes, self._progress = inputs, notes, progress
        self._rules = rules
        self._parts = parts
        self._warnings = warnings
        self._frames: dict[str, Frame] = {}
        self._kept: _core.Baseline | None = None
        self._core = self._run(parts) if evaluated is None else evaluated

    # -------------------------------------------------------------------------------------------------------- tables

    @property
    def balances(self) -> Frame:
        """Every household by id: `standing`, `spendable`, `earned`, `deducted` (a magnitude), `frozen_until`."""
        return self._frame("balances")

    @property
    def postings(self) -> Frame:
        """Every posting in its order: `posting`, `date`, `household`, `member`, `source`, `event`, `cause`, amounts."""
        return self._frame("postings")

    @property
    def outcomes(self) -> Frame:
        """What became of each event under each rule that hears it, and of the events that were not evaluated."""
        return self._frame("outcomes")

    @property
    def rankings(self) -> Frame:
        """Rankings, closing by closing: `measure` in units, `rank`, `points` in units."""
        return self._frame("rankings")

    @property
    def ratings(self) -> Frame:
        """Ratings, closing by closing; those left out come last, without measure and rank."""
        return self._frame("ratings")

    @property
    def dividends(self) -> Frame:
        """Dividends, closing by closing; `amount` in units of its own decimals."""
        return self._frame("dividends")

    @property
    def benefits(self) -> Frame:
        """Benefits, closing by closing; `value` in units of its own decimals."""
        return self._frame("benefits")

    def table(self, name: str) -> Table:
        """One of the seven tables as a ``Table``: for Arrow (``polars.DataFrame(result.table("balances"))``), NumPy,
        and amounts in other forms (``to_pandas(as_decimal=True)``)."""
        if name not in _core.tables:
            raise UsageError(f"there is no table {name}; there are {', '.join(_core.tables)}")
        return Table(_core.result_table(self._with(name), name))

    @property
    def posted(self) -> Frame:
        """What was posted, summed up: `month` (its first day), `source` (rule or closing), `cause`, `category`,
        `postings` (how many), `standing` and `spendable` in units.

        Needs no table of postings: 10 million events sum up to some hundred rows.
        """
        if "posted" not in self._frames:
            self._frames["posted"] = _frame_of(self._posted())
        return self._frames["posted"]

    def again(self, rules: Rules, *, progress: Progress = None) -> Evaluation:
        """The same tables and options under another rule list, equal to evaluating anew but mostly much sooner.

        Only the households that a change touches are evaluated; the others keep what they came to. The first call
        keeps this evaluation in memory (24 bytes an event). Raises UsageError where the rule list declares other
        columns of the tables, RuleListError.
        """
        book = rules if isinstance(rules, (RuleList, _core.Program)) else load_rules(rules)
        program = program_of(book)
        baseline = self._baseline(progress)
        with Bar(progress, "evaluating") as tell:
            evaluated = baseline.evaluate(program, tell)
        return Evaluation(self._inputs.under(program), frozenset({"closings"}), self._notes, self._warnings,
                          self._progress, book if isinstance(book, RuleList) else None, evaluated)

    @property
    def rules(self) -> RuleList | None:
        """The rule list that was evaluated; None where only its compiled form was given."""
        return self._rules

    def groups(self, name: str) -> dict[str, str]:
        """Household to its value of a group or attribute of the roster on the last day, as text; empty: it has none.

        Raises UsageError for a name that the rule list does not declare.
        """
        try:
            return dict(_core.subject_values(self._inputs, name))
        except KeyError:
            program = self._inputs.program
            names = [*program.groups, *(one for one, _ in program.subject_attributes)]
            raise UsageError(f"the roster has no {name!r}; there are {', '.join(names) or 'no groups'}") from None

    @property
    def names(self) -> dict[str, str]:
        """Household to its name in the roster on the last day; empty: it has none."""
        return dict(_core.subject_names(self._inputs))

    @property
    def decimals(self) -> int:
        """Digits after the point of points: an amount is ``units * 10 ** -decimals``."""
        return self._inputs.program.decimals

    def total(self, column: str = "standing") -> decimal.Decimal:
        """The exact sum of an amount column of the balances."""
        table = self.table("balances")
        units = sum(int(one) for one in table[column].tolist())
        return decimal.Decimal(units).scaleb(-table.decimals[column], decimal.Context(prec=60))

    # --------------------------------------------------------------------------------------------------------- files

    def to_csv(self, table: str, path: str | os.PathLike[str] | None = None) -> bytes | None:
        """One table as the bytes that the command line writes: returned, or put into `path`."""
        if table not in _core.tables:
            raise UsageError(f"there is no table {table}; there are {', '.join(_core.tables)}")
        text = self._with(table).csv(table)
        if path is None:
            return text
        aside = f"{os.fspath(path)}.{os.getpid()}.part"
        try:
            with open(aside, "xb") as file:
                file.write(text)
            os.replace(aside, path)
        except OSError as error:
            raise MachineError(f"{os.fspath(path)}: {error.strerror}") from error
        finally:
            if os.path.exists(aside):
                os.remove(aside)
        return None

    def write(self, directory: str | os.PathLike[str], *, bad_rows: str | os.PathLike[str] | None = None,
              lang: str = "en") -> None:
        """Writes the seven files as ``pointsbank evaluate --out`` does, byte for byte: all of them or none.

        ``bad_rows``: a file for the rows that could not be taken. Raises MachineError, UsageError where a target is no
        ordinary file.
        """
        evaluation = self._with(*_core.tables)
        with Bar(self._progress, "writing") as tell:
            evaluation.write(os.fspath(directory), self._notes, None if bad_rows is None else os.fspath(bad_rows), lang,
                             tell)

    # -------------------------------------------------------------------------------------------------- explanations

    def explain(self, household: str | None = None, *, event: str | None = None, lang: str = "en") -> Explanation:
        """How a household's points (or those of one event) came to be and why others did not, by evaluating again.

        Prints as sentences in ``lang``; ``.data`` is the same as Python values. Raises UsageError for an unknown id.
        """
        return explain(self._inputs, household, event, lang, self._progress)

    # --------------------------------------------------------------------------------------------------------- notes

    @property
    def bad_rows(self) -> list[_core.BadRow]:
        """The rows that could not be taken, where ``evaluate`` was told to go on without them."""
        return self._notes.bad_rows

    @property
    def warnings(self) -> list[_core.Issue]:
        """What was taken, but may not be meant."""
        return list(self._warnings)

    @property
    def sizes(self) -> dict[str, int]:
        """How many households and events went in, and how many rows there are of what was asked for."""
        return self._core.sizes()

    @property
    def profile(self) -> dict[str, int]:
        """Nanoseconds that the stages of the evaluation took."""
        return self._core.profile()

    def __repr__(self) -> str:
        sizes = self.sizes
        return (f"<Evaluation of {self._inputs.program.id}: {sizes['households']} households, {sizes['events']} events, "
                f"standing {self.total('standing')}, spendable {self.total('spendable')}>")

    def _repr_html_(self) -> str:
        sizes = self.sizes
        table = self.table("balances")
        facts: list[list[object]] = [["households", sizes["households"]], ["events", sizes["events"]]]
        facts += [[name, self.total(name)] for name in table.decimals]
        return table_html(["of all households", "exact"], facts, f"{self._inputs.program.id}") + table._repr_html_()

    # -------------------------------------------------------------------------------------------------------- inside

    def _run(self, parts: frozenset[str]) -> _core.Evaluation:
        with Bar(self._progress, "evaluating") as tell:
            return _core.evaluate(self._inputs, postings="postings" in parts, outcomes="outcomes" in parts,
                                  closings="closings" in parts, progress=tell)

    def _baseline(self, progress: Progress = None) -> _core.Baseline:
        """This evaluation kept, so that other rule lists can be tried on its tables."""
        if self._kept is None:
            with Bar(self._progress if progress is None else progress, "evaluating") as tell:
                self._kept = _core.Baseline(self._inputs, tell)
        return self._kept

    def _posted(self) -> Table:
        return Table(_core.posted(self._core) if "postings" in self._parts else self._baseline().posted())

    def _with(self, *tables: str) -> _core.Evaluation:
        """An evaluation that has these tables."""
        wanted = {"closings" if table in _CLOSINGS else table for table in tables} - {"balances"}
        if not wanted <= self._parts:
            parts = self._parts | wanted
            self._core = self._run(parts)
            self._parts = parts
        return self._core

    def _frame(self, name: str) -> Frame:
        if name not in self._frames:
            self._frames[name] = _frame_of(self.table(name))
        return self._frames[name]


def _frame_of(table: Table) -> Frame:
    """A DataFrame where pandas is installed."""
    try:
        return table.to_pandas()
    except ImportError:
        return table


def evaluate(rules: Rules, households: TableLike, events: TableLike, *, through: DateLike,
             members: TableLike | None = None, entries: TableLike | None = None,
             published: str | os.PathLike[str] | _core.Published | None = None, as_of: MomentLike | None = None,
             threads: int = 1, postings: bool = False, outcomes: bool = False, closings: bool = False,
             bad_rows: bool = False, progress: Progress = None) -> Evaluation:
    """Evaluates a rule list over what households did, exactly.

    :param rules: a RuleList, or what ``load_rules`` takes
    :param households: the roster: a path, DataFrame, dictionary of arrays, Arrow stream, or what ``read_roster`` gave
    :param events: the events, likewise; ``read_events`` says which columns
    :param through: the last day to evaluate: ``"2026-12-31"`` or a date
    :param members: who belongs to which household, likewise; without it nobody is looked up by member
    :param entries: redemptions, refunds, transfers, opening balances, likewise
    :param published: a folder of closings that stay as they were published
    :param as_of: what was recorded later than this moment is not known; a date is its last moment
    :param threads: how many work at once; the result does not depend on it
    :param postings: make the postings in the same run (a table that is not asked for is made when it is looked at);
        likewise ``outcomes`` and ``closings`` (rankings, ratings, dividends, benefits)
    :param bad_rows: go on without rows that cannot be taken; they are in ``result.bad_rows``
    :param progress: None: a bar on long work where somebody looks; True, False; or a function that is called with
        thousandths and may return False to stop

    Raises InputError with the mistakes of all tables, RuleListError, OverflowError, UsageError, Cancelled;
    KeyboardInterrupt within a second of Ctrl-C.
    """
    book = rules if isinstance(rules, (RuleList, _core.Program)) else load_rules(rules)
    inputs, reading = evaluation_inputs(program_of(book), households, events, through=through, members=members,
                                        entries=entries, published=published, as_of=as_of, threads=threads,
                                        bad_rows=bad_rows, progress=progress)
    asked = {"postings": postings, "outcomes": outcomes, "closings": closings}
    parts = frozenset(name for name, is_asked in asked.items() if is_asked)
    return Evaluation(inputs, parts, reading.notes, reading.warnings, progress,
                      book if isinstance(book, RuleList) else None)


def evaluation_inputs(program: _core.Program, households: TableLike, events: TableLike, *, through: DateLike,
                      members: TableLike | None = None, entries: TableLike | None = None,
                      published: str | os.PathLike[str] | _core.Published | None = None, as_of: MomentLike | None = None,
                      threads: int = 1, bad_rows: bool = False,
                      progress: Progress = None) -> tuple[_core.EvaluationInputs, Reading]:
    """The tables of an evaluation read, with what was to be said of them."""
    reading = Reading(program, progress, bad_rows)
    roster = reading.roster(households)
    stays = None if members is None else reading.members(members)
    happened = reading.events(events)
    booked = None if entries is None or roster is None else reading.entries(entries, roster)
    stands = None if published is None or roster is None else reading.published(published, roster)
    reading.finish()
    assert roster is not None and happened is not None, "a table that cannot be read has issues"
    inputs = _core.EvaluationInputs(program, roster, happened, members=stays, entries=booked, published=stands,
                                    through=_date(through), as_of=None if as_of is None else _moment(as_of),
                                    threads=threads)
    return inputs, reading


def _date(value: DateLike) -> str:
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time() or value.tzinfo is not None:
            raise UsageError(f"through is a date, and not the moment {value}: write {value.date().isoformat()!r}")
        value = value.date()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _moment(value: MomentLike) -> str:
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise UsageError(f"as_of is {value}, without an offset from UTC: write it like 2026-03-05T20:15:00+08:00")
        return value.isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
