"""Volumes from a container that is not there

`volumesFrom` mounts the volumes of another container of the same task definition. AWS refuses a name that none of them
has.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
-     "volumesFrom": [{"sourceContainer": "asets"}]
+     "volumesFrom": [{"sourceContainer": "assets"}]
    },
    {"name": "assets", "image": "example.com/assets:2.1"}
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.dependencies import unknown_targets
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD809",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VolumeFrom.html",),
    peers=("cdk-preflight:volumesfrom-source-container-missing",),
)


@rule.check
def unknown(task: TaskDefinition) -> Iterator[Finding]:
    for _, source, _, place in unknown_targets(task, "volumesFrom"):
        yield rule.finding(
            place,
            f"there is no container {shown(source)}, allowed are containers of the same task definition "
            f"(AWS: Invalid 'volumesFrom' setting. Unknown container: '{cut(source)}')",
        )
