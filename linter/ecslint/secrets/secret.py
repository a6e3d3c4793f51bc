"""An embedded secret as rules see it: what it is and where it stands, never its value."""

from ecslint.record import NamedTuple
from ecslint.secrets.names import is_listed
from ecslint.secrets.verdict import Verdict
from ecslint.source import Span


class Place(NamedTuple):
    """Where a value was given: `kind` as in `Secret.place`, and what names the place in a report."""

    kind: str
    logical: str = ""
    pointer: str | None = None
    container: str | None = None
    in_final_stage: bool | None = None


class Secret:
    """One embedded secret.

    `kind` is `token`, `private-key`, `url`, `command` or `named`. `provider` says whose format it is, or for a URL
    its scheme, or for a command what takes the credential. `prefix` and `length` are public facts of the format.
    `name` is the variable or option it is given to. `place` is `ENV`, `ARG`, `LABEL`, `command`, `heredoc`,
    `environment` or another place of the document. `span` is exactly the secret part. `in_final_stage` is None
    where there are no stages, else whether the stage is part of the image that a plain build ends with.
    """

    __slots__ = ("_place", "kind", "length", "name", "name_span", "prefix", "provider", "severity", "span")

    def __init__(
        self, verdict: Verdict, span: Span, place: Place, name: str | None, name_span: Span | None
    ) -> None:
        self.kind = verdict.kind
        self.provider = verdict.provider
        self.prefix = verdict.prefix
        self.length = verdict.length
        self.severity = verdict.severity
        self.span = span
        self.name = name
        self.name_span = name_span
        self._place = place

    @property
    def place(self) -> str:
        return self._place.kind

    @property
    def logical(self) -> str:
        return self._place.logical

    @property
    def pointer(self) -> str | None:
        return self._place.pointer

    @property
    def container(self) -> str | None:
        return self._place.container

    @property
    def in_final_stage(self) -> bool | None:
        return self._place.in_final_stage

    @property
    def description(self) -> str:
        """What may be told of a provider's token: its public prefix, whose it is, its fixed length."""
        told = self.provider if self.length is None else f"{self.provider}, {self.length} characters"
        return f"`{self.prefix}…` ({told})" if self.prefix else f"{_article(self.provider)} {told}"

    @property
    def where(self) -> str:
        """The variable or option it is given to, as a message says it; empty if there is none."""
        return f" in `{self.name}`" if self.name else ""

    def is_named_as(self, names: tuple[str, ...]) -> bool:
        """Is its variable or option one of these, where `*` stands for any characters?"""
        return self.name is not None and is_listed(self.name, names)

    def __repr__(self) -> str:
        return f"<Secret {self.kind} {self.name or self.provider} at {self.span!r}>"


def _article(word: str) -> str:
    is_spelled_out = word[:2].isupper() or word.startswith("npm")
    return "an" if word[:1] in ("AEFHILMNORSXn" if is_spelled_out else "AEIOaeio") else "a"
