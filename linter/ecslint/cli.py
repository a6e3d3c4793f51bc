"""The command line: arguments -> configuration -> lint -> report -> exit code."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn, TextIO

from ecslint import __version__
from ecslint import report as reports
from ecslint.config import Config, load
from ecslint.errors import UnreadableFileError, UsageError
from ecslint.finding import Severity
from ecslint.lint import Settings, lint_paths, lint_source
from ecslint.result import Result
from ecslint.shelf import Selection, check_selector, named, options_of, parse_selectors

if TYPE_CHECKING:
    from ecslint.source import Source

COMMANDS = {
    "check": "lint files and folders (the default)",
    "explain": "the page of a rule: what it finds, why it matters, what to do",
    "rules": "all rules, as a list or as JSON",
    "files": "what would be linted, as what, and why",
}
LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
LAUNCH_TYPES = ("FARGATE", "EC2", "EXTERNAL", "MANAGED_INSTANCES")


def entry() -> None:
    """The console script: run and exit, quietly when the reader of our output has gone or the user pressed Ctrl-C."""
    # A run allocates much and drops it in large pieces: looking for garbage after every 700 objects is wasted time.
    gc.set_threshold(50_000, 10, 10)
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more while closing; there is nobody left to read it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except KeyboardInterrupt:
        sys.stderr.write("ecslint: interrupted\n")
        code = 130
    # Everything goes with the process: the interpreter need not look through it for garbage three times more.
    gc.freeze()
    sys.exit(code)


def main(argv: Sequence[str]) -> int:
    """Run one command line and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A file name or a source line may hold bytes that the terminal's encoding cannot carry.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = list(argv)
    command = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    try:
        if command:
            arguments = arguments[1:]
        elif arguments[:1] in (["-h"], ["--help"]):
            return _help()
        elif arguments[:1] in (["-V"], ["--version"]):
            print(f"ecslint {__version__}")
            return 0
        if command in {"explain", "rules"}:
            from ecslint import manual  # noqa: PLC0415 - linting never needs it

            return manual.explain(arguments) if command == "explain" else manual.rules(arguments)
        return _files(arguments) if command == "files" else _check(arguments)
    except UsageError as error:
        sys.stderr.write(f"ecslint: {error}\n")
        return 2
    except UnreadableFileError as error:
        sys.stderr.write(f"ecslint: {reports.clean(str(error))}\n")
        return 3


def _help() -> int:
    print("usage: ecslint [COMMAND] [OPTIONS] [PATHS...]\n")
    print("One linter for everything a team hands to Amazon ECS.\n\ncommands:")
    for name, text in COMMANDS.items():
        print(f"  {name:10} {text}")
    print("\n`ecslint COMMAND --help` tells more; `ecslint` alone lints the current folder.")
    return 0


class _Parser(argparse.ArgumentParser):
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


def _check_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ecslint check",
        description="Lint Dockerfiles, task definitions and service definitions.",
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files and folders (default: .), or - for standard input")
    add("--format", choices=reports.FORMATS, default="text", help="what to write to standard output")
    rules = parser.add_argument_group("rules")
    add = rules.add_argument
    add(
        "--select",
        action="append",
        metavar="RULES",
        help="only these: codes, names, prefixes, categories, ALL",
    )
    add("--ignore", action="append", metavar="RULES", help="not these")
    add("--extend-select", action="append", metavar="RULES", help="these too")
    add("--fix", action="store_true", help="apply the safe fixes, and lint what is left")
    add("--unsafe-fixes", action="store_true", help="apply the unsafe ones too")
    add("--diff", action="store_true", help="show what --fix would change, and change nothing")
    add("--min-severity", choices=LEVELS, help="report nothing below this")
    add("--fail-on", choices=(*LEVELS, "never"), help="exit 1 from this severity on (default: warning)")
    files = parser.add_argument_group("files")
    add = files.add_argument
    _add_discovery(files)
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
    add("--no-inline-ignores", action="store_true", help="do not obey ignore comments")
    output = parser.add_argument_group("output")
    add = output.add_argument
    add("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")
    add("-q", "--quiet", action="store_true", help="findings only, no summary")
    add("-v", "--verbose", action="store_true", help="say on stderr what is skipped and why")
    return parser


def _add_discovery(group: "argparse._ArgumentGroup | argparse.ArgumentParser") -> None:
    group.add_argument(
        "--exclude", action="append", default=[], metavar="GLOB", help="leave out files and folders"
    )
    group.add_argument(
        "--force-exclude", action="store_true", help="leave them out even when named on the command line"
    )
    group.add_argument("--no-gitignore", action="store_true", help="look at ignored files too")
    group.add_argument("--config", metavar="FILE", help="read this configuration")
    group.add_argument("--isolated", action="store_true", help="read no configuration at all")


