"""Which container starts before which: what `dependsOn`, `links` and `volumesFrom` say together."""

from collections.abc import Iterator

from ecslint.record import NamedTuple
from ecslint.taskdefinition.containers import Container, ContainerDependency
from ecslint.taskdefinition.task import TaskDefinition
from ecslint.taskdefinition.values import Value

# ECS takes ten containers; a file with far more is refused for that already.
_MAX_CONTAINERS = 200
_MAX_CYCLES = 10


class Dependency(NamedTuple):
    """One container needs another: `place` is the value that names the other one, `kind` the member it is in."""

    container: Container
    target: str
    kind: str
    place: Value


def link_target(link: str) -> str:
    """The container that a link such as `db` or `db:database` names."""
    return link.partition(":")[0]


def dependencies(container: Container) -> Iterator[Dependency]:
    """What a container names, as far as it is known."""
    for dependency in container.depends_on:
        name = dependency.container_name
        if name.value:
            yield Dependency(container, name.value, "dependsOn", name)
    for link in container.links:
        if link.value:
            yield Dependency(container, link_target(link.value), "links", link)
    for volume in container.volumes_from:
        source = volume.source_container
        if source.value:
            yield Dependency(container, source.value, "volumesFrom", source)


def container_names(task: TaskDefinition) -> frozenset[str] | None:
    """The names of all containers; `None` when some of them are not known."""
    if task.containers.open or any(container.name.unknown for container in task.containers):
        return None
    return frozenset(container.name.value for container in task.containers if container.name.value)


def awaited(task: TaskDefinition) -> Iterator[tuple[ContainerDependency, Container]]:
    """Each entry of `dependsOn` with the container it names, where there is one; of two with one name the last."""
    containers = {container.name.value: container for container in task.containers if container.name.value}
    for container in task.containers:
        for dependency in container.depends_on:
            target = containers.get(dependency.container_name.value or "")
            if target is not None:
                yield dependency, target


def unknown_targets(task: TaskDefinition, kind: str) -> Iterator[Dependency]:
    """What a kind of member names that is no container of the task; nothing where not all names are known."""
    names = container_names(task)
    for container in task.containers if names is not None else ():
        for dependency in dependencies(container):
            if dependency.kind == kind and names is not None and dependency.target not in names:
                yield dependency


def awaited_names(task: TaskDefinition) -> frozenset[str] | None:
    """The names of the containers that others wait for; `None` when not all of them are known."""
    if task.containers.open:
        return None
    names: set[str] = set()
    for container in task.containers:
        if container.depends_on.open or container.links.open or container.volumes_from.open:
            return None
        places = [
            *(dependency.container_name for dependency in container.depends_on),
            *container.links,
            *(volume.source_container for volume in container.volumes_from),
        ]
        if any(place.unknown for place in places):
            return None
        names.update(dependency.target for dependency in dependencies(container))
    return frozenset(names)


def cycles(task: TaskDefinition) -> Iterator[tuple[Dependency, ...]]:
    """Containers that wait for each other, each cycle once, beginning and ending at the same container."""
    if len(task.containers) > _MAX_CONTAINERS:
        return
    edges: dict[str, list[Dependency]] = {}
    for container in task.containers:
        if container.name.value:
            edges.setdefault(container.name.value, []).extend(dependencies(container))
    finished: set[str] = set()
    found = 0
    for start in list(edges):
        if start in finished:
            continue
        path: list[Dependency] = []
        on_path = {start: 0}
        stack = [iter(edges[start])]
        while stack:
            edge = next(stack[-1], None)
            if edge is None:
                stack.pop()
                name = path.pop().target if path else start
                del on_path[name]
                finished.add(name)
            elif edge.target in on_path:
                yield (*path[on_path[edge.target] :], edge)
                found += 1
                if found >= _MAX_CYCLES:
                    return
            elif edge.target in edges and edge.target not in finished:
                path.append(edge)
                on_path[edge.target] = len(path)
                stack.append(iter(edges[edge.target]))
