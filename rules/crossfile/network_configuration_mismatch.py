"""Network configuration that does not fit the network mode

Tasks in `awsvpc` mode get network interfaces of their own, and the service says in which subnets. In the other modes tasks use the network of
their instance, and a network configuration is refused.

```diff
  {
    "ecs-service-def.json": {
-     "serviceName": "web",
+     "serviceName": "web",
+     "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}},
      "taskDefinition": "web",
      "desiredCount": 2
    },
    "ecs-task-def.json": {
      "family": "web",
      "networkMode": "awsvpc",
      "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
    }
  }
```

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
-     "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}},
      "taskDefinition": "web",
      "desiredCount": 2
    },
    "ecs-task-def.json": {
      "family": "web",
      "networkMode": "bridge",
      "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "memory": 128}]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.service_facts import controller, is_input, launch_type
from ecslint.taskdefinition.wording import shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF104",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html",),
    peers=("cfn-lint:E3052", "cdk-preflight:service-network-config-mode", "ecspresso:verify"),
)


@rule.check
def mismatch(pair: ServicePair) -> Iterator[Finding]:
    service, task = pair.service, pair.task
    # With another deployer, the network belongs to the task sets.
    if not is_input(service) or controller(service) in {None, "EXTERNAL"}:
        return
    network, mode = service.network_configuration, task.network_mode
    note = Note(
        mode.span, "the network mode" if mode.present else "has no network mode, which means `bridge`"
    )
    # On Fargate the service alone tells it, which is a rule of its own.
    if mode.value == "awsvpc" and network.absent and launch_type(service) != "FARGATE":
        yield rule.finding(
            network,
            "the task definition is in `awsvpc` mode and the service has no `networkConfiguration` "
            "(AWS: Network Configuration must be provided when networkMode 'awsvpc' is specified.)",
            notes=(note,),
            severity=pair.severity(rule.severity),
        )
    elif network.awsvpc_configuration.present and task.effective_network_mode in {"bridge", "host", "none"}:
        yield rule.finding(
            network,
            f"`networkConfiguration` and a task definition in {shown(task.effective_network_mode)} mode, allowed is `awsvpc` "
            "(AWS: Network Configuration is not valid for the given networkMode of this task definition.)",
            notes=(note,),
            severity=pair.severity(rule.severity),
        )
