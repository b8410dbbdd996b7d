"""One expression of a rule by itself."""

from __future__ import annotations

import datetime
import decimal
import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Union

from pointsbank import _core
from pointsbank._core import Issue
from pointsbank._errors import InputError
from pointsbank._json import number_text

Value = Union[int, decimal.Decimal, Fraction, str, bool, datetime.date]


def evaluate_expression(expression: str, subject: Mapping[str, Any] | None = None,
                        event: Mapping[str, Any] | None = None) -> Any:
    """Checks and evaluates an expression over values given: ``evaluate_expression("a / 3", {"a": 1})`` is 1/3.

    Numbers are int, ``Decimal`` or ``Fraction`` and exact, and so is the result: int, ``Decimal``, or ``Fraction``
    where it has no finite decimal; a date is ``datetime.date`` in and a text out. Raises InputError with every mistake.
    """
    of_subject, of_event = _object(subject, "subject"), _object(event, "event")
    result = _core.evaluate_expression(expression, of_subject, of_event)
    if not result.ok:
        raise InputError(result.issues)
    value: Any = json.loads(result.json, parse_float=decimal.Decimal)
    if isinstance(value, str) and re.fullmatch(r"-?\d+/\d+", value):
        # A number without a finite decimal, or a text that looks like one: only a number can be added to.
        if _core.evaluate_expression(f"({expression}) + 0", of_subject, of_event).ok:
            return Fraction(value)
    return value


def _object(values: Mapping[str, Any] | None, name: str) -> str:
    issues: list[Issue] = []
    members = [json.dumps(str(key), ensure_ascii=False) + ": " + _json(value, f"{name}.{key}", issues)
               for key, value in (values or {}).items()]
    if issues:
        raise InputError(issues)
    return "{" + ", ".join(members) + "}"


def _json(value: Any, pointer: str, issues: list[Issue]) -> str:
    if isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return json.dumps({"date": value.isoformat()})
    if isinstance(value, float):
        issues.append(Issue("cell_float", pointer=pointer, arguments=[repr(value)], hint="cell_hint_exact",
                            hint_arguments=[repr(value)]))
        return "null"
    return number_text(value, pointer, issues, "rules")
