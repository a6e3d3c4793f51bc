r"""Health check with a program that is not in the image

The check of the container calls `curl` or `wget`, and the Dockerfile that builds the image stands on one without it and installs nothing. Every check
fails, and ECS replaces the task for ever. Install the program, or check with one that is there.

```diff
  {
    "Dockerfile": ["FROM python:3.12-slim", "COPY app /app", "CMD [\"serve\"]"],
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "${image}",
          "healthCheck": {
-           "command": ["CMD-SHELL", "curl -f http://localhost:8000/ || exit 1"]
+           "command": ["CMD", "python", "/app/ready.py"]
          }
        }
      ]
    }
  }
```

Busybox brings Alpine a `wget`, and what is installed is not looked into:

```json
{
  "Dockerfile": ["FROM node:22-alpine", "RUN npm ci", "CMD [\"serve\"]"],
  "task-definition.json": {
    "family": "web",
    "containerDefinitions": [
      {"name": "web", "image": "${image}", "healthCheck": {"command": ["CMD-SHELL", "wget -q -O - http://localhost/"]}}
    ]
  }
}
```
"""

from collections.abc import Iterator

from ecslint.builds import ImagePair
from ecslint.dockerfile.bases import certainly_lacks
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "XF203",
    Severity.WARNING,
    since="0.1",
    categories=("correctness", "reliability"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",),
)


@rule.check
def missing(pair: ImagePair) -> Iterator[Finding]:
    command = pair.container.health_check.command
    if command.open or len(command) < 2 or any(word.value is None for word in command):
        return
    program = (command[1].value or "").split(maxsplit=1)[:1]
    if program in (["curl"], ["wget"]) and certainly_lacks(pair.stage, program[0]):
        yield rule.finding(
            command,
            f"the image of container {shown(pair.container.label)} has no {shown(program[0])}, so its health check always fails",
            notes=(Note(pair.stage.root_base.span, "has none, and nothing is installed"),),
        )
