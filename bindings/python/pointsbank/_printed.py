"""What explanations and exposures share: findings that print as sentences and stand there as data."""

from __future__ import annotations

import decimal
import html
import json
from typing import Any, Protocol


class Found(Protocol):
    """What the library has found."""

    @property
    def json(self) -> str: ...
    def text(self, lang: str = "en") -> str: ...


class Printed:
    """Sentences in Chinese or English, and the same as data."""

    _opening = "<pre>"  # of what a notebook shows: a table stays as wide as it is

    def __init__(self, found: Found, lang: str) -> None:
        check_language(lang)
        self._found, self._lang = found, lang

    def text(self, lang: str | None = None) -> str:
        """Sentences in Chinese (``zh``) or English (``en``); by default in the language that was asked for."""
        return self._found.text(lang or self._lang)

    @property
    def json(self) -> str:
        """One JSON document, the bytes of the command line's ``--json``; amounts are exact decimals in strings."""
        return self._found.json

    @property
    def data(self) -> dict[str, Any]:
        """The same as Python values."""
        document: dict[str, Any] = json.loads(self._found.json, parse_float=decimal.Decimal)
        return document

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return f"{self._opening}{html.escape(self.text())}</pre>"


def check_language(lang: str) -> None:
    """ValueError for a language that there is not."""
    if lang not in ("en", "zh"):
        raise ValueError(f'lang is "{lang}"; there are "en" and "zh"')
