"""A line on a terminal that says how far it is, once it takes longer than a second."""

import time
from collections.abc import Callable
from typing import TextIO

PATIENCE = 1.0
_EVERY = 0.2


class Progress:
    """Writes over its own line; silent on anything that is no terminal, and gone when it is closed."""

    def __init__(self, out: TextIO | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out if out is not None and out.isatty() else None
        self._clock = clock
        self._due = clock() + PATIENCE
        self._width = 0

    def show(self, count: Callable[[], tuple[int, int, int]]) -> None:
        """Say how many lookups of how many are done, and how many scans are waited for."""
        if self._out is None or self._clock() < self._due:
            return
        self._due = self._clock() + _EVERY
        done, total, waiting = count()
        line = f"ECR: {done} of {total} lookups done"
        if waiting:
            line += f", waiting for {waiting} {'scan' if waiting == 1 else 'scans'}"
        self._out.write("\r" + line.ljust(self._width))
        self._out.flush()
        self._width = len(line)

    def close(self) -> None:
        """Leave the line as if nothing had been there."""
        if self._out is not None and self._width:
            self._out.write("\r" + " " * self._width + "\r")
            self._out.flush()
