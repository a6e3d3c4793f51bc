"""What several members of a service definition say together: how its tasks run, and how it is rolled out."""

from ecslint.record import NamedTuple
from ecslint.taskdefinition.nodes import Object
from ecslint.taskdefinition.service import Service

FARGATE_PROVIDERS = frozenset({"FARGATE", "FARGATE_SPOT"})
SHIFTING = frozenset({"BLUE_GREEN", "LINEAR", "CANARY"})


def launch_type(service: Service) -> str | None:
    """`FARGATE`, `EC2`, `EXTERNAL` or `MANAGED_INSTANCES`; `None` where the file leaves it open.

    A strategy of nothing but Fargate providers is Fargate. Other providers and the default of a cluster can be anything.
    """
    strategy = service.capacity_provider_strategy
    if service.launch_type.present:
        return service.launch_type.value
    if strategy.open or not len(strategy) or service.launch_type.unknown:
        return None
    names = {item.capacity_provider.value for item in strategy}
    return "FARGATE" if names <= FARGATE_PROVIDERS else None


def controller(service: Service) -> str | None:
    """`ECS`, `CODE_DEPLOY` or `EXTERNAL`; `None` where the file leaves it open."""
    kind = service.deployment_controller.type
    if kind.absent:
        return None if is_update(service) else "ECS"
    return kind.value


def deployment_strategy(service: Service) -> str | None:
    """`ROLLING`, `BLUE_GREEN`, `LINEAR` or `CANARY`; `None` where the file leaves it open."""
    strategy = service.deployment_configuration.strategy
    if strategy.absent:
        return None if is_update(service) else "ROLLING"
    return strategy.value


def is_update(service: Service) -> bool:
    """Is it input for a service that exists, like that of `update-service`, where what is absent stays as it is?"""
    return isinstance(service.node, Object) and "service" in service.node


def is_output(service: Service) -> bool:
    """Did AWS write it: the output of `describe-services`, which holds what AWS has filled in?"""
    return service.is_wrapped or service.is_described


def is_task_set(service: Service) -> bool:
    """Is it the input of `create-task-set`, a part of a service that an external controller deploys?"""
    return isinstance(service.node, Object) and ("scale" in service.node or "externalId" in service.node)


def is_input(service: Service) -> bool:
    """Is it the whole input that creates a service, so that what is absent has its default?"""
    return not is_update(service) and not is_output(service) and not is_task_set(service)


def is_daemon(service: Service) -> bool:
    return service.scheduling_strategy.value == "DAEMON"


def is_replica(service: Service) -> bool:
    strategy = service.scheduling_strategy
    return strategy.value == "REPLICA" or (strategy.absent and not is_update(service))


class Rollout(NamedTuple):
    """The numbers of a rolling deployment; percentages are of the desired count."""

    desired: int
    minimum_percent: int
    maximum_percent: int

    @property
    def fewest(self) -> int:
        """Tasks that have to stay healthy: rounded up, as ECS does."""
        return -(-self.desired * self.minimum_percent // 100)

    @property
    def most(self) -> int:
        """Tasks that may run at the same time: rounded down, as ECS does."""
        return self.desired * self.maximum_percent // 100

    @property
    def is_stuck(self) -> bool:
        """Can ECS neither start a new task nor stop an old one?"""
        return self.desired > 0 and self.fewest >= self.most


def rollout(service: Service) -> Rollout | None:
    """The numbers of a rolling deployment of replicas, `None` where one is not known or it is none."""
    if not is_replica(service) or controller(service) != "ECS" or deployment_strategy(service) != "ROLLING":
        return None
    desired = service.desired_count.value
    minimum = percent(service, "minimum")
    maximum = percent(service, "maximum")
    if desired is None or minimum is None or maximum is None:
        return None
    return Rollout(desired, minimum, maximum) if 0 <= minimum <= 100 <= maximum else None


def percent(service: Service, which: str) -> int | None:
    """`minimumHealthyPercent` or `maximumPercent` of replicas with its default; `None` where it is not known."""
    configuration = service.deployment_configuration
    number = configuration.minimum_healthy_percent if which == "minimum" else configuration.maximum_percent
    if number.absent:
        return None if is_update(service) else 100 if which == "minimum" else 200
    return number.value
