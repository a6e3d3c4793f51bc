"""Links between containers in awsvpc mode

`links` are how containers on a Docker bridge found each other by name. In `awsvpc` mode the containers of a task share one
network interface and reach each other at `localhost`; AWS refuses `links` there.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {"name": "cache", "image": "redis:7.4"},
      {
        "name": "web",
-       "links": ["cache"],
        "image": "nginx:1.27"
      }
    ]
  }
```

```json
{
  "family": "web",
  "networkMode": "bridge",
  "containerDefinitions": [
    {"name": "cache", "image": "redis:7.4", "memory": 64},
    {"name": "web", "image": "nginx:1.27", "memory": 64, "links": ["cache"]}
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container

rule = Rule(
    "TD317",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=("cdk-preflight:fargate-links",),
)


@rule.check
def links(container: Container) -> Iterator[Finding]:
    task = container.task_definition
    if task.effective_network_mode == "awsvpc" and len(container.links) > 0:
        yield rule.finding(
            container.links,
            "`links` in awsvpc mode, where containers reach each other at `localhost` "
            "(AWS: Links are not supported when networkMode=awsvpc)",
            notes=(Note(task.network_mode.span, "the network mode"),),
        )
