"""The mounts of RUN: `--mount=type=cache,target=/root/.cache` and its like."""

from ecslint.dockerfile.flags import Flag
from ecslint.source import Span


class Mount:
    """A `--mount` of RUN: its comma-separated keys, names in lower case."""

    __slots__ = ("_places", "flag", "options")

    def __init__(self, flag: Flag) -> None:
        self.flag = flag
        self.options: dict[str, str] = {}
        self._places: dict[str, tuple[int, int]] = {}
        at = 0
        for field in (flag.value or "").split(","):
            key, equals, value = field.partition("=")
            name = key.strip().lower().strip('"')
            self.options[name] = value.strip('"')
            self._places[name] = (at + len(key) + len(equals), at + len(field))
            at += len(field) + 1

    def get(self, key: str) -> str | None:
        return self.options.get(key)

    @property
    def type(self) -> str:
        return self.options.get("type", "bind").lower()

    @property
    def target(self) -> str | None:
        """Where it is mounted."""
        return next(
            (self.options[key] for key in ("target", "dst", "destination") if key in self.options), None
        )

    def span_of(self, key: str) -> Span:
        """The place of a key's value, or of all the flag where quotes moved it."""
        span = self.flag.value_span
        if span is None or key not in self._places or span.text != self.flag.value:
            return self.flag.span
        start, end = self._places[key]
        return Span(span.source, span.start + start, span.start + end)
