"""Early success criteria that ECS refuses

`earlySuccessCriteria` lets a rolling deployment count as done before every task is replaced. Enabled, it needs the share of
healthy tasks, which is no less than `minimumHealthyPercent`, and says what becomes of the old revision.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 4,
    "deploymentConfiguration": {
      "minimumHealthyPercent": 100,
      "maximumPercent": 200,
      "earlySuccessCriteria": {
        "enable": true,
-       "healthyPercent": 50,
+       "healthyPercent": 100,
        "sourceServiceRevisionCleanup": "DEFERRED"
      }
    }
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Service
from ecslint.taskdefinition.service_facts import SHIFTING, deployment_strategy, percent
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV029",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    ),
)


@rule.check
def invalid(service: Service) -> Iterator[Finding]:
    configuration = service.deployment_configuration
    criteria = configuration.early_success_criteria
    if not criteria.enable.value:
        return
    if deployment_strategy(service) in SHIFTING:
        yield rule.finding(
            criteria,
            f"`earlySuccessCriteria` are enabled with strategy {shown(configuration.strategy.value)}, allowed is `ROLLING`",
            notes=(Note(configuration.strategy.span, "the strategy"),),
        )
    share, cleanup = criteria.healthy_percent, criteria.source_service_revision_cleanup
    least = percent(service, "minimum")
    if share.absent:
        yield rule.finding(criteria, "`earlySuccessCriteria` have no `healthyPercent`, allowed is 0 to 100")
    elif share.value is not None and not (0 <= share.value <= 100):
        yield rule.finding(share, f"`healthyPercent` is {shown(share.value)}, allowed is 0 to 100")
    elif share.value is not None and least is not None and share.value < least <= 100:
        yield rule.finding(
            share,
            f"`healthyPercent` is {shown(share.value)}, allowed is no less than the `minimumHealthyPercent` of {least}",
        )
    if cleanup.absent:
        yield rule.finding(
            criteria,
            "`earlySuccessCriteria` have no `sourceServiceRevisionCleanup`, allowed are `BLOCKING` and `DEFERRED`",
        )
    elif cleanup.value not in {None, "BLOCKING", "DEFERRED"}:
        yield rule.finding(
            cleanup,
            f"`sourceServiceRevisionCleanup` is {shown(cleanup.value)}, allowed are `BLOCKING` and `DEFERRED`",
        )
