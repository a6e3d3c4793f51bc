"""The parts of a service definition, as rules see them."""

from ecslint.annotations import TYPE_CHECKING, cast
from ecslint.taskdefinition.records import (
    Record,
    decimal,
    flag,
    integer,
    record,
    records,
    text,
    texts,
)
from ecslint.taskdefinition.values import Value

if TYPE_CHECKING:
    from ecslint.taskdefinition.service import Service


class ServicePart(Record):
    """Something inside a service definition; `service` is that definition."""

    __slots__ = ()

    @property
    def service(self) -> "Service":
        part: Value = self
        while part.parent is not None:
            part = part.parent
        return cast("Service", part)


class AlternateTarget(ServicePart):
    """`advancedConfiguration` of a load balancer or of a VPC Lattice target group."""

    __slots__ = ()
    alternate_target_group_arn = text()
    production_listener_rule = text()
    test_listener_rule = text()
    role_arn = text()


class LoadBalancer(ServicePart):
    __slots__ = ()
    target_group_arn = text()
    load_balancer_name = text()
    container_name = text()
    container_port = integer()
    advanced_configuration = record(AlternateTarget)


class ServiceRegistry(ServicePart):
    __slots__ = ()
    registry_arn = text()
    port = integer()
    container_name = text()
    container_port = integer()


class CapacityProviderItem(ServicePart):
    """One of `capacityProviderStrategy`."""

    __slots__ = ()
    capacity_provider = text()
    weight = integer()
    base = integer()


class CircuitBreakerThreshold(ServicePart):
    __slots__ = ()
    type = text()
    value = integer()


class DeploymentCircuitBreaker(ServicePart):
    __slots__ = ()
    enable = flag()
    rollback = flag()
    reset_on_healthy_task = flag()
    threshold_configuration = record(CircuitBreakerThreshold)


class DeploymentAlarms(ServicePart):
    __slots__ = ()
    alarm_names = texts()
    rollback = flag()
    enable = flag()


class HookTimeout(ServicePart):
    __slots__ = ()
    timeout_in_minutes = integer()
    action = text()


class LifecycleHook(ServicePart):
    __slots__ = ()
    target_type = text()
    hook_target_arn = text()
    role_arn = text()
    lifecycle_stages = texts()
    timeout_configuration = record(HookTimeout)


class LinearConfiguration(ServicePart):
    __slots__ = ()
    step_percent = decimal()
    step_bake_time_in_minutes = integer()


class CanaryConfiguration(ServicePart):
    __slots__ = ()
    canary_percent = decimal()
    canary_bake_time_in_minutes = integer()


class EarlySuccessCriteria(ServicePart):
    __slots__ = ()
    enable = flag()
    healthy_percent = integer()
    source_service_revision_cleanup = text()


class DeploymentConfiguration(ServicePart):
    __slots__ = ()
    deployment_circuit_breaker = record(DeploymentCircuitBreaker)
    maximum_percent = integer()
    minimum_healthy_percent = integer()
    alarms = record(DeploymentAlarms)
    strategy = text()
    bake_time_in_minutes = integer()
    lifecycle_hooks = records(LifecycleHook)
    linear_configuration = record(LinearConfiguration)
    canary_configuration = record(CanaryConfiguration)
    early_success_criteria = record(EarlySuccessCriteria)


class PlacementConstraint(ServicePart):
    __slots__ = ()
    type = text()
    expression = text()


class PlacementStrategyItem(ServicePart):
    __slots__ = ()
    type = text()
    field = text()


class AwsvpcConfiguration(ServicePart):
    __slots__ = ()
    subnets = texts()
    security_groups = texts()
    assign_public_ip = text()


class NetworkConfiguration(ServicePart):
    __slots__ = ()
    awsvpc_configuration = record(AwsvpcConfiguration)


class DeploymentController(ServicePart):
    __slots__ = ()
    type = text()


class ServiceTag(ServicePart):
    __slots__ = ()
    name = text("key")
    value = text(keeps_empty=True)


class VpcLatticeConfiguration(ServicePart):
    __slots__ = ()
    role_arn = text()
    target_group_arn = text()
    port_name = text()
    advanced_configuration = record(AlternateTarget)


class MetricConfiguration(ServicePart):
    __slots__ = ()
    metric_names = texts()
    resolution_seconds = integer()


class Monitoring(ServicePart):
    __slots__ = ()
    metric_configurations = records(MetricConfiguration)


class EbsTagSpecification(ServicePart):
    __slots__ = ()
    resource_type = text()
    tags = records(ServiceTag)
    propagate_tags = text()


class ManagedEbsVolume(ServicePart):
    __slots__ = ()
    encrypted = flag()
    kms_key_id = text()
    volume_type = text()
    size_in_gib = integer("sizeInGiB")
    snapshot_id = text()
    volume_initialization_rate = integer()
    iops = integer()
    throughput = integer()
    tag_specifications = records(EbsTagSpecification)
    role_arn = text()
    filesystem_type = text()


class VolumeConfiguration(ServicePart):
    """One of `volumeConfigurations`: what a volume that the task leaves open is at launch."""

    __slots__ = ()
    name = text()
    managed_ebs_volume = record(ManagedEbsVolume, "managedEBSVolume")
