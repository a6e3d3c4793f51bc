"""Health check whose command does not run as it reads

The first element of a health check's command says how the rest runs: `CMD` runs the elements after it as a program and
its arguments, `CMD-SHELL` hands the one string after it to the container's shell. After `CMD-SHELL` only that first string
counts, so `["CMD-SHELL", "curl", "-f", "http://localhost/"]` runs a bare `curl`. After `CMD` a whole command line in one
string is the name of a program that does not exist.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
-     "healthCheck": {"command": ["curl -f http://localhost/"]}
+     "healthCheck": {"command": ["CMD-SHELL", "curl -f http://localhost/"]}
    },
    {
      "name": "api",
      "image": "nginx:1.27",
      "healthCheck": {
-       "command": ["CMD-SHELL", "curl", "-f", "http://localhost/"]
+       "command": ["CMD-SHELL", "curl -f http://localhost/"]
      }
    }
  ]
```

```json
[
  {"name": "web", "image": "nginx:1.27", "healthCheck": {"command": ["CMD", "/healthcheck", "-v"]}},
  {"name": "api", "image": "nginx:1.27", "healthCheck": {"command": ["${command}"]}}
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import HealthCheck

rule = Rule(
    "TD507",
    Severity.WARNING,
    since="0.1",
    categories=(
        "correctness",
        "reliability",
    ),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",),
    fix="unsafe",
)


@rule.check
def ineffective(check: HealthCheck) -> Iterator[Finding]:
    command = check.command
    if command.open or not len(command):
        return
    first, rest = command[0], command[1:]
    if first.value is None or any(word.value is None for word in rest):
        return
    words = [word.value or "" for word in rest]
    if first.value == "CMD-SHELL":
        if len(rest) > 1:
            whole = _in_shell(" ".join(words))
            yield rule.finding(
                command,
                f"`CMD-SHELL` with {len(rest)} strings runs the first only, allowed is one string",
                fix=Fix("join the strings", (command.replace(whole),)),
            )
        elif not rest:
            yield rule.finding(command, "`CMD-SHELL` without a command, allowed is one string after it")
    elif first.value == "CMD":
        if not rest:
            yield rule.finding(
                command, "`CMD` without a program, allowed are a program and its arguments after it"
            )
        elif len(rest) == 1 and " " in words[0].strip():
            whole = _in_shell(words[0])
            yield rule.finding(
                command,
                "`CMD` with a whole command line in one string, allowed are a program and its arguments in a string each",
                fix=Fix("use `CMD-SHELL`", (command.replace(whole),)),
            )
    elif first.value != "NONE":
        line = _in_shell(first.value)
        yield rule.finding(
            command,
            "health check command without its first word, allowed are `CMD` and `CMD-SHELL`",
            fix=None if rest else Fix("use `CMD-SHELL`", (command.replace(line),)),
        )


def _in_shell(line: str) -> str:
    """The JSON of a command that hands a line to the shell."""
    import json  # noqa: PLC0415 - only for a fault

    return json.dumps(["CMD-SHELL", line], ensure_ascii=False)
