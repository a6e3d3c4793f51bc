"""A service definition, as rules see it."""

from ecslint.source import Span
from ecslint.taskdefinition.nodes import Node, Object, String
from ecslint.taskdefinition.records import Record, flag, integer, record, records, text
from ecslint.taskdefinition.service_connect import GatewayConnector, ServiceConnectConfiguration
from ecslint.taskdefinition.service_parts import (
    CapacityProviderItem,
    DeploymentConfiguration,
    DeploymentController,
    LoadBalancer,
    Monitoring,
    NetworkConfiguration,
    PlacementConstraint,
    PlacementStrategyItem,
    ServiceRegistry,
    ServiceTag,
    VolumeConfiguration,
    VpcLatticeConfiguration,
)


class Service(Record):
    """A service definition: input of `create-service` or `update-service`, or one that was described.

    `is_wrapped`: it is one of those that `describe-services` printed, or the `service` of a deploy tool.
    """

    __slots__ = ("is_wrapped",)
    cluster = text()
    service_name = text()
    task_definition = text()
    availability_zone_rebalancing = text()
    load_balancers = records(LoadBalancer)
    service_registries = records(ServiceRegistry)
    desired_count = integer()
    client_token = text()
    launch_type = text()
    capacity_provider_strategy = records(CapacityProviderItem)
    platform_version = text()
    role = text()
    deployment_configuration = record(DeploymentConfiguration)
    placement_constraints = records(PlacementConstraint)
    placement_strategy = records(PlacementStrategyItem)
    network_configuration = record(NetworkConfiguration)
    health_check_grace_period_seconds = integer()
    scheduling_strategy = text()
    deployment_controller = record(DeploymentController)
    tags = records(ServiceTag)
    enable_ecs_managed_tags = flag("enableECSManagedTags")
    propagate_tags = text()
    enable_execute_command = flag()
    service_connect_configuration = record(ServiceConnectConfiguration)
    volume_configurations = records(VolumeConfiguration)
    vpc_lattice_configurations = records(VpcLatticeConfiguration)
    gateway_connectors = records(GatewayConnector)
    monitoring = record(Monitoring)

    def __init__(self, node: Node, *, is_wrapped: bool) -> None:
        super().__init__(None, "", node, hidden=False)
        self.present = True
        self.is_wrapped = is_wrapped

    @property
    def anchor(self) -> Span:
        """The service's name, else the opening bracket."""
        node = self.node
        assert node is not None  # a service is made from a node
        name = node.get("serviceName") if isinstance(node, Object) else None
        if isinstance(name, String):
            return name.span
        return Span(node.source, node.start, min(node.start + 1, node.end))

    @property
    def is_described(self) -> bool:
        """Is it the output of `describe-services`, with members that creating refuses?"""
        return isinstance(self.node, Object) and "serviceArn" in self.node
