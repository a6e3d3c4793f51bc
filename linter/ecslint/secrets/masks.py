"""What no report may show: every secret found, and every stretch of raw text that may be one."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from ecslint.annotations import TYPE_CHECKING
from ecslint.secrets.armour import find_private_keys
from ecslint.secrets.commands import find_headers
from ecslint.secrets.names import NEED_EVIDENCE, classify, may_name_credential
from ecslint.secrets.tokens import find_tokens
from ecslint.secrets.url import (
    find_connection_passwords,
    find_reference_passwords,
    find_source_passwords,
    find_url_passwords,
)
from ecslint.secrets.values import has_evidence, is_never_secret
from ecslint.source import Span

if TYPE_CHECKING:
    from ecslint.document import Document
    from ecslint.secrets.secret import Secret

_VALUE = r"(?:\\?\"((?:[^\"\\\n]|\\[^\n])*)\"?|'([^'\n]*)'?|((?:\$\([^()\n]*\)|[^\s\"',;])++))"
# Values that are seen to be references: whole, so that nothing literal hides beside them.
_OPEN = re.compile(
    r"\$\{?[A-Za-z_]\w*\}?|\$\([^()]*\)|\{\{[^{}]*\}\}|<[^<>\n]*>|arn:aws[\w:/*.+=@-]*|true|false|null|[\[\]{}()]*"
)


@lru_cache(1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    name = r"(?<![A-Za-z0-9_.-])([A-Za-z_][A-Za-z0-9_.-]*+)"
    return (
        re.compile(rf"{name}(?:=|\\?[\"']?[ \t]{{0,16}}:[ \t]{{0,16}}|[ \t]{{1,16}}=[ \t]{{0,16}}){_VALUE}"),
        re.compile(rf"(?:\b(?:ENV|ARG|LABEL)[ \t]+|(?<![\w-])-{{1,2}}){name}[ \t]+{_VALUE}", re.IGNORECASE),
        re.compile(rf"\"(?:name|key)\"\s{{0,40}}:\s{{0,40}}\"([^\"\n]{{1,200}})\"\s{{0,40}},?\s{{0,40}}\"value\"\s{{0,40}}:\s{{0,40}}{_VALUE}"),
        re.compile(rf"\"value\"\s{{0,40}}:\s{{0,40}}{_VALUE}\s{{0,40}},?\s{{0,40}}\"(?:name|key)\"\s{{0,40}}:\s{{0,40}}\"([^\"\n]{{1,200}})\""),
    )  # fmt: skip


@lru_cache(1)
def _option() -> re.Pattern[str]:
    """An option and its value as two strings of a list, with whatever quotes."""
    return re.compile(
        rf"[\"']-{{1,2}}([A-Za-z][A-Za-z0-9_.-]{{0,100}})\\?[\"'][ \t]{{0,16}},\s{{0,40}}{_VALUE}"
    )


@lru_cache(1)
def _login() -> re.Pattern[str]:
    """`-u user:password`, as words or as strings of a list."""
    return re.compile(
        r"(?<![\w-])(?:-u|-U|--user|--proxy-user)(?:\\?[\"'])?[ \t,=]{0,8}(?:\\?[\"'])?[^\s:\"',]{1,100}:([^\s\"',;|&]{2,256})"
    )


@lru_cache(1)
def _inner() -> re.Pattern[str]:
    """A setting inside of a string: JSON in JSON, and PHP's `define`."""
    return re.compile(
        r"(?:\\\"([A-Za-z_][A-Za-z0-9_.-]{0,100})\\\"[ \t]{0,8}:|define\([ ]{0,4}\\?[\"']([A-Za-z_]\w{0,100})\\?[\"'][ ]{0,4},)"
        r"[ \t]{0,8}(?:\\?\"|')([^\"'\\\n]{1,1024})"
    )


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
    for token in find_tokens(text, strict=False):
        yield token.start, token.end
    for key in find_private_keys(text, strict=False):
        yield key.start, key.end
    finders = (find_url_passwords, find_reference_passwords, find_source_passwords)
    urls = [find(text, strict=False) for find in finders]
    for url in chain(*urls, find_connection_passwords(text)):
        if not _OPEN.fullmatch(text, url.start, url.end):
            yield url.start, url.end
    for login in _login().finditer(text) if "-u" in text or "-U" in text or "user" in text else ():
        # Digits are a group: `docker run -u 1000:1000`.
        if not login[1].isdigit() and not _OPEN.fullmatch(login[1]):
            yield login.span(1)
    for setting in _inner().finditer(text) if '\\"' in text or "define(" in text else ():
        if classify(setting[1] or setting[2]) is not None and not _OPEN.fullmatch(setting[3]):
            yield setting.span(3)
    # In JSON the value may stand lines away from the name, on either side of it.
    is_json = '"value"' in text
    for start, end in ((0, len(text)),) if is_json else _telling_lines(text):
        for header in find_headers(text, start, end):
            if not _OPEN.fullmatch(header["value"]):
                yield header.span("value")
        for pattern in (*_patterns()[: 3 if is_json else 2], _option()):
            for match in pattern.finditer(text, start, end):
                yield from _value(match, 2, classify(match[1]))
    for match in _patterns()[3].finditer(text) if is_json else ():
        yield from _value(match, 1, classify(match[4]))


def _telling_lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that may hold the name of a credential, each run of them with the line below."""
    start = -1
    at = 0
    was_telling = False
    for line in text.split("\n"):
        is_telling = may_name_credential(line)
        if is_telling and start < 0:
            start = at
        elif start >= 0 and not (is_telling or was_telling):
            yield start, at
            start = -1
        was_telling = is_telling
        at += len(line) + 1
    if start >= 0:
        yield start, len(text)


def _value(match: re.Match[str], first: int, kind: str | None) -> Iterator[tuple[int, int]]:
    """The place of a matched value, which is one of three groups."""
    if kind is None:
        return
    for group in range(first, first + 3):
        value = match[group]
        if not value or _OPEN.fullmatch(value):
            continue
        if kind not in NEED_EVIDENCE or (has_evidence(value) and not is_never_secret(value, kind)):
            yield match.span(group)
