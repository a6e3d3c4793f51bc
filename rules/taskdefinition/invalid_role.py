"""Role that is none

`taskRoleArn` and `executionRoleArn` name an IAM role, by its short name or by its ARN: `arn:aws:iam::123456789012:role/name`,
with a path where the role has one. The ARN of a user, a policy or an instance profile is no role.

```diff
  {
    "family": "web",
-   "taskRoleArn": "arn:aws:iam::123456789012:instance-profile/web",
-   "executionRoleArn": "arn:aws:iam::1234567890:role/web-execution",
+   "taskRoleArn": "arn:aws:iam::123456789012:role/web",
+   "executionRoleArn": "arn:aws:iam::123456789012:role/service-role/web-execution",
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```json
{
  "family": "web",
  "taskRoleArn": "webTaskRole",
  "executionRoleArn": "arn:aws-us-gov:iam::ACCOUNT_ID:role/web-execution",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
}
```
"""

import re
from collections.abc import Iterator

from ecslint.regex import LazyPattern
from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import TaskDefinition
from ecslint.taskdefinition.arns import is_account, parse_arn
from ecslint.taskdefinition.wording import shown

# The letters of names in IAM, and the slashes of a path.
NAME = LazyPattern(r"[\w+=,.@/-]+", re.ASCII)
FORM = "`arn:aws:iam::123456789012:role/name`"

rule = Rule(
    "TD221",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",),
)


@rule.check
def invalid(task: TaskDefinition) -> Iterator[Finding]:
    for name, role in (("taskRoleArn", task.task_role_arn), ("executionRoleArn", task.execution_role_arn)):
        if role.value and (fault := _fault(role.value)):
            yield rule.finding(role, f"`{name}` is {shown(role.value)}, {fault}")


def _fault(role: str) -> str:
    if not role.startswith("arn:"):
        if "<" in role or NAME.fullmatch(role):
            return ""
        return f"allowed are the name of a role or {FORM}"
    arn = parse_arn(role)
    if arn is not None and arn.has_placeholder:
        return ""
    if arn is None or arn.service != "iam" or arn.region:
        return f"allowed is {FORM}"
    kind, slash, name = arn.resource.partition("/")
    if arn.account.isdigit() and not is_account(arn.account):
        return f"allowed are 12 digits for the account, and it has {len(arn.account)}"
    if not arn.account or kind != "role" or not slash or not name:
        return f"allowed is {FORM}"
    return ""
