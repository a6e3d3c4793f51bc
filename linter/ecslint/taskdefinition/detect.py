"""What a JSON file is, told by its content."""

from ecslint.record import NamedTuple
from ecslint.taskdefinition.nodes import Array, Node, Object, String, Unknown

# Members that nothing but an ECS container definition has beside `name` and `image`.
_CONTAINER_KEYS = frozenset(
    {
        "essential", "portMappings", "logConfiguration", "mountPoints", "volumesFrom", "memoryReservation",
        "entryPoint", "linuxParameters", "readonlyRootFilesystem", "firelensConfiguration", "dockerLabels",
        "environmentFiles", "repositoryCredentials", "dependsOn", "healthCheck", "startTimeout", "stopTimeout",
    }
)  # fmt: skip
_SERVICE_KEYS = frozenset(
    {
        "serviceName", "serviceArn", "taskDefinition", "desiredCount", "launchType", "loadBalancers",
        "serviceRegistries", "capacityProviderStrategy", "platformVersion", "deploymentConfiguration",
        "placementStrategy", "networkConfiguration", "healthCheckGracePeriodSeconds", "schedulingStrategy",
        "deploymentController", "enableECSManagedTags", "propagateTags", "enableExecuteCommand",
        "serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations",
        "availabilityZoneRebalancing",
    }
)  # fmt: skip
_RUN_TASK_KEYS = frozenset(
    {"overrides", "count", "startedBy", "containerOverrides", "referenceId", "containerInstances"}
)
_MARKS = (
    "containerDefinitions", "portMappings", "logConfiguration", "essential", "memoryReservation", "entryPoint",
    "serviceName", "serviceArn", "desiredCount", "deploymentConfiguration", "networkConfiguration",
    "loadBalancers", "taskDefinition", "capacityProviderStrategy", "enableExecuteCommand", "rulePriority",
    "tagStatus",
)  # fmt: skip

TASK_DEFINITION = "task-definition"
SERVICE_DEFINITION = "service-definition"
LIFECYCLE_POLICY = "lifecycle-policy"
OTHER = "other"


class Shape(NamedTuple):
    """What the root is: `node` the task definition in it, or `containers` without one, or the `services`, or a `policy`.

    `wrapper` is the object around what `describe-task-definition` printed. `reason` says why it is none of these.
    """

    kind: str
    reason: str = ""
    node: Node | None = None
    containers: Array | None = None
    wrapper: Object | None = None
    services: tuple[Object, ...] = ()
    are_wrapped: bool = False
    policy: Object | None = None


def looks_like(text: str) -> bool:
    """Might this text be a definition or a policy: cheap, and true for every file that is one."""
    return any(mark in text for mark in _MARKS)


def detect(root: Node | None, forced: str | None = None) -> Shape:
    """What a file holds; `forced` is the kind that the user says it is, whatever is in it."""
    shape = _detect(root)
    if forced == TASK_DEFINITION and shape.kind != TASK_DEFINITION:
        if isinstance(root, Array):
            return Shape(TASK_DEFINITION, node=root, containers=root)
        return Shape(TASK_DEFINITION, node=root)
    if forced == SERVICE_DEFINITION and shape.kind != SERVICE_DEFINITION:
        return Shape(SERVICE_DEFINITION, services=(root,) if isinstance(root, Object) else ())
    if forced == LIFECYCLE_POLICY and shape.kind != LIFECYCLE_POLICY:
        return Shape(LIFECYCLE_POLICY, policy=root if isinstance(root, Object) else None)
    return shape


def _detect(root: Node | None) -> Shape:
    if isinstance(root, Object):
        return _of_object(root)
    if isinstance(root, Array):
        return _of_array(root)
    if root is None:
        return Shape(OTHER, "holds no JSON")
    if isinstance(root, Unknown):
        return Shape(OTHER, "is one template from end to end" if root.is_template else "holds no JSON")
    return Shape(OTHER, "holds a single JSON value")


