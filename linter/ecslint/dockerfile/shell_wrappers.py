"""Which program a command really runs, behind `env`, `exec`, `xargs`, `sudo` and their like."""

import re
from collections.abc import Sequence

from ecslint.dockerfile.shell_words import ASSIGNMENT, Word

# Nobody stacks more wrappers than this; a line of ten thousand `sudo` is not worth looking behind.
MAX_WRAPPERS = 10

SHELLS = frozenset({"sh", "bash", "ash", "dash", "ksh", "mksh", "zsh"})

# For each wrapper: its options that take a value in the next word, and the operands before the command.
# These run the command as if it stood alone, so its name is looked for behind them ...
_TRANSPARENT: dict[str, tuple[str, int]] = {
    "builtin": ("", 0),
    "chronic": ("", 0),
    "command": ("", 0),
    "coproc": ("", 0),
    "eatmydata": ("", 0),
    "env": ("-u --unset -C --chdir", 0),
    "exec": ("-a", 0),
    "nice": ("-n --adjustment", 0),
    "nohup": ("", 0),
    "setsid": ("", 0),
    "stdbuf": ("-i -o -e --input --output --error", 0),
    "time": ("-f -o --format --output", 0),
    "timeout": ("-k -s --kill-after --signal", 1),
    "unbuffer": ("", 0),
    "xargs": (
        "-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-chars --max-lines --max-procs",
        0,
    ),
}
# ... and these change who runs it or where, which rules care about: they keep their name and have an inner command.
_OUTER: dict[str, tuple[str, int]] = {
    "busybox": ("", 0),
    "catatonit": ("", 0),
    "chpst": ("-u -U -e -b -/ -n -l -L -m -d -o -p -f -c -r -t", 0),
    "chroot": ("", 1),
    "dbus-run-session": ("--config-file --dbus-daemon", 0),
    "doas": ("-u -C", 0),
    "dumb-init": ("-r --rewrite", 0),
    "fakechroot": ("-c -e -l -d -b -s", 0),
    "fakeroot": ("-l -f -s -i -b", 0),
    "flock": ("-E -w --timeout --wait --conflict-exit-code", 1),
    "gosu": ("", 1),
    "ionice": ("-c -n --class --classdata", 0),
    "linux32": ("", 0),
    "linux64": ("", 0),
    "runuser": ("-u -g -G -s -w --user --group --supp-group --shell --whitelist-environment", 0),
    "s6-setuidgid": ("", 1),
    "setarch": ("", 1),
    "setpriv": (
        "--reuid --ruid --euid --regid --rgid --egid --groups --inh-caps --ambient-caps --bounding-set --securebits",
        0,
    ),
    "setuser": ("", 1),
    "su-exec": ("", 1),
    "sudo": (
        "-C -D -g -h -p -R -r -T -t -U -u --close-from --chdir --group --host --prompt --chroot --role --type --user",
        0,
    ),
    "taskset": ("", 1),
    "tini": ("-p -e", 0),
    "xvfb-run": (
        "-e -f -n -p -s -w --error-file --auth-file --server-num --xauth-protocol --server-args --wait",
        0,
    ),
}
# Programs that have options in whose presence nothing is run.
_QUERIES = {
    "command": frozenset({"-v", "-V"}),
    "busybox": frozenset({"--install", "--list", "--list-full", "--help"}),
    "flock": frozenset({"-c", "--command"}),
    "ionice": frozenset({"-p", "--pid"}),
    "taskset": frozenset({"-p", "--pid", "-c"}),
    "sudo": frozenset({"-v", "-l", "-k", "-K", "-V", "-e", "--validate", "--list", "--version"}),
}
# With `run` as their first word these are wrappers too.
_RUNNERS = {
    "conda": ("-n -p --name --prefix --cwd", 0),
    "mamba": ("-n -p --name --prefix --cwd", 0),
    "micromamba": ("-n -p -r --name --prefix --root-prefix --cwd", 0),
    "pipenv": ("", 0),
    "poetry": ("", 0),
}
_TAKES_ASSIGNMENTS = frozenset({"env", "sudo", "doas"})
# Modules that `python -m` runs and that are as well known under their own name.
_MODULES = frozenset({"pip", "pipx", "pipenv", "poetry", "uv", "conda"})
_PYTHON_PREFIXES = ("pip", "python", "pypy")
# Names behind which a script may stand as an argument.
LAUNCHERS = SHELLS | _TRANSPARENT.keys() | _OUTER.keys() | _RUNNERS.keys() | {"eval", "su", "find"}


class Effective:
    """`position` of the word that names the program, and what stands before and inside it.

    `assignments` are indexes of `NAME=value` words given to `env` or `sudo`; `inner` the range of words that `sudo`
    and its like run, empty for all others. `position` is past the end when there is no word that names a program.
    """

    __slots__ = ("assignments", "inner", "name", "position", "wrappers")

    def __init__(
        self,
        position: int,
        name: str | None,
        wrappers: Sequence[str] = (),
        assignments: Sequence[int] = (),
        inner: tuple[int, int] = (0, 0),
    ) -> None:
        self.position = position
        self.name = name
        self.wrappers = tuple(wrappers)
        self.assignments = tuple(assignments)
        self.inner = inner


