"""Whole context copied into the image, without an ignore file

`COPY .` copies whatever lies in the folder: `.git` with the whole history, `.env` with the settings of whoever builds, packages of
another platform. Without a `.dockerignore` all of it is also sent to the builder, and each change of it drops the cache. The rule
names what it found beside the Dockerfile, and is silent where nothing of the kind is there.

```diff beside=.git,app.py
  FROM python:3.13-slim
- COPY . /srv
+ COPY app.py /srv/
```

```diff beside=.env,node_modules,index.js
  FROM node:22-alpine
- ADD --chown=node ./ /srv/
+ ADD --chown=node index.js /srv/
```

With an ignore file, with nothing there that would do harm, and in a stage that is thrown away:

```dockerfile dockerignore=.git beside=.git,.dockerignore
FROM python:3.13-slim
COPY . /srv
```

```dockerfile beside=app.py,.gitignore,.env.example,.aws,.github
FROM python:3.13-slim
COPY . /srv
```

```dockerfile beside=.git
FROM golang:1.24 AS build
COPY . /src
FROM alpine:3.20
COPY --from=build . /srv
COPY src /srv
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import BuildContext, Transfer
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF218",
    Severity.INFO,
    since="0.1",
    categories=("security", "size"),
    references=("https://docs.docker.com/build/concepts/context/#dockerignore-files",),
)

# Not `.aws`: many keep their task definitions there.
_UNWANTED = (
    ".git", ".env", ".env.local", ".env.production", ".ssh", ".terraform", "terraform.tfstate", ".npmrc", ".netrc", "id_rsa",
    "id_ed25519", "node_modules", ".venv", "venv", "__pycache__",
)  # fmt: skip


@rule.check
def unfiltered(context: BuildContext) -> Iterator[Finding]:
    found = [name for name in _UNWANTED if name in context.names]
    final = context.dockerfile.final_stage
    if context.ignore is not None or not found or final is None:
        return
    named = ", ".join(f"`{name}`" for name in found)
    for stage in final.chain:
        for transfer in stage.instructions:
            if not isinstance(transfer, Transfer) or "from" in transfer.flags:
                continue
            for word in transfer.sources:
                if word.text.strip("\"'") in {".", "./"}:
                    yield rule.finding(
                        word,
                        f"`{transfer.keyword} {word.text}` copies {named} into the image: there is no `.dockerignore`",
                        help="list what is not needed in `.dockerignore`",
                    )
