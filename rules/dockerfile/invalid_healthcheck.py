"""HEALTHCHECK that the builder refuses

After the options comes `CMD` with a command, or `NONE`. Durations are written with their unit (`30s`, `1m30s`, `500ms`), are at
least one millisecond, and `0` or `0s` means the default; `--retries` is a whole number. No variable is filled in here.

```diff
  FROM nginx:1.27
- HEALTHCHECK curl -fsS localhost
- HEALTHCHECK --interval=30 CMD curl -fsS localhost
- HEALTHCHECK --timeout=5sec CMD curl -fsS localhost
- HEALTHCHECK --start-period=10us CMD curl -fsS localhost
- HEALTHCHECK --start-interval=-1s CMD curl -fsS localhost
- HEALTHCHECK --interval=$INTERVAL CMD curl -fsS localhost
- HEALTHCHECK --retries=many CMD curl -fsS localhost
- ONBUILD HEALTHCHECK --retries=-1 CMD curl -fsS localhost
- HEALTHCHECK NONE please
+ HEALTHCHECK --interval=30s --timeout=5s --retries=2 CMD curl -fsS localhost
```

```dockerfile
FROM nginx:1.27
HEALTHCHECK --interval=1h30m --timeout=1.5s --start-period=500ms --start-interval=.5s --retries=0 CMD true
HEALTHCHECK --interval=0 --timeout=0s CMD ["true"]
healthcheck --interval="30s" cmd true
HEALTHCHECK --interval=never NONE
```
"""

import re
from collections.abc import Iterator

from ecslint.dockerfile import Flag, Healthcheck, Problem
from ecslint.rule import Finding, Rule, Severity

_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_PART = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h)"

rule = Rule(
    "DF025",
    Severity.ERROR,
    since="0.1",
    categories=("correctness",),
    references=("https://docs.docker.com/reference/dockerfile/#healthcheck",),
    peers=(
        "dockerfile-utils:ARGUMENT_UNNECESSARY",
        "dockerfile-utils:HEALTHCHECK_CMD_ARGUMENT_MISSING",
        "dockerfile-utils:FLAG_AT_LEAST_ONE",
        "dockerfile-utils:FLAG_INVALID_DURATION",
        "dockerfile-utils:FLAG_LESS_THAN_1MS",
        "dockerfile-utils:FLAG_MISSING_DURATION",
        "dockerfile-utils:FLAG_UNKNOWN_UNIT",
        "dockerfile-utils:UNKNOWN_TYPE",
        "dockerfilelint:healthcheck_options_missing_args",
    ),
)


@rule.check
def refused(problem: Problem) -> Iterator[Finding]:
    if problem.kind == "healthcheck":
        yield rule.finding(problem, problem.message)


@rule.check
def bad_option(healthcheck: Healthcheck) -> Iterator[Finding]:
    words = healthcheck.words
    # The builder reads no option of `NONE`.
    if not words or words[0].text.upper() == "NONE":
        return
    for flag in healthcheck.flag_list:
        if not flag.value or len(flag.value) > 100:
            continue
        fault = _count_fault(flag.value) if flag.name == "retries" else _duration_fault(flag)
        if fault:
            yield rule.finding(flag.value_span or flag.span, f"`--{flag.name}={flag.value}` {fault}")


def _count_fault(value: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value) or int(value) > 2**31 - 1:
        return "is no number, allowed are whole ones from 0"
    return "is negative, allowed are whole numbers from 0" if int(value) < 0 else ""


def _duration_fault(flag: Flag) -> str:
    value = flag.value or ""
    if flag.name not in {"interval", "timeout", "start-period", "start-interval"} or value in {
        "0",
        "+0",
        "-0",
    }:
        return ""
    if not re.fullmatch(rf"[+-]?(?:{_PART})+", value):
        return "is no duration, allowed are numbers with a unit, as in `30s` or `1m30s`"
    seconds = sum(
        float(part.rstrip("nuµμmsh")) * _SECONDS[part.lstrip("0123456789.")]
        for part in re.findall(_PART, value)
    )
    if seconds and (seconds < 1e-3 or value[0] == "-"):
        return "is too short, allowed are `1ms` and more"
    return ""
