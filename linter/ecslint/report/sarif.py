"""The SARIF 2.1.0 report, in the form and within the limits of GitHub code scanning."""

import json
import sys
import time
from collections.abc import Iterable
from urllib.parse import quote

from ecslint import __version__, shelf
from ecslint.annotations import TYPE_CHECKING, Any, TextIO
from ecslint.finding import Finding
from ecslint.fingerprint import fingerprints
from ecslint.report import Style
from ecslint.report.levels import LEVELS, security_severity
from ecslint.report.line_hash import line_hashes
from ecslint.report.location import Checkout
from ecslint.report.sarif_rule import descriptor, sentence
from ecslint.report.snippet import clean, plain
from ecslint.result import Result, masked
from ecslint.rule import Rule
from ecslint.source import Source, Span

if TYPE_CHECKING:
    from ecslint.report.sarif_images import Alerts

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://ecslint.dev"
ROOT = "%SRCROOT%"
MASK = "********"
# GitHub refuses a file with more results, and keeps this many locations of one.
MOST_RESULTS = 25_000
_MOST_LOCATIONS = 100
# A minified file is one line: more of it would fill the report.
_LONGEST_SNIPPET = 400
# The rules that say that a file does not parse.
_UNPARSED = frozenset({"syntax-error", "unknown-instruction", "broken-heredoc", "broken-json"})


def report(result: Result, out: TextIO, style: Style) -> None:
    """Write the result as one SARIF log with one run."""
    run = _Run(result, style).object()
    # ASCII only: the bytes are the same on every terminal and for every odd byte in a file.
    members = ",\n".join(f'"{key}": {_laid_out(value)}' for key, value in run.items())
    out.write(f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n{members}\n}}]}}\n')


