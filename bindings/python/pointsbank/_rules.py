"""Rule lists as Python values: read, checked, looked at, compiled."""

from __future__ import annotations

import decimal
import html
import json
import os
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Union

from pointsbank import _core
from pointsbank._core import Issue
from pointsbank._errors import RuleListError, UsageError
from pointsbank._difference import Differences
from pointsbank._html import table_html
from pointsbank._json import json_text
from pointsbank._reform import Reform

# A path, the text of a rule list, or what json.load gives (with parse_float=decimal.Decimal).
RuleSource = Union[str, "os.PathLike[str]", Mapping[str, Any]]


class RuleList:
    """A rule list, or the several that form a rule book together (versions of one id, and the bases they extend).

    A value: nothing changes it. ``load_rules`` gives one that has no errors; ``parse_rules`` one as it is.
    """

    def __init__(self, lists: Sequence[_core.RuleList], texts: Sequence[str]) -> None:
        self._lists = list(lists)
        self._texts = list(texts)
        self._program: _core.Program | None = None

    # ------------------------------------------------------------------------------------------------- what it says

    @property
    def id(self) -> str:
        """The id of the rule book."""
        return self._main.id

    @property
    def version(self) -> str:
        """The version; of several, the last that was given."""
        return self._main.version

    @property
    def versions(self) -> list[tuple[str, str]]:
        """Id and version of each list."""
        return [(one.id, one.version) for one in self._lists]

    def title(self, lang: str = "en") -> str:
        """The title in English (``en``) or Chinese (``zh``)."""
        return self._main.title(lang)

    @property
    def _main(self) -> _core.RuleList:
        """The last list of the book's own id; the others are its earlier versions, or bases that it extends."""
        own = [one for one in self._lists if self._program is not None and one.id == self._program.id]
        return (own or self._lists)[-1]

    @property
    def decimals(self) -> int:
        """Digits after the point of an amount: amounts are integers of ``10 ** -decimals``."""
        return self.compile().decimals

    @property
    def text(self) -> str:
        """The JSON text; of several lists, that of the one that ``version`` is of."""
        return self._texts[self._lists.index(self._main)]

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The lists as Python values, numbers exact (int and ``Decimal``); changing them changes nothing here."""
        return [json.loads(text, parse_float=decimal.Decimal) for text in self._texts]

    @property
    def document(self) -> dict[str, Any]:
        """The list that ``text`` is of as a Python value; see ``documents``."""
        return self.documents[self._lists.index(self._main)]

    # -------------------------------------------------------------------------------------------- checked, compiled

    def check(self) -> list[Issue]:
        """Everything that is wrong with the lists and the rule book that they form, and warnings, by place."""
        return _core.check(self._lists)

    def compile(self) -> _core.Program:
        """The rule book compiled, once. Raises RuleListError with all mistakes."""
        if self._program is None:
            self._program = _core.compile(self._lists)
        return self._program

    # --------------------------------------------------------------------------------------------- reforms, differences

    def reform(self, reform: Reform | Mapping[str, Any] | str | os.PathLike[str]) -> RuleList:
        """The rule list that a reform makes of this one; this one stays as it is.

        A list that the reform's dates divide becomes several versions of one rule book. ``reform`` may also be what
        ``Reform.from_json`` takes. An operation that changes nothing (the value is already so, its days lie outside) is
        told as a ``ReformWarning``; ``reform.check(rules)`` gives the same as data. Raises InputError with everything
        that is wrong, clashes too, before anything is applied.
        """
        made = reform if isinstance(reform, Reform) else Reform.from_json(reform)
        for issue in made.check(self):
            if issue.severity == "warning":
                warnings.warn(issue.to_string(), ReformWarning, stacklevel=2)
        lists = _core.apply_reform(made._core(), self._lists)
        return RuleList(lists, [_core.rule_list_text(one) for one in lists])

    def diff(self, other: RuleList) -> Differences:
        """What is different in ``other``, by meaning and by id; empty (and false) where both mean the same."""
        return Differences(_core.differences(self.compile(), other.compile()))

    def reform_to(self, other: RuleList, title: str = "") -> Reform:
        """The reform that makes this rule list mean what ``other`` does: ``rules.reform(rules.reform_to(other))``."""
        return Reform.from_json(_core.reform_between(self.compile(), other.compile(), title).json)

    def show(self, lang: str = "zh", *, format: str = "text") -> Notice:
        """The rule list as a village posts it on the wall, as ``pointsbank show`` writes it.

        ``format``: ``text``, ``markdown`` or ``html``. In a notebook it shows itself as the page; ``str()`` is the text.
        """
        return Notice(self.compile(), lang, format)

    # ------------------------------------------------------------------------------------------------------ looks

    def rules(self, lang: str = "en") -> list[dict[str, str]]:
        """A row for each rule of ``document``: id, title, category, score, limits, in words of the list itself."""
        document = self.document
        rows = []
        for sign, key in (("+", "positive"), ("-", "negative")):
            for rule in _dictionaries(document.get(key)):
                rows.append({
                    "rule": str(rule.get("id", "")), "title": _in_language(rule.get("title"), lang),
                    "category": str(rule.get("category", "")), "sign": sign,
                    "on": str(rule.get("on", rule.get("id", ""))), "score": _compact(rule.get("score")),
                    "limits": ", ".join(_limit(one) for one in _dictionaries(rule.get("limits"))),
                })
        return rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RuleList) and self._texts == other._texts

    def __hash__(self) -> int:
        return hash(tuple(self._texts))

    def __repr__(self) -> str:
        versions = ", ".join(f"{id} {version}" for id, version in self.versions)
        return f"<RuleList {versions}: {self.title('en') or self.title('zh')}>"

    def _repr_html_(self) -> str:
        rows = self.rules("zh" if not self.title("en") else "en")
        header = list(rows[0]) if rows else ["rule"]
        return table_html(header, [list(row.values()) for row in rows],
                          f"{self.id} {self.version} · {self.title('en')} · {len(rows)} rules")


class Notice(str):
    """A rule list as a village posts it on the wall: a text, which a notebook shows as the page."""

    _program: _core.Program
    _lang: str

    def __new__(cls, program: _core.Program, lang: str, format: str) -> Notice:
        notice = super().__new__(cls, _core.notice(program, format, lang))
        notice._program, notice._lang = program, lang
        return notice

    def _repr_html_(self) -> str:
        page = html.escape(_core.notice(self._program, "html", self._lang))
        return f'<iframe srcdoc="{page}" style="width: 100%; height: 40em; border: 1px solid #ccc"></iframe>'


class ReformWarning(UserWarning):
    """An operation of a reform changes nothing."""


def load_rules(*sources: RuleSource | Sequence[RuleSource]) -> RuleList:
    """Reads rule lists and checks them.

    Each source is a path, the JSON text itself (it begins with ``{``), or a dictionary as ``json.load`` gives it with
    ``parse_float=decimal.Decimal``; several form one rule book. The name of a list that the package ships
    (``shipped_rules()``) is not a path: ``load_rules(shipped_rules()["xiachangning"])``.

    Raises RuleListError whose ``issues`` are all mistakes, each with place, sentence and hint; MachineError where a
    file cannot be read.
    """
    rules = parse_rules(*sources)
    rules.compile()
    return rules


def parse_rules(*sources: RuleSource | Sequence[RuleSource]) -> RuleList:
    """Reads rule lists as ``load_rules`` does, and raises nothing for what they say: ``check()`` tells."""
    flat: list[RuleSource] = []
    for source in sources:
        if isinstance(source, (str, os.PathLike, Mapping)):
            flat.append(source)
        else:
            flat.extend(source)
    if not flat:
        raise UsageError("a rule list is needed: a path, a JSON text or a dictionary")
    named = [_named_text(source) for source in flat]
    return RuleList([_core.parse(name, text) for name, text in named], [text for _, text in named])


def check_rules(*sources: RuleSource | Sequence[RuleSource]) -> list[Issue]:
    """All issues of rule lists, warnings too; none where they are in order."""
    return parse_rules(*sources).check()


def shipped_rules() -> dict[str, Path]:
    """The rule lists that come with the package, by name: ``load_rules(shipped_rules()["xiachangning"])``."""
    folder = Path(__file__).parent / "rules"
    return {path.stem: path for path in sorted(folder.glob("*.json")) if not path.stem.endswith(".schema")}


def program_of(rules: RuleList | _core.Program | RuleSource) -> _core.Program:
    """The program of whatever a function takes for rules."""
    if isinstance(rules, _core.Program):
        return rules
    return (rules if isinstance(rules, RuleList) else load_rules(rules)).compile()


# --------------------------------------------------------------------------------------------------------------- texts


def _named_text(source: RuleSource) -> tuple[str, str]:
    if isinstance(source, Mapping):
        issues: list[Issue] = []
        text = json_text(source, "", issues, "rules")
        if issues:
            raise RuleListError(issues)
        return "rules", text
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("{"):
        return "rules", source
    name = os.fspath(source)
    return name, _core.read_source(name)


def _dictionaries(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _in_language(value: object, lang: str) -> str:
    if isinstance(value, dict):
        other = "en" if lang == "zh" else "zh"
        return str(value.get(lang) or value.get(other) or "")
    return "" if value is None else str(value)


def _limit(limit: dict[str, Any]) -> str:
    amounts = [f"{limit[key]} {key}" for key in ("points", "count", "quantity") if key in limit]
    rest = [f"{key} {_compact(value)}" for key, value in limit.items() if key not in ("points", "count", "quantity", "per")]
    return " ".join([*amounts, "per", str(limit.get("per", "")), *rest])


def _compact(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_compact(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "[" + ", ".join(_compact(one) for one in value) + "]"
    return "" if value is None else str(value)


