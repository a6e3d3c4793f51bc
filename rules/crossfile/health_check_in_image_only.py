r"""Health check that ECS does not run

The Dockerfile has a `HEALTHCHECK`, and the container has no `healthCheck`. ECS never runs the one in the image: it watches what the task definition
says, and a container without a check counts as healthy while it runs.

```diff
  {
    "Dockerfile": ["FROM python:3.12-slim", "HEALTHCHECK CMD [\"/ready\"]", "CMD [\"serve\"]"],
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
        {
-         "name": "web",
+         "name": "web",
+         "healthCheck": {"command": ["CMD", "/ready"]},
          "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4"
        }
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.builds import ImagePair
from ecslint.dockerfile.model import Healthcheck
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "XF202",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",),
)


@rule.check
def in_image_only(pair: ImagePair) -> Iterator[Finding]:
    check = pair.stage.in_force(Healthcheck)
    if check is not None and not check.is_none and pair.container.health_check.absent:
        yield rule.finding(
            pair.container,
            f"container {shown(pair.container.label)} has no `healthCheck`, and ECS does not run the `HEALTHCHECK` of its image",
            notes=(Note(check.span, "is never run"),),
        )
