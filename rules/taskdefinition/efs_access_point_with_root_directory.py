"""EFS access point beside a root directory

An access point has a root directory of its own. With `accessPointId` the volume's `rootDirectory` is left out or `/`, and
AWS refuses any other.

```diff
  {
    "family": "web",
    "volumes": [
      {
        "name": "data",
        "efsVolumeConfiguration": {
          "fileSystemId": "fs-0123456789abcdef0",
-         "rootDirectory": "/web",
+         "rootDirectory": "/",
          "transitEncryption": "ENABLED",
          "authorizationConfig": {"accessPointId": "fsap-0123456789abcdef0"}
        }
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import EfsVolumeConfiguration
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD805",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html",),
    peers=("cdk-preflight:efs-access-point-with-root-directory",),
)


@rule.check
def with_root(efs: EfsVolumeConfiguration) -> Iterator[Finding]:
    root = efs.root_directory
    if efs.authorization_config.access_point_id.present and root.value and root.value != "/":
        yield rule.finding(
            root,
            f"`rootDirectory` is {shown(root.value)} beside an access point, allowed is `/` or none (AWS: When using an EFS "
            'access point, the root directory must either be set to "/" or be omitted)',
        )
