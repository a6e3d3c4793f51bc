"""The baseline: a file with the findings that are known, so that only new ones count."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from ecslint import shelf
from ecslint.annotations import Any
from ecslint.errors import UsageError
from ecslint.finding import Finding
from ecslint.fingerprint import fingerprints, path_in_repository
from ecslint.record import NamedTuple
from ecslint.repository import root_of
from ecslint.result import Result

VERSION = 1
DEFAULT = "ecslint-baseline.json"
_MAX_BYTES = 64 * 1024 * 1024


class Known(NamedTuple):
    """One known finding; all but the fingerprint is for people."""

    path: str
    rule: str
    message: str
    fingerprint: str


class Compared(NamedTuple):
    """A result without its known findings, and the entries that match nothing any more."""

    result: Result
    stale: tuple[Known, ...]


def load(path: str) -> tuple[Known, ...]:
    """The entries of a baseline; raises `UsageError` for a file that is none."""
    try:
        if not os.path.isfile(path):
            raise UsageError(f"{path}: there is no such baseline; `ecslint baseline create` makes one")
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
        document: Any = json.loads(data[:_MAX_BYTES])
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "it is no JSON as ecslint writes it"
        raise UsageError(f"{path}: cannot be read as a baseline: {reason}") from error
    found = document.get("findings") if isinstance(document, dict) else None
    if not isinstance(found, list) or not all(map(_is_entry, found)):
        raise UsageError(f"{path}: is no baseline; `ecslint baseline create` makes one")
    if document.get("version") != VERSION:
        raise UsageError(f"{path}: is a baseline of another version of ecslint; create it again")
    return tuple(
        Known(entry["path"], entry["rule"], entry["message"], entry["fingerprint"]) for entry in found
    )


def _is_entry(entry: Any) -> bool:
    return isinstance(entry, dict) and all(
        isinstance(entry.get(name), str) for name in ("path", "rule", "message", "fingerprint")
    )


def compare(result: Result, known: Iterable[Known], mandatory: Sequence[str] = ()) -> Compared:
    """Take the known findings out of a result.

    An entry is stale if its rule ran or is no more, its file was linted or is gone, and no finding has its fingerprint.
    Findings of the `mandatory` rules stay whatever the baseline says.
    """
    known = tuple(known)
    prints = fingerprints(result, result.findings)
    left = Counter(entry.fingerprint for entry in known)
    refused = shelf.codes(mandatory)
    new: list[Finding] = []
    old: list[Finding] = []
    for finding, print_ in zip(result.findings, prints, strict=True):
        if left[print_] and finding.code not in refused:
            left[print_] -= 1
            old.append(finding)
        else:
            new.append(finding)
    # What a suppression hides now is no stale entry: it is still there.
    hidden = set(fingerprints(result, [entry.finding for entry in result.suppressed]))
    was_judged = judge(result)
    stale = tuple(
        entry
        for entry in known
        if left[entry.fingerprint] and entry.fingerprint not in hidden and was_judged(entry)
    )
    return Compared(result._replace(findings=tuple(new), baseline=tuple(old)), stale)


def judge(result: Result) -> Callable[[Known], bool]:
    """Tells of an entry whether the run that gave a result would have found what it is about."""
    ran = {rule.code for rule in result.rules}
    linted = {path_in_repository(file.path) for file in result.files}

    def was_judged(entry: Known) -> bool:
        has_rule = entry.rule in ran or shelf.find(entry.rule) is None
        return has_rule and (entry.path in linted or not _exists(entry.path))

    return was_judged


def entries(result: Result, mandatory: Sequence[str] = ()) -> tuple[Known, ...]:
    """All findings of a result as entries; those of the `mandatory` rules never become known."""
    refused = shelf.codes(mandatory)
    findings = [finding for finding in result.findings if finding.code not in refused]
    prints = fingerprints(result, findings)
    return tuple(
        Known(path_in_repository(finding.span.source.path), finding.code, finding.message, print_)
        for finding, print_ in zip(findings, prints, strict=True)
    )


def text(known: Iterable[Known]) -> str:
    """The file: sorted, one entry a line, so that a change of it can be reviewed."""
    lines = [
        json.dumps(
            {
                "fingerprint": entry.fingerprint,
                "rule": entry.rule,
                "path": entry.path,
                "message": entry.message,
            }
        )
        for entry in sorted(known)
    ]
    body = "\n" + ",\n".join(lines) + "\n" if lines else ""
    return f'{{"version": {VERSION}, "findings": [{body}]}}\n'


def _exists(path: str) -> bool:
    """Is there still a file at a path from the root of the repository?"""
    root = root_of(os.getcwd())
    return os.path.exists(os.path.join(root or "", path))
