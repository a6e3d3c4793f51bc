"""The ignore comments that people already have for other tools, each with the scope that its own tool gives it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from ecslint.annotations import TYPE_CHECKING
from ecslint.regex import LazyPattern
from ecslint.source import Span
from ecslint.suppress.ignore import FILE, Foreign, Scope

if TYPE_CHECKING:
    from ecslint.dockerfile import Dockerfile

# As hadolint reads it: anything but a comment after the codes voids the whole.
_HADOLINT = LazyPattern(
    r"#\s*hadolint\s+(?:(?P<scope>global|stage)\s+)?ignore\s*=\s*"
    r"(?P<codes>[DLSC0-9]+(?:\s*,\s*[DLSC0-9]+)*)\s*(?:#(?P<reason>.*))?$"
)
_CHECK = LazyPattern(r"#\s*check\s*=\s*(?P<options>\S+)\s*(?://(?P<reason>.*))?", re.IGNORECASE)
_TRIVY = LazyPattern(r"#\s*(?:trivy|tfsec):ignore:")
_TRIVY_ONE = LazyPattern(r"(?:trivy|tfsec):ignore:(?P<id>[^\s:]+)(?P<sections>(?::[^\s:]+:[^\s:]+)*)(?=\s|$)")
# Older trivy wrote AVD-DS-0002 and DS002 for what is DS-0002 now.
_TRIVY_ID = LazyPattern(r"(?:AVD-)?DS-?0*(?P<number>\d{1,4})")
_CHECKOV = LazyPattern(
    r"#.*?(?:checkov|bridgecrew|cortex):\s*skip\s*=\s*(?P<code>[A-Za-z_\d]+)(?!\s*,)\s*(?::(?P<reason>.*))?"
)
_TALLY = LazyPattern(
    r"#\s*tally\s+(?P<scope>global\s+)?ignore\s*=\s*(?P<codes>[^\s;]+)(?:;reason=(?P<reason>.*))?",
    re.IGNORECASE,
)
_KICS = LazyPattern(r"#\s*kics-scan\s+ignore-line\b")

_OWNERS = ("tally", "hadolint", "buildkit")

Found = tuple[Foreign, Scope]


def read(document: "Dockerfile", today: str) -> list[Found]:
    """The ignore comments of other tools in a Dockerfile, and where each holds; `today` decides about dates."""
    layout = _Layout(document)
    found: list[Found] = []
    for directive in document.directives:
        if directive.name == "check":
            skipped = _skipped(directive.span)
            found += [(skipped, FILE)] if skipped else []
    for comment in document.comments:
        text = comment.text
        for mark, reader in _READERS:
            if mark in text:
                found += reader(comment, layout, today)
    return found


class _Layout:
    """Where the comments of a file stand: what begins right below them, and which of them form a block."""

    def __init__(self, document: "Dockerfile") -> None:
        self._instructions = document.instructions
        self._starts = [one.span.start for one in document.instructions]
        self._by_line = {one.span.line: number for number, one in enumerate(document.instructions)}
        self._comments = document.comments
        self._ends: dict[str, dict[int, int]] = {}

    def below(self, line: int) -> Scope | None:
        """The instruction that begins on the very next line."""
        number = self._by_line.get(line + 1)
        return None if number is None else ("instruction", number)

    def stage_below(self, line: int) -> Scope | None:
        """The stage whose FROM begins on the very next line."""
        number = self._by_line.get(line + 1)
        instruction = None if number is None else self._instructions[number]
        stage = instruction.stage if instruction else None
        return ("stage", stage.index) if stage and stage.from_ is instruction else None

    def below_block(self, line: int, mark: str) -> Scope | None:
        """The instruction right below the block of comments, all with `mark` in them, that a line belongs to."""
        if mark not in self._ends:
            ends: dict[int, int] = {}
            for comment in reversed(self._comments):
                if mark in comment.text:
                    here = comment.line
                    ends[here] = ends.get(here + 1, here)
            self._ends[mark] = ends
        return self.below(self._ends[mark][line])

    def is_inside(self, comment: Span) -> bool:
        """Does a comment stand inside a continued instruction?"""
        number = bisect_left(self._starts, comment.start) - 1
        return number >= 0 and comment.start < self._instructions[number].span.end


def _hadolint(comment: Span, layout: _Layout, today: str) -> Iterator[Found]:  # noqa: ARG001 - the shape of all
    match = _HADOLINT.match(comment.text.rstrip())
    if match is None or layout.is_inside(comment):
        return
    codes = frozenset(part.strip() for part in match["codes"].split(","))
    scope: Scope | None = FILE
    if match["scope"] != "global":
        scope = layout.stage_below(comment.line) if match["scope"] else layout.below(comment.line)
    if scope:
        yield Foreign(comment, "hadolint", codes, match["reason"]), scope


def _buildkit(comment: Span, layout: _Layout, today: str) -> Iterator[Found]:  # noqa: ARG001 - the shape of all
    scope = layout.below_block(comment.line, "")
    ignore = _skipped(comment)
    if scope and ignore:
        yield ignore, scope


def _skipped(span: Span) -> Foreign | None:
    """What a `check` directive or comment skips; only what stands before the first blank counts."""
    match = _CHECK.match(span.text)
    for option in match["options"].split(";") if match else ():
        key, _, value = option.partition("=")
        if key == "skip" and match:
            names = frozenset(value.split(","))
            return Foreign(span, "buildkit", None if "all" in names else names, match["reason"])
    return None


def _trivy(comment: Span, layout: _Layout, today: str) -> Iterator[Found]:
    if not _TRIVY.match(comment.text):
        return
    scope = layout.below_block(comment.line, ":ignore:")
    if scope is None:
        return
    for match in _TRIVY_ONE.finditer(comment.text):
        parts = match["sections"].split(":")[1:]
        sections = dict(zip(parts[::2], parts[1::2], strict=True))
        # Any section but the date ties the comment to something that a Dockerfile does not have.
        if set(sections) - {"exp"} or today >= sections.get("exp", "9"):
            continue
        identifier = match["id"]
        number = _TRIVY_ID.fullmatch(identifier)
        if number:
            identifier = f"DS-{int(number['number']):04}"
        yield Foreign(comment, "trivy", None if identifier == "*" else frozenset({identifier}), ""), scope


def _checkov(comment: Span, layout: _Layout, today: str) -> Iterator[Found]:  # noqa: ARG001 - the shape of all
    match = _CHECKOV.search(comment.text)
    if match:
        yield Foreign(comment, "checkov", frozenset({match["code"]}), match["reason"]), FILE


def _tally(comment: Span, layout: _Layout, today: str) -> Iterator[Found]:  # noqa: ARG001 - the shape of all
    match = _TALLY.match(comment.text)
    scope = None if match is None else FILE if match["scope"] else layout.below(comment.line)
    if match is None or scope is None:
        return
    # It takes over the ids of others, with or without the name of their tool before a slash.
    for code in match["codes"].split(","):
        owner, slash, identifier = code.partition("/")
        for tool in (owner,) if slash and owner in _OWNERS else _OWNERS:
            known = identifier if tool == owner and slash else code
            yield Foreign(comment, tool, frozenset({known}), match["reason"]), scope


def _kics(comment: Span, layout: _Layout, today: str) -> Iterator[Found]:  # noqa: ARG001 - the shape of all
    scope = layout.below(comment.line)
    if scope and _KICS.match(comment.text):
        yield Foreign(comment, "kics", None, ""), scope


# What a comment must hold -> what reads it.
_READERS: tuple[tuple[str, Callable[[Span, _Layout, str], Iterator[Found]]], ...] = (
    ("hadolint", _hadolint),
    ("check", _buildkit),
    (":ignore:", _trivy),
    ("skip", _checkov),
    ("kics-scan", _kics),
    ("tally", _tally),
)
