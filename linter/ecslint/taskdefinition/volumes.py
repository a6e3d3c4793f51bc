"""Which volumes of a task its containers use."""

from ecslint.taskdefinition.task import TaskDefinition


def mounted_names(task: TaskDefinition) -> frozenset[str] | None:
    """The names of the volumes that containers mount; `None` when not all of them are known."""
    if task.containers.open:
        return None
    names: set[str] = set()
    for container in task.containers:
        if container.mount_points.open:
            return None
        for mount in container.mount_points:
            if mount.source_volume.unknown:
                return None
            names.add(mount.source_volume.value or "")
    return frozenset(names)
