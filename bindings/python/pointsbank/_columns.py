"""Columns of whatever a table is made of, handed to the library without a copy where their memory allows."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pointsbank import _core
from pointsbank._errors import UsageError

UNITS_A_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


class SourceColumns:
    """The columns of a table that are wanted, and the names of the others."""

    def __init__(self, data: Any, wanted: Sequence[str], dates: Sequence[str]) -> None:
        self.columns: list[_core.SourceColumn] = []
        self.others: list[str] = []
        self.twice: list[str] = []
        self._wanted, self._dates = set(wanted), set(dates)
        if is_data_frame(data):
            self._take((str(name), data.iloc[:, i]) for i, name in enumerate(data.columns))
        elif isinstance(data, Mapping):
            self._take((str(name), values) for name, values in data.items())
        elif hasattr(data, "__arrow_c_stream__"):
            columns = _core.columns_of_stream(data.__arrow_c_stream__(), list(self._wanted))
            self._take((column.name, column) for column in columns)
        else:
            raise UsageError(f"a table is a path, a DataFrame, a dictionary of arrays or an object with "
                             f"__arrow_c_stream__, and not {type(data).__name__}")

    def names(self) -> set[str]:
        return {column.name for column in self.columns}

    def _take(self, columns: Any) -> None:
        for name, values in columns:
            if name not in self._wanted:
                self.others.append(name)
            elif name in self.names():
                self.twice.append(name)
            else:
                self.columns.append(column_of(name, values, name in self._dates))


def is_data_frame(data: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(data, pandas.DataFrame)


def column_of(name: str, values: Any, is_date: bool = False) -> _core.SourceColumn:
    """A column of an array, a Series, a list or anything that offers an Arrow C stream.

    ``is_date``: it holds dates alone, so that a moment at midnight, which pandas makes of dates, is that day.
    """
    if isinstance(values, _core.SourceColumn):
        return values
    if isinstance(values, np.ndarray):
        return _of_array(name, values, is_date)
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(values, (pandas.Series, pandas.Index, pandas.api.extensions.ExtensionArray)):
        return _of_series(name, pandas.Series(values), is_date)
    if hasattr(values, "__arrow_c_stream__"):
        return _of_stream(name, values)
    if hasattr(values, "__arrow_c_array__") and "pyarrow" in sys.modules:
        return _of_stream(name, sys.modules["pyarrow"].chunked_array([values]))
    if isinstance(values, (str, bytes)) or not isinstance(values, Sequence):
        raise UsageError(f"the column {name} is an array or a list of cells, and not {type(values).__name__}")
    return _core.column_of_objects(name, values)


def _of_stream(name: str, values: Any) -> _core.SourceColumn:
    column = _core.columns_of_stream(values.__arrow_c_stream__())[0]
    column.name = name
    return column


def _of_array(name: str, values: Any, is_date: bool) -> _core.SourceColumn:
    if values.ndim != 1:
        raise UsageError(f"the column {name} has {values.ndim} dimensions; a column has one")
    kind = values.dtype.kind
    if not values.dtype.isnative:
        values = values.astype(values.dtype.newbyteorder("="))
    if kind == "b":
        return _core.column_of_booleans(name, np.ascontiguousarray(values).view(np.int8))
    if kind == "i" or (kind == "u" and (values.size == 0 or int(values.max()) < 2**63)):
        return _core.column_of_integers(name, np.ascontiguousarray(values, dtype=np.int64))
    if kind == "f":
        return _core.column_of_floats(name, np.ascontiguousarray(values, dtype=np.float64))
    if kind == "M":
        return _of_datetimes(name, values, is_date)
    return _core.column_of_objects(name, values.tolist())


def _of_datetimes(name: str, values: Any, is_date: bool, has_zone: bool = False) -> _core.SourceColumn:
    unit, step = np.datetime_data(values.dtype)
    if unit == "generic":
        return _core.column_of_nothing(name, len(values))
    if unit in ("Y", "M", "W"):
        values, unit = values.astype("datetime64[D]"), "D"
    if (unit not in UNITS_A_SECOND and unit != "D") or step != 1:
        unit = "s" if unit in ("h", "m", "s") else "us"
        values = values.astype(f"datetime64[{unit}]")
    if is_date and unit != "D" and not has_zone:
        days = values.astype("datetime64[D]")
        if bool(np.all((days == values) | np.isnat(values))):
            values, unit = days, "D"
    cells = np.ascontiguousarray(values).view(np.int64)
    if unit == "D":
        return _core.column_of_days(name, cells)
    return _core.column_of_moments(name, cells, UNITS_A_SECOND[unit], has_zone)


def _of_series(name: str, series: Any, is_date: bool) -> _core.SourceColumn:
    import pandas as pd

    dtype = series.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        codes = np.ascontiguousarray(series.cat.codes.to_numpy(), dtype=np.int32)
        return _core.column_of_codes(name, codes, series.cat.categories.tolist())
    if isinstance(dtype, pd.DatetimeTZDtype):
        return _of_datetimes(name, series.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(), is_date, has_zone=True)
    if isinstance(dtype, np.dtype):
        return _of_array(name, series.to_numpy(), is_date)
    if hasattr(series.array, "__arrow_array__") and "pyarrow" in sys.modules:
        pyarrow = sys.modules["pyarrow"]
        array = pyarrow.array(series.array)
        return _of_stream(name, array if isinstance(array, pyarrow.ChunkedArray) else pyarrow.chunked_array([array]))
    if dtype.kind in "iub" and dtype.name.lower() in _MASKED:
        mask = np.ascontiguousarray(series.isna().to_numpy()).view(np.uint8)
        if dtype.kind == "b":
            values = series.to_numpy(dtype=bool, na_value=False)
            return _core.column_of_booleans(name, np.ascontiguousarray(values).view(np.int8), mask)
        if dtype.kind == "i" or dtype.name != "UInt64":
            values = series.to_numpy(dtype=np.int64, na_value=0)
            return _core.column_of_integers(name, np.ascontiguousarray(values), mask)
    return _core.column_of_objects(name, series.astype(object).tolist())


_MASKED = {"boolean", *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64))}
