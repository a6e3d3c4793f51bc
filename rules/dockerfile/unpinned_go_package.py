"""go install without a version

`go install example.com/tool@latest` takes whatever was tagged last, so one commit builds two different images. Name the version.

```diff
  FROM golang:1.24
- RUN go install golang.org/x/tools/cmd/goimports@latest
+ RUN go install golang.org/x/tools/cmd/goimports@v0.26.0
```

```dockerfile
FROM golang:1.24
RUN go install ./... && go install -ldflags "-s -w" . && go install example.com/a@v1 && go install $TOOL && go build ./cmd
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import installs
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF512",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL3062",),
)


@rule.check
def unpinned(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        if install.manager != "go":
            continue
        for word in install.packages:
            name = word.value
            if name and name[0] not in "./" and "." in name.split("/")[0]:
                _, at, version = name.partition("@")
                if not at or version in {"latest", "main", "master"}:
                    yield rule.finding(
                        word, f"`{name}` names no version", help="name one, as in `tool@v1.2.3`"
                    )
