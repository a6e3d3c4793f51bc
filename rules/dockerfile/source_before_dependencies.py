"""Source copied before the dependencies are installed

A layer is rebuilt when what was copied before it changes. With `COPY . .` above `npm ci` every edit of any file installs all dependencies
again. Copy the manifest and the lock file, install, and copy the rest then.

```diff
  FROM node:22-alpine
  WORKDIR /app
- COPY . .
+ COPY package.json package-lock.json ./
  RUN npm ci
+ COPY . .
```

```diff
  FROM python:3.13-slim
- ADD . /app
  RUN cd /app && pip install --no-cache-dir -r requirements.txt
```

The folder may be written in other ways, and the command may stand deep in a line:

```diff
  FROM python:3.13-slim
- COPY ["./", "/app"]
  RUN cd /app && uv sync --frozen
  FROM golang:1.24
- COPY --chown=1000 . .
  RUN <<EOF
  set -e
  GOFLAGS=-mod=mod go mod download
  EOF
```

Fine where they were installed before, and where the source itself is what gets installed:

```dockerfile
FROM node:22-alpine
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm ci --omit=dev && npm run build
FROM python:3.13-slim
COPY . .
RUN pip install .
FROM golang:1.24
COPY --from=0 . .
RUN go mod download
FROM node:22-alpine
COPY . .
RUN npm install -g pm2@5 && npm run build && echo npm ci
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Add, Copy, Run, Stage, Transfer
from ecslint.dockerfile.shell_command import Command
from ecslint.rule import Finding, Note, Rule, Severity

rule = Rule(
    "DF514",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    references=("https://docs.docker.com/build/cache/optimize/#order-your-layers",),
)

_INSTALLERS = frozenset(
    "npm pnpm yarn bun pip uv pdm poetry pipenv go bundle composer mvn cargo dotnet".split()
)


@rule.check
def before(stage: Stage) -> Iterator[Finding]:
    copied: Transfer | None = None
    for one in stage.instructions:
        if isinstance(one, Add | Copy) and "from" not in one.flags and not one.heredocs:
            if copied is None and any(word.text.strip("\"'") in {".", "./"} for word in one.sources):
                copied = one
        elif isinstance(one, Run):
            command = next((command for command in one.calls(*_INSTALLERS) if _restores(command)), None)
            if command is None:
                continue
            if copied is not None:
                word = command.name_word or command.words[0]
                yield rule.finding(
                    copied.sources[0],
                    "all files are copied before the dependencies are installed: each change installs them again",
                    help="copy the manifest and the lock file first, install, then copy the rest",
                    notes=(Note(word.span, "installed here"),),
                )
            return


def _restores(command: Command) -> bool:
    """Does a command install what a manifest lists?"""
    verb = command.subcommand(frozenset({"--prefix", "-C", "-f", "--cwd", "-p"}))
    operands = command.options(
        frozenset({"--prefix", "-C", "-f", "--cwd", "--registry", "--omit", "--only"})
    ).operands
    match command.name:
        case "npm" | "pnpm":
            return verb == "ci" or (verb in {"install", "i"} and len(operands) == 1)
        case "yarn":
            return verb == "install" or not command.arguments
        case "pip":
            return verb == "install" and command.has_flag(
                "-r", "--requirement", values=frozenset({"-r", "--requirement"})
            )
        case "go":
            return [word.value for word in operands[:2]] == ["mod", "download"]
        case "uv":
            return verb == "sync" or (
                [word.value for word in operands[:2]] == ["pip", "install"]
                and command.has_flag("-r", "--requirement", "--requirements")
            )
        case "bun" | "bundle" | "composer" | "pdm" | "poetry" | "pipenv":
            return verb == "install" and (command.name != "bun" or len(operands) == 1)
        case "mvn":
            return any((word.value or "").startswith("dependency:") for word in command.arguments)
        case "cargo":
            return verb == "fetch"
        case "dotnet":
            return verb == "restore"
        case _:
            return False