def _of_object(root: Object) -> Shape:
    foreign = _foreign(root)
    if foreign:
        return Shape(OTHER, foreign)
    if "containerDefinitions" in root:
        return Shape(TASK_DEFINITION, node=root)
    inner = root.get("taskDefinition")
    if isinstance(inner, Object):
        if _is_daemon(inner):
            return Shape(OTHER, "is a daemon task definition")
        if "containerDefinitions" in inner:
            return Shape(TASK_DEFINITION, node=inner, wrapper=root)
    services = root.get("services")
    if isinstance(services, Array):
        found = tuple(item for item in services.items if isinstance(item, Object) and _is_service(item))
        if found:
            return Shape(SERVICE_DEFINITION, services=found, are_wrapped=True)
    service = root.get("service")
    if isinstance(service, Object) and _is_service(service):
        return Shape(SERVICE_DEFINITION, services=(service,), are_wrapped=True)
    if _is_lifecycle_policy(root):
        return Shape(LIFECYCLE_POLICY, policy=root)
    if _is_container(root):
        lone = Array(root.source, root.start, root.end)
        lone.items = (root,)
        # A module adds it to containers that stand elsewhere.
        lone.open = True
        return Shape(TASK_DEFINITION, node=root, containers=lone)
    if _RUN_TASK_KEYS & _names(root):
        return Shape(OTHER, "is input or overrides for a single run of a task")
    if _is_service(root):
        return Shape(SERVICE_DEFINITION, services=(root,))
    if "ContainerDefinitions" in root:
        return Shape(OTHER, "has keys as in CloudFormation: AWS takes `containerDefinitions`")
    return Shape(OTHER, "has no `containerDefinitions`, and is no service definition")


def _foreign(root: Object) -> str:
    """What kind of other file it is, if it is one that could be mistaken."""
    names = _names(root)
    if "AWSEBDockerrunVersion" in names:
        return "is a Dockerrun file of Elastic Beanstalk"
    if "Resources" in names or "AWSTemplateFormatVersion" in names:
        return (
            "is an appspec of CodeDeploy"
            if isinstance(root.get("Resources"), Array)
            else "is a CloudFormation template"
        )
    if {"apiVersion", "kind"} <= names:
        return "is a Kubernetes object"
    if isinstance(root.get("services"), Object):
        return "is a Compose file"
    if "daemonTaskDefinition" in names or ("containerDefinitions" in names and _is_daemon(root)):
        return "is a daemon task definition"
    if "primaryContainer" in names and "containerDefinitions" not in names:
        return "is an Express Mode service"
    if "dependencies" in names or "devDependencies" in names or ("scripts" in names and "version" in names):
        return "" if "containerDefinitions" in names else "is a package manifest"
    return ""


def _of_array(root: Array) -> Shape:
    objects = [item for item in root.items if isinstance(item, Object)]
    if any(_is_container(item) for item in objects):
        return Shape(TASK_DEFINITION, node=root, containers=root)
    if any("imageUri" in item for item in objects):
        return Shape(OTHER, "is a list of images for CodePipeline")
    if any("containerDefinitions" in item for item in objects):
        return Shape(OTHER, "is a list of task definitions, and a file holds one")
    return Shape(OTHER, "is a list, but not of container definitions")


def _is_container(node: Object) -> bool:
    names = _names(node)
    own = len(_CONTAINER_KEYS & names)
    return "name" in names and (own > 0 if "image" in names else own > 1)


def _is_service(node: Object) -> bool:
    names = _names(node)
    return "serviceArn" in names or len(_SERVICE_KEYS & names) > 1


def _is_lifecycle_policy(node: Object) -> bool:
    """Has it `rules` with the priorities that ECR's have, and what they select or do?"""
    rules = node.get("rules")
    items = rules.items if isinstance(rules, Array) else ()
    return any(
        isinstance(item, Object) and "selection" in item and ("rulePriority" in item or _is_expiry(item))
        for item in items
    )


def _is_expiry(rule: Object) -> bool:
    """Does a rule without a priority select images all the same? Rules of other programs have selections too."""
    selection = rule.get("selection")
    return (
        "action" in rule and isinstance(selection, Object) and {"tagStatus", "countType"} <= _names(selection)
    )


def _is_daemon(node: Object) -> bool:
    """RegisterDaemonTaskDefinition takes `shared` modes and log driver volumes, and names itself in its ARN."""
    if "daemonTaskDefinitionArn" in node:
        return True
    for key in ("pidMode", "ipcMode"):
        mode = node.get(key)
        if isinstance(mode, String) and mode.value == "shared":
            return True
    volumes = node.get("volumes")
    items = volumes.items if isinstance(volumes, Array) else ()
    return any(isinstance(item, Object) and "logDriverVolumeConfiguration" in item for item in items)


def _names(node: Object) -> set[str]:
    return {member.key.value for member in node.members}
