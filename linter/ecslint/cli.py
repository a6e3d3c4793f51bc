"""The command line: arguments -> configuration -> lint -> report -> exit code."""

import codecs
import os
import sys
from collections.abc import Sequence

from ecslint import __version__
from ecslint import report as reports
from ecslint.annotations import TYPE_CHECKING, TextIO
from ecslint.arguments import BARE, LEVELS, check_parser
from ecslint.configured import configured
from ecslint.errors import UnreadableFileError, UsageError
from ecslint.lint import lint_paths, lint_source
from ecslint.result import Result

if TYPE_CHECKING:
    from argparse import Namespace

    from ecslint.config import Config
    from ecslint.report.output import Output
    from ecslint.settings import Settings
    from ecslint.source import Source

COMMANDS = {
    "check": "lint files and folders (the default)",
    "explain": "the page of a rule: what it finds, why it matters, what to do",
    "rules": "all rules, as a list or as JSON",
    "baseline": "write down known findings, so that only new ones count",
    "config": "the settings in force, their JSON Schema, a starter file",
    "files": "what would be linted, as what, and why",
}

_ASCII = {
    "…": "...",
    "•": "*",
    "›": ">",
    "→": "->",
    "–": "-",
    "—": "-",
    "·": "-",
    "“": '"',
    "”": '"',
    "’": "'",
}


def main(argv: Sequence[str]) -> int:
    """Run one command line and give its exit code."""
    codecs.register_error("ecslint", _in_ascii)
    for stream in (sys.stdout, sys.stderr):
        # A file name or a source line may hold bytes that the terminal's encoding cannot carry.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="ecslint")
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
        if command in {"baseline", "config", "files"}:
            return _housekeeping(command, arguments)
        return _check(arguments)
    except UsageError as error:
        # It may name what a file of the repository says.
        sys.stderr.write(f"ecslint: {reports.clean(str(error))}\n")
        return 2
    except UnreadableFileError as error:
        sys.stderr.write(f"ecslint: {reports.clean(str(error))}\n")
        return 3


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters that the encoding of a terminal or pipe does not have."""
    assert isinstance(error, UnicodeEncodeError)
    piece = error.object[error.start : error.end]
    return "".join(_ASCII.get(character, "?") for character in piece), error.end


def _housekeeping(command: str, argv: Sequence[str]) -> int:
    if command == "baseline":
        from ecslint import baseline_command  # noqa: PLC0415 - linting never needs it

        return baseline_command.run(argv)
    if command == "files":
        from ecslint import files_command  # noqa: PLC0415 - nor this

        return files_command.run(argv)
    from ecslint import config_command  # noqa: PLC0415 - nor this

    return config_command.run(argv)


def _help() -> int:
    print("usage: ecslint [COMMAND] [OPTIONS] [PATHS...]\n")
    print("One linter for everything a team hands to Amazon ECS.\n\ncommands:")
    for name, text in COMMANDS.items():
        print(f"  {name:10} {text}")
    print("\n`ecslint COMMAND --help` tells more; `ecslint` alone lints the current folder.")
    return 0


def _check(argv: Sequence[str]) -> int:
    arguments = check_parser().parse_args([BARE.get(word, word) for word in argv])
    outputs = _outputs(arguments)
    is_stdin = "-" in arguments.paths or bool(arguments.stdin_filename and not arguments.paths)
    if is_stdin and len(arguments.paths) > 1:
        raise UsageError("`-` is standard input, and goes with no other path")
    given = [arguments.stdin_filename or "."] if is_stdin else arguments.paths or ["."]
    config, settings = configured(arguments, given)
    reviews = "html" in {arguments.format, *(output.format for output in outputs)}
    if arguments.ecr or arguments.ecr_findings:
        from ecslint.ecr_options import plan  # noqa: PLC0415 - most runs ask nothing about images

        settings = settings._replace(ecr=plan(arguments, config))
    if is_stdin:
        name, source = _standard_input(arguments)
        result = lint_source(source, name, settings, reviews=reviews)
    else:
        result = _linted(given, settings, reviews=reviews, quiet=arguments.quiet)
    fixed = None
    if arguments.fix or arguments.unsafe_fixes or arguments.diff:
        from ecslint import fix_command  # noqa: PLC0415 - only when something is to be fixed

        if arguments.diff:
            return fix_command.show(result, settings, unsafe=arguments.unsafe_fixes)
        if is_stdin:
            result, fixed = fix_command.fixed_text(result, source, settings, unsafe=arguments.unsafe_fixes)
        else:
            result = fix_command.fixed_files(result, settings, unsafe=arguments.unsafe_fixes)
    return _report(_counted(result, arguments, config), arguments, config, outputs, fixed)


def _counted(result: Result, arguments: "Namespace", config: "Config") -> Result:
    """What of a result counts: no known findings, and none below the severity that is asked for."""
    baseline = arguments.baseline or config.baseline
    if baseline:
        from ecslint import baseline_command  # noqa: PLC0415 - few runs have one

        result = baseline_command.compared(result, baseline, config.mandatory)
    minimum = arguments.min_severity or config.min_severity
    return result.at_least(LEVELS[minimum]) if minimum else result


def _report(
    result: Result,
    arguments: "Namespace",
    config: "Config",
    outputs: "tuple[Output, ...]",
    fixed: "Source | None",
) -> int:
    """Write the reports, or `fixed` in the place of the one on standard output, and give the exit code."""
    fail_on = LEVELS.get(arguments.fail_on or config.fail_on or "warning")
    _notices(result, arguments)
    style = _style(arguments, sys.stdout)._replace(fail_on=fail_on)
    if outputs:
        from ecslint.report.output import write_files  # noqa: PLC0415 - only for reports in files

        # Files first: whoever reads standard output may leave early.
        write_files(outputs, result, style)
    if fixed is not None:
        sys.stdout.buffer.write(fixed.encode())
        return result.exit_code(fail_on)
    shown = next((output.format for output in outputs if output.path == "-"), arguments.format or "text")
    reports.write(shown, result, sys.stdout, style)
    if shown not in reports.FOR_PEOPLE:
        from ecslint.report.text import closing  # noqa: PLC0415 - only where the report has no room for it

        # To a reader that has left there is nothing to sum up.
        sys.stdout.flush()
        closing(result, sys.stderr, style)
    return result.exit_code(fail_on)


def _linted(paths: Sequence[str], settings: "Settings", *, reviews: bool, quiet: bool) -> Result:
    """What is in files and folders, with progress for whoever sits in front of it."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return lint_paths(paths, settings, reviews=reviews)
    from ecslint.progress import Progress  # noqa: PLC0415 - only on a terminal

    progress = Progress(sys.stderr)
    try:
        return lint_paths(
            paths,
            settings,
            reviews=reviews,
            watch=lambda count: progress.show(lambda: f"{reports.plural(count, 'file')} looked at"),
        )
    finally:
        progress.close()


