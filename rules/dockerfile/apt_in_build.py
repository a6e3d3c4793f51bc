"""apt where apt-get is meant

`apt` is for people at a terminal: it warns that its interface is not stable, and what a script relies on may change. `apt-get`
and `apt-cache` take the same words.

```diff
  FROM debian:12-slim
- RUN apt update && true
- RUN true; sudo apt install -y curl
+ RUN apt-get update && true
+ RUN true; sudo apt-get install -y curl
```

```diff
  FROM debian:12-slim
- RUN apt show curl
+ RUN apt-cache show curl
```

```dockerfile
FROM debian:12-slim
RUN rm -rf /var/lib/apt/lists/* && echo "apt install" && cat /etc/apt/sources.list
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.rule import Edit, Finding, Fix, Rule, Severity

rule = Rule(
    "DF406",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL3027", "checkov:CKV_DOCKER_9", "kics:run_using_apt", "tally:DL3027"),
    fix="safe",
)

_BY_APT_GET = frozenset(
    "install remove purge autoremove autopurge update upgrade full-upgrade dist-upgrade source build-dep download clean autoclean".split()
)
_BY_APT_CACHE = frozenset({"search", "show", "showpkg", "depends", "rdepends", "policy"})


@rule.check_calls("apt")
def apt(run: Run) -> Iterator[Finding]:
    for inner in run.calls("apt"):
        word = inner.name_word
        if word is None:
            continue
        verb = inner.subcommand(frozenset({"-o", "-c", "-t"}))
        program = "apt-get" if verb in _BY_APT_GET else "apt-cache" if verb in _BY_APT_CACHE else None
        fix = None
        if program and word.text == "apt" and verb != "full-upgrade":
            # `apt upgrade` installs new packages where `apt-get upgrade` does not.
            fix = Fix(f"Use `{program}`", (Edit(word.span, program),), safe=verb != "upgrade")
        yield rule.finding(
            word, f"`apt` in a build: `{program or 'apt-get'}` has a stable interface", fix=fix
        )
