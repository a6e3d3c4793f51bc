"""Option that the awslogs driver does not have

ECS passes only options of the log driver that it knows, and refuses the definition for any other: a misspelt one, or one
that belongs to another driver.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": {
-         "awslogs-stream": "web",
+         "awslogs-stream-prefix": "web",
          "awslogs-group": "/ecs/web",
          "awslogs-region": "eu-west-1"
        }
      }
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Edit, Finding, Fix, Rule, Severity
from ecslint.taskdefinition import LogConfiguration, Text
from ecslint.taskdefinition.wording import cut, shown

rule = Rule(
    "TD703",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",),
    peers=("cfn-lint:E3046",),
    fix="unsafe",
)


KNOWN = frozenset(
    "awslogs-create-group awslogs-datetime-format awslogs-group awslogs-multiline-pattern awslogs-region "
    "awslogs-stream-prefix mode max-buffer-size".split()
)
# Docker's driver has these, and nobody knows whether ECS takes them.
UNPROVEN = frozenset(
    "awslogs-endpoint awslogs-credentials-endpoint awslogs-force-flush-interval-seconds "
    "awslogs-max-buffered-events awslogs-format".split()
)


@rule.check
def unsupported(log: LogConfiguration) -> Iterator[Finding]:
    if log.log_driver.value != "awslogs":
        return
    for option in log.options:
        name = str(option.key)
        if (
            name in KNOWN
            or name in UNPROVEN
            or (option.member is not None and option.member.key.is_templated)
        ):
            continue
        yield rule.finding(
            option.member or option,
            f"`awslogs` has no option {shown(name)}, allowed are {', '.join(f'`{one}`' for one in sorted(KNOWN))} "
            f"(AWS: Log driver awslogs disallows options: {cut(name)})",
            fix=_renamed(option, log),
        )


def _renamed(option: Text, log: LogConfiguration) -> Fix | None:
    """The fix that writes the one option whose name is near, if there is one and the driver does not have it yet."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a fault

    near = get_close_matches(str(option.key).lower().replace("_", "-"), sorted(KNOWN), n=1, cutoff=0.75)
    if not near or near[0] in log.options or option.member is None:
        return None
    return Fix(f"name it `{near[0]}`", (Edit(option.member.key.span, f'"{near[0]}"'),))
