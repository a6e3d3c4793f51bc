"""What the command line and the configuration say about images in ECR, as one plan."""

import sys
from datetime import UTC, datetime

from ecslint.annotations import TYPE_CHECKING
from ecslint.config import Config
from ecslint.ecr.endpoint import check_endpoint
from ecslint.ecr.ignore import ignores
from ecslint.ecr.outcome import EcrSettings
from ecslint.ecr.policy import Policy
from ecslint.ecr.survey import Plan
from ecslint.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace


def plan(arguments: "Namespace", config: Config) -> Plan:
    """The command line wins over the configuration; only the command line leads to the network and to files."""
    if arguments.fix or arguments.unsafe_fixes or arguments.diff:
        raise UsageError("--ecr and --ecr-findings do not go with --fix, --unsafe-fixes and --diff")
    said = config.ecr
    policy = Policy(
        fail_on=arguments.ecr_fail_on or said.get("fail-on", "high"),
        only_fixable=arguments.ecr_only_fixable or said.get("only-fixable", False),
        on_error=arguments.ecr_on_error or said.get("on-error", "error"),
        stale_days=said.get("stale-days"),
        ignores=ignores(said.get("ignore", ())),
        now=datetime.now(UTC),
    )
    return Plan(arguments.ecr, arguments.ecr_findings, _settings(arguments, config), policy, sys.stderr)


def _settings(arguments: "Namespace", config: Config) -> EcrSettings:
    if arguments.aws_endpoint_url is not None:
        check_endpoint(arguments.aws_endpoint_url)
    return EcrSettings(
        jobs=arguments.ecr_jobs,
        timeout=arguments.ecr_timeout,
        total=arguments.ecr_timeout_total,
        wait=arguments.ecr_wait,
        repo_checks=arguments.ecr_repo_checks or config.ecr.get("repo-checks", False),
        profiles=dict(map(_profile, arguments.aws_profile)),
        roles=arguments.aws_role_arn,
        endpoint_url=arguments.aws_endpoint_url,
        pull_through_prefixes=config.ecr.get("pull-through-prefixes", ()),
    )


def _profile(text: str) -> tuple[str, str]:
    """The account and the profile in `[ACCOUNT=]NAME`."""
    account, equals, name = text.partition("=")
    is_account = len(account) == 12 and account.isdecimal()
    return (account, name) if equals and is_account else ("", text)
