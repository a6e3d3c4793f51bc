"""The words of the command line: one parser a command."""

import argparse

from ecslint import report as reports
from ecslint.annotations import NoReturn
from ecslint.config import ECR_FAIL_ON, ECR_ON_ERROR, LAUNCH_TYPES
from ecslint.errors import UsageError
from ecslint.finding import Severity

LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}

BASELINE_ACTIONS = {
    "create": "write down all findings as known",
    "prune": "remove the entries that match nothing any more",
}
CONFIG_ACTIONS = {
    "show": "the settings in force, and where each comes from (the default)",
    "schema": "the JSON Schema of the configuration",
    "init": "write a starter ecslint.toml",
}


class Parser(argparse.ArgumentParser):
    """argparse with the contract's manners: one line on stderr, exit 2."""

    def __init__(self, prog: str, description: str) -> None:
        # A fixed width: asking the terminal for its own imports more than all the rest of the parser.
        super().__init__(
            prog=prog,
            description=description,
            allow_abbrev=False,
            formatter_class=lambda prog: argparse.HelpFormatter(prog, width=100),
        )

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see `{self.prog} --help`)")


def check_parser() -> Parser:
    """`ecslint check`."""
    parser = Parser("ecslint check", "Lint Dockerfiles, task definitions and service definitions.")
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and folders (default: .), or - for standard input"
    )
    parser.add_argument(
        "--format", choices=reports.FORMATS, help="what to write to standard output (default: text)"
    )
    _add_rules(parser.add_argument_group("rules"))
    files = parser.add_argument_group("files")
    add_discovery(files)
    _add_documents(files)
    _add_output(parser.add_argument_group("output"))
    _add_ecr(parser.add_argument_group("ECR"))
    return parser


def files_parser() -> Parser:
    """`ecslint files`."""
    parser = Parser("ecslint files", "What would be linted, as what, and why.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: .)")
    add_discovery(parser)
    return parser


def baseline_parser(action: str) -> Parser:
    """`ecslint baseline create` and `ecslint baseline prune`."""
    parser = Parser(f"ecslint baseline {action}", BASELINE_ACTIONS[action])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: .)")
    parser.add_argument("--baseline", metavar="FILE", help="the file (default: ecslint-baseline.json)")
    _add_selection(parser)
    add_discovery(parser)
    _add_documents(parser)
    return parser


def config_parser(action: str) -> Parser:
    """`ecslint config show`, `ecslint config schema` and `ecslint config init`."""
    parser = Parser(f"ecslint config {action}", CONFIG_ACTIONS[action])
    if action == "show":
        parser.add_argument(
            "path", nargs="?", default=".", metavar="PATH", help="for this file or folder (default: .)"
        )
        add_configuration(parser)
    return parser


def _add_selection(group: "argparse._ArgumentGroup | argparse.ArgumentParser") -> None:
    add = group.add_argument
    add(
        "--select",
        action="append",
        metavar="RULES",
        help="only these: codes, names, prefixes, categories, ALL",
    )
    add("--ignore", action="append", metavar="RULES", help="not these")
    add("--extend-select", action="append", metavar="RULES", help="these too")
    add("--no-inline-ignores", action="store_true", help="do not obey ignore comments")


def _add_rules(group: "argparse._ArgumentGroup | argparse.ArgumentParser") -> None:
    _add_selection(group)
    add = group.add_argument
    add("--baseline", metavar="FILE", help="leave out the findings that this file knows already")
    add("--fix", action="store_true", help="apply the safe fixes, and lint what is left")
    add("--unsafe-fixes", action="store_true", help="apply the unsafe ones too")
    add("--diff", action="store_true", help="show what --fix would change, and change nothing")
    add("--min-severity", choices=LEVELS, help="report nothing below this")
    add("--fail-on", choices=(*LEVELS, "never"), help="exit 1 from this severity on (default: warning)")


def add_discovery(group: "argparse._ArgumentGroup | argparse.ArgumentParser") -> None:
    """The options that say which files are meant, and which configuration holds."""
    add = group.add_argument
    add("--exclude", action="append", default=[], metavar="GLOB", help="leave out files and folders")
    add("--force-exclude", action="store_true", help="leave them out even when named on the command line")
    add("--no-gitignore", action="store_true", help="look at ignored files too")
    add_configuration(group)


