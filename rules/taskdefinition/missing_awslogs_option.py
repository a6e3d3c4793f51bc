"""awslogs without the options it needs

The log driver `awslogs` must be told the log group and its Region, and on Fargate the prefix of the streams too. AWS
refuses a definition in which one of them is missing. The fix names them after the task and its container, and takes the Region
of the container's image; without one in ECR there is none.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [
      {
        "name": "web",
        "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4",
        "logConfiguration": {
-         "logDriver": "awslogs", "options": {"awslogs-group": "/web"}
+         "logDriver": "awslogs", "options": {"awslogs-group": "/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web"}
        }
      }
    ]
  }
```

On EC2 streams may go without a prefix:

```json
[
  {
    "name": "web",
    "image": "nginx:1.27",
    "essential": true,
    "logConfiguration": {
      "logDriver": "awslogs",
      "options": {"awslogs-group": "${group}", "awslogs-region": "${region}"}
    }
  }
]
```
"""

from collections.abc import Iterator, Sequence

from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Container, Object
from ecslint.taskdefinition.images import image_reference

rule = Rule(
    "TD701",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
    peers=(
        "cfn-lint:E3046",
        "cdk-preflight:awslogs-missing-group",
        "cdk-preflight:awslogs-fargate-missing-stream-prefix",
    ),
    fix="unsafe",
)


@rule.check
def missing_option(container: Container) -> Iterator[Finding]:
    log = container.log_configuration
    if log.log_driver.value != "awslogs" or log.options.unknown or log.options.open:
        return
    given = {str(option.key) for option in log.options if option.unknown or option.value}
    given |= {option.name.value for option in log.secret_options if option.name.value}
    missing = [name for name in ("awslogs-region", "awslogs-group") if name not in given]
    lacks_prefix = container.task_definition.is_fargate and "awslogs-stream-prefix" not in given
    fix = _fix(container, [*missing, "awslogs-stream-prefix"] if lacks_prefix else missing)
    if missing:
        yield rule.finding(
            log.log_driver,
            f"`awslogs` without {' and '.join(f'`{name}`' for name in missing)} "
            f"(AWS: Log driver awslogs requires options: {', '.join(missing)})",
            fix=fix,
        )
    if lacks_prefix:
        yield rule.finding(
            log.log_driver,
            "`awslogs` without `awslogs-stream-prefix`, which Fargate needs "
            "(AWS: Fargate requires log configuration options to include awslogs-stream-prefix)",
            fix=fix,
        )


def _fix(container: Container, missing: Sequence[str]) -> Fix | None:
    """The fix that adds all missing options at once; none where one of them cannot be guessed or is there and empty."""
    if not missing:
        return None
    import json  # noqa: PLC0415 - only for a fault

    log = container.log_configuration
    image = image_reference(container)
    region = image.ecr.region if image is not None and image.ecr is not None else None
    family = container.task_definition.family.value
    guesses = {
        "awslogs-region": region,
        "awslogs-group": f"/ecs/{family}" if family else None,
        "awslogs-stream-prefix": container.name.value,
    }
    added = {name: json.dumps(guesses[name]) for name in missing if guesses[name] and name not in log.options}
    if len(added) < len(missing):
        return None
    options = log.options.node
    if not isinstance(options, Object):
        edits = log.add("options", "{" + ", ".join(f'"{name}": {text}' for name, text in added.items()) + "}")
        return Fix("add the options", edits) if log.options.node is None else None
    parts = [options.add(name, text) for name, text in added.items()]
    joint = "" if options.members else ", "
    return Fix("add the options", (Edit(parts[0].span, joint.join(part.text for part in parts)),))
