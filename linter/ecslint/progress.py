"""How far a run is, on a terminal and only once it takes longer than a second."""

import time
from collections.abc import Callable

from ecslint.annotations import TextIO

PATIENCE = 1.0
_EVERY = 0.2


class Progress:
    """Counts files on a line of its own, which is gone when it is closed."""

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._clock = clock
        self._due = clock() + PATIENCE
        self._width = 0

    def show(self, count: int) -> None:
        """Say how many files were looked at, if it is time to."""
        now = self._clock()
        if now < self._due:
            return
        self._due = now + _EVERY
        line = f"{count} files looked at"
        self._out.write("\r" + line)
        self._out.flush()
        self._width = len(line)

    def close(self) -> None:
        """Leave the line as if nothing had been there."""
        if self._width:
            self._out.write("\r" + " " * self._width + "\r")
            self._out.flush()
            self._width = 0
