"""Setting that the deployment controller does not support

`deploymentController` says who deploys. `CODE_DEPLOY` shifts traffic between two target groups, so it needs a load balancer,
and the circuit breaker, alarms and strategies of ECS are not available. With `EXTERNAL` the task sets carry the task
definition, the load balancers and the launch type, and the service may not.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentController": {"type": "CODE_DEPLOY"},
    "loadBalancers": [{"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 80}],
    "deploymentConfiguration": {
-     "deploymentCircuitBreaker": {"enable": true, "rollback": true},
      "maximumPercent": 200
    }
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
-   "deploymentController": {"type": "CODE_DEPLOY"}
+   "deploymentController": {"type": "CODE_DEPLOY"},
+   "loadBalancers": [{"targetGroupArn": "${target_group}", "containerName": "web", "containerPort": 80}]
  }
```

```diff
  {
    "serviceName": "web",
    "deploymentController": {"type": "EXTERNAL"},
-   "taskDefinition": "web:3",
    "desiredCount": 2
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import SHIFTING, controller, is_input
from ecslint.taskdefinition.values import Value
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV025",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-types.html",),
    peers=(
        "cdk-preflight:service-codedeploy-lb",
        "cdk-preflight:svc-circuit-breaker-with-code-deploy",
        "cdk-preflight:svc-external-with-taskdef",
        "cdk-preflight:svc-external-with-load-balancers",
    ),
)


@rule.check
def unsupported(service: Service) -> Iterator[Finding]:
    kind = controller(service)
    if kind not in {"CODE_DEPLOY", "EXTERNAL"} or not is_input(service):
        return
    place = service.deployment_controller.type
    if kind == "CODE_DEPLOY" and service.load_balancers.absent:
        yield rule.finding(
            place,
            "the deployment controller is `CODE_DEPLOY`, allowed only with `loadBalancers` "
            "(AWS: the service requires an Application Load Balancer or Network Load Balancer)",
        )
    for wrong, message in (*_of_deployment(service), *(_of_task_sets(service) if kind == "EXTERNAL" else ())):
        yield rule.finding(
            wrong,
            message.format(f"allowed with the deployment controller `{kind}`"),
            notes=(Note(place.span, "the deployment controller"),),
        )


def _of_deployment(service: Service) -> Iterator[tuple[Value, str]]:
    configuration = service.deployment_configuration
    if configuration.deployment_circuit_breaker.enable.value:
        yield configuration.deployment_circuit_breaker, "`deploymentCircuitBreaker` is enabled, {} is none"
    if configuration.alarms.enable.value:
        yield configuration.alarms, "`alarms` are enabled, {} are none"
    strategy = configuration.strategy
    if strategy.value in SHIFTING:
        yield strategy, f"`strategy` is {shown(strategy.value)}, {{}} is `ROLLING` or none"


def _of_task_sets(service: Service) -> Iterator[tuple[Value, str]]:
    if service.task_definition.present:
        yield (
            service.task_definition,
            "`taskDefinition` is given, {} is none (AWS: TaskDefinition must be blank)",
        )
    if service.load_balancers.present:
        yield (
            service.load_balancers,
            "`loadBalancers` are given, {} are none (AWS: LoadBalancers must be empty or null)",
        )
    if service.launch_type.present:
        yield service.launch_type, "`launchType` is given, {} is none"
