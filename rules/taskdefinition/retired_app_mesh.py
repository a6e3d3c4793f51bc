"""App Mesh proxy, whose service has ended

AWS App Mesh reached its end of life on 30 September 2026; a task whose traffic goes through its proxy has nobody left to tell
the proxy where to. Service Connect, configured in the service, does what App Mesh did.

```diff
  {
    "family": "web",
    "networkMode": "awsvpc",
-   "proxyConfiguration": {"type": "APPMESH", "containerName": "envoy"},
    "containerDefinitions": [{"name": "envoy", "image": "example.com/envoy:1.29"}]
  }
```
"""

from collections.abc import Iterator

from ecslint.rule import Finding, Rule, Severity
from ecslint.taskdefinition import ProxyConfiguration

rule = Rule(
    "TD225",
    Severity.WARNING,
    since="0.1",
    categories=("reliability",),
    references=("https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html",),
)


@rule.check
def retired(proxy: ProxyConfiguration) -> Iterator[Finding]:
    if proxy.type.absent or proxy.type.value == "APPMESH":
        yield rule.finding(
            proxy, "App Mesh ended in September 2026, allowed is Service Connect instead of a proxy"
        )
