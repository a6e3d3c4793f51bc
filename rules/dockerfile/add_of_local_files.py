"""ADD of local files

For files and directories of the build context `ADD` does what `COPY` does, and more than the reader can see: it unpacks what turns
out to be a tar archive, and fetches what turns out to be an address. `COPY` says what is meant.

```diff
  FROM node:22-alpine
- ADD package.json package-lock.json /app/
- ADD --chown=node:node . /app
- ONBUILD ADD ["app.zip", "/app/"]
+ COPY package.json package-lock.json /app/
+ COPY --chown=node:node . /app
+ ONBUILD COPY ["app.zip", "/app/"]
```

The value of an argument counts, and so do `--unpack=false` and text that stands in the Dockerfile itself:

```diff
  FROM node:22-alpine
  ARG CONFIG=config.json
- add ${CONFIG} /etc/app/
- ADD *.conf /etc/app/
- ADD <<EOF /etc/app/motd
+ copy ${CONFIG} /etc/app/
+ COPY *.conf /etc/app/
+ COPY <<EOF /etc/app/motd
  hello
  EOF
```

```diff
  FROM alpine:3.20
- ADD --unpack=false vendor.tar /srv/
```

What only `ADD` can do, and what cannot be known, is no finding:

```dockerfile
FROM alpine:3.20
ARG SOURCE
ADD rootfs.tar.xz vendor-*.tgz /
ADD "layer.tar.zst" /
ADD https://example.com/tool /usr/bin/
ADD https://github.com/moby/buildkit.git#v0.19.0 /src
ADD git@github.com:moby/buildkit.git /src
ADD $SOURCE /srv/
ADD downloads/* app.json /srv/
ONBUILD ADD ${FILE:-a.txt} /srv/
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Add
from ecslint.dockerfile.sources import source_kind
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF206",
    Severity.INFO,
    since="0.1",
    categories=("security", "style"),
    references=("https://docs.docker.com/build/building/best-practices/#add-or-copy",),
    peers=(
        "hadolint:DL3020",
        "trivy:DS-0005",
        "checkov:CKV_DOCKER_4",
        "kics:add_instead_of_copy",
        "dockle:CIS-DI-0009",
        "tally:DL3020",
    ),
    fix="safe",
)

_FLAGS_OF_COPY = frozenset({"chown", "chmod", "link", "exclude"})


@rule.check
def local(add: Add) -> Iterator[Finding]:
    keeps_archives = (add.flags.get("unpack") or "").lower() == "false"
    plain = {"file", "heredoc", "archive"} if keeps_archives else {"file", "heredoc"}
    if not add.sources or any(source_kind(add, word) not in plain for word in add.sources):
        return
    keyword = add.keyword_span
    copy = "copy" if keyword.text.islower() else "COPY"
    fix = None
    if _FLAGS_OF_COPY.issuperset(add.flags):
        fix = Fix("Use `COPY`", (Edit(keyword, copy),), safe=True)
    yield rule.finding(
        keyword,
        f"`ADD` of the local `{add.sources[0].text}`: `COPY` does the same and nothing more",
        help="use `COPY` for all but archives to unpack, addresses and repositories",
        fix=fix,
    )
