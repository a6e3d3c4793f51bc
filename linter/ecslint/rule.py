"""A rule: its code, its severity, what it is called elsewhere, and its check functions."""

from collections.abc import Callable, Iterator, Sequence

from ecslint.annotations import Any, Protocol, TypeVar
from ecslint.finding import Edit, Finding, Fix, Note, Severity
from ecslint.record import NamedTuple
from ecslint.source import Span

__all__ = ["CATEGORIES", "PAGES", "Edit", "Finding", "Fix", "Note", "Rule", "Severity"]

# Where the pages are on the web, by the names of the rules.
PAGES = "https://ecslint.dev/rules/"

CATEGORIES = frozenset(
    {"correctness", "security", "secrets", "images", "reliability", "size", "style", "hardening"}
)


class Located(Protocol):
    """Anything with a place: a node of a model, a word of a command, or a bare span."""

    @property
    def span(self) -> Span: ...


CheckFunction = TypeVar("CheckFunction", bound=Callable[..., Iterator[Finding]])


class Check(NamedTuple):
    """One check function and the type of node it asked for by annotating its first parameter.

    With `programs` it asked only for nodes that run one of these.
    """

    node_type: type
    function: Callable[..., Iterator[Finding]]
    takes_options: bool
    programs: frozenset[str] | None = None


class Rule:
    """One rule, made at the top of its page.

    `code` is never reused; `severity` is what it says unless the configuration changes it; `since` the release
    that brought it; `categories` one or two of `CATEGORIES`; `references` web pages it comes from; `peers` the same
    check in other tools as `tool:id`; `default=False` keeps it quiet until it is selected; `fix` says whether it
    can offer one: "safe", "unsafe" or "none"; `options` is a `NamedTuple` of settings with defaults.
    `name`, `family` and `documentation` are filled in by the shelf from the page's file.
    """

    def __init__(
        self,
        code: str,
        severity: Severity,
        *,
        since: str,
        categories: tuple[str, ...],
        references: tuple[str, ...] = (),
        peers: tuple[str, ...] = (),
        default: bool = True,
        fix: str = "none",
        options: Any = None,
    ) -> None:
        self.code = code
        self.severity = severity
        self.since = since
        self.categories = categories
        self.references = references
        self.peers = peers
        self.default = default
        self.fix = fix
        self.options = options
        self.checks: list[Check] = []
        self.name = ""
        self.family = ""
        self.documentation = ""

    @property
    def title(self) -> str:
        """The first line of the page."""
        return self.documentation.partition("\n")[0]

    @property
    def url(self) -> str:
        return PAGES + self.name

    def check(self, function: CheckFunction) -> CheckFunction:
        """Register a check; the annotation of its first parameter says which nodes it sees."""
        return self._register(function, None)

    def check_calls(self, *programs: str) -> Callable[[CheckFunction], CheckFunction]:
        """Register a check that sees only instructions that certainly run one of these programs."""
        return lambda function: self._register(function, frozenset(programs))

    def _register(self, function: CheckFunction, programs: frozenset[str] | None) -> CheckFunction:
        annotations = dict(function.__annotations__)
        annotations.pop("return", None)
        node_type = next(iter(annotations.values()))
        if not isinstance(node_type, type):
            raise TypeError(f"{self.code}: the first parameter of a check names the node type it sees")
        self.checks.append(Check(node_type, function, "options" in annotations, programs))
        return function

    def finding(
        self,
        node: Located,
        message: str,
        *,
        label: str = "",
        help: str = "",
        notes: Sequence[Note] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule on a node; `severity` only where the page says it depends on the case."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity if severity is None else severity,
            message=message,
            span=node.span,
            label=label,
            help=help,
            notes=tuple(notes),
            fix=fix,
            pointer=getattr(node, "pointer", None),
            container=getattr(node, "container", None),
            logical=getattr(node, "logical", ""),
        )
