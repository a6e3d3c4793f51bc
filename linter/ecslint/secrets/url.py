"""Passwords in URLs and connection strings."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ecslint.record import NamedTuple
from ecslint.secrets.values import is_placeholder, is_reference, may_be_source


class UrlHit(NamedTuple):
    """A password in a URL or connection string: where it stands, and the scheme, which may be shown."""

    start: int
    end: int
    scheme: str


@lru_cache(1)
def _userinfo() -> re.Pattern[str]:
    # Up to the last @ before the path: a password may hold one itself.
    return re.compile(r"[^\s/?#@:\"'`<>\\|]{0,256}:([^\s/?#\"'`\\|]{1,1024})@(?=[^\s/?#\"'`@]|$)")


@lru_cache(1)
def _assignment() -> re.Pattern[str]:
    return re.compile(
        r"(?<![A-Za-z0-9_-])(?:password|pwd) ?= ?(?:\"([^\"]{1,512})\"|'([^']{1,512})'|([^\s;&,\"'`]{1,512}))",
        re.IGNORECASE,
    )


@lru_cache(1)
def _neighbour() -> re.Pattern[str]:
    return re.compile(
        r"(?<![A-Za-z0-9])(?:user id|uid|user|username|server|host|hostaddr|data source|address|addr|database|dbname|"
        r"initial catalog|integrated security|driver|port|sslmode|abortconnect|allowadmin|defaultdatabase) ?=|jdbc:|:\d{1,5},",
        re.IGNORECASE,
    )


def find_url_passwords(text: str, *, strict: bool = True) -> Iterator[UrlHit]:
    """Literal passwords of `scheme://user:password@host`; without `strict` placeholders and references as well."""
    at = text.find("://")
    while at >= 0:
        match = _userinfo().match(text, at + 3)
        if match is None:
            at = text.find("://", at + 3)
            continue
        scheme = _scheme(text, at)
        if scheme and (not strict or _is_literal(match[1])):
            yield UrlHit(*match.span(1), scheme)
        elif scheme and match[1] == "x-oauth-basic" and _is_literal(text[at + 3 : match.start(1) - 1]):
            # GitHub takes a token as the user, then.
            yield UrlHit(at + 3, match.start(1) - 1, scheme)
        at = text.find("://", match.end())


def find_connection_passwords(text: str, *, strict: bool = True) -> Iterator[UrlHit]:
    """Literal values of `password=` and `pwd=` among other settings of a connection string."""
    lower = text.lower()
    if "password" not in lower and "pwd" not in lower:
        return
    if strict and not _neighbour().search(text):
        return
    for match in _assignment().finditer(text):
        group = match.lastindex or 3
        if not strict or _is_literal(match[group]):
            yield UrlHit(*match.span(group), "connection string")


@lru_cache(1)
def _reference() -> re.Pattern[str]:
    # A tag before a digest looks alike, but no digest has a dot and a slash.
    return re.compile(
        r"(?<![^\s=\"'])[A-Za-z0-9_.+%-]{1,100}:([^\s/@\"']{2,256})@"
        r"(?=(?:(?:[A-Za-z0-9-]{1,63}\.){1,10}[A-Za-z0-9-]{1,63}|localhost)(?::\d{1,5})?/)"
    )


@lru_cache(1)
def _source() -> re.Pattern[str]:
    return re.compile(
        r"(?<![^\s\"'=])[^\s:@/\"'=]{1,100}:([^\s\"'/]{1,256}?)@(?:tcp|unix|udp)\("
        r"|jdbc:oracle:(?:thin|oci8?):[^\s/@:\"']{1,100}/(?:\"([^\s\"]{1,256})\"|([^\s@\"']{1,256}))@"
    )


def find_source_passwords(text: str, *, strict: bool = True) -> Iterator[UrlHit]:
    """Literal passwords of the data sources of Go (`user:password@tcp(host)/db`) and Oracle (`jdbc:oracle:thin:user/password@`)."""
    if not may_be_source(text):
        return
    for match in _source().finditer(text):
        group = match.lastindex or 1
        if not strict or _is_literal(match[group]):
            yield UrlHit(*match.span(group), "data source")


def find_reference_passwords(text: str, *, strict: bool = True) -> Iterator[UrlHit]:
    """Literal passwords of `user:password@registry/image`, which has no scheme."""
    for match in _reference().finditer(text) if "@" in text else ():
        if not strict or _is_literal(match[1]):
            yield UrlHit(*match.span(1), "image reference")


def _scheme(text: str, at: int) -> str:
    start = at
    while start > 0 and at - start < 30 and (text[start - 1].isalnum() or text[start - 1] in "+.-"):
        start -= 1
    return text[start:at]


def _is_literal(password: str) -> bool:
    if is_reference(password) or "$" in password or password.startswith(("{", "<", "[", "%(", "/")):
        return False
    return not is_placeholder(password) and password.lower() not in {"x-oauth-basic", "x-access-token"}
