"""What a rule says: a finding with its place, its notes on other places, and its fix."""

from enum import IntEnum

from ecslint.record import NamedTuple
from ecslint.source import Span


class Severity(IntEnum):
    """How much it matters; the order is the order of `--fail-on`.

    ERROR: Docker or AWS rejects it, it fails at run time, or it hands out a credential or the host.
    WARNING: works today, known trap. INFO: advice.
    """

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        return self.name.lower()


class Note(NamedTuple):
    """A second place that explains a finding."""

    span: Span
    message: str


class Edit(NamedTuple):
    """Replace the text of a span by `text`; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that cure a finding. Safe: may be applied without review."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Finding(NamedTuple):
    """One fault at one place.

    `label` is a few words under the caret, `help` what to do when there is no fix to say it. `logical` names
    the place without line numbers (a JSON pointer, or stage and instruction), for fingerprints. `pointer` and
    `container` are set for findings in JSON documents. `fails` says whether it fails the run where that is not told by its severity.
    `identity` names what it is about where that is not its place, for fingerprints.
    """

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    label: str = ""
    help: str = ""
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None
    pointer: str | None = None
    container: str | None = None
    logical: str = ""
    fails: bool | None = None
    identity: str = ""

    def is_failing(self, fail_on: Severity | None) -> bool:
        """Does it fail a run that fails from this severity on (None: never)?"""
        if fail_on is None:
            return False
        return self.severity >= fail_on if self.fails is None else self.fails
