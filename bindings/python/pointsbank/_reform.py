"""Reforms: what is to change in a rule list, as data."""

from __future__ import annotations

import datetime
import decimal
import json
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Union

from pointsbank import _core
from pointsbank._core import Issue
from pointsbank._errors import InputError, MachineError, UsageError
from pointsbank._html import table_html
from pointsbank._json import Spelled, json_text

if TYPE_CHECKING:
    from pointsbank._rules import RuleList

DateLike = Union[str, datetime.date]

_NOTHING: Any = object()


class Reform:
    """A title and operations, each of which names by id what it changes; ``rules.reform(…)`` applies it.

        pb.Reform("winter plan").set("volunteering", "score.rate", 3, start="2026-11-01").disable("litter")

    Each method adds an operation and returns the reform itself, so that they can be written one behind the other. What
    is changed is a rule by its id (the first argument), or one of ``category=``, ``closing=`` and ``side=``
    (``"positive"``, ``"negative"``: all rules of it); with none of them it is a field of the list itself. A field that
    categories and sides have not themselves is changed in all of their rules. Fields are written as ``rules.diff``
    writes them: ``score.rate``, ``limits[year,household].points``, ``awards[1-3].points``,
    ``levels[five_star].at_least``. ``start`` and ``end`` are the first and the last day on which an operation holds;
    ``override=True``: it takes the place of an earlier one on the same thing, which otherwise is a clash. Numbers are
    exact: int, ``Decimal``, ``Fraction``, or a text; never float.
    """

    def __init__(self, title: str | Mapping[str, str] = "") -> None:
        self._title: str | dict[str, str] = title if isinstance(title, str) else dict(title)
        self._operations: list[str] = []

    # ----------------------------------------------------------------------------------------------------- operations

    def set(self, rule: str | None = None, field: str = "", value: Any = _NOTHING, *, category: str | None = None,
            closing: str | None = None, side: str | None = None, start: DateLike | None = None,
            end: DateLike | None = None, override: bool = False) -> Reform:
        """Gives a field a value, also one that it has not had: a number, text, truth value, list or dictionary."""
        if value is _NOTHING:
            raise UsageError('set needs a value: set("patrol", "score.rate", 3)')
        return self._add("set", self._target(rule, category, closing, side), {"field": field, "value": value}, start,
                         end, override)

    def scale(self, rule: str | None = None, field: str = "", by: Any = _NOTHING, *, category: str | None = None,
              closing: str | None = None, side: str | None = None, start: DateLike | None = None,
              end: DateLike | None = None, override: bool = False) -> Reform:
        """Multiplies the amounts of a field, exactly: ``score``, ``limits``, ``awards``, a number; counts stay."""
        if by is _NOTHING:
            raise UsageError('scale needs a factor: scale("patrol", "score", Decimal("1.2"))')
        number = json.loads(by, parse_float=decimal.Decimal) if isinstance(by, str) else by
        return self._add("scale", self._target(rule, category, closing, side), {"field": field, "by": number}, start,
                         end, override)

    def disable(self, rule: str | None = None, *, category: str | None = None, closing: str | None = None,
                side: str | None = None, start: DateLike | None = None, end: DateLike | None = None,
                override: bool = False) -> Reform:
        """Takes rules or a closing out of effect; the events of a rule stay known."""
        return self._add("disable", self._target(rule, category, closing, side), {}, start, end, override)

    def enable(self, rule: str | None = None, *, category: str | None = None, closing: str | None = None,
               side: str | None = None, start: DateLike | None = None, end: DateLike | None = None,
               override: bool = False) -> Reform:
        """Puts rules or a closing into effect on all days."""
        return self._add("enable", self._target(rule, category, closing, side), {}, start, end, override)

    def add(self, rule: Mapping[str, Any] | None = None, *, side: str | None = None,
            category: Mapping[str, Any] | None = None, closing: Mapping[str, Any] | None = None,
            after: str | None = None, start: DateLike | None = None, end: DateLike | None = None,
            override: bool = False) -> Reform:
        """A new rule (``side``: ``"positive"`` or ``"negative"``), category or closing, all of it as a dictionary.

        ``after``: behind which id it stands (``""``: at the beginning); otherwise at the end.
        """
        given = {key: one for key, one in (("rule", rule), ("category", category), ("closing", closing))
                 if one is not None}
        if len(given) != 1:
            raise UsageError("one rule, category or closing is added, as a dictionary")
        rest = {**given, **({} if side is None else {"list": side}), **({} if after is None else {"after": after})}
        return self._add("add", {}, rest, start, end, override)

    def remove(self, rule: str | None = None, field: str | None = None, *, category: str | None = None,
               closing: str | None = None, side: str | None = None, start: DateLike | None = None,
               end: DateLike | None = None, override: bool = False) -> Reform:
        """Takes a rule, category or closing away; with ``field`` that field alone."""
        return self._add("remove", self._target(rule, category, closing, side),
                         {} if field is None else {"field": field}, start, end, override)

    def order(self, ids: Sequence[str], *, side: str | None = None, closing: str | None = None,
              field: str | None = None, start: DateLike | None = None, end: DateLike | None = None,
              override: bool = False) -> Reform:
        """Those that ``ids`` name change places so that they stand in this order.

        ``side``: ``"positive"``, ``"negative"`` or ``"closings"``; or the rows of a ``field`` of a ``closing``.
        """
        rest = {**({} if field is None else {"field": field}), "ids": list(ids)}
        return self._add("order", self._target(None, None, closing, side), rest, start, end, override)

    # ------------------------------------------------------------------------------------------------------ as data

    @classmethod
    def from_json(cls, source: str | os.PathLike[str] | Mapping[str, Any]) -> Reform:
        """Reads a reform: a path, the JSON text itself (it begins with ``{``), or a dictionary.

        Raises InputError with all that is wrong in it.
        """
        if isinstance(source, Mapping):
            issues: list[Issue] = []
            text, name = json_text(source, "", issues, "reform"), "reform"
            if issues:
                raise InputError(issues)
        elif isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("{"):
            text, name = source, "reform"
        else:
            name = os.fspath(source)
            text = _core.read_source(name)
        core = _core.parse_reform(name, text)
        if core.issues:
            raise InputError(core.issues)
        reform = cls({"zh": core.title("zh"), "en": core.title("en")} if core.title("zh") != core.title("en")
                     else core.title("en"))
        document = json.loads(core.json, parse_float=Spelled, parse_int=Spelled)
        reform._operations = [json_text(one, "", [], "reform") for one in document["operations"]]
        return reform

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """The reform as the text that ``pointsbank reform --reform`` reads; also put into `path`, where one is given."""
        text = self._core().json
        if path is not None:
            try:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            except OSError as error:
                raise MachineError(f"{os.fspath(path)}: {error.strerror}") from error
        return text

    @property
    def operations(self) -> list[dict[str, Any]]:
        """The operations as dictionaries, numbers exact; changing them changes nothing here."""
        return [json.loads(one, parse_float=decimal.Decimal) for one in self._operations]

    def title(self, lang: str = "en") -> str:
        """The title in English (``en``) or Chinese (``zh``)."""
        return self._title if isinstance(self._title, str) else self._title.get(lang, "")

    # ------------------------------------------------------------------------------------------------------- reports

    def check(self, rules: RuleList) -> list[Issue]:
        """Everything that is wrong with the reform for this rule list (unknown ids and fields, values that cannot be,
        clashes), and as warnings the operations that change nothing."""
        core = self._core()
        return core.issues or _core.check_reform(core, rules._lists)

    def unheard(self, rules: RuleList, events: _core.Events) -> list[Issue]:
        """Warnings for the operations on rules that no event (as ``read_events`` gave them) can be heard by."""
        return _core.unheard(self._core(), rules._lists, events)

    def __len__(self) -> int:
        return len(self._operations)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reform) and self._title == other._title and self._operations == other._operations

    __hash__ = None  # type: ignore[assignment]  # operations can be added

    def __repr__(self) -> str:
        return f"<Reform {self.title('en') or self.title('zh') or 'without a title'}: {len(self)} operations>"

    def _repr_html_(self) -> str:
        rows = []
        for one in self.operations:
            keys = [key for key in ("rule", "category", "closing", "list") if key in one]
            target = f"{keys[0]} {_id(one[keys[0]])}" if keys else "list"
            what = {key: value for key, value in one.items()
                    if key not in ("op", "rule", "category", "closing", "list", "field", "from", "to")}
            rows.append([one["op"], target, one.get("field", ""), ", ".join(str(value) for value in what.values()),
                         one.get("from", ""), one.get("to", "")])
        return table_html(["op", "what", "field", "value", "from", "to"], rows, self.title("en") or self.title("zh"))

    # -------------------------------------------------------------------------------------------------------- inside

    def _core(self) -> _core.Reform:
        title = json.dumps(self._title, ensure_ascii=False)
        return _core.parse_reform("reform", f'{{"title": {title}, "operations": [{", ".join(self._operations)}]}}')

    @staticmethod
    def _target(rule: str | None, category: str | None, closing: str | None, side: str | None) -> dict[str, Any]:
        given = {key: one for key, one in (("rule", rule), ("category", category), ("closing", closing), ("list", side))
                 if one is not None}
        if len(given) > 1:
            raise UsageError(f"an operation names one thing, and not {' and '.join(given)}")
        return given

    def _add(self, op: str, target: dict[str, Any], rest: dict[str, Any], start: DateLike | None, end: DateLike | None,
             override: bool) -> Reform:
        days = {key: _day(day) for key, day in (("from", start), ("to", end)) if day is not None}
        operation = {"op": op, **target, **rest, **days, **({"override": True} if override else {})}
        issues: list[Issue] = []
        text = json_text(operation, f"/operations/{len(self._operations)}", issues, "reform")
        if issues:
            raise InputError(issues)
        self._operations.append(text)
        return self


def _day(value: DateLike) -> str:
    if isinstance(value, datetime.datetime):
        raise UsageError(f"start and end are dates, and not the moment {value}: write {value.date().isoformat()!r}")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _id(value: Any) -> str:
    return str(value.get("id", "")) if isinstance(value, dict) else str(value)


def exact_text(value: Any, what: str) -> str:
    """A number as an exact text: int, Decimal, Fraction, or the text itself; InputError for a float."""
    if isinstance(value, str):
        return value
    issues: list[Issue] = []
    text = json_text(value, "", issues, what)
    if issues:
        raise InputError(issues)
    return text


def value_text(value: Any, what: str) -> str:
    """Any value as JSON, numbers exact."""
    return json_text(value, "", [], what) if isinstance(value, str) else exact_text(value, what)
