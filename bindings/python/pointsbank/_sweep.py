"""One field over many values, and the value that meets a target."""

from __future__ import annotations

import decimal
import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Union

from pointsbank import _core
from pointsbank._data import TableLike
from pointsbank._errors import UsageError
from pointsbank._evaluation import DateLike, Evaluation, evaluation_inputs
from pointsbank._html import table_html
from pointsbank._progress import Bar, Progress
from pointsbank._reform import exact_text, value_text
from pointsbank._rules import RuleList, RuleSource, load_rules

Exact = Union[int, decimal.Decimal, Fraction, str]
MEASURES = {"points issued": "issued", "issued": "issued", "money": "money", "share above": "share-above",
            "share-above": "share-above", "gini": "gini", "standing": "standing", "spendable": "spendable"}


class Sweep:
    """A row for each value, in their order: what the rule list with it comes to, exact."""

    def __init__(self, found: _core.Sweep | _core.Seek, measure: str) -> None:
        self._found, self._measure = found, measure

    @property
    def rows(self) -> list[dict[str, Any]]:
        """A dictionary for each value: `value`, `measure`, `issued`, `standing`, `spendable`, `winners`, `losers`, `gini`.

        Points and money are ``Decimal``, shares ``Fraction``.
        """
        share = self._measure in ("share-above", "gini")
        return [{"value": json.loads(row.value, parse_float=decimal.Decimal),
                 "measure": Fraction(row.measure) if share else _decimal(row.measure),
                 "issued": self._points(row.issued[1]), "standing": self._points(row.standing[1]),
                 "spendable": self._points(row.spendable[1]), "winners": row.winners, "losers": row.losers,
                 "gini": Fraction(row.gini)} for row in self._found.rows]

    def to_pandas(self, *, as_float: bool = False) -> Any:
        """The rows as a DataFrame; with ``as_float`` the amounts as floats, for pictures."""
        import pandas as pd

        frame = pd.DataFrame(self.rows)
        if as_float:
            names = ["measure", "issued", "standing", "spendable", "gini"]
            frame[names] = frame[names].astype(float)
        return frame

    def text(self, lang: str = "en") -> str:
        """What ``pointsbank sweep`` prints."""
        return self._found.text(lang)

    @property
    def json(self) -> str:
        """One JSON document, the bytes of ``pointsbank sweep --json``."""
        return self._found.json

    def __len__(self) -> int:
        return len(self._found.rows)

    def __getitem__(self, index: int) -> dict[str, Any]:
        return self.rows[index]

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        rows = self.rows
        shown = [[f"{float(cell):.6f}" if isinstance(cell, Fraction) else cell for cell in row.values()] for row in rows]
        return table_html(list(rows[0]) if rows else ["value"], shown, f"measure: {self._measure}")

    def _points(self, units: int) -> decimal.Decimal:
        return decimal.Decimal(units).scaleb(-self._found.decimals, decimal.Context(prec=60))


class Seek(Sweep):
    """What a goal seek found; its rows are the values that were tried."""

    _found: _core.Seek

    @property
    def value(self) -> Any:
        """The value, of those tried, whose measure is nearest to the target; of equals the least."""
        return json.loads(self._found.value, parse_float=decimal.Decimal)

    @property
    def measure(self) -> decimal.Decimal | Fraction:
        """The measure there."""
        return Fraction(self._found.measure) if self._measure in ("share-above", "gini") else _decimal(self._found.measure)

    @property
    def is_met(self) -> bool:
        """Whether some value meets the target or passes it."""
        return self._found.is_met

    @property
    def is_monotone(self) -> bool:
        """Whether the measure never turned between the values that were tried."""
        return self._found.is_monotone


