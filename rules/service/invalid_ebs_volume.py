"""Managed EBS volume that cannot be made

A service configures one volume at most, by size or from a snapshot. What a volume may have depends on its type:

| type | GiB | IOPS | throughput |
|---|---|---|---|
| `gp3` | 1 to 16384 | 3000 to 16000 | up to 2000 MiB/s |
| `gp2` | 1 to 16384 | none | none |
| `io1` | 4 to 16384 | 100 to 64000, required | none |
| `io2` | 4 to 16384 | 100 to 256000, required | none |
| `st1`, `sc1` | 125 to 16384 | none | none |
| `standard` (not on Fargate) | 1 to 1024 | none | none |

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "volumeConfigurations": [
      {
        "name": "data",
-       "managedEBSVolume": {"roleArn": "${role}", "volumeType": "gp3"}
+       "managedEBSVolume": {"roleArn": "${role}", "volumeType": "gp3", "sizeInGiB": 20}
      }
    ]
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "volumeConfigurations": [
      {
        "name": "data",
        "managedEBSVolume": {
          "roleArn": "${role}",
          "volumeType": "st1",
-         "iops": 3000,
          "sizeInGiB": 125
        }
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import launch_type
from ecslint.taskdefinition.service_parts import ManagedEbsVolume
from ecslint.taskdefinition.values import Value
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV033",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html",
    ),
    peers=(
        "cdk-preflight:svc-ebs-iops-unsupported-type",
        "cdk-preflight:svc-ebs-throughput-non-gp3",
        "cdk-preflight:svc-ebs-volume-without-size-or-snapshot",
    ),
)

SIZES = {
    "gp2": (1, 16384), "gp3": (1, 16384), "io1": (4, 16384), "io2": (4, 16384), "st1": (125, 16384),
    "sc1": (125, 16384), "standard": (1, 1024),
}  # fmt: skip
IOPS = {"gp3": (3000, 16000), "io1": (100, 64000), "io2": (100, 256000)}
# The API's own page says 1000, the CDK takes 2000: only what both refuse is certain.
MOST_THROUGHPUT = 2000
REFUSED = "(AWS: ECS managed EBS volume configuration was invalid)"


@rule.check
def several(service: Service) -> Iterator[Finding]:
    volumes = service.volume_configurations
    if len(volumes) > 1:
        yield rule.finding(volumes[1], f"{len(volumes)} `volumeConfigurations`, allowed is 1")


@rule.check
def invalid(volume: ManagedEbsVolume) -> Iterator[Finding]:
    if volume.size_in_gib.absent and volume.snapshot_id.absent:
        yield rule.finding(
            volume,
            f"the volume has neither `sizeInGiB` nor `snapshotId`, allowed is one of them or both {REFUSED}",
        )
    kind = volume.volume_type
    # Which type a volume without one gets, and so what it may have, is not written anywhere.
    if kind.value is not None:
        for place, message in _of_type(volume, kind.value):
            notes = () if place is kind else (Note(kind.span, "the volume type"),)
            yield rule.finding(place, message, notes=notes)
    rate = volume.volume_initialization_rate
    if rate.value and volume.snapshot_id.absent:
        yield rule.finding(
            rate, "`volumeInitializationRate` without `snapshotId`, allowed is it with a snapshot only"
        )
    elif rate.value is not None and not 100 <= rate.value <= 300:
        yield rule.finding(rate, f"`volumeInitializationRate` is {shown(rate.value)}, allowed is 100 to 300")
    for specification in volume.tag_specifications:
        for tag in specification.tags:
            if tag.name.value in {"AmazonECSCreated", "AmazonECSManaged"}:
                yield rule.finding(
                    tag.name, f"the tag {shown(tag.name.value)} is set, allowed is any but those of ECS"
                )
    filesystem = volume.filesystem_type
    if filesystem.value not in {None, "ext3", "ext4", "xfs", "ntfs"}:
        yield rule.finding(
            filesystem,
            f"`filesystemType` is {shown(filesystem.value)}, allowed are `ext3`, `ext4`, `xfs` and `ntfs`",
        )


def _of_type(volume: ManagedEbsVolume, kind: str) -> Iterator[tuple[Value, str]]:
    if kind not in SIZES:
        yield (
            volume.volume_type,
            f"`volumeType` is {shown(kind)}, allowed are {', '.join(f'`{k}`' for k in SIZES)}",
        )
        return
    if kind == "standard" and launch_type(volume.service) == "FARGATE":
        yield volume.volume_type, "`volumeType` is `standard`, allowed on Fargate is any other"
    size, iops, throughput = volume.size_in_gib, volume.iops, volume.throughput
    least, most = SIZES[kind]
    if size.value is not None and not least <= size.value <= most:
        yield size, f"`sizeInGiB` is {shown(size.value)}, allowed for `{kind}` is {least} to {most} {REFUSED}"
    if kind in IOPS:
        low, high = IOPS[kind]
        if iops.value is not None and not low <= iops.value <= high:
            yield iops, f"`iops` is {shown(iops.value)}, allowed for `{kind}` is {low} to {high} {REFUSED}"
        elif iops.absent and kind != "gp3":
            yield (
                volume.volume_type,
                f"`volumeType` is `{kind}` without `iops`, allowed is {low} to {high} {REFUSED}",
            )
    elif iops.value:
        yield iops, f"`iops` is {shown(iops.value)}, allowed for `{kind}` is none {REFUSED}"
    if throughput.value and kind != "gp3":
        yield throughput, f"`throughput` is {shown(throughput.value)}, allowed for `{kind}` is none {REFUSED}"
    elif throughput.value is not None and not 0 <= throughput.value <= MOST_THROUGHPUT:
        yield throughput, f"`throughput` is {shown(throughput.value)}, allowed is up to {MOST_THROUGHPUT}"
