"""Container with a sensitive path of its host

Whoever controls a container with the Docker socket can start a privileged one and owns the instance, even where the
socket is mounted read-only. The root directory, `/etc`, `/proc` and the like hold the instance's own secrets and settings:
mounted read-only they can still be read, which is a warning only. Mount the one directory that is needed.

```diff
  {
    "family": "agent",
    "volumes": [
-     {"name": "docker", "host": {"sourcePath": "/var/run/docker.sock"}},
      {"name": "data", "host": {"sourcePath": "/srv/agent"}}
    ],
    "containerDefinitions": [{"name": "agent", "image": "example.com/agent:2.1"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition, Volume
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD962",
    Severity.ERROR,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HostVolumeProperties.html",),
)


SOCKETS = frozenset({"/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock"})
FOLDERS = frozenset(
    "/ /etc /proc /sys /root /boot /dev /run /var /var/run /var/lib /var/lib/docker /var/lib/ecs /etc/ecs".split()
)


@rule.check
def sensitive(task: TaskDefinition) -> Iterator[Finding]:
    # Fargate refuses host paths, which is a rule of its own.
    if task.is_fargate:
        return
    for volume in task.volumes:
        path = volume.host.source_path
        if not path.value:
            continue
        name = "/" + path.value.strip("/") if path.value.startswith("/") else path.value
        if name in SOCKETS:
            yield rule.finding(
                path, f"{shown(path.value)} of the host hands it to the container, allowed are directories"
            )
        elif name in FOLDERS:
            yield rule.finding(
                path,
                f"{shown(path.value)} of the host holds its own secrets and settings, allowed are directories of the task",
                severity=Severity.WARNING if _is_read_only(task, volume) else None,
            )


def _is_read_only(task: TaskDefinition, volume: Volume) -> bool:
    mounts = [
        mount
        for container in task.containers
        for mount in container.mount_points
        if mount.source_volume.unknown or mount.source_volume.value == volume.name.value
    ]
    return bool(mounts) and all(mount.read_only.value or mount.read_only.unknown for mount in mounts)
