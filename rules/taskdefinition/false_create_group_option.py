"""awslogs-create-group with another value than true

The option `awslogs-create-group` asks the log driver to make the log group. It may only be `"true"`: to have no group made,
leave it out. AWS refuses `"false"`.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "essential": true,
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": {
-         "awslogs-create-group": "false",
          "awslogs-group": "/ecs/web",
          "awslogs-region": "eu-west-1"
        }
      }
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import Container
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD704",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
    fix="safe",
)


@rule.check
def other_value(container: Container) -> Iterator[Finding]:
    log = container.log_configuration
    if log.log_driver.value != "awslogs":
        return
    option = log.options["awslogs-create-group"]
    # AWS's own samples write "True", so any letter case is taken.
    if option.value and option.value.lower() != "true":
        is_false = option.value.lower() == "false"
        yield rule.finding(
            option,
            f"`awslogs-create-group` is {shown(option.value)}, allowed is `true` or to leave it out (AWS: Log driver "
            "awslogs option 'awslogs-create-group' should only be set to 'true', else omit option)",
            fix=Fix("delete the option", option.remove(), safe=True) if is_false else None,
        )
