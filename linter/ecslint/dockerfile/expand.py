"""BuildKit's word processing: quotes, escapes and variables, where a variable may have a value nobody knows.

A name that is mapped to a string is set; one mapped to `None` is declared, but its value is not known here (an
`ARG` without a default); a name that is missing is undeclared. Whatever an unknown value takes part in is unknown,
and the rest stays certain: `${REGISTRY}/app:latest` has no value, but does end in `/app:latest`.
"""

from collections.abc import Iterable, Mapping

from ecslint.dockerfile.word_reader import Missing, Piece, Use, WordProblem, WordReader, joined
from ecslint.record import NamedTuple

__all__ = ["Expansion", "Missing", "Use", "WordProblem", "expand", "expand_words", "unquote"]


class Expansion(NamedTuple):
    """What becomes of a text.

    `value` is None when it cannot be known or when there is a problem; then `prefix` is the certain text before
    the first unknown and `suffix` that after the last, else both are the value. `used` are all references in
    order, also those inside modifiers; `undeclared` are those to names without a mapping. Offsets are 0-based
    indexes into the text that was expanded.
    """

    value: str | None
    used: tuple[Use, ...]
    undeclared: tuple[Use, ...]
    problem: WordProblem | None
    prefix: str
    suffix: str


def expand(
    text: str,
    variables: Mapping[str, str | None],
    escape: str = "\\",
    *,
    missing: Missing = "empty",
    quotes: bool = True,
) -> Expansion:
    """Expand one word as BuildKit does, without its quotes and escapes.

    `missing` says what an undeclared name stands for: BuildKit takes it as empty, but inside a stage it may come
    from the base image. With `quotes=False` quotes are ordinary characters, as in heredoc bodies.
    """
    if "$" not in text and escape not in text and not (quotes and ("'" in text or '"' in text)):
        return Expansion(text, (), (), None, text, text)
    reader = WordReader(text, variables, escape, missing, quotes=quotes)
    pieces = reader.read()
    used = tuple(reader.uses)
    undeclared = tuple(use for use in used if use.name not in variables)
    value = joined(pieces)
    if value is not None:
        return Expansion(value, used, undeclared, None, value, value)
    prefix = "".join(_certain(pieces))
    suffix = "" if reader.problem else "".join(_certain(reversed(pieces))[::-1])
    return Expansion(None, used, undeclared, reader.problem, prefix, suffix)


def expand_words(
    text: str, variables: Mapping[str, str | None], escape: str = "\\", *, missing: Missing = "empty"
) -> tuple[str | None, ...]:
    """The words that a text becomes, as in `EXPOSE`: blanks of a value split it, those in quotes do not.

    A word that an unknown takes part in is None and stands for any number of words. No words if there is a problem.
    """
    reader = WordReader(text, variables, escape, missing)
    words: list[str | None] = []
    word: list[Piece] = []
    for piece in reader.read():
        if piece.text is None or piece.is_solid or not any(map(str.isspace, piece.text)):
            word.append(piece)
            continue
        runs = piece.text.split()
        if word and piece.text[0].isspace():
            words.append(joined(word))
            word = []
        for number, run in enumerate(runs):
            if number:
                words.append(joined(word))
                word = []
            word.append(Piece(run))
        if runs and piece.text[-1].isspace():
            words.append(joined(word))
            word = []
    words.append(joined(word))
    return () if reader.problem else tuple(word for word in words if word != "")


def unquote(text: str, escape: str = "\\") -> str:
    """The text without quotes and escapes, `$` being an ordinary character; an open quote stays as it is."""
    if escape not in text and "'" not in text and '"' not in text:
        return text
    reader = WordReader(text, {}, escape, "empty", dollars=False)
    pieces = reader.read()
    rest = text[reader.at :] if reader.problem else ""
    return "".join(_certain(pieces)) + rest


def _certain(pieces: Iterable[Piece]) -> list[str]:
    """The texts up to the first unknown."""
    known: list[str] = []
    for piece in pieces:
        if piece.text is None:
            break
        known.append(piece.text)
    return known
