"""Whitespace that nobody sees

Blanks at the end of a line or too many behind a keyword, a last line without its line end, a byte order mark and mixed line ends do not change the image, but they show
up in every diff, and a blank behind a backslash looks like a mistake. There is one finding for each kind, at the first place; its
fix tidies up all of them. What stands in a heredoc is left alone: there it is content.

```diff
  FROM alpine:3.20
- RUN true && \\\t
+ RUN true && \\
      true
  COPY <<EOF /etc/motd
  Welcome\x20\x20
  EOF
```

```diff
  FROM alpine:3.20
- \t
+\x20
  # a comment
  USER app
```

```diff
  FROM alpine:3.20
- COPY  app /app
+ COPY app /app
  USER app
```

Arguments that are set in columns are meant to look like that:

```dockerfile
FROM  alpine:3.20
RUN   true
USER  app
```

```dockerfile
# no blanks

FROM alpine:3.20
RUN <<EOF
echo a\x20
EOF
```
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, Instruction
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF605",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    peers=("tally:eol-last", "tally:no-trailing-spaces", "tally:no-multi-spaces"),
    fix="safe",
)

_BLANKS = r"(?<![ \t])[ \t]+(?=\r?$)"


@rule.check
def untidy(dockerfile: Dockerfile) -> Iterator[Finding]:
    source, text = dockerfile.source, dockerfile.source.text
    bodies = _bodies(dockerfile)
    if source.has_bom:
        yield rule.finding(Span(source, 0, 0), "the file begins with a byte order mark, which nobody needs")
    has_blanks = text.endswith((" ", "\t")) or any(end in text for end in (" \n", "\t\n", " \r\n", "\t\r\n"))
    blanks = [
        Edit(Span(source, *match.span()), "")
        for match in (re.finditer(_BLANKS, text, re.MULTILINE) if has_blanks else ())
        if not _is_inside(bodies, match.start())
    ]
    if blanks:
        lines = "a line" if len(blanks) == 1 else f"{len(blanks)} lines"
        fix = Fix("Delete the blanks", tuple(blanks), safe=True)
        yield rule.finding(blanks[0].span, f"blanks at the end of {lines}", fix=fix)
    if text and not text.endswith("\n") and not _is_inside(bodies, len(text) - 1):
        line_end = "\r\n" if "\r\n" in text else "\n"
        end = Span(source, len(text), len(text))
        fix = Fix("End the last line", (Edit(end, line_end),), safe=True)
        yield rule.finding(end, "the last line has no line end", fix=fix)
    if "\r\n" in text:
        yield from _mixed(dockerfile, bodies)


@rule.check
def wide(dockerfile: Dockerfile) -> Iterator[Finding]:
    if not any(_may_be_wide(one) for one in dockerfile.instructions):
        return
    all_gaps = [(_gap(one), len(one.keyword)) for one in dockerfile.instructions]
    gaps = [gap for gap, _ in all_gaps if gap.end - gap.start > 1]
    # Arguments that stand below each other, behind keywords of different lengths, are set in columns.
    lengths: dict[int, set[int]] = {}
    for gap, length in all_gaps:
        lengths.setdefault(gap.end_column, set()).add(length)
    wide = [gap for gap in gaps if len(lengths[gap.end_column]) == 1]
    if wide:
        count = "a keyword" if len(wide) == 1 else f"{len(wide)} keywords"
        fix = Fix("Leave one blank", tuple([Edit(gap, " ") for gap in wide]), safe=True)
        yield rule.finding(wide[0], f"more than one blank behind {count}", fix=fix)


def _may_be_wide(instruction: Instruction) -> bool:
    """Do two blanks follow the keyword, or one and a continuation with blanks at its beginning?"""
    after = instruction.keyword_range[1] + 1
    return instruction.line.text[after : after + 1] in {" ", "\t"}


def _gap(instruction: Instruction) -> Span:
    """The blanks between a keyword and what follows it on its line."""
    source, _, end = instruction.keyword_span
    text, start = source.text, end
    while text[end : end + 1] in {" ", "\t"}:
        end += 1
    is_bare = text[end : end + 1] in {"", "\r", "\n", "\\", "`"}
    return Span(source, start, start if is_bare else end)


def _mixed(dockerfile: Dockerfile, bodies: list[tuple[int, int]]) -> Iterator[Finding]:
    source = dockerfile.source
    ends = [
        match.span() for match in re.finditer(r"\r?\n", source.text) if not _is_inside(bodies, match.start())
    ]
    long = [end for end in ends if end[1] - end[0] == 2]
    is_long = 2 * len(long) > len(ends)
    wrong = [end for end in ends if (end[1] - end[0] == 2) != is_long]
    if wrong:
        edits = tuple([Edit(Span(source, *end), "\r\n" if is_long else "\n") for end in wrong])
        yield rule.finding(
            edits[0].span,
            f"this line ends in {'LF' if is_long else 'CRLF'}, most others in {'CRLF' if is_long else 'LF'}",
            fix=Fix(f"End all lines in {'CRLF' if is_long else 'LF'}", edits, safe=True),
        )


def _bodies(dockerfile: Dockerfile) -> list[tuple[int, int]]:
    """Where heredocs are, their terminators included: those must be written exactly as they are."""
    bodies = []
    for instruction in dockerfile.instructions:
        for heredoc in instruction.heredocs:
            last = heredoc.terminator_span or heredoc.body_span
            bodies.append((heredoc.body_span.start, last.end))
    return bodies


def _is_inside(bodies: list[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(bodies, (offset, len(bodies) and bodies[-1][1] + 1)) - 1
    return at >= 0 and offset < bodies[at][1]
