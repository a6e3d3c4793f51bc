r"""COPY below USER whose files belong to root

`USER` says who commands run as, not whom copied files belong to: without `--chown` that is root, and the user of the stage cannot
change them. System folders such as `/usr` and `/etc` are left out, and code that nobody may change is a good thing, so the rule is off unless it is selected; for data that the program writes
add `--chown`.

```diff
  FROM node:22-alpine
  USER node
- COPY . /app
- ADD --chmod=755 ["a b", "/data/"]
+ COPY --chown=node . /app
+ ADD --chown=node --chmod=755 ["a b", "/data/"]
```

```dockerfile
FROM node:22-alpine
COPY package.json /app/
USER node
COPY --chown=node:node . /app
USER root
COPY a /usr/local/bin/
USER node
COPY tool.sh /usr/local/bin/
COPY app.conf /etc/app/
ARG NAME
USER $NAME
COPY a /app
FROM mcr.microsoft.com/windows/servercore:ltsc2022
USER ContainerUser
COPY a /app
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Transfer, User
from ecslint.rule import Edit, Finding, Fix, Note, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF421",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/reference/dockerfile/#copy---chown---chmod",),
    peers=("tally:copy-after-user-without-chown",),
    default=False,
    fix="unsafe",
)


# Nobody but root should change what lies there.
_SYSTEM = (
    "/bin",
    "/etc",
    "/lib",
    "/sbin",
    "/usr/bin",
    "/usr/lib",
    "/usr/local/bin",
    "/usr/local/lib",
    "/usr/sbin",
    "/usr/share",
)


@rule.check
def owned_by_root(transfer: Transfer) -> Iterator[Finding]:
    stage = transfer.stage
    if stage is None or transfer.is_inner or stage.dialect(transfer) != "sh":
        return
    user = stage.in_force(User, transfer)
    if user is None or "chown" in transfer.flags or user.is_root:
        return
    owner = user.resolved
    target = transfer.destination.text.strip('"') if transfer.destination is not None else ""
    if not owner or any(sign.isspace() for sign in owner) or target.startswith(_SYSTEM):
        return
    end = transfer.keyword_span.end
    edit = Edit(Span(transfer.span.source, end, end), f" --chown={owner}")
    yield rule.finding(
        transfer.keyword_span,
        f"`{transfer.keyword}` without `--chown` gives the files to root, not to `{owner}`",
        notes=(Note(user.value_span, "the user of this step"),),
        fix=Fix(f"Add `--chown={owner}`", (edit,)),
    )
