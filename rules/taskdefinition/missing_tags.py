"""Task definition without tags

Tags say whose a task definition is, and let costs and permissions go by them. Add at least the owner.

```diff
  {
    "family": "web",
+   "tags": [{"key": "owner", "value": "team-web"}],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition

rule = Rule(
    "TD966",
    Severity.INFO,
    since="0.1",
    categories=("style",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html",),
    peers=("securityhub:ECS.15",),
    default=False,
)


@rule.check
def without(task: TaskDefinition) -> Iterator[Finding]:
    if task.tags.absent and not task.is_container_array:
        yield rule.finding(task, "the task definition has no `tags`")
