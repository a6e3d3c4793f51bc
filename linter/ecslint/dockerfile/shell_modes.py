"""Which shell options (`set -e`, `pipefail`) an instruction's shell starts with: those of SHELL."""

from ecslint.dockerfile.model import Executed, Shell


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


def shell_program(executed: Executed) -> str:
    """The base name of the shell in force; `sh` where nothing says otherwise."""
    shell = executed.stage.in_force(Shell, executed) if executed.stage else None
    words = shell.json_words if shell is not None else None
    return words[0].text.replace("\\", "/").rpartition("/")[2] if words else "sh"
