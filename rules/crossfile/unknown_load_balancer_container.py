"""Load balancer target that the task does not have

A service sends the traffic of a load balancer to a container by its name. The task definition that the service runs has no container of
that name, and AWS refuses the service.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "loadBalancers": [
-       {"targetGroupArn": "${target_group}", "containerName": "Web", "containerPort": 8080}
+       {"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 8080}
      ]
    },
    "ecs-task-def.json": {
      "family": "web",
      "containerDefinitions": [
        {"name": "web", "image": "nginx:1.27", "portMappings": [{"containerPort": 8080}]},
        {"name": "log", "image": "fluent-bit:3.1"}
      ]
    }
  }
```

Names that a template fills in are not known, and neither is the task definition of another family:

```json
{
  "ecs-service-def.json": {
    "serviceName": "web",
    "desiredCount": 2,
    "loadBalancers": [{"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 8080}]
  },
  "ecs-task-def.json": {
    "family": "web",
    "containerDefinitions": [{"name": "${name}", "image": "nginx:1.27", "portMappings": [{"containerPort": 8080}]}]
  }
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import Text
from ecslint.taskdefinition.dependencies import container_names
from ecslint.taskdefinition.wording import cut, shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF101",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",),
    peers=(
        "cdk-preflight:svc-lb-container-name-missing",
        "cdk-preflight:taskset-lb-container-missing",
        "ecspresso:verify",
    ),
    fix="unsafe",
)


@rule.check
def unknown(pair: ServicePair) -> Iterator[Finding]:
    names = container_names(pair.task)
    if names is None:
        return
    for what in (pair.service.load_balancers, pair.service.service_registries):
        for target in what:
            name = target.container_name
            if name.value and name.value not in names:
                yield rule.finding(
                    name,
                    f"the task definition has no container {shown(name.value)}, allowed are "
                    f"{', '.join(shown(one) for one in sorted(names))} "
                    f"(AWS: The container {cut(name.value)} does not exist in the task definition)",
                    notes=(Note(pair.task.span, "the task definition that the service runs"),),
                    fix=_meant(pair, name),
                    severity=pair.severity(rule.severity),
                )


def _meant(pair: ServicePair, name: Text) -> Fix | None:
    """The fix for the only container that has ports, if there is one."""
    reachable = [container.name.value for container in pair.task.containers if len(container.port_mappings)]
    if len(reachable) != 1 or not reachable[0]:
        return None
    return Fix(f"name `{reachable[0]}`", (name.replace(f'"{reachable[0]}"'),))
