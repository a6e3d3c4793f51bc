"""Port mappings in a task without a network

With `"networkMode": "none"` the containers have no network but their own loopback: nothing can connect, and port
mappings are not allowed.

```diff
  {
    "family": "batch",
    "networkMode": "none",
    "containerDefinitions": [
      {
        "name": "batch",
-       "portMappings": [{"containerPort": 8080}],
        "image": "example.com/batch:3.2",
        "memory": 512
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container

rule = Rule(
    "TD306",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",),
)


@rule.check
def ports(container: Container) -> Iterator[Finding]:
    task = container.task_definition
    if task.effective_network_mode == "none" and len(container.port_mappings) > 0:
        yield rule.finding(
            container.port_mappings,
            "port mappings in `networkMode` `none`, allowed are none",
            notes=(Note(task.network_mode.span, "the task has no network"),),
        )
