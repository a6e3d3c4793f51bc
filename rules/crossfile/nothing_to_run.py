"""Container with nothing to run

The image stands on `scratch` and its Dockerfile has neither `CMD` nor `ENTRYPOINT`; the container has neither `command` nor `entryPoint`. Docker cannot
start it.

```diff
  {
    "Dockerfile": ["FROM scratch", "COPY app /app"],
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
        {
-         "name": "web",
+         "name": "web",
+         "command": ["/app"],
          "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"
        }
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.builds import ImagePair
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "XF207",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact",),
)


@rule.check
def nothing(pair: ImagePair) -> Iterator[Finding]:
    container, stage = pair.container, pair.stage
    if not stage.root_base.is_scratch or stage.starts_something:
        return
    if container.command.absent and container.entry_point.absent:
        yield rule.finding(
            container,
            f"container {shown(container.label)} has nothing to run, allowed are `command` and `entryPoint`, or `CMD` in its image",
            notes=(Note(stage.span, "starts nothing"),),
        )
