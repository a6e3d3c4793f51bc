"""The text report: what is wrong, the source line with a caret under the word, and what to do about it."""

from collections.abc import Sequence

from ecslint.annotations import TextIO
from ecslint.finding import Finding, Note, Severity
from ecslint.report import Style, plural
from ecslint.report.snippet import clean, render
from ecslint.result import Result
from ecslint.rule import PAGES
from ecslint.source import Source, Span

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_DIM = "34"


def report(result: Result, out: TextIO, style: Style) -> None:
    """Write every finding with its snippet, or counts by rule, then the summary."""
    if style.statistics:
        statistics(result, out)
        summary(result, out, style)
        return
    for finding in result.findings:
        out.write(_Block(finding, result, style).render())
        out.write("\n")
    if result.ecr is not None and not style.quiet:
        from ecslint.report.ecr_section import write_images  # noqa: PLC0415 - only after a look at ECR

        write_images(result.ecr, out)
    summary(result, out, style)


def closing(result: Result, out: TextIO, style: Style) -> None:
    """What belongs to a report for machines and has no room in it: statistics if wanted, and the summary."""
    if style.statistics:
        statistics(result, out)
    summary(result, out, style)


def statistics(result: Result, out: TextIO) -> None:
    """Counts by rule."""
    from ecslint.report.statistics import write_statistics  # noqa: PLC0415 - only when asked for

    write_statistics(result, out)


def summary(result: Result, out: TextIO, style: Style) -> None:
    """The closing lines: counts and the next step."""
    if style.quiet:
        return
    if result.fixed:
        out.write(f"Fixed {plural(result.fixed, 'problem')}.\n")
    count = len(result.findings)
    elapsed = f", {result.seconds:.2f} s" if style.elapsed else ""
    if not count:
        if result.files and not result.errors:
            out.write(f"All checks passed: {_files(result)}{elapsed}{_left_out(result)}.\n")
        return
    counts = ", ".join(
        f"{result.count(severity)} info"
        if severity is Severity.INFO
        else plural(result.count(severity), severity.label)
        for severity in sorted(Severity, reverse=True)
        if result.count(severity)
    )
    touched = len({finding.span.source.path for finding in result.findings})
    out.write(
        f"Found {plural(count, 'problem')}: {counts}{_left_out(result)} in {touched} of {plural(len(result.files), 'file')}{elapsed}.\n"
    )
    safe, unsafe = result.fixable
    if safe:
        more = f" (+{unsafe} with --unsafe-fixes)" if unsafe else ""
        out.write(f"{safe} fixable with `ecslint check --fix`{more}.\n")
    elif unsafe:
        out.write(f"{unsafe} fixable with `ecslint check --unsafe-fixes`.\n")


