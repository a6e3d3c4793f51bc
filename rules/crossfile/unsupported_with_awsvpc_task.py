"""Service setting that a task in awsvpc mode does not allow

Tasks in `awsvpc` mode have addresses of their own: a Classic Load Balancer knows instances only, and ECS registers the addresses with its
service-linked role, so that another `role` is refused.

```diff
  {
    "ecs-service-def.json": {
      "serviceName": "web",
      "taskDefinition": "web",
      "desiredCount": 2,
      "loadBalancers": [
-       {"loadBalancerName": "web", "containerName": "web", "containerPort": 8080}
+       {"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 8080}
      ],
-     "role": "ecsServiceRole"
+     "launchType": "EC2"
    },
    "ecs-task-def.json": {
      "family": "web",
      "networkMode": "awsvpc",
      "containerDefinitions": [
        {"name": "web", "image": "nginx:1.27", "memory": 128, "portMappings": [{"containerPort": 8080}]}
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition.service_facts import is_input
from ecslint.taskdefinition.wording import shown
from ecslint.workspace import ServicePair

rule = Rule(
    "XF108",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html",
    ),
    peers=("cdk-preflight:svc-role-with-awsvpc",),
)


@rule.check
def unsupported(pair: ServicePair) -> Iterator[Finding]:
    service, mode = pair.service, pair.task.network_mode
    # With a network configuration the service alone shows its mode, which is a rule of its own.
    if mode.value != "awsvpc" or service.network_configuration.awsvpc_configuration:
        return
    note = Note(mode.span, "the network mode")
    for balancer in service.load_balancers:
        name = balancer.load_balancer_name
        if name.present and balancer.target_group_arn.absent:
            yield rule.finding(
                name,
                f"`loadBalancerName` is {shown(name.text)}, allowed with a task in `awsvpc` mode is a `targetGroupArn`",
                notes=(note,),
                severity=pair.severity(rule.severity),
            )
    if service.role.present and is_input(service) and service.load_balancers.present:
        yield rule.finding(
            service.role,
            f"`role` is {shown(service.role.text)}, allowed with a task in `awsvpc` mode is none "
            "(AWS: You cannot specify an IAM role for services that require a service linked role)",
            notes=(note,),
            severity=pair.severity(rule.severity),
        )
