"""Ways to switch off the verification of TLS certificates: variables, options and settings of many programs."""

import re
from collections.abc import Iterator

from ecslint.dockerfile.downloads import download, is_local, scheme_and_host
from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.model import Executed
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_words import Word
from ecslint.record import NamedTuple
from ecslint.source import Span

_OFF = frozenset({"0", "false", "no", "off", "n", "f"})
_ON = frozenset({"1", "true", "yes", "on"})
# Variables that switch it off when their value says no, by any value at all, and by naming a host.
_OFF_BY_NO = frozenset(
    {"PYTHONHTTPSVERIFY", "NODE_TLS_REJECT_UNAUTHORIZED", "NPM_CONFIG_STRICT_SSL", "YARN_STRICT_SSL", "YARN_ENABLE_STRICT_SSL",
     "PERL_LWP_SSL_VERIFY_HOSTNAME", "CONDA_SSL_VERIFY", "BUNDLE_SSL_VERIFY_MODE"}
)  # fmt: skip
_OFF_BY_ANY = frozenset({"GIT_SSL_NO_VERIFY"})
_OFF_BY_HOST = frozenset({"PIP_TRUSTED_HOST", "UV_INSECURE_HOST"})
_OPTIONS = {
    "apk": ("--no-check-certificate",),
    "aws": ("--no-verify-ssl",),
    "helm": ("--insecure-skip-tls-verify",),
    "kubectl": ("--insecure-skip-tls-verify",),
    "npm": ("--no-strict-ssl",),
    "oc": ("--insecure-skip-tls-verify",),
    "pip": ("--trusted-host",),
    "pnpm": ("--no-strict-ssl",),
    "uv": ("--allow-insecure-host", "--trusted-host"),
    "yarn": ("--no-strict-ssl",),
}
# Without one of these in a shell text, in whatever case, nothing in it switches verification off; but for `curl -k`.
_HINTS = ("verify", "insecure", "check-certificate", "strict", "trusted", "disable-tls", "unauthorized")
_DOWNLOAD_OPTIONS = {"curl": ("-k", "--insecure", "--proxy-insecure"), "wget": ("--no-check-certificate",)}
# `key=value` in one word or in a text that is written to a file, and `key value` in two words.
_SETTING = (
    r"""(?i)(?:strict-ssl|sslverify|ssl_verify|Verify-Peer|Verify-Host|tls-verify)["']?\s{0,9}[=:]\s{0,9}["']?(?:false|0|no|off)\b"""
    r"""|ssl_verify_mode:\s{0,9}0\b"""
)
# In all of the above and of the keys below.
_SIGNS = ("ssl", "verify")
_KEYS = r"(?i)(?:http(?:\..+)?\.sslverify|(?:.+[.:]|--)?strict-ssl|enablestrictssl|ssl_verify|.*verify-(?:peer|host))"
_TRUSTED_HOST = r"(?i)(?:global|install)\.trusted[-_]host"
# Programs whose arguments are settings, or texts that are written to files.
_WRITERS = frozenset(
    """apt apt-get aptitude bundle composer conda mamba dnf echo git microdnf npm pip pnpm printf sed skopeo podman buildah tdnf tee yarn
    yum yum-config-manager""".split()
)


class TlsFault(NamedTuple):
    """A place that switches verification off, and what it is in words for a message."""

    span: Span
    what: str


def is_off(name: str, value: str | None) -> bool:
    """Does a variable switch verification off? `value` is None if it is not known."""
    upper = name.upper()
    if upper in _OFF_BY_ANY:
        return True
    if value is None:
        return False
    return (upper in _OFF_BY_NO and value.strip().lower() in _OFF) or (
        upper in _OFF_BY_HOST and bool(value.strip())
    )


def tls_faults(executed: Executed) -> Iterator[TlsFault]:
    """What the commands of an instruction do to switch verification off, for themselves or for later ones."""
    for script in executed.scripts:
        if script.mentions(_HINTS):
            for command in script.commands:
                yield from _of_command(executed, command)
        elif "curl" in executed.programs:
            for command in script.unwrapped:
                if command.name == "curl":
                    yield from _of_download(executed, command)


def _of_command(instruction: Instruction, command: Command) -> Iterator[TlsFault]:
    """What a command does to switch verification off, for itself or for later ones; `sudo` and its like are seen through."""
    inner = command.unwrapped
    for assignment in command.environment if inner is command else (*command.environment, *inner.environment):
        if is_off(assignment.name, assignment.value.value):
            yield TlsFault(assignment.span, f"`{assignment.name}`")
    command = inner
    name = command.name
    if name in {"export", "declare", "typeset"}:
        for word in command.arguments:
            given = word.assignment
            if given is not None and is_off(given.name, given.value.value):
                yield TlsFault(word.span, f"`{given.name}`")
    elif name in {"curl", "wget"}:
        yield from _of_download(instruction, command)
    elif name in _OPTIONS:
        for word in command.arguments:
            if word.prefix.partition("=")[0] in _OPTIONS[name]:
                yield TlsFault(word.span, f"`{name} {word.prefix.partition('=')[0]}`")
    if name in _WRITERS:
        yield from _of_settings(command)


def _of_download(instruction: Instruction, command: Command) -> Iterator[TlsFault]:
    found = download(command)
    if found is None:
        return
    off = [
        option
        for option in found.options.given
        if option.name in _DOWNLOAD_OPTIONS[found.program]
        or (option.name == "--check-certificate" and (option.value or "").lower() in _OFF)
    ]
    if not off:
        return
    hosts = [scheme_and_host(instruction, word) for word in found.addresses]
    if hosts and all(one is not None and is_local(one[1]) for one in hosts):
        return
    for option in off:
        yield TlsFault(option.word.span, f"`{found.program} {option.name}`")


def _of_settings(command: Command) -> Iterator[TlsFault]:
    words = command.arguments
    for at, word in enumerate(words):
        text = word.value or word.prefix
        following = words[at + 1].value if at + 1 < len(words) else None
        folded = text.casefold()
        is_telling = any(sign in folded for sign in _SIGNS)
        match = re.search(_SETTING, text) if is_telling else None
        if match is not None:
            yield TlsFault(_within(word, match), f"`{match[0]}`")
        elif is_telling and following is not None and following.lower() in _OFF and re.fullmatch(_KEYS, text):
            yield TlsFault(word.span, f"`{text} {following}`")
        elif following is not None and following.lower() in _ON and text == "disable-tls":
            yield TlsFault(word.span, f"`{text} {following}`")
        elif command.name == "pip" and "." in text and following and re.fullmatch(_TRUSTED_HOST, text):
            yield TlsFault(word.span, f"`pip config` of `{text}`")


def _within(word: Word, match: re.Match[str]) -> Span:
    """The place of a match in a word, or all of the word where quotes or escapes moved it."""
    at = word.text.find(match[0])
    return word.excerpt.span(word.start + at, word.start + at + len(match[0])) if at >= 0 else word.span
