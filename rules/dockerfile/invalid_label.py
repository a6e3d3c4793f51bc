"""Label that tools cannot read

Registries and scanners read the labels `org.opencontainers.image.*` by machine: a date in another format, a licence by its nickname or
an address without its scheme is as good as none. Keys are written in lower case, with `.` and `-` between their parts. The rule is
off unless it is selected.

```diff versions=org.opencontainers.image.version
  FROM alpine:3.20
- LABEL org.opencontainers.image.created="yesterday"
+ LABEL org.opencontainers.image.created="2026-01-31T12:00:00Z"
- LABEL org.opencontainers.image.licenses="Apache License 2.0"
+ LABEL org.opencontainers.image.licenses="Apache-2.0"
  LABEL org.opencontainers.image.title=app \\
-     org.opencontainers.image.source=github.com/acme/app \\
+     org.opencontainers.image.source=https://github.com/acme/app \\
-     org.opencontainers.image.version=new
+     org.opencontainers.image.version=1.2.3
- LABEL org.opencontainers.image.licenses=BSD
+ LABEL org.opencontainers.image.licenses=BSD-3-Clause
- LABEL org.opencontainers.image.revision main
+ LABEL org.opencontainers.image.revision 5f3a1b2
```

Keys, empty values, and labels of your own:

```diff maintainers=maintainer
  FROM alpine:3.20
- LABEL Build_Date=now
- LABEL com.docker.thing=a
- LABEL com.example.empty=""
- LABEL maintainer=Jane
  ONBUILD USER app
- ONBUILD LABEL a--b=c
```

```dockerfile
FROM alpine:3.20
ARG VERSION
ARG SOURCE=https://example.com
LABEL org.opencontainers.image.version=$VERSION org.opencontainers.image.source="$SOURCE/app" com.docker.extension.icon=a
LABEL org.opencontainers.image.licenses="(MIT AND Apache-2.0) OR GPL-2.0-only WITH Classpath-exception-2.0" com.example.a=b
LABEL org.opencontainers.image.licenses="LicenseRef-acme-eula AND mit"
LABEL "org.opencontainers.image.created"="2026-01-31T12:00:00.5+01:00" maintainer="Jane"
LABEL "$KEY"=a
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Label
from ecslint.dockerfile.labels import KINDS, fits, key_fault
from ecslint.record import NamedTuple
from ecslint.rule import Finding, Rule, Severity

_OCI = "org.opencontainers.image."


class Options(NamedTuple):
    """urls: keys whose value is a URL
    dates: keys whose value is a date as in RFC 3339
    licenses: keys whose value is an SPDX expression
    hashes: keys whose value is a Git hash
    versions: keys whose value is a semantic version, such as `org.opencontainers.image.version`
    maintainers: keys whose value is an e-mail address
    """

    urls: tuple[str, ...] = (_OCI + "url", _OCI + "source", _OCI + "documentation")
    dates: tuple[str, ...] = (_OCI + "created",)
    licenses: tuple[str, ...] = (_OCI + "licenses",)
    hashes: tuple[str, ...] = (_OCI + "revision",)
    versions: tuple[str, ...] = ()
    maintainers: tuple[str, ...] = ()


rule = Rule(
    "DF606",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://github.com/opencontainers/image-spec/blob/main/annotations.md",),
    peers=(
        "hadolint:DL3048",
        "hadolint:DL3051",
        "hadolint:DL3052",
        "hadolint:DL3053",
        "hadolint:DL3054",
        "hadolint:DL3055",
        "hadolint:DL3056",
        "hadolint:DL3058",
        "dockerfile_lint:defined_namevals",
        "tally:labels/*",
    ),
    default=False,
    options=Options,
)


@rule.check
def invalid(label: Label, options: Options) -> Iterator[Finding]:
    if label.stage is None:
        return
    scope = label.stage.scope(label)
    kinds = dict(zip(("url", "date", "license", "hash", "version", "email"), options, strict=True))
    for pair in label.pairs:
        key = scope.value(pair.key.text)
        value = scope.value(pair.value.text) if pair.value is not None else None
        if key is None or pair.value is None:
            continue
        fault = key_fault(key)
        if fault:
            yield rule.finding(pair.key, f"`{key}` {fault}")
        elif value is not None and not value.strip():
            yield rule.finding(pair.key, f"the label `{key}` is empty")
        elif value is not None:
            kind = next((kind for kind, keys in kinds.items() if key in keys), None)
            if kind is not None and not fits(kind, value):
                yield rule.finding(pair.value, f"`{value[:80]}` in `{key}`, allowed is {KINDS[kind][1]}")
