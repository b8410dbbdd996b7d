"""Progress of long work: a bar of tqdm where that is installed and somebody looks, or the caller's own function."""

from __future__ import annotations

import importlib
import sys
import time
from types import TracebackType
from typing import Any, Callable, Optional, Union

# True and None: a bar on long work; False: nothing; a function: called with thousandths, returns False to stop.
Progress = Union[bool, None, Callable[[int], Optional[bool]]]

SILENT_AT_FIRST = 1.0  # seconds


def _somebody_looks() -> bool:
    return sys.stderr is not None and (sys.stderr.isatty() or "ipykernel" in sys.modules)


class Bar:
    """What the library calls: ``with Bar(progress, "evaluating") as bar: …`` gives a function or None."""

    def __init__(self, progress: Progress, what: str) -> None:
        self._progress, self._what = progress, what
        self._begin = time.monotonic()
        self._bar: Any = None
        self._is_tried = False

    def __enter__(self) -> Callable[[int], object] | None:
        if callable(self._progress):
            return self._progress
        if self._progress is False or (self._progress is None and not _somebody_looks()):
            return None
        return self._tell

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._bar is not None:
            if kind is None:
                self._bar.update(1000 - self._bar.n)
            self._bar.close()

    def _tell(self, thousandths: int) -> None:
        if self._bar is None and not self._is_tried and time.monotonic() - self._begin > SILENT_AT_FIRST:
            self._is_tried = True
            try:
                tqdm = importlib.import_module("tqdm.auto").tqdm
            except ImportError:
                return
            self._bar = tqdm(total=1000, desc=self._what, leave=False,
                             bar_format="{desc}: {percentage:3.0f}%|{bar}| {elapsed}<{remaining}")
        if self._bar is not None:
            self._bar.update(max(0, thousandths - self._bar.n))
