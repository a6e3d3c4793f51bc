"""Source outside of the build context

Only the folder that is handed to `docker build`, the context, can be copied from. The classic builder refuses `COPY ../shared .`; BuildKit
reads it as `COPY shared .`, which is another folder, or none. Hand over a folder further up as the context
(`docker build -f app/Dockerfile .`), or name a second one (`--build-context shared=../shared`).

```diff
  FROM alpine:3.20
- COPY ../shared /srv/shared
- ADD config/../../app.conf ./local.conf /etc/app/
- RUN --mount=type=bind,source=../tools,target=/tools /tools/setup
+ COPY --from=shared . /srv/shared
+ ADD config/app.conf ./local.conf /etc/app/
+ RUN --mount=type=bind,source=tools,target=/tools /tools/setup
```

Quoted, by an argument's default, in an `ONBUILD`, from the root of the context:

```diff
  FROM alpine:3.20
  ARG FROM_WHERE=../lib
- COPY ["../a b", "/srv/"]
- COPY ${FROM_WHERE}/c /srv/
- ONBUILD ADD "../d" /srv/
- COPY /../e /srv/
```

Ways that lead back into the context, other stages, addresses, and what is not known:

```dockerfile
FROM alpine:3.20 AS build
ARG WHERE
FROM alpine:3.20
ARG WHERE
COPY a/../b ..c ...d/e ./f $WHERE/../g /srv/
COPY --from=build ../h /srv/h
RUN --mount=from=build,source=../i,target=/i true
RUN --mount=type=cache,target=../j cp ../k /l
ADD https://example.com/../m.tgz <<../EOF /srv/
../EOF
```
"""

import posixpath
from collections.abc import Iterator

from ecslint.dockerfile import Run, Transfer
from ecslint.dockerfile.sources import source_kind
from ecslint.rule import Finding, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF043",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/build/concepts/context/",),
    peers=("dockerfilelint:add_src_invalid",),
)


@rule.check
def outside(transfer: Transfer) -> Iterator[Finding]:
    stage = transfer.stage
    if stage is None or "from" in transfer.flags or not ("$" in transfer.text or ".." in transfer.text):
        return
    for word in transfer.sources:
        path = word.text.strip("\"'") if transfer.is_inner else stage.scope(transfer).value(word.text)
        if path is not None and source_kind(transfer, word) in {"file", "archive"}:
            yield from _finding(word.span, path)


@rule.check
def mounted(run: Run) -> Iterator[Finding]:
    for mount in run.mounts:
        key = next((key for key in ("source", "src") if mount.get(key)), "")
        if key and mount.type == "bind" and not mount.get("from"):
            yield from _finding(mount.span_of(key), mount.get(key) or "")


def _finding(place: Span, path: str) -> Iterator[Finding]:
    if "$" not in path and posixpath.normpath(path.lstrip("/")).split("/")[0] == "..":
        yield rule.finding(
            place,
            f"`{path[:60]}` leads out of the build context: only what lies in it can be copied",
            help="build from a folder further up, or name it with `--build-context`",
        )
