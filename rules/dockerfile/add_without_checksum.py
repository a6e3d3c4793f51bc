"""Remote ADD without a checksum or commit

What stands behind an address can change between two builds, by mistake or by malice, and the build takes it as it comes. With
`--checksum` BuildKit refuses anything but the file that was meant, which no `curl` in a `RUN` does by itself; a repository is fixed by
the commit after the `#`. Over plain `http` anybody on the way can change the file, so there it is a warning.

```diff
  FROM alpine:3.20
- ADD https://example.com/tool-1.2.tar.gz /opt/
+ ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool-1.2.tar.gz /opt/
```

A branch or a tag can move; a commit cannot:

```diff
  FROM alpine:3.20
  ARG VERSION
- ADD https://github.com/moby/buildkit.git#v0.19.0 /src
- ADD git@github.com:moby/buildkit.git /src
- ADD http://example.com/app-${VERSION}.jar /app.jar
+ ADD https://github.com/moby/buildkit.git#0f0f2c1b8d6b0d6a5e1a3a4f0d0b7c6c1d2e3f40 /src
+ ADD git@github.com:moby/buildkit.git#0f0f2c1b8d6b0d6a5e1a3a4f0d0b7c6c1d2e3f40:frontend /src
+ ADD --checksum=$SUM http://example.com/app-${VERSION}.jar /app.jar
```

```dockerfile
FROM alpine:3.20
ARG SOURCE
ARG COMMIT
ADD https://github.com/moby/buildkit.git?tag=v0.19.0&checksum=0f0f2c1b8d6b /src
ADD https://github.com/moby/buildkit.git#$COMMIT /src
ADD $SOURCE rootfs.tar.gz /
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Add
from ecslint.dockerfile.sources import address, source_kind
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF207",
    Severity.INFO,
    since="0.1",
    categories=("security",),
    references=("https://docs.docker.com/reference/dockerfile/#add---checksum",),
    peers=("kics:curl_or_wget_instead_of_add", "dockerfile_lint:no_add_without_https"),
)


@rule.check
def unverified(add: Add) -> Iterator[Finding]:
    if "checksum" in add.flags:
        return
    for word in add.sources:
        kind = source_kind(add, word)
        if kind not in {"url", "git"}:
            continue
        start = address(add, word)
        severity = Severity.WARNING if start.lower().startswith("http://") else Severity.INFO
        if kind == "url":
            help = "add `--checksum=sha256:...`"
        elif re.search(r"[#=][0-9a-f]{40}(?![0-9a-z])|[?&]checksum=[0-9a-f]{7,}", start):
            continue
        else:
            help = "name a commit after `#`, or add `--checksum` with it"
        yield rule.finding(
            word,
            f"`ADD` from `{_host(start)}` takes what it gets: only a checksum or a commit says what that must be",
            help=help,
            severity=severity,
        )


def _host(address: str) -> str:
    """The host of an address, and nothing that could be a credential."""
    match = re.match(r"(?:[a-z]+://)?(?:[^/?#@]*@)?([\w.-]+)", address, re.IGNORECASE)
    return match[1] if match else "another machine"
