"""Credentials on a command line: what one simple command is given as user, option, header or input."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ecslint.finding import Severity
from ecslint.regex import LazyPattern
from ecslint.secrets.judge import judge_default, judge_named
from ecslint.secrets.lines import find_settings
from ecslint.secrets.names import NEED_EVIDENCE, classify, tokens_of
from ecslint.secrets.programs import LOGIN, Found, examine_program, password, user_password
from ecslint.secrets.url import find_connection_passwords
from ecslint.secrets.values import entropy, is_never_secret, is_reference, strip
from ecslint.secrets.verdict import Verdict

_ENDINGS = frozenset({"passphrase", "requirepass", "pass", "secret", "token", "apikey"})
_DOUBLE_ENDINGS = frozenset(
    {("api", "key"), ("secret", "key"), ("access", "key"), ("access", "token"), ("account", "key")}
)
# `gcloud secrets versions access --secret=name`: what it is called, not what it is.
_NAME_SECRETS = frozenset(
    {"gcloud", "docker", "podman", "buildah", "nerdctl", "kubectl", "oc", "doppler", "infisical", "op"}
)
_SWITCHES = frozenset(
    "no disabled disable without allow ask prompt stdin use print show read generate".split()
)
_TRANSFER = frozenset({"curl", "wget", "http", "https", "xh"})
_TAKES_USER = _TRANSFER | {"etcdctl"}
_USER_OPTIONS = frozenset({"-u", "--user", "-U", "--proxy-user"})
# Program -> options whose value is a password; `glued` where it can follow without a blank.
_PASSWORD_OPTIONS = {
    "ssh-keygen": ("-N", "-P"), "keytool": ("-storepass", "-keypass", "-srcstorepass", "-deststorepass"), "jarsigner": ("-storepass", "-keypass"),
    "sshpass": ("-p",), "redis-cli": ("-a", "--pass"), "ldapadd": ("-w",), "ldapmodify": ("-w",), "ldapsearch": ("-w",),
    "ldappasswd": ("-w", "-s"), "unzip": ("-P",), "zip": ("-P",), "sqlcmd": ("-P",), "bcp": ("-P",), "mongo": ("-p",),
    "consul": ("-encrypt",), "vault": ("-dev-root-token-id",), "openssl": ("-k", "-K"), "twine": ("-p",), "cqlsh": ("-p",), "nats-server": ("--pass",), "net-snmp-create-v3-user": ("-A", "-X"), "x11vnc": ("-passwd", "-storepasswd"), "mongosh": ("-p",), "useradd": ("-p",), "usermod": ("-p",), "mongodump": ("-p",), "mongorestore": ("-p",), "mosquitto_pub": ("-P",), "mosquitto_sub": ("-P",),
}  # fmt: skip
_GLUED = {
    "mysql": "-p", "mysqldump": "-p", "mysqladmin": "-p", "mysqlimport": "-p", "mariadb": "-p", "mariadb-admin": "-p",
    "mariadb-dump": "-p", "sshpass": "-p", "7z": "-p", "7za": "-p",
}  # fmt: skip
_SHELLS = frozenset({"sh", "bash", "ash", "dash", "zsh", "ksh", "eval"})
_HEADER = LazyPattern(
    r"(?<![A-Za-z0-9:/_-])(?P<name>(?:[a-z0-9]{1,40}-){0,6}(?:authorization|token|key|apikey|secret|password|art-api))"
    r"\s{0,4}:\s{0,4}[\"']?(?:(?P<scheme>bearer|token|basic|bot)\s{1,4})?(?P<value>[^\s\"']{8,4096})",
    re.IGNORECASE,
)
_PARAMETER = LazyPattern(r"[?&](?P<name>[A-Za-z][A-Za-z0-9_.-]{1,60})=(?P<value>[^\s&#\"';]{8,1024})")
# As InfluxDB takes them.
_LOGIN_PARAMETERS = LazyPattern(r"[?&]u=[^\s&#\"';]{1,200}&p=([^\s&#\"';]{2,200})")
_ASSIGNMENT = LazyPattern(
    r"(?P<option>-D|-e|--(?:env|build-arg|set|set-string)=|-P)?(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,200})\+?="
)
_OPTION = LazyPattern(r"--?(?P<name>[A-Za-z][A-Za-z0-9_.-]{0,100})(?P<equals>=)?")


def examine(
    name: str | None, words: Sequence[str], piped_to: str | None = None, *, is_written: bool = False
) -> Iterator[Found]:
    """The credentials that one simple command holds, at most one in a word.

    `name` is the program behind wrappers such as `sudo`, `words` all its words as written, assignments before it
    included, `piped_to` the program that reads what it prints; `is_written` says that its output goes to a file.
    """
    if name in _SHELLS:
        # The text it is given is a script, whose commands are looked at one by one.
        for index, word in enumerate(words):
            if _ASSIGNMENT.match(word) is None:
                return
            yield from _assignment(index, 0, word)
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
    takes_headers = name in _TRANSFER or (
        name == "git" and any("xtraheader" in word.lower() for word in words)
    )
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
        if takes_headers and ":" in text:
            yield from _header(index, word)
            yield from _parameters(index, word)
        if "${" in text and (verdict := judge_default(text)) is not None:
            yield Found(index, verdict.moved(start), None)
        if ";" in text or "&" in text:
            for url in find_connection_passwords(text):
                yield Found(
                    index,
                    Verdict("url", Severity.ERROR, url.start + start, url.end + start, url.scheme),
                    None,
                )
    yield from examine_program(name, words, piped_to)


def _option(
    name: str, words: Sequence[str], index: int, start: int, text: str, following: str | None
) -> Iterator[Found]:
    """An option with a value, in the same word or the next."""
    if name in _TAKES_USER and not text.startswith("--env"):
        yield from _user(words, index, start, text, following)
    options = _PASSWORD_OPTIONS.get(name, ())
    if options and "=" in text and text.partition("=")[0] in options:
        yield from password(index, words[index], start + text.index("=") + 1, f"`{name}`")
    if text.startswith(("--basic_auth=", "--basic-auth=")):
        yield from user_password(index, words[index], start + 13)
    if text in options and following is not None:
        yield from password(index + 1, following, 0, f"`{name}`")
    glued = _GLUED.get(name)
    if glued and text.startswith(glued) and not text.startswith("--") and len(text) > 3:
        yield from password(index, words[index], start + 2, f"`{name}`")
    if text == "-p" and name in LOGIN and "login" in words[: index + 1] and following is not None:
        yield from password(index + 1, following, 0, f"`{name} login`")
    match = _OPTION.match(text)
    if match is None or not _is_credential_option(match["name"]):
        return
    if match["name"] == "secret" and name in _NAME_SECRETS:
        return
    if match["equals"]:
        # Jupyter's token is a password that somebody types.
        option = None if match["name"].endswith(("App.token", "IdentityProvider.token")) else match["name"]
        yield from password(index, words[index], start + match.end(), None, option)
    elif (
        match.end() == len(text) and following is not None and not following.startswith(("-", "id=", "type="))
    ):
        yield from password(index + 1, following, 0, None, match["name"])


@lru_cache(2048)
def _is_credential_option(option: str) -> bool:
    words = tokens_of(option)
    if not words or not _SWITCHES.isdisjoint(words):
        return False
    if words == ["pass"]:
        return False
    is_named = (
        words[-1] in _ENDINGS
        or words[-1].endswith(("password", "passwd", "dbpass"))
        or tuple(words[-2:]) in _DOUBLE_ENDINGS
    )
    return is_named and classify(option) is not None


def _user(words: Sequence[str], index: int, start: int, text: str, following: str | None) -> Iterator[Found]:
    """`-u user:password` in all its forms."""
    is_short = text[1:2] != "-"
    if text in _USER_OPTIONS or (is_short and text[1:].isalpha() and text[-1] in "uU" and len(text) < 10):
        if following is not None:
            yield from user_password(index + 1, following, 0)
    elif text.startswith(("--user=", "--proxy-user=")):
        yield from user_password(index, words[index], start + text.index("=") + 1)
    elif text.startswith(("-u", "-U")) and ":" in text:
        yield from user_password(index, words[index], start + 2)


def _assignment(index: int, start: int, text: str) -> Iterator[Found]:
    match = _ASSIGNMENT.match(text)
    if match is None or classify(match["name"]) is None:
        return
    verdict = judge_named(match["name"], text[match.end() :])
    if verdict is not None:
        yield Found(index, verdict.moved(start + match.end()), match["name"])


def find_headers(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The headers in a text whose name says credential, each with the groups `name` and `value`."""
    for match in _HEADER.finditer(text, start, len(text) if end is None else end):
        name = match["name"].lower()
        if name.endswith(("authorization", "art-api")) or classify(name) not in {None, *NEED_EVIDENCE}:
            yield match


def _parameters(index: int, word: str) -> Iterator[Found]:
    """Credentials among the parameters of a URL: `?access_token=...`."""
    for login in _LOGIN_PARAMETERS.finditer(word) if "&p=" in word else ():
        yield from password(index, word, login.start(1), "a login in a URL", stop=login.end(1))
    for match in _PARAMETER.finditer(word) if "?" in word else ():
        value = match["value"]
        if classify(match["name"]) in {None, *NEED_EVIDENCE} or "$" in value or "`" in value or "%" in value:
            continue
        if value[0] in "{<" or entropy(value) < 3.0 or is_never_secret(value, "token"):
            continue
        yield Found(index, Verdict("command", Severity.ERROR, *match.span("value"), "a URL"), match["name"])


def _header(index: int, word: str) -> Iterator[Found]:
    match = next(find_headers(word), None)
    if match is None:
        return
    value = match["value"]
    if is_reference(value) or "$" in value or "`" in value or value.startswith(("{", "<", "%")):
        return
    if entropy(value) < 3.0 or is_never_secret(value, "token"):
        return
    verdict = Verdict("command", Severity.ERROR, *match.span("value"), f"the `{match['name']}` header")
    yield Found(index, verdict, None)
