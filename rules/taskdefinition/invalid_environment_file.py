"""Environment file that ECS refuses

A container can read its variables from up to ten files in S3. Each is named by its full ARN, bucket and key, and ends in `.env`. On
Windows on Fargate such a task does not start.

```diff
  [
    {
      "name": "web",
      "image": "nginx:1.27",
      "environmentFiles": [
-       {"type": "s3", "value": "s3://settings/web.env"},
-       {"type": "s3", "value": "arn:aws:s3:::settings/web.txt"}
+       {"type": "s3", "value": "arn:aws:s3:::settings/web.env"},
+       {"type": "s3", "value": "arn:aws:s3:::settings/common/${stage}.env"}
      ]
    }
  ]
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container, EnvironmentFile
from ecslint.taskdefinition.arns import parse_arn
from ecslint.taskdefinition.wording import shown

MAX_FILES = 10

rule = Rule(
    "TD607",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html",),
    peers=("cdk-preflight:environment-files-max", "cdk-preflight:environment-files-type", "ecspresso:verify"),
)


@rule.check
def invalid(container: Container) -> Iterator[Finding]:
    files = container.environment_files
    if not files.open and len(files) > MAX_FILES:
        yield rule.finding(
            files[MAX_FILES].value,
            f"`{len(files)}` environment files, allowed are {MAX_FILES} "
            "(AWS: The maximum number of environment files was exceeded. Specify ten or less and try again)",
        )
    task = container.task_definition
    if len(files) and task.is_fargate and task.is_windows:
        yield rule.finding(
            files,
            "`environmentFiles` for Windows on Fargate, where the task does not start",
            severity=Severity.WARNING,
        )
    for file in files:
        if fault := _fault(file):
            yield rule.finding(file.value, fault)


def _fault(file: EnvironmentFile) -> str:
    name = file.value.value
    if name is None:
        # Of a name with a template in it the end may still be known.
        suffix = file.value.literal_suffix
        if not file.value.is_template or "." not in suffix or suffix.endswith(".env"):
            return ""
        return f"environment file that ends in {shown(suffix)}, allowed is `.env`"
    arn = parse_arn(name)
    if arn is None or arn.service != "s3" or "/" not in arn.resource:
        return f"environment file {shown(name)}, allowed is `arn:aws:s3:::BUCKET/KEY.env` (AWS: Invalid arn syntax)"
    return (
        ""
        if name.endswith(".env")
        else f"environment file {shown(name)}, allowed is a name that ends in `.env`"
    )
