"""One module per output format, each a function `report(result, out, style)`; imported when asked for."""

from importlib import import_module

from ecslint.annotations import TextIO
from ecslint.record import NamedTuple
from ecslint.result import Result

FORMATS = ("text", "concise", "json")


class Style(NamedTuple):
    """How a terminal report may look: `color`, whether the encoding can carry Unicode, and its `width`."""

    color: bool = False
    unicode: bool = True
    width: int = 100
    quiet: bool = False


def write(format: str, result: Result, out: TextIO, style: Style) -> None:
    """Write a result in one of `FORMATS`."""
    import_module(f"ecslint.report.{format}").report(result, out, style)


def clean(text: str) -> str:
    """Text from outside without anything a terminal would act on."""
    from ecslint.report.snippet import clean as clean_text  # noqa: PLC0415 - only when there is something to say

    return clean_text(text)


def clean_line(line: str) -> str:
    """A line of a file with its line feed, the rest of it made safe for a terminal."""
    return clean(line.removesuffix("\n").replace("\t", "    ")) + "\n"
