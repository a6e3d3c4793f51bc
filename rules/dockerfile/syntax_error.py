r"""Arguments that the builder refuses

Every instruction wants a certain number of arguments in a certain form: `FROM image AS name`, pairs in `ENV` and `LABEL`, at
least a source and a destination in `COPY`. The builder stops at the first fault, and so do most linters; here it is one finding
on the instruction, and the rest of the file is read.

```diff
- FROM alpine:3.20 # the base
+ FROM alpine:3.20
- COPY app
- ENV A=1 B C=3
- CMD ["app", 8080]
+ COPY app /app
+ ENV A=1 B=2 C=3
+ CMD ["app", "8080"]
```

A quote that is never closed keeps the builder from reading the value, and a file with comments alone builds nothing:

```diff
  FROM alpine:3.20
- LABEL org.opencontainers.image.title="ecslint
- ENV GREETING don't
- ONBUILD LABEL a="b
+ LABEL org.opencontainers.image.title="ecslint"
+ ENV GREETING "don't"
+ ONBUILD LABEL a="b"
```

```diff
- # to be written
+ FROM alpine:3.20
```

Other linters stop at some of these lines, but they build:

```dockerfile
FROM alpine:3.20 AS base
ENV GREETING hello there
ENV A="1 2" B=two\ words
LABEL "com.example.a"="b"
ARG X Y=1
RUN [ -f /etc/hosts ] && true
RUN echo it\'s fine; echo "don't"
EXPOSE 80:80
COPY --exclude= <<EOF /motd
hello
EOF
ADD --unpack=false https://example.com/a.tgz /tmp/
HEALTHCHECK NONE
CMD []
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Problem, WordFault
from ecslint.rule import Finding, Rule, Severity

_KINDS = frozenset(
    {
        "bad-argument",
        "empty-name",
        "json-element",
        "line-too-long",
        "missing-argument",
        "missing-equals",
        "no-instructions",
        "too-many-arguments",
    }
)

rule = Rule(
    "DF001",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/",),
    peers=(
        "hadolint:DL1000",
        "dockerfile-utils:ARGUMENT_MISSING",
        "dockerfile-utils:ARGUMENT_EXTRA",
        "dockerfile-utils:ARGUMENT_REQUIRES_ONE",
        "dockerfile-utils:ARGUMENT_REQUIRES_TWO",
        "dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_ONE",
        "dockerfile-utils:ARGUMENT_REQUIRES_AT_LEAST_TWO",
        "dockerfile-utils:ARGUMENT_REQUIRES_ONE_OR_THREE",
        "dockerfile-utils:ARGUMENT_UNNECESSARY",
        "dockerfile-utils:NO_SOURCE_IMAGE",
        "dockerfile-utils:INVALID_SYNTAX",
        "dockerfile-utils:SYNTAX_MISSING_EQUALS",
        "dockerfile-utils:SYNTAX_MISSING_NAMES",
        "dockerfile-utils:SYNTAX_MISSING_SINGLE_QUOTE",
        "dockerfile-utils:SYNTAX_MISSING_DOUBLE_QUOTE",
        "dockerfilelint:required_params",
        "dockerfilelint:invalid_line",
        "dockerfilelint:extra_args",
        "dockerfilelint:missing_args",
        "dockerfilelint:invalid_format",
        "dockerfilelint:add_src_invalid",
        "dockerfilelint:add_dest_invalid",
        "dockerfilelint:label_invalid",
    ),
)


@rule.check
def refused(problem: Problem) -> Iterator[Finding]:
    if problem.kind in _KINDS:
        yield rule.finding(problem, problem.message)


@rule.check
def unclosed(fault: WordFault) -> Iterator[Finding]:
    if fault.kind == "unclosed-quote":
        yield rule.finding(fault, f"{fault.message}, allowed are pairs of quotes or an escaped one")
