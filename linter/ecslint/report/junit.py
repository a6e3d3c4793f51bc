"""The JUnit report: one suite a file, one case a finding; only what fails the run is a failure."""

import re
import time
from xml.etree import ElementTree as ET

from ecslint.annotations import TextIO
from ecslint.finding import Finding
from ecslint.report import Style
from ecslint.result import LintedFile, Result, Trouble

# XML 1.0 has no way to write these, not even as references.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(result: Result, out: TextIO, style: Style) -> None:
    """Write one `testsuite` for each file that was linted or could not be read."""
    found: dict[str, list[Finding]] = {}
    for finding in result.findings:
        found.setdefault(finding.span.source.path, []).append(finding)
    troubles: dict[str, list[Trouble]] = {}
    for error in result.errors:
        troubles.setdefault(error.path, []).append(error)
    kinds = {file.path: file for file in result.files}
    paths = sorted({*kinds, *found, *troubles})
    root = ET.Element("testsuites", {"name": "ecslint"})
    for path in paths:
        root.append(_suite(path, kinds.get(path), found.get(path, []), troubles.get(path, []), style))
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    if style.moment is not None:
        root.set("time", f"{result.seconds:.3f}")
        root.set("timestamp", time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(style.moment - result.seconds)))
    ET.indent(root)
    # ASCII with references for the rest: the same bytes whatever standard output is encoded in.
    text = ET.tostring(root, encoding="us-ascii").decode("ascii")
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n')


def _suite(
    path: str, file: LintedFile | None, findings: list[Finding], troubles: list[Trouble], style: Style
) -> ET.Element:
    suite = ET.Element("testsuite", {"name": _xml(path)})
    for finding in findings:
        suite.append(_case(finding, style))
    for trouble in troubles:
        case = ET.SubElement(suite, "testcase", {"name": "incomplete", "classname": _xml(path)})
        ET.SubElement(case, "error", {"type": "incomplete", "message": _xml(trouble.message)})
    if not len(suite):
        name = f"no problems in this {file.kind}" if file else "no problems"
        ET.SubElement(suite, "testcase", {"name": name, "classname": _xml(path), "file": _xml(path)})
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(troubles)))
    suite.set("skipped", "0")
    return suite


def _case(finding: Finding, style: Style) -> ET.Element:
    span = finding.span
    path = span.source.path
    case = ET.Element(
        "testcase",
        {
            "name": f"{finding.code} {finding.name} {span.line}:{span.column}",
            "classname": _xml(path),
            "file": _xml(path),
            "line": str(span.line),
        },
    )
    text = f"{path}:{span.line}:{span.column}: {finding.severity.label}: {finding.message}\n"
    for note in finding.notes:
        place = f"{note.span.source.path}:{note.span.line}:{note.span.column}"
        text += f"{place}: note: {note.message}\n"
    if finding.help:
        text += f"help: {finding.help}\n"
    if finding.is_failing(style.fail_on):
        kind = f"{finding.severity.label} {finding.code}"
        failure = ET.SubElement(case, "failure", {"type": kind, "message": _xml(finding.message)})
        failure.text = _xml(text)
    else:
        ET.SubElement(case, "system-out").text = _xml(text)
    return case


def _xml(text: str) -> str:
    """Text without the characters that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)
