"""The library as the package ``pointsbank`` uses it; not for others."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import Any, final

from numpy.typing import NDArray
from typing_extensions import CapsuleType

version: str
tables: tuple[str, ...]

_Path = str | bytes | PathLike[str] | PathLike[bytes]
_Tell = Callable[[int], object] | None

# ---------------------------------------------------------------------------------------------------------- rule lists

@final
class Issue:
    """What is wrong in a rule list or in data: where, and what to write instead."""

    def __init__(
        self,
        code: str,
        *,
        file: str = "",
        line: int = 0,
        column: int = 0,
        pointer: str = "",
        arguments: Sequence[str] = ...,
        hint: str = "",
        hint_arguments: Sequence[str] = ...,
        severity: str = "error",
    ) -> None: ...
    @property
    def code(self) -> str:
        """The name that programs compare, as in the list of errors."""
    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""
    @property
    def file(self) -> str:
        """The file, or the name of a table in memory."""
    @property
    def line(self) -> int:
        """From 1; of a table in memory the row, from 1; 0 where it is unknown."""
    @property
    def column(self) -> int:
        """In characters, from 1; 0 where it is unknown."""
    @property
    def pointer(self) -> str:
        """A JSON pointer into the rule list, or the name of a table's column."""
    @property
    def arguments(self) -> list[str]:
        """What fills the sentence."""
    def sentence(self, lang: str = "en") -> str:
        """What is wrong, without its place and the hint."""
    def hint(self, lang: str = "en") -> str:
        """What to write instead; empty where there is nothing to say."""
    def to_string(self, lang: str = "en") -> str:
        """``file:line:column: pointer: sentence; hint``"""

@final
class RuleList:
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    def title(self, lang: str = "en") -> str: ...
    @property
    def issues(self) -> list[Issue]: ...

