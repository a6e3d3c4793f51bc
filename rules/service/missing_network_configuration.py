"""Fargate service without network configuration

Every task on Fargate runs in `awsvpc` mode, so the service has to say in which subnets its network interfaces are made.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "launchType": "FARGATE"
+   "launchType": "FARGATE",
+   "networkConfiguration": {
+     "awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"], "securityGroups": ["sg-0a1b2c3d4e5f60718"]}
+   }
  }
```

On instances it depends on the task definition, and a service that exists has one already:

```json
{"serviceName": "web", "taskDefinition": "web:3", "desiredCount": 2, "launchType": "EC2"}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import controller, is_input, launch_type

rule = Rule(
    "SV011",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html",),
    peers=("cfn-lint:E3052", "ecspresso:verify"),
)


@rule.check
def missing(service: Service) -> Iterator[Finding]:
    # With another deployer, the network belongs to the task sets.
    if (
        not is_input(service)
        or controller(service) in {None, "EXTERNAL"}
        or launch_type(service) != "FARGATE"
    ):
        return
    if service.network_configuration.absent:
        kind = service.launch_type
        yield rule.finding(
            kind if kind.present else service.capacity_provider_strategy[0].capacity_provider,
            "the service runs on Fargate and has no `networkConfiguration`, allowed is one with subnets "
            "(AWS: Network Configuration must be provided when networkMode 'awsvpc' is specified.)",
        )
