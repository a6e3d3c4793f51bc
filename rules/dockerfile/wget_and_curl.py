"""wget and curl in one stage

Both do the same here, and each brings its own libraries and its own options to know. Choose one of them for a stage.

```diff
  FROM debian:12-slim
  RUN curl -fsSLO https://example.com/a
- RUN wget -q https://example.com/b
+ RUN curl -fsSLO https://example.com/b
```

```diff
  FROM debian:12-slim
  RUN wget -q https://example.com/a && true
- ONBUILD RUN curl -fsSLO https://example.com/b
+ ONBUILD RUN wget -q https://example.com/b
```

```dockerfile
FROM debian:12-slim AS one
RUN apt-get install -y curl wget && curl -fsSLO https://example.com/wget
FROM debian:12-slim
RUN wget -q https://example.com/b
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run, Stage
from ecslint.dockerfile.shell_words import Word
from ecslint.rule import Finding, Note, Rule, Severity

rule = Rule(
    "DF410",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    peers=("hadolint:DL4001", "trivy:DS-0014", "kics:run_using_wget_and_curl"),
    default=False,
)


@rule.check
def both(stage: Stage) -> Iterator[Finding]:
    seen: dict[str, Word] = {}
    for run in (one.inner or one for one in stage.instructions):
        for command in run.commands if isinstance(run, Run) else ():
            inner = command.unwrapped
            if inner.name in {"wget", "curl"} and inner.name_word is not None:
                seen.setdefault(inner.name, inner.name_word)
    if len(seen) == 2:
        (first, one), (second, other) = sorted(seen.items(), key=lambda item: item[1].span.start)
        note = Note(one.span, f"`{first}` here")
        yield rule.finding(
            other, f"`{second}` beside `{first}` in one stage, one of them is enough", notes=(note,)
        )
