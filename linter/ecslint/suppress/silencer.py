"""Applies every suppression to the findings of a run, and hands what is wrong with suppressions to the rules on them."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from time import gmtime, strftime

from ecslint import document as documents
from ecslint.annotations import TYPE_CHECKING, Protocol
from ecslint.engine import Crash, Engine
from ecslint.finding import Finding
from ecslint.record import NamedTuple
from ecslint.result import Suppressed
from ecslint.source import Source
from ecslint.suppress import foreign, in_dockerfile, in_yaml
from ecslint.suppress.comment import IgnoreComment
from ecslint.suppress.entry import Entry, JudgedEntry, matches
from ecslint.suppress.ignore import FILE, names
from ecslint.suppress.judge import Judge
from ecslint.suppress.reach import Reach

if TYPE_CHECKING:
    from ecslint.dockerfile import Dockerfile
    from ecslint.taskdefinition import JsonFile

    Document = Dockerfile | JsonFile


class Policy(Protocol):
    """What the settings of a run say about suppressions."""

    @property
    def inline_ignores(self) -> bool: ...
    @property
    def foreign_ignores(self) -> bool: ...
    @property
    def mandatory(self) -> Sequence[str]: ...
    @property
    def per_file_ignores(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def suppressions(self) -> "Sequence[Entry]": ...
    @property
    def root(self) -> str | None: ...
    @property
    def today(self) -> str | None: ...


class Outcome(NamedTuple):
    """What is left to report, what was silenced, and which rules failed on the way."""

    findings: list[Finding]
    suppressed: list[Suppressed]
    crashes: list[Crash]


class Nodes:
    """Suppressions as a document for the engine."""

    __slots__ = ("_nodes", "source")

    def __init__(self, source: Source, nodes: Iterable[object]) -> None:
        self.source = source
        self._nodes = tuple(nodes)

    def walk(self) -> Iterator[object]:
        yield from self._nodes


class Silencer:
    """The suppressions of one configuration; `engine` gives the rules for a kind of document, ready to run."""

    def __init__(self, policy: Policy, engine: Callable[[str], Engine]) -> None:
        self._policy = policy
        self._engine = engine
        self._judge = Judge(engine, policy.mandatory)
        self._today = policy.today or strftime("%Y-%m-%d", gmtime())
        self._paths: dict[str, str] = {}
        # The entries that silenced something.
        self._used: set[int] = set()
        # Reported path and kind of each file that was looked at, and the comments that hold in it.
        self._files: dict[str, str] = {}
        self._reaches: dict[Source, Reach | in_yaml.LineReach] = {}

    def silence(self, document: "Document", findings: list[Finding]) -> Outcome:
        """Apply everything to the findings of one document; what is wrong with its comments is added to them."""
        source = document.source
        if source.path in self._files:
            # What comes up later, from other files or the network, finds the comments read and judged.
            return self.apply(findings)
        self._files[source.path] = document.kind
        nodes = self._read(document) if self._policy.inline_ignores else []
        outcome = self.apply(findings)
        if not nodes:
            return outcome
        self._reaches[source].settle()
        for node in nodes:
            if isinstance(node, IgnoreComment):
                self._judge.comment(node, document.kind)
        more, crashes = self._engine("ignore").run(Nodes(source, nodes))
        about = self.apply(more)
        return Outcome(
            sorted([*outcome.findings, *about.findings], key=lambda finding: finding.span.start),
            outcome.suppressed + about.suppressed,
            crashes,
        )

    def apply(self, findings: Iterable[Finding]) -> Outcome:
        """Sort findings, on files that `silence` has seen, into those that stay and those silenced."""
        kept: list[Finding] = []
        silenced: list[Suppressed] = []
        for finding in findings:
            entry = None if self._judge.is_mandatory(finding.code) else self._suppressed(finding)
            if entry is None:
                kept.append(finding)
            else:
                silenced.append(entry)
        return Outcome(kept, silenced, [])

    def _suppressed(self, finding: Finding) -> Suppressed | None:
        source = finding.span.source
        reach = self._reaches.get(source)
        ignore = reach.find(finding) if reach else None
        if ignore is not None:
            return Suppressed(finding, "inline", ignore.reason)
        rule = self._judge.rule(finding.code)
        if rule is None:
            return None
        path = self._path(source.path)
        for entry in self._policy.suppressions:
            if self._is_over(entry) or not entry.holds_for(path) or not entry.covers(finding):
                continue
            if any(names(word.text, rule) for word in entry.words):
                self._used.add(id(entry))
                return Suppressed(finding, "config", entry.reason)
        for pattern, selectors in self._policy.per_file_ignores.items():
            if matches(path, pattern) and any(names(selector, rule) for selector in selectors):
                return Suppressed(finding, "config", f"per-file-ignores: {pattern}")
        return None

    def _read(self, document: "Document") -> list[object]:
        """Take in the comments of a file, and give those that are for us or for another linter."""
        if documents.is_dockerfile(document):
            return self._read_dockerfile(document)
        if documents.is_json(document) and document.is_yaml:
            lines = in_yaml.LineReach(self._judge.rule)
            self._reaches[document.source] = lines
            return in_yaml.read(document, lines).nodes
        return []

    def _read_dockerfile(self, document: "Dockerfile") -> list[object]:
        comments = in_dockerfile.read(document)
        reach = Reach(document, self._judge.rule)
        for ignore in comments.ignores:
            line = ignore.span.line
            reach.add(ignore, FILE if ignore.is_for_file else ("instruction", reach.instruction_at(line)))
        others = foreign.read(document, self._today) if self._policy.foreign_ignores else []
        for other, scope in others:
            reach.add(other, scope)
        self._reaches[document.source] = reach
        return [*comments.nodes, *[other for other, _ in others]]

    def close(self, *, is_whole: bool) -> Outcome:
        """What is wrong with the entries of the configuration, after the last file.

        `is_whole` says that the run looked at everything below the configuration, so that an entry without a match has none.
        """
        by_source: dict[Source, list[JudgedEntry]] = {}
        for entry in self._policy.suppressions:
            kinds = {kind for path, kind in self._files.items() if entry.holds_for(self._path(path))}
            if kinds or is_whole:
                judged = self._judge.entry(
                    entry,
                    tuple(sorted(kinds)),
                    is_used=id(entry) in self._used,
                    is_expired=self._is_over(entry),
                    is_sure=is_whole or entry.names_one_file,
                )
                by_source.setdefault(entry.span.source, []).append(judged)
        found: list[Finding] = []
        crashes: list[Crash] = []
        for source, entries in by_source.items():
            findings, failed = self._engine("configuration").run(Nodes(source, entries))
            found += findings
            crashes += failed
        outcome = self.apply(found)
        return outcome._replace(crashes=crashes)

    def _is_over(self, entry: Entry) -> bool:
        return entry.expires is not None and entry.expires < self._today

    def _path(self, path: str) -> str:
        """A reported path as one from the folder of the configuration, with `/`."""
        if path not in self._paths:
            root = self._policy.root
            shown = path if root is None else os.path.relpath(os.path.realpath(path), root)
            self._paths[path] = shown.replace(os.sep, "/")
        return self._paths[path]
