"""Comparisons: what a change of rules does to whom."""

from __future__ import annotations

import decimal
import json
import os
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, Union

from pointsbank import _core
from pointsbank._errors import UsageError
from pointsbank._evaluation import Evaluation, Frame, _frame_of
from pointsbank._explanation import Explanation
from pointsbank._html import table_html
from pointsbank._printed import check_language
from pointsbank._progress import Bar, Progress
from pointsbank._rules import RuleList, program_of
from pointsbank._tables import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TABLES = ("households", "rules", "categories", "periods", "movements")


class Change(NamedTuple):
    """An exact amount before and after."""

    before: decimal.Decimal
    after: decimal.Decimal

    @property
    def difference(self) -> decimal.Decimal:
        """What was added; negative: taken."""
        return self.after - self.before


class Spread(NamedTuple):
    """How balances are spread over households. Balances below 0 count as 0 in ``gini`` and ``lorenz``."""

    gini: Fraction
    """0: all have the same; towards 1: one has everything. Exact."""
    lorenz: list[Fraction]
    """The share of the poorest 0, 10, …, 100 % of households."""
    quantiles: dict[int, decimal.Decimal]
    """Per cent to the least balance that so many households do not exceed."""
    below_zero: int
    """Households with a balance below 0."""


class Comparison:
    """Two evaluations of the same households side by side, exact.

    Tables are DataFrames where pandas is installed, otherwise ``Table``s: amounts in units, with the decimals in
    ``frame.attrs["decimals"]``; each amount as ``…_before``, ``…_after`` and ``…_difference``. ``table(name)`` gives any
    of them as a ``Table`` (``as_decimal``, Arrow).
    """

    def __init__(self, found: _core.Comparison, before: Evaluation, after: Evaluation | RuleList, account: str,
                 progress: Progress) -> None:
        self._core, self._before, self._after, self._progress = found, before, after, progress
        self._account = account
        self._frames: dict[str, Frame] = {}

    # --------------------------------------------------------------------------------------------------------- sides

    @property
    def before(self) -> Evaluation:
        """The first evaluation."""
        return self._before

    @property
    def after(self) -> Evaluation:
        """The second evaluation; of a rule list it is made when it is first looked at, by ``before.again``."""
        if not isinstance(self._after, Evaluation):
            self._after = self._before.again(self._after, progress=self._progress)
        return self._after

    # -------------------------------------------------------------------------------------------------------- tables

    @property
    def by_household(self) -> Frame:
        """A row for each household by id: `standing`, `spendable`, `earned`, `deducted`."""
        return self._frame("households")

    @property
    def by_rule(self) -> Frame:
        """By `source` (rule or closing) and `cause`: what was posted; adds up to the balances."""
        return self._frame("rules")

    @property
    def by_category(self) -> Frame:
        """By `category`: what was posted; adds up to the balances."""
        return self._frame("categories")

    @property
    def by_period(self) -> Frame:
        """By `period` (its first day): what was posted; adds up to the balances."""
        return self._frame("periods")

    @property
    def movements(self) -> Frame:
        """Whose rank, level, dividend or benefit at a closing is another one; None: none."""
        return self._frame("movements")

    def by_group(self, name: str) -> Frame:
        """By the value of a group or attribute of the roster on the last day: `households`, `winners`, `losers`, amounts.

        Numbers with more than twelve values are put into four ranges. Raises UsageError where the roster has no `name`.
        """
        if name not in self._core.group_names:
            raise UsageError(f"the roster has no {name!r}; there are {', '.join(self._core.group_names) or 'no groups'}")
        if f"by_{name}" not in self._frames:
            self._frames[f"by_{name}"] = _frame_of(Table(self._core.by_group(name)))
        return self._frames[f"by_{name}"]

    @property
    def group_names(self) -> list[str]:
        """What ``by_group`` takes."""
        return self._core.group_names

    def winners(self, count: int = 10) -> Frame:
        """Those who gain most, at most `count`, as in ``by_household``; of equals the first by id."""
        return self._moving(True, count)

    def losers(self, count: int = 10) -> Frame:
        """Those who lose most, likewise."""
        return self._moving(False, count)

    def table(self, name: str) -> Table:
        """`households`, `rules`, `categories`, `periods`, `movements` or `by_GROUP` as a ``Table``."""
        if name.startswith("by_") and name[3:] in self._core.group_names:
            return Table(self._core.by_group(name[3:]))
        if name not in TABLES:
            groups = [f"by_{group}" for group in self._core.group_names]
            raise UsageError(f"there is no table {name}; there are {', '.join([*TABLES, *groups])}")
        return Table(self._core.table(name))

    # ------------------------------------------------------------------------------------------------------- figures

    @property
    def decimals(self) -> int:
        """Digits after the point of points."""
        return self._core.decimals

    @property
    def summary(self) -> dict[str, Change]:
        """`issued` (points given out), `standing` and `spendable` of all households; `money_CNY`: what is given out is
        worth by ``redemption.value`` of the version in effect on each day."""
        found = {name: Change(self._points(sides[0]), self._points(sides[1]))
                 for name, sides in (("issued", self._core.issued), ("standing", self._core.standing),
                                     ("spendable", self._core.spendable))}
        for currency, before, after in self._core.money:
            found[f"money_{currency}"] = Change(decimal.Decimal(before), decimal.Decimal(after))
        return found

    @property
    def winner_count(self) -> int:
        """How many households gain."""
        return self._core.winner_count

    @property
    def loser_count(self) -> int:
        """How many households lose."""
        return self._core.loser_count

    @property
    def spread(self) -> tuple[Spread, Spread]:
        """Before and after: Gini coefficient, Lorenz curve, quantiles; exact."""
        return self._spread(self._core.distribution_before), self._spread(self._core.distribution_after)

    @property
    def gini(self) -> tuple[Fraction, Fraction]:
        """The Gini coefficient before and after, as exact fractions."""
        before, after = self.spread
        return before.gini, after.gini

    # ------------------------------------------------------------------------------------------------------- outputs

    def text(self, lang: str = "en") -> str:
        """What ``pointsbank compare`` prints, in English (``en``) or Chinese (``zh``)."""
        return self._core.text(lang)

    @property
    def json(self) -> str:
        """One JSON document, the bytes of ``pointsbank compare --json``."""
        return self._core.json

    @property
    def data(self) -> dict[str, Any]:
        """The same as Python values; amounts are texts of exact decimals."""
        document: dict[str, Any] = json.loads(self._core.json)
        return document

    def to_html(self, path: str | os.PathLike[str] | None = None, *, title: str = "", lang: str = "en") -> str | None:
        """One page with pictures that opens without a network: returned, or put into `path`, whole or not at all."""
        check_language(lang)
        if path is None:
            return self._core.html(title, lang)
        self._core.write(html=os.fspath(path), title=title, folder=None, lang=lang)
        return None

    def to_csv(self, directory: str | os.PathLike[str]) -> None:
        """Every table as a CSV file, as ``pointsbank compare --csv`` writes them: all of them or none."""
        self._core.write(html=None, title="", folder=os.fspath(directory), lang="en")

    def plot(self, *, top: int = 10, lang: str = "zh", ax: Axes | None = None) -> Axes:
        """What the change does, rule by rule (``pictures.waterfall``); ``pictures`` draws others of a comparison."""
        from pointsbank import pictures

        account = self._account if self._account in ("standing", "spendable") else "standing"
        return pictures.waterfall(self, top=top, account=account, lang=lang, ax=ax)

    def explain(self, household: str, *, lang: str = "en", progress: Progress = None) -> Explanation:
        """Both explanations of a household side by side, only what differs. Raises UsageError for an unknown id."""
        check_language(lang)
        after = self._after._inputs.program if isinstance(self._after, Evaluation) else program_of(self._after)
        with Bar(progress, "explaining") as tell:
            return Explanation(_core.explain_difference(self._before._inputs, after, household, tell), lang)

    def __repr__(self) -> str:
        standing = self.summary["standing"]
        return (f"<Comparison: {self.winner_count} gain, {self.loser_count} lose, standing {standing.before} → "
                f"{standing.after} ({standing.difference:+})>")

    def _repr_html_(self) -> str:
        rows = [[name, one.before, one.after, f"{one.difference:+}"] for name, one in self.summary.items()]
        rows += [["Gini coefficient", *(f"{float(one):.4f}" for one in self.gini), ""]]
        facts = table_html(["of all households", "before", "after", "difference"], rows,
                           f"{self.winner_count} gain, {self.loser_count} lose")
        return facts + Table(self._core.table("rules"))._repr_html_()

    # -------------------------------------------------------------------------------------------------------- inside

    def _points(self, units: int) -> decimal.Decimal:
        return decimal.Decimal(units).scaleb(-self.decimals, decimal.Context(prec=60))

    def _spread(self, found: dict[str, Any]) -> Spread:
        return Spread(Fraction(found["gini"]), [Fraction(share) for share in found["lorenz"]],
                      {percent: self._points(units) for percent, units in found["quantiles"].items()}, found["below_zero"])

    def _moving(self, gains: bool, count: int) -> Frame:
        if count < 0:
            raise UsageError(f"count is {count}; there can be 0 or more")
        return _frame_of(Table(self._core.moving(gains, count)))

    def _frame(self, name: str) -> Frame:
        if name not in self._frames:
            self._frames[name] = _frame_of(self.table(name))
        return self._frames[name]


