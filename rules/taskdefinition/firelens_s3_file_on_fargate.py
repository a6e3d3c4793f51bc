"""Log router on Fargate with its configuration in S3

On Fargate a FireLens log router reads an extra configuration from a file in its image only: `config-file-type` is `file`.
Build the file into the image, or use the init image of AWS for Fluent Bit, which loads files from S3 itself.

```diff launch-type=FARGATE
  [
    {
      "name": "router",
      "image": "fluent-bit:3.2",
      "firelensConfiguration": {
        "type": "fluentbit",
        "options": {
-         "config-file-type": "s3",
+         "config-file-type": "file",
          "config-file-value": "/extra.conf"
        }
      }
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import FirelensConfiguration

rule = Rule(
    "TD419",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FirelensConfiguration.html",),
)


@rule.check
def in_s3(router: FirelensConfiguration) -> Iterator[Finding]:
    kind = router.options["config-file-type"]
    if kind.value == "s3" and router.task_definition.is_fargate:
        yield rule.finding(
            kind,
            "`config-file-type` is `s3`, allowed on Fargate is `file` (AWS: Fargate launch type does not support "
            "FirelensConfiguration config file from 's3')",
        )
