"""What is silenced and why: comments in Dockerfiles that ignore rules for an instruction or a file.

# ecslint: ignore[DF101] the digest comes from the build          applies to the next instruction
# ecslint: ignore[DF101, missing-user] -- two rules, one reason   names and codes alike
# ecslint: ignore-file[DF101] -- the reason                       applies to the whole file
"""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ecslint.finding import Finding
from ecslint.record import NamedTuple
from ecslint.regex import LazyPattern
from ecslint.result import Suppressed

if TYPE_CHECKING:
    from ecslint.dockerfile import Dockerfile

_COMMENT = LazyPattern(
    r"#[ \t]*ecslint[ \t]*:[ \t]*(?P<scope>ignore-file|ignore)[ \t]*\[(?P<rules>[^\]]*)\]"
    r"[ \t]*(?:--|:|#)?[ \t]*(?P<reason>.*)",
    re.IGNORECASE,
)


class Suppression(NamedTuple):
    """An ignore comment: the selectors it names, and the lines it covers (None: the whole file)."""

    selectors: tuple[str, ...]
    reason: str
    lines: range | None

    def covers(self, finding: Finding, answers: Callable[[str, str], bool]) -> bool:
        if self.lines is not None and finding.span.line not in self.lines:
            return False
        return any(answers(finding.code, selector) for selector in self.selectors)


def inline(document: "Dockerfile") -> list[Suppression]:
    """The ignore comments of a Dockerfile."""
    if "ecslint" not in document.source.text:
        return []
    suppressions = []
    for comment in document.comments:
        match = _COMMENT.match(comment.span.text.strip())
        if match is None:
            continue
        selectors = tuple(part.strip() for part in match["rules"].split(",") if part.strip())
        if match["scope"].lower() == "ignore-file":
            lines = None
        else:
            lines = _instruction_lines(document, comment.span.line)
        suppressions.append(Suppression(selectors, match["reason"].strip(), lines))
    return suppressions


def _instruction_lines(document: "Dockerfile", line: int) -> range:
    """The lines of the instruction that a comment on `line` stands in or above."""
    for instruction in document.instructions:
        if instruction.span.end_line >= line:
            return range(instruction.span.line, instruction.span.end_line + 1)
    return range(0)


def apply(
    findings: Iterable[Finding], suppressions: list[Suppression], answers: Callable[[str, str], bool]
) -> tuple[list[Finding], list[Suppressed]]:
    """The findings that stay, and those silenced; `answers(code, selector)` says if a rule has that name."""
    kept: list[Finding] = []
    silenced: list[Suppressed] = []
    for finding in findings:
        for suppression in suppressions:
            if suppression.covers(finding, answers):
                silenced.append(Suppressed(finding, "inline", suppression.reason))
                break
        else:
            kept.append(finding)
    return kept, silenced
