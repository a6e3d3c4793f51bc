"""A task definition and its parts outside the containers, as rules see them."""

from collections.abc import Iterator

from ecslint.source import Span
from ecslint.taskdefinition.containers import Container
from ecslint.taskdefinition.nodes import Array, Node, Object, String
from ecslint.taskdefinition.records import Record, flag, integer, record, records, text, text_map, texts
from ecslint.taskdefinition.values import Value

NETWORK_MODES = frozenset({"awsvpc", "bridge", "host", "none"})


class TaskPart(Record):
    """Something of a task definition that is in no container."""

    __slots__ = ()

    @property
    def task_definition(self) -> "TaskDefinition":
        part: Value | None = self.parent
        while not isinstance(part, TaskDefinition):
            assert part is not None  # parts are made by the fields of a task definition only
            part = part.parent
        return part


class VolumeHost(TaskPart):
    __slots__ = ()
    source_path = text()


class DockerVolumeConfiguration(TaskPart):
    __slots__ = ()
    scope = text()
    autoprovision = flag()
    driver = text()
    driver_opts = text_map()
    labels = text_map()


class EfsAuthorizationConfig(TaskPart):
    __slots__ = ()
    access_point_id = text()
    iam = text()


class EfsVolumeConfiguration(TaskPart):
    __slots__ = ()
    file_system_id = text()
    root_directory = text()
    transit_encryption = text()
    transit_encryption_port = integer()
    authorization_config = record(EfsAuthorizationConfig)


class S3FilesVolumeConfiguration(TaskPart):
    __slots__ = ()
    file_system_arn = text()
    root_directory = text()
    transit_encryption_port = integer()
    access_point_arn = text()


class FsxAuthorizationConfig(TaskPart):
    __slots__ = ()
    credentials_parameter = text()
    domain = text()


class FsxVolumeConfiguration(TaskPart):
    __slots__ = ()
    file_system_id = text()
    root_directory = text()
    authorization_config = record(FsxAuthorizationConfig)


class Volume(TaskPart):
    __slots__ = ()
    name = text()
    host = record(VolumeHost)
    docker_volume_configuration = record(DockerVolumeConfiguration)
    efs_volume_configuration = record(EfsVolumeConfiguration)
    s3files_volume_configuration = record(S3FilesVolumeConfiguration)
    fsx_windows_file_server_volume_configuration = record(FsxVolumeConfiguration)
    configured_at_launch = flag()


class TaskPlacementConstraint(TaskPart):
    __slots__ = ()
    type = text()
    expression = text()


class TaskTag(TaskPart):
    __slots__ = ()
    name = text("key")
    value = text(keeps_empty=True)


class ProxyProperty(TaskPart):
    __slots__ = ()
    name = text()
    value = text(keeps_empty=True)


class ProxyConfiguration(TaskPart):
    __slots__ = ()
    type = text()
    container_name = text()
    properties = records(ProxyProperty)


class InferenceAccelerator(TaskPart):
    __slots__ = ()
    device_name = text()
    device_type = text()


class EphemeralStorage(TaskPart):
    __slots__ = ()
    size_in_gib = integer("sizeInGiB")


class RuntimePlatform(TaskPart):
    __slots__ = ()
    cpu_architecture = text()
    operating_system_family = text()


class TrustedExecutionConfiguration(TaskPart):
    __slots__ = ()
    isolation_mode = text()
    attestation_policy = text()


