"""The keys of a configuration file: what each takes and does, and which ones are refused whatever they say."""

from collections.abc import Mapping

from ecslint.config import LAUNCH_TYPES, LEVELS
from ecslint.config.ecr import ECR_KEYS
from ecslint.config.values import (
    DAY,
    FLAG,
    ONE_OR_MORE_SELECTORS,
    POINTER,
    SELECTORS,
    TABLE,
    TABLES,
    TEXT,
    Key,
    any_case,
    one_of,
    texts,
)

_PATTERNS = texts("a list of patterns")

SUPPRESS_KEYS: Mapping[str, Key] = {
    "rule": Key(ONE_OR_MORE_SELECTORS, "the rule or rules to silence"),
    "file": Key(TEXT, "only in files that this glob means, as a path from the folder of the configuration"),
    "path": Key(POINTER, "only at this JSON pointer and below it; `*` stands for any step, `**` for several"),
    "container": Key(TEXT, "only in the container with this name"),
    "reason": Key(TEXT, "why"),
    "expires": Key(DAY, "the last day, in UTC, on which it holds"),
}

KEYS: Mapping[str, Key] = {
    "extend": Key(
        TEXT,
        "another configuration file to build on, as a path from the folder of this one",
        example='extend = "../ecslint.toml"',
    ),
    "select": Key(
        SELECTORS, "the rules to run, in place of the default ones", example='select = ["DF", "secrets"]'
    ),
    "ignore": Key(SELECTORS, "the rules not to run", joins=True, example='ignore = ["missing-healthcheck"]'),
    "extend-select": Key(
        SELECTORS, "rules to run besides", joins=True, example='extend-select = ["unpinned-apt-package"]'
    ),
    "mandatory": Key(
        SELECTORS,
        "the rules whose findings nothing can silence",
        joins=True,
        example='mandatory = ["secrets"]',
    ),
    "exclude": Key(
        _PATTERNS,
        "what to leave out, in place of the default; as in .gitignore",
        example='exclude = ["vendor"]',
    ),
    "extend-exclude": Key(
        _PATTERNS,
        "what to leave out besides; as in .gitignore",
        joins=True,
        example='extend-exclude = ["examples/"]',
    ),
    "fail-on": Key(one_of(*LEVELS, "never"), "exit 1 from this severity on", example='fail-on = "warning"'),
    "min-severity": Key(
        one_of(*LEVELS), "report nothing below this severity", example='min-severity = "info"'
    ),
    "launch-type": Key(
        any_case(*LAUNCH_TYPES),
        "the launch type of task definitions that do not say",
        example='launch-type = "FARGATE"',
    ),
    "baseline": Key(
        TEXT,
        "the file with the known findings, as a path from the folder of this file",
        example='baseline = "ecslint-baseline.json"',
    ),
    "require-reason": Key(
        FLAG,
        "report ignore comments and `[[suppress]]` entries without a reason",
        example="require-reason = true",
    ),
    "inline-ignores": Key(
        FLAG, "whether ignore comments are obeyed at all", example="inline-ignores = false"
    ),
    "foreign-ignores": Key(
        FLAG,
        "whether ignore comments for other tools, such as hadolint's, are obeyed",
        example="foreign-ignores = false",
    ),
    "per-file-ignores": Key(
        SELECTORS,
        "the rules not to run on some files",
        is_table=True,
        joins=True,
        example='[per-file-ignores]\n"test/**" = ["missing-user"]',
    ),
    "services": Key(
        TEXT,
        "which task definition a service runs: the file of the one and that of the other, as paths from the folder of this file",
        is_table=True,
        joins=True,
        example='[services]\n"infra/service.json" = "infra/task-definition.json"',
    ),
    "dockerfiles": Key(
        TEXT,
        "which Dockerfile builds the image of a task definition's containers: the file of the one and that of the other, as paths from "
        "the folder of this file",
        is_table=True,
        joins=True,
        example='[dockerfiles]\n"api/task-definition.json" = "api/Dockerfile"',
    ),
    "severity": Key(
        one_of(*LEVELS),
        "the severity of some rules",
        is_table=True,
        joins=True,
        example='[severity]\nuntagged-image = "error"',
    ),
    "rules": Key(
        TABLE,
        "options of some rules",
        is_table=True,
        joins=True,
        example='[rules.missing-user]\nunprivileged = ["registry.example.com/base"]',
    ),
    "suppress": Key(
        TABLES,
        "findings to silence, each with a place and a reason",
        joins=True,
        keys=SUPPRESS_KEYS,
        is_list=True,
        required=("rule",),
        example=(
            "[[suppress]]\n"
            'rule = "latest-container-image"\n'
            'file = "infra/task-definition.json"\n'
            'container = "web"\n'
            'reason = "the deployment fills in the digest"\n'
            'expires = "2027-06-30"'
        ),
    ),
    "ecr": Key(
        TABLE,
        "how strictly findings of image scans count",
        joins=True,
        keys=ECR_KEYS,
        example='[ecr]\nfail-on = "high"',
    ),
}

# Tables of paths, which are read as real paths: what they lead from and to.
PATH_TABLES = frozenset({"services", "dockerfiles"})

# A linter that runs in a hook must not use the network, credentials or code because a repository says so.
REFUSED = frozenset(
    {
        "account", "accounts", "assume-role", "aws-endpoint-url", "aws-profile", "aws-region", "aws-role-arn", "ca-bundle", "code",
        "command", "credential-process", "credentials", "ecr-findings", "enable", "enabled", "endpoint", "endpoint-url", "exec",
        "findings", "import", "jobs", "load", "log-level", "network", "online", "plugin", "plugins", "profile", "proxy",
        "python-path", "region", "role", "role-arn", "rules-path", "scan", "start-scan", "timeout", "timeout-total", "token", "wait",
    }
)  # fmt: skip
