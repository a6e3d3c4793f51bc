"""S3 Files volume that ECS refuses

A volume on S3 Files names its file system by the full ARN, and the task's own role (`taskRoleArn`) must be allowed to use it. With an access
point, `rootDirectory` is left out or `/`, since the access point has a root of its own.

```diff
  {
    "family": "web",
    "taskRoleArn": "arn:aws:iam::123456789012:role/web",
    "volumes": [
      {
        "name": "data",
        "s3filesVolumeConfiguration": {
-         "fileSystemArn": "fs-0123456789abcdef0",
-         "rootDirectory": "/web",
+         "fileSystemArn": "arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0",
+         "rootDirectory": "/",
          "accessPointArn": "arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-1"
        }
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  {
-   "family": "web",
+   "family": "web",
+   "taskRoleArn": "arn:aws:iam::123456789012:role/web",
    "volumes": [
      {
        "name": "data",
        "s3filesVolumeConfiguration": {
          "fileSystemArn": "arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0"
        }
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import S3FilesVolumeConfiguration
from ecslint.taskdefinition.arns import parse_arn
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD808",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_S3FilesVolumeConfiguration.html",
    ),
)


@rule.check
def invalid(volume: S3FilesVolumeConfiguration) -> Iterator[Finding]:
    for name, value in (
        ("fileSystemArn", volume.file_system_arn),
        ("accessPointArn", volume.access_point_arn),
    ):
        if value.value and parse_arn(value.value) is None:
            yield rule.finding(value, f"`{name}` is {shown(value.value)}, allowed is a full ARN")
    root = volume.root_directory
    if volume.access_point_arn.present and root.value and root.value != "/":
        yield rule.finding(
            root,
            f"`rootDirectory` {shown(root.value)} with an access point, allowed is `/` or to leave it out",
            notes=(Note(volume.access_point_arn.span, "has a root of its own"),),
        )
    role = volume.task_definition.task_role_arn
    if role.absent:
        yield rule.finding(
            role,
            "the task has no `taskRoleArn`, which a volume on S3 Files needs",
            notes=(Note(volume.span, "is mounted with the task's role"),),
        )
