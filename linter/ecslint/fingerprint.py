"""Fingerprints: a name for a finding that survives moved lines and never holds a secret."""

from collections.abc import Iterable
from hashlib import sha256

from ecslint.finding import Finding
from ecslint.result import Result, masked


def fingerprints(result: Result, findings: Iterable[Finding]) -> list[str]:
    """One fingerprint for each finding: 16 hex digits, unique among them by counting equal ones."""
    seen: dict[str, int] = {}
    prints = []
    for finding in findings:
        span = finding.span
        text = masked(span.text[:400], span.start, result.masks.get(span.source, ()), "*")
        parts = (finding.code, span.source.path, finding.pointer or finding.logical, " ".join(text.split()))
        key = "\0".join(parts)
        seen[key] = seen.get(key, 0) + 1
        numbered = key if seen[key] == 1 else f"{key}\0{seen[key]}"
        prints.append(sha256(numbered.encode("utf-8", "surrogatepass")).hexdigest()[:16])
    return prints