def effective(words: Sequence[Word]) -> Effective:
    """Look behind wrappers for the program that these words run."""
    program = words[0].basename if words else ""
    if program is not None and program not in LAUNCHERS and not program.startswith(_PYTHON_PREFIXES):
        # Most commands are as plain as that.
        return Effective(0, program or None)
    index = 0
    wrappers: list[str] = []
    assignments: list[int] = []
    count = len(words)
    while index < count:
        name = words[index].basename
        if name is None:
            if index + 2 < count and words[index + 1].value == "-m" and words[index + 2].value in _MODULES:
                # Whatever `$PYTHON` is, only an interpreter is called like this.
                return Effective(index + 2, words[index + 2].value, wrappers, assignments)
            break
        if name in _TRANSPARENT and len(wrappers) < MAX_WRAPPERS:
            following = _command_index(words, index, name, assignments)
            if following < count:
                wrappers.append(name)
                index = following
                continue
        elif name in _OUTER:
            following = _command_index(words, index, name, assignments)
            return Effective(index, name, wrappers, assignments, (following, count))
        elif name in _RUNNERS and index + 1 < count and words[index + 1].value == "run":
            following = _command_index(words, index + 1, name, assignments)
            return Effective(index, name, wrappers, assignments, (following, count))
        elif name == "find":
            return Effective(index, name, wrappers, assignments, _find_command(words, index))
        elif name.startswith(_PYTHON_PREFIXES):
            index, name = _python(words, index, name, wrappers)
        return Effective(index, name, wrappers, assignments)
    return Effective(index, None, wrappers, assignments)


def _command_index(words: Sequence[Word], index: int, name: str, assignments: list[int]) -> int:
    """Where the command starts that the wrapper at `index` runs; past the end when it runs none."""
    takes_value, operands = _TRANSPARENT.get(name) or _OUTER.get(name) or _RUNNERS[name]
    values = takes_value.split()
    queries = _QUERIES.get(name, frozenset())
    count = len(words)
    if name == "runuser" and not any(word.prefix.startswith(("-u", "--user")) for word in words[index:]):
        # Without a user option it reads its arguments as `su` does.
        return count
    index += 1
    while index < count:
        text = words[index].value
        if text is None:
            text = words[index].prefix
            if not text.startswith("-") and not (name in _TAKES_ASSIGNMENTS and ASSIGNMENT.match(text)):
                if operands == 0:
                    return index
        if text == "--":
            index += 1
            name = ""
        elif text in queries:
            return count
        elif text.startswith("-") and name and (len(text) > 1 or name == "env"):
            if name == "env" and text.startswith(("-S", "--split-string")):
                return count
            index += 2 if text in values else 1
        elif name in _TAKES_ASSIGNMENTS and ASSIGNMENT.match(text):
            assignments.append(index)
            index += 1
        elif operands > 0:
            operands -= 1
            index += 1
        else:
            return index
    return count


def _find_command(words: Sequence[Word], index: int) -> tuple[int, int]:
    """The words between the first `-exec` of `find` and the `;` or `+` that ends it."""
    start = 0
    for at in range(index + 1, len(words)):
        text = words[at].value
        if start == 0:
            if text in {"-exec", "-execdir", "-ok", "-okdir"}:
                start = at + 1
        elif text in {";", "+"}:
            return start, at
    return (start, len(words)) if start else (0, 0)


def _python(words: Sequence[Word], index: int, name: str, wrappers: list[str]) -> tuple[int, str]:
    """`pip3.12` and `python3 -m pip` are "pip"."""
    if re.fullmatch(r"pip[0-9.]*", name):
        return index, "pip"
    if not re.fullmatch(r"(?:python|pypy)[0-9.]*", name):
        return index, name
    at = index + 1
    while at < len(words):
        text = words[at].value
        if text is None or not text.startswith("-") or text in {"-", "-c"}:
            break
        if text.endswith("m") and not text.startswith("--"):
            module = words[at + 1].value if at + 1 < len(words) else None
            if module not in _MODULES or module is None:
                break
            wrappers.append(name)
            return at + 1, module
        at += 2 if text in {"-W", "-X"} else 1
    return index, name


def script_word(words: Sequence[Word]) -> tuple[Word, str] | None:
    """The argument that is shell text itself, of `sh -c`, `su -c` or `eval`, with the context it opens.

    Looks behind all wrappers.
    """
    program = effective(words)
    for _ in range(MAX_WRAPPERS):
        start, end = program.inner
        if start >= end or program.name in {"runuser", "flock"}:
            break
        words = words[start:end]
        program = effective(words)
    words = words[program.position :]
    name = program.name
    if name == "eval":
        return (words[1], "eval") if len(words) == 2 else None
    if name in {"su", "runuser", "flock"}:
        for at in range(1, len(words) - 1):
            text = words[at].value
            if text in {"-c", "--command", "-lc", "--session-command"}:
                return words[at + 1], "su -c" if name != "flock" else "sh -c"
            if text is not None and text.startswith("--command="):
                return words[at].after(10), "su -c"
        return None
    if name not in SHELLS:
        return None
    has_script = False
    index = 1
    while index < len(words):
        text = words[index].value
        if text is None or len(text) < 2 or text[0] not in "-+" or text == "--":
            index += text == "--"
            break
        index += 1
        if text.startswith("--"):
            index += text in {"--rcfile", "--init-file"}
        else:
            has_script = has_script or "c" in text
            index += text.count("o") + text.count("O")
    return (words[index], "sh -c") if has_script and index < len(words) else None
