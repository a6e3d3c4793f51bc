"""The journey from paths to a result in one place: discover, read, parse, check, suppress. Read this first."""

import os
import time
from collections.abc import Iterable, Mapping, Sequence

from ecslint import document as documents
from ecslint import secrets, shelf
from ecslint.annotations import TYPE_CHECKING, Any
from ecslint.discover import DEFAULT_EXCLUDE, Candidate, discover
from ecslint.engine import Crash, Engine
from ecslint.errors import UnreadableFileError
from ecslint.finding import Finding, Severity
from ecslint.record import NamedTuple
from ecslint.result import LintedFile, Result, Suppressed, Trouble, ordered
from ecslint.rule import Rule
from ecslint.source import Source, Span
from ecslint.suppress import MARKS

if TYPE_CHECKING:
    from ecslint.dockerfile import BuildContext, Dockerfile
    from ecslint.suppress.entry import Entry
    from ecslint.suppress.silencer import Silencer
    from ecslint.taskdefinition import JsonFile
    from ecslint.workspace import Workspace


class Settings(NamedTuple):
    """Everything that decides what is found, whoever asked: command line, configuration or Python.

    `inline_ignores` and `foreign_ignores` say whether comments silence anything, ours and those for other tools;
    `suppressions` are the entries of the configuration that do, `today` the day (YYYY-MM-DD) that decides about their end,
    None for the real one; `mandatory` selects what nothing silences. `kind` forces what a file is; `launch_type` stands in where a task definition does not say; `per_file_ignores`
    maps a glob to selectors; `services` maps real paths of service definitions to those of the task definitions they run; the globs in it are for paths from `root`,
    the folder of the configuration; `exclude` are globs of files and folders not to enter.
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
    services: Mapping[str, str] = {}
    root: str | None = None
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
    is_whole = any(_holds(path, settings.root) for path in paths)
    return _lint(((candidate, None) for candidate in candidates), settings, is_whole=is_whole)


def lint_source(source: Source, name_kind: str, settings: Settings) -> Result:
    """Lint one text that is already in memory."""
    candidate = Candidate(source.path, name_kind, given=True, reason="given")
    return _lint([(candidate, source)], settings)


def _lint(
    candidates: Iterable[tuple[Candidate, Source | None]], settings: Settings, *, is_whole: bool = False
) -> Result:
    began = time.perf_counter()
    journey = _Journey(settings)
    for candidate, source in candidates:
        journey.visit(candidate, source)
    journey.check_pairs()
    journey.close(is_whole=is_whole)
    return journey.result(began)


def lint_pairs(sources: Iterable[tuple[Source, str]], settings: Settings) -> Result:
    """What the rules on files that belong together find in texts of known kinds; the files alone are not judged."""
    began = time.perf_counter()
    journey = _Journey(settings)
    for source, kind in sources:
        document = journey.parse(source, kind, given=True)
        if not isinstance(document, documents.Skipped):
            journey.remember(document)
    journey.check_pairs()
    return journey.result(began)


def _holds(path: str, folder: str | None) -> bool:
    """Is a path a folder at or above this one, so that a run over it looks at all of it?"""
    if folder is None or not os.path.isdir(path):
        return False
    above = os.path.realpath(path)
    return os.path.commonpath([above, folder]) == above


def _text(path: str) -> str | None:
    """The text of a file that may be there or not."""
    try:
        return documents.read(path).text if os.path.isfile(path) else None
    except UnreadableFileError:
        return None


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
        self._silenced: Silencer | None = None
        self._workspace: Workspace | None = None

    def result(self, began: float) -> Result:
        """Everything that was found, by place."""
        return Result(
            files=tuple(sorted(self.files)),
            findings=tuple(ordered(self.findings)),
            suppressed=tuple(sorted(self.suppressed, key=lambda entry: _place(entry.finding))),
            errors=tuple(self.errors),
            notices=tuple(self.notices),
            masks=self.masks,
            looked_at=self.looked_at,
            seconds=time.perf_counter() - began,
            rules=self.rules,
        )

    def visit(self, candidate: Candidate, source: Source | None) -> None:
        """Read, parse and check one file; whatever is wrong with it costs only this file."""
        self.looked_at += 1
        if candidate.name_kind == "unsupported" or (
            candidate.name_kind.endswith("template") and not candidate.given
        ):
            self.notices.append(f"{candidate.path} was skipped: {candidate.reason}")
            return
        is_on_disk = source is None
        try:
            if source is None:
                source = documents.read(candidate.path)
            document = self.parse(source, candidate.name_kind, given=candidate.given)
        except UnreadableFileError as error:
            self.errors.append(Trouble(error.path, error.reason))
            return
        if isinstance(document, documents.Skipped):
            if document.is_surprise:
                self.notices.append(f"{source.path} was skipped: {document.reason}")
            return
        self.files.append(LintedFile(source.path, document.kind))
        self.remember(document)
        nodes: list[object] = [*secrets.find(document)]
        if is_on_disk and documents.is_dockerfile(document):
            nodes += self._beside(document)
        findings, crashes = self._engine(document.kind).run(document, nodes)
        self._keep(document, findings, crashes)

    def _beside(self, dockerfile: "Dockerfile") -> "list[BuildContext]":
        """What lies beside a Dockerfile and decides about it."""
        try:
            context = documents.build_context(dockerfile)
        except UnreadableFileError as error:
            self.errors.append(Trouble(error.path, error.reason))
            return []
        return [] if context is None else [context]

    def parse(self, source: Source, kind: str, *, given: bool) -> "documents.Document | documents.Skipped":
        return documents.parse(
            source, kind, given=given, forced=self.settings.kind, launch_type=self.settings.launch_type
        )

    def remember(self, document: "documents.Document") -> None:
        """Note what can be told of a definition only beside others."""
        if not documents.is_json(document):
            return
        if self._workspace is None:
            from ecslint.workspace import Workspace  # noqa: PLC0415 - Dockerfiles alone have no use for it

            self._workspace = Workspace(self.settings.services)
        self._workspace.add(document)

    def check_pairs(self) -> None:
        """Check each service together with the task definition that it runs."""
        if self._workspace is None:
            return
        for pair in self._workspace.pairs(self._definition, _text):
            findings, crashes = self._engine("pair").run(pair)
            if findings:
                masks = secrets.mask_spans(pair.task_file)
                if masks:
                    # Notes show lines of the other file.
                    self.masks[pair.task_file.source] = masks
            self._keep(pair.file, findings, crashes)

    def _definition(self, source: Source) -> "JsonFile | None":
        document = self.parse(source, "task-definition", given=True)
        if isinstance(document, documents.Skipped) or not documents.is_json(document):
            return None
        return document

    def _keep(self, document: "documents.Document", findings: list[Finding], crashes: list[Crash]) -> None:
        """Report what was found in a document, unless it is silenced, and without the values of secrets."""
        silenced: list[Suppressed] = []
        source = document.source
        if self._has_suppressions(document, findings):
            outcome = self._silencer().silence(document, findings)
            findings, silenced = outcome.findings, outcome.suppressed
            crashes += outcome.crashes
        self.errors.extend(Trouble(crash.path, crash.message) for crash in crashes)
        if not findings and not silenced:
            return
        masks = secrets.mask_spans(document)
        if masks:
            from ecslint.secrets.scrub import scrub_findings, scrub_texts  # noqa: PLC0415 - few files hold secrets

            self.masks[source] = masks
            prefixes = [secret.prefix for secret in secrets.find(document)]
            findings = scrub_findings(findings, masks, prefixes)
            hidden = scrub_findings([entry.finding for entry in silenced], masks, prefixes)
            reasons = scrub_texts([entry.reason for entry in silenced], masks)
            silenced = [
                entry._replace(finding=finding, reason=reason)
                for entry, finding, reason in zip(silenced, hidden, reasons, strict=True)
            ]
        self.findings.extend(findings)
        self.suppressed.extend(silenced)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that ran, in the order of their codes."""
        ran = {rule.code: rule for engine in self._engines.values() for rule in engine.rules}
        return tuple(ran[code] for code in sorted(ran))

    def _engine(self, kind: str) -> Engine:
        if kind not in self._engines:
            rules = self.settings.selection.pick(shelf.for_kind(kind))
            self._engines[kind] = Engine(rules, self.settings.severities, self.settings.options)
        return self._engines[kind]

    def _has_suppressions(self, document: "documents.Document", findings: list[Finding]) -> bool:
        """Can anything silence these findings, or is there an ignore comment to look at?"""
        settings = self.settings
        if settings.suppressions or (findings and settings.per_file_ignores):
            return True
        if not settings.inline_ignores or not documents.is_dockerfile(document):
            return False
        text = document.source.text.lower()
        return any(mark in text for mark in MARKS)

    def _silencer(self) -> "Silencer":
        if self._silenced is None:
            from ecslint.suppress.silencer import Silencer  # noqa: PLC0415 - most runs have nothing to silence

            self._silenced = Silencer(self.settings, self._engine)
        return self._silenced

    def close(self, *, is_whole: bool) -> None:
        """Say what is wrong with the suppressions of the configuration, once everything has been looked at."""
        if not self.settings.suppressions:
            return
        outcome = self._silencer().close(is_whole=is_whole)
        self.findings += outcome.findings
        self.suppressed += outcome.suppressed
        self.errors.extend(Trouble(crash.path, crash.message) for crash in outcome.crashes)
        self.files += [
            LintedFile(path, "configuration")
            for path in {finding.span.source.path for finding in outcome.findings}
        ]
