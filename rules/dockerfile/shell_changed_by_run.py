"""Default shell changed by a command

`ln -sf /bin/bash /bin/sh` changes the program behind every script of the image, and what relied on the plain shell may break. For
the build, `SHELL` says which shell its steps use.

```diff
  FROM debian:12-slim
- RUN ln -sf /bin/bash /bin/sh
+ SHELL ["/bin/bash", "-c"]
```

```diff
  FROM debian:12-slim
- RUN true && sudo mv /bin/bash /bin/sh
- RUN chsh -s /bin/bash
  RUN true
```

```dockerfile
FROM debian:12-slim
RUN ln -s /bin/bash /usr/local/bin/sh2 && cp a /bin/shell && usermod -aG docker app
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF416",
    Severity.INFO,
    since="0.1",
    categories=("reliability",),
    peers=("hadolint:DL4005", "kics:changing_default_shell_using_run_command", "tally:DL4005"),
)


@rule.check
def changed(run: Run) -> Iterator[Finding]:
    for command in run.commands:
        inner = command.unwrapped
        words = [word.value for word in inner.arguments]
        is_link = inner.name in {"ln", "mv", "cp"} and words[-1:] == ["/bin/sh"]
        if (is_link or (inner.name == "chsh" and words)) and inner.name_word is not None:
            yield rule.finding(
                inner.name_word, "the default shell is changed by a command", help="use `SHELL` for the build"
            )
