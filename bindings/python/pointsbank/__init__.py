"""Exact, explained points for villages: rule lists, evaluation and what comes out of it, for analysts.

    import pointsbank as pb
    rules = pb.load_rules("rules/xiachangning.json")
    result = pb.evaluate(rules, "roster.csv", "events.csv", through="2026-12-31")
    result.balances

Amounts are integers in units of ``10 ** -decimals``, or ``Decimal`` where asked for; a float only by name. Long work
lets go of the GIL, shows progress, and ends within a second after Ctrl-C.
"""

from __future__ import annotations

from pointsbank import pictures
from pointsbank._bank import Answer, Bank, check_sheet, check_slip
from pointsbank._comparison import Change, Comparison, Spread, compare
from pointsbank._core import BadRow, Difference, Entries, Events, Issue, Members, Published, Roster
from pointsbank._core import version as __version__
from pointsbank._data import (
    InputWarning,
    TableLike,
    read_entries,
    read_events,
    read_members,
    read_published,
    read_roster,
)
from pointsbank._difference import Differences
from pointsbank._errors import (
    BusyError,
    Cancelled,
    Error,
    InputError,
    MachineError,
    OverflowError,
    RuleListError,
    StorageError,
    StoreError,
    UnknownOutcomeError,
    UsageError,
)
from pointsbank._evaluation import Evaluation, evaluate
from pointsbank._examples import ExamplesReport, test_rules
from pointsbank._explanation import Explanation
from pointsbank._exposure import Exposure, exposure
from pointsbank._expression import evaluate_expression
from pointsbank._generation import Village, generate
from pointsbank._reform import Reform
from pointsbank._rules import Notice, ReformWarning, RuleList, check_rules, load_rules, parse_rules, shipped_rules
from pointsbank._sweep import Seek, Sweep, goal_seek, sweep
from pointsbank._tables import Table

__all__ = [
    "Answer",
    "BadRow",
    "Bank",
    "BusyError",
    "Cancelled",
    "Change",
    "Comparison",
    "Difference",
    "Differences",
    "Entries",
    "Error",
    "Evaluation",
    "Events",
    "ExamplesReport",
    "Explanation",
    "Exposure",
    "InputError",
    "InputWarning",
    "Issue",
    "MachineError",
    "Members",
    "Notice",
    "OverflowError",
    "Published",
    "Reform",
    "ReformWarning",
    "Roster",
    "RuleList",
    "RuleListError",
    "Seek",
    "Spread",
    "StorageError",
    "StoreError",
    "Sweep",
    "Table",
    "TableLike",
    "UnknownOutcomeError",
    "UsageError",
    "Village",
    "__version__",
    "check_rules",
    "check_sheet",
    "check_slip",
    "compare",
    "evaluate",
    "evaluate_expression",
    "exposure",
    "generate",
    "goal_seek",
    "load_rules",
    "parse_rules",
    "pictures",
    "read_entries",
    "read_events",
    "read_members",
    "read_published",
    "read_roster",
    "shipped_rules",
    "sweep",
    "test_rules",
]
