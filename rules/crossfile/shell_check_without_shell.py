r"""Health check for a shell that the image does not have

`CMD-SHELL` hands the health check to `/bin/sh`. An image on `scratch` or a distroless one has none: every check fails, and ECS replaces the task for
ever. Use `CMD` with a program of the image.

```diff
  {
    "Dockerfile": ["FROM golang:1.23 AS build", "FROM gcr.io/distroless/static-debian12", "COPY --from=build /out/app /app", "CMD [\"/app\"]"],
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "${image}",
          "healthCheck": {
-           "command": ["CMD-SHELL", "/app -ready"]
+           "command": ["CMD", "/app", "-ready"]
          }
        }
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.builds import ImagePair
from ecslint.dockerfile.bases import has_no_shell
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "XF204",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",),
)


@rule.check
def without_shell(pair: ImagePair) -> Iterator[Finding]:
    command = pair.container.health_check.command
    if len(command) and command[0].value == "CMD-SHELL" and has_no_shell(pair.stage):
        yield rule.finding(
            command,
            f"`CMD-SHELL` in container {shown(pair.container.label)}, whose image has no shell, allowed is `CMD`",
            notes=(Note(pair.stage.root_base.span, "has no shell"),),
        )
