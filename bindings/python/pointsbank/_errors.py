"""What the package raises: one small tree, as in C++."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pointsbank._html import table_html

if TYPE_CHECKING:
    from pointsbank._core import Issue


class Error(Exception):
    """The root of everything that the library raises."""


class InputError(Error, ValueError):
    """The rule list or the data is wrong; ``issues`` are all the mistakes, in the order of their places."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("\n".join(str(issue) for issue in issues))
        self.issues: list[Issue] = list(issues)

    def to_string(self, lang: str = "en") -> str:
        """The issues, one a line, in English (``en``) or Chinese (``zh``)."""
        return "\n".join(issue.to_string(lang) for issue in self.issues)

    def _repr_html_(self) -> str:
        rows = [[issue.code, issue.file, issue.line or "", issue.pointer, issue.sentence(), issue.hint()]
                for issue in self.issues]
        return table_html(["code", "file", "line", "place", "what is wrong", "what to write"], rows)


class RuleListError(InputError):
    """Rule lists have mistakes; ``issues`` are all of them."""


class OverflowError(InputError, builtins.OverflowError):
    """An amount left 64 bits; ``household`` says whose."""

    def __init__(self, issues: Sequence[Issue], household: str) -> None:
        super().__init__(issues)
        self.household = household


class UsageError(Error, ValueError):
    """The package was called wrongly: tables of another rule list, columns of different lengths."""


class MachineError(Error, OSError):
    """The machine failed: a file cannot be opened, read or written."""


class Cancelled(Error):
    """The progress function asked to stop."""
