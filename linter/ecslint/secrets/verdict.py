"""What was decided about a value, told without the value."""

from ecslint.finding import Severity
from ecslint.record import NamedTuple


class Verdict(NamedTuple):
    """An embedded secret, described without its value.

    `kind` is `token` (a provider's format), `private-key`, `url`, `command` or `named` (the name says so). `start`
    and `end` are the offsets of the secret part. `provider`, `prefix` and `length` as for a `Hit`.
    """

    kind: str
    severity: Severity
    start: int
    end: int
    provider: str = ""
    prefix: str = ""
    length: int | None = None

    def moved(self, by: int) -> "Verdict":
        """The same of a longer text, in which this one begins `by` characters later."""
        return self._replace(start=self.start + by, end=self.end + by)
