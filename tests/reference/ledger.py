"""Section 6.7 and the lots of 6.6 of page 1: what is posted, the balances, and what becomes of spendable points."""

from dataclasses import dataclass, field
from datetime import date as Date
from fractions import Fraction

from exact import by_bytes, fits_64_bits, rounded, written

ACCOUNTS = ("standing", "spendable")


class Overflow(Exception):
    """The error that ends the run: an amount or a balance of this household does not fit 64 bits."""

    def __init__(self, household):
        super().__init__(f"overflow: household {household}")
        self.household = household


@dataclass
class Posting:
    date: Date
    household: str
    member: str
    source: str
    event: str
    cause: str
    standing: Fraction
    spendable: Fraction
    forfeitable: bool = False     # by a positive rule, a ranking or an earning state
    lapse_date: Date | None = None
    lapsed: bool = False          # its standing has lapsed or was reset
    forfeited: bool = False
    expired: Fraction = Fraction(0)     # of its spendable
    spendable_reset: bool = False


@dataclass
class Lot:
    date: Date
    left: Fraction
    posting: Posting | None


@dataclass
class Household:
    id: str
    rows: list                    # (from, row), in order of from
    joined: Date | None
    left: Date | None
    balance: dict = field(default_factory=lambda: {account: Fraction(0) for account in ACCOUNTS})
    lots: list = field(default_factory=list)
    debt: Fraction = Fraction(0)
    earned: Fraction = Fraction(0)
    deducted: Fraction = Fraction(0)

    def active(self, date):
        return (self.joined is None or self.joined <= date) and (self.left is None or date < self.left)

    def row_on(self, date):
        holding = self.rows[0][1]
        for start, row in self.rows:
            if start is None or start <= date:
                holding = row
        return holding


class Ledger:
    """Every household's balances and lots, and the postings in the order in which they arise."""

    def __init__(self, book):
        self.book = book
        self.unit_decimals = book.decimals
        self.floor = None if book.floor is None else Fraction(book.floor)
        self.households = {}
        self.postings = []

    def in_id_order(self):
        return [self.households[id] for id in sorted(self.households, key=by_bytes)]

    # Numbers of this rule book

    def to_unit(self, number):
        return rounded(number, self.unit_decimals, self.book.rounding)

    def points(self, number):
        return written(number, self.unit_decimals)

    def measure(self, number):
        return self.points(self.to_unit(number))

    def must_fit(self, number, household, decimals=None):
        if not fits_64_bits(number, self.unit_decimals if decimals is None else decimals):
            raise Overflow(household)
        return number

    # 6.7 What is posted, and the lots of 6.6

    def post(self, date, household, source, cause, standing, spendable, member="", event=""):
        """Writes a posting, unless it is 0 on both accounts; the caller moves the lots where spendable is in it."""
        standing, spendable = Fraction(standing), Fraction(spendable)
        self.must_fit(standing, household.id)
        self.must_fit(spendable, household.id)
        if standing == 0 and spendable == 0:
            return None
        posting = Posting(date, household.id, member, source, event, cause, standing, spendable)
        self.postings.append(posting)
        household.balance["standing"] = self.must_fit(household.balance["standing"] + standing, household.id)
        household.balance["spendable"] = self.must_fit(household.balance["spendable"] + spendable, household.id)
        if standing > 0 and cause in ("rule", "continuing", "ranking"):
            household.earned = self.must_fit(household.earned + standing, household.id)
        if standing < 0 and cause in ("rule", "obligation", "continuing", "forfeit"):
            household.deducted = self.must_fit(household.deducted - standing, household.id)
        return posting

    def move_lots(self, household, posting, refund_of=None):
        """What a posting does to the lots; gives what it used of them, as [lot, amount]."""
        if posting is None:
            return []
        if posting.spendable < 0:
            return self.use_lots(household, -posting.spendable)
        left = self.pay_debt(household, posting.spendable)
        if refund_of is not None:
            left = self.give_back(self.redeemed_from.get(refund_of, []), left)
        if left > 0:
            household.lots.append(Lot(posting.date, left, posting))
        return []

    def use_lots(self, household, amount):
        used = []
        for lot in household.lots:
            taken = min(lot.left, amount)
            if taken > 0:
                lot.left -= taken
                amount -= taken
                used.append([lot, taken])
        household.debt += amount
        return used

    def pay_debt(self, household, amount):
        paid = min(household.debt, amount)
        household.debt -= paid
        return amount - paid

    def give_back(self, used, amount):
        for pair in reversed(used):
            given = min(pair[1], amount)
            pair[0].left += given
            pair[1] -= given
            amount -= given
        return amount

    def deduct(self, date, household, source, cause, amount, account, member="", event=""):
        """Takes an amount, each account by itself cut to what it holds above the floor."""
        taken = {}
        for name in ACCOUNTS:
            taken[name] = amount if account in ("both", name) else Fraction(0)
            if self.floor is not None:
                taken[name] = min(taken[name], max(household.balance[name] - self.floor, Fraction(0)))
        posting = self.post(date, household, source, cause, -taken["standing"], -taken["spendable"], member, event)
        self.move_lots(household, posting)
        cut = any(taken[name] < amount for name in ACCOUNTS if account in ("both", name))
        return posting, cut

    def give(self, date, household, source, cause, amount, account, member="", event=""):
        standing = amount if account in ("both", "standing") else 0
        spendable = amount if account in ("both", "spendable") else 0
        posting = self.post(date, household, source, cause, standing, spendable, member, event)
        self.move_lots(household, posting)
        return posting