def _outputs(arguments: "Namespace") -> "tuple[Output, ...]":
    """What `--output` asks for; wrong paths and formats end the run before it begins."""
    if arguments.sarif_root is not None and not os.path.isdir(arguments.sarif_root):
        raise UsageError(f"--sarif-root: there is no folder `{arguments.sarif_root}`")
    if not arguments.output:
        return ()
    from ecslint.report.output import parse  # noqa: PLC0415 - only for reports in files

    outputs = parse(arguments.output)
    if arguments.format and any(output.path == "-" for output in outputs):
        raise UsageError("--output FORMAT=- and --format both write to standard output")
    if (
        "-" in arguments.paths
        and (arguments.fix or arguments.unsafe_fixes)
        and any(output.path == "-" for output in outputs)
    ):
        raise UsageError("--output FORMAT=- does not go with fixes of standard input, whose text goes there")
    if arguments.diff:
        raise UsageError("--output does not go with --diff, which reports nothing")
    return outputs


def _standard_input(arguments: "Namespace") -> "tuple[str, Source]":
    """What its name says it is, and the text."""
    from ecslint.discover import name_kind  # noqa: PLC0415 - only for standard input
    from ecslint.source import Source  # noqa: PLC0415 - only for standard input

    name = arguments.stdin_filename or "-"
    return name_kind(name), Source.from_bytes(name, sys.stdin.buffer.read())


def _notices(result: Result, arguments: "Namespace") -> None:
    """Remarks for people, on stderr: what could not be read always, what was skipped when asked or if it is all there is."""
    err = sys.stderr
    for trouble in result.errors:
        lead = "" if trouble.path in trouble.message else f"{trouble.path} "
        err.write(f"ecslint: {reports.clean(lead + trouble.message)}\n")
    remarks = result.skipped if not arguments.quiet or arguments.verbose else ()
    if arguments.verbose or (not result.files and len(result.notices) == 1):
        remarks += result.notices
    for remark in remarks:
        err.write(f"ecslint: {reports.clean(remark)}\n")
    if not result.files and not result.errors:
        where = reports.clean(" ".join(arguments.paths or ["."]))
        err.write(
            f"warning: no Dockerfiles or task definitions found under {where} "
            f"(looked at {reports.plural(result.looked_at, 'file')}; see `ecslint files`)\n"
        )


def _style(arguments: "Namespace", out: TextIO) -> reports.Style:
    encoding = (getattr(out, "encoding", None) or "ascii").lower()
    is_terminal = out.isatty()
    width = 100
    if is_terminal:
        from shutil import get_terminal_size  # noqa: PLC0415 - only on a terminal

        width = get_terminal_size((100, 24)).columns
    moment = None
    if arguments.timestamps:
        from time import time  # noqa: PLC0415 - most reports hold no date

        moment = time()
    return reports.Style(
        color=_wants_color(arguments.color, is_terminal=is_terminal),
        unicode=encoding.replace("-", "") in {"utf8", "utf16", "utf32"},
        width=width,
        quiet=arguments.quiet,
        statistics=arguments.statistics,
        root=arguments.sarif_root or "",
        moment=moment,
        category=arguments.sarif_category,
        include_suppressed=arguments.sarif_include_suppressed,
    )


def _wants_color(choice: str, *, is_terminal: bool) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced.lower() not in {"0", "false"}
    return is_terminal and os.environ.get("TERM") != "dumb"
