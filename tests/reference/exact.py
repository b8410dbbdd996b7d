"""Section 1 of page 1: exact decimals and rounding, dates, moments and periods."""

import datetime
import re
from fractions import Fraction
from math import floor

ONE_DAY = datetime.timedelta(days=1)
FIRST_DATE = datetime.date.min
LAST_DATE = datetime.date.max


def by_bytes(text):
    return text.encode("utf-8")


def sum_of(numbers):
    return sum(numbers, Fraction(0))


def rounded(number, decimals, mode):
    """Rounds the magnitude of `number` to `decimals` places, and keeps the sign."""
    scaled = abs(number) * 10**decimals
    whole = floor(scaled)
    rest = scaled - whole
    if mode == "half_up":
        more = rest >= Fraction(1, 2)
    elif mode == "half_even":
        more = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    elif mode == "up":
        more = rest > 0
    elif mode == "down":
        more = False
    else:
        raise ValueError(f"no rounding {mode!r}")
    magnitude = Fraction(whole + (1 if more else 0), 10**decimals)
    return magnitude if number >= 0 else -magnitude


def written(number, decimals):
    """A number that is whole in units of 10^-decimals, with exactly so many decimals, and no `-0.00`."""
    units = number * 10**decimals
    assert units.denominator == 1
    digits = str(abs(units.numerator)).rjust(decimals + 1, "0")
    sign = "-" if units < 0 else ""
    if decimals == 0:
        return sign + digits
    return sign + digits[:-decimals] + "." + digits[-decimals:]


def fits_64_bits(number, decimals):
    units = number * 10**decimals
    return -(2**63) <= units <= 2**63 - 1


def add_months(date, months):
    """A date plus n months keeps its day, cut to the length of the month. Beyond the calendar: None."""
    month_index = date.year * 12 + date.month - 1 + months
    year, month = month_index // 12, month_index % 12 + 1
    if year > 9999:
        return None
    for day in (date.day, 30, 29, 28):
        if day <= date.day:
            try:
                return datetime.date(year, month, day)
            except ValueError:
                pass


def period_of(kind, date):
    """The first and the last day of the period of this kind that holds the date."""
    if kind == "ever":
        return FIRST_DATE, LAST_DATE
    if kind == "day":
        return date, date
    if kind == "week":
        first = date - ONE_DAY * (date.isoweekday() - 1)
        return first, first + ONE_DAY * 6
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[kind]
    first = datetime.date(date.year, (date.month - 1) // months * months + 1, 1)
    after = add_months(first, months)
    return first, (after - ONE_DAY if after else LAST_DATE)


def offset_seconds(text):
    if text in ("Z", "z"):
        return 0
    sign = -1 if text[0] == "-" else 1
    return sign * (int(text[1:3]) * 3600 + int(text[4:6]) * 60)


MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})"
)


def is_bare_date(text):
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None


def moment_of(text, utc_offset):
    """The moment as exact seconds of UTC; a bare date is the first moment of that day in the list's offset."""
    if is_bare_date(text):
        return Fraction(datetime.date.fromisoformat(text).toordinal() * 86400 - utc_offset)
    date, hour, minute, second, fraction, offset = MOMENT.fullmatch(text).groups()
    seconds = datetime.date.fromisoformat(date).toordinal() * 86400
    seconds += int(hour) * 3600 + int(minute) * 60 + int(second) - offset_seconds(offset)
    return seconds + Fraction("0" + (fraction or ".0"))


def civil_date(moment, utc_offset):
    return datetime.date.fromordinal(floor((moment + utc_offset) / 86400))


def minute_of_day(moment, utc_offset):
    return Fraction(floor((moment + utc_offset) % 86400 / 60))
