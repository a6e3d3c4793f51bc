"""Ways to make package managers take packages that nobody signed: options, settings and repository files."""

import re
from collections.abc import Iterator

from ecslint.dockerfile.model import Executed
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_words import Word
from ecslint.record import NamedTuple
from ecslint.source import Excerpt, Span

_APT = ("--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories")
_RPM = ("--nogpgcheck", "--no-gpgcheck", "--no-gpgchecks", "--nogpgchecks")
_ZYPPER = (
    "--no-gpg-checks",
    "--allow-unsigned-rpm",
    "--gpgcheck-allow-unsigned",
    "--gpgcheck-allow-unsigned-package",
)
_OPTIONS = {
    "apk": ("--allow-untrusted",),
    "apt": _APT,
    "apt-get": _APT,
    "aptitude": ("--allow-untrusted", "--allow-unauthenticated"),
    "dnf": _RPM,
    "dnf5": _RPM,
    "microdnf": _RPM,
    "rpm": ("--nosignature", "--nodigest", "--noverify", "--nofiledigest"),
    "tdnf": _RPM,
    "yum": _RPM,
    "zypper": _ZYPPER,
}
# Without one of these in a shell text, in whatever case, nothing in it lets unsigned packages in.
_HINTS = (
    "allow",
    "force-yes",
    "gpg",
    "trusted",
    "siglevel",
    "nosignature",
    "digest",
    "noverify",
    "keyserver",
)
# Programs that write their arguments somewhere, or take them as settings.
_WRITERS = frozenset(
    """add-apt-repository apt apt-add-repository apt-get dnf dnf5 echo microdnf printf sed tdnf tee yum yum-config-manager zypper""".split()
)
_TEXT = (
    r"\[(?:[^\]\n]{0,200}[ \t])?(trusted=(?:yes|true|1))\b(?![^\]\n]{0,200}\][ \t]{0,9}(?:file|copy|cdrom):)"
    r"|^(Trusted:[ \t]{0,9}yes)\b"
    r"|(?<![\w-])(gpgcheck[ \t]{0,9}=[ \t]{0,9}(?:0|no|false|off))\b"
    r"|((?:AllowUnauthenticated|AllowInsecureRepositories)[ \t]{0,9}[=\"']{1,2}[ \t]{0,9}(?:true|1|yes))\b"
    r"|(SigLevel[ \t]{0,9}=[ \t]{0,9}Never)\b"
)
# Without one of these in a text, in whatever case, none of the above is.
_SIGNS = ("trusted", "gpgcheck", "allow", "siglevel")


class Unsigned(NamedTuple):
    """A place that lets unsigned packages in, what it is in words for a message, and whether a fingerprint makes up for it."""

    span: Span
    what: str
    is_mild: bool = False


def unsigned_packages(executed: Executed) -> Iterator[Unsigned]:
    """What the commands of an instruction do to let unsigned packages in, now or later."""
    for script in executed.scripts:
        if script.mentions(_HINTS):
            for command in script.unwrapped:
                yield from _unsigned_by(command)


def _unsigned_by(command: Command) -> Iterator[Unsigned]:
    name = command.name or ""
    options = _OPTIONS.get(name, ())
    if options and not (name == "rpm" and command.has_flag("-q", "-K", "--query", "--checksig")):
        for word in command.arguments:
            option = word.prefix.partition("=")[0]
            if option in options:
                yield Unsigned(word.span, f"`{name} {option}`")
    if name == "apt-key":
        yield from _key_server(command)
    if name in _WRITERS:
        for word in command.arguments:
            if name != "sed" or not _is_replaced(word):
                yield from unsigned_in(word.excerpt, word.start, word.end)
    for heredoc in command.heredocs:
        if heredoc.body is not None:
            yield from unsigned_in(heredoc.excerpt, heredoc.body_start, heredoc.body_end)


def unsigned_in(excerpt: Excerpt, start: int, end: int) -> Iterator[Unsigned]:
    """What a text for a repository file or a configuration says to let unsigned packages in."""
    folded = excerpt.text[start:end].casefold()
    if not any(sign in folded for sign in _SIGNS):
        return
    for match in re.compile(_TEXT, re.MULTILINE | re.IGNORECASE).finditer(excerpt.text, start, end):
        group = match.lastindex or 0
        yield Unsigned(excerpt.span(*match.span(group)), f"`{match[group]}`")


def _is_replaced(word: Word) -> bool:
    """Does `sed` look for it only, as in `s/gpgcheck=0/gpgcheck=1/`?"""
    match = re.match(r"s([/|#,@!])(.*?)(?<!\\)\1(.*)", word.value or word.prefix, re.DOTALL)
    return match is not None and re.search(_TEXT, match[3]) is None


def _key_server(command: Command) -> Iterator[Unsigned]:
    """`apt-key adv` that fetches a key without TLS; a full fingerprint says at least which one it must be."""
    words = command.arguments
    for at, word in enumerate(words):
        name, equals, value = word.prefix.partition("=")
        if name not in {"--keyserver", "--keyservers"}:
            continue
        place = word if equals else words[at + 1] if at + 1 < len(words) else word
        server = value if equals else place.prefix
        if server.startswith("hkp://") or (server and ":" not in server):
            is_fixed = any(re.fullmatch(r"(?:0x)?[0-9A-Fa-f]{40}", one.value or "") for one in words)
            yield Unsigned(place.span, "`apt-key adv` over plain `hkp`", is_fixed)
