r"""yum, dnf or zypper install without a version

What is installed is what the repository holds today, so one commit builds two different images. Repositories keep few versions, so this
rule is off unless it is selected.

```diff
  FROM fedora:41
- RUN dnf install -y httpd && dnf clean all
+ RUN dnf install -y httpd-2.4.62 && dnf clean all
```

```diff
  FROM opensuse/leap:15.6
  RUN zypper --non-interactive in --type package \
-     java-devel \
+     java-devel-11 \
      git=2.43
- RUN sudo yum -y --enablerepo=extras install ca-certificates || microdnf install -y nss
+ RUN sudo yum -y --enablerepo=extras install ca-certificates-2024 || microdnf install -y nss-3
```

```dockerfile
FROM fedora:41
RUN dnf -y group install "Development Tools" && dnf module install -y nodejs:20 && yum groupinstall -y a && yum update -y b
RUN dnf install -y --enablerepo crb a-1.2-3.fc41 ./b.rpm https://example.com/c.rpm @group $D e=1.0 && dnf update -y
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import RPM_MANAGERS, installs
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF508",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=(
        "hadolint:DL3033",
        "hadolint:DL3037",
        "hadolint:DL3041",
        "kics:yum_install_without_version",
        "kics:missing_version_specification_in_dnf_install",
        "kics:zypper_install_without_version",
    ),
    default=False,
)


@rule.check_calls(*RPM_MANAGERS, "zypper")
def unpinned(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        if (
            install.manager not in {*RPM_MANAGERS, "zypper"}
            or install.verb.text not in {"install", "in"}
            or install.before
        ):
            continue
        for word in install.packages:
            name = word.value
            is_pinned = name is None or re.search(r"-\d|[=<>@/*]|\.rpm$", name)
            if not is_pinned:
                example = f"{name}=1.2.3" if install.manager == "zypper" else f"{name}-1.2.3"
                yield rule.finding(word, f"`{name}` has no version", help=f"name one, such as `{example}`")
