"""Build step with more rights than the sandbox

`--security=insecure` runs the step with all capabilities, `--network=host` lets it reach everything that listens on the build machine,
and `--device` hands it hardware. Whatever the step downloads and runs gets the same, and the build asks for an entitlement that a
shared builder hardly gives. Do without, or keep such steps in a file of their own.

```diff
  FROM debian:12-slim
- RUN --security=insecure ./configure
- RUN --mount=type=cache,target=/c --network=host make test
- RUN --device=nvidia.com/gpu=all make benchmark
+ RUN ./configure
+ RUN --mount=type=cache,target=/c --network=none make test
+ RUN make benchmark
```

```diff
  FROM debian:12-slim
- ONBUILD RUN --network="host" make
```

A container that is started within the step is no better:

```diff
  FROM docker:27-dind
- RUN docker run --rm --privileged tonistiigi/binfmt --install all
```

```dockerfile
FROM debian:12-slim
RUN --security=sandbox --network=default make
RUN docker run --network=host alpine
```
"""

from collections.abc import Iterator

from ecslint.dockerfile import Run
from ecslint.rule import Finding, Rule, Severity

rule = Rule(
    "DF216",
    Severity.WARNING,
    since="0.1",
    categories=("security",),
    references=("https://docs.docker.com/reference/dockerfile/#run---security",),
    peers=("dockerfile_lint:privileged_run_container",),
)

_MEANING = {
    "security": ("insecure", "runs the step with all capabilities: only `sandbox` is allowed"),
    "network": ("host", "opens the build machine's network to the step: `default` and `none` are allowed"),
    "device": (None, "hands a device of the build machine to the step: a step without one is allowed"),
}


@rule.check
def privileged(run: Run) -> Iterator[Finding]:
    for flag in run.flag_list:
        value, meaning = _MEANING.get(flag.name, ("", ""))
        if meaning and value in {None, flag.value}:
            yield rule.finding(flag.span, f"`{flag.text}` {meaning}")
    for command in run.calls("docker", "podman", "nerdctl"):
        for option in command.options().given if command.subcommand() in {"run", "create"} else ():
            if option.name == "--privileged" and option.value != "false":
                yield rule.finding(
                    option.word,
                    f"`{command.name} {option.word.text}` hands all of the machine to a container: a step without it is allowed",
                )
