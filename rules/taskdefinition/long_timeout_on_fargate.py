"""Container timeout that Fargate does not have

On Fargate `stopTimeout` and `startTimeout` go up to 120 seconds. AWS refuses longer ones; work that takes longer to finish
has to be resumable.

```diff launch-type=FARGATE
  [
    {
      "name": "web",
      "image": "nginx:1.27",
-     "stopTimeout": 300
+     "stopTimeout": 120
    }
  ]
```

```json
[{"name": "web", "image": "nginx:1.27", "stopTimeout": 300}]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD416",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    fix="unsafe",
)


@rule.check
def long(container: Container) -> Iterator[Finding]:
    if not container.task_definition.is_fargate:
        return
    stop, start = container.stop_timeout, container.start_timeout
    aws = " (AWS: Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds)"
    for name, value, text in (("stopTimeout", stop, aws), ("startTimeout", start, "")):
        if value.value is not None and value.value > 120:
            yield rule.finding(
                value,
                f"`{name}` is {shown(value.value)}, allowed on Fargate are up to 120 seconds{text}",
                fix=Fix("use 120", (value.replace("120"),)),
            )
