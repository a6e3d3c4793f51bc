r"""Verification of TLS certificates switched off

Without it anybody on the way can answer in the server's name, and what is downloaded or sent is theirs. Mostly a certificate authority
is missing: install `ca-certificates`, or copy your own authority in and run `update-ca-certificates`. As `ENV` in the final image it
holds for everything that the container ever runs, so there it is an error.

```diff
  FROM python:3.13-slim
- ENV PYTHONHTTPSVERIFY=0 LANG=C.UTF-8
+ ENV LANG=C.UTF-8
- RUN curl -fsSkL https://example.com/a | tar xz \
+ RUN curl -fsSL https://example.com/a | tar xz \
-     && python3 -m pip install --trusted-host pypi.org flask==3.1.0
+     && python3 -m pip install flask==3.1.0
```

Options, settings, configuration files, and variables for one command or for all that follow:

```diff
  FROM debian:12-slim
- ARG npm_config_strict_ssl="false"
  RUN true \
-     && wget -q --no-check-certificate https://example.com/b \
-     && npm config set strict-ssl false \
-     && yarn config set "strict-ssl" no -g \
-     && git -c http.sslVerify=false clone https://example.com/c.git \
-     && git config --global http.https://example.com.sslverify 0 \
-     && dnf -y --setopt=sslverify=False install d \
-     && echo 'sslverify=0' >> /etc/yum.conf \
-     && sudo env GIT_SSL_NO_VERIFY=1 git fetch
  RUN <<EOF
- export NODE_TLS_REJECT_UNAUTHORIZED=0
- pip config set global.trusted-host example.com
  EOF
- RUN ["curl", "--insecure", "-O", "https://example.com/e"]
- ONBUILD ENV PIP_TRUSTED_HOST=example.com
```

Other meanings of `-k`, values that leave it on, the machine itself, and what is not known:

```dockerfile
FROM debian:12-slim
ARG STRICT
ENV PYTHONHTTPSVERIFY=1 NODE_TLS_REJECT_UNAUTHORIZED=${STRICT}
RUN tar -xkf a.tar && sort -k 2 b && wget -k https://example.com/ && curl -H -k https://example.com/
RUN npm config set strict-ssl true && git -c http.sslVerify=true fetch && ln -sk a b
HEALTHCHECK CMD curl -fk https://localhost:8443/health || exit 1
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Arg, Env, Executed
from ecslint.dockerfile.tls import is_off, tls_faults
from ecslint.rule import Finding, Rule, Severity
from ecslint.source import Span

rule = Rule(
    "DF208",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://cwe.mitre.org/data/definitions/295.html",),
    peers=(
        "checkov:CKV2_DOCKER_2",
        "checkov:CKV2_DOCKER_3",
        "checkov:CKV2_DOCKER_4",
        "checkov:CKV2_DOCKER_5",
        "checkov:CKV2_DOCKER_6",
        "checkov:CKV2_DOCKER_12",
        "checkov:CKV2_DOCKER_13",
        "checkov:CKV2_DOCKER_14",
        "checkov:CKV2_DOCKER_15",
        "checkov:CKV2_DOCKER_16",
    ),
)

MESSAGE = "{} switches the verification of certificates off: install the missing authority and leave it on"


@rule.check
def command(node: Executed) -> Iterator[Finding]:
    for fault in tls_faults(node):
        yield rule.finding(fault.span, MESSAGE.format(fault.what))


@rule.check
def env(node: Env) -> Iterator[Finding]:
    severity = Severity.ERROR if node.stage is not None and node.stage.is_shipped else Severity.WARNING
    yield from _variables(node, severity)


@rule.check
def arg(node: Arg) -> Iterator[Finding]:
    yield from _variables(node, Severity.WARNING)


def _variables(node: Env | Arg, severity: Severity) -> Iterator[Finding]:
    for key, value, _ in node.pairs:
        known = (
            node.stage.scope(node).value(value.text) if value is not None and node.stage is not None else None
        )
        if value is not None and is_off(key.text, known):
            place = Span(key.span.source, key.span.start, value.span.end)
            yield rule.finding(place, MESSAGE.format(f"`{key.text}`"), severity=severity)
