"""Credentials that only a program's own way of taking them tells: its input, its operands, and words of its options."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from ecslint.finding import Severity
from ecslint.record import NamedTuple
from ecslint.regex import LazyPattern
from ecslint.secrets.judge import judge_named
from ecslint.secrets.lines import find_in_files, find_settings
from ecslint.secrets.names import NEED_EVIDENCE, classify
from ecslint.secrets.values import is_never_secret, strip
from ecslint.secrets.verdict import Verdict

# They keep a setting that is named in one word and given in the next: `npm config set //registry/:_authToken x`.
_SETTERS = frozenset(
    {"aws", "npm", "pnpm", "yarn", "pip", "poetry", "composer", "git", "gh", "glab", "gcloud", "az"}
)
LOGIN = frozenset(
    {"docker", "podman", "buildah", "skopeo", "nerdctl", "helm", "oras", "crane", "az", "oc", "cf", "snow"}
)
# Where `-p` takes a password, which elsewhere in the same program is a port or a project.
_SUBCOMMANDS = {"dotnet": "nuget", "airflow": "users"}
# An answer to the questions of a package: `mysql-server mysql-server/root_password password x`.
_ANSWER = LazyPattern(r"\bpassword[ \t]{1,8}([^\s\"']{2,200})[\"']?$")
_ORACLE_LOGIN = LazyPattern(r"[\"']?[A-Za-z][\w$#]{0,60}/([^\s/@\"']{2,200})(?:@|[\"']?$)")


class Found(NamedTuple):
    """A credential in the word of that index; the verdict's offsets count from the start of that word's text."""

    word: int
    verdict: Verdict
    name: str | None


def user_password(index: int, word: str, at: int) -> Iterator[Found]:
    low, high = strip(word[at:])
    text = word[at + low : at + high]
    user, colon, _ = text.partition(":")
    if colon and user and "://" not in text:
        yield from password(index, word, at + low + len(user) + 1, "an HTTP login", stop=at + high)


def password(
    index: int, word: str, at: int, taker: str | None, name: str | None = None, stop: int | None = None
) -> Iterator[Found]:
    """What stands in a word from `at` on, if it is a literal password."""
    low, high = strip(word[at:stop])
    value = word[at + low : at + high]
    kind = classify(name) if name else "password"
    if kind is None or kind in NEED_EVIDENCE:
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


def _setting(word: str) -> str:
    """The last part of a setting's name, as `_authToken` of `//registry.example.com/:_authToken`."""
    start, end = strip(word)
    return word[start:end].rpartition(":")[2].rpartition(".")[2]


def _replacements(words: Sequence[str]) -> Iterator[Found]:
    """The settings that `sed` puts in: `s/^DB_PASSWORD=.*/DB_PASSWORD=secret/`."""
    for index, word in enumerate(words[1:], 1):
        low, high = strip(word)
        text = word[low:high]
        if len(text) < 8 or text[0] != "s" or text[1].isalnum():
            continue
        parts = text.split(text[1])
        if len(parts) != 4:
            continue
        at = low + len(parts[0]) + len(parts[1]) + 2
        for hit in chain(find_settings(parts[2]), find_in_files(parts[2])):
            if "\\" not in parts[2][hit.verdict.start : hit.verdict.end]:
                yield Found(index, hit.verdict.moved(at), hit.name)


