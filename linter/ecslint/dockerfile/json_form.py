"""Words and broken arrays turned into the JSON form."""

import re
from collections.abc import Iterable

from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.words import Word
from ecslint.finding import Edit

_PLAIN_WORD = r"[A-Za-z0-9_./:=@%+,-]+"
_ITEM = r"""(?:'[^'"\\]*'|"[^"\\]*")"""
_ARRAY = rf"\[\s*{_ITEM}(?:\s*,\s*{_ITEM})*\s*(,\s*)?\]"


def array(words: Iterable[str]) -> str:
    """A JSON array of strings."""
    from json import dumps  # noqa: PLC0415 - only for a fix

    return dumps(list(words), ensure_ascii=False)


def array_of_plain(words: Iterable[Word]) -> str | None:
    """The JSON form of words that mean just what they say, None if one has a quote, a variable or the like."""
    texts = [word.text for word in words]
    return array(texts) if texts and all(re.fullmatch(_PLAIN_WORD, text) for text in texts) else None


def mended(instruction: Instruction) -> tuple[Edit, ...]:
    """Edits that make a JSON array of one with single quotes or a trailing comma; none where that could change a word."""
    command = instruction.command
    match = re.fullmatch(_ARRAY, command.text.strip())
    if match is None:
        return ()
    shift = len(command.text) - len(command.text.lstrip())
    edits = []
    quote = ""
    for at, char in enumerate(command.text):
        if char in "'\"" and quote in {"", char}:
            quote = "" if quote else char
            if char == "'":
                edits.append(Edit(command.span(at, at + 1), '"'))
    if match[1]:
        comma = shift + match.start(1)
        edits.append(Edit(command.span(comma, comma + 1), ""))
    return tuple(edits)
