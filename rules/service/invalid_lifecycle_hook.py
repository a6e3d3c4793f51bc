"""Lifecycle hook that ECS refuses

A hook runs a Lambda function while a deployment passes a stage, and needs the function's ARN and a role to call it. A hook
of type `PAUSE` needs neither, but cannot stand at the two stages in which traffic shifts. It waits 1 to 20160 minutes.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
      "lifecycleHooks": [
-       {"hookTargetArn": "${function}", "lifecycleStages": ["PRE_SCALE_UP"]}
+       {"hookTargetArn": "${function}", "roleArn": "${role}", "lifecycleStages": ["PRE_SCALE_UP"]}
      ]
    }
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "deploymentConfiguration": {
      "lifecycleHooks": [
-       {"targetType": "PAUSE", "lifecycleStages": ["PRODUCTION_TRAFFIC_SHIFT"]}
+       {"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]}
      ]
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition.service_parts import LifecycleHook
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV028",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html",
    ),
)
LONGEST = 20160


@rule.check
def invalid(hook: LifecycleHook) -> Iterator[Finding]:
    kind = hook.target_type
    if kind.absent or kind.value == "AWS_LAMBDA":
        for member, name in ((hook.hook_target_arn, "hookTargetArn"), (hook.role_arn, "roleArn")):
            if member.absent:
                yield rule.finding(
                    hook, f"the hook has no `{name}`, allowed is a Lambda function with the role to call it"
                )
    elif kind.value == "PAUSE":
        for stage in hook.lifecycle_stages:
            if stage.value in {"TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"}:
                yield rule.finding(
                    stage,
                    f"a `PAUSE` hook at {shown(stage.value)}, allowed is any stage but a shift of traffic",
                )
    wait = hook.timeout_configuration
    minutes, action = wait.timeout_in_minutes, wait.action
    if minutes.value is not None and not 1 <= minutes.value <= LONGEST:
        yield rule.finding(
            minutes, f"`timeoutInMinutes` is {shown(minutes.value)}, allowed is 1 to {LONGEST}"
        )
    if action.value not in {None, "ROLLBACK", "CONTINUE"}:
        yield rule.finding(
            action, f"`action` is {shown(action.value)}, allowed are `ROLLBACK` and `CONTINUE`"
        )
