"""Exposure: the most and the least that one household can get under a rule list, as proven bounds."""

from __future__ import annotations

import decimal
import html
import json
from typing import Any

from pointsbank import _core
from pointsbank._data import Rules
from pointsbank._errors import UsageError
from pointsbank._evaluation import DateLike, _date
from pointsbank._rules import program_of


class Exposure:
    """Bounds for each rule, category and the whole list by period, and what all households can redeem in money."""

    def __init__(self, exposure: _core.Exposure, lang: str) -> None:
        self._exposure, self._lang = exposure, lang

    def text(self, lang: str | None = None) -> str:
        """The table that ``pointsbank exposure`` prints, in Chinese (``zh``) or English (``en``)."""
        return self._exposure.text(lang or self._lang)

    @property
    def json(self) -> str:
        """One JSON document; amounts are exact decimals in strings."""
        return self._exposure.json

    @property
    def data(self) -> dict[str, Any]:
        """The same as Python values."""
        document: dict[str, Any] = json.loads(self._exposure.json, parse_float=decimal.Decimal)
        return document

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text())}</pre>"


def exposure(rules: Rules, *, households: int = 1, members: int | None = None, start: DateLike | None = None,
             end: DateLike | None = None, tries: bool = True, lang: str = "en") -> Exposure:
    """The most and the least that one household can get in each period, whatever happens.

    :param rules: a RuleList, or what ``load_rules`` takes
    :param households: how many there are; for the money alone
    :param members: so many members of a household take part at most; without it any number
    :param start: the first day looked at; otherwise the rule book's first. ``end``: likewise the last
    :param tries: look for a household that reaches each bound, by evaluating made-up events
    :param lang: the language in which it prints, ``en`` or ``zh``

    Raises RuleListError, UsageError where no day lies between ``start`` and ``end``.
    """
    if lang not in ("en", "zh"):
        raise ValueError(f'lang is "{lang}"; there are "en" and "zh"')
    if households < 0 or (members is not None and members < 0):
        raise UsageError("households and members are counts: 0 or more")
    found = _core.exposure(program_of(rules), households=households, members=members,
                           start=None if start is None else _date(start), end=None if end is None else _date(end),
                           tries=tries)
    return Exposure(found, lang)
