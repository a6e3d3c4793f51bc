"""The fixes of a result applied to its texts, again and again until none is left; nothing is written here."""

from ecslint import document as documents
from ecslint import fix, shelf
from ecslint.errors import UnreadableFileError
from ecslint.finding import Finding
from ecslint.lint import lint_pairs, lint_source, parsed
from ecslint.record import NamedTuple
from ecslint.result import Result, Suppressed, ordered
from ecslint.settings import Settings
from ecslint.source import BOM, Source, Span

# A fix may make room for the next one; more rounds than this are two rules at odds.
_ROUNDS = 10
PAIRED_KINDS = frozenset({"task-definition", "service-definition"})


class Change(NamedTuple):
    """One file before and after its fixes, and how many were applied."""

    before: Source
    after: Source
    kind: str
    applied: int


def repair(result: Result, settings: Settings, *, unsafe: bool) -> tuple[Result, list[Change]]:
    """What is left after the fixes, and the changes that lead there; nothing is written yet."""
    changes = []
    findings = list(result.findings)
    suppressed = list(result.suppressed)
    errors = list(result.errors)
    masks = dict(result.masks)
    reviews = list(result.reviews)
    kinds = {file.path: file.kind for file in result.files}
    for source in dict.fromkeys(finding.span.source for finding in result.findings if finding.fix):
        change, last = _repair_one(result, source, kinds[source.path], settings, unsafe=unsafe)
        if change is None:
            continue
        changes.append(change)
        findings = [finding for finding in findings if finding.span.source is not source] + [
            finding for finding in last.findings if finding.span.source.path == source.path
        ]
        suppressed = [entry for entry in suppressed if entry.finding.span.source is not source] + [
            entry for entry in last.suppressed if entry.finding.span.source.path == source.path
        ]
        errors = [error for error in errors if error.path != source.path] + list(last.errors)
        masks.update(last.masks)
        reviews = [review for review in reviews if review.path != source.path] + list(last.reviews)
    is_paired = "service-definition" in kinds.values() or any(map(_is_paired, result.findings))
    if changes and is_paired:
        findings, suppressed = _paired_again(result, changes, findings, suppressed, masks, settings)
    left = result._replace(
        findings=tuple(ordered(findings)),
        suppressed=tuple(suppressed),
        errors=tuple(errors),
        masks=masks,
        reviews=tuple(sorted(reviews)),
    )
    return left, changes


def _paired_again(
    result: Result,
    changes: list[Change],
    findings: list[Finding],
    suppressed: list[Suppressed],
    masks: dict[Source, tuple[Span, ...]],
    settings: Settings,
) -> tuple[list[Finding], list[Suppressed]]:
    """The findings with those on files that belong together made anew: a fix in the one may have cured the other."""
    changed = {change.after.path: change.after for change in changes}
    known = {finding.span.source.path: finding.span.source for finding in result.findings}
    sources = []
    # A Dockerfile counts again only where it did before: one that a hook named may be one of many.
    kinds = PAIRED_KINDS | {"dockerfile"} if _has_image_pair(result) else PAIRED_KINDS
    for file in result.files:
        if file.kind not in kinds:
            continue
        source = changed.get(file.path) or known.get(file.path)
        try:
            sources.append((source or documents.read(file.path), file.kind))
        except UnreadableFileError:
            continue  # it is gone since it was linted
    again = lint_pairs(sources, settings)
    masks.update(again.masks)
    return (
        [*(finding for finding in findings if not _is_paired(finding)), *again.findings],
        [*(entry for entry in suppressed if not _is_paired(entry.finding)), *again.suppressed],
    )


def _has_image_pair(result: Result) -> bool:
    """Was a container seen beside its Dockerfile, which the notes of such findings show?"""
    dockerfiles = {file.path for file in result.files if file.kind == "dockerfile"}
    return any(
        note.span.source.path in dockerfiles
        for finding in result.findings
        if _is_paired(finding)
        for note in finding.notes
    )


def _is_paired(finding: Finding) -> bool:
    rule = shelf.find(finding.code)
    return rule is not None and rule.family == "crossfile"


def _repair_one(
    result: Result, source: Source, kind: str, settings: Settings, *, unsafe: bool
) -> tuple[Change | None, Result]:
    before = source
    applied = 0
    # No review of any file means that nobody asked for them, or that there is no task definition.
    wants_reviews = bool(result.reviews)
    faults = _faults(source, kind, settings)
    for _ in range(_ROUNDS):
        fixes = [
            finding.fix
            for finding in result.findings
            if finding.fix and finding.span.source is source and (unsafe or finding.fix.safe)
        ]
        text, count = fix.apply(source, fixes)
        if not count or text == source.text:
            break
        new = Source(source.path, BOM + text if source.has_bom else text)
        if _faults(new, kind, settings) > faults:
            break
        source, applied = new, applied + count
        result = lint_source(source, kind, settings, reviews=wants_reviews)
    return (Change(before, source, kind, applied) if applied else None), result


def _faults(source: Source, kind: str, settings: Settings) -> int:
    """How many things keep a text from being read; a fix that adds one is not written."""
    document = parsed(source, kind, settings)
    return 10**9 if isinstance(document, documents.Skipped) else len(document.problems)
