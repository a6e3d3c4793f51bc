"""Installations by package managers: which one, with which options, of which packages."""

from functools import lru_cache
from itertools import islice

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile.model import Executed, Run, Transfer
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_options import Options
from ecslint.dockerfile.shell_values import value_in
from ecslint.dockerfile.shell_words import Word
from ecslint.record import NamedTuple

if TYPE_CHECKING:
    from ecslint.dockerfile.stages import Stage

# A longer chain of stages is not looked through.
_MAX_STAGES = 32
_APT = frozenset(
    "-o --option -c --config-file -t --target-release --default-release -a --host-architecture --build-profiles -P".split()
)
_RPM = frozenset(
    """-c --config --releasever --installroot --enablerepo --disablerepo --repo --repoid -x --exclude --excludepkgs
    --setopt -d --debuglevel -e --errorlevel --forcearch --comment --destdir --downloaddir -R --randomwait
    --enableplugin --disableplugin --advisory --color --repofrompath""".split()
)
_GROUPS = "group groups module environment"


class Manager(NamedTuple):
    """How a package manager is called: the words that install, the options that take a value, and the words that may
    stand before the one that installs."""

    installs: frozenset[str]
    values: frozenset[str]
    before: frozenset[str]


def _manager(installs: str, values: frozenset[str] | str, before: str = "") -> Manager:
    return Manager(
        frozenset(installs.split()),
        frozenset(values.split()) if isinstance(values, str) else values,
        frozenset(before.split()),
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
    "yum": _manager("install localinstall groupinstall reinstall update upgrade", _RPM, _GROUPS),
    "dnf": _manager("install localinstall groupinstall reinstall update upgrade", _RPM, _GROUPS),
    "dnf5": _manager("install reinstall update upgrade", _RPM, _GROUPS),
    "microdnf": _manager("install reinstall update upgrade", _RPM),
    "tdnf": _manager("install reinstall update upgrade", _RPM),
    "zypper": _manager("install in update up patch dup dist-upgrade", "-R --root -t --type -r --repo --from -p --plus-repo -x --gpg-auto"),
    "pip": _manager(
        "install",
        """-r --requirement -c --constraint -e --editable -i --index-url --extra-index-url -f --find-links
        --trusted-host --prefix -t --target --root --src --platform --python-version --implementation --abi
        --cache-dir --proxy --timeout --retries --cert --client-cert --upgrade-strategy --no-binary --only-binary
        --progress-bar --global-option --install-option -C --config-settings --report --log --exists-action --python
        --keyring-provider --use-feature --use-deprecated --root-user-action --hash -b --build --group""",
    ),
    "gem": _manager("install i", "-v --version -n --bindir -i --install-dir -P --trust-policy -s --source --platform --build-root -p --http-proxy --document"),
    "npm": _manager(
        "install i add",
        """--prefix -C --registry --cache --loglevel --omit --only --include -w --workspace --tag --userconfig
        --globalconfig --fetch-retries --fetch-retry-factor --fetch-retry-mintimeout --fetch-retry-maxtimeout
        --fetch-timeout --network-timeout --timeout --maxsockets --proxy --https-proxy --noproxy --cafile --location
        --install-strategy --script-shell --node-options --cpu --os --libc --arch --target --target_arch
        --target_platform --before --depth --save-prefix""",
    ),
    "pnpm": _manager("install i add", "--dir -C --filter -F --registry --store-dir --reporter --loglevel --fetch-timeout --fetch-retries --network-concurrency"),
    "yarn": _manager("add", "--cwd --registry --modules-folder --cache-folder --global-folder --network-timeout", "global"),
    "go": _manager("install", "-C -p -ldflags -gcflags -asmflags -gccgoflags -tags -mod -modfile -overlay -pkgdir -toolexec -buildmode -compiler -installsuffix -o -covermode -coverpkg"),
}  # fmt: skip
RPM_MANAGERS = frozenset({"yum", "dnf", "dnf5", "microdnf", "tdnf"})


class Install(NamedTuple):
    """One installation: `verb` is the word that installs, `packages` the words behind it that are no options, `before` a
    word before the verb that says what they are, as in `dnf group install` and `yarn global add`."""

    manager: str
    command: Command
    verb: Word
    options: Options
    packages: tuple[Word, ...]
    before: str = ""


def installs(executed: Executed) -> tuple[Install, ...]:
    """The installations in an instruction, in the order of the text; `sudo` and its like are seen through."""
    return () if MANAGERS.keys().isdisjoint(executed.programs) else _installs(executed)


# A dozen rules ask this of one instruction, one after the other.
@lru_cache(maxsize=1)
def _installs(executed: Executed) -> tuple[Install, ...]:
    found = [install_of(command) for command in executed.calls(*MANAGERS)]
    return tuple([_with_values(executed, install) for install in found if install is not None])


def _with_values(executed: Executed, install: Install) -> Install:
    """An installation whose variables are known to hold packages only, by ENV or the default of an ARG, hides no options."""
    options, command = install.options, install.command
    if not options.has_unknown or "xargs" in command.wrappers:
        return install
    for word in command.arguments:
        if word.value is None and word.is_splittable and not word.prefix:
            value = value_in(executed, word)
            if value is None or any(part.startswith("-") for part in value.split()):
                return install
    return install._replace(options=Options(options.given, options.operands, has_unknown=False))


def is_answered(command: Command) -> bool:
    """Does `yes |`, or `echo y |` for the one question that there is, answer a command?"""
    first = command.pipeline.elements[0]
    if len(command.pipeline.elements) < 2 or not isinstance(first, Command):
        return False
    feeder = first.unwrapped
    said = "".join([word.prefix for word in feeder.arguments]).lower()
    return feeder.name == "yes" or (feeder.name in {"echo", "printf"} and said.lstrip("-e").startswith("y"))


def is_in_apt_configuration(run: Run, setting: str) -> bool:
    """Do the lines of the stage down to a step, or those it is built on, write a setting to APT's configuration?

    A file that is copied there may hold any setting.
    """
    stages = islice(run.stage.chain, _MAX_STAGES) if run.stage is not None else ()
    return any(
        start <= run.span.start and (is_unknown or setting in text)
        for stage in stages
        for start, is_unknown, text in _apt_configuration(stage)
    )


@lru_cache(maxsize=_MAX_STAGES)
def _apt_configuration(stage: "Stage") -> tuple[tuple[int, bool, str], ...]:
    """The instructions that name APT's configuration: where, whether what they write is unknown, and their text."""
    return tuple(
        [
            (one.span.start, isinstance(one, Transfer) and not one.heredocs, one.span.text)
            for one in stage.instructions
            if "apt.conf" in one.span.text
        ]
    )


def install_of(command: Command) -> Install | None:
    """The installation that a command is."""
    manager = MANAGERS.get(command.name or "")
    if manager is None or not command.arguments:
        return None
    options = command.options(manager.values, clusters=command.name != "go")
    before = ""
    for index, word in enumerate(options.operands):
        if word.value in manager.installs:
            assert command.name is not None
            packages = options.operands[index + 1 :]
            if command.name == "gem":
                # Behind `--` stand options for the compiler.
                end = next((one.start for one in command.arguments if one.value == "--"), command.end)
                packages = tuple([one for one in packages if one.start < end])
            return Install(command.name, command, word, options, packages, before)
        if word.value in manager.before:
            before = word.text
            continue
        if word.value is not None or word.prefix or not word.is_splittable:
            return None
    return None
