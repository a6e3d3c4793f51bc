"""Service role that the service may not have

`role` lets ECS call a load balancer for a service that is not in `awsvpc` mode. Without a load balancer, or in `awsvpc` mode,
ECS uses its service-linked role, and AWS refuses another one.

```diff
  {
    "serviceName": "worker",
    "taskDefinition": "worker:3",
    "desiredCount": 2,
-   "role": "ecsServiceRole",
    "launchType": "EC2"
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "role": "ecsServiceRole",
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}},
    "loadBalancers": [{"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 80}]
  }
```

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "role": "ecsServiceRole",
  "loadBalancers": [{"loadBalancerName": "web", "containerName": "web", "containerPort": 80}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import is_input
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV022",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html",
    ),
    peers=("cdk-preflight:svc-role-with-awsvpc", "cdk-preflight:svc-role-without-load-balancers"),
    fix="unsafe",
)


@rule.check
def without_use(service: Service) -> Iterator[Finding]:
    role, network = service.role, service.network_configuration
    if not role.present or not is_input(service):
        return
    fix = Fix("delete `role`", role.remove())
    if network.awsvpc_configuration:
        yield rule.finding(
            role,
            f"`role` is {shown(role.text)}, allowed in awsvpc mode is none "
            "(AWS: You cannot specify an IAM role for services that require a service linked role)",
            notes=(Note(network.span, "awsvpc mode"),),
            fix=fix,
        )
    elif service.load_balancers.absent:
        yield rule.finding(
            role,
            f"`role` is {shown(role.text)}, allowed without `loadBalancers` is none "
            "(AWS: IAM roles are only valid for services configured to use load balancers)",
            fix=fix,
        )
