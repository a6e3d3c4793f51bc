"""A cheap look at a text: can anything in it be a secret by itself, whatever it is called?"""

from ecslint.secrets.tokens import candidates, find_shapes
from ecslint.secrets.values import may_be_source

_KEY_WORDS = ("PRIVATE KEY", "PuTTY-User-Key-File")
# User, password and host of a URL are shorter than that.
_AUTHORITY = 1500


def is_telling(text: str, raw: str | None = None) -> bool:
    """May the text, put together from the file `raw`, hold a provider's token, a private key, or a password in a URL?"""
    return any(word in text for word in _KEY_WORDS) or _has_userinfo(text) or _has_token(text, raw)


def _has_token(text: str, raw: str | None) -> bool:
    # The first look is cheap and mostly says no; `s.` of an old format begins many a host name, though.
    shapes = candidates(text, raw)
    return bool(shapes) and bool(find_shapes(text, shapes, strict=False))


def _has_userinfo(text: str) -> bool:
    if "@" not in text:
        return False
    if may_be_source(text):
        return True
    at = text.find("://")
    while at >= 0:
        authority = text[at + 3 : at + _AUTHORITY].split("/", 1)[0]
        if "@" in authority and ":" in authority:
            return True
        at = text.find("://", at + 3)
    return False