def _left_out(result: Result) -> str:
    """How much is not shown, and why."""
    parts = [
        f"{count} {where}"
        for count, where in ((len(result.suppressed), "suppressed"), (len(result.baseline), "in baseline"))
        if count
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _files(result: Result) -> str:
    kinds: dict[str, int] = {}
    for file in result.files:
        kinds[file.kind] = kinds.get(file.kind, 0) + 1
    names = {
        "dockerfile": "Dockerfile",
        "task-definition": "task definition",
        "service-definition": "service definition",
        "lifecycle-policy": "lifecycle policy",
    }
    return ", ".join(plural(number, names.get(kind, kind)) for kind, number in sorted(kinds.items()))


class _Block:
    """One finding as text; the gutter is as wide as the largest line number in it."""

    def __init__(self, finding: Finding, result: Result, style: Style) -> None:
        self.finding = finding
        self.result = result
        self.style = style
        self.near = [note for note in finding.notes if note.span.source is finding.span.source]
        self.far = [note for note in finding.notes if note.span.source is not finding.span.source]
        lines = [finding.span.line, *(note.span.line for note in finding.notes)]
        self.gutter = len(str(max(lines)))
        self.out: list[str] = []

    def render(self) -> str:
        finding = self.finding
        rule = self._link(f"{finding.code} {finding.name}", PAGES + finding.name)
        level = self._paint(f"{finding.severity.label}[{rule}]", _COLORS[finding.severity])
        self.out.append(f"{level}{self._paint(': ' + clean(finding.message), '1')}\n")
        self._where("-->", finding.span)
        if finding.pointer:
            self._bar(self._dim("  " + clean(_breadcrumb(finding.pointer, finding.container, self.style))))
        self._bar()
        self._snippet(finding.span.source, Note(finding.span, finding.label), self.near)
        for note in self.far:
            self._bar()
            self._where(":::", note.span)
            self._bar()
            self._snippet(note.span.source, None, [note])
        self._advice()
        return "".join(self.out)

    def _where(self, arrow: str, span: Span) -> None:
        place = f"{clean(span.source.path)}:{span.line}:{span.column}"
        self.out.append(f"{' ' * self.gutter}{self._dim(arrow)} {place}\n")

    def _bar(self, text: str = "") -> None:
        self.out.append(f"{' ' * self.gutter} {self._dim('|')}{' ' + text if text else ''}\n")

    def _snippet(self, source: Source, primary: Note | None, notes: Sequence[Note]) -> None:
        marked = [(note, "-") for note in notes] + ([(primary, "^")] if primary else [])
        numbers = sorted({note.span.line for note, _ in marked})
        previous = None
        for number in numbers:
            if previous is not None and number > previous + 1:
                self.out.append(f"{' ' * self.gutter}{self._dim('...')}\n")
            previous = number
            here = [(note, mark) for note, mark in marked if note.span.line == number]
            here.sort(key=lambda pair: (pair[1] == "-", pair[0].span.start))
            line = render(
                source,
                number,
                [note.span.head for note, _ in here],
                self.result.masks.get(source, ()),
                width=max(40, self.style.width - self.gutter - 4),
                unicode=self.style.unicode,
            )
            self.out.append(f"{self._dim(f'{number:>{self.gutter}} |')} {line.text}\n")
            for (note, mark), (first, last) in zip(here, line.marks, strict=True):
                color = _COLORS[self.finding.severity] if mark == "^" else _DIM
                label = f" {clean(note.message)}" if note.message else ""
                caret = self._paint(mark * (last - first) + label, color)
                self._bar(" " * first + caret)

    def _advice(self) -> None:
        finding = self.finding
        fix = finding.fix
        if not finding.help and fix is None:
            return
        self._bar()
        lead = f"{' ' * self.gutter} {self._dim('=')} "
        if finding.help:
            self.out.append(f"{lead}{self._paint('help', '1')}: {clean(finding.help)}\n")
        if fix:
            kind = "" if fix.safe else " (unsafe)"
            self.out.append(f"{lead}{self._paint('fix', '1')}{kind}: {clean(fix.title)}\n")
            self._diff()

    def _diff(self) -> None:
        """Small edits as a diff of the lines they touch."""
        from ecslint.report.fix_diff import diff_lines  # noqa: PLC0415 - few findings have a fix

        room = max(40, self.style.width - self.gutter - 6)
        for sign, text in diff_lines(self.finding, self.result, room, unicode=self.style.unicode):
            line = self._paint(f"{sign} {text}", "31" if sign == "-" else "32")
            self.out.append(f"{' ' * self.gutter}   {line}\n")

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.style.color else text

    def _link(self, text: str, url: str) -> str:
        """Text that a terminal opens a page from; one that cannot shows the text alone."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.style.color else text

    def _dim(self, text: str) -> str:
        return self._paint(text, _DIM)


def _breadcrumb(pointer: str, container: str | None, style: Style) -> str:
    """`/containerDefinitions/0/image` as people read it: containerDefinitions[0] "app" › image."""
    parts: list[str] = []
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if name.isdecimal() and parts:
            parts[-1] += f"[{name}]"
            if container and parts[-1].startswith("containerDefinitions[") and len(parts) <= 2:
                parts[-1] += f' "{container}"'
        else:
            parts.append(name)
    return (" › " if style.unicode else " > ").join(parts)
