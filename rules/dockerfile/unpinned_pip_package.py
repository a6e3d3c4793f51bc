r"""pip install of a package without a version

`pip install flask` takes whatever was published last, so one commit builds two different images and a broken or hijacked release gets in
by itself. Name versions, or install from a lock file with `-r` and hashes.

```diff
  FROM python:3.13-slim
- RUN pip install --no-cache-dir flask
+ RUN pip install --no-cache-dir flask==3.0.3
```

```diff
  FROM python:3.13-slim
  RUN python -m pip install --index-url https://pypi.example.com/simple \
-     "uvicorn[standard]"
+     "uvicorn[standard]~=0.30"
```

```diff
  FROM python:3.13-slim
- ONBUILD RUN pip3 install --extra-index-url=https://a.example.com/simple -t /opt b
+ ONBUILD RUN pip3 install --extra-index-url=https://a.example.com/simple -t /opt b==1
- RUN sudo -H pip install git+https://github.com/acme/tool.git "c @ git+ssh://git@example.com/c"
+ RUN sudo -H pip install git+https://github.com/acme/tool.git@v1 "c @ git+ssh://git@example.com/c@5f3a1b2"
  RUN <<EOF
- pip install setuptools
+ pip install setuptools==75.1.0
  EOF
```

The tools that install the rest may be upgraded to the newest, and files, lists and constraints say themselves what they bring:

```dockerfile
FROM python:3.13-slim
RUN pip install -r requirements.txt && pip install . && pip install -e ./lib && pip install --upgrade pip
RUN pip install -c constraints.txt flask && pip install --upgrade "$PACKAGE" && pip download g && pip install d!=2
RUN pip install -U pip setuptools && pip install h==1 --hash=sha256:0f && pip install ${NAME}-tools && pip install dist/*
RUN pip install a==1 'b>=2,<3' c~=1.0 d===1 git+https://example.com/e.git@v1 ./f.whl https://example.com/g.tar.gz $H "i @ https://example.com/i.whl"
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.dockerfile.packages import installs
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF509",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL3013", "kics:unpinned_package_version_in_pip_install"),
)

# The tools that install the rest; the newest of them is what people want.
_TOOLS = frozenset({"pip", "setuptools", "wheel"})


@rule.check_calls("pip")
def unpinned(run: Run) -> Iterator[Finding]:
    for install in installs(run):
        options = install.options
        if install.manager != "pip" or options.has("-c", "--constraint", "--require-hashes"):
            continue
        is_upgrade = options.has("-U", "--upgrade")
        for word in install.packages:
            name = word.value
            if not name:
                continue
            if "git+" in name:
                if "@" not in name.partition("://")[2].partition("/")[2]:
                    yield rule.finding(
                        word,
                        f"`{name}` names no tag or commit",
                        help="name one, as in `git+https://…@v1.2.3`",
                    )
                continue
            if (
                any(sign in name for sign in "=<>@/\\*")
                or name.endswith((".whl", ".zip", ".gz"))
                or name[0] in ".~"
            ):
                continue
            if not (is_upgrade and name in _TOOLS):
                yield rule.finding(
                    word, f"`{name}` has no version", help=f"name one, such as `{name}==1.2.3`"
                )
