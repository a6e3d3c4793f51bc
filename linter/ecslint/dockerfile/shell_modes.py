"""Which shell runs an instruction, which options (`set -e`, `pipefail`) it starts with, and which stricter one there is."""

from ecslint.annotations import TYPE_CHECKING
from ecslint.dockerfile.model import Executed, Shell

if TYPE_CHECKING:
    from ecslint.dockerfile.stages import Stage

# Official images that are built on Debian, or are a distribution with bash; their tags on Alpine have ash.
_WITH_BASH = frozenset(
    """almalinux amazonlinux buildpack-deps centos debian eclipse-temurin fedora gcc golang gradle httpd maven mysql
    nginx node openjdk oraclelinux perl php postgres python redis rockylinux ruby rust tomcat ubuntu""".split()
)
_OFFICIAL = ("docker.io/library/", "public.ecr.aws/docker/library/", "public.ecr.aws/amazonlinux/")


def initial_modes(executed: Executed) -> frozenset[str]:
    """The `set -o` names that the SHELL in force turns on."""
    shell = executed.stage.in_force(Shell, executed) if executed.stage else None
    words = [word.text for word in shell.json_words or ()] if shell is not None else []
    modes = set()
    for index, word in enumerate(words[1:], start=1):
        if word[:1] != "-" or word[:2] == "--":
            continue
        if "e" in word:
            modes.add("errexit")
        if word.endswith("o") and index + 1 < len(words):
            modes.add(words[index + 1])
    return frozenset(modes)


def pipefail_shell(stage: "Stage") -> str | None:
    """The path of a shell that knows `pipefail` and is in the image that a stage stands on; None if that is not known."""
    reference = stage.root_base.reference
    if reference is None:
        return None
    name = f"{reference.registry}/{reference.repository}"
    prefix = next((prefix for prefix in _OFFICIAL if name.startswith(prefix)), None)
    if prefix is None:
        return None
    official = name.removeprefix(prefix)
    if official == "alpine" or (official in _WITH_BASH and "alpine" in (reference.tag or "")):
        return "/bin/ash"
    return "/bin/bash" if official in _WITH_BASH else None
