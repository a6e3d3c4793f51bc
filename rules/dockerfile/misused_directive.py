r"""Parser directive that does not hold or breaks the build

`# syntax=`, `# escape=` and `# check=` are read only at the very top of the file, each once, and only with values that the
builder knows. A second one, or an `escape` that is neither a backslash nor a backtick, ends the build. One below the first
plain comment, empty line or instruction, and one with a misspelt name, is a comment without any effect: a warning. So is what
follows a blank in the value of `check`. Capitals in a name are only unusual.

```diff
- # escape=/
+ # escape=`
  FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
```

```diff
  # syntax=docker/dockerfile:1
- # syntax=docker/dockerfile:1.7
  FROM alpine:3.20
```

```diff
+ # escape=`
  # The image of our agents
- # escape=`
  FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
```

```diff
- # sytnax=docker/dockerfile:1
+ # syntax=docker/dockerfile:1
  FROM alpine:3.20
```

```diff
- # Check=skip=JSONArgsRecommended
+ # check=skip=JSONArgsRecommended
  FROM alpine:3.20
```

```diff
- # check=skip=JSONArgsRecommended, StageNameCasing
+ # check=skip=JSONArgsRecommended,StageNameCasing
  FROM alpine:3.20
```

```dockerfile
# syntax=docker/dockerfile:1
#  escape = \
# check=skip=JSONArgsRecommended;error=true // until the next release
# foo=bar
FROM alpine:3.20
# check=skip=JSONArgsRecommended // the shell is wanted
CMD echo hello
# the syntax = sign means nothing here, and neither does the rest of escape=d text
# synta=x
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Directive, Dockerfile, Problem
from ecslint.dockerfile.problem import nearest
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

# A comment that can only be meant as a directive: its value is the image of a front end, an escape character, check options.
_MEANT = r"#[ \t]*([A-Za-z]+)[ \t]*=[ \t]*(?:(docker\S*/\S+)|([\\`])|(skip=\S+|error=\S+))[ \t\r]*"
_NAMES = ("", "", "syntax", "escape", "check")

rule = Rule(
    "DF007",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#parser-directives",),
    peers=(
        "dockerfile-utils:INVALID_ESCAPE_DIRECTIVE",
        "dockerfile-utils:DUPLICATED_ESCAPE_DIRECTIVE",
        "dockerfile-utils:CASING_DIRECTIVE",
        "tally:syntax-directive-typo",
    ),
    fix="unsafe",
)


@rule.check
def misused(problem: Problem) -> Iterator[Finding]:
    if problem.kind == "directive":
        yield rule.finding(problem, problem.message)


@rule.check
def odd(directive: Directive) -> Iterator[Finding]:
    source, start, _ = directive.span
    at = start + directive.span.text.lower().index(directive.name)
    name = Span(source, at, at + len(directive.name))
    if name.text != directive.name:
        fix = Fix(f"Write `{directive.name}`", (Edit(name, directive.name),), safe=True)
        message = f"`{name.text}` with capitals, usual is `{directive.name}`"
        yield rule.finding(name, message, fix=fix, severity=Severity.INFO)
    rest = directive.value_span.text[len(directive.value) :]
    if directive.name == "check" and (
        rest.lstrip()[:1] in {",", ";"} or (rest and directive.value[-1] in ",;")
    ):
        lost = Span(source, directive.value_span.end - len(rest.lstrip()), directive.value_span.end)
        joined = Edit(Span(source, lost.start - len(rest) + len(rest.lstrip()), lost.start), "")
        message = "check options after a blank are not read, allowed is one word"
        yield rule.finding(lost, message, fix=Fix("Remove the blank", (joined,)), severity=Severity.WARNING)


@rule.check
def without_effect(dockerfile: Dockerfile) -> Iterator[Finding]:
    present = {directive.name for directive in dockerfile.directives}
    first = min((instruction.span.start for instruction in dockerfile.instructions), default=0)
    for comment in dockerfile.comments:
        match = re.fullmatch(_MEANT, comment.text) if "=" in comment.text else None
        if match is None:
            continue
        meant = _NAMES[match.lastindex or 0]
        written = match[1].lower()
        place = Span(comment.source, comment.start + match.start(1), comment.start + match.end(1))
        if written == meant:
            # A check above an instruction holds for that instruction; a second one is the builder's to refuse.
            if meant in present or (meant == "check" and comment.start > first):
                continue
            top = Edit(Span(comment.source, 0, 0), comment.text.rstrip() + "\n")
            below = comment.source.text.find("\n", comment.end) + 1
            gone = Edit(Span(comment.source, comment.start, below or comment.end), "")
            message = f"`{meant}` here is a plain comment, directives stand at the top of the file"
            fix = Fix("Move it to the top", (top, gone))
            yield rule.finding(place, message, fix=fix, severity=Severity.WARNING)
        elif comment.start < first and meant not in present and nearest(written, (meant,)):
            message = f"`{match[1]}` is no directive, `{meant}` is"
            fix = Fix(f"Write `{meant}`", (Edit(place, meant),))
            yield rule.finding(place, message, fix=fix, severity=Severity.WARNING)
