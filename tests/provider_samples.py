"""Values of published credential formats in every place that can hold one, written apart from the table that the search uses.

`PYTHONPATH=linter:tests python tests/provider_samples.py` prints what is found, and every format that is missed.
"""

import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from token_factory import jwt

from ecslint import secrets
from ecslint.dockerfile import parse as parse_dockerfile
from ecslint.secrets.tokens import base62
from ecslint.source import Source
from ecslint.taskdefinition import parse as parse_json

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
ALNUM = DIGITS + LETTERS + LETTERS.upper()
ALPHABETS = {
    "d": DIGITS,
    "h": DIGITS + "abcdef",
    "H": DIGITS + "ABCDEF",
    "l": DIGITS + LETTERS,
    "A": DIGITS + LETTERS.upper(),
    "a": LETTERS + LETTERS.upper(),
    "n": ALNUM,
    "c": ALNUM,
    "w": ALNUM + "_",
    "u": ALNUM + "_-",
    "b": ALNUM + "+/",
    "t": LETTERS.upper() + "234567",
    "p": ALNUM + "_~.-",
    "bech": "023456789ACDEFGHJKLMNPQRSTUVWXYZ",
}
PIECE = re.compile(r"<(?:(uuid)|(jwt)|([A-Za-z]+?)(\d+)(?:-(\d+))?)>")


class Format(NamedTuple):
    """A published format: whether its shape tells it, whose it is, and its pieces."""

    is_told_by_shape: bool
    provider: str
    pieces: tuple[str, ...]

    def value(self, seed: int) -> str:
        source = random.Random(f"{self.provider} {seed}")
        return "".join(_piece(source, piece) for piece in self.pieces)


def _piece(source: random.Random, piece: str) -> str:
    group = PIECE.fullmatch(piece)
    if group is None:
        return piece.replace("\\s", " ")
    if group[1]:
        return "-".join(_noise(source, "h", length) for length in (8, 4, 4, 4, 12))
    if group[2]:
        return jwt(source)
    text = _noise(source, group[3], source.randint(int(group[4]), int(group[5] or group[4])))
    return text[:-6] + base62(crc32(text[:-6].encode())).rjust(6, "0") if group[3] == "c" else text


def _noise(source: random.Random, alphabet: str, length: int) -> str:
    return "".join(source.choice(ALPHABETS[alphabet]) for _ in range(length))


def formats(file: str) -> list[Format]:
    """The formats of one list beside this file."""
    with open(os.path.join(os.path.dirname(__file__), file), encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split(" | ", 1) for line in lines if line[:2] in ("D ", "N ")]
    return [Format(head[0] == "D", head[2:], tuple(pieces.split())) for head, pieces in rows]


NEUTRAL = "SETTING FOO APP_CONFIG X UPSTREAM_VALUE dataSource feature INTEGRATION".split()
TELLING = (
    "FOO_API_KEY FOO_TOKEN FOO_CLIENT_SECRET FOO_AUTH FOO_SECRET FOO_ACCESS_TOKEN FOO_PASSWORD fooApiKey foo_api_key "
    "fooToken foo_token fooClientSecret foo.client.secret foo-api-key authToken clientSecret foo_access_key FOO_APIKEY"
).split()


def _dockerfile(line: str) -> bool:
    return bool(secrets.find(parse_dockerfile(f"FROM alpine:3.20\n{line}\n")))


def _container(**keys: object) -> bool:
    container = {"name": "a", "image": "a:1", **keys}
    text = json.dumps({"family": "a", "containerDefinitions": [container]})
    return bool(secrets.find(parse_json(Source("task.json", text))))


def _quoted(value: str) -> str:
    return '"' + re.sub(r'(["\\$])', r"\\\1", value) + '"'


def is_found(place: str, name: str, value: str) -> bool:
    """Is anything found when a value stands in a place under a name?"""
    match place:
        case "ENV" | "ARG" | "LABEL":
            return _dockerfile(f"{place} {name}={_quoted(value)}")
        case "curl":
            return _dockerfile(f"RUN curl -fsS -H 'Authorization: Bearer {value}' https://api.acme.com/v1")
        case "curl X-":
            return _dockerfile(f"RUN curl -H 'X-{name}: {value}' https://api.acme.com/v1 -o /tmp/x")
        case "RUN":
            return _dockerfile(f"RUN setup --{name.lower().replace('_', '-')} '{value}' && make")
        case "echo":
            return _dockerfile(f"RUN echo '{value}' > /etc/setting")
        case "environment":
            return _container(environment=[{"name": name, "value": value}])
        case "command":
            return _container(command=["serve", f"--{name}={value}"])
        case "shell":
            return _container(command=["sh", "-c", f"exec serve --{name} '{value}'"])
        case "health check":
            return _container(healthCheck={"command": ["CMD-SHELL", f"probe --{name} '{value}' || exit 1"]})
        case "log option":
            return _container(logConfiguration={"logDriver": "fluentd", "options": {name: value}})
        case "label":
            return _container(dockerLabels={name: value})
    raise LookupError(place)


PLACES = (
    "ENV", "ARG", "LABEL", "curl", "curl X-", "RUN", "echo", "environment", "command", "shell", "health check",
    "log option", "label",
)  # fmt: skip


class Sample(NamedTuple):
    """One value of a format in a place, under a neutral name or a telling one."""

    format: Format
    place: str
    is_telling: bool
    name: str
    seed: int

    @property
    def is_found(self) -> bool:
        return is_found(self.place, self.name, self.format.value(self.seed))

    @property
    def group(self) -> str:
        """`telling`, `header` (`curl -H`, told by shape) or `neutral` (told by shape)."""
        return "telling" if self.is_telling else "header" if "curl" in self.place else "neutral"


def samples(listed: list[Format]) -> Iterator[Sample]:
    """Each format three times under telling names in pairs; each that its shape tells also in every place."""
    for form in listed:
        source = random.Random(form.provider)
        for seed in range(3):
            yield Sample(
                form, source.choice(("ENV", "ARG", "environment")), True, source.choice(TELLING), seed
            )
        for place in PLACES if form.is_told_by_shape else ():
            yield Sample(form, place, False, source.choice(NEUTRAL), len(place))


def halves(listed: list[Format]) -> tuple[list[Format], list[Format]]:
    """The part to work with and the part kept aside, by a fixed draw."""
    shuffled = sorted(listed, key=lambda form: form.provider)
    random.Random("providers").shuffle(shuffled)
    return shuffled[: len(shuffled) // 2], shuffled[len(shuffled) // 2 :]


def figures(listed: list[Format]) -> tuple[dict[str, tuple[int, int]], Counter[tuple[str, str, str]]]:
    """For each group how many were found of how many; and group, provider and place or name of what was missed."""
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed: Counter[tuple[str, str, str]] = Counter()
    for sample in samples(listed):
        total[sample.group] += 1
        if sample.is_found:
            found[sample.group] += 1
        else:
            missed[sample.group, sample.format.provider, sample.name if sample.is_telling else ""] += 1
    return {group: (found[group], total[group]) for group in sorted(total)}, missed


if __name__ == "__main__":
    for title, part in zip(
        ("to work with", "kept aside"),
        halves(formats(sys.argv[1] if sys.argv[1:] else "provider_formats.txt")),
        strict=True,
    ):
        print(title)
        shares, missed = figures(part)
        for group, (hits, count) in shares.items():
            print(f"  {group}: {hits} of {count} found, {hits / count:.1%}")
        if "-v" in sys.argv:
            for confusion, times in sorted(missed.items()):
                print("  missed:", *confusion, f"({times})")
