"""The typed, lenient model of a JSON file: what a rule asks for by type, all importable from here."""

from collections.abc import Iterator

from ecslint.source import Source, Span
from ecslint.taskdefinition.containers import (
    Capabilities,
    Container,
    ContainerDependency,
    ContainerPart,
    Device,
    EnvironmentFile,
    EnvironmentVariable,
    ExtraHost,
    FirelensConfiguration,
    HealthCheck,
    LinuxParameters,
    LogConfiguration,
    MountPoint,
    PortMapping,
    RepositoryCredentials,
    ResourceRequirement,
    RestartPolicy,
    SecretReference,
    SystemControl,
    Tmpfs,
    Ulimit,
    VolumeFrom,
)
from ecslint.taskdefinition.detect import (
    LIFECYCLE_POLICY,
    OTHER,
    SERVICE_DEFINITION,
    TASK_DEFINITION,
    detect,
    looks_like,
)
from ecslint.taskdefinition.lifecycle import (
    LifecycleAction,
    LifecyclePolicy,
    LifecycleRule,
    LifecycleSelection,
)
from ecslint.taskdefinition.nodes import (
    Array,
    Constant,
    Member,
    Node,
    Number,
    Object,
    String,
    Unknown,
    members,
    to_python,
)
from ecslint.taskdefinition.records import Record
from ecslint.taskdefinition.scan import Problem, gathered, scan
from ecslint.taskdefinition.service import Service
from ecslint.taskdefinition.service_connect import (
    ClientAlias,
    GatewayConnector,
    ServiceConnectConfiguration,
    ServiceConnectService,
    ServiceLogConfiguration,
)
from ecslint.taskdefinition.service_parts import (
    CapacityProviderItem,
    DeploymentCircuitBreaker,
    DeploymentConfiguration,
    DeploymentController,
    LoadBalancer,
    NetworkConfiguration,
    PlacementConstraint,
    PlacementStrategyItem,
    ServicePart,
    ServiceRegistry,
    ServiceTag,
    VolumeConfiguration,
)
from ecslint.taskdefinition.shape import container_faults, service_faults, task_faults
from ecslint.taskdefinition.shape_fault import ShapeFault
from ecslint.taskdefinition.task import (
    DockerVolumeConfiguration,
    EfsVolumeConfiguration,
    EphemeralStorage,
    FsxVolumeConfiguration,
    InferenceAccelerator,
    ProxyConfiguration,
    RuntimePlatform,
    S3FilesVolumeConfiguration,
    TaskDefinition,
    TaskPart,
    TaskPlacementConstraint,
    TaskTag,
    TrustedExecutionConfiguration,
    Volume,
    VolumeHost,
)
from ecslint.taskdefinition.values import Decimal, Flag, Integer, Items, Text, TextMap, Value

__all__ = [
    "Array", "Capabilities", "CapacityProviderItem", "ClientAlias", "Constant", "Container",
    "ContainerDependency", "ContainerPart", "Decimal", "DeploymentCircuitBreaker", "DeploymentConfiguration",
    "DeploymentController", "Device", "DockerVolumeConfiguration", "EfsVolumeConfiguration", "EnvironmentFile",
    "EnvironmentVariable", "EphemeralStorage", "ExtraHost", "FirelensConfiguration", "Flag",
    "FsxVolumeConfiguration", "GatewayConnector", "HealthCheck", "InferenceAccelerator", "Integer", "Items",
    "JsonFile", "LifecycleAction", "LifecyclePolicy", "LifecycleRule", "LifecycleSelection", "LinuxParameters", "LoadBalancer", "LogConfiguration", "Member", "MountPoint",
    "NetworkConfiguration", "Node", "Number", "Object", "PlacementConstraint", "PlacementStrategyItem",
    "PortMapping", "Problem", "ProxyConfiguration", "Record", "RepositoryCredentials", "ResourceRequirement",
    "RestartPolicy", "RuntimePlatform", "S3FilesVolumeConfiguration", "SecretReference", "Service",
    "ServiceConnectConfiguration", "ServiceConnectService", "ServiceLogConfiguration", "ServicePart",
    "ServiceRegistry", "ServiceTag", "ShapeFault", "String", "SystemControl", "TaskDefinition", "TaskPart",
    "TaskPlacementConstraint", "TaskTag", "Text", "TextMap", "Tmpfs", "TrustedExecutionConfiguration",
    "Ulimit", "Unknown", "Value", "Volume", "VolumeConfiguration", "VolumeFrom", "VolumeHost",
    "looks_like", "members", "parse", "to_python",
]  # fmt: skip