def examine_program(name: str, words: Sequence[str], piped_to: str | None) -> Iterator[Found]:
    """What only the program tells: its input, and passwords among its operands."""
    operands = [index for index, word in enumerate(words) if not word.startswith("-")]
    if name in {"echo", "printf"} and piped_to == "chpasswd":
        for index in operands[1:]:
            low, high = strip(words[index])
            text = words[index][low:high].removesuffix("\\n")
            user, colon, _ = text.partition(":")
            if colon and user:
                stop = low + len(text)
                yield from password(index, words[index], low + len(user) + 1, "`chpasswd`", stop=stop)
    elif name in {"echo", "printf"} and piped_to == "debconf-set-selections":
        for index in operands[1:]:
            answer = _ANSWER.search(words[index])
            if answer is not None:
                yield from password(index, words[index], answer.start(1), "`debconf`", stop=answer.end(1))
    elif name == "sed":
        yield from _replacements(words)
    elif name in {"echo", "printf"} and piped_to in {"passwd", "smbpasswd"} and len(operands) > 1:
        yield from password(operands[1], words[operands[1]], 0, "`passwd`")
    elif name in {"echo", "printf"} and piped_to == "login" and len(operands) == 2:
        yield from password(operands[1], words[operands[1]], 0, "a login")
    elif name in {"poetry", "composer"} and "config" in words and len(operands) > 3:
        for index in operands[2:-1]:
            if words[index].startswith(("github-oauth", "gitlab-oauth", "bearer")):
                yield from password(index + 1, words[index + 1], 0, f"`{name}`", "token")
        for index in operands[2:-2]:
            if words[index].startswith("http-basic"):
                yield from password(index + 2, words[index + 2], 0, f"`{name}`")
    elif name == "cargo" and "login" in words and len(operands) == 3 + ("--registry" in words):
        yield from password(operands[-1], words[operands[-1]], 0, "`cargo login`", "token")
    elif name == "mc" and len(operands) == 7 and words[operands[1]] == "alias":
        yield from password(operands[6], words[operands[6]], 0, "`mc`")
    elif name in {"sqlplus", "sqlldr", "expdp", "impdp", "exp", "imp"}:
        for index in operands[1:]:
            login = _ORACLE_LOGIN.match(words[index])
            if login is not None:
                yield from password(index, words[index], login.start(1), f"`{name}`", stop=login.end(1))
    elif name == "bundle" and "config" in words and len(operands) > 3 and "." in words[operands[-2]]:
        yield from user_password(operands[-1], words[operands[-1]], 0)
    elif name in _SUBCOMMANDS and _SUBCOMMANDS[name] in words and "-p" in words[:-1]:
        index = list(words).index("-p") + 1
        yield from password(index, words[index], 0, f"`{name} {_SUBCOMMANDS[name]}`")
    elif name == "add-user.sh" and len(operands) == 3:
        yield from password(operands[2], words[operands[2]], 0, "`add-user.sh`")
    elif name == "grafana-cli" and "reset-admin-password" in words[:-1]:
        yield from password(operands[-1], words[operands[-1]], 0, f"`{name}`")
    elif name == "openssl" and words[1:2] == ["passwd"]:
        # `openssl passwd -1 x`: the last word, unless it belongs to an option.
        if operands[2:] and operands[-1] == len(words) - 1 and words[-2] not in {"-salt", "-in"}:
            yield from password(operands[-1], words[-1], 0, f"`{name}`")
    elif name == "openssl":
        for index, word in enumerate(words):
            if word.startswith("pass:"):
                yield from password(index, word, 0, f"`{name}`")
    elif name == "smbclient" and "-U" in words[:-1]:
        index = list(words).index("-U") + 1
        user, percent, _ = words[index].partition("%")
        if user and percent:
            yield from password(index, words[index], len(user) + 1, f"`{name}`")
    elif name in _SETTERS and ("set" in words or "config" in words):
        for index, following in pairwise(operands[1:]):
            setting = _setting(words[index])
            if following != index + 1 or classify(setting) is None:
                continue
            verdict = judge_named(setting, words[following])
            if verdict is not None and verdict.kind == "token":
                yield Found(following, verdict, setting)
            else:
                yield from password(following, words[following], 0, f"`{name}`", setting)
    elif name == "mysqladmin" and "password" in words:
        index = list(words).index("password") + 1
        if index < len(words):
            yield from password(index, words[index], 0, f"`{name}`")
    elif (
        name == "htpasswd"
        and any(word.startswith("-") and "b" in word for word in words)
        and len(operands) > 2
    ):
        yield from password(operands[-1], words[operands[-1]], 0, f"`{name}`")
    elif name == "rabbitmqctl" and ("add_user" in words or "change_password" in words) and len(operands) > 3:
        yield from password(operands[-1], words[operands[-1]], 0, f"`{name}`")