class TaskDefinition(Record):
    """A task definition, or a list of container definitions that a deploy tool will put into one.

    `is_container_array`: the file holds containers only, so everything else is unknown. `wrapper` is the object
    around the output of `describe-task-definition`, which keeps the tags. `assumed_launch_types` stand in where
    the file does not name any.
    """

    __slots__ = ("_containers", "_may_be_windows", "assumed_launch_types", "wrapper")
    family = text()
    task_role_arn = text()
    execution_role_arn = text()
    network_mode = text()
    containers = records(Container, "containerDefinitions")
    volumes = records(Volume)
    placement_constraints = records(TaskPlacementConstraint)
    requires_compatibilities = texts()
    cpu = text()
    memory = text()
    tags = records(TaskTag)
    pid_mode = text()
    ipc_mode = text()
    proxy_configuration = record(ProxyConfiguration)
    inference_accelerators = records(InferenceAccelerator)
    ephemeral_storage = record(EphemeralStorage)
    runtime_platform = record(RuntimePlatform)
    enable_fault_injection = flag()
    trusted_execution_configuration = record(TrustedExecutionConfiguration)

    def __init__(
        self, node: Node, *, containers: Array | None, wrapper: Object | None, launch_type: str | None
    ) -> None:
        super().__init__(None, "", node, hidden=False)
        self.present = True
        self.unknown = containers is not None
        self._containers = containers
        self._may_be_windows: bool | None = None
        self.wrapper = wrapper
        self.assumed_launch_types = frozenset({launch_type.upper()}) if launch_type else None

    def lookup(self, key: str) -> Node | None:
        if self._containers is not None:
            return self._containers if key == "containerDefinitions" else None
        if (
            key == "tags"
            and self.wrapper is not None
            and isinstance(self.node, Object)
            and key not in self.node
        ):
            return self.wrapper.get(key)
        return super().lookup(key)

    def values(self) -> Iterator[Value]:
        if self._containers is not None:
            yield self.containers
            return
        yield from super().values()
        if self.tags.node is not None and self.tags.node is not super().lookup("tags"):
            yield self.tags

    @property
    def anchor(self) -> Span:
        """The family, else the key of the containers, else the opening bracket."""
        node = self.node
        assert node is not None  # a task definition is made from a node
        if isinstance(node, Object):
            family = node.get("family")
            if isinstance(family, String):
                return family.span
            containers = node.member("containerDefinitions")
            if containers is not None:
                return containers.span
        return Span(node.source, node.start, min(node.start + 1, node.end))

    @property
    def is_container_array(self) -> bool:
        return self._containers is not None

    @property
    def is_described(self) -> bool:
        """Is it the output of `describe-task-definition`, with members that registering refuses?"""
        if self.wrapper is not None:
            return True
        node = self.node
        return isinstance(node, Object) and ("taskDefinitionArn" in node or "requiresAttributes" in node)

    @property
    def launch_types(self) -> frozenset[str] | None:
        """What it must be able to run on, in capitals; `None` when neither the file nor the settings say."""
        named = self.requires_compatibilities
        if named.absent or self.is_container_array:
            return self.assumed_launch_types
        values = {item.value.upper() for item in named if item.value}
        if named.open or len(values) == 0 or any(item.unknown for item in named):
            return None
        return frozenset(values)

    def is_for(self, launch_type: str) -> bool:
        """Does it certainly have to run on this launch type, be it beside others?"""
        return launch_type in (self.launch_types or ())

    @property
    def is_fargate(self) -> bool:
        """Does it certainly have to run on Fargate?"""
        return self.is_for("FARGATE")

    @property
    def is_windows(self) -> bool | None:
        """Is it for Windows; `None` when nobody can say."""
        if self.is_container_array:
            return None
        family = self.runtime_platform.operating_system_family
        if family.value is not None:
            return family.value.upper().startswith("WINDOWS")
        if family.unknown:
            return None
        if self.is_fargate:
            return False
        # Definitions for EC2 could always leave it out, and only the images tell.
        if self._may_be_windows is None:
            # Rules ask for every container, and all containers have to be looked at to answer.
            self._may_be_windows = self.containers.open or any(map(_may_be_windows, self.containers))
        return None if self._may_be_windows else False

    @property
    def effective_network_mode(self) -> str | None:
        """`awsvpc`, `bridge`, `host` or `none`, where that is certain.

        Absent means `bridge` for Linux containers on EC2 or elsewhere outside; on Fargate it is a fault.
        """
        mode = self.network_mode
        if mode.value is not None:
            return mode.value if mode.value in NETWORK_MODES else None
        types = self.launch_types
        if mode.unknown or types is None or not types <= {"EC2", "EXTERNAL"} or self.is_windows is not False:
            return None
        return "bridge"


def _may_be_windows(container: Container) -> bool:
    words = [
        container.image.text,
        *(item.text for item in container.entry_point),
        *(item.text for item in container.command),
    ]
    said = " ".join(words).lower()
    return any(word in said for word in ("windows", "nanoserver", "powershell", "cmd.exe", "c:\\"))