def _check(argv: Sequence[str]) -> int:
    arguments = _check_parser().parse_args(argv)
    config = load(os.getcwd(), arguments.config, arguments.isolated)
    settings = _settings(arguments, config)
    settings.selection.verify()
    for selectors in settings.per_file_ignores.values():
        for selector in selectors:
            check_selector(selector)
    is_stdin = "-" in arguments.paths or (arguments.stdin_filename and not arguments.paths)
    if is_stdin:
        name, source = _standard_input(arguments)
        result = lint_source(source, name, settings)
    else:
        result = lint_paths(arguments.paths or ["."], settings)
    fail_on = arguments.fail_on or config.fail_on or "warning"
    if arguments.fix or arguments.unsafe_fixes or arguments.diff:
        from ecslint.repair import diff, repair, write  # noqa: PLC0415 - only when something is to be fixed

        result, changes = repair(result, settings, unsafe=arguments.unsafe_fixes)
        applied = sum(change.applied for change in changes)
        if arguments.diff:
            for line in diff(changes, settings):
                sys.stdout.write(reports.clean_line(line))
            sys.stderr.write(f"Would fix {applied} problems in {len(changes)} files.\n")
            return 1 if changes else result.exit_code(None)
        if is_stdin:
            fixed = changes[0].after if changes else source
            sys.stdout.buffer.write(fixed.encode())
            return result.exit_code(LEVELS.get(fail_on))
        result = result._replace(errors=(*result.errors, *write(changes)), fixed=applied)
    minimum = arguments.min_severity or config.min_severity
    if minimum:
        result = result.at_least(LEVELS[minimum])
    _notices(result, arguments)
    reports.write(
        arguments.format, result, sys.stdout, _style(arguments.color, sys.stdout, quiet=arguments.quiet)
    )
    return result.exit_code(LEVELS.get(fail_on))


def _settings(arguments: argparse.Namespace, config: Config) -> Settings:
    given = parse_selectors(arguments.select or [])
    selection = Selection(
        select=given or tuple(config.select),
        ignore=parse_selectors(arguments.ignore or []) + (() if given else tuple(config.ignore)),
        extend_select=parse_selectors(arguments.extend_select or [])
        + (() if given else tuple(config.extend_select)),
    )
    return _discovery(arguments, config)._replace(
        selection=selection,
        severities={named(rule, "severity").code: LEVELS[level] for rule, level in config.severity.items()},
        options=options_of(config.rules),
        kind=arguments.kind,
        launch_type=arguments.launch_type or config.launch_type,
        inline_ignores=not arguments.no_inline_ignores,
        per_file_ignores=config.per_file_ignores,
        prefix=config.prefix,
    )


def _discovery(arguments: argparse.Namespace, config: Config) -> Settings:
    """The settings that say which files are meant."""
    return Settings(
        exclude=(*config.exclude, *arguments.exclude),
        use_gitignore=not arguments.no_gitignore,
        force_exclude=arguments.force_exclude,
    )


def _standard_input(arguments: argparse.Namespace) -> "tuple[str, Source]":
    """What its name says it is, and the text."""
    from ecslint.discover import name_kind  # noqa: PLC0415 - only for standard input
    from ecslint.source import Source  # noqa: PLC0415 - only for standard input

    name = arguments.stdin_filename or "-"
    return name_kind(name), Source.from_bytes(name, sys.stdin.buffer.read())


def _notices(result: Result, arguments: argparse.Namespace) -> None:
    """Remarks for people, on stderr: what could not be read always, what was skipped when asked."""
    err = sys.stderr
    for trouble in result.errors:
        lead = "" if trouble.path in trouble.message else f"{trouble.path} "
        err.write(f"ecslint: {reports.clean(lead + trouble.message)}\n")
    if arguments.verbose:
        for notice in result.notices:
            err.write(f"ecslint: {reports.clean(notice)}\n")
    if not result.files and not result.errors:
        where = reports.clean(" ".join(arguments.paths or ["."]))
        err.write(
            f"warning: no Dockerfiles or task definitions found under {where} "
            f"(looked at {result.looked_at} files; see `ecslint files`)\n"
        )


def _style(color: str, out: TextIO, *, quiet: bool) -> reports.Style:
    encoding = (getattr(out, "encoding", None) or "ascii").lower()
    is_terminal = out.isatty()
    width = 100
    if is_terminal:
        from shutil import get_terminal_size  # noqa: PLC0415 - only on a terminal

        width = get_terminal_size((100, 24)).columns
    return reports.Style(
        color=_wants_color(color, is_terminal=is_terminal),
        unicode=encoding.replace("-", "") in {"utf8", "utf16", "utf32"},
        width=width,
        quiet=quiet,
    )


def _wants_color(choice: str, *, is_terminal: bool) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal and os.environ.get("TERM") != "dumb"


def _files(argv: Sequence[str]) -> int:
    from ecslint.inventory import inventory  # noqa: PLC0415 - linting never needs it

    parser = _Parser(prog="ecslint files", description="What would be linted, as what, and why.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: .)")
    _add_discovery(parser)
    arguments = parser.parse_args(argv)
    config = load(os.getcwd(), arguments.config, arguments.isolated)
    return inventory(arguments.paths or ["."], _discovery(arguments, config))
