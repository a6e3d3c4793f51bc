"""Credentials on a command line: what one simple command is given as user, option, header or input."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from ecslint.finding import Severity
from ecslint.record import NamedTuple
from ecslint.regex import LazyPattern
from ecslint.secrets.judge import judge_default, judge_named
from ecslint.secrets.lines import find_settings
from ecslint.secrets.names import classify, tokens_of
from ecslint.secrets.url import find_connection_passwords
from ecslint.secrets.values import entropy, is_never_secret, is_reference, strip
from ecslint.secrets.verdict import Verdict

_ENDINGS = frozenset({"password", "passwd", "passphrase", "requirepass", "pass", "secret", "token", "apikey"})
_DOUBLE_ENDINGS = frozenset({("api", "key"), ("secret", "key"), ("access", "key"), ("access", "token")})
_SWITCHES = frozenset(
    "no disabled disable without allow ask prompt stdin use print show read generate".split()
)
_TRANSFER = frozenset({"curl", "wget", "http", "https", "xh"})
_USER_OPTIONS = frozenset({"-u", "--user", "-U", "--proxy-user"})
# Program -> options whose value is a password; `glued` where it can follow without a blank.
_PASSWORD_OPTIONS = {
    "sshpass": ("-p",), "redis-cli": ("-a", "--pass"), "ldapadd": ("-w",), "ldapmodify": ("-w",), "ldapsearch": ("-w",),
    "ldappasswd": ("-w", "-s"), "unzip": ("-P",), "zip": ("-P",), "sqlcmd": ("-P",), "bcp": ("-P",), "mongo": ("-p",),
    "mongosh": ("-p",), "useradd": ("-p",), "usermod": ("-p",), "mongodump": ("-p",), "mongorestore": ("-p",), "mosquitto_pub": ("-P",), "mosquitto_sub": ("-P",),
}  # fmt: skip
_GLUED = {
    "mysql": "-p", "mysqldump": "-p", "mysqladmin": "-p", "mysqlimport": "-p", "mariadb": "-p", "mariadb-admin": "-p",
    "mariadb-dump": "-p", "sshpass": "-p", "7z": "-p", "7za": "-p",
}  # fmt: skip
# They keep a setting that is named in one word and given in the next: `npm config set //registry/:_authToken x`.
_SETTERS = frozenset(
    {"aws", "npm", "pnpm", "yarn", "pip", "poetry", "composer", "git", "gh", "glab", "gcloud", "az"}
)
_SHELLS = frozenset({"sh", "bash", "ash", "dash", "zsh", "ksh", "eval"})
_LOGIN = frozenset(
    {"docker", "podman", "buildah", "skopeo", "nerdctl", "helm", "oras", "crane", "az", "oc", "cf", "snow"}
)

HEADER = LazyPattern(
    r"(?P<name>(?:proxy-)?authorization|x-api-key|private-token|job-token|x-vault-token|x-auth-token|api-key|x-figma-token)"
    r"\s{0,4}:\s{0,4}(?:(?P<scheme>bearer|token|basic|bot)\s{1,4})?(?P<value>[^\s\"']{8,4096})",
    re.IGNORECASE,
)
_ASSIGNMENT = LazyPattern(
    r"(?P<option>-D|-e|--(?:env|build-arg|set|set-string)=|-P)?(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,200})\+?="
)
_OPTION = LazyPattern(r"--?(?P<name>[A-Za-z][A-Za-z0-9_.-]{0,100})(?P<equals>=)?")


class Found(NamedTuple):
    """A credential in the word of that index; the verdict's offsets count from the start of that word's text."""

    word: int
    verdict: Verdict
    name: str | None


def examine(
    name: str | None, words: Sequence[str], piped_to: str | None = None, *, is_written: bool = False
) -> Iterator[Found]:
    """The credentials that one simple command holds, at most one in a word.

    `name` is the program behind wrappers such as `sudo`, `words` all its words as written, assignments before it
    included, `piped_to` the program that reads what it prints; `is_written` says that its output goes to a file.
    """
    if name in _SHELLS:
        # The text it is given is a script, whose commands are looked at one by one.
        return
    seen: set[int] = set()
    if is_written and name in {"echo", "printf"}:
        for index, word in enumerate(words):
            for hit in find_settings(word):
                seen.add(index)
                yield Found(index, hit.verdict, hit.name)
    for found in _examine(name or "", words, piped_to):
        if found.word not in seen:
            seen.add(found.word)
            yield found


def _examine(name: str, words: Sequence[str], piped_to: str | None) -> Iterator[Found]:
    for index, word in enumerate(words):
        start, end = strip(word)
        if end - start < 2:
            continue
        text = word[start:end]
        following = words[index + 1] if index + 1 < len(words) else None
        if "=" in text and text[0] not in "=:":
            yield from _assignment(index, start, text)
        if text[0] == "-":
            yield from _option(name, words, index, start, text, following)
        if name in _TRANSFER and ":" in text:
            yield from _header(index, word)
        if "${" in text and (verdict := judge_default(text)) is not None:
            yield Found(index, verdict._replace(start=verdict.start + start, end=verdict.end + start), None)
        if ";" in text or "&" in text:
            for url in find_connection_passwords(text):
                yield Found(
                    index,
                    Verdict("url", Severity.ERROR, url.start + start, url.end + start, url.scheme),
                    None,
                )
    yield from _program(name, words, piped_to)


def _option(
    name: str, words: Sequence[str], index: int, start: int, text: str, following: str | None
) -> Iterator[Found]:
    """An option with a value, in the same word or the next."""
    if name in _TRANSFER and not text.startswith("--env"):
        yield from _user(words, index, start, text, following)
    options = _PASSWORD_OPTIONS.get(name, ())
    if text in options and following is not None:
        yield from _password(index + 1, following, 0, f"`{name}`")
    glued = _GLUED.get(name)
    if glued and text.startswith(glued) and not text.startswith("--") and len(text) > 3:
        yield from _password(index, words[index], start + 2, f"`{name}`")
    if text == "-p" and name in _LOGIN and "login" in words[: index + 1] and following is not None:
        yield from _password(index + 1, following, 0, f"`{name} login`")
    match = _OPTION.match(text)
    if match is None or not _is_credential_option(match["name"]):
        return
    if match["equals"]:
        yield from _password(index, words[index], start + match.end(), None, match["name"])
    elif (
        match.end() == len(text) and following is not None and not following.startswith(("-", "id=", "type="))
    ):
        yield from _password(index + 1, following, 0, None, match["name"])


@lru_cache(2048)
def _is_credential_option(option: str) -> bool:
    words = tokens_of(option)
    if not words or not _SWITCHES.isdisjoint(words):
        return False
    if words == ["pass"]:
        return False
    is_named = words[-1] in _ENDINGS or tuple(words[-2:]) in _DOUBLE_ENDINGS
    return is_named and (classify(option) is not None or words[-1] == "requirepass")


def _user(words: Sequence[str], index: int, start: int, text: str, following: str | None) -> Iterator[Found]:
    """`-u user:password` in all its forms."""
    is_short = text[1:2] != "-"
    if text in _USER_OPTIONS or (is_short and text[1:].isalpha() and text[-1] in "uU" and len(text) < 10):
        if following is not None:
            yield from _user_password(index + 1, following, 0)
    elif text.startswith(("--user=", "--proxy-user=")):
        yield from _user_password(index, words[index], start + text.index("=") + 1)
    elif text.startswith(("-u", "-U")) and ":" in text:
        yield from _user_password(index, words[index], start + 2)


def _user_password(index: int, word: str, at: int) -> Iterator[Found]:
    low, high = strip(word[at:])
    text = word[at + low : at + high]
    user, colon, _ = text.partition(":")
    if colon and user and "://" not in text:
        yield from _password(index, word, at + low + len(user) + 1, "an HTTP login", stop=at + high)


def _password(
    index: int, word: str, at: int, taker: str | None, name: str | None = None, stop: int | None = None
) -> Iterator[Found]:
    """What stands in a word from `at` on, if it is a literal password."""
    low, high = strip(word[at:stop])
    value = word[at + low : at + high]
    kind = classify(name) if name else "password"
    if kind in {None, "weak"}:
        kind = "password"
    least = 2 if kind == "password" else 6
    if len(value) < least or "$" in value or "`" in value or value.startswith(("-", "{", "@")):
        return
    for source in ("pass:",):
        if value.startswith(source):
            low += len(source)
            value = value[len(source) :]
    if value.startswith(("id=", "type=", "env:", "file:", "fd:")) or is_never_secret(
        value, kind or "password"
    ):
        return
    yield Found(index, Verdict("command", Severity.ERROR, at + low, at + high, taker or ""), name)


def _assignment(index: int, start: int, text: str) -> Iterator[Found]:
    match = _ASSIGNMENT.match(text)
    if match is None or classify(match["name"]) is None:
        return
    verdict = judge_named(match["name"], text[match.end() :])
    if verdict is not None:
        at = start + match.end()
        yield Found(index, verdict._replace(start=verdict.start + at, end=verdict.end + at), match["name"])


def _header(index: int, word: str) -> Iterator[Found]:
    match = HEADER.search(word)
    if match is None:
        return
    value = match["value"]
    if is_reference(value) or "$" in value or "`" in value or value.startswith(("{", "<", "%")):
        return
    if entropy(value) < 3.0 or is_never_secret(value, "token"):
        return
    verdict = Verdict("command", Severity.ERROR, *match.span("value"), f"the `{match['name']}` header")
    yield Found(index, verdict, None)


def _setting(word: str) -> str:
    """The last part of a setting's name, as `_authToken` of `//registry.example.com/:_authToken`."""
    start, end = strip(word)
    return word[start:end].rpartition(":")[2].rpartition(".")[2]


