"""What no report may show: every secret found, and every stretch of raw text that may be one."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ecslint.secrets.armour import find_private_keys
from ecslint.secrets.names import classify
from ecslint.secrets.tokens import find_tokens
from ecslint.secrets.url import find_connection_passwords, find_url_passwords
from ecslint.source import Span

if TYPE_CHECKING:
    from ecslint.secrets import Document
    from ecslint.secrets.secret import Secret

_VALUE = r"(?:\\?\"((?:[^\"\\\n]|\\[^\n])*)\"?|'([^'\n]*)'?|([^\s\"',;]+))"
# Values that are seen to be references: whole, so that nothing literal hides beside them.
_OPEN = re.compile(
    r"\$\{?[A-Za-z_]\w*\}?|\$\([^()]*\)|\{\{[^{}]*\}\}|<[^<>\n]*>|arn:aws[\w:/*.+=@-]*|true|false|null|"
)


@lru_cache(1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    name = r"(?<![A-Za-z0-9_.-])([A-Za-z_][A-Za-z0-9_.-]*+)"
    return (
        re.compile(rf"{name}\\?[\"']?[ \t]{{0,16}}[=:][ \t]{{0,16}}{_VALUE}"),
        re.compile(rf"(?:\b(?:ENV|ARG|LABEL)[ \t]+|(?<![\w-])-{{1,2}}){name}[ \t]+{_VALUE}", re.IGNORECASE),
        re.compile(rf"\"(?:name|key)\"\s{{0,40}}:\s{{0,40}}\"([^\"\n]{{1,200}})\"\s{{0,40}},?\s{{0,40}}\"value\"\s{{0,40}}:\s{{0,40}}{_VALUE}"),
        re.compile(rf"\"value\"\s{{0,40}}:\s{{0,40}}{_VALUE}\s{{0,40}},?\s{{0,40}}\"(?:name|key)\"\s{{0,40}}:\s{{0,40}}\"([^\"\n]{{1,200}})\""),
    )  # fmt: skip


def spans(document: "Document", found: "Iterable[Secret]") -> tuple[Span, ...]:
    """The places to mask, in order and without overlap."""
    source = document.source
    places = [(secret.span.start, secret.span.end) for secret in found]
    places += _in_text(source.text)
    places.sort()
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(Span(source, start, end) for start, end in merged)


def _in_text(text: str) -> Iterator[tuple[int, int]]:
    """What looks like a secret in raw text: in comments, broken lines, and where nothing was understood."""
    for find in (find_tokens, find_private_keys, find_url_passwords, find_connection_passwords):
        for hit in find(text, strict=False):
            yield hit.start, hit.end
    for pattern in _patterns()[:3]:
        for match in pattern.finditer(text):
            if classify(match[1]) is not None:
                yield from _value(match, 2)
    for match in _patterns()[3].finditer(text):
        if classify(match[4]) is not None:
            yield from _value(match, 1)


def _value(match: re.Match[str], first: int) -> Iterator[tuple[int, int]]:
    """The place of a matched value, which is one of three groups."""
    for group in range(first, first + 3):
        value = match[group]
        if value and not _OPEN.fullmatch(value):
            yield match.span(group)
