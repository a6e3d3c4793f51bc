"""Fingerprints: a name for a finding that survives moved lines and never holds a secret."""

import os
from collections.abc import Iterable
from hashlib import sha256

from ecslint.finding import Finding
from ecslint.repository import root_of
from ecslint.result import Result, masked, ordered

# More text than this says little about a finding and changes too easily.
_LONGEST_TEXT = 400


def fingerprints(result: Result, findings: Iterable[Finding]) -> list[str]:
    """One fingerprint for each of `findings`: 16 hex digits, unique in the whole result by counting equal ones.

    It is made of the rule, the path from the root of the repository, the place without numbers of lines or elements,
    and the text there with secrets masked; or of the rule and what the finding says it is about.
    """
    findings = list(findings)
    paths: dict[str, str] = {}
    seen: dict[str, int] = {}
    prints: dict[int, str] = {}
    whole = [*result.findings, *(entry.finding for entry in result.suppressed), *result.baseline]
    for finding in (*ordered(whole), *findings):
        if id(finding) in prints:
            continue
        if finding.identity:
            key = f"{finding.code}\0{finding.identity}"
        else:
            path = finding.span.source.path
            if path not in paths:
                paths[path] = path_in_repository(path)
            key = "\0".join((finding.code, paths[path], *_content(result, finding)))
        seen[key] = seen.get(key, 0) + 1
        numbered = key if seen[key] == 1 else f"{key}\0{seen[key]}"
        prints[id(finding)] = sha256(numbered.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return [prints[id(finding)] for finding in findings]


def _content(result: Result, finding: Finding) -> tuple[str, str]:
    """The place in the structure of the document, and the text."""
    span = finding.span
    logical = finding.logical or finding.pointer or ""
    text = span.source.text[span.start : min(span.end, span.start + _LONGEST_TEXT)]
    if finding.pointer is not None and text[:1] in {"{", "["}:
        # A whole part of a JSON document: its place says which, and what is in it may change.
        return logical, ""
    shown = masked(text, span.start, result.masks.get(span.source, ()), "*")
    return logical, " ".join(shown.split())


def path_in_repository(path: str) -> str:
    """A reported path as one from the root of the repository, with `/`; unchanged outside of one."""
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return path
    root = root_of(os.path.dirname(real))
    return path if root is None else os.path.relpath(real, root).replace(os.sep, "/")
