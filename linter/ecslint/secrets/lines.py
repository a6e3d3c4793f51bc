"""Credentials in the lines of files that a build writes: `.npmrc`, `.netrc`, Docker's configuration, SQL, settings."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ecslint.finding import Severity
from ecslint.record import NamedTuple
from ecslint.regex import LazyPattern
from ecslint.secrets.judge import judge_named
from ecslint.secrets.names import NEED_EVIDENCE, classify
from ecslint.secrets.values import is_never_secret, is_random
from ecslint.secrets.verdict import Verdict


class LineHit(NamedTuple):
    """A credential in a text, and the name it is given to, if any."""

    verdict: Verdict
    name: str | None


@lru_cache(1)
def _known_files() -> tuple[tuple[str, str, LazyPattern], ...]:
    value = r"([^\s\"'`;,<>]{2,1024})"
    return (
        ("_auth", ".npmrc", LazyPattern(r"(?:(?<![A-Za-z0-9])|(?<=\\n))_(?:authToken|auth)[ ]{0,2}[= ][ ]{0,2}[\"']?" + value)),
        ("_password", ".npmrc", LazyPattern(r"(?:(?<![A-Za-z0-9])|(?<=\\n))_password[ ]{0,2}=[ ]{0,2}[\"']?" + value)),
        ("auth", "Docker's configuration", LazyPattern(r"\"auth\\?\"[ ]{0,4}:[ ]{0,4}\\?\"([A-Za-z0-9+/]{12,200}={0,2})")),
        ("password", ".netrc", LazyPattern(r"(?:\b|\\n)login[ \t]{1,4}[^\s\"']{1,200}[ \t\n\\n]{1,8}password[ \t]{1,4}" + value)),
        ("identified by", "SQL", LazyPattern(r"\bidentified[ ]{1,4}by[ ]{1,4}\\?['\"]([^'\"\\]{2,200})", re.IGNORECASE)),
        (
            "password",
            "SQL",
            LazyPattern(r"\b(?:user|role)[ ]{1,4}[^;]{1,120}?\bpassword[ ]{1,4}\\?['\"]([^'\"\\]{2,200})", re.IGNORECASE),
        ),
        ("password>", "XML", LazyPattern(r"<[a-z]{0,20}password>\s{0,4}([^\s<]{2,200})\s{0,4}</", re.IGNORECASE)),
        ("requirepass", "Redis' configuration", LazyPattern(r"(?<!# )(?<!-)\brequirepass[ ]{1,4}\\?[\"']?([^\s\"'`;,<>/|\\]{2,200})")),
        ("createuser", "MongoDB", LazyPattern(r"\bpwd\\?[\"']?[ ]{0,4}:[ ]{0,4}\\?[\"']([^\"'\\\n]{2,200})")),
        (
            "create_superuser",
            "Django",
            LazyPattern(r"create_superuser\([ ]{0,4}\\?[\"'][^\"'\n]{0,100}[\"'][ ]{0,4},[ ]{0,4}\\?[\"'][^\"'\n]{0,100}[\"'][ ]{0,4},[ ]{0,4}\\?[\"']([^\"'\\\n]{2,200})[\"'\\]"),
        ),
        ("uid", "ODBC", LazyPattern(r"\buid[ ]{0,4}=[ ]{0,4}[^\s;]{1,100}(?:\s|\\n|;){1,4}pwd[ ]{0,4}=[ ]{0,4}" + value, re.IGNORECASE)),
        ("psk", "IPsec", LazyPattern(r":[ ]{1,4}PSK[ ]{1,4}\\?\"([^\"\\\n]{2,200})")),
        (":54", ".pgpass", LazyPattern(r"(?:^|(?<=[\s\"']))[^\s:\"']{1,200}:54\d\d:[^\s:]{1,100}:[^\s:]{1,100}:([^\s:\"'\\]{2,200})(?=$|[\s\"'\\])", re.MULTILINE)),
        (".dockerc", "Docker's configuration", LazyPattern(r"\.docker(?:configjson|cfg)\\?\"?[ ]{0,4}[:=][ ]{0,4}\\?[\"']?(e[wy][A-Za-z0-9+/]{20,4000}={0,2})")),
    )  # fmt: skip


@lru_cache(1)
def _setting() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|(?<=[\s;,{(\"'\\])|(?<=\\n))\"?(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,100}+)\\?\"?[ \t]{0,8}[=:][ \t]{0,8}"
        r"(?:\\?\"(?P<double>[^\"\\\n]{1,1024})\\?\"|'(?P<single>[^'\n]{1,1024})'|(?P<bare>[^\s\"',;\\()\[{}]{1,1024}))",
        re.MULTILINE,
    )


def find_in_files(text: str) -> Iterator[LineHit]:
    """Credentials of known file formats, wherever they stand in a text."""
    lower = text.lower()
    for literal, file, pattern in _known_files():
        if literal not in lower:
            continue
        for match in pattern.finditer(text):
            value = match[1]
            if "$" in value or "{" in value or is_never_secret(value, "password"):
                continue
            if literal == "auth" and not _is_user_and_password(value):
                continue
            yield LineHit(
                Verdict("command", Severity.ERROR, *match.span(1), f"`{file}`" if file[0] == "." else file),
                None,
            )


@lru_cache(1)
def _definition() -> re.Pattern[str]:
    return re.compile(
        r"\bdefine\([ ]{0,4}\\?['\"](?P<name>[A-Za-z_]\w{0,100})\\?['\"][ ]{0,4},[ ]{0,4}"
        r"(?:\\?'(?P<single>[^'\n]{1,1024}?)\\?'|\\?\"(?P<double>[^\"\n]{1,1024}?)\\?\")"
    )


def _settings(text: str) -> Iterator[re.Match[str]]:
    if "define(" in text:
        # PHP, as WordPress is set up with.
        yield from _definition().finditer(text)
    pattern = _setting()
    match = pattern.search(text)
    while match:
        yield match
        group = match.lastgroup or "bare"
        # A connection string in quotes has settings of its own.
        is_string = group != "bare" and "=" in match[group] and classify(match["name"]) is None
        match = pattern.search(text, match.start(group) if is_string else match.end())


def find_settings(text: str) -> Iterator[LineHit]:
    """Literal values of `name = value` and `name: value` lines whose name says credential."""
    for match in _settings(text):
        name = match["name"]
        kind = classify(name)
        if kind is None or kind in NEED_EVIDENCE:
            continue
        group = match.lastgroup or "bare"
        if match[group].startswith((" +", "+ ", " . ")):
            # The end of one string and what code puts behind it.
            continue
        verdict = judge_named(name, match[group])
        # `password = prompt(...)` is code.
        is_call = group == "bare" and text[match.end() : match.end() + 1] in {"(", "["}
        if verdict is not None and "$" not in match[group] and not is_call:
            yield LineHit(verdict.moved(match.start(group)), name)


def find_in_value(name: str, text: str) -> Iterator[LineHit]:
    """Credentials among the options or headers that one value holds: `JAVA_OPTS=-Dtrust.password=x`, `A_HEADERS=api-key=x`."""
    has_headers = name.upper().endswith("_HEADERS")
    if has_headers or text.lstrip("\"'").startswith("{") or "define(" in text:
        yield from find_settings(text)
    for match in _header().finditer(text) if has_headers else ():
        if is_random(match[1]):
            yield LineHit(Verdict("named", Severity.ERROR, *match.span(1)), name)
    for match in _option().finditer(text) if "-" in text else ():
        verdict = judge_named(match[1], match[2]) if "$" not in match[2] else None
        if verdict is not None:
            yield LineHit(verdict.moved(match.start(2)), match[1])


@lru_cache(1)
def _header() -> re.Pattern[str]:
    # A header of its own, `x-honeycomb-team`, or a login whose blank is written as `%20`.
    return re.compile(
        r"(?:x-[a-z0-9-]{1,60}[ ]{0,2}[=:][ ]{0,2}|authorization[ ]{0,2}[=:][ ]{0,2}(?:basic|bearer)%20)([^\s\"',;$]{16,1024})",
        re.IGNORECASE,
    )


@lru_cache(1)
def _option() -> re.Pattern[str]:
    return re.compile(
        r"(?<![^\s\"'])(?:-D|--)([A-Za-z][A-Za-z0-9_.-]{0,100})(?:=|(?<=pass|word)[ ])([^\s\"',;-][^\s\"',;]{0,1023})"
    )


def _is_user_and_password(value: str) -> bool:
    from base64 import b64decode  # noqa: PLC0415 - few files get here

    try:
        return b":" in b64decode(value + "=" * (-len(value) % 4))
    except ValueError:
        return False
