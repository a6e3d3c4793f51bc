r"""Entry point that drops the command of the image

When a container has an `entryPoint` of its own, Docker does not use the `CMD` of the image either. A container that needs it says it in `command`.

```diff
  {
    "Dockerfile": ["FROM python:3.12-slim", "CMD [\"serve\", \"--port\", \"8000\"]"],
    "task-definition.json": {
      "family": "web",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4",
-         "entryPoint": ["/trace"]
+         "entryPoint": ["/trace"],
+         "command": ["serve", "--port", "8000"]
        }
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.builds import ImagePair
from ecslint.dockerfile.model import Cmd
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "XF206",
    Severity.INFO,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def dropped(pair: ImagePair) -> Iterator[Finding]:
    container = pair.container
    command = pair.stage.in_force(Cmd)
    if command is not None and len(container.entry_point) == 1 and container.command.absent:
        yield rule.finding(
            container.entry_point,
            f"`entryPoint` of container {shown(container.label)} drops the `CMD` of its image, which is not used",
            notes=(Note(command.span, "is not used"),),
        )
