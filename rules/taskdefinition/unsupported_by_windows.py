"""Container setting that Windows does not have

Much of what Linux knows about containers has no counterpart on Windows: capabilities and devices, a read-only root file system, limits
of processes, links, name servers, host names. Leave it out of a definition for Windows.

```diff
  {
    "family": "web",
    "requiresCompatibilities": ["EC2"],
    "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
    "containerDefinitions": [
      {
-       "linuxParameters": {"initProcessEnabled": true},
-       "privileged": true,
-       "readonlyRootFilesystem": true,
-       "dnsServers": ["10.0.0.2"],
-       "ulimits": [{"name": "nofile", "softLimit": 1024, "hardLimit": 4096}],
        "dockerSecurityOptions": ["credentialspec:file://web.json"],
        "name": "web",
        "image": "example.com/web:1.4",
        "memory": 1024
      }
    ]
  }
```

```json
{
  "family": "web",
  "requiresCompatibilities": ["EC2"],
  "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
  "containerDefinitions": [
    {
      "name": "web",
      "image": "example.com/web:1.4",
      "memory": 1024,
      "user": "ContainerUser",
      "privileged": false,
      "ulimits": [],
      "linuxParameters": {"tmpfs": []}
    }
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import Container, Flag, Items, Value

rule = Rule(
    "TD420",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
)


@rule.check
def unsupported(container: Container) -> Iterator[Finding]:
    task = container.task_definition
    if not task.is_windows:
        return
    settings: list[tuple[str, Value]] = [
        ("linuxParameters", container.linux_parameters),
        ("readonlyRootFilesystem", container.readonly_root_filesystem),
        ("systemControls", container.system_controls),
        ("ulimits", container.ulimits),
    ]
    # Fargate refuses a privileged container with a text of its own, and so does the awsvpc mode with what concerns the network.
    if not task.is_fargate:
        settings.append(("privileged", container.privileged))
    if task.effective_network_mode != "awsvpc":
        settings += [
            ("links", container.links),
            ("extraHosts", container.extra_hosts),
            ("dnsServers", container.dns_servers),
            ("dnsSearchDomains", container.dns_search_domains),
            ("disableNetworking", container.disable_networking),
        ]
    for name, value in settings:
        if _says_something(value):
            yield rule.finding(
                value, f"`{name}` does nothing for Windows containers, allowed is to leave it out"
            )
    if not task.is_fargate:
        for option in container.docker_security_options:
            if option.value and not option.value.startswith("credentialspec"):
                yield rule.finding(option, "a security option for Windows, allowed is `credentialspec:`")


def _says_something(value: Value) -> bool:
    if isinstance(value, Flag | Items):
        return bool(value.value) if isinstance(value, Flag) else len(value) > 0
    return value.present and not value.unknown