def compare(before: Evaluation, after: Union[Evaluation, RuleList], *, period: str = "month", account: str = "standing",
            progress: Progress = None) -> Comparison:
    """What changes from one evaluation to another of the same households: exact, and at the cost of what changes.

    :param before: an evaluation
    :param after: another one over the same households, or the rule list that takes its place
    :param period: of ``by_period``: day, week, month, quarter, half_year, year or ever
    :param account: ``standing`` or ``spendable``: by which balance winners, losers and spreads go
    :param progress: as for ``evaluate``

    Where both are of the same tables (the same objects, or equal cell for cell), the first is kept (24 bytes an event)
    and only households that the change touches are evaluated again; no postings are kept. Otherwise both are evaluated
    with their postings. Raises UsageError where the households or the decimals of points differ.
    """
    if account not in ("standing", "spendable"):
        raise ValueError(f'account is "{account}"; there are standing and spendable')
    program = after._inputs.program if isinstance(after, Evaluation) else program_of(after)
    if not isinstance(after, Evaluation) or _core.are_same_tables(before._inputs, after._inputs):
        baseline = before._baseline(progress)
        with Bar(progress, "comparing") as tell:
            found = baseline.compare(program, period=period, by_spendable=account == "spendable", progress=tell)
        return Comparison(found, before, after, account, progress)
    sides = [side._with("postings", "rankings") for side in (before, after)]
    return Comparison(_core.compare_evaluations(*sides, period=period, by_spendable=account == "spendable"), before, after,
                      account, progress)