def add_configuration(group: "argparse._ArgumentGroup | argparse.ArgumentParser") -> None:
    """The options that say which configuration holds."""
    group.add_argument("--config", metavar="FILE", help="read this configuration")
    group.add_argument("--isolated", action="store_true", help="read no configuration at all")


def _add_documents(group: "argparse._ArgumentGroup | argparse.ArgumentParser") -> None:
    add = group.add_argument
    add("--stdin-filename", metavar="NAME", help="the name that standard input goes by")
    add(
        "--as",
        dest="kind",
        choices=("dockerfile", "task-definition", "service-definition", "lifecycle-policy"),
        help="what the files are, whatever their names",
    )
    add(
        "--launch-type",
        type=str.upper,
        choices=LAUNCH_TYPES,
        help="assume it where a task definition does not say",
    )
    add(
        "--jobs",
        type=_jobs,
        metavar="N",
        help="at most so many processes, 1 to 64; one is all that is used today, whatever N is",
    )


def _add_ecr(group: "argparse._ArgumentGroup | argparse.ArgumentParser") -> None:
    add = group.add_argument
    add("--ecr", action="store_true", help="ask Amazon ECR about the images that the files name")
    add(
        "--ecr-findings",
        action="append",
        default=[],
        metavar="[IMAGE=]FILE",
        help="take saved answers of `aws ecr describe-image-scan-findings`, without network; may be repeated",
    )
    add(
        "--ecr-fail-on",
        choices=ECR_FAIL_ON,
        help="exit 1 for vulnerabilities from this severity on (default: high)",
    )
    add("--ecr-only-fixable", action="store_true", help="count only vulnerabilities that have a fix")
    add(
        "--ecr-wait",
        type=_seconds,
        default=0.0,
        metavar="SECONDS",
        help="wait for scans that are not done (300 if no number is given: --ecr-wait=N)",
    )
    add(
        "--ecr-on-error",
        choices=ECR_ON_ERROR,
        help="what images that could not be read come to (default: error, which is exit 3)",
    )
    add("--ecr-repo-checks", action="store_true", help="look at the settings of the repositories too")
    add("--ecr-jobs", type=_jobs, default=8, metavar="N", help="questions at a time (default: 8)")
    add("--ecr-timeout", type=_seconds, default=10.0, metavar="SECONDS", help="for one request (default: 10)")
    add(
        "--ecr-timeout-total",
        type=_seconds,
        default=120.0,
        metavar="SECONDS",
        help="for all of them, without waiting (default: 120)",
    )
    add(
        "--aws-profile",
        action="append",
        default=[],
        metavar="[ACCOUNT=]NAME",
        help="the profile for an account, or for all; may be repeated",
    )
    add(
        "--aws-role-arn",
        action="append",
        default=[],
        metavar="ARN",
        help="assume it for its account; may be repeated",
    )
    add("--aws-endpoint-url", metavar="URL", help="ask there instead")


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= 86_400:
        raise ValueError
    return seconds


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= 64):
        raise argparse.ArgumentTypeError(f"`{text}` is no number from 1 to 64")
    return int(text)


# argparse would take the next word, which is a path, for the number.
BARE = {"--ecr-wait": "--ecr-wait=300"}


def _add_output(group: "argparse._ArgumentGroup | argparse.ArgumentParser") -> None:
    add = group.add_argument
    add(
        "--output",
        action="append",
        default=[],
        metavar="FORMAT=PATH",
        help="write a report to a file too (- is standard output); may be repeated",
    )
    add("--statistics", action="store_true", help="count the findings of each rule instead of listing them")
    add("--sarif-root", metavar="DIR", help="the folder that paths in reports for forges start from")
    add("--sarif-category", metavar="NAME", default="ecslint", help="tells several SARIF uploads apart")
    add("--sarif-include-suppressed", action="store_true", help="list what is silenced in SARIF, marked so")
    add("--timestamps", action="store_true", help="say in SARIF, JUnit and HTML when the run was")
    add("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")
    add("-q", "--quiet", action="store_true", help="findings only, no summary")
    add("-v", "--verbose", action="store_true", help="say on stderr what is skipped and why")
