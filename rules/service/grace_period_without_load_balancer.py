"""Grace period without load balancer

`healthCheckGracePeriodSeconds` keeps ECS from replacing a task that a load balancer or a container health check calls
unhealthy while it still starts. Without load balancer and VPC Lattice it matters for container health checks alone; where
there are none it does nothing. Some tools refuse to deploy such a service.

```diff
  {
    "serviceName": "worker",
    "taskDefinition": "worker:3",
-   "healthCheckGracePeriodSeconds": 60,
    "desiredCount": 2
  }
```

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "healthCheckGracePeriodSeconds": 60,
  "loadBalancers": [{"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 80}]
}
```

```json
{"serviceName": "worker", "taskDefinition": "worker:3", "desiredCount": 2, "healthCheckGracePeriodSeconds": 0}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import is_input
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV023",
    # Whether a container has a health check stands in the task definition.
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",),
    peers=("ecspresso:verify",),
)


@rule.check
def without_balancer(service: Service) -> Iterator[Finding]:
    period = service.health_check_grace_period_seconds
    if not period.value or not is_input(service):
        return
    if service.load_balancers.absent and service.vpc_lattice_configurations.absent:
        yield rule.finding(
            period,
            f"`healthCheckGracePeriodSeconds` is {shown(period.value)} without load balancer, where it counts for "
            "health checks of containers only",
        )
