r"""Packages accepted without a valid signature

A signature is what ties a package to those who publish it; the mirror, the cache and the network between are nobody's friends. With
the check off, whoever controls one of them runs code as root in the build and in the image. Install the publisher's key instead
(`signed-by=` for apt, `rpm --import`, `/etc/apk/keys`).

```diff
  FROM debian:12-slim
- RUN apt-get update && apt-get install -y --allow-unauthenticated curl
- RUN apt-get --force-yes -y install curl && rpm -Uvh --nodigest --nosignature a.rpm
- RUN apk --no-cache add --allow-untrusted ./glibc.apk && dnf -y install --nogpgcheck b
+ RUN apt-get update && apt-get install -y curl
+ RUN apt-get -y install curl && rpm -Uvh a.rpm
+ RUN apk --no-cache add ./glibc.apk && dnf -y install b
```

Repository files and settings count, however they come into the image:

```diff
  FROM debian:12-slim
- RUN echo "deb [arch=amd64 trusted=yes] https://example.com/ stable main" > /etc/apt/sources.list.d/a.list
- RUN zypper --non-interactive --no-gpg-checks install c && yum --setopt=gpgcheck=0 -y install d \
-     && sudo apt-get -o APT::Get::AllowUnauthenticated=true install e \
-     && sed -i 's/gpgcheck=1/gpgcheck=0/' /etc/yum.conf
  RUN cat <<EOF > /etc/yum.repos.d/b.repo
  [b]
  baseurl=https://example.com/
- gpgcheck=0
  EOF
  COPY <<EOF /etc/apt/sources.list.d/c.sources
  Types: deb
- Trusted: yes
  EOF
```

A key server without TLS can be impersonated; with a full fingerprint it cannot do much, so there it is only advice:

```diff
  FROM debian:12-slim
- RUN apt-key adv --keyserver hkp://keyserver.ubuntu.com:80 --recv-keys 7F0CEB10
- RUN apt-key adv --keyserver keyserver.ubuntu.com --recv 9DA31620334BD75D9DCB49F368818C72E52529D4
```

Packages that were built in the same step need no signature, and the words may mean something else:

```dockerfile
FROM fedora:41
RUN echo "deb [ trusted=yes ] file:///tmp/built ./" > /etc/apt/sources.list.d/built.list
RUN sed -i 's/gpgcheck=0/gpgcheck=1/' /etc/yum.conf && echo repo_gpgcheck=0 >> /etc/yum.conf
RUN rpm -qp --nosignature a.rpm && git commit --no-verify && apt-get install -y --no-install-recommends a
RUN echo "deb [signed-by=/etc/apt/keyrings/a.gpg] https://example.com/ stable main" > /etc/apt/sources.list
RUN apt-key adv --keyserver hkps://keyserver.ubuntu.com --recv-keys 7F0CEB10
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run, Transfer
from ecslint.dockerfile.signatures import Unsigned, unsigned_in, unsigned_packages
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF209",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://wiki.debian.org/SecureApt", "https://cwe.mitre.org/data/definitions/347.html"),
    peers=(
        "checkov:CKV2_DOCKER_7",
        "checkov:CKV2_DOCKER_8",
        "checkov:CKV2_DOCKER_9",
        "checkov:CKV2_DOCKER_10",
        "checkov:CKV2_DOCKER_11",
    ),
)


@rule.check
def unsigned(run: Run) -> Iterator[Finding]:
    for fault in unsigned_packages(run):
        yield _finding(fault)


@rule.check
def unsigned_file(transfer: Transfer) -> Iterator[Finding]:
    for heredoc in transfer.heredocs:
        for fault in unsigned_in(heredoc.content, 0, len(heredoc.content.text)):
            yield _finding(fault)


def _finding(fault: Unsigned) -> Finding:
    return rule.finding(
        fault.span,
        f"{fault.what} lets packages in that nobody vouches for: only signed ones are allowed",
        severity=Severity.INFO if fault.is_mild else Severity.WARNING,
    )
