"""Service Connect configuration that ECS refuses

`serviceConnectConfiguration` says whether it is `enabled`. Each service in it has a name of its own and one client alias at
most, with a port and a DNS name of lower-case letters, digits, dots, hyphens and underscores. An access log needs a log
configuration to go to.

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "serviceConnectConfiguration": {
      "enabled": true,
      "namespace": "internal",
      "services": [
        {
          "portName": "http",
-         "clientAliases": [{"port": 80, "dnsName": "Web.Internal"}]
+         "clientAliases": [{"port": 80, "dnsName": "web.internal"}]
        }
      ]
    }
  }
```

```diff
  {
    "serviceName": "web",
    "taskDefinition": "web:3",
    "desiredCount": 2,
    "serviceConnectConfiguration": {
      "enabled": true,
      "namespace": "internal",
      "services": [
        {
          "portName": "http",
          "clientAliases": [
            {"port": 80},
-           {"port": 8080}
          ]
        }
      ]
    }
  }
```

```json
{
  "serviceName": "web",
  "taskDefinition": "web:3",
  "desiredCount": 2,
  "serviceConnectConfiguration": {
    "enabled": true,
    "services": [{"portName": "http", "clientAliases": [{"port": 80, "dnsName": "${name}.internal"}]}]
  }
}
```
"""

import re
from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import ClientAlias, ServiceConnectConfiguration, ServiceConnectService, Text
from ecslint.taskdefinition.values import repeated
from ecslint.taskdefinition.wording import shown

rule = Rule(
    "SV032",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html",),
    peers=(
        "cdk-preflight:svc-connect-client-alias-dns-name",
        "cdk-preflight:svc-connect-client-aliases-max",
        "cdk-preflight:svc-connect-port-name-missing",
    ),
)


@rule.check
def invalid_configuration(configuration: ServiceConnectConfiguration) -> Iterator[Finding]:
    if configuration.enabled.absent:
        yield rule.finding(
            configuration,
            "`serviceConnectConfiguration` has no `enabled`, allowed are `true` and `false` "
            '(AWS: Missing required parameter in serviceConnectConfiguration: "enabled")',
        )
    if configuration.access_log_configuration.present and configuration.log_configuration.absent:
        yield rule.finding(
            configuration.access_log_configuration,
            "`accessLogConfiguration` stands without `logConfiguration`, allowed are both",
        )
    proxies = configuration.container_configurations
    if len(proxies) > 10:
        yield rule.finding(proxies[10], f"{len(proxies)} `containerConfigurations`, allowed are 10")


@rule.check
def same_name(configuration: ServiceConnectConfiguration) -> Iterator[Finding]:
    for _, name, first in repeated(configuration.services, _name):
        yield rule.finding(
            name,
            f"two services are discovered as {shown(name.value)}, allowed is a `discoveryName` once",
            notes=(Note(first, "used here first"),),
        )


def _name(service: ServiceConnectService) -> Text:
    """What a service is discovered as."""
    return service.port_name if service.discovery_name.absent else service.discovery_name


@rule.check
def invalid_service(service: ServiceConnectService) -> Iterator[Finding]:
    if service.port_name.absent:
        yield rule.finding(
            service,
            "the service has no `portName`, allowed is the name of a port mapping "
            '(AWS: Missing required parameter in serviceConnectConfiguration.services: "portName")',
        )
    name = service.discovery_name
    if name.value is not None and not re.fullmatch(r"[a-z0-9_][a-z0-9_-]{0,63}", name.value):
        yield rule.finding(
            name,
            f"`discoveryName` is {shown(name.value)}, allowed are 1 to 64 lower-case letters, digits, underscores and "
            "hyphens that do not begin with a hyphen",
        )
    aliases = service.client_aliases
    if len(aliases) > 1:
        yield rule.finding(
            aliases[1],
            f"{len(aliases)} `clientAliases`, allowed is 1 "
            f"(AWS: {len(aliases)} clientAliases exceeds the max limit of 1)",
        )


@rule.check
def invalid_alias(alias: ClientAlias) -> Iterator[Finding]:
    port, name = alias.port, alias.dns_name
    if port.absent:
        yield rule.finding(
            alias,
            "the client alias has no `port`, allowed is 0 to 65535 "
            '(AWS: Missing required parameter in clientAliases: "port")',
        )
    elif port.value is not None and not 0 <= port.value <= 65535:
        yield rule.finding(port, f"`port` is {shown(port.value)}, allowed is 0 to 65535")
    if name.value is not None and not re.fullmatch(r"[a-z0-9_.][a-z0-9_.-]{0,126}", name.value):
        yield rule.finding(
            name,
            f"`dnsName` is {shown(name.value)}, allowed are up to 127 lower-case letters, digits, dots, underscores and "
            "hyphens that do not begin with a hyphen (AWS: The DNS name that you provided is invalid)",
        )
