"""Python values as JSON texts with exact numbers."""

from __future__ import annotations

import datetime
import decimal
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pointsbank._core import Issue


class Spelled(str):
    """A number of a JSON text, as it is spelled there: what ``json.loads`` may make of numbers."""


def json_text(value: Any, pointer: str, issues: list[Issue], name: str) -> str:
    """The text of a value; what has none becomes an issue of the document called `name`."""
    if isinstance(value, Spelled):
        return str(value)
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        members = (json.dumps(str(key), ensure_ascii=False) + ": "
                   + json_text(one, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}", issues, name)
                   for key, one in value.items())
        return "{" + ", ".join(members) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(json_text(one, f"{pointer}/{i}", issues, name) for i, one in enumerate(value)) + "]"
    if isinstance(value, (datetime.date, datetime.datetime)):
        return json.dumps(value.isoformat())
    if isinstance(value, float):
        issues.append(Issue("cell_float", file=name, pointer=pointer, arguments=[repr(value)],
                            hint="cell_hint_exact", hint_arguments=[repr(value)]))
        return "null"
    return number_text(value, pointer, issues, name)


def number_text(value: Any, pointer: str, issues: list[Issue], name: str) -> str:
    """An exact number as JSON writes it."""
    if hasattr(value, "__index__"):
        return str(value.__index__())
    if isinstance(value, Fraction):
        exact = value * 10**9
        if exact.denominator == 1:
            return format(decimal.Decimal(exact.numerator).scaleb(-9, decimal.Context(prec=60)), "f")
        issues.append(Issue("cell_no_exact_decimal", file=name, pointer=pointer, arguments=[str(value)]))
        return "null"
    if isinstance(value, decimal.Decimal) and value.is_finite():
        return str(value).replace("E+", "e")
    issues.append(Issue("cell_of_other_type", file=name, pointer=pointer,
                        arguments=[repr(value)[:60], type(value).__name__]))
    return "null"
