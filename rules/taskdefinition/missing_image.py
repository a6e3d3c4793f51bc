"""Container without an image

AWS refuses a container whose `image` is missing or empty. Files that a pipeline completes before it registers them
(`amazon-ecs-render-task-definition` sets the image of the container it is told) look like this in the repository, so
this is advice: a placeholder such as `<IMAGE1_NAME>` says that the image is filled in.

```diff
  {
    "family": "web",
    "containerDefinitions": [
-     {"name": "web", "image": ""},
+     {"name": "web", "image": "<IMAGE1_NAME>"},
      {"name": "agent", "image": "example.com/agent:2.1"}
    ]
  }
```

```diff
  {
    "family": "web",
    "containerDefinitions": [
-     {"name": "web", "essential": true}
+     {"name": "web", "essential": true, "image": "nginx:1.27"}
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD302",
    Severity.INFO,
    since="0.1",
    categories=("correctness", "images"),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def without_image(container: Container) -> Iterator[Finding]:
    if container.image.absent:
        yield rule.finding(
            container.image,
            f"container {shown(container.label)} has no `image` (AWS: Container.image should not be null or empty)",
            help="fine if a pipeline fills it in before the definition is registered",
        )
