"""Network setting that awsvpc mode does not take

In `awsvpc` mode name, resolver and network of the containers belong to the interface of the task. `hostname`,
`extraHosts`, `dnsServers`, `dnsSearchDomains` and `disableNetworking` are refused when the definition is registered; set
the resolver in the VPC's DHCP options.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "containerDefinitions": [
      {
-       "hostname": "web",
-       "extraHosts": [{"hostname": "db", "ipAddress": "10.0.0.7"}],
-       "dnsServers": ["10.0.0.2"],
-       "dnsSearchDomains": ["example.com"],
-       "disableNetworking": true,
        "name": "web",
        "image": "nginx:1.27"
      }
    ]
  }
```

Empty lists and `false`, as `describe-task-definition` prints them, ask for nothing:

```json
{
  "family": "web",
  "networkMode": "awsvpc",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "nginx:1.27",
      "hostname": "",
      "extraHosts": [],
      "dnsServers": [],
      "dnsSearchDomains": [],
      "disableNetworking": false
    }
  ]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import Container

rule = Rule(
    "TD319",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",),
    peers=(
        "cdk-preflight:awsvpc-extra-hosts",
        "cdk-preflight:awsvpc-hostname",
        "cdk-preflight:fargate-dns-servers",
        "cdk-preflight:fargate-disable-networking",
    ),
)


@rule.check
def unsupported(container: Container) -> Iterator[Finding]:
    task = container.task_definition
    if task.effective_network_mode != "awsvpc":
        return
    for name, value, given, aws in (
        ("extraHosts", container.extra_hosts, len(container.extra_hosts) > 0, "Extra hosts are"),
        ("hostname", container.hostname, container.hostname.value, "hostname is"),
        ("dnsServers", container.dns_servers, len(container.dns_servers) > 0, "DNS servers are"),
        (
            "dnsSearchDomains",
            container.dns_search_domains,
            len(container.dns_search_domains) > 0,
            "DNS servers are",
        ),
        (
            "disableNetworking",
            container.disable_networking,
            container.disable_networking.value,
            "Disable Networking is",
        ),
    ):
        if given:
            yield rule.finding(
                value,
                f"`{name}` in awsvpc mode, allowed in bridge mode only "
                f"(AWS: {aws} not supported on container when networkMode=awsvpc)",
                notes=(Note(task.network_mode.span, "the network mode"),),
            )
