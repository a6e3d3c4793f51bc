"""A container definition and its parts, as rules see them."""

from ecslint.annotations import TYPE_CHECKING, cast
from ecslint.taskdefinition.records import (
    Record,
    flag,
    integer,
    integers,
    record,
    records,
    text,
    text_map,
    texts,
)

if TYPE_CHECKING:
    from ecslint.taskdefinition.task import TaskDefinition


class ContainerPart(Record):
    """Something inside a container definition; `owner` is that definition."""

    __slots__ = ()

    @property
    def owner(self) -> "Container":
        part = self.parent
        while not isinstance(part, Container):
            assert part is not None  # parts are made by a container's fields only
            part = part.parent
        return part

    @property
    def task_definition(self) -> "TaskDefinition":
        return self.owner.task_definition


class RepositoryCredentials(ContainerPart):
    __slots__ = ()
    credentials_parameter = text()


class PortMapping(ContainerPart):
    __slots__ = ()
    container_port = integer()
    host_port = integer()
    protocol = text()
    name = text()
    app_protocol = text()
    container_port_range = text()


class RestartPolicy(ContainerPart):
    __slots__ = ()
    enabled = flag()
    ignored_exit_codes = integers()
    restart_attempt_period = integer()


class EnvironmentVariable(ContainerPart):
    """One of `environment`; an empty value is a value."""

    __slots__ = ()
    name = text()
    value = text(keeps_empty=True)


class EnvironmentFile(ContainerPart):
    __slots__ = ()
    value = text()
    type = text()


class MountPoint(ContainerPart):
    __slots__ = ()
    source_volume = text()
    container_path = text()
    read_only = flag()


class VolumeFrom(ContainerPart):
    __slots__ = ()
    source_container = text()
    read_only = flag()


class Capabilities(ContainerPart):
    __slots__ = ()
    add_capabilities = texts("add")
    drop = texts()


class Device(ContainerPart):
    __slots__ = ()
    host_path = text()
    container_path = text()
    permissions = texts()


class Tmpfs(ContainerPart):
    __slots__ = ()
    container_path = text()
    size = integer()
    mount_options = texts()


class LinuxParameters(ContainerPart):
    __slots__ = ()
    capabilities = record(Capabilities)
    devices = records(Device)
    init_process_enabled = flag()
    shared_memory_size = integer()
    tmpfs = records(Tmpfs)
    max_swap = integer()
    swappiness = integer()


class SecretReference(ContainerPart):
    """One of a container's `secrets`, or of the `secretOptions` of its log driver."""

    __slots__ = ()
    name = text()
    value_from = text()


class ContainerDependency(ContainerPart):
    """One of `dependsOn`."""

    __slots__ = ()
    container_name = text()
    condition = text()


class ExtraHost(ContainerPart):
    __slots__ = ()
    hostname = text()
    ip_address = text()


class Ulimit(ContainerPart):
    __slots__ = ()
    name = text()
    soft_limit = integer()
    hard_limit = integer()


class LogConfiguration(ContainerPart):
    __slots__ = ()
    log_driver = text()
    options = text_map()
    secret_options = records(SecretReference)


class HealthCheck(ContainerPart):
    __slots__ = ()
    command = texts()
    interval = integer()
    timeout = integer()
    retries = integer()
    start_period = integer()


class SystemControl(ContainerPart):
    __slots__ = ()
    namespace = text()
    value = text()


class NvidiaMps(ContainerPart):
    __slots__ = ()
    memory = integer()
    max_compute_percent = integer()


class SharingStrategy(ContainerPart):
    __slots__ = ()
    nvidia_mps = record(NvidiaMps)


class ResourceRequirement(ContainerPart):
    __slots__ = ()
    value = text()
    type = text()
    sharing_strategy = record(SharingStrategy)


class FirelensConfiguration(ContainerPart):
    __slots__ = ()
    type = text()
    options = text_map()


class Container(Record):
    """A container definition. `index` is its place in the list, `label` what to call it in a message."""

    __slots__ = ()
    name = text()
    image = text()
    repository_credentials = record(RepositoryCredentials)
    cpu = integer()
    memory = integer()
    memory_reservation = integer()
    links = texts()
    port_mappings = records(PortMapping)
    essential = flag()
    restart_policy = record(RestartPolicy)
    entry_point = texts()
    command = texts()
    environment = records(EnvironmentVariable)
    environment_files = records(EnvironmentFile)
    mount_points = records(MountPoint)
    volumes_from = records(VolumeFrom)
    linux_parameters = record(LinuxParameters)
    secrets = records(SecretReference)
    depends_on = records(ContainerDependency)
    start_timeout = integer()
    stop_timeout = integer()
    version_consistency = text()
    hostname = text()
    user = text()
    working_directory = text()
    disable_networking = flag()
    privileged = flag()
    readonly_root_filesystem = flag()
    dns_servers = texts()
    dns_search_domains = texts()
    extra_hosts = records(ExtraHost)
    docker_security_options = texts()
    interactive = flag()
    pseudo_terminal = flag()
    docker_labels = text_map()
    ulimits = records(Ulimit)
    log_configuration = record(LogConfiguration)
    health_check = record(HealthCheck)
    system_controls = records(SystemControl)
    resource_requirements = records(ResourceRequirement)
    firelens_configuration = record(FirelensConfiguration)
    credential_specs = texts()

    @property
    def index(self) -> int:
        return self.key if isinstance(self.key, int) else 0

    @property
    def task_definition(self) -> "TaskDefinition":
        assert self.parent is not None  # containers are made by the list of a task definition only
        return cast("TaskDefinition", self.parent.parent)

    @property
    def container(self) -> str | None:
        return self.name.value

    @property
    def label(self) -> str:
        """The container's name, or `#` and its place in the list where nobody can say the name."""
        return self.name.value or f"#{self.index}"

    @property
    def is_essential(self) -> bool | None:
        """Does the task end with it: true unless it says otherwise; `None` when unknown."""
        if self.essential.unknown:
            return None
        return self.essential.value is not False
