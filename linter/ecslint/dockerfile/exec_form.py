"""The exec form of a command, a list of words, as the shell text that means the same."""

import re
from collections.abc import Callable, Sequence

from ecslint.source import Excerpt

_PLAIN = re.compile(r"[A-Za-z0-9_./:=@%+,-]+")


def shell_text(words: Sequence[Excerpt]) -> Excerpt:
    """One text with every word quoted where it needs to be, each character still knowing its place.

    So `["sh", "-c", "a && b"]` is read like `sh -c 'a && b'`. A quote stands where the JSON quote stands, one
    character before and behind the word.
    """
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    here = 0

    def add(text: str, there: int) -> None:
        nonlocal here
        pieces.append((here, there))
        parts.append(text)
        here += len(text)

    end = words[-1].end if words else 0
    for number, word in enumerate(words):
        if number:
            add(" ", words[number - 1].end)
        text = word.text
        if _PLAIN.fullmatch(text):
            _add_run(word, 0, len(text), add)
            continue
        add("'", word.offset(0) - 1)
        at = 0
        for index, character in enumerate(text):
            if character == "'":
                _add_run(word, at, index, add)
                add("'\\''", word.offset(index))
                at = index + 1
        _add_run(word, at, len(text), add)
        add("'", word.end)
    return Excerpt(words[0].source, "".join(parts), pieces, end)


def _add_run(word: Excerpt, start: int, end: int, add: Callable[[str, int], None]) -> None:
    """Add `word.text[start:end]` piece by piece: escapes in the JSON string shift the places."""
    for piece_start, piece_end, there in word.runs(start, end):
        add(word.text[piece_start:piece_end], there)
