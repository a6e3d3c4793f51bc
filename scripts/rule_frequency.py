"""Counts how often each rule fires in folders of real files, as the tables of docs/rule-frequency.md: `python scripts/rule_frequency.py FOLDER...`."""

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ecslint import shelf
from ecslint.finding import Severity
from ecslint.lint import lint_paths
from ecslint.settings import Settings

TITLES = {
    "dockerfile": "Dockerfiles",
    "task-definition": "Task definitions",
    "service-definition": "Service definitions",
    "lifecycle-policy": "Lifecycle policies",
}


def files(folders: Sequence[str]) -> list[str]:
    """Every file below the folders: each is named, so that none is left out for its name."""
    return sorted(
        os.path.join(root, name)
        for folder in folders
        for root, _, names in os.walk(folder)
        for name in names
        if not name.lower().endswith((".md", ".txt"))
    )


def tables(folders: Sequence[str]) -> Iterator[str]:
    """A table for each kind of file that was found, the rules that fire most first."""
    result = lint_paths(files(folders), Settings())
    kinds = {file.path: file.kind for file in result.files}
    findings: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    severities: dict[str, Severity] = {}
    for finding in result.findings:
        path = finding.span.source.path
        findings[kinds[path]][finding.code] += 1
        places[kinds[path], finding.code].add(path)
        severities[finding.code] = max(finding.severity, severities.get(finding.code, Severity.INFO))
    names = {rule.code: rule.name for rule in shelf.everything()}
    for kind, counts in sorted(findings.items()):
        total = sum(one == kind for one in kinds.values())
        yield f"## {TITLES[kind]}: {total} files\n"
        yield "| rule | name | severity | findings | files |"
        yield "|---|---|---|---|---|"
        for code in sorted(counts, key=lambda code: (-len(places[kind, code]), code)):
            share = 100 * len(places[kind, code]) / total
            yield f"| {code} | {names[code]} | {severities[code].label} | {counts[code]} | {share:.1f} % |"
        yield ""


if __name__ == "__main__":
    for line in tables(sys.argv[1:]):
        print(line)
