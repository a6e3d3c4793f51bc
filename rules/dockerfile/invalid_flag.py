"""Flag that the instruction does not take

Words with `--` between the instruction's name and its arguments belong to the builder, on every instruction. One that it
does not know, one without its value, one given twice, or a switch that is neither `true` nor `false` ends the build. A flag
for the program has to stand behind the program's name. Where `# syntax=` names a newer or another front end than the stable
one, an unknown flag is only a remark, since that front end may know it.

```diff
  FROM alpine:3.20
- COPY --form=build /app /app
- CMD --verbose
+ COPY --from=build /app /app
+ CMD ["app", "--verbose"]
```

```diff
  FROM alpine:3.20
- COPY --link=yes a /a
- ADD --checksum https://example.com/a.tgz /a.tgz
- COPY --chown=1 --chown=2 a /a
+ COPY --link=true a /a
+ ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a.tgz /a.tgz
+ COPY --chown=1 a /a
```

```diff
  # syntax=docker/dockerfile:1.99
  FROM alpine:3.20
- COPY --from-the-future a /a
```

```dockerfile
# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM alpine:3.20
RUN --mount=type=cache,target=/a --mount=type=bind,target=/b,z --network=none --security=sandbox true
COPY --link --parents --exclude=a --exclude=b --chmod=u+x . /app
ADD --keep-git-dir=true --unpack=false --checksum=24454f830cdb571e https://example.com/a.git /a
HEALTHCHECK --interval=30s --start-interval=1s --retries=2 CMD true
CMD ["--help"]
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Dockerfile
from ecslint.rule import Finding, Rule, Severity

_KINDS = frozenset({"unknown-flag", "bad-flag", "duplicate-flag"})

rule = Rule(
    "DF003",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/",),
    peers=(
        "hadolint:DL1000",
        "dockerfile-utils:UNKNOWN_ADD_FLAG",
        "dockerfile-utils:UNKNOWN_COPY_FLAG",
        "dockerfile-utils:UNKNOWN_FROM_FLAG",
        "dockerfile-utils:UNKNOWN_HEALTHCHECK_FLAG",
        "dockerfile-utils:FLAG_DUPLICATE",
        "dockerfile-utils:FLAG_MISSING_VALUE",
        "dockerfile-utils:FLAG_INVALID_LINK_VALUE",
        "dockerfile-utils:FLAG_EXPECTED_BOOLEAN_VALUE",
        "dockerfilelint:healthcheck_options_missing_args",
    ),
)


@rule.check
def invalid(dockerfile: Dockerfile) -> Iterator[Finding]:
    # A newer front end than the one this list of flags was made for may know more of them.
    severity = Severity.INFO if dockerfile.has_newer_syntax else None
    for problem in dockerfile.problems:
        if problem.kind in _KINDS:
            yield rule.finding(
                problem, problem.message, severity=severity if problem.kind == "unknown-flag" else None
            )
