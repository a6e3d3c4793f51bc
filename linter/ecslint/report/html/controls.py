"""What a security reviewer asks first: each container against each control, and which published controls were checked."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ecslint import shelf
from ecslint.report.snippet import clean
from ecslint.result import Result

# Column -> the rules that must all have run for a "pass", and further ones that make it fail.
CONTROLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "non-root user": (("root-container-user",), ("missing-container-user",)),
    "read-only root": (("writable-root-filesystem",), ()),
    "unprivileged": (("privileged-container",), ("privileged-container-on-fargate",)),
    "capabilities": (("dangerous-capability",), ("added-capability-on-fargate",)),
    "logs": (("missing-log-configuration",), ("missing-awslogs-option",)),
    "health check": (("missing-container-health-check",), ("ineffective-health-command",)),
    "secrets": (
        ("environment-credential", "token-in-task-definition"),
        (
            "private-key-in-task-definition",
            "url-credentials-in-task-definition",
            "credential-in-container-command",
        ),
    ),
    "image pinned": (("latest-container-image", "untagged-container-image"), ("unstable-image-version",)),
}
# Tool in `peers` -> beginning of the ids, and the title of the table.
STANDARDS = {
    "securityhub": ("ECS.", "AWS Security Hub"),
    "dockle": ("CIS-DI-", "CIS Docker Benchmark, images (by the ids of Dockle)"),
}


class Cell(NamedTuple):
    """`pass`, `fail`, `silenced` or `unchecked`, and the codes behind it."""

    state: str
    codes: tuple[str, ...] = ()


class Matrix(NamedTuple):
    """One task definition: a row of cells for each container."""

    path: str
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


class Control(NamedTuple):
    """One published control: `pass`, `fail` or `unchecked`, the rules on it, and how often it failed."""

    identifier: str
    state: str
    rules: tuple[str, ...]
    failures: int


def matrices(result: Result) -> list[Matrix]:
    """One for each task definition of which the containers are known."""
    ran = {rule.name for rule in result.rules}
    found = _codes((one.name, one.span.source.path, one.container, one.code) for one in result.findings)
    silenced = [entry.finding for entry in result.suppressed] + list(result.baseline)
    quiet = _codes((one.name, one.span.source.path, one.container, one.code) for one in silenced)
    return [
        Matrix(
            clean(file.path),
            tuple(
                (
                    clean(name),
                    tuple(_cell(file.path, name, control, ran, found, quiet) for control in CONTROLS),
                )
                for name in file.containers
            ),
        )
        for file in result.files
        if file.containers
    ]


_Codes = dict[tuple[str, str, str | None], set[str]]


def _codes(findings: Iterable[tuple[str, str, str | None, str]]) -> _Codes:
    """Codes by control, path and container."""
    controls = defaultdict(list)
    for control, (needed, more) in CONTROLS.items():
        for name in (*needed, *more):
            controls[name].append(control)
    codes: _Codes = defaultdict(set)
    for name, path, container, code in findings:
        for control in controls.get(name, ()):
            codes[control, path, container].add(code)
    return codes


def _cell(path: str, container: str, control: str, ran: set[str], found: _Codes, quiet: _Codes) -> Cell:
    key = control, path, container
    if key in found:
        return Cell("fail", tuple(sorted(found[key])))
    if key in quiet:
        return Cell("silenced", tuple(sorted(quiet[key])))
    return Cell("pass" if ran.issuperset(CONTROLS[control][0]) else "unchecked")


def compliance(result: Result) -> list[tuple[str, list[Control]]]:
    """For each standard, what became of its controls that rules here know."""
    kinds = {file.kind for file in result.files}
    ran = {rule.code for rule in result.rules}
    tables = []
    for tool, (head, title) in STANDARDS.items():
        if ("dockerfile" in kinds) if tool == "dockle" else (kinds - {"dockerfile", "configuration"}):
            tables.append((title, _controls(result, f"{tool}:{head}", ran)))
    return tables


def _controls(result: Result, head: str, ran: set[str]) -> list[Control]:
    rules = defaultdict(list)
    for rule in shelf.everything():
        for peer in rule.peers:
            if peer.startswith(head):
                rules[peer.partition(":")[2]].append(rule)
    controls = []
    for identifier in sorted(rules, key=_order):
        codes = {rule.code for rule in rules[identifier]}
        failures = sum(finding.code in codes for finding in result.findings)
        state = "fail" if failures else "pass" if codes <= ran else "unchecked"
        controls.append(
            Control(
                identifier, state, tuple(f"{rule.code} {rule.name}" for rule in rules[identifier]), failures
            )
        )
    return controls


def _order(identifier: str) -> tuple[str, int]:
    head = identifier.rstrip("0123456789")
    return head, int(identifier[len(head) :] or 0)
