"""COPY of a file that the ignore file keeps out

What `.dockerignore` names never reaches the builder. `COPY` of such a file ends the build, and of a folder it copies less than it
seems to. Take the file out of the ignore file by an exception, or do not copy it. The ignore file is `<name>.dockerignore` beside the
Dockerfile, or `.dockerignore`.

```diff dockerignore=*.md,secrets,dist/
  FROM alpine:3.20
- COPY README.md /srv/
- ADD ./secrets/key "/dist/app.js" /srv/
- COPY *.md /srv/
+ COPY LICENSE /srv/
```

With a `*` in it, nothing of the whole context is left:

```diff dockerignore=*
  FROM alpine:3.20
  ARG WHAT=app
- COPY . /srv
- COPY ${WHAT}/main.py /srv/
```

An exception lets a file in, or something in a folder; other stages, addresses and text of the Dockerfile itself are not kept out:

```dockerfile dockerignore=*,!app/,!README.md,!**/*.sql
FROM alpine:3.20 AS build
ARG WHAT
COPY app /srv/
COPY app/main.py README.md /srv/
COPY . /srv/
COPY db $WHAT /srv/
COPY --from=build /out /srv/
ADD https://example.com/a.md <<EOF /srv/
a
EOF
ONBUILD COPY package.json /srv/
```

```dockerfile dockerignore=#*,**/*.log,/node_modules
FROM alpine:3.20
COPY app log.txt web/node_modules /srv/
COPY . /srv/
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import BuildContext, Transfer
from ecslint.dockerfile.sources import source_kind
from ecslint.rule import Finding, Note, Rule, Severity

# In a longer file the rest is left unsaid.
_MAX_SOURCES = 1000

rule = Rule(
    "DF039",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/build-checks/copy-ignored-file/",),
    peers=("buildkit:CopyIgnoredFile",),
)


@rule.check
def ignored(context: BuildContext) -> Iterator[Finding]:
    ignore = context.ignore
    if ignore is None or not ignore.patterns:
        return
    words = [
        (transfer, word)
        for transfer in context.dockerfile.instructions
        if isinstance(transfer, Transfer) and "from" not in transfer.flags
        for word in transfer.sources
    ]
    for transfer, word in words[:_MAX_SOURCES]:
        path = transfer.stage.scope(transfer).value(word.text) if transfer.stage is not None else None
        if path is None or source_kind(transfer, word) in {"heredoc", "url", "git"} or ".." in path:
            continue
        place = ignore.excluding(path)
        if place is not None:
            yield rule.finding(
                word,
                f"`{path[:60]}` is kept out of the build by `{place.text.strip()[:60]}` in the ignore file",
                help="add an exception such as `!name` to the ignore file, or do not copy it",
                notes=(Note(place, "kept out here"),),
            )
