"""The journey from paths to a result in one place: discover, read, parse, check, suppress. Read this first."""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ecslint import document as documents
from ecslint import secrets, shelf
from ecslint.discover import DEFAULT_EXCLUDE, Candidate, discover
from ecslint.engine import Engine
from ecslint.errors import UnreadableFileError
from ecslint.finding import Finding, Severity
from ecslint.record import NamedTuple
from ecslint.result import LintedFile, Result, Suppressed, Trouble, ordered
from ecslint.source import Source, Span
from ecslint.suppress import MARKS

if TYPE_CHECKING:
    from ecslint.suppress.entry import Entry
    from ecslint.suppress.silencer import Silencer


class Settings(NamedTuple):
    """Everything that decides what is found, whoever asked: command line, configuration or Python.

    `inline_ignores` and `foreign_ignores` say whether comments silence anything, ours and those for other tools;
    `suppressions` are the entries of the configuration that do, `today` the day (YYYY-MM-DD) that decides about their end,
    None for the real one; `mandatory` selects what nothing silences. `kind` forces what a file is; `launch_type` stands in where a task definition does not say; `per_file_ignores`
    maps a glob over `prefix` + reported path to selectors; `exclude` are globs of files and folders not to enter.
    """

    selection: shelf.Selection = shelf.Selection()
    severities: Mapping[str, Severity] = {}
    options: Mapping[str, Any] = {}
    kind: str | None = None
    launch_type: str | None = None
    inline_ignores: bool = True
    foreign_ignores: bool = True
    mandatory: Sequence[str] = ()
    suppressions: "Sequence[Entry]" = ()
    today: str | None = None
    per_file_ignores: Mapping[str, Sequence[str]] = {}
    prefix: str = ""
    exclude: Sequence[str] = DEFAULT_EXCLUDE
    use_gitignore: bool = True
    force_exclude: bool = False


def lint_paths(paths: Sequence[str], settings: Settings) -> Result:
    """Lint files and folders; raises `UsageError` for a path that does not exist."""
    candidates = discover(
        paths,
        exclude=settings.exclude,
        use_gitignore=settings.use_gitignore,
        force_exclude=settings.force_exclude,
    )
    return _lint(((candidate, None) for candidate in candidates), settings)


def lint_source(source: Source, name_kind: str, settings: Settings) -> Result:
    """Lint one text that is already in memory."""
    candidate = Candidate(source.path, name_kind, given=True, reason="given")
    return _lint([(candidate, source)], settings)


def _lint(candidates: Iterable[tuple[Candidate, Source | None]], settings: Settings) -> Result:
    began = time.perf_counter()
    journey = _Journey(settings)
    for candidate, source in candidates:
        journey.visit(candidate, source)
    return Result(
        files=tuple(sorted(journey.files)),
        findings=tuple(ordered(journey.findings)),
        suppressed=tuple(sorted(journey.suppressed, key=lambda entry: _place(entry.finding))),
        errors=tuple(journey.errors),
        notices=tuple(journey.notices),
        masks=journey.masks,
        looked_at=journey.looked_at,
        seconds=time.perf_counter() - began,
    )


def _place(finding: Finding) -> tuple[str, int, str]:
    return finding.span.source.path, finding.span.start, finding.code


class _Journey:
    """One run: documents are parsed, checked and let go one after the other; only what was found stays."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.files: list[LintedFile] = []
        self.findings: list[Finding] = []
        self.suppressed: list[Suppressed] = []
        self.errors: list[Trouble] = []
        self.notices: list[str] = []
        self.masks: dict[Source, tuple[Span, ...]] = {}
        self.looked_at = 0
        self._engines: dict[str, Engine] = {}

    def visit(self, candidate: Candidate, source: Source | None) -> None:
        """Read, parse and check one file; whatever is wrong with it costs only this file."""
        self.looked_at += 1
        settings = self.settings
        if candidate.name_kind == "unsupported" or (
            candidate.name_kind.endswith("template") and not candidate.given
        ):
            self.notices.append(f"{candidate.path} was skipped: {candidate.reason}")
            return
        try:
            if source is None:
                source = documents.read(candidate.path)
            document = documents.parse(
                source,
                candidate.name_kind,
                given=candidate.given,
                forced=settings.kind,
                launch_type=settings.launch_type,
            )
        except UnreadableFileError as error:
            self.errors.append(Trouble(error.path, error.reason))
            return
        if isinstance(document, documents.Skipped):
            if document.is_surprise:
                self.notices.append(f"{source.path} was skipped: {document.reason}")
            return
        self.files.append(LintedFile(source.path, document.kind))
        self._check(document)

    def _check(self, document: "documents.Document") -> None:
        engine = self._engine(document.kind)
        found = secrets.find(document)
        findings, crashes = engine.run(document, found)
        self.errors.extend(Trouble(crash.path, crash.message) for crash in crashes)
        if not findings:
            return
        source = document.source
        findings, silenced = self._suppress(document, findings)
        masks = secrets.mask_spans(document)
        if masks:
            from ecslint.secrets.scrub import scrub_findings, scrub_texts  # noqa: PLC0415 - few files hold secrets

            self.masks[source] = masks
            prefixes = [secret.prefix for secret in found]
            findings = scrub_findings(findings, masks, prefixes)
            hidden = scrub_findings([entry.finding for entry in silenced], masks, prefixes)
            reasons = scrub_texts([entry.reason for entry in silenced], masks)
            silenced = [
                entry._replace(finding=finding, reason=reason)
                for entry, finding, reason in zip(silenced, hidden, reasons, strict=True)
            ]
        self.findings.extend(findings)
        self.suppressed.extend(silenced)

    def _engine(self, kind: str) -> Engine:
        if kind not in self._engines:
            rules = self.settings.selection.pick(shelf.for_kind(kind))
            self._engines[kind] = Engine(rules, self.settings.severities, self.settings.options)
        return self._engines[kind]

    def _suppress(
        self, document: "documents.Document", findings: list[Finding]
    ) -> tuple[list[Finding], list[Suppressed]]:
        silenced: list[Suppressed] = []
        # JSON has no comments to ignore anything with.
        if self.settings.inline_ignores and documents.is_dockerfile(document):
            suppressions = suppress.inline(document)
            if suppressions:
                findings, silenced = suppress.apply(findings, suppressions, _answers)
        for pattern, selectors in self.settings.per_file_ignores.items():
            if _matches(self.settings.prefix + document.source.path, pattern):
                ignored = suppress.Suppression(tuple(selectors), f"per-file-ignores: {pattern}", None)
                findings, more = suppress.apply(findings, [ignored], _answers)
                silenced += [entry._replace(kind="config") for entry in more]
        return findings, silenced


def _answers(code: str, selector: str) -> bool:
    rule = shelf.find(code)
    return rule is not None and shelf.exactness(rule, selector) > 0


def _matches(path: str, pattern: str) -> bool:
    """Does a glob mean this path: the whole of it, or its file name when the glob has no slash."""
    return fnmatch(path, pattern) or ("/" not in pattern and fnmatch(os.path.basename(path), pattern))