def _laid_out(value: Any) -> str:
    """JSON with one result a line: a report of thousands can be compared, and is written at the speed of C."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"
    return json.dumps(value)


class _Run:
    """One run: its rules, its results worst first, and what went wrong."""

    def __init__(self, result: Result, style: Style) -> None:
        self.result = result
        self.style = style
        self.checkout = Checkout(style.root)
        silenced = _silenced(result) if style.include_suppressed else []
        self.alerts = _alerts(result)
        replaced = set() if self.alerts is None else self.alerts.replaced
        found = [(finding, None) for finding in result.findings if id(finding) not in replaced] + silenced
        self.rules = _rules(result.rules, (finding for finding, _ in found))
        self.index = {rule.code: number for number, rule in enumerate(self.rules)}
        prints = fingerprints(result, [finding for finding, _ in found])
        triples = [(*pair, print_) for pair, print_ in zip(found, prints, strict=True)]
        triples.sort(key=lambda triple: self._rank(triple[0]))
        self.left_out = max(0, len(triples) - MOST_RESULTS)
        self.entries = triples[:MOST_RESULTS]
        if self.alerts is not None:
            self.left_out += self.alerts.cut(MOST_RESULTS - len(self.entries))
        self.hashes = self._line_hashes()

    def object(self) -> dict[str, Any]:
        return {
            "tool": {
                "driver": {
                    "name": "ecslint",
                    "semanticVersion": __version__,
                    "informationUri": HOME,
                    "rules": [
                        *(descriptor(rule) for rule in self.rules),
                        *([] if self.alerts is None else self.alerts.rules()),
                    ],
                }
            },
            "automationDetails": {"id": (self.style.category.rstrip("/") or "ecslint") + "/"},
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
            "invocations": [self._invocation()],
            "results": [*(self._result(*entry) for entry in self.entries), *self._vulnerabilities()],
        }

    def _vulnerabilities(self) -> list[dict[str, Any]]:
        if self.alerts is None:
            return []
        return self.alerts.results(len(self.rules), lambda finding: self._location(finding.span, finding))

    def _rank(self, finding: Finding) -> tuple[int, float]:
        """Worst first; what is equally bad stays in the order of all reports."""
        rule = self.rules[self.index[finding.code]] if finding.code in self.index else None
        band = security_severity(rule) if rule else None
        return -finding.severity, -float(band or 0)

    def _line_hashes(self) -> dict[Source, list[str]]:
        last: dict[Source, int] = {}
        for finding, _, _ in self.entries:
            source = finding.span.source
            last[source] = max(last.get(source, 0), finding.span.line)
        return {source: line_hashes(source, line) for source, line in last.items()}

    def _result(self, finding: Finding, suppression: dict[str, str] | None, print_: str) -> dict[str, Any]:
        span = finding.span
        notes = finding.notes[: _MOST_LOCATIONS - 1]
        entry: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": self.index.get(finding.code, -1),
            "level": LEVELS[finding.severity].sarif,
            "message": {"text": _message(finding)},
            "locations": [self._location(span, finding)],
            "partialFingerprints": {
                "ecslint/v1": print_,
                "primaryLocationLineHash": self.hashes[span.source][span.line - 1],
            },
        }
        if notes:
            entry["relatedLocations"] = [
                {"id": number, **self._location(note.span), "message": {"text": clean(note.message)}}
                for number, note in enumerate(notes, start=1)
            ]
        if suppression is not None:
            entry["suppressions"] = [suppression]
        return entry

    def _location(self, span: Span, finding: Finding | None = None) -> dict[str, Any]:
        head = span.head
        source = head.source
        region: dict[str, Any] = {
            "startLine": head.line,
            "startColumn": source.utf16_column(head.start),
            "endLine": head.line,
            "endColumn": source.utf16_column(head.end),
        }
        physical: dict[str, Any] = {"artifactLocation": self._artifact(source.path), "region": region}
        snippet = self._text(source, head.start, min(head.end, head.start + _LONGEST_SNIPPET))
        if snippet:
            region["snippet"] = {"text": snippet}
        start, end = source.line_bounds(head.line)
        if end - start <= _LONGEST_SNIPPET:
            # One line before and after tell where it is without filling the report.
            first = max(1, head.line - 1)
            last = min(len(source.line_starts), head.line + 1)
            if source.line_starts[last - 1] == len(source.text):
                last = max(last - 1, head.line)
            start, end = source.line_bounds(first)[0], source.line_bounds(last)[1]
            if end - start <= 3 * _LONGEST_SNIPPET and (first, last) != (head.line, head.line):
                physical["contextRegion"] = {
                    "startLine": first,
                    "endLine": last,
                    "snippet": {"text": self._text(source, start, end)},
                }
        location: dict[str, Any] = {"physicalLocation": physical}
        if finding is not None and (finding.pointer or finding.logical):
            location["logicalLocations"] = [{"fullyQualifiedName": finding.pointer or finding.logical}]
        return location

    def _text(self, source: Source, start: int, end: int) -> str:
        """The text of a file without any secret and without halves of characters."""
        return plain(masked(source.text[start:end], start, self.result.masks.get(source, ()), MASK))

    def _artifact(self, shown: str) -> dict[str, str]:
        path = self.checkout.path(shown)
        uri = quote(path.encode("utf-8", "surrogateescape"), safe="/")
        return {"uri": f"file://{uri}"} if uri.startswith("/") else {"uri": uri, "uriBaseId": ROOT}

    def _invocation(self) -> dict[str, Any]:
        notifications: list[dict[str, Any]] = [
            {
                "level": "error",
                "message": {"text": sentence(clean(error.message))},
                "locations": [{"physicalLocation": {"artifactLocation": self._artifact(error.path)}}],
            }
            for error in self.result.errors
        ]
        if self.left_out:
            text = (
                f"this report holds the worst {MOST_RESULTS:,} of {MOST_RESULTS + self.left_out:,} findings"
            )
            notifications.append({"level": "warning", "message": {"text": sentence(text)}})
            sys.stderr.write(f"ecslint: SARIF: {text}\n")
        invocation: dict[str, Any] = {"executionSuccessful": not self.result.errors and not self._is_broken()}
        moment = self.style.moment
        if moment is not None:
            invocation["startTimeUtc"] = _utc(moment - self.result.seconds)
            invocation["endTimeUtc"] = _utc(moment)
        if notifications:
            invocation["toolExecutionNotifications"] = notifications
        return invocation

    def _is_broken(self) -> bool:
        """Was there a file that does not parse?"""
        return any(finding.name in _UNPARSED for finding in self.result.findings)


def _alerts(result: Result) -> "Alerts | None":
    """The vulnerabilities of images one by one, where there are any."""
    if not result.images:
        return None
    from ecslint.report.sarif_images import Alerts  # noqa: PLC0415 - only after a look at ECR

    return Alerts(result.images, result.findings)


def _silenced(result: Result) -> list[tuple[Finding, dict[str, str] | None]]:
    """What the user silenced and what the baseline knows, as SARIF says it."""
    entries: list[tuple[Finding, dict[str, str] | None]] = [
        (
            entry.finding,
            {
                "kind": "inSource" if entry.kind == "inline" else "external",
                "justification": clean(entry.reason or "no reason given"),
            },
        )
        for entry in result.suppressed
    ]
    entries += [
        (finding, {"kind": "external", "justification": "known in the baseline"})
        for finding in result.baseline
    ]
    return entries


def _rules(ran: Iterable[Rule], findings: Iterable[Finding]) -> list[Rule]:
    """The rules that ran, and any other that has a finding, by code."""
    rules = {rule.code: rule for rule in ran}
    for code in {finding.code for finding in findings} - set(rules):
        rule = shelf.find(code)
        if rule is not None:
            rules[code] = rule
    return [rules[code] for code in sorted(rules)]


def _message(finding: Finding) -> str:
    """The message as a sentence of its own, for it is the title of the alert; then help, then links to other places."""
    parts = [sentence(_without_links(finding.message))]
    if finding.help:
        parts.append(sentence(_without_links(finding.help[0].upper() + finding.help[1:])))
    for number, note in enumerate(finding.notes[: _MOST_LOCATIONS - 1], start=1):
        parts.append(f"See [{_escape(clean(note.message or 'the other place'))}]({number}).")
    return " ".join(parts)


def _without_links(text: str) -> str:
    """Text in which nothing looks like a link to another place."""
    text = "\n".join(map(clean, text.split("\n")))
    return _escape(text) if "](" in text else text


def _escape(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")


def _utc(moment: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
