"""Service registry that ECS refuses

A service has one Cloud Map registry at most. It is told a port either as `port` or as `containerName` with `containerPort`,
never both ways, and the latter two only together.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "serviceRegistries": [
      {"registryArn": "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-1"},
-     {"registryArn": "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-2"}
    ]
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}},
    "serviceRegistries": [
      {
        "registryArn": "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-1",
-       "port": 80,
        "containerName": "web",
        "containerPort": 80
      }
    ]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Service, ServiceRegistry
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV031",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html",),
    peers=("cdk-preflight:svc-registries-multiple", "cdk-preflight:svc-registries-port-with-awsvpc"),
)


@rule.check
def several(service: Service) -> Iterator[Finding]:
    registries = service.service_registries
    if len(registries) > 1:
        yield rule.finding(
            registries[1].registry_arn,
            f"{len(registries)} service registries, allowed is 1 "
            "(AWS: service registries can have at most 1 items)",
        )


@rule.check
def port_twice(registry: ServiceRegistry) -> Iterator[Finding]:
    port, name, container_port = registry.port, registry.container_name, registry.container_port
    if port.value and (name.present or container_port.value):
        yield rule.finding(
            port,
            f"`port` is {shown(port.value)} beside a container, allowed is either `port` or `containerName` with "
            "`containerPort`",
            notes=(Note((name if name.present else container_port).span, "the container"),),
        )
    elif name.present and container_port.absent:
        yield rule.finding(
            name, "`containerName` has no `containerPort` beside it, allowed are both or neither"
        )
    elif container_port.value and name.absent:
        yield rule.finding(
            container_port, "`containerPort` has no `containerName` beside it, allowed are both or neither"
        )
