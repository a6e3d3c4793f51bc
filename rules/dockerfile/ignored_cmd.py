r"""CMD that a shell-form ENTRYPOINT ignores

`ENTRYPOINT app` is `/bin/sh -c "app"`, and what `CMD` says becomes arguments of that shell, which nothing reads. The same
happens to `command` in a task definition. Write the entry point in JSON form.

```diff
  FROM alpine:3.20
  ENTRYPOINT /app/start.sh
- CMD ["--port", "80"]
```

```diff
  FROM alpine:3.20 AS base
- CMD ["--port", "80"]
  ENTRYPOINT exec /app/start.sh
  FROM alpine:3.20
```

A text that uses its arguments, and the JSON form, are fine; so are `CMD []`, which says nothing, and a `CMD` that the entry point of a later stage empties:

```dockerfile
FROM alpine:3.20 AS base
ENTRYPOINT /app/start.sh "$0" "$@"
CMD ["--port", "80"]
FROM alpine:3.20
CMD []
ENTRYPOINT /app/start.sh
FROM alpine:3.20
CMD ["sh"]
FROM alpine:3.20
ENTRYPOINT ["/app/start.sh"]
CMD ["--port", "80"]
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Cmd, Entrypoint, Stage
from ecslint.rule import Finding, Note, Rule, Severity

rule = Rule(
    "DF413",
    Severity.ERROR,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact",),
)


@rule.check
def ignored(stage: Stage) -> Iterator[Finding]:
    # `CMD []` says nothing, so nothing of it is lost.
    own = [one for one in stage.instructions if isinstance(one, Cmd) and one.json_words != ()]
    entrypoint = stage.in_force(Entrypoint)
    if not own or entrypoint is None or not entrypoint.is_shell_form or entrypoint.json_fault is not None:
        return
    text = entrypoint.text
    if (
        not text
        or entrypoint.dialect != "sh"
        or any(sign in text for sign in ("$@", "$*", "$0", "$1", "${@", "${1"))
    ):
        return
    note = Note(entrypoint.keyword_span, "in shell form")
    yield rule.finding(
        own[-1].keyword_span, "`CMD` is ignored: the `ENTRYPOINT` is in shell form", notes=(note,)
    )
