r"""go install without a version

`go install example.com/tool@latest` takes whatever was tagged last, so one commit builds two different images. Name the version. Without any version the
module decides in whose folder it runs; `go get` outside of a module takes the latest one too.

```diff
  FROM golang:1.24
- RUN go install golang.org/x/tools/cmd/goimports@latest
+ RUN go install golang.org/x/tools/cmd/goimports@v0.26.0
```

```diff
  FROM golang:1.24
  RUN GOBIN=/out /usr/local/go/bin/go install -v \
-     golang.org/x/lint/golint \
+     golang.org/x/lint/golint@v0.0.0-20241112194109-818c5a804067 \
      example.com/a@v1
- RUN go get -u github.com/onsi/ginkgo/ginkgo && go run example.com/tool@main
+ RUN go get -u github.com/onsi/ginkgo/ginkgo@v1.16.5 && go run example.com/tool@v1.2.0
```

Paths of the project, and packages of a module whose `go.mod` is there:

```dockerfile
FROM golang:1.24
RUN go install ./... && go install -ldflags "-s -w" . && go install example.com/a@v1 && go install $TOOL && go build ./cmd
RUN go run ./cmd/tool example.com/x && go run example.com/tool@v1.2 example.com/y@latest && go install std && go get -d
COPY go.* ./
RUN go install github.com/a/b && go get github.com/c/d
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.copied import has_copied
from ecslint.dockerfile.packages import MANAGERS
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_words import Word
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF512",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL3062",),
)


@rule.check_calls("go")
def unpinned(run: Run) -> Iterator[Finding]:
    for command in run.calls("go"):
        for word in _packages(command):
            name = word.value
            if not name or name[0] in "./" or "." not in name.split("/")[0]:
                continue
            _, at, version = name.partition("@")
            if version in {"latest", "upgrade", "patch", "main", "master", "HEAD"} or (
                not at and not has_copied(run, "go.mod")
            ):
                yield rule.finding(word, f"`{name}` names no version", help="name one, as in `tool@v1.2.3`")


def _packages(command: Command) -> tuple[Word, ...]:
    """What `go` is told to fetch."""
    operands = command.options(MANAGERS["go"].values, clusters=False).operands
    match operands[0].value if operands else None:
        case "install" | "get":
            return operands[1:]
        case "run":
            # Only with a version does it fetch; what follows is for the program.
            return tuple([word for word in operands[1:2] if "@" in (word.value or "")])
        case _:
            return ()
