"""Dependency on a container that is not there

`dependsOn` names containers of the same task definition. A name that none of them has, mostly a misspelt or renamed one,
makes AWS refuse the definition.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
-     "dependsOn": [{"containerName": "proxie", "condition": "START"}]
+     "dependsOn": [{"containerName": "proxy", "condition": "START"}]
    },
    {"name": "proxy", "image": "example.com/proxy:2.1"}
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.dependencies import container_names
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD501",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",),
    peers=("cdk-preflight:dependson-container-missing",),
)


@rule.check
def unknown(task: TaskDefinition) -> Iterator[Finding]:
    names = container_names(task)
    if names is None:
        return
    for container in task.containers:
        for dependency in container.depends_on:
            target = dependency.container_name
            if target.value and target.value not in names:
                yield rule.finding(
                    target,
                    f"there is no container {shown(target.value)}, allowed are containers of the same task definition "
                    f"(AWS: Cannot depend on container + '{cut(target.value)}' because it does not exist)",
                )