class JsonFile:
    """A JSON file as rules see it.

    `kind` is "task-definition", "service-definition", "lifecycle-policy" or "other", and `reason` why it is
    "other", as the rest of a sentence that begins with the file. `problems` are the faults of the JSON. `root` is the tree, `None`
    where there is none. `is_yaml`: it is YAML, for which the edits of fixes are not made.
    """

    __slots__ = (
        "is_yaml", "kind", "lifecycle_policy", "problems", "reason", "root", "services", "source", "task_definition",
    )  # fmt: skip

    def __init__(self, source: Source, launch_type: str | None = None, forced: str | None = None) -> None:
        self.source = source
        self.is_yaml = is_yaml(source, forced=forced is not None)
        if self.is_yaml:
            from ecslint.taskdefinition.yaml_reader import read_yaml  # noqa: PLC0415 - YAML is rare

            found = read_yaml(source)
        else:
            found = scan(source)
        self.root, self.problems = found.root, gathered(found.problems)
        shape = detect(self.root, forced)
        if shape.kind == OTHER:
            # Files of other programs may hold several documents.
            self.problems = tuple(one for one in self.problems if one.kind != "second-document")
        self.kind = shape.kind
        self.reason = shape.reason
        if self.kind == OTHER and self.problems and looks_like(source.text):
            # Too broken to show what it is, but its words do, and the faults are worth telling.
            is_task = '"containerDefinitions"' in source.text or "portMappings" in source.text
            is_policy = '"rulePriority"' in source.text or '"tagStatus"' in source.text
            self.kind = TASK_DEFINITION if is_task else LIFECYCLE_POLICY if is_policy else SERVICE_DEFINITION
            self.reason = ""
        self.task_definition: TaskDefinition | None = None
        if shape.node is not None:
            self.task_definition = TaskDefinition(
                shape.node, containers=shape.containers, wrapper=shape.wrapper, launch_type=launch_type
            )
        self.services = tuple(Service(node, is_wrapped=shape.are_wrapped) for node in shape.services)
        self.lifecycle_policy = None if shape.policy is None else LifecyclePolicy(shape.policy)

    @property
    def span(self) -> Span:
        """The beginning of the file, for what concerns the whole of it."""
        return Span(self.source, 0, min(1, len(self.source.text)))

    def walk(self) -> Iterator[object]:
        """Every node a rule can ask for, parents before children: the file, its problems, the model, all members.

        Parts of the model that are not in the file are left out, and so are those that say nothing, like the empty
        objects of a skeleton.
        """
        yield self
        yield from self.problems
        if self.task_definition is not None:
            yield from self.task_definition.records()
        for service in self.services:
            yield from service.records()
        if self.lifecycle_policy is not None:
            yield from self.lifecycle_policy.records()
        yield from members(self.root)
        yield from self._shape_faults()

    def _shape_faults(self) -> Iterator[ShapeFault]:
        """What in the file does not fit the model of the AWS API."""
        task = self.task_definition
        if task is not None and task.node is not None:
            if not task.is_container_array:
                yield from task_faults(task.node)
            elif task.containers.node is not None:
                yield from container_faults(task.containers.node)
        for service in self.services:
            if service.node is not None:
                yield from service_faults(service.node, is_printed=service.is_wrapped)


def is_yaml(source: Source, *, forced: bool) -> bool:
    """Is it YAML, by its name, or where the user says what it is and it cannot be JSON?"""
    name = source.path.lower()
    if name.endswith((".yml", ".yaml")):
        return True
    return (
        forced
        and not name.endswith((".json", ".jsonc"))
        and source.text.lstrip()[:1] not in {"{", "[", "", "/"}
    )


def parse(source: Source, launch_type: str | None = None, *, forced: str | None = None) -> JsonFile:
    """Read a source as JSON and say what it is; never raises.

    `launch_type` stands in where a task definition does not name any; `forced` is the kind the user says it is.
    """
    return JsonFile(source, launch_type, forced)
