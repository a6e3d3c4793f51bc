"""Restart policy with a number out of range

`restartAttemptPeriod` is how long a container must have run before ECS restarts it: 60 to 1800 seconds, 300 when it is
left out. `ignoredExitCodes` takes up to 50 codes. AWS refuses what lies outside.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "essential": true,
-     "restartPolicy": {"enabled": true, "restartAttemptPeriod": 30}
+     "restartPolicy": {"enabled": true, "restartAttemptPeriod": 60}
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import RestartPolicy
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD511",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html",),
    peers=("cdk-preflight:restart-policy-attempt-period-range",),
)


@rule.check
def invalid(policy: RestartPolicy) -> Iterator[Finding]:
    period, codes = policy.restart_attempt_period, policy.ignored_exit_codes
    if policy.enabled.value is False:
        return
    if period.value is not None and not 60 <= period.value <= 1800:
        yield rule.finding(
            period,
            f"`restartAttemptPeriod` is {shown(period.value)}, allowed are 60 to 1800 seconds (AWS: the 'restartAttemptPeriod' "
            f"setting for container '{cut(policy.owner.label)}' must be between 60 and 1800)",
        )
    if len(codes) > 50:
        yield rule.finding(codes, f"{shown(len(codes))} ignored exit codes, allowed are 50")
