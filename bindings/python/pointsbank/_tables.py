"""Results as tables: exact, shown in notebooks, for pandas and for all who read Arrow."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from pointsbank import _core
from pointsbank._errors import UsageError
from pointsbank._html import table_html

if TYPE_CHECKING:
    import pandas as pd

SHOWN_ROWS = 20


class Table:
    """One table of a result: columns of equal length, amounts exact.

    ``table["standing"]`` is a NumPy array; ``to_pandas()`` a DataFrame; ``__arrow_c_stream__`` serves polars, pyarrow
    and DuckDB, with amounts as decimal128. ``decimals`` says how many digits after the point the units of each amount
    column have.
    """

    def __init__(self, table: _core.ResultTable) -> None:
        self._table = table
        self._columns = {column.name: column for column in table.columns}

    @property
    def name(self) -> str:
        """`balances`, `postings`, …"""
        return self._table.name

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in the order of the file."""
        return list(self._columns)

    @property
    def decimals(self) -> dict[str, int]:
        """Of each amount column the digits after the point: an amount is ``units * 10 ** -decimals``."""
        return {name: column.decimals for name, column in self._columns.items() if column.kind == "amounts"}

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        """A column as an array: units (int64), numbers (int64), ``datetime64[D]``, or objects (str or None).

        A column of numbers in which some row has no value is an array of objects (int or None).
        """
        column = self._column(name)
        if column.kind == "texts":
            return _objects(column.texts())
        if column.kind == "choices":
            choices = _objects([*column.choices(), None])
            chosen: npt.NDArray[Any] = choices[np.asarray(column.values())]
            return chosen
        values = np.asarray(column.values())
        absent = self.absent(name)
        if column.kind == "dates":
            days = values.astype("datetime64[D]")
            days[absent] = np.datetime64("NaT")
            return days
        if absent.any():
            objects = values.astype(object)
            objects[absent] = None
            return objects
        return values

    def codes(self, name: str) -> tuple[npt.NDArray[np.int32], dict[str, int]]:
        """A column of texts that come again: for each row the number of its text (-1: none), and text to number.

        For rows to be picked or counted without making a text of each. Raises UsageError for columns of other kinds.
        """
        column = self._column(name)
        if column.kind != "choices":
            raise UsageError(f"{name} of {self.name} is a column of {column.kind}")
        return np.asarray(column.values()), {text: number for number, text in enumerate(column.choices())}

    def absent(self, name: str) -> npt.NDArray[np.bool_]:
        """True in the rows in which a column has no value."""
        column = self._column(name)
        if column.kind == "choices":
            return np.asarray(column.values()) < 0
        absent = column.absent()
        return np.zeros(len(self), dtype=bool) if absent is None else np.asarray(absent).view(bool)

    def as_decimal(self, name: str) -> list[decimal.Decimal | None]:
        """A column of amounts as exact ``Decimal``, with all its digits."""
        return [None if text is None else decimal.Decimal(text) for text in self._texts(name)]

    def as_float(self, name: str) -> npt.NDArray[np.float64]:
        """A column of amounts as binary floating-point numbers: for pictures, not for accounts. NaN: no value."""
        column = self._amounts(name)
        floats = np.asarray(column.values()) / float(10**column.decimals)
        floats[self.absent(name)] = np.nan
        return np.asarray(floats, dtype=np.float64)

    def to_pandas(self, *, as_decimal: bool = False, as_float: bool = False) -> pd.DataFrame:
        """A DataFrame: amounts as integer units, or as ``Decimal`` or float where asked for by name.

        ``frame.attrs["decimals"]`` holds the decimals of amount columns; texts that come again are categories.
        """
        import pandas as pd

        if as_decimal and as_float:
            raise UsageError("amounts are either Decimal or float")
        frame = pd.DataFrame({name: self._series(name, as_decimal, as_float) for name in self._columns}, copy=False)
        frame.attrs["decimals"] = {} if as_decimal or as_float else self.decimals
        return frame

    def rows(self, limit: int | None = None) -> list[dict[str, Any]]:
        """Rows as dictionaries: amounts as ``Decimal``, dates as ``datetime.date``, None for no value."""
        end = len(self) if limit is None else min(limit, len(self))
        columns = {name: self._values(name, end) for name in self._columns}
        return [{name: values[row] for name, values in columns.items()} for row in range(end)]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table as an Arrow C stream of one batch; a requested schema is not followed."""
        del requested_schema
        return self._table.arrow_stream()

    def __repr__(self) -> str:
        return f"<Table {self.name}: {len(self)} rows of {', '.join(self._columns)}>"

    def _repr_html_(self) -> str:
        rows = [["" if value is None else value for value in row.values()] for row in self.rows(SHOWN_ROWS)]
        more = f", the first {SHOWN_ROWS} shown" if len(self) > SHOWN_ROWS else ""
        return table_html(self.columns, rows, f"{self.name}: {len(self)} rows{more}")

    # ------------------------------------------------------------------------------------------------------- columns

    def _column(self, name: str) -> _core.ResultColumn:
        if name not in self._columns:
            raise KeyError(f"{name}: the table {self.name} has the columns {', '.join(self._columns)}")
        return self._columns[name]

    def _amounts(self, name: str) -> _core.ResultColumn:
        column = self._column(name)
        if column.kind != "amounts":
            raise UsageError(f"{name} is no column of amounts; {self.name} has {', '.join(self.decimals) or 'none'}")
        return column

    def _texts(self, name: str, end: int | None = None) -> list[str | None]:
        """Amounts as exact decimal texts."""
        column = self._amounts(name)
        absent = self.absent(name)
        return [None if absent[row] else _amount(int(units), column.decimals)
                for row, units in enumerate(np.asarray(column.values())[:end])]

    def _values(self, name: str, end: int) -> list[Any]:
        column = self._column(name)
        if column.kind == "amounts":
            return [None if text is None else decimal.Decimal(text) for text in self._texts(name, end)]
        values: list[Any] = self[name][:end].tolist()
        return values

    def _series(self, name: str, as_decimal: bool, as_float: bool) -> Any:
        import pandas as pd

        column = self._column(name)
        if column.kind == "texts":
            return pd.Series(column.texts(), dtype=object)
        if column.kind == "choices":
            choices = pd.Index(column.choices(), dtype=object)
            return pd.Series(pd.Categorical.from_codes(np.asarray(column.values()), categories=choices))
        if column.kind == "dates":
            return pd.Series(self[name].astype("datetime64[s]"))
        if column.kind == "amounts" and as_decimal:
            return pd.Series(self.as_decimal(name), dtype=object)
        if column.kind == "amounts" and as_float:
            return pd.Series(self.as_float(name))
        values, absent = np.asarray(column.values()), self.absent(name)
        return pd.Series(pd.arrays.IntegerArray(values.copy(), absent.copy()) if absent.any() else values)


def _objects(values: list[Any]) -> npt.NDArray[Any]:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _amount(units: int, decimals: int) -> str:
    """12.50 of 1250 units with two decimals."""
    if decimals == 0:
        return str(units)
    digits = str(abs(units)).rjust(decimals + 1, "0")
    return f"{'-' if units < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"
