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
from ecslint.taskdefinition.volumes import encrypted, encryption_need, lacks_encryption

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
    # What AWS refuses without encryption is a rule of its own.
    if lacks_encryption(efs) and encryption_need(efs) is None:
        yield rule.finding(
            efs.transit_encryption,
            "the EFS volume has no encryption in transit, safer is `transitEncryption` `ENABLED`",
            fix=Fix("switch the encryption on", encrypted(efs)),
        )
