"""Ways to write down shell text in a test and get hold of what was read."""

from collections.abc import Sequence

from ecslint.dockerfile.shell import Command, Script, Word, parse
from ecslint.source import Excerpt, Source


def script(text: str, dialect: str = "sh") -> Script:
    source = Source("Dockerfile", text)
    return parse(Excerpt(source, text, [(0, 0)], len(text)), dialect)


def only(text: str) -> Command:
    """The one command of a text, which may have others inside its words."""
    command, *nested = script(text).commands
    assert all(other.parent is command for other in nested)
    return command


def word(text: str) -> Word:
    """The word that `text` is as an argument."""
    return only("echo " + text).words[1]


def texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]
