"""What is wrong with a Dockerfile as text: problems that the builder stops at, or warns of, before anything runs."""

from ecslint.record import NamedTuple
from ecslint.source import Span

_SHOWN = 60


class Problem(NamedTuple):
    """One fault of the syntax: where, which kind (a stable word with hyphens), and a message for people.

    A message never holds the value of an ENV, ARG or LABEL: it may be a secret. `surplus` are characters without
    which the fault would be gone, where that is certain.
    """

    span: Span
    kind: str
    message: str
    surplus: Span | None = None


def quoted(text: str) -> str:
    """A text in backquotes for a message, cut when it is long."""
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return f"`{shown}`"


def nearest(word: str, names: tuple[str, ...]) -> str | None:
    """The first of `names` that one typing slip (a letter more, less, changed or swapped) turns into `word`."""
    for name in names:
        if abs(len(name) - len(word)) <= 1 and _one_slip(word, name):
            return name
    return None


def distance(left: str, right: str) -> int:
    """How many letters must be added, removed or changed to make one word of the other."""
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, start=1):
        diagonal, row[0] = row[0], at
        for other, its_letter in enumerate(right, start=1):
            diagonal, row[other] = (
                row[other],
                min(row[other] + 1, row[other - 1] + 1, diagonal + (letter != its_letter)),
            )
    return row[-1]


def _one_slip(left: str, right: str) -> bool:
    shorter, longer = (left, right) if len(left) <= len(right) else (right, left)
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    rest, other = shorter[same:], longer[same:]
    if len(shorter) < len(longer):
        return rest == other[1:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
