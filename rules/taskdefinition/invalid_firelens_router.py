"""FireLens router that cannot route

The router reads what the other containers print, so its own output goes elsewhere: with `awsfirelens` it would be sent to itself. Of its
options, `enable-ecs-log-metadata` is `true` or `false`, `config-file-type` is `s3` or `file`, and the type stands beside
`config-file-value`, which says where the file is.

```diff
  [
    {"name": "web", "image": "nginx:1.27", "logConfiguration": {"logDriver": "awsfirelens"}},
    {
      "name": "router",
      "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
      "firelensConfiguration": {
        "type": "fluentbit",
        "options": {
-         "enable-ecs-log-metadata": "yes",
-         "config-file-type": "S3",
-         "config-file-value": ""
+         "enable-ecs-log-metadata": "true",
+         "config-file-type": "file",
+         "config-file-value": "/fluent-bit/configs/parse-json.conf"
        }
      },
-     "logConfiguration": {"logDriver": "awsfirelens"}
+     "logConfiguration": {"logDriver": "json-file"}
    }
  ]
```

```diff
  [
    {"name": "web", "image": "nginx:1.27", "logConfiguration": {"logDriver": "awsfirelens"}},
    {
      "name": "router",
      "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
      "firelensConfiguration": {
        "type": "fluentbit",
        "options": {
-         "config-file-value": "/fluent-bit/configs/parse-json.conf"
+         "enable-ecs-log-metadata": "false"
        }
      }
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container, FirelensConfiguration
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD710",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FirelensConfiguration.html",),
)

VALUES = {"enable-ecs-log-metadata": ("true", "false"), "config-file-type": ("s3", "file")}


@rule.check
def own_log(container: Container) -> Iterator[Finding]:
    driver, router = container.log_configuration.log_driver, container.firelens_configuration
    if driver.value == "awsfirelens" and router.present:
        yield rule.finding(
            driver,
            f"the router {shown(container.label)} logs through itself, allowed are all drivers but `awsfirelens`",
            notes=(Note(router.span, "makes it the router"),),
        )


@rule.check
def options(router: FirelensConfiguration) -> Iterator[Finding]:
    given = router.options
    for name, allowed in VALUES.items():
        option = given[name]
        if option.value is not None and option.value not in allowed:
            words = " and ".join(f"`{one}`" for one in allowed)
            yield rule.finding(option, f"`{name}` is {shown(option.value)}, allowed are {words}")
    kind, value = given["config-file-type"], given["config-file-value"]
    if given.open:
        return
    if kind.present and (value.absent or value.value == ""):
        yield rule.finding(
            value if value.present else kind,
            "`config-file-type` without `config-file-value`, which says where the file is",
        )
    elif value.present and kind.absent:
        yield rule.finding(value, "`config-file-value` without `config-file-type`, which it needs")
