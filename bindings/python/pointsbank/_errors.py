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


class StoreError(InputError):
    """The file is no bank, of a later format, damaged, there already, or does not allow what it should."""


class _IssueError(Error):
    """An error with one issue, which has a sentence in either language."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(str(issue))
        self.issue = issue

    def to_string(self, lang: str = "en") -> str:
        """The sentence in English (``en``) or Chinese (``zh``)."""
        return self.issue.to_string(lang)


class BusyError(_IssueError):
    """Somebody else holds the bank's file; the command was not begun. Try again."""


class StorageError(_IssueError, MachineError):
    """The machine failed (the disk is full, say); what was under way was taken back wholly."""


class UnknownOutcomeError(StorageError):
    """The machine failed while a command was being made durable: it is there wholly or not at all. Open the bank anew
    and ask with the same key."""
