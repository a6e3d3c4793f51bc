"""Logs in another region than the rest of the task

The images and secrets of the task are all in one region, and its logs go to another. AWS does that; it costs transfer and delay, and is
more often a copy from another region that was not changed to the end.

```diff
  {
    "family": "web",
    "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4",
        "logConfiguration": {
          "logDriver": "awslogs",
          "options": {
            "awslogs-group": "/ecs/web",
-           "awslogs-region": "us-east-1"
+           "awslogs-region": "eu-west-1"
          }
        }
      }
    ]
  }
```

Images that AWS itself publishes come from one region for all:

```json
[
  {
    "name": "router",
    "image": "906394416424.dkr.ecr.us-east-1.amazonaws.com/aws-for-fluent-bit:stable",
    "logConfiguration": {
      "logDriver": "awslogs",
      "options": {"awslogs-group": "/router", "awslogs-region": "us-west-2"}
    }
  }
]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.source import Span
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.arns import parse_arn
from ecslint.taskdefinition.images import image_reference
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD711",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",),
)

# Accounts of AWS: Fluent Bit, App Mesh, EKS, deep learning.
OF_AWS = frozenset({"906394416424", "840364872350", "602401143452", "763104351884"})


@rule.check
def unlike(task: TaskDefinition) -> Iterator[Finding]:
    regions: dict[str, Span] = {}
    for container in task.containers:
        image = image_reference(container)
        if image is not None and image.ecr is not None and image.ecr.account not in OF_AWS:
            regions.setdefault(image.ecr.region, container.image.span)
        for secret in container.secrets:
            arn = parse_arn(secret.value_from.value or "")
            if arn is not None and arn.is_regional:
                regions.setdefault(arn.region, secret.value_from.span)
    if len(regions) != 1:
        return
    region, place = next(iter(regions.items()))
    for container in task.containers:
        log = container.log_configuration
        chosen = log.options["awslogs-region"]
        if log.log_driver.value == "awslogs" and chosen.value and chosen.value != region:
            yield rule.finding(
                chosen,
                f"logs go to {shown(chosen.value)}, and what else the task uses is in {shown(region)}",
                notes=(Note(place, "is in the other region"),),
            )
