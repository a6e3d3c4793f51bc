"""Downloads that each build repeats

When a line above changes, the step runs again and downloads everything anew. A cache mount keeps what the package manager has downloaded
between builds, and out of the image. It needs BuildKit and does not help on machines that start empty, so the rule is off unless it
is selected. The fix is offered where the step runs as root in a known place.

```diff
  FROM golang:1.24
- RUN go mod download
+ RUN --mount=type=cache,target=/go/pkg/mod go mod download
- RUN --network=host cargo fetch --locked
+ RUN --mount=type=cache,target=/usr/local/cargo/registry --network=host cargo fetch --locked
```

```diff
  FROM node:22-alpine
- RUN npm ci && npm run build
+ RUN --mount=type=cache,target=/root/.npm npm ci && npm run build
```

APT deletes its archives after each installation in the official images, so their configuration has to change along with the mount:

```diff
  FROM debian:12-slim
- RUN apt-get update && apt-get install -y curl
  USER app
- RUN ~/.local/bin/poetry install
```

```dockerfile
FROM golang:1.24
RUN --mount=type=cache,target=/go/pkg/mod go mod download
RUN --mount=target=/root/.cache,type=cache pip install -r a.txt && uv sync
RUN go build ./... && npm run build && yarn build && pip --version && echo npm ci
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run, User
from ecslint.dockerfile.packages import install_of
from ecslint.dockerfile.shell_command import Command
from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF519",
    Severity.INFO,
    since="0.1",
    categories=("size",),
    references=("https://docs.docker.com/build/cache/optimize/#use-cache-mounts",),
    peers=("tally:prefer-package-cache-mounts",),
    default=False,
    fix="unsafe",
)

# Where root's downloads are kept, with the settings of the official images; empty where a mount alone does not help.
_PLACES = {
    "npm": "/root/.npm", "pip": "", "go": "/go/pkg/mod", "cargo": "/usr/local/cargo/registry", "apt-get": "", "apt": "", "apk": "",
    "dnf": "", "dnf5": "/var/cache/libdnf5", "yum": "", "microdnf": "", "tdnf": "", "zypper": "", "gem": "",
    "yarn": "", "pnpm": "", "uv": "/root/.cache/uv", "bundle": "", "composer": "/root/.composer/cache", "mvn": "/root/.m2",
    "dotnet": "/root/.nuget/packages", "poetry": "/root/.cache/pypoetry",
}  # fmt: skip
_VERBS: dict[str, set[str | None]] = {
    "npm": {"ci", "install", "i"}, "cargo": {"fetch", "build", "install"}, "uv": {"sync"}, "bundle": {"install"}, "pnpm": {"install", "i"},
    "composer": {"install"}, "dotnet": {"restore"}, "poetry": {"install"}, "yarn": {"install", None}, "mvn": {"package", "verify", "install"},
}  # fmt: skip


@rule.check_calls(*_PLACES)
def repeated(run: Run) -> Iterator[Finding]:
    if any(mount.type in {"cache", "tmpfs"} for mount in run.mounts) or run.heredocs:
        return
    for command in run.commands:
        inner = command.unwrapped
        if inner.name not in _PLACES or not _downloads(inner) or inner.name_word is None:
            continue
        place = _PLACES[inner.name]
        is_root = run.stage is None or run.stage.in_force(User, run) is None
        fix = None
        if place and is_root and not run.is_inner and run.keyword_span.text.upper() == "RUN":
            at = run.keyword_span.end
            title = f"Mount a cache on `{place}`"
            fix = Fix(title, (Edit(Span(run.span.source, at, at), f" --mount=type=cache,target={place}"),))
        yield rule.finding(
            inner.name_word,
            f"what `{inner.name}` downloads is downloaded again in each build",
            help="keep it in a cache mount"
            + (f", as in `--mount=type=cache,target={place}`" if place else ""),
            fix=fix,
        )
        return


def _downloads(command: Command) -> bool:
    if install_of(command) is not None:
        return True
    operands = [word.value for word in command.options().operands]
    if command.name == "go":
        return operands[:2] == ["mod", "download"]
    verbs = _VERBS.get(command.name or "")
    return (
        verbs is not None
        and (operands[0] if operands else None) in verbs
        and not command.has_flag("--version")
    )
