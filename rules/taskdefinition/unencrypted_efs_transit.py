"""EFS volume without encryption in transit

Files of an EFS volume cross the network in the clear unless `transitEncryption` is `ENABLED`, which it is not by default.

```diff
  {
    "family": "web",
    "volumes": [
      {
        "name": "data",
        "efsVolumeConfiguration": {
          "fileSystemId": "fs-0123456789abcdef0",
-         "transitEncryption": "DISABLED"
+         "transitEncryption": "ENABLED"
        }
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Rule, Severity
from ecslint.taskdefinition import EfsVolumeConfiguration

rule = Rule(
    "TD959",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html",),
    peers=(
        "checkov:CKV_AWS_97",
        "trivy:AWS-0035",
        "kics:4d46ff3b",
        "kics:efs_volume_with_disabled_transit_encryption",
        "securityhub:ECS.18",
        "config:ecs-task-definition-efs-encryption-enabled",
    ),
    fix="unsafe",
)


@rule.check
def unencrypted(efs: EfsVolumeConfiguration) -> Iterator[Finding]:
    encryption, authorization = efs.transit_encryption, efs.authorization_config
    if encryption.value != "DISABLED" and not encryption.absent:
        return
    if (
        authorization.iam.value == "ENABLED"
        or authorization.access_point_id.present
        or efs.transit_encryption_port.present
    ):
        return  # AWS refuses these without encryption, which is a rule of its own.
    edits = (
        (encryption.replace('"ENABLED"'),)
        if encryption.node is not None
        else efs.add("transitEncryption", '"ENABLED"')
    )
    yield rule.finding(
        encryption,
        "the EFS volume has no encryption in transit, safer is `transitEncryption` `ENABLED`",
        fix=Fix("switch the encryption on", edits),
    )