def _program(name: str, words: Sequence[str], piped_to: str | None) -> Iterator[Found]:
    """What only the program tells: its input, and passwords among its operands."""
    operands = [index for index, word in enumerate(words) if not word.startswith("-")]
    if name in {"echo", "printf"} and piped_to == "chpasswd":
        for index in operands[1:]:
            low, high = strip(words[index])
            text = words[index][low:high].removesuffix("\\n")
            user, colon, _ = text.partition(":")
            if colon and user:
                stop = low + len(text)
                yield from _password(index, words[index], low + len(user) + 1, "`chpasswd`", stop=stop)
    elif name in {"echo", "printf"} and piped_to == "passwd" and len(operands) > 1:
        yield from _password(operands[1], words[operands[1]], 0, "`passwd`")
    elif name in _SETTERS and ("set" in words or "config" in words):
        for index, following in pairwise(operands[1:]):
            setting = _setting(words[index])
            if following != index + 1 or classify(setting) is None:
                continue
            verdict = judge_named(setting, words[following])
            if verdict is not None and verdict.kind == "token":
                yield Found(following, verdict, setting)
            else:
                yield from _password(following, words[following], 0, f"`{name}`", setting)
    elif name == "mysqladmin" and "password" in words:
        index = list(words).index("password") + 1
        if index < len(words):
            yield from _password(index, words[index], 0, f"`{name}`")
    elif (
        name == "htpasswd"
        and any(word.startswith("-") and "b" in word for word in words)
        and len(operands) > 2
    ):
        yield from _password(operands[-1], words[operands[-1]], 0, f"`{name}`")
    elif name == "rabbitmqctl" and "add_user" in words and len(operands) > 3:
        yield from _password(operands[-1], words[operands[-1]], 0, f"`{name}`")
