"""Exposure: the most and the least that one household can get under a rule list, as proven bounds."""

from __future__ import annotations

from pointsbank import _core
from pointsbank._data import Rules
from pointsbank._errors import UsageError
from pointsbank._evaluation import DateLike, _date
from pointsbank._printed import Printed, check_language
from pointsbank._rules import program_of


class Exposure(Printed):
    """Bounds for each rule, category and the whole list by period, and what all households can redeem in money.

    Prints as the table of ``pointsbank exposure``.
    """


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
    check_language(lang)
    if households < 0 or (members is not None and members < 0):
        raise UsageError("households and members are counts: 0 or more")
    found = _core.exposure(program_of(rules), households=households, members=members,
                           start=None if start is None else _date(start), end=None if end is None else _date(end),
                           tries=tries)
    return Exposure(found, lang)