def sweep(rules: RuleList | RuleSource, rule: str | None, field: str, values: Sequence[Any],
          households: TableLike | Evaluation, events: TableLike | None = None, *, measure: str = "points issued",
          category: str | None = None, closing: str | None = None, side: str | None = None, start: DateLike | None = None,
          end: DateLike | None = None, currency: str = "", level: Exact = 0, through: DateLike | None = None,
          progress: Progress = None, **options: Any) -> Sweep:
    """One field over many values: what the rule list comes to with each, by exact evaluation.

    :param rules: a RuleList, or what ``load_rules`` takes
    :param rule: the id of the rule whose field it is; None with ``category=``, ``closing=`` or ``side=``, or for a field
        of the list itself
    :param field: as reforms write it: ``score.rate``, ``limits[month].points``
    :param values: the values, exact: int, ``Decimal``, texts
    :param households: the roster and, in ``events``, the events, as for ``evaluate``, which also takes what else there is
        in ``options``; or an Evaluation, whose tables are taken
    :param measure: ``points issued``, ``money`` (of ``currency``), ``share above`` (of households that reach ``level``),
        ``gini``, ``standing`` or ``spendable`` (of all households together, in points)
    :param start: the values hold from this day on; ``end``: until this day

    The book as it is is evaluated once; each value costs the households that it touches. Raises InputError where a value
    cannot be set, UsageError.
    """
    book, inputs = _inputs(rules, households, events, through, progress, options)
    part, id = _target(rule, category, closing, side)
    word = _measure(measure)
    with Bar(progress, "trying values") as tell:
        found = _core.sweep(inputs, book._lists, part=part, id=id, field=field, start=_day(start), end=_day(end),
                            values=[value_text(value, "values") for value in values], measure=word, currency=currency,
                            level=exact_text(level, "level"), progress=tell)
    return Sweep(found, word)


def goal_seek(rules: RuleList | RuleSource, rule: str | None, field: str, target: Exact, households: TableLike | Evaluation,
              events: TableLike | None = None, *, least: Exact, most: Exact, step: Exact = 1,
              measure: str = "points issued", category: str | None = None, closing: str | None = None,
              side: str | None = None, start: DateLike | None = None, end: DateLike | None = None, currency: str = "",
              level: Exact = 0, through: DateLike | None = None, progress: Progress = None, **options: Any) -> Seek:
    """The value of a field, from ``least`` to ``most`` in steps, whose measure comes nearest to ``target``.

    The other parameters are those of ``sweep``. Between values on either side of the target the middle is tried, and one
    step to each side of what was found. Raises UsageError where the steps make no sense.
    """
    book, inputs = _inputs(rules, households, events, through, progress, options)
    part, id = _target(rule, category, closing, side)
    word = _measure(measure)
    with Bar(progress, "seeking") as tell:
        found = _core.seek(inputs, book._lists, part=part, id=id, field=field, start=_day(start), end=_day(end),
                           least=exact_text(least, "least"), most=exact_text(most, "most"), step=exact_text(step, "step"),
                           target=exact_text(target, "target"), measure=word, currency=currency,
                           level=exact_text(level, "level"), progress=tell)
    return Seek(found, word)


def _inputs(rules: RuleList | RuleSource, households: Any, events: Any, through: DateLike | None, progress: Progress,
            options: dict[str, Any]) -> tuple[RuleList, _core.EvaluationInputs]:
    book = rules if isinstance(rules, RuleList) else load_rules(rules)
    if isinstance(households, Evaluation):
        if events is not None or through is not None or options:
            raise UsageError("an Evaluation brings its events and options along: give them, or the evaluation")
        return book, households._inputs.under(book.compile())
    if events is None or through is None:
        raise UsageError("households, events and through are needed, or an Evaluation in their place")
    inputs, _ = evaluation_inputs(book.compile(), households, events, through=through, progress=progress, **options)
    return book, inputs


def _target(rule: str | None, category: str | None, closing: str | None, side: str | None) -> tuple[str, str]:
    given = [(part, id) for part, id in (("rule", rule), ("category", category), ("closing", closing), ("side", side))
             if id is not None]
    if len(given) > 1:
        raise UsageError(f"one field is tried, and not one of {' and of '.join(part for part, _ in given)}")
    return given[0] if given else ("list", "")


def _measure(measure: str) -> str:
    if measure not in MEASURES:
        raise UsageError(f"measure is {measure!r}; there are {', '.join(one for one in MEASURES if '-' not in one)}")
    return MEASURES[measure]


def _day(value: DateLike | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str) -> decimal.Decimal:
    return decimal.Decimal(text)
