"""Link to a container that is not there, or in a circle

A link is `name` or `name:alias`, where the name is that of another container of the task definition. Links may not lead
back to where they began; AWS refuses both.

```diff
  {
    "family": "web",
    "networkMode": "bridge",
    "containerDefinitions": [
-     {"name": "web", "image": "nginx:1.27", "links": ["dbs:database"]},
+     {"name": "web", "image": "nginx:1.27", "links": ["db:database"]},
      {"name": "db", "image": "example.com/db:2.1"}
    ]
  }
```

```diff
  {
    "family": "web",
    "networkMode": "bridge",
    "containerDefinitions": [
      {"name": "web", "image": "nginx:1.27", "links": ["db"]},
-     {"name": "db", "image": "example.com/db:2.1", "links": ["web"]}
+     {"name": "db", "image": "example.com/db:2.1"}
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.dependencies import cycles, unknown_targets
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD318",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def broken(task: TaskDefinition) -> Iterator[Finding]:
    # Under awsvpc every link is refused, which is a rule of its own.
    if task.network_mode.value == "awsvpc":
        return
    for _, target, _, place in unknown_targets(task, "links"):
        yield rule.finding(
            place,
            f"there is no container {shown(target)} to link to, allowed are containers of the same task definition",
        )
    for edges in cycles(task):
        if all(edge.kind == "links" for edge in edges):
            yield rule.finding(
                edges[-1].place,
                f"the links of {shown(edges[-1].container.label)} lead back to it, allowed are links without a circle "
                "(AWS: Container links should not have a cycle)",
            )
