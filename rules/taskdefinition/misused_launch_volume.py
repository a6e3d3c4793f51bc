"""Volume configured at launch that ECS refuses

`configuredAtLaunch` leaves it to the service, or to whoever runs the task, what a volume is. A definition has at most one such volume,
and a container mounts it.

```diff
  {
    "family": "web",
-   "volumes": [{"name": "data", "configuredAtLaunch": true}],
+   "volumes": [],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  {
    "family": "web",
    "volumes": [
      {"name": "data", "configuredAtLaunch": true},
-     {"name": "more", "configuredAtLaunch": true}
+     {"name": "more"}
    ],
    "containerDefinitions": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "mountPoints": [
          {"sourceVolume": "data", "containerPath": "/data"},
          {"sourceVolume": "more", "containerPath": "/more"}
        ]
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.volumes import mounted_names
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD803",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html",),
    peers=("cdk-preflight:volume-not-referenced",),
)


@rule.check
def misused(task: TaskDefinition) -> Iterator[Finding]:
    at_launch = [volume for volume in task.volumes if volume.configured_at_launch.value]
    if len(at_launch) > 1:
        yield rule.finding(
            at_launch[1],
            f"`{len(at_launch)}` volumes are configured at launch, allowed is 1",
            notes=(Note(at_launch[0].span, "the first one"),),
        )
    mounted = mounted_names(task)
    for volume in at_launch:
        name = volume.name.value
        if mounted is not None and name and name not in mounted:
            yield rule.finding(
                volume,
                f"volume {shown(name)} is configured at launch and no container mounts it "
                f"(AWS: Volumes [{cut(name)}] are not referenced by any of the containers)",
            )
