"""Command that the entry point of the image ignores

An `ENTRYPOINT` in shell form is run as `/bin/sh -c "…"`, and what follows as arguments goes to that shell, which does nothing with it. The `command` of
the container is such an argument. Write the entry point as a JSON list, or override it with `entryPoint`.

```diff
  {
    "Dockerfile": ["FROM python:3.12-slim", "ENTRYPOINT python /app/main.py"],
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4",
-         "command": ["--verbose"]
+         "entryPoint": ["python", "/app/main.py", "--verbose"]
        }
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.builds import ImagePair
from ecslint.dockerfile.model import Entrypoint
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "XF205",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example",),
)


@rule.check
def without_effect(pair: ImagePair) -> Iterator[Finding]:
    container = pair.container
    entry = pair.stage.in_force(Entrypoint)
    # A line that ends in "$@" takes the arguments on purpose.
    if entry is None or not entry.is_shell_form or "$@" in entry.text or "$*" in entry.text or not entry.text:
        return
    if len(container.command) and container.entry_point.absent:
        yield rule.finding(
            container.command,
            f"`command` of container {shown(container.label)} goes to a shell that ignores it, allowed is it with an `ENTRYPOINT` "
            "in JSON form",
            notes=(Note(entry.span, "is in shell form"),),
        )
