"""Name of a stage that the builder refuses

A stage's name starts with a letter and goes on with letters, digits, `-`, `_` and `.`; nothing is filled in for a variable. The
word before it is `AS`.

```diff
- FROM node:22 AS 1st
- FROM node:22 AS test/unit
- FROM node:22 AS $NAME
- FROM node:22 IS build
+ FROM node:22 AS first
+ FROM node:22 AS test-unit
+ FROM node:22 AS name
+ FROM node:22 AS build
```

```dockerfile
FROM node:22 AS build-1.2_x
FROM node:22 as Capitals
FROM node:22
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import From, Problem
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF013",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#from",),
    peers=("dockerfile-utils:INVALID_BUILD_STAGE_NAME", "dockerfile-utils:INVALID_AS"),
)


@rule.check
def invalid(from_: From) -> Iterator[Finding]:
    alias = from_.alias
    if alias is not None and not re.fullmatch(r"[a-z][a-z0-9_.-]*", alias.text.lower()):
        allowed = "allowed are letters, digits, `-`, `_` and `.` after a letter"
        yield rule.finding(alias, f"`{alias.text[:60]}` is no name of a stage, {allowed}")


@rule.check
def wrong_word(problem: Problem) -> Iterator[Finding]:
    if problem.kind == "stage-as":
        yield rule.finding(problem, problem.message)
