"""Name of a volume that ECS refuses

A volume's name has up to 255 letters, digits, dashes and underscores, and stands once in a definition. Volumes on EFS and S3 Files and those
configured at launch must have one.

```diff
  {
    "family": "web",
    "volumes": [
-     {"name": "web data"},
+     {"name": "web-data"},
      {"name": "cache"},
-     {"name": "cache", "host": {"sourcePath": "/srv/cache"}}
+     {"name": "cache2", "host": {"sourcePath": "/srv/cache"}}
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  {
    "family": "web",
    "volumes": [
-     {
+     {
+       "name": "shared",
        "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0"}
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.source import Span
from ecslint.taskdefinition import TaskDefinition, Volume
from ecslint.taskdefinition.wording import shown

NAME = LazyPattern(r"[A-Za-z0-9_-]{1,255}")

rule = Rule(
    "TD804",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html",),
)


@rule.check
def invalid(task: TaskDefinition) -> Iterator[Finding]:
    first: dict[str, Span] = {}
    for volume in task.volumes:
        name = volume.name
        if name.value:
            if not NAME.fullmatch(name.value):
                yield rule.finding(
                    name, f"volume {shown(name.value)}, allowed are up to 255 letters, digits, `-` and `_`"
                )
            used = first.setdefault(name.value, name.span)
            if used != name.span:
                yield rule.finding(
                    name,
                    f"volume {shown(name.value)} stands a second time, allowed is each name once",
                    notes=(Note(used, "used here first"),),
                )
        elif name.absent and (kind := _kind_with_name(volume)):
            yield rule.finding(volume, f"volume without a name, which one with {kind} needs")


def _kind_with_name(volume: Volume) -> str:
    for given, kind in (
        (volume.efs_volume_configuration.present, "`efsVolumeConfiguration`"),
        (volume.s3files_volume_configuration.present, "`s3filesVolumeConfiguration`"),
        (volume.configured_at_launch.value, "`configuredAtLaunch`"),
    ):
        if given:
            return kind
    return ""
