r"""JSON form that is no JSON, so that a shell gets it

`CMD ['npm', 'start']` looks like the exec form, but JSON wants double quotes. The builder takes whatever is no JSON array for the
shell form, and the container starts a program called `[npm,`. `COPY`, `ADD` and `VOLUME` take the pieces for paths, brackets
and quotes included. Single quotes, a trailing comma, text behind the array, and a lone backslash in a Windows path all do it.

```diff
  FROM node:22-alpine
- CMD ['npm', 'start']
+ CMD ["npm", "start"]
```

```diff
  FROM node:22-alpine
- ENTRYPOINT ["node", "server.js",]
+ ENTRYPOINT ["node", "server.js"]
- HEALTHCHECK --interval=5s CMD ['wget', "-q", 'localhost']
+ HEALTHCHECK --interval=5s CMD ["wget", "-q", "localhost"]
- ENTRYPOINT [ 'node' ]
+ ENTRYPOINT [ "node" ]
```

```diff
  FROM node:22-alpine
- VOLUME [/data]
- RUN ["mkdir" "/srv"]
- COPY ["my app", "/srv/"
- CMD ["node"] # the server
- ONBUILD CMD ["C:\app\node.exe"]
+ VOLUME ["/data"]
+ RUN ["mkdir", "/srv"]
+ COPY ["my app", "/srv/"]
+ CMD ["node"]
+ ONBUILD CMD ["C:\\app\\node.exe"]
```

A test and a pattern start with a bracket, too:

```dockerfile
FROM alpine:3.20
RUN [ -f /etc/hosts ] && true
RUN [ 'a' = "b" ] || [ "$HOME" ]
RUN [[ "$(uname)" == "Linux" ]]
COPY [a-c]*.txt /srv/
CMD [ "sh", "-c", "echo $HOME" ]
CMD []
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Instruction
from ecslint.dockerfile.json_form import mended
from ecslint.rule import Finding, Fix, Rule, Severity

_PATHS = frozenset({"COPY", "ADD", "VOLUME"})
# A quoted word right behind the bracket, or one that a comma follows: no test has either.
_LIKE_ARRAY = r"""\[["']|\[\s+(?:"[^"]*"|'[^']*')\s*,"""
_REASONS = {
    "single quotes": "strings stand in double quotes",
    "trailing comma": "no comma may stand before the `]`",
    "text after": "nothing may follow the `]`",
    "backslash": "a backslash is written twice",
}

rule = Rule(
    "DF010",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#shell-and-exec-form",),
    peers=(
        "buildkit:JSONArgsRecommended",
        "hadolint:DL3025",
        "dockerfile-utils:JSON_IN_SINGLE_QUOTES",
        "kics:not_using_json_in_cmd_and_entrypoint_arguments",
        "tally:invalid-json-form",
    ),
    fix="safe",
)


@rule.check
def broken(instruction: Instruction) -> Iterator[Finding]:
    fault = instruction.json_fault
    if fault in {None, "element"} or instruction.keyword == "SHELL":
        return
    command = instruction.command
    text = command.text.strip()
    is_path = instruction.keyword in _PATHS
    if not re.match(_LIKE_ARRAY, text):
        # `[npm, start]`: a blank behind the bracket would make it a test, and a path with brackets is a pattern.
        is_list = instruction.keyword == "VOLUME" or ("," in text and not is_path)
        # A container that starts with a test and ends with its answer makes no sense.
        is_start = instruction.keyword in {"CMD", "ENTRYPOINT"} and not set(text) & set("&|;")
        if not text.endswith("]") or text[1:2] == "[":
            return
        if not is_start and (not is_list or text[1:2] in {" ", "\t"}):
            return
    edits = mended(instruction)
    meaning = "a list of words with brackets and quotes" if is_path else "a command for the shell"
    yield rule.finding(
        command.span(0, len(command.text)),
        f"`[` without a JSON array is {meaning}: {_REASONS.get(fault or '', 'words are strings in double quotes with commas between')}",
        # A variable is filled in by the shell of today and stays as it is in the array of tomorrow.
        fix=Fix("Make it a JSON array", edits, safe="$" not in text) if edits else None,
    )
