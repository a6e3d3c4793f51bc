"""Proxy configuration that ECS refuses

`proxyConfiguration` sends the traffic of a task through an App Mesh proxy. It works in the network mode `awsvpc`, names a
container of the task, and needs the properties `ProxyIngressPort`, `ProxyEgressPort`, `AppPorts`, `EgressIgnoredIPs` and one of
`IgnoredUID` and `IgnoredGID`; a list may be empty.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "proxyConfiguration": {
-     "containerName": "proxy",
+     "containerName": "envoy",
      "properties": [
        {"name": "ProxyIngressPort", "value": "15000"},
        {"name": "ProxyEgressPort", "value": "15001"},
        {"name": "AppPorts", "value": "8080"},
        {"name": "EgressIgnoredIPs", "value": ""},
        {"name": "IgnoredUID", "value": "1337"}
      ]
    },
    "containerDefinitions": [
      {"name": "web", "image": "example.com/web:1.4"},
      {"name": "envoy", "image": "example.com/envoy:1.29", "essential": true}
    ]
  }
```

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
    "proxyConfiguration": {
      "containerName": "envoy",
-     "properties": [{"name": "IgnoredUID", "value": "1337"}]
+     "properties": [
+       {"name": "ProxyIngressPort", "value": "15000"},
+       {"name": "ProxyEgressPort", "value": "15001"},
+       {"name": "AppPorts", "value": "8080"},
+       {"name": "EgressIgnoredIPs", "value": "169.254.170.2"},
+       {"name": "IgnoredGID", "value": "1337"}
+     ]
    },
    "containerDefinitions": [{"name": "envoy", "image": "example.com/envoy:1.29"}]
  }
```

```json
{
  "family": "web",
  "networkMode": "awsvpc",
  "proxyConfiguration": {"containerName": "${proxy}", "properties": ["${properties}"]},
  "containerDefinitions": [{"name": "web", "image": "example.com/web:1.4"}]
}
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Note, Rule, Severity
from ecslint.taskdefinition import ProxyConfiguration
from ecslint.taskdefinition.dependencies import container_names
from ecslint.taskdefinition.wording import cut, shown

NEEDED = ("ProxyIngressPort", "ProxyEgressPort", "AppPorts", "EgressIgnoredIPs")

rule = Rule(
    "TD224",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html",),
    peers=(
        "cdk-preflight:proxy-configuration-awsvpc-required",
        "cdk-preflight:proxy-configuration-container-missing",
        "cdk-preflight:proxy-configuration-missing-required-props",
    ),
)


@rule.check
def invalid(proxy: ProxyConfiguration) -> Iterator[Finding]:
    task = proxy.task_definition
    mode = task.effective_network_mode
    if mode not in {None, "awsvpc"}:
        yield rule.finding(
            proxy,
            f"`proxyConfiguration` in {mode} mode, allowed is `awsvpc` "
            "(AWS: APPMESH proxy configuration is only supported in networkMode=awsvpc)",
            notes=(Note(task.network_mode.span, "the network mode"),),
        )
    names = container_names(task)
    name = proxy.container_name
    if name.value and names is not None and name.value not in names:
        yield rule.finding(
            name,
            f"the task has no container {shown(name.value)} (AWS: Proxy container [{cut(name.value)}] does not exist)",
        )
    properties = proxy.properties
    if properties.open or any(one.name.unknown for one in properties):
        return
    given = {one.name.value for one in properties}
    missing = [f"`{one}`" for one in NEEDED if one not in given]
    if not given & {"IgnoredUID", "IgnoredGID"}:
        missing.append("`IgnoredUID` or `IgnoredGID`")
    if missing:
        aws = " (AWS: Ingress port not found)" if "ProxyIngressPort" not in given else ""
        yield rule.finding(properties, f"the proxy has no {', '.join(missing)}, which it needs{aws}")
