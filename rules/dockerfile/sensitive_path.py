r"""WORKDIR or VOLUME on a path of the system

`/proc`, `/sys`, `/dev` and `/etc` belong to the kernel and the system, and a Docker socket in the container is root on the host. Build
steps that work in them break with the next base image, and a volume there hides what the system needs. A `WORKDIR` of
`/proc/self/fd/N` is worse: with runc before 1.1.12 the process starts in a directory of the host (CVE-2024-21626), so that is an error.

```diff
  FROM alpine:3.20
- WORKDIR /proc/self/fd/7
- VOLUME ["/data", "/var/run/docker.sock"]
- VOLUME /etc /srv
+ WORKDIR /srv/app
+ VOLUME ["/data"]
+ VOLUME /srv
```

Quoted, written the long way round, relative to another `WORKDIR`, and from an argument's default:

```diff
  FROM alpine:3.20
  ARG WHERE=/sys
- WORKDIR "/etc/"
- WORKDIR nginx/conf.d
- WORKDIR /srv/../proc/1
- WORKDIR $WHERE/kernel
```

Names that only begin alike are fine:

```dockerfile
FROM alpine:3.20
ARG WHERE
WORKDIR /etcetera
WORKDIR /srv/etc
WORKDIR ..
WORKDIR $WHERE
VOLUME /devel /procedures
VOLUME ["/var/run/app"]
```
"""

import posixpath
import re
from collections.abc import Iterator

from ecslint.dockerfile import Volume, Workdir
from ecslint.dockerfile.words import Word
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF215",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://nvd.nist.gov/vuln/detail/CVE-2024-21626",),
    peers=("trivy:DS-0030", "dockle:DKL-DI-0002"),
)

_SYSTEM = ("/proc", "/sys", "/dev", "/etc", "/var/run/docker.sock", "/run/docker.sock")


@rule.check
def workdir(node: Workdir) -> Iterator[Finding]:
    if node.stage is not None and node.words:
        # Where ONBUILD works is decided by another file.
        yield from _findings(
            node.words[0], node.words[0].text if node.is_inner else node.stage.workdir_at(node)
        )


@rule.check
def volume(node: Volume) -> Iterator[Finding]:
    for word in node.words:
        path = (
            node.stage.scope(node).value(word.text)
            if node.stage is not None and not node.is_inner
            else word.text
        )
        yield from _findings(word, path)


def _findings(word: Word, path: str | None) -> Iterator[Finding]:
    path = posixpath.normpath(path) if path and path.startswith("/") else ""
    below = next((one for one in _SYSTEM if path == one or path.startswith(f"{one}/")), None)
    if below is not None:
        is_escape = re.match(r"/proc/(self|thread-self|\d+)/fd/", path) is not None
        yield rule.finding(
            word,
            f"`{path}` is a path of the system: a directory of your own is allowed, such as `/srv/app`",
            severity=Severity.ERROR if is_escape else Severity.WARNING,
        )
