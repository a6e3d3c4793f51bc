"""Load balancer that the service cannot use

An entry of `loadBalancers` names a target group (of an Application, Network or Gateway Load Balancer) or a Classic Load
Balancer, not both. Classic ones know instances only: they do not work with Fargate or with the `awsvpc` network mode.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "loadBalancers": [
      {
        "targetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/6559cfe8fad090fc",
-       "loadBalancerName": "web",
        "containerName": "web",
        "containerPort": 80
      }
    ]
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "launchType": "FARGATE",
    "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d4e5f60718"]}},
-   "loadBalancers": [{"loadBalancerName": "web", "containerName": "web", "containerPort": 80}]
  }
```

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "launchType": "EC2",
  "loadBalancers": [{"loadBalancerName": "web", "containerName": "web", "containerPort": 80}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import LoadBalancer
from ecslint.taskdefinition.service_facts import launch_type
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV019",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",),
    peers=("cdk-preflight:service-lb-target-exclusive", "cdk-preflight:svc-classic-lb-with-fargate"),
)


@rule.check
def conflicting(balancer: LoadBalancer) -> Iterator[Finding]:
    name = balancer.load_balancer_name
    if not name.present:
        return
    service = balancer.service
    found = f"`loadBalancerName` is {shown(name.text)}"
    if balancer.target_group_arn.present:
        yield rule.finding(
            name,
            f"{found} beside a `targetGroupArn`, allowed is one of the two "
            "(AWS: loadBalancerName and targetGroupArn cannot both be specified)",
            notes=(Note(balancer.target_group_arn.span, "the target group"),),
        )
    elif launch_type(service) == "FARGATE":
        yield rule.finding(
            name,
            f"{found}, allowed on Fargate is a `targetGroupArn` "
            "(AWS: Classic Load Balancers are not supported with Fargate)",
        )
    elif service.network_configuration.awsvpc_configuration:
        yield rule.finding(
            name,
            f"{found}, allowed in awsvpc mode is a `targetGroupArn`",
            notes=(Note(service.network_configuration.span, "awsvpc mode"),),
        )