@final
class Program:
    @property
    def id(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def subject(self) -> str: ...
    @property
    def utc_offset(self) -> int: ...
    @property
    def groups(self) -> list[str]: ...
    @property
    def subject_attributes(self) -> list[tuple[str, str]]: ...
    @property
    def event_attributes(self) -> list[tuple[str, str]]: ...

def read_source(file: _Path) -> str: ...
def parse(name: str, text: str) -> RuleList: ...
def check(lists: Sequence[RuleList]) -> list[Issue]: ...
def compile(lists: Sequence[RuleList]) -> Program: ...

# ------------------------------------------------------------------------------------------------------- tables that go in

@final
class SourceColumn:
    name: str
    def __len__(self) -> int: ...
    def texts(self) -> list[str]: ...

def column_of_objects(name: str, objects: Sequence[Any]) -> SourceColumn: ...
def column_of_integers(name: str, values: NDArray[Any], mask: NDArray[Any] | None = None) -> SourceColumn: ...
def column_of_floats(name: str, values: NDArray[Any]) -> SourceColumn: ...
def column_of_booleans(name: str, values: NDArray[Any], mask: NDArray[Any] | None = None) -> SourceColumn: ...
def column_of_days(name: str, values: NDArray[Any]) -> SourceColumn: ...
def column_of_moments(name: str, values: NDArray[Any], units_a_second: int, has_zone: bool) -> SourceColumn: ...
def column_of_codes(name: str, codes: NDArray[Any], categories: Sequence[Any]) -> SourceColumn: ...
def column_of_nothing(name: str, rows: int) -> SourceColumn: ...
def columns_of_stream(capsule: CapsuleType, wanted: Sequence[str] | None = None) -> list[SourceColumn]: ...

@final
class BadRow:
    """A row that could not be taken, as it stood."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def issue(self) -> Issue: ...

@final
class ReadNotes:
    def __init__(self, keeps_bad_rows: bool = False) -> None: ...
    @property
    def bad_rows(self) -> list[BadRow]: ...
    @property
    def warnings(self) -> list[Issue]: ...
    def bad_rows_csv(self, lang: str = "en") -> bytes: ...

@final
class Roster:
    """Who is scored, with what holds of each from when on."""

    def __len__(self) -> int: ...
    def __contains__(self, id: str, /) -> bool: ...

@final
class Members:
    """Which household a member belongs to, from when to when."""

    def __len__(self) -> int: ...

@final
class Events:
    """What households did."""

    def __len__(self) -> int: ...

@final
class Entries:
    """What did not come of rules."""

    def __len__(self) -> int: ...

@final
class Published:
    """Closings that a village has published."""

    def __len__(self) -> int: ...

def read_roster(program: Program, file: _Path, notes: ReadNotes, progress: _Tell = None) -> Roster: ...
def read_members(program: Program, file: _Path, notes: ReadNotes, progress: _Tell = None) -> Members: ...
def read_events(program: Program, file: _Path, notes: ReadNotes, progress: _Tell = None) -> Events: ...
def read_entries(program: Program, roster: Roster, file: _Path, notes: ReadNotes, progress: _Tell = None) -> Entries: ...
def read_published(
    program: Program, roster: Roster, folder: _Path, notes: ReadNotes, progress: _Tell = None
) -> Published: ...
def make_roster(
    program: Program, name: str, columns: Sequence[SourceColumn], notes: ReadNotes, progress: _Tell = None
) -> Roster: ...
def make_members(
    program: Program, name: str, columns: Sequence[SourceColumn], notes: ReadNotes, progress: _Tell = None
) -> Members: ...
def make_events(
    program: Program, name: str, columns: Sequence[SourceColumn], notes: ReadNotes, progress: _Tell = None
) -> Events: ...
def make_entries(
    program: Program, roster: Roster, name: str, columns: Sequence[SourceColumn], notes: ReadNotes, progress: _Tell = None
) -> Entries: ...

# ---------------------------------------------------------------------------------------------------------- evaluation

@final
class EvaluationInputs:
    def __init__(
        self,
        program: Program,
        roster: Roster,
        events: Events,
        *,
        members: Members | None,
        entries: Entries | None,
        published: Published | None,
        through: str,
        as_of: str | None,
        threads: int,
    ) -> None: ...
    @property
    def program(self) -> Program: ...
    @property
    def roster(self) -> Roster: ...
    @property
    def events(self) -> Events: ...

@final
class Evaluation:
    def sizes(self) -> dict[str, int]: ...
    def profile(self) -> dict[str, int]: ...
    def csv(self, table: str) -> bytes: ...
    def write(
        self,
        folder: _Path,
        notes: ReadNotes | None = None,
        bad_rows: _Path | None = None,
        lang: str = "en",
        progress: _Tell = None,
    ) -> None: ...

def evaluate(
    inputs: EvaluationInputs, *, postings: bool, outcomes: bool, closings: bool, progress: _Tell = None
) -> Evaluation: ...

@final
class Buffer:
    """Numbers of a result, by the buffer protocol."""

    def __buffer__(self, flags: int, /) -> memoryview: ...

@final
class ResultColumn:
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    def values(self) -> Buffer: ...
    def absent(self) -> Buffer | None: ...
    def texts(self) -> list[str | None]: ...
    def choices(self) -> list[str]: ...

@final
class ResultTable:
    @property
    def name(self) -> str: ...
    def __len__(self) -> int: ...
    @property
    def columns(self) -> list[ResultColumn]: ...
    def arrow_stream(self) -> CapsuleType: ...

def result_table(evaluation: Evaluation, name: str) -> ResultTable: ...

# -------------------------------------------------------------------------- explanation, examples, villages, expressions

@final
class Explanation:
    @property
    def json(self) -> str: ...
    def text(self, lang: str = "en") -> str: ...

def explain(inputs: EvaluationInputs, *, household: str, event: str, progress: _Tell = None) -> Explanation: ...

@final
class ExampleMiss:
    """An expected row that no row of its output has."""

    @property
    def output(self) -> str: ...
    @property
    def expected(self) -> list[tuple[str, str]]: ...
    @property
    def nearest(self) -> list[str]: ...
    @property
    def line(self) -> int: ...

@final
class ExampleResult:
    """An example, and whether it comes out as it says."""

    @property
    def list(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def passes(self) -> bool: ...
    @property
    def expects_nothing(self) -> bool: ...
    @property
    def misses(self) -> Sequence[ExampleMiss]: ...
    @property
    def issues(self) -> Sequence[Issue]: ...

@final
class ExamplesReport:
    @property
    def examples(self) -> list[ExampleResult]: ...
    @property
    def lists_without_examples(self) -> list[str]: ...
    @property
    def untouched(self) -> list[str]: ...
    @property
    def passes(self) -> bool: ...

def run_examples(lists: Sequence[RuleList], lang: str = "en") -> ExamplesReport: ...

@final
class GeneratedVillage:
    @property
    def roster(self) -> str: ...
    @property
    def members(self) -> str: ...
    @property
    def events(self) -> str: ...

def generate(program: Program, *, households: int, events: int, seed: int, through: str) -> GeneratedVillage: ...

@final
class ExpressionResult:
    @property
    def ok(self) -> bool: ...
    @property
    def json(self) -> str: ...
    @property
    def issues(self) -> list[Issue]: ...

def evaluate_expression(expression: str, subject: str, event: str) -> ExpressionResult: ...
