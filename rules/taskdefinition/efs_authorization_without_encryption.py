"""EFS option that needs encryption in transit

IAM authorization, an access point and `transitEncryptionPort` work only with `"transitEncryption": "ENABLED"`, which is
off unless it is written. AWS refuses them without it.

```diff
  {
    "family": "web",
    "volumes": [
      {
        "name": "data",
        "efsVolumeConfiguration": {
          "fileSystemId": "fs-0123456789abcdef0",
-         "transitEncryption": "DISABLED",
+         "transitEncryption": "ENABLED",
          "authorizationConfig": {"iam": "ENABLED"}
        }
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Fix, Note, Rule, Severity
from ecslint.taskdefinition import EfsVolumeConfiguration
from ecslint.taskdefinition.volumes import encrypted, encryption_need, lacks_encryption

rule = Rule(
    "TD806",
    Severity.ERROR,
    since="0.1",
    categories=(
        "correctness",
        "security",
    ),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html",),
    peers=(
        "cdk-preflight:efs-iam-without-transit-encryption",
        "cdk-preflight:efs-transit-encryption-port-without-encryption",
        "checkov:CKV_AWS_97",
        "trivy:AWS-0035",
        "kics:4d46ff3b",
        "kics:efs_volume_with_disabled_transit_encryption",
        "securityhub:ECS.18",
        "config:ecs-task-definition-efs-encryption-enabled",
    ),
    fix="safe",
)


@rule.check
def without_encryption(efs: EfsVolumeConfiguration) -> Iterator[Finding]:
    need = encryption_need(efs)
    if need is None or not lacks_encryption(efs):
        return
    aws = f" (AWS: {need.refusal})" if need.refusal else ""
    yield rule.finding(
        efs.transit_encryption,
        f"{need.what} without encryption in transit, allowed is `transitEncryption` `ENABLED`{aws}",
        notes=(Note(need.place.span, "needs the encryption"),),
        fix=Fix("switch the encryption on", encrypted(efs), safe=True),
    )
