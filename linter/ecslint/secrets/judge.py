"""Is this value of this name an embedded secret? One value gives one verdict, and the most specific one wins."""

import re
from collections.abc import Iterator

from ecslint.annotations import TYPE_CHECKING
from ecslint.finding import Severity
from ecslint.secrets.armour import find_private_keys
from ecslint.secrets.names import LEAST_LENGTH, NEED_EVIDENCE, classify
from ecslint.secrets.tokens import Hit, find_tokens
from ecslint.secrets.values import (
    default_of,
    entropy,
    has_evidence,
    is_never_secret,
    is_plain_words,
    is_random,
    is_reference,
    may_be_header,
    strip,
)
from ecslint.secrets.verdict import Verdict

if TYPE_CHECKING:
    from ecslint.secrets.url import UrlHit

# A blob longer than this is looked at only up to here: nobody writes one by hand.
MOST = 16 * 1024


def judge(name: str | None, value: str) -> Verdict | None:
    """What is wrong with giving this value to this name (None: a value without a name), if anything."""
    value = value[:MOST]
    found = next(judge_text(value), None)
    if found is not None:
        return found
    return judge_named(name, value) if name else None


def judge_text(text: str, *, is_value: bool = True) -> Iterator[Verdict]:
    """What a text gives away by itself: provider tokens first, then private keys, then passwords in URLs.

    Of a single value (`is_value`) also passwords in connection strings: in longer texts their settings need not
    belong together.
    """
    text = text[:MOST]
    if len(text) < 10:
        return
    taken: list[tuple[int, int]] = []
    keys = list(find_private_keys(text))
    # The lines of a key are base64 and may hold anything.
    tokens = [hit for hit in find_tokens(text) if not any(key.start <= hit.start < key.end for key in keys)]
    for hit in tokens:
        taken.append((hit.start, hit.end))
        yield of_token(hit)
    for key in keys:
        taken.append((key.start, key.end))
        yield Verdict("private-key", Severity.ERROR, key.start, key.end, key.provider)
    if "://" not in text and "=" not in text and "@" not in text:
        return
    from ecslint.secrets.url import (  # noqa: PLC0415 - for such text only
        find_connection_passwords,
        find_source_passwords,
        find_url_passwords,
    )

    for find in (find_url_passwords, find_source_passwords, find_connection_passwords):
        if find is find_connection_passwords and not is_value:
            return
        for url in find(text):
            if not any(start < url.end and url.start < end for start, end in taken):
                taken.append((url.start, url.end))
                yield of_url(url)


def of_token(hit: Hit) -> Verdict:
    kind = "private-key" if hit.provider == "age secret key" else "token"
    severity = Severity.INFO if hit.is_public else Severity.ERROR
    return Verdict(kind, severity, hit.start, hit.end, hit.provider, hit.prefix, hit.length)


def of_url(hit: "UrlHit") -> Verdict:
    return Verdict("url", Severity.ERROR, hit.start, hit.end, hit.scheme)


def judge_named(name: str, value: str) -> Verdict | None:
    """A literal value under a name that says credential."""
    kind = classify(name)
    start, end = strip(value)
    literal = value[start:end]
    if "auth" in name.lower() and _is_header(literal):
        # Whatever such a name ends in: `AUTHORIZATION_HEADER`.
        start += len(literal) - len(literal.split()[-1])
        return _weigh("token", value[start:end], start)
    if kind is None:
        return None
    if literal == name:
        # `pass=pass` says that nobody has filled it in.
        return None
    by_name = _aws(name, literal)
    if by_name:
        return Verdict("token", Severity.ERROR, start, end, by_name)
    default = default_of(literal)
    if default is not None:
        # A run may give another value, so a default is never more than a warning.
        low, high = start + default[0], start + default[1]
        return _weigh(kind, value[low:high], low, is_default=True)
    return _weigh(kind, literal, start)


def _is_header(literal: str) -> bool:
    """Is it `Basic` with an encoded `user:password`, or `Bearer` with a token, as in the header of a request?"""
    scheme, _, rest = literal.partition(" ")
    rest = rest.strip()
    if " " in rest or len(rest) < 12 or not may_be_header(literal):
        return False
    if scheme.lower() == "bearer":
        return has_evidence(rest)
    from base64 import b64decode  # noqa: PLC0415 - few values get here

    try:
        return b":" in b64decode(rest, validate=True)
    except ValueError:
        return False


def judge_default(value: str) -> Verdict | None:
    """`${NAME:-x}` judged by NAME, where the variable it is given to says nothing."""
    start, end = strip(value)
    default = default_of(value[start:end])
    kind = None if default is None else classify(default[2])
    if default is None or kind is None:
        return None
    low, high = start + default[0], start + default[1]
    return _weigh(kind, value[low:high], low, is_default=True)


def _weigh(kind: str, literal: str, at: int, *, is_default: bool = False) -> Verdict | None:
    if len(literal) < LEAST_LENGTH[kind]:
        return None
    members = _members(literal)
    if members is not None:
        if not any(
            has_evidence(text) if kind in NEED_EVIDENCE else not is_never_secret(text, kind)
            for text in members
        ):
            return None
    elif is_never_secret(literal, kind):
        return None
    elif kind == "unsure":
        if not is_random(literal):
            return None
    elif kind in NEED_EVIDENCE and not has_evidence(literal):
        if kind != "login":
            return None
        user, colon, password = literal.partition(":")
        if (
            not colon
            or len(user) < 2
            or len(password) < 4
            or " " in literal
            or is_never_secret(password, "password")
        ):
            return None
        if password.isdigit() and "." in user:
            return None
    severity = Severity.WARNING
    if not is_default and is_strong(literal):
        severity = Severity.ERROR
    return Verdict("named", severity, at, at + len(literal))


def _members(literal: str) -> list[str] | None:
    """The texts in a JSON object such as `COMPOSER_AUTH`; None for what is no object."""
    if not (literal.startswith("{") and literal.endswith("}")):
        return None
    import json  # noqa: PLC0415 - few values are objects

    try:
        values = [json.loads(literal)]
    except (ValueError, RecursionError):
        return None
    for value in values:
        if isinstance(value, dict):
            values += value.values()
        elif isinstance(value, list):
            values += value
    return [value for value in values if isinstance(value, str)]


def is_strong(literal: str) -> bool:
    """Random enough that nobody made it up as an example."""
    return len(literal) >= 12 and entropy(literal) >= 3.2 and not is_plain_words(literal)


def _aws(name: str, literal: str) -> str | None:
    """The two AWS secrets that have a shape but no prefix."""
    upper = name.upper().replace("-", "_").replace(".", "_")
    if "EXAMPLE" in literal or is_reference(literal):
        return None
    if upper.endswith(("SECRET_ACCESS_KEY", "SECRETACCESSKEY")) and re.fullmatch(
        r"[A-Za-z0-9+/]{40}", literal
    ):
        return "AWS secret access key" if entropy(literal) >= 3.2 else None
    if upper.endswith("AWS_SESSION_TOKEN") and re.fullmatch(r"[A-Za-z0-9+/]{100,2000}={0,2}", literal):
        return "AWS session token" if entropy(literal) >= 3.2 else None
    return None
