"""The words of the command line: one parser a command, and the settings that arguments and configuration add up to."""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence

from ecslint import report as reports
from ecslint.annotations import NoReturn
from ecslint.config import LAUNCH_TYPES, Config, Nearest, load
from ecslint.errors import UsageError
from ecslint.finding import Severity
from ecslint.lint import Settings
from ecslint.shelf import Selection, check_selector, options_of, parse_selectors, severities_of

LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
# Options that the environment can set, and what they allow (nothing: any text).
VARIABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "config": ("ECSLINT_CONFIG", ()),
    "baseline": ("ECSLINT_BASELINE", ()),
    "fail_on": ("ECSLINT_FAIL_ON", (*LEVELS, "never")),
    "min_severity": ("ECSLINT_MIN_SEVERITY", tuple(LEVELS)),
    "launch_type": ("ECSLINT_LAUNCH_TYPE", LAUNCH_TYPES),
}
# The rules that `require-reason` switches on.
REASONS = ("ignore-without-reason", "suppression-without-reason")


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
    return parser


def files_parser() -> Parser:
    """`ecslint files`."""
    parser = Parser("ecslint files", "What would be linted, as what, and why.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: .)")
    add_discovery(parser)
    return parser


def baseline_parser(action: str) -> Parser:
    """`ecslint baseline create` and `ecslint baseline prune`."""
    texts = {"create": "Write down all findings as known.", "prune": "Remove the entries that match nothing."}
    parser = Parser(f"ecslint baseline {action}", texts[action])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: .)")
    parser.add_argument("--baseline", metavar="FILE", help="the file (default: ecslint-baseline.json)")
    _add_selection(parser)
    add_discovery(parser)
    _add_documents(parser)
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
        choices=("dockerfile", "task-definition", "service-definition"),
        help="what the files are, whatever their names",
    )
    add(
        "--launch-type",
        type=str.upper,
        choices=LAUNCH_TYPES,
        help="assume it where a task definition does not say",
    )


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


def settings_of(arguments: argparse.Namespace, config: Config) -> Settings:
    given = parse_selectors(arguments.select or [])
    selection = Selection(
        select=given or tuple(config.select),
        ignore=parse_selectors(arguments.ignore or []) + (() if given else tuple(config.ignore)),
        extend_select=parse_selectors(arguments.extend_select or [])
        + (() if given else tuple(config.extend_select)),
        # A narrower look on the command line is just that; otherwise what is mandatory runs, whatever is ignored.
        always=(() if given else config.mandatory) + (REASONS if config.require_reason else ()),
    )
    return discovery_settings(arguments, config)._replace(
        selection=selection,
        severities=severities_of({rule: LEVELS[level] for rule, level in config.severity.items()}),
        options=options_of(config.rules),
        kind=arguments.kind,
        launch_type=arguments.launch_type or config.launch_type,
        inline_ignores=config.inline_ignores and not arguments.no_inline_ignores,
        per_file_ignores=config.per_file_ignores,
        root=config.folder,
        foreign_ignores=config.foreign_ignores,
        services=config.services,
        mandatory=config.mandatory,
        suppressions=config.suppress,
    )


def configured(
    arguments: argparse.Namespace,
    paths: Sequence[str],
    settings_from: Callable[[argparse.Namespace, Config], Settings] | None = None,
) -> tuple[Config, Settings]:
    """The configuration at the root of a run over `paths`, and its settings, which know those nearest to other files.

    `settings_from` makes settings of arguments and a configuration: all of them, if it is not given.
    """
    make = settings_from or settings_of
    config, nearest = root_config(arguments, paths)
    if nearest is None:
        return config, _verified(make(arguments, config))
    known: dict[int, Settings] = {}

    def settings_in(folder: str) -> Settings:
        config = nearest.of(folder)
        if id(config) not in known:
            known[id(config)] = _verified(make(arguments, config)._replace(nearest=settings_in))
        return known[id(config)]

    return config, settings_in(root_of_run(paths))


def root_config(arguments: argparse.Namespace, paths: Sequence[str]) -> tuple[Config, Nearest | None]:
    """The configuration at the root of a run, and how to find others; None where there are no others.

    The environment stands between command line and configuration.
    """
    _fill_in(arguments)
    here = os.getcwd()
    if arguments.config is not None or arguments.isolated:
        return load(here, arguments.config, arguments.isolated), None
    nearest = Nearest(here)
    return nearest.of(root_of_run(paths)), nearest


def root_of_run(paths: Sequence[str]) -> str:
    """The deepest folder that holds all that is to be linted."""
    folders = {path if os.path.isdir(path) else os.path.dirname(path) or "." for path in paths}
    try:
        return os.path.commonpath([os.path.abspath(folder) for folder in folders]) if folders else "."
    except ValueError:
        return "."


def _verified(settings: Settings) -> Settings:
    settings.selection.verify()
    for selectors in settings.per_file_ignores.values():
        for selector in selectors:
            check_selector(selector)
    for selector in settings.mandatory:
        check_selector(selector)
    return settings


def _fill_in(arguments: argparse.Namespace) -> None:
    """Take from the environment what the command line leaves open."""
    for name, (variable, choices) in VARIABLES.items():
        value = os.environ.get(variable, "")
        if not value or getattr(arguments, name, "") is not None:
            continue
        if choices:
            value = value.upper() if choices == LAUNCH_TYPES else value.lower()
            if value not in choices:
                raise UsageError(f"{variable} is wrong, allowed is {', '.join(choices)}")
        elif name == "config" and arguments.isolated:
            continue
        setattr(arguments, name, value)


def discovery_settings(arguments: argparse.Namespace, config: Config) -> Settings:
    """The settings that say which files are meant."""
    return Settings(
        exclude=(*config.exclude, *arguments.exclude),
        use_gitignore=not arguments.no_gitignore,
        force_exclude=arguments.force_exclude,
    )
