r"""Empty line inside a continued instruction

After a `\` at the end of a line the builder skips empty lines and takes the next line that is not empty as the continuation. It
warns today and will refuse it one day. What is worse, a `\` left behind on the last line of an instruction swallows the next
instruction across the empty line, which is an error. Delete the empty line, or the `\` before it.

```diff
  FROM alpine:3.20
  RUN apk add --no-cache \
-
      curl
```

```diff
  FROM alpine:3.20
- RUN apk add --no-cache curl \
+ RUN apk add --no-cache curl

  # the program
  COPY . /app
```

A comment line is allowed there, and so is an empty line in a heredoc:

```dockerfile
FROM alpine:3.20
RUN apk add --no-cache \
    # for the health check
    curl
RUN <<EOF
echo a \

echo b
EOF
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Problem
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF006",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/no-empty-continuation/",),
    peers=("buildkit:NoEmptyContinuation", "dockerfile-utils:EMPTY_CONTINUATION_LINE"),
    fix="safe",
)


@rule.check
def empty(problem: Problem) -> Iterator[Finding]:
    if problem.surplus is None:
        return
    edit = Edit(problem.surplus, "")
    if problem.kind == "swallowed-instruction":
        # Lines without this character may be meant as one instruction all the same.
        fix = Fix("End the instruction above the empty line", (edit,))
        yield rule.finding(problem, problem.message, fix=fix, severity=Severity.ERROR)
    elif problem.kind == "empty-continuation":
        fix = Fix("Delete the empty line", (edit,), safe=True)
        yield rule.finding(problem, problem.message, fix=fix)
