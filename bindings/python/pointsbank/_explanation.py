"""Explanations: how each posting came to be and why others did not."""

from __future__ import annotations

import decimal
import html
import json
from typing import Any

from pointsbank import _core
from pointsbank._errors import UsageError
from pointsbank._progress import Bar, Progress


class Explanation:
    """Why a household's points, or those of an event, are as they are: sentences and data."""

    def __init__(self, explanation: _core.Explanation, lang: str) -> None:
        self._explanation, self._lang = explanation, lang

    def text(self, lang: str | None = None) -> str:
        """Sentences in Chinese (``zh``) or English (``en``); by default in the language that was asked for."""
        return self._explanation.text(lang or self._lang)

    @property
    def json(self) -> str:
        """One JSON document; amounts are exact decimals in strings."""
        return self._explanation.json

    @property
    def data(self) -> dict[str, Any]:
        """The same as Python values."""
        document: dict[str, Any] = json.loads(self._explanation.json, parse_float=decimal.Decimal)
        return document

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return f'<pre style="white-space: pre-wrap">{html.escape(self.text())}</pre>'


def explain(inputs: _core.EvaluationInputs, household: str | None, event: str | None, lang: str,
            progress: Progress) -> Explanation:
    if (household is None) == (event is None):
        raise UsageError("one household or one event is explained")
    if lang not in ("en", "zh"):
        raise ValueError(f'lang is "{lang}"; there are "en" and "zh"')
    with Bar(progress, "explaining") as tell:
        return Explanation(_core.explain(inputs, household=household or "", event=event or "", progress=tell), lang)
