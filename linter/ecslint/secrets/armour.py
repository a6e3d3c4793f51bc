"""Private keys in a text: found by the line that opens them, taken whole up to the line that closes them."""

import re
from collections.abc import Iterator

from ecslint.secrets.tokens import Hit

# What a text must hold for the patterns to be worth compiling.
LITERALS = ("PRIVATE KEY", "PuTTY-User-Key-File")
# Keys are a few KiB; what has no end is taken to be no longer than that.
LONGEST = 16 * 1024

_KINDS = {
    "PGP ": "PGP private key",
    "OPENSSH ": "OpenSSH private key",
    "RSA ": "RSA private key",
    "EC ": "EC private key",
}
_patterns: list[re.Pattern[str]] = []


def find_private_keys(text: str, *, strict: bool = True) -> Iterator[Hit]:
    """The private keys in a text; without `strict` also those whose body is a reference or a placeholder."""
    if not any(literal in text for literal in LITERALS):
        return
    if not _patterns:
        _patterns.append(
            re.compile(
                r"-----BEGIN ([A-Z0-9]{1,12} ){0,2}PRIVATE KEY( BLOCK)?-----|PuTTY-User-Key-File-\d: ?[\w-]{1,40}"
            )
        )
        # The body in whichever way it is written: lines, `\n`, blanks, quotes and `echo` in between.
        _patterns.append(re.compile(r"(?:\\[nrt]|[\s\"'\\,;]|&&|echo|printf|>>?|[-=.]{3})*"))
    done = 0
    for match in _patterns[0].finditer(text):
        if match.start() < done:
            continue
        kind = _KINDS.get(match[1] or "", "private key") if match[0].startswith("-") else "PuTTY private key"
        stop = min(len(text), match.start() + LONGEST)
        closing = text.find("-----END", match.end(), stop)
        if closing >= 0:
            end = text.find("-----", closing + 8, closing + 64)
            end = end + 5 if end >= 0 else closing + 8
        else:
            end = stop
        done = end
        if not strict or _has_body(text, match.end(), end):
            yield Hit(match.start(), end, kind)


def _has_body(text: str, start: int, end: int) -> bool:
    """Is what follows the opening line key material, or nothing that says otherwise?"""
    gap = _patterns[1].match(text, start, min(end, start + 200))
    at = gap.end() if gap else start
    body = text[at : min(end, at + 64)]
    if not body or body.startswith("END "):
        # The opening line by itself: the body is written elsewhere, but by this same text.
        return True
    return not body.startswith(("$", "<", "{{", "[", "%", "*", "."))
