"""A line on a terminal that says how far a run is, once it takes longer than a second."""

import time
from collections.abc import Callable

from ecslint.annotations import TextIO

PATIENCE = 1.0
_EVERY = 0.2


class Progress:
    """Writes over its own line; silent on anything that is no terminal, and gone when it is closed."""

    def __init__(self, out: TextIO | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out if out is not None and out.isatty() else None
        self._clock = clock
        self._due = clock() + PATIENCE
        self._width = 0

    def show(self, line: Callable[[], str]) -> None:
        """Say how far it is; `line` is only asked when it is time to say something."""
        if self._out is None or self._clock() < self._due:
            return
        self._due = self._clock() + _EVERY
        text = line()
        self._out.write("\r" + text.ljust(self._width))
        self._out.flush()
        self._width = max(self._width, len(text))

    def close(self) -> None:
        """Leave the line as if nothing had been there."""
        if self._out is not None and self._width:
            # Where Ctrl-C ended the run, the terminal itself has put `^C` behind it.
            self._out.write("\r" + " " * (self._width + 2) + "\r")
            self._out.flush()
