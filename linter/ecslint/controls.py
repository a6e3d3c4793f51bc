"""Security controls of containers, read from the typed model: the table that a reviewer of a task definition reads first."""

from collections.abc import Callable, Iterable

from ecslint.record import NamedTuple
from ecslint.secrets.scrub import scrub_texts
from ecslint.secrets.secret import Secret
from ecslint.source import Span
from ecslint.taskdefinition import Container, TaskDefinition
from ecslint.taskdefinition.images import certain_parts

PASS, FAIL, UNKNOWN = "pass", "fail", "not known"


class Control(NamedTuple):
    """What holds for one container: `state` is one of pass, fail and not known, `detail` says why in a few words."""

    name: str
    state: str
    detail: str


class ContainerReview(NamedTuple):
    """All controls of one container, in the order of `NAMES`."""

    container: str
    controls: tuple[Control, ...]


class TaskReview(NamedTuple):
    """The containers of one task definition."""

    path: str
    family: str
    containers: tuple[ContainerReview, ...]


def review(path: str, task: TaskDefinition, secrets: Iterable[Secret]) -> TaskReview:
    """The controls of every container; `secrets` are those found in the file."""
    leaks = [secret.span.start for secret in secrets]
    containers = [
        ContainerReview(
            container.label,
            (
                *(Control(name, *judge(container)) for name, judge in _JUDGES.items()),
                Control("secrets", *_secrets(container, is_leaky=_holds(container, leaks))),
            ),
        )
        for container in task.containers
    ]
    return TaskReview(path, task.family.value or "", tuple(containers))


def scrubbed(review: TaskReview, masks: Iterable[Span]) -> TaskReview:
    """The same without any secret: names, users and tags come from the file as they are."""
    containers = review.containers
    texts = [review.family]
    for one in containers:
        texts += [one.container, *(control.detail for control in one.controls)]
    clean = iter(scrub_texts(texts, masks))
    return TaskReview(
        review.path,
        next(clean),
        tuple(
            [
                ContainerReview(
                    next(clean), tuple([control._replace(detail=next(clean)) for control in one.controls])
                )
                for one in containers
            ]
        ),
    )


def _holds(container: Container, places: Iterable[int]) -> bool:
    """Does any of these places lie within the container's definition?"""
    if container.node is None:
        return False
    span = container.node.span
    return any(span.start <= place < span.end for place in places)


def _user(container: Container) -> tuple[str, str]:
    user = container.user
    if user.unknown:
        return UNKNOWN, "decided by a template"
    if not user.value:
        return UNKNOWN, "no user: the image decides"
    name = user.value.partition(":")[0].lower()
    is_root = name == "root" or (name.isdecimal() and not name.strip("0"))
    if is_root or name in {"administrator", "containeradministrator"}:
        return FAIL, f"runs as {user.value}"
    return PASS, f"runs as {user.value}"


def _read_only_root(container: Container) -> tuple[str, str]:
    flag = container.readonly_root_filesystem
    if flag.unknown:
        return UNKNOWN, "decided by a template"
    if flag.value:
        return PASS, "read-only"
    if container.task_definition.is_windows:
        return UNKNOWN, "Windows has no read-only root"
    return FAIL, "writable"


def _privileged(container: Container) -> tuple[str, str]:
    flag = container.privileged
    if flag.unknown:
        return UNKNOWN, "decided by a template"
    return (FAIL, "privileged") if flag.value else (PASS, "not privileged")


def _capabilities(container: Container) -> tuple[str, str]:
    capabilities = container.linux_parameters.capabilities
    if capabilities.unknown or capabilities.add_capabilities.open or capabilities.drop.open:
        return UNKNOWN, "decided by a template"
    added = [capability.value or "?" for capability in capabilities.add_capabilities]
    if added:
        return FAIL, "adds " + ", ".join(added)
    dropped = {(capability.value or "").upper() for capability in capabilities.drop}
    return PASS, "drops ALL" if "ALL" in dropped else "none beyond the default set"


def _logging(container: Container) -> tuple[str, str]:
    logs = container.log_configuration
    if logs.unknown or logs.log_driver.unknown:
        return UNKNOWN, "decided by a template"
    driver = logs.log_driver.value
    if logs.absent or driver is None or driver == "none":
        return FAIL, "nothing is kept"
    return PASS, driver


def _health_check(container: Container) -> tuple[str, str]:
    check = container.health_check
    if check.unknown or check.command.unknown:
        return UNKNOWN, "decided by a template"
    is_switched_off = [word.value for word in check.command][:1] == ["NONE"]
    # The one in the image does not count: ECS looks at none but that of the task definition.
    return (FAIL, "none") if check.absent or is_switched_off else (PASS, "has a health check")


def _image(container: Container) -> tuple[str, str]:
    reference = certain_parts(container)
    if reference is None or reference.has_digest is None:
        return UNKNOWN, "the reference is not known"
    if reference.has_digest:
        return PASS, "by digest"
    return FAIL, f"tag {reference.tag} only" if reference.tag else "no digest"


def _secrets(container: Container, *, is_leaky: bool) -> tuple[str, str]:
    if is_leaky:
        return FAIL, "a credential in plain text"
    if container.environment.open or container.secrets.open:
        return UNKNOWN, "decided by a template"
    count = len(container.secrets)
    return PASS, f"{count} by reference" if count else "none in plain text"


_JUDGES: dict[str, Callable[[Container], tuple[str, str]]] = {
    "non-root user": _user,
    "read-only root": _read_only_root,
    "not privileged": _privileged,
    "no added capabilities": _capabilities,
    "logging": _logging,
    "health check": _health_check,
    "image pinned": _image,
}
NAMES = (*_JUDGES, "secrets")
