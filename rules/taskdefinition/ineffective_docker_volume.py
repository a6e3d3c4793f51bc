"""Docker volume with settings that do not work together

`autoprovision` makes a `shared` volume where there is none; a volume of scope `task`, which is the default, is always made, and the setting
means nothing. Windows has the driver `local` only.

```diff
  {
    "family": "web",
    "volumes": [
      {
        "name": "data",
        "dockerVolumeConfiguration": {
          "scope": "task",
-         "autoprovision": true,
          "driver": "local"
        }
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
  }
```

```diff
  {
    "family": "web",
    "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
    "volumes": [
      {
        "name": "data",
        "dockerVolumeConfiguration": {
          "scope": "shared",
          "autoprovision": true,
-         "driver": "rexray/ebs"
+         "driver": "local"
        }
      }
    ],
    "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import DockerVolumeConfiguration
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "TD810",
    Severity.WARNING,
    since="0.1",
    categories=("correctness",),
    references=(
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DockerVolumeConfiguration.html",
    ),
)


@rule.check
def ineffective(volume: DockerVolumeConfiguration) -> Iterator[Finding]:
    scope, driver = volume.scope, volume.driver
    if volume.autoprovision.value and (scope.absent or scope.value == "task"):
        yield rule.finding(
            volume.autoprovision,
            "`autoprovision` of a volume of scope `task` has no effect, allowed is it with `shared`",
        )
    if volume.task_definition.is_windows and driver.value and driver.value != "local":
        yield rule.finding(
            driver,
            f"volume driver {shown(driver.value)}, allowed for Windows containers is `local`",
            severity=Severity.ERROR,
        )
