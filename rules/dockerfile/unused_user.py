"""User is created, but never switched to

The image adds a user of its own and then starts its program as root all the same: without `USER` nothing changes. Add `USER`
with that name below the last step that needs root.

```diff
  FROM python:3.13-slim
- RUN pip install gunicorn && useradd --create-home app
+ RUN pip install gunicorn && useradd --create-home app
  COPY . /srv
+ USER app
  # One worker per core.
  CMD ["gunicorn", "app:main"]
```

Going back to root counts as never, the name may come from an argument, and the stage may be an earlier one of the chain:

```diff
  FROM alpine:3.20 AS base
  ARG NAME=web UID=1001
  RUN <<EOF
  set -e
- addgroup -S "$NAME"; adduser -S -G "$NAME" -u "$UID" "$NAME"
+ addgroup -S "$NAME"; adduser -S -G "$NAME" -u "$UID" "$NAME"
  EOF
  USER $NAME
  FROM base
  USER root
  RUN apk add --no-cache tini
+ USER web
  ENTRYPOINT ["tini", "--", "/srv/web"]
```

Silent where something drops privileges (gosu, su-exec, setpriv, a server that does it itself), or may do so (a script as the entry
point), where nothing is started, and for users of stages that are thrown away:

```dockerfile
FROM debian:12-slim
RUN apt-get update && apt-get install -y gosu && useradd app
CMD ["gosu", "app", "/srv/app"]
```

```dockerfile
FROM debian:12-slim
RUN useradd app
COPY docker-entrypoint.sh /
ENTRYPOINT ["/docker-entrypoint.sh"]
```

```dockerfile
FROM debian:12-slim
RUN useradd app
COPY start.sh /opt/
CMD ["/bin/bash", "/opt/start.sh"]
```

```dockerfile
FROM golang:1.24 AS build
RUN useradd build
FROM debian:12-slim
RUN useradd app && adduser app audio
USER app
CMD ["/srv/app"]
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Add, Cmd, Copy, Dockerfile, Entrypoint, Executed, Run, Stage, User
from ecslint.dockerfile.edits import insertion_above
from ecslint.dockerfile.shell_values import value_in
from ecslint.dockerfile.users import created_users, drops_privileges, is_unprivileged
from ecslint.rule import Finding, Fix, Rule, Severity

rule = Rule(
    "DF203",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.docker.com/build/building/best-practices/#user",),
    peers=("tally:user-created-but-never-used",),
    fix="unsafe",
)


@rule.check
def unused(dockerfile: Dockerfile) -> Iterator[Finding]:
    final = dockerfile.final_stage
    user = final.effective_user if final else None
    if (
        final is None
        or not final.starts_something
        or (not user.is_root if user else is_unprivileged(final.root_base))
    ):
        return
    shipped = [one for stage in final.chain for one in stage.instructions if isinstance(one, Executed)]
    created = next(
        ((run, found[-1]) for run in shipped if isinstance(run, Run) and (found := [*created_users(run)])),
        None,
    )
    if created is None or any(drops_privileges(one) for one in shipped):
        return
    run, (_, word) = created
    name = value_in(run, word)
    start = _start(final)
    yield rule.finding(
        word,
        f"the user `{word.text if name is None else name}` is created, but the image runs as root: no `USER` switches to it",
        help="add `USER` with its name below the last step that needs root",
        fix=Fix(f"Switch to `{name}` before the start command", (insertion_above(start, f"USER {name}"),))
        if name and start
        else None,
    )


def _start(stage: Stage) -> Executed | None:
    """The first CMD or ENTRYPOINT of a stage below everything that may need root."""
    first = None
    for one in stage.instructions:
        if isinstance(one, Cmd | Entrypoint):
            first = first or one
        elif isinstance(one, Run | Copy | Add | User):
            first = None
    return first
