"""The formats of provider tokens, each turned into a pattern on first use."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ecslint.secrets.formats import FORMATS

# The letter of an alphabet in a format -> its characters inside a character class.
ALPHABETS = {
    "d": "0-9",
    "h": "0-9a-f",
    "H": "0-9A-Fa-f",
    "l": "0-9a-z",
    "f": "0-9a-h",
    "A": "0-9A-Z",
    "L": "A-Za-z",
    "z": "a-z",
    "n": "0-9A-Za-z",
    "w": "0-9A-Za-z_",
    "u": "0-9A-Za-z_-",
    "b": "0-9A-Za-z+/",
    "p": "0-9A-Za-z+/%",
}
UUID = "{8H}-{4H}-{4H}-{4H}-{12H}"
# What a group without an upper bound may hold: quantifiers are bounded so that no text can cost seconds.
OPEN_END = 4000

# The shortest of the formats has this many characters, its literal included.
SHORTEST = 15


class Shape:
    """One format, ready to match.

    `literals` are what the prefilter looks for; `heads` the public texts a token can begin with, longest first;
    `is_leading` tells whether a token begins with the literal, otherwise `lead` says from where to where before it a
    token can begin; `is_fixed` whether all tokens of one head have the same length; `is_weak` whether the head alone says little,
    `is_mixed` whether letters of both cases follow.
    """

    __slots__ = (
        "_pattern",
        "heads",
        "is_fixed",
        "is_leading",
        "is_mixed",
        "is_weak",
        "lead",
        "literals",
        "provider",
        "spec",
    )

    def __init__(self, literals: str, provider: str, spec: str) -> None:
        self.literals = tuple(literals.split())
        self.is_weak = provider.endswith("*")
        self.provider = provider.removesuffix("*")
        self.spec = spec.replace("{uuid}", UUID)
        self._pattern: re.Pattern[str] | None = None
        start, _, rest = self.spec.partition("{")[0].partition("(")
        starts = tuple(start + word for word in rest.partition(")")[0].split("|"))
        self.is_leading = start + rest != "" and self.literals[0].startswith(starts)
        self.lead = (0, 0) if self.is_leading else _lead(self.spec, self.literals[0], max(map(len, starts)))
        public = self.literals if self.is_leading else tuple(word for word in starts if word)
        self.heads = () if "^" in spec else tuple(sorted(public, key=len, reverse=True))
        self.is_mixed = any(alphabet in "nwub" for (_, _, alphabet, _), _ in _groups(self.spec))
        self.is_fixed = all(
            low == high and alphabet != "b" for (low, high, alphabet, _), _ in _groups(self.spec)
        )

    @property
    def pattern(self) -> re.Pattern[str]:
        """What matches it from its first character on; group 1 is the secret part."""
        if self._pattern is None:
            self._pattern = re.compile(_expression(self.spec))
        return self._pattern

    def may_begin(self, text: str, after: int) -> bool:
        """A cheap look at what follows the literal: spares compiling a pattern for `path` when `pat` is wanted."""
        if not self.is_leading and self.provider in _SHORT_TAILS:
            return True
        window = text[after : after + 9]
        return len(window) == 9 and not window.strip(_TOKEN_CHARACTERS)

    def __repr__(self) -> str:
        return f"<Shape {self.provider}>"


# After the literal of these comes little or nothing.
_SHORT_TAILS = frozenset(
    {"New Relic licence key", "MaxMind key", "Mailchimp key", "Azure key", "Azure DevOps token", "LINE token"}
)
_TOKEN_CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-+/=.~%$:"


_SIGNS = {"(": "(?:", "|": "|", ")": ")", "^": "("}


def _groups(spec: str) -> Iterator[tuple[tuple[int, int, str, str], str]]:
    """Each group as (least, most, alphabet, further characters), with the literal text that follows it."""
    for piece in spec.split("{")[1:]:
        group, _, text = piece.partition("}")
        digits = len(group) - len(group.lstrip("0123456789-+"))
        numbers, alphabet, extra = group[:digits], group[digits], group[digits + 1 :]
        low, _, high = numbers.rstrip("+").partition("-")
        yield (int(low), OPEN_END if "+" in numbers else int(high or low), alphabet, extra), text


def _lead(spec: str, literal: str, head: int) -> tuple[int, int]:
    """How many characters can stand before a literal in the middle of a format: most and least."""
    most = least = head
    for (low, high, _, _), text in _groups(spec[: spec.index(literal)]):
        least += low + len(text)
        most += high + len(text)
    return most, 0 if head else least


def _expression(spec: str) -> str:
    head = spec.partition("{")[0]
    out = ["" if "^" in spec else "(", _literal(head)]
    for (low, high, alphabet, extra), text in _groups(spec):
        inside = ALPHABETS[alphabet]
        # A hyphen that means itself stands last in a character class.
        hyphen = "-" if inside.endswith("-") or "-" in extra else ""
        bounds = f"{{{low}}}" if low == high else f"{{{low},{high}}}"
        out.append(f"[{inside.removesuffix('-')}{extra.replace('-', '')}{hyphen}]{bounds}")
        if alphabet == "b":
            out.append("={0,2}")
        out.append(_literal(text))
    return "".join(out) + ")"


def _literal(text: str) -> str:
    # Alternatives capture nothing: group 1 is the secret part. A bar outside of parentheses is one.
    signs = _SIGNS if "(" in text else {**_SIGNS, "|": r"\|"}
    return re.sub(r"\\([(|)^])", lambda sign: signs[sign[1]], re.escape(text))


# The first two characters of literals -> each literal that begins like this, and the index of its format.
_by_beginning: dict[tuple[str, str], list[tuple[str, int]]] = {}
_built: dict[int, Shape] = {}


# The search and the masks ask for the text of the same file one after the other.
@lru_cache(maxsize=2)
def shapes_for(text: str) -> tuple[Shape, ...]:
    """The formats of which a literal occurs in the text; each is built when it is needed first."""
    if not _by_beginning:
        for index, row in enumerate(FORMATS):
            for literal in row[0].split():
                _by_beginning.setdefault((literal[0], literal[1]), []).append((literal, index))
    # No token holds blanks, and most words are shorter than any token; one that is continued on the next line may be cut.
    long = "\n".join({word for word in text.split() if len(word) >= SHORTEST or word[-1] in "\\`"})
    # All pairs of characters at once cost less than a search for each of many literals.
    beginnings = _by_beginning.keys() & set(pairwise(long))
    found = {
        index for beginning in beginnings for literal, index in _by_beginning[beginning] if literal in long
    }
    for index in found:
        if index not in _built:
            _built[index] = Shape(*FORMATS[index])
    return tuple([_built[index] for index in sorted(found)])
