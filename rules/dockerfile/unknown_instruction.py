r"""Word that is no instruction

The builder stops at the first word it does not know, and nothing after it runs. Mostly it is a slip of the finger, or
a line that should have been joined to the one above by a `\` at its end. The rest of the file is linted all the same.

```diff
  FROM alpine:3.20
- RUNN apk add --no-cache curl
- COPPY . /app
+ RUN apk add --no-cache curl
+ COPY . /app
```

```diff
  FROM alpine:3.20
  RUN apk update
-   && apk upgrade
```

Comments inside a continued instruction and the body of a heredoc are no instructions. A file whose `# syntax=` names a newer front end,
or another one than Docker's, may have words of its own, so that they are only a remark there:

```dockerfile
FROM alpine:3.20
RUN apk add \
# comment
  curl
run echo "in lower case"
COPY <<EOF /etc/motd
WELCOME to this image
EOF
```

```dockerfile
# syntax=docker/dockerfile:1
FROM alpine:3.20
RUN echo "FORM, COPPY" \
  RUNN
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile, Problem
from ecslint.dockerfile.instruction import KEYWORDS
from ecslint.dockerfile.problem import nearest
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF002",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/",),
    peers=(
        "hadolint:DL1000",
        "dockerfile-utils:UNKNOWN_INSTRUCTION",
        "dockerfilelint:invalid_command",
        "tally:unknown-instruction",
    ),
    fix="unsafe",
)


@rule.check
def unknown(dockerfile: Dockerfile) -> Iterator[Finding]:
    severity = Severity.INFO if dockerfile.has_newer_syntax else None
    for problem in dockerfile.problems:
        if problem.kind == "unknown-instruction":
            yield rule.finding(problem, problem.message, fix=_renamed(problem), severity=severity)


def _renamed(problem: Problem) -> Fix | None:
    near = nearest(problem.span.text.upper(), KEYWORDS)
    return Fix(f"Write `{near}`", (Edit(problem.span, near),)) if near else None
