"""An ignore: whose comment it is, which rules it answers to, and what it silenced in this run."""

from functools import lru_cache

from ecslint.annotations import Protocol
from ecslint.record import NamedTuple
from ecslint.rule import Rule
from ecslint.shelf import exactness
from ecslint.source import Span


@lru_cache(maxsize=4096)
def names(selector: str, rule: Rule) -> bool:
    """Does a selector name a rule? Files that ignore much ask the same again and again."""
    return exactness(rule, selector) > 0


# Where an ignore holds: ("file", 0), ("stage", its index) or ("instruction", its number in the file).
Scope = tuple[str, int]
FILE: Scope = ("file", 0)


class Ignore(Protocol):
    """Anything in a file that silences rules there."""

    span: Span
    reason: str
    # Codes of the rules it silenced.
    used: set[str]

    def answers(self, rule: Rule) -> bool:
        """Does it name this rule?"""


class Word(NamedTuple):
    """One selector in the brackets of our own comment."""

    text: str
    span: Span


class Misplaced(NamedTuple):
    """Our own comment at a place where it does not do what it seems to."""

    span: Span
    message: str
    help: str


class Broken(NamedTuple):
    """A comment that wants to be one of ours and is not."""

    span: Span
    message: str


class Foreign:
    """A comment for another tool: `tool` is its name in `peers`, `identifiers` what it ignores (None: all it knows)."""

    __slots__ = ("identifiers", "reason", "span", "tool", "used")

    def __init__(self, span: Span, tool: str, identifiers: frozenset[str] | None, reason: str | None) -> None:
        self.span = span
        self.tool = tool
        self.identifiers = identifiers
        self.reason = (reason or "").strip()
        self.used: set[str] = set()

    def answers(self, rule: Rule) -> bool:
        for peer in rule.peers:
            tool, _, identifier = peer.partition(":")
            if tool == self.tool and (self.identifiers is None or identifier in self.identifiers):
                return True
        return False
