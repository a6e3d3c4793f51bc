"""Stage named by its number

`COPY --from=0` means whatever stage is the first one. A stage put in before it, or two that change places, and the files come
from somewhere else, often without an error. Give the stage a name and use that.

```diff
  FROM golang:1.24 AS build
  FROM alpine:3.20 AS certificates
  FROM scratch
- COPY --from=0 /app /app
- COPY --link --from=1 /etc/ssl /etc/ssl
+ COPY --from=build /app /app
+ COPY --link --from=certificates /etc/ssl /etc/ssl
```

```diff
  FROM golang:1.24
  FROM scratch
- COPY --from=0 /app /app
```

```dockerfile
FROM golang:1.24 AS build
ONBUILD COPY --from=0 /app /app
FROM scratch
COPY --from=build /app /app
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF019",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://docs.docker.com/build/building/multi-stage/#name-your-build-stages",),
    peers=("kics:using_unnamed_build_stages",),
    fix="safe",
)


@rule.check
def by_index(dockerfile: Dockerfile) -> Iterator[Finding]:
    last = {stage.name: stage for stage in dockerfile.stages if stage.name}
    for use in dockerfile.graph.images:
        stage = use.stage
        if stage is None or not use.text.isdecimal() or use.instruction.keyword == "FROM":
            continue
        # Of two stages with one name the later is meant, so that the name of the first does not lead to it.
        name = stage.name if stage.name and last.get(stage.name) is stage else None
        message = f"`{use.text}` is a stage by its place in the file, " + (
            f"its name is `{name}`" if name else "a name is safer"
        )
        is_exact = name is not None and use.span.text == use.text
        fix = Fix(f"Write `{name}`", (Edit(use.span, name),), safe=True) if is_exact and name else None
        yield rule.finding(use, message, help="" if name else "name the stage: `FROM image AS name`", fix=fix)
