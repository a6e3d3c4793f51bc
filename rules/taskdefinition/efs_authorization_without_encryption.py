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
    encryption, authorization = efs.transit_encryption, efs.authorization_config
    if encryption.value != "DISABLED" and not encryption.absent:
        return
    if authorization.iam.value == "ENABLED":
        what, place, aws = (
            "IAM authorization",
            authorization.iam.span,
            "EFS IAM authorization requires TransitEncryption to be enabled",
        )
    elif authorization.access_point_id.present:
        what, place, aws = "an access point", authorization.access_point_id.span, ""
    elif efs.transit_encryption_port.present:
        what, place = "`transitEncryptionPort`", efs.transit_encryption_port.span
        aws = "TransitEncryptionPort requires that TransitEncryption is enabled"
    else:
        return
    edits = (
        (encryption.replace('"ENABLED"'),)
        if encryption.node is not None
        else efs.add("transitEncryption", '"ENABLED"')
    )
    yield rule.finding(
        encryption,
        f"{what} without encryption in transit, allowed is `transitEncryption` `ENABLED`{f' (AWS: {aws})' if aws else ''}",
        notes=(Note(place, "needs the encryption"),),
        fix=Fix("switch the encryption on", edits, safe=True),
    )
