"""Users: who a command runs as, which users an instruction creates, and which images bring an unprivileged one."""

from collections.abc import Iterator

from ecslint.dockerfile.images import ImageUse
from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.model import Cmd, Entrypoint, Executed, Run, User
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_words import Word
from ecslint.dockerfile.shell_wrappers import SHELLS
from ecslint.record import NamedTuple

# Words in a name, publishers, and images that promise an unprivileged default user.
_WORDS = (
    "nonroot", "non-root", "unprivileged", "rootless", "chiseled", "/nanoserver", "chainguard/", "bitnami/", "bitnamilegacy/",
    "bitnamisecure/",
)  # fmt: skip
_PUBLISHERS = (
    "cgr.dev/", "circleci/", "cimg/", "confluentinc/", "dhi.io/", "docker.elastic.co/", "ghcr.io/puppeteer/", "gitpod/",
    "grafana/", "jenkins/", "jupyter/", "mambaorg/", "mcr.microsoft.com/mssql/", "opensearchproject/", "prom/",
    "public.ecr.aws/lambda/", "quay.io/jupyter/", "quay.io/keycloak/", "quay.io/prometheus/", "quay.io/strimzi/", "selenium/",
)  # fmt: skip
_IMAGES = frozenset(
    {
        "apache/airflow",
        "apache/kafka",
        "apache/nifi",
        "apache/spark",
        "apache/superset",
        "n8nio/n8n",
        "ocaml/opam",
        "sonarqube",
    }
)
_RED_HAT = ("registry.access.redhat.com/", "registry.redhat.io/")
_RED_HAT_RUNTIMES = ("go-toolset", "httpd", "nginx", "nodejs", "openjdk", "perl", "php", "python", "ruby")
# Tools that give up root to run a program, those that only their own command line shows, and servers that do it themselves.
_DROPPERS = frozenset({"gosu", "su-exec", "setpriv", "s6-setuidgid", "setuidgid", "chpst", "s6-overlay"})
_SWITCHES = frozenset({"runuser", "setuser", "start-stop-daemon", "su", "sudo"})
_SERVERS = frozenset(
    """apache2 apache2-foreground apache2ctl apachectl catatonit-init cron crond dovecot exim freeradius haproxy httpd init
    lighttpd memcached mysqld mysqld_safe named nginx nsd openresty php-fpm postfix runsvdir s6-svscan s6-supervise slapd squid
    sshd supervisord systemd unbound varnishd vsftpd""".split()
)
_CREATORS = frozenset({"useradd", "adduser"})
# Options of useradd and of the two programs called adduser that take a value in the next word.
_VALUES = frozenset(
    """-b -c -d -e -f -g -G -h -k -K -p -P -R -s -u -Z
    --base-dir --comment --conf --expiredate --firstgid --firstuid --gecos --gid --groups --home --home-dir --inactive --ingroup
    --key --lastgid --lastuid --password --prefix --root --selinux-user --shell --skel --uid""".split()
)


class CreatedUser(NamedTuple):
    """A user that a command adds; `word` is its name."""

    command: Command
    word: Word


def is_unprivileged(image: ImageUse) -> bool:
    """Is the image known to run as an ordinary user?"""
    name = image.resolved.removeprefix("docker.io/").removeprefix("library/")
    if name.startswith(_RED_HAT):
        return name.rpartition("/")[2].startswith(_RED_HAT_RUNTIMES)
    if name.startswith(_PUBLISHERS) or any(word in name for word in _WORDS):
        return True
    return image.reference is not None and image.reference.name.removeprefix("docker.io/") in _IMAGES


def may_be_root(instruction: Instruction) -> bool:
    """Does a RUN run as root, as far as the file can tell? Without USER that is what nearly every image does."""
    stage = instruction.stage
    user = stage.in_force(User, instruction) if stage is not None else None
    if user is not None:
        return user.is_root
    return stage is None or not is_unprivileged(stage.root_base)


def created_users(run: Run) -> Iterator[CreatedUser]:
    """The users that a RUN adds with `useradd` or `adduser`."""
    if _CREATORS.isdisjoint(run.programs):
        return
    for command in [command.unwrapped for command in run.commands]:
        if command.name not in _CREATORS:
            continue
        options = command.options(_VALUES)
        names = options.operands
        # `adduser user group` makes an existing user a member; with options both programs create the user.
        if len(names) == 1 or (len(names) == 2 and command.name == "adduser" and options.given):
            yield CreatedUser(command, names[0])


def drops_privileges(instruction: Executed) -> bool:
    """Does it name a tool that switches users, or start something that may switch by itself?"""
    is_start = isinstance(instruction, Cmd | Entrypoint)
    for command in instruction.commands:
        name = command.name
        if name in _DROPPERS or any(word.text.strip("'\"") in _DROPPERS for word in command.arguments):
            return True
        if is_start:
            inner = command.unwrapped.name
            if (
                inner is None
                or name in _SWITCHES
                or inner in _SERVERS
                or _runs_script(command.unwrapped)
                or inner.endswith(".sh")
                or "entrypoint" in inner
            ):
                return True
    return False


def _runs_script(command: Command) -> bool:
    """Is it a shell with the name of a script, which may do anything?"""
    return command.name in SHELLS and bool(command.options().operands) and not command.has_flag("-c")
