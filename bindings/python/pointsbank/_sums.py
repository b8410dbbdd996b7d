"""Exact sums over two evaluations, as 64-bit whole numbers of units: what the pictures show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, NamedTuple, Protocol, Tuple, Union

import numpy as np
import numpy.typing as npt

from pointsbank._errors import UsageError
from pointsbank._rules import _dictionaries, _in_language

if TYPE_CHECKING:
    from pointsbank._evaluation import Evaluation

Units = npt.NDArray[np.int64]


class Compared(Protocol):
    """Anything that has two evaluations of the same households: a comparison."""

    @property
    def before(self) -> Evaluation: ...
    @property
    def after(self) -> Evaluation: ...


Result = Union["Evaluation", Compared]

# What is posted without a category of a rule list: (Chinese, English) by cause.
CAUSES = {
    "base": ("基础分", "Base points"), "obligation": ("义务", "Obligations"), "continuing": ("持续状态", "Continuing states"),
    "ranking": ("名次奖励", "Ranking awards"), "forfeit": ("收回", "Forfeits"), "lapse": ("失效", "Lapses"),
    "expiry": ("到期清零", "Expiry"), "reset": ("重置", "Resets"), "redemption": ("兑换", "Redemptions"),
    "refund": ("退回", "Refunds"), "transfer": ("转账", "Transfers"), "opening": ("期初积分", "Opening balances"),
    "rule": ("其他规则", "Other rules"),
}


def two_sides(before: Result, after: Evaluation | None) -> tuple[Evaluation, Evaluation]:
    """The two evaluations of a comparison, or those that were given, checked to be about the same households."""
    first: Any = before
    second: Any = after
    if after is None:
        if not (hasattr(before, "before") and hasattr(before, "after")):
            raise UsageError("two results are needed, before and after, or a comparison")
        first, second = before.before, before.after
    if first.decimals != second.decimals:
        raise UsageError("the two rule lists count points with different decimals; evaluate both with the same")
    if first._inputs.roster is not second._inputs.roster and households(first) != households(second):
        raise UsageError("the two results are about different households; evaluate both over the same roster")
    return first, second


def households(result: Evaluation) -> list[str]:
    """The ids of all households, in the order of the balances."""
    names: list[str] = result.table("balances")[result._inputs.program.subject].tolist()
    return names


def one_or_two(result: Result, after: Evaluation | None) -> list[Evaluation]:
    """One evaluation, or the two of a comparison."""
    one: Any = result
    if after is None and not hasattr(result, "before"):
        return [one]
    return list(two_sides(result, after))


def balances(result: Evaluation, account: str) -> Units:
    """The balances of all households on one account, in units."""
    if account not in ("standing", "spendable", "earned", "deducted"):
        raise UsageError(f"account is {account!r}; there are standing, spendable, earned and deducted")
    return np.asarray(result.table("balances")[account], dtype=np.int64)


def gini(units: Units) -> tuple[int, int]:
    """The Gini coefficient as an exact fraction (numerator, denominator); balances below 0 count as 0."""
    ordered = np.sort(np.maximum(units, 0))
    count = len(ordered)
    most = int(ordered[-1]) if count else 0
    if most == 0:
        return 0, 1
    if most * count * count < 2**63:
        total, weighted = int(ordered.sum()), int(np.dot(np.arange(1, count + 1, dtype=np.int64), ordered))
    else:
        exact = ordered.tolist()
        total, weighted = sum(exact), sum(place * one for place, one in enumerate(exact, 1))
    return 2 * weighted - (count + 1) * total, count * total


class Posted(NamedTuple):
    """What an evaluation posted on an account, by month, source and cause."""

    source: list[str]
    cause: list[str]
    category: list[str]
    month: npt.NDArray[np.datetime64]
    amounts: Units


def posted(result: Evaluation, account: str) -> Posted:
    """What was posted on an account, as the library sums it up: some hundred rows, whatever there are of postings."""
    check_posted_account(account)
    table = result._posted()
    return Posted(table["source"].tolist(), table["cause"].tolist(), table["category"].tolist(),
                  table["month"].astype("datetime64[M]"), np.asarray(table[account], dtype=np.int64))


Sums = Dict[Tuple[str, str], int]


def by_source(result: Evaluation, account: str) -> Sums:
    """(source, cause) to the exact sum of what was posted: rules and closings by their id."""
    rows = posted(result, account)
    sums: Sums = {}
    for source, cause, amount in zip(rows.source, rows.cause, rows.amounts.tolist()):
        sums[source, cause] = sums.get((source, cause), 0) + amount
    return sums


def by_source_of_both(before: Result, after: Evaluation | None, account: str) -> tuple[Sums, Sums]:
    """The sums of two evaluations; those of a comparison stand in it already."""
    check_posted_account(account)
    from pointsbank._comparison import Comparison

    if after is None and isinstance(before, Comparison):
        rules = before.table("rules")
        keys = list(zip(rules["source"].tolist(), rules["cause"].tolist()))
        was, becomes = (dict(zip(keys, rules[f"{account}_{side}"].tolist())) for side in ("before", "after"))
        return was, becomes
    first, second = two_sides(before, after)
    return by_source(first, account), by_source(second, account)


def check_posted_account(account: str) -> None:
    if account not in ("standing", "spendable"):
        raise UsageError(f"account is {account!r}; points are posted on standing and spendable")


class Names:
    """Titles of rules, closings and categories, and which category a rule stands under, over all lists given."""

    def __init__(self, results: list[Evaluation], lang: str) -> None:
        self._titles: dict[str, str] = {}
        self.category_titles: dict[str, str] = {}
        self._lang = lang
        self.unit = "分" if lang == "zh" else "points"
        for result in results:
            for document in result.rules.documents if result.rules is not None else []:
                self._take(document)

    def _take(self, document: dict[str, Any]) -> None:
        for one in _dictionaries(document.get("categories")):
            self.category_titles[str(one.get("id"))] = _in_language(one.get("title"), self._lang) or str(one.get("id"))
        for part in ("positive", "negative", "closings"):
            for one in _dictionaries(document.get(part)):
                id = str(one.get("id"))
                self._titles[id] = _in_language(one.get("title"), self._lang) or id

    def of(self, source: str, cause: str) -> str:
        """What a posting is for."""
        word = CAUSES.get(cause, (cause, cause))[0 if self._lang == "zh" else 1]
        if source in self._titles:
            added = f"（{word}）" if self._lang == "zh" else f" ({word.lower()})"
            return self._titles[source] + (added if cause in ("forfeit", "lapse") else "")
        return word

    def category(self, category: str, cause: str) -> str:
        """The category of a posting; of one without any its cause, with an ``@`` before it."""
        return category if category and cause != "forfeit" else f"@{cause}"

    def category_title(self, category: str) -> str:
        """The title of what ``category`` gives."""
        if category.startswith("@"):
            return CAUSES[category[1:]][0 if self._lang == "zh" else 1]
        return self.category_titles.get(category, category)
