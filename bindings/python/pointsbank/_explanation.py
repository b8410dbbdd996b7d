"""Explanations: how each posting came to be and why others did not."""

from __future__ import annotations

from pointsbank import _core
from pointsbank._errors import UsageError
from pointsbank._printed import Printed, check_language
from pointsbank._progress import Bar, Progress


class Explanation(Printed):
    """Why a household's points, or those of an event, are as they are: sentences and data."""

    _opening = '<pre style="white-space: pre-wrap">'  # sentences may be long


def explain(inputs: _core.EvaluationInputs, household: str | None, event: str | None, lang: str,
            progress: Progress) -> Explanation:
    if (household is None) == (event is None):
        raise UsageError("one household or one event is explained")
    check_language(lang)
    with Bar(progress, "explaining") as tell:
        return Explanation(_core.explain(inputs, household=household or "", event=event or "", progress=tell), lang)
