"""Load balancer port that the container does not map

A load balancer reaches a container through one of its port mappings. The port that the service names is in none of them, and AWS refuses
the service. A container that listens on the port still has to say so in `portMappings`.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "loadBalancers": [
-       {"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 80}
+       {"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 8080}
      ]
    },
    "ecs-task-def.json": {
      "family": "web",
      "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "portMappings": [{"containerPort": 8080}]}]
    }
  }
```

A port inside a range, and one beside a mapping that is not known, may be right:

```json
{
  "service.json": {
    "serviceName": "web",
    "taskDefinition": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7",
    "desiredCount": 2,
    "loadBalancers": [{"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 8005}]
  },
  "task.json": {
    "family": "web",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27", "portMappings": [{"containerPortRange": "8000-8010"}]}]
  }
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import Container, LoadBalancer, ServiceRegistry
from ecslint.taskdefinition.wording import cut, shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF102",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",),
    peers=("cdk-preflight:svc-lb-container-port-missing", "ecspresso:verify"),
    fix="unsafe",
)


@rule.check
def unmapped(pair: ServicePair) -> Iterator[Finding]:
    for what in (pair.service.load_balancers, pair.service.service_registries):
        for target in what:
            container = _container(pair, target)
            port = target.container_port
            if container is None or not port.value:
                continue
            mappings = container.port_mappings
            # A range is mapped port by port, and what is in it is nobody's business here.
            if mappings.open or any(
                one.container_port.unknown or one.container_port_range.present for one in mappings
            ):
                continue
            mapped = {one.container_port.value for one in mappings if one.container_port.value}
            if port.value in mapped:
                continue
            allowed = ", ".join(shown(one) for one in sorted(mapped)) or "none, since it maps no port"
            yield rule.finding(
                port,
                f"container {shown(container.label)} does not map port {shown(port.value)}, allowed are {allowed} "
                f"(AWS: The container {cut(container.label)} did not have a container port {port.value} defined)",
                notes=(Note(container.span, "the container"),),
                fix=Fix(f"use {min(mapped)}", (port.replace(str(min(mapped))),))
                if len(mapped) == 1
                else None,
                severity=pair.severity(rule.severity),
            )


def _container(pair: ServicePair, target: LoadBalancer | ServiceRegistry) -> Container | None:
    name = target.container_name.value
    return next((one for one in pair.task.containers if name and one.name.value == name), None)
