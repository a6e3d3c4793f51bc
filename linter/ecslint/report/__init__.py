"""One module per output format, each a function `report(result, out, style)`; imported when asked for."""

from importlib import import_module

from ecslint.annotations import TextIO
from ecslint.finding import Severity
from ecslint.record import NamedTuple
from ecslint.result import Result

FORMATS = ("text", "concise", "json", "sarif", "junit", "github", "gitlab", "markdown", "html")
# The formats for people, whose summary is part of the report.
FOR_PEOPLE = frozenset({"text", "concise"})


class Style(NamedTuple):
    """How a report may look, and what it must know beyond the result.

    For people: `color`, whether the encoding can carry `unicode`, the `width` in columns, `quiet` for no summary,
    `statistics` for counts by rule instead of findings, `elapsed` for the time the run took. For every format: `fail_on`,
    the severity from which findings fail the run (None: never); `root`, the absolute folder that the paths in reports for
    forges start from, empty for the root of the repository around the working directory; `moment`, the time of the run
    in seconds since 1970, None where the same input must give the same bytes. For SARIF: the `category` of the run,
    and whether silenced findings are listed (`include_suppressed`).
    """

    color: bool = False
    unicode: bool = True
    width: int = 100
    quiet: bool = False
    statistics: bool = False
    elapsed: bool = True
    fail_on: Severity | None = Severity.WARNING
    root: str = ""
    moment: float | None = None
    category: str = "ecslint"
    include_suppressed: bool = False


def write(format: str, result: Result, out: TextIO, style: Style) -> None:
    """Write a result in one of `FORMATS`."""
    import_module(f"ecslint.report.{format}").report(result, out, style)


def plural(count: int, word: str) -> str:
    """A count with its noun."""
    plural_form = f"{word[:-1]}ies" if word.endswith("cy") else f"{word}s"
    return f"{count} {word}" if count == 1 else f"{count} {plural_form}"


def clean(text: str) -> str:
    """Text from outside without anything a terminal would act on."""
    from ecslint.report.snippet import clean as clean_text  # noqa: PLC0415 - only when there is something to say

    return clean_text(text)


def clean_line(line: str) -> str:
    """A line of a file with its line feed, the rest of it made safe for a terminal."""
    return clean(line.removesuffix("\n").replace("\t", "    ")) + "\n"
