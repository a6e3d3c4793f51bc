"""The engine: one walk over a document, each node handed to the rules that asked for its type."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from ecslint.annotations import Any, Protocol
from ecslint.finding import Finding, Severity
from ecslint.record import NamedTuple
from ecslint.rule import Rule
from ecslint.source import Source


class Document(Protocol):
    """What the engine needs of a parsed file."""

    @property
    def source(self) -> Source: ...

    def walk(self) -> Iterator[object]:
        """Every node a rule can ask for, parents before children."""


class Crash(NamedTuple):
    """A rule that failed at a place, or with no `code` the model itself; the run goes on and ends with exit 3."""

    code: str
    path: str
    line: int
    error: Exception

    @property
    def message(self) -> str:
        where = f"in rule {self.code} at" if self.code else "after"
        # Only the kind of error: its text could carry a value of the file.
        return f"internal error {where} {self.path}:{self.line} ({type(self.error).__name__})"


# A rule, its check, and the programs of which a node must run one for it.
_Handler = tuple[Rule, Callable[[Any], Iterator[Finding]], frozenset[str] | None]


class Engine:
    """Selected rules, ready to look at documents; `severities` and `options` come from the configuration."""

    def __init__(
        self,
        rules: tuple[Rule, ...],
        severities: Mapping[str, Severity] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.rules = rules
        self._severities = severities or {}
        self._options = options or {}
        self._handlers: dict[type, tuple[_Handler, ...]] = {}

    def run(self, document: Document, more: Iterable[object] = ()) -> tuple[list[Finding], list[Crash]]:
        """All findings of a document, and of `more` nodes found in it, by place; and the rules that failed."""
        findings: list[Finding] = []
        crashes: list[Crash] = []
        handlers = self._handlers
        node: object = None
        try:
            for node in chain(more, document.walk()):
                node_type = type(node)
                if node_type not in handlers:
                    handlers[node_type] = tuple(self._handlers_for(node_type))
                for rule, function, programs in handlers[node_type]:
                    try:
                        if programs is not None and programs.isdisjoint(node.programs):  # type: ignore[attr-defined]
                            continue
                        findings.extend(function(node))
                    except Exception as error:  # noqa: BLE001 - one rule's failure must not cost the others' findings
                        crashes.append(Crash(rule.code, document.source.path, _line(node), error))
        except Exception as error:  # noqa: BLE001 - nor a node that the model cannot make those of the nodes before it
            crashes.append(Crash("", document.source.path, _line(node), error))
        if self._severities:
            findings = [self._with_severity(finding) for finding in findings]
        findings.sort(key=_place)
        return findings, crashes

    def _handlers_for(self, node_type: type) -> Iterator["_Handler"]:
        for rule in self.rules:
            for check in rule.checks:
                if issubclass(node_type, check.node_type):
                    function = self._bind(rule, check.function) if check.takes_options else check.function
                    yield rule, function, check.programs

    def _bind(
        self, rule: Rule, function: Callable[..., Iterator[Finding]]
    ) -> Callable[[Any], Iterator[Finding]]:
        options = self._options.get(rule.name) or rule.options()
        return lambda node: function(node, options)

    def _with_severity(self, finding: Finding) -> Finding:
        severity = self._severities.get(finding.code)
        return finding if severity is None else finding._replace(severity=severity)


def _line(node: object) -> int:
    span = getattr(node, "span", None)
    return 1 if span is None else span.line


def _place(finding: Finding) -> tuple[int, str, int, str]:
    return finding.span.start, finding.code, finding.span.end, finding.message
