"""Installations by package managers: which one, with which options, of which packages."""

from collections.abc import Iterator
from typing import NamedTuple

from ecslint.dockerfile.model import Executed
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_options import Options
from ecslint.dockerfile.shell_words import Word

_APT = frozenset(
    "-o --option -c --config-file -t --target-release --default-release -a --host-architecture --build-profiles -P".split()
)
_RPM = frozenset(
    """-c --config --releasever --installroot --enablerepo --disablerepo --repo --repoid -x --exclude --excludepkgs
    --setopt -d --debuglevel -e --errorlevel --forcearch --comment --destdir --downloaddir -R --randomwait
    --enableplugin --disableplugin --advisory --color --repofrompath""".split()
)


class Manager(NamedTuple):
    """How a package manager is called: the words that install, and the options that take a value."""

    installs: frozenset[str]
    values: frozenset[str]


def _manager(installs: str, values: frozenset[str] | str) -> Manager:
    return Manager(
        frozenset(installs.split()), frozenset(values.split()) if isinstance(values, str) else values
    )


MANAGERS = {
    "apt-get": _manager("install", _APT),
    "apt": _manager("install", _APT),
    "aptitude": _manager("install", _APT),
    "apk": _manager(
        "add",
        """-t --virtual -X --repository -p --root --arch --cache-dir --cache-max-age --keys-dir --repositories-file
        --wait --progress-fd --timeout""",
    ),
    "yum": _manager("install localinstall groupinstall reinstall update upgrade", _RPM),
    "dnf": _manager("install localinstall groupinstall reinstall update upgrade", _RPM),
    "dnf5": _manager("install reinstall update upgrade", _RPM),
    "microdnf": _manager("install reinstall update upgrade", _RPM),
    "tdnf": _manager("install reinstall update upgrade", _RPM),
    "zypper": _manager("install in update up patch dup dist-upgrade", "-R --root -t --type -r --repo --from -p --plus-repo -x --gpg-auto"),
    "pip": _manager(
        "install",
        """-r --requirement -c --constraint -e --editable -i --index-url --extra-index-url -f --find-links
        --trusted-host --prefix -t --target --root --src --platform --python-version --implementation --abi
        --cache-dir --proxy --timeout --retries --cert --client-cert --upgrade-strategy --no-binary --only-binary
        --progress-bar --global-option --install-option -C --config-settings --report --log --exists-action --python
        --keyring-provider --use-feature --use-deprecated --root-user-action --hash -b --build""",
    ),
    "gem": _manager("install i", "-v --version -n --bindir -i --install-dir -P --trust-policy -s --source --platform --build-root -p --http-proxy --document"),
    "npm": _manager("install i add", "--prefix -C --registry --cache --loglevel --omit --only --include -w --workspace --tag --userconfig --fetch-retries"),
    "go": _manager("install", "-C -p -ldflags -gcflags -asmflags -gccgoflags -tags -mod -modfile -overlay -pkgdir -toolexec -buildmode -compiler -installsuffix -o -covermode -coverpkg"),
}  # fmt: skip
RPM_MANAGERS = frozenset({"yum", "dnf", "dnf5", "microdnf", "tdnf"})


class Install(NamedTuple):
    """One installation: `verb` is the word that installs, `packages` the words behind it that are no options."""

    manager: str
    command: Command
    verb: Word
    options: Options
    packages: tuple[Word, ...]


def installs(executed: Executed) -> Iterator[Install]:
    """The installations in an instruction, in the order of the text; `sudo` and its like are seen through."""
    for command in executed.commands:
        found = install_of(command.unwrapped)
        if found is not None:
            yield found


def install_of(command: Command) -> Install | None:
    """The installation that a command is."""
    manager = MANAGERS.get(command.name or "")
    if manager is None or not command.arguments:
        return None
    options = command.options(manager.values, clusters=command.name != "go")
    for index, word in enumerate(options.operands):
        if word.value in manager.installs:
            assert command.name is not None
            return Install(command.name, command, word, options, options.operands[index + 1 :])
        if word.value is not None or word.prefix or not word.is_splittable:
            return None
    return None
