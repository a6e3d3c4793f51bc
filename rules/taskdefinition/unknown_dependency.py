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
from ecslint.taskdefinition.dependencies import unknown_targets
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
    for _, target, _, place in unknown_targets(task, "dependsOn"):
        yield rule.finding(
            place,
            f"there is no container {shown(target)}, allowed are containers of the same task definition "
            f"(AWS: Cannot depend on container + '{cut(target)}' because it does not exist)",
        )
