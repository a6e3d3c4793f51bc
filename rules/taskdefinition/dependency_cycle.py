"""Containers that wait for each other

Each container of a cycle waits until another one of it has started, so none ever does, and AWS refuses the definition.
`links` and `volumesFrom` count like a `dependsOn` with the condition `START`; so does a container that names itself.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "dependsOn": [{"containerName": "proxy", "condition": "START"}]
    },
    {
      "name": "proxy",
-     "dependsOn": [{"containerName": "web", "condition": "START"}],
      "image": "example.com/proxy:2.1"
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.dependencies import cycles
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD504",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",),
)


@rule.check
def cycle(task: TaskDefinition) -> Iterator[Finding]:
    for edges in cycles(task):
        if all(edge.kind == "links" for edge in edges):
            continue
        last = edges[-1]
        names = " -> ".join([edges[-1].target, *(edge.target for edge in edges)])
        yield rule.finding(
            last.place,
            f"{shown(last.container.label)} waits for itself: {shown(names)}, allowed is an order without a cycle",
            notes=tuple(
                Note(edge.place.span, f"{cut(edge.container.label)} waits here") for edge in edges[:-1][:8]
            ),
        )
