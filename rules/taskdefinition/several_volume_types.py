"""Volume of several kinds

A volume is one of a host path, a Docker volume, an EFS, S3 Files or FSx file system, or configured at launch. AWS refuses
a volume with two of them.

```diff
  {
    "family": "web",
    "volumes": [
      {
        "name": "data",
-       "dockerVolumeConfiguration": {"scope": "task"},
        "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0"}
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

An empty `host` says nothing, and `describe-task-definition` prints it:

```json
{
  "family": "web",
  "volumes": [{"name": "data", "host": {}, "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0"}}],
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Value, Volume
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD802",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html",),
)


@rule.check
def several(volume: Volume) -> Iterator[Finding]:
    given: list[tuple[str, Value]] = [
        (name, value)
        for name, value in (
            ("host", volume.host),
            ("dockerVolumeConfiguration", volume.docker_volume_configuration),
            ("efsVolumeConfiguration", volume.efs_volume_configuration),
            ("s3filesVolumeConfiguration", volume.s3files_volume_configuration),
            ("fsxWindowsFileServerVolumeConfiguration", volume.fsx_windows_file_server_volume_configuration),
        )
        if value.present and not value.unknown
    ]
    if volume.configured_at_launch.value:
        given.append(("configuredAtLaunch", volume.configured_at_launch))
    if len(given) > 1:
        given.sort(key=lambda entry: entry[1].node.start if entry[1].node is not None else 0)
        names = " and ".join(f"`{name}`" for name, _ in given)
        yield rule.finding(
            given[0][1],
            f"volume {shown(volume.name.text)} has {names}, allowed is one of them (AWS: When the volume parameter is specified, "
            "only one volume configuration type should be used)",
            notes=tuple(Note(value.span, "another kind") for _, value in given[1:]),
        )
