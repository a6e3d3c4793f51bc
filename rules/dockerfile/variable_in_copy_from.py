"""Variable in COPY --from or in the source of a mount

The builder fills in no variables there: `COPY --from=$IMAGE` and `--mount=from=$IMAGE` end the build. A stage made from the
variable is the way out, since `FROM` does know build arguments.

```diff
  ARG TOOLS=ghcr.io/example/tools:2
+ FROM $TOOLS AS tools
  FROM alpine:3.20
- COPY --from=$TOOLS /bin/tool /bin/
- RUN --mount=type=bind,from=${TOOLS},target=/t /t/setup
+ COPY --from=tools /bin/tool /bin/
+ RUN --mount=type=bind,from=tools,target=/t /t/setup
```

```dockerfile
ARG TOOLS=ghcr.io/example/tools:2
FROM $TOOLS AS tools
FROM alpine:3.20
ARG SRC=/bin/tool
COPY --from=tools $SRC /bin/
RUN --mount=type=cache,target=$SRC true
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import ImageUse
from ecslint.dockerfile.expand import expand
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF020",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#copy---from",),
    peers=(),
)


@rule.check
def variable(use: ImageUse) -> Iterator[Finding]:
    if use.instruction.keyword == "FROM" or "$" not in use.text:
        return
    # A dollar sign that no name follows stands for itself.
    if expand(use.text, {}).used or "${" in use.text:
        where = "COPY --from" if use.instruction.keyword == "COPY" else "--mount"
        message = f"`{use.text[:60]}` is not filled in: `{where}` knows no variables, only stages and images"
        yield rule.finding(
            use, message, help="put `FROM $NAME AS stage` above, and take the files from that stage"
        )
