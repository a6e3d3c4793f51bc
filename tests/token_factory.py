"""Builds provider tokens at run time, so that no file of the project holds one.

Every token comes from a fixed seed: the same provider always gives the same text.
"""

import json
import random
import re
from base64 import b64encode, urlsafe_b64encode
from zlib import crc32

from ecslint.secrets.formats import FORMATS
from ecslint.secrets.tokens import base62

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
ALPHABETS = {
    "d": DIGITS,
    "h": DIGITS + "abcdef",
    "H": DIGITS + "abcdefABCDEF",
    "l": DIGITS + LETTERS,
    "f": DIGITS + "abcdefgh",
    "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
    "L": LETTERS + LETTERS.upper(),
    "z": LETTERS,
    "n": DIGITS + LETTERS + LETTERS.upper(),
    "w": DIGITS + LETTERS + LETTERS.upper(),
    "u": DIGITS + LETTERS + LETTERS.upper(),
    "b": DIGITS + LETTERS + LETTERS.upper(),
    "p": DIGITS + LETTERS + LETTERS.upper(),
}
UUID = "{8h}-{4h}-{4h}-{4h}-{12h}"
GROUP = re.compile(r"\{(\d+)(\+?)(?:-(\d+))?([A-Za-z])[^}]*\}")


def variants(spec: str) -> list[str]:
    """A format with each of its alternatives spelled out."""
    choice = re.search(r"\(([^)]*)\)", spec)
    if choice is None:
        return [spec]
    head, tail = spec[: choice.start()], spec[choice.end() :]
    return [variant for word in choice[1].split("|") for variant in variants(head + word + tail)]


def specs() -> list[tuple[str, str]]:
    """Every provider with every variant of its formats."""
    return [
        (provider.removesuffix("*"), variant) for _, provider, spec in FORMATS for variant in variants(spec)
    ]


def is_fixed(spec: str) -> bool:
    """Have all tokens of this variant the same length?"""
    return not any(
        group[2] or group[3] or group[4] == "b" for group in GROUP.finditer(spec.replace("{uuid}", UUID))
    )


def build(provider: str, spec: str, seed: int = 1) -> str:
    """A token of one variant of a format, with a right checksum where there is one."""
    source = random.Random(f"{provider} {spec} {seed}")
    if provider == "JSON Web Token":
        token = jwt(source)
        return token if spec.startswith("eyJ") else b64encode(token.encode()).decode().rstrip("=")

    def body(group: re.Match[str]) -> str:
        alphabet = ALPHABETS[group[4]]
        text = "".join(source.choice(alphabet) for _ in range(int(group[1])))
        # A body of few characters must not come out as letters alone by chance.
        if len(text) > 8 and group[4] in "hHlAnub":
            text = text[:3] + "7" + text[4:5] + "a3"[group[4] == "A"] + text[6:]
        return text

    token = GROUP.sub(body, spec.replace("{uuid}", UUID).replace("^", ""))
    if provider in {"GitHub token", "npm token"}:
        token = token[:-6] + base62(crc32(token[-36:-6].encode())).rjust(6, "0")
    return token


def jwt(source: random.Random, **claims: str) -> str:
    def part(value: object) -> str:
        return urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode().rstrip("=")

    signature = "".join(source.choice(ALPHABETS["n"]) for _ in range(43))
    return f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part({'sub': '7439201', **claims})}.{signature}"


def make(provider: str) -> str:
    """A token of the first provider whose name begins with these words, in any case: `github` gives a GitHub token.

    `private-key` gives a private key on one line, its line ends written as `\\n`.
    """
    wanted = provider.lower().replace("-", " ")
    if wanted == "private key":
        return private_key().replace("\n", "\\n")
    for name, spec in specs():
        if name.lower().startswith(wanted):
            return build(name, spec)
    raise LookupError(provider)


def private_key(kind: str = "RSA ") -> str:
    """A private key in PEM armour, of 3 lines of noise."""
    source = random.Random(f"{kind} key")
    lines = ["".join(source.choice(ALPHABETS["b"]) for _ in range(64)) for _ in range(3)]
    dashes = "-" * 5
    return "\n".join(
        [f"{dashes}BEGIN {kind}PRIVATE KEY{dashes}", *lines, f"{dashes}END {kind}PRIVATE KEY{dashes}"]
    )


def fill(text: str) -> str:
    """The text of an example with each `@TOKEN:provider@` replaced by a token of that provider."""
    return re.sub(r"@TOKEN:([A-Za-z0-9 -]+)@", lambda marker: make(marker[1]), text)
