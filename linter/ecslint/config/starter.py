"""The file that `ecslint config init` writes: every key with an example, all of them commented out."""

from ecslint.config.keys import KEYS

_OPENING = """\
# Configuration of ecslint. Everything here is an example: take away the `#` where you want to differ from the defaults.
# `ecslint config show` says what is in force and where it came from, `ecslint config schema` describes every key.
"""
_EXAMPLES = {
    "extend": 'extend = "../ecslint.toml"',
    "select": 'select = ["DF", "secrets"]',
    "ignore": 'ignore = ["missing-healthcheck"]',
    "extend-select": 'extend-select = ["unpinned-apt-package"]',
    "mandatory": 'mandatory = ["secrets"]',
    "exclude": 'exclude = ["vendor"]',
    "extend-exclude": 'extend-exclude = ["examples/"]',
    "fail-on": 'fail-on = "warning"',
    "min-severity": 'min-severity = "info"',
    "launch-type": 'launch-type = "FARGATE"',
    "baseline": 'baseline = "ecslint-baseline.json"',
    "require-reason": "require-reason = true",
    "inline-ignores": "inline-ignores = false",
    "foreign-ignores": "foreign-ignores = false",
    "per-file-ignores": '[per-file-ignores]\n"test/**" = ["missing-user"]',
    "services": '[services]\n"infra/service.json" = "infra/task-definition.json"',
    "severity": '[severity]\nuntagged-image = "error"',
    "rules": '[rules.missing-user]\nunprivileged = ["registry.example.com/base"]',
    "suppress": (
        '[[suppress]]\nrule = "latest-container-image"\nfile = "infra/task-definition.json"\ncontainer = "web"\n'
        'reason = "the deployment fills in the digest"\nexpires = "2027-06-30"'
    ),
    "ecr": '[ecr]\nfail-on = "high"',
}


def starter() -> str:
    """The text of a new `ecslint.toml`."""
    parts = [_OPENING]
    # A key below a table would belong to it, so tables come last.
    for name in sorted(KEYS, key=lambda name: _EXAMPLES[name].startswith("[")):
        example = "\n".join(f"# {line}" for line in _EXAMPLES[name].split("\n"))
        doc = KEYS[name].doc
        parts.append(f"# {doc[0].upper()}{doc[1:]}.\n{example}\n")
    return "\n".join(parts)
