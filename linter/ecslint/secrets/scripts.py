"""Secrets in shell scripts: each simple command is looked at by itself, with the pipe it writes to."""

import re
from collections.abc import Iterable
from itertools import pairwise

from ecslint.annotations import TYPE_CHECKING
from ecslint.secrets.collector import Collector
from ecslint.secrets.secret import Place

if TYPE_CHECKING:
    from ecslint.dockerfile.shell import Command, Script


# Without one of these in a command's lower-cased text there is nothing to look at.
_HINTS = (
    "pass", "secret", "token", "cred", "bearer", "authorization", "auth=", "_auth", "jwt=", "key=", "_key", "api-key", "apikey",
    "secret-key", "access-key", "pwd=", "pw=", "pat=", "psw", "pword", "login", "mysql", "mariadb", "sqlcmd", "bcp ", "redis-cli",
    "ldap", "zip -p", "7z", "mongo", "mosquitto", "add_user", "identified", ":-", ":=",
    "http-basic", "bundle config", "smbclient", "ssh-keygen", "github-oauth",
    "bundle_", "pwd:", "create_superuser", "cqlsh", "net-snmp-create", "etcdctl", ": psk",
    "account-key", "add-user.sh", "-encrypt", "openssl enc", "twine", "airflow", "basic_auth", "basic-auth", "&p=", "mc alias",
    "sqlplus", "sqlldr", "expdp", "impdp",
)  # fmt: skip
_TRANSFER_HINTS = ("--user", "--proxy-user", "--header", " -h")
# With one of these a login reads the password from a pipe: `docker login`, `gh auth login`.
_FROM_INPUT = frozenset({"--password-stdin", "--with-token"})
_TAKE_PASSWORDS = frozenset({"chpasswd", "passwd", "smbpasswd"})
_user_option: list[re.Pattern[str]] = []


class Hints:
    """What in a file may point to a credential in a command; asked for all of it once, then only for what is there."""

    __slots__ = ("_has_transfers", "_has_users", "_words")

    def __init__(self, text: str) -> None:
        lower = text.lower()
        self._words = tuple([hint for hint in _HINTS if hint in lower])
        self._has_users = " -p" in lower and ("useradd" in lower or "usermod" in lower)
        self._has_transfers = "curl" in lower or "wget" in lower

    def are_in(self, text: str) -> bool:
        """Can a command in this text, which stands in the file, hold a credential at all?"""
        lower = text.lower()
        for hint in self._words:
            if hint in lower:
                return True
        if self._has_users and " -p" in lower and ("useradd" in lower or "usermod" in lower):
            return True
        if not self._has_transfers or ("curl" not in lower and "wget" not in lower):
            return False
        for hint in _TRANSFER_HINTS:
            if hint in lower:
                return True
        if not _user_option:
            _user_option.append(re.compile(r"[\s\"'\[,]-[a-z]{0,8}u"))
        return _user_option[0].search(lower) is not None


def examine_scripts(
    collector: Collector, scripts: "Iterable[Script]", place: Place, hints: Hints | None = None
) -> None:
    """Collect what the commands of the scripts give away; `hints` are those of the file, if they are known."""
    for script in scripts:
        known = hints or Hints(script.excerpt.text)
        for command in script.commands:
            # A password may be piped into a command that names it.
            if command.operator in {"|", "|&"} or known.are_in(command.text):
                _examine(collector, command, place)


def _examine(collector: Collector, command: "Command", place: Place) -> None:
    from ecslint.secrets.commands import examine  # noqa: PLC0415 - most files never need it

    inner = command.unwrapped
    words = [*command.assignments, *command.words]
    piped_to = _reader(command)
    written = (">", ">>", "tee")
    is_written = piped_to == "tee" or any(redirect.operator in written for redirect in command.redirects)
    name = inner.name
    for writer in _group_before(command) if name in _TAKE_PASSWORDS else ():
        texts = [*writer.assignments, *writer.words]
        for found in examine(writer.unwrapped.name, [word.text for word in texts], name):
            collector.add(found.verdict, writer.excerpt, place, at=texts[found.word].start)
    for redirect in command.redirects:
        if redirect.operator == "<<<" and redirect.target is not None and name in _TAKE_PASSWORDS:
            for found in examine("echo", ["echo", redirect.target.text], name):
                collector.add(found.verdict, command.excerpt, place, at=redirect.target.start)
    for found in examine(name, [word.text for word in words], piped_to, is_written=is_written):
        collector.add(found.verdict, command.excerpt, place, at=words[found.word].start, name=found.name)


def _group_before(command: "Command") -> "list[Command]":
    """The commands of a group that writes into this one: `(echo x; echo x) | passwd a`."""
    from ecslint.dockerfile.shell_model import Compound  # noqa: PLC0415 - loaded by whoever has read the command

    for element, following in pairwise(command.pipeline.elements):
        if following is command and isinstance(element, Compound):
            return element.commands
    return []


def _reader(command: "Command") -> str | None:
    """The program that this command's output goes to through a pipe; `login` for one that reads a password."""
    if command.operator not in {"|", "|&"}:
        return None
    elements = command.pipeline.elements
    for element, following in pairwise(elements):
        if element is command:
            unwrapped = getattr(following, "unwrapped", None)
            if unwrapped is None:
                return None
            is_login = any(word.text == "login" for word in following.words) and any(
                word.text in _FROM_INPUT for word in following.words
            )
            return "login" if is_login else unwrapped.name
    return None
