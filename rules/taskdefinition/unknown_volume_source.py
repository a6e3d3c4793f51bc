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
from ecslint.taskdefinition.dependencies import container_names
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
    names = container_names(task)
    if names is None:
        return
    for container in task.containers:
        for volume in container.volumes_from:
            source = volume.source_container
            if source.value and source.value not in names:
                yield rule.finding(
                    source,
                    f"there is no container {shown(source.value)}, allowed are containers of the same task definition "
                    f"(AWS: Invalid 'volumesFrom' setting. Unknown container: '{cut(source.value)}')",
                )
