"""Platform flag that says what holds anyway

`--platform=$TARGETPLATFORM` asks for the platform that the image is built for, which is what `FROM` takes without the flag.

```diff
- FROM --platform=$TARGETPLATFORM alpine:3.20
+ FROM alpine:3.20
```

```dockerfile
FROM --platform=${BUILDPLATFORM} golang:1.24
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import From
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF415",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://docs.docker.com/reference/build-checks/redundant-target-platform/",),
    peers=("buildkit:RedundantTargetPlatform", "hadolint:DL3065"),
    fix="safe",
)


@rule.check
def redundant(base: From) -> Iterator[Finding]:
    for flag in base.flag_list:
        if flag.name == "platform" and flag.value in {"$TARGETPLATFORM", "${TARGETPLATFORM}"}:
            source, start, end = flag.span
            after = (
                len(source.text[end:])
                - len(source.text[end : base.span.end].lstrip(" \t"))
                - len(source.text[base.span.end :])
            )
            fix = Fix("Delete the flag", (Edit(Span(source, start, end + after), ""),), safe=True)
            yield rule.finding(flag, f"`{flag.value}` is what `FROM` takes anyway", fix=fix)
