"""JSON Web Tokens: is it one, and does it say of itself that it is meant to be public?"""

import json
from base64 import b64decode, urlsafe_b64decode
from binascii import Error

from ecslint.annotations import Any
from ecslint.record import NamedTuple

# Roles that a service hands to every visitor's browser.
_PUBLIC_ROLES = frozenset({"anon", "anonymous", "public", "guest"})


class Claims(NamedTuple):
    """What matters of a token's content."""

    is_public: bool


def describe(token: str) -> Claims | None:
    """The claims of a JWT or of the base64 of one; None when the header is no JSON object with `alg`."""
    if token.startswith("ZXlK"):
        try:
            token = b64decode(token + "=" * (-len(token) % 4)).decode("ascii")
        except (Error, ValueError):
            return None
    parts = token.split(".")
    if len(parts) < 2:
        return None
    header = _decode(parts[0])
    if header is None or "alg" not in header:
        return None
    payload = _decode(parts[1]) or {}
    return Claims(
        is_public=payload.get("role") in _PUBLIC_ROLES if isinstance(payload.get("role"), str) else False
    )


def _decode(part: str) -> dict[str, Any] | None:
    try:
        value = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (Error, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
