"""Downloads that an interpreter runs as they come: `curl ... | sh`, `bash <(curl ...)`, `sh -c "$(curl ...)"`."""

from collections.abc import Iterator

from ecslint.dockerfile.downloads import Download, download
from ecslint.dockerfile.model import Executed
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_model import Compound, Pipeline
from ecslint.dockerfile.shell_words import Word
from ecslint.dockerfile.shell_wrappers import SHELLS
from ecslint.record import NamedTuple

# The option behind which an interpreter takes its program as a word.
_PROGRAM_OPTION = {"perl": "-e", "ruby": "-e", "node": "-e", "php": "-r"}
# Options of other interpreters that name the program, or make it read data.
_CODE = ("-c", "-m", "-e", "-E", "-r", "-n", "-p", "-l", "-i", "--version", "--eval", "--print", "--run")
_INTERPRETERS = frozenset({"python", "perl", "ruby", "node", "php"})
_READERS = frozenset({"source", ".", "eval"})


class PipedCode(NamedTuple):
    """A download and the interpreter that runs it."""

    download: Download
    interpreter: Command


def piped_code(executed: Executed) -> Iterator[PipedCode]:
    """Every download in a command that is run without having been looked at."""
    programs = executed.programs
    if programs.isdisjoint(("curl", "wget")) or not any(map(_takes_code, programs)):
        return
    for script in executed.scripts:
        for pipeline in script.pipelines:
            if len(pipeline.elements) > 1:
                yield from _through_pipe(pipeline)
        for command in script.unwrapped:
            yield from _in_words(command)


def interpreter_of(command: Command) -> str | None:
    """The interpreter that a command is: a shell, "python", "perl", "ruby", "node" or "php"."""
    return _interpreter(command.name or "")


def _interpreter(program: str) -> str | None:
    if program in SHELLS:
        return program
    bare = program.rstrip("0123456789.")
    return bare if bare in _INTERPRETERS else None


def _takes_code(program: str) -> bool:
    return program in _READERS or _interpreter(program) is not None


def _through_pipe(pipeline: Pipeline) -> Iterator[PipedCode]:
    found: Download | None = None
    for element in pipeline.elements:
        commands = element.commands if isinstance(element, Compound) else [element]
        for command in [one.unwrapped for one in commands]:
            fetched = download(command)
            if fetched is not None:
                found = fetched if fetched.is_to_stdout else found
            elif found is not None and _reads_program(command):
                yield PipedCode(found, command)
                found = None


def _reads_program(command: Command) -> bool:
    """Does an interpreter take its program from the standard input?"""
    interpreter = interpreter_of(command)
    if interpreter is None:
        return False
    is_shell = interpreter in SHELLS
    is_value = False
    for word in command.arguments:
        text = word.value
        if is_value:
            is_value = False
        elif text is None:
            return False
        elif text in {"-", "/dev/stdin"} or (text == "--" and interpreter == "php"):
            return True
        elif text[:1] not in {"-", "+"}:
            # A script of its own, which may do anything with what it reads.
            return False
        elif is_shell and not text.startswith("--"):
            if "s" in text or "c" in text:
                return "c" not in text
            is_value = text[-1] in "oO"
        elif text.startswith(_CODE) and not is_shell:
            return False
        else:
            is_value = text in {"-W", "-X", "-d", "--rcfile", "--init-file"}
    return True


def _in_words(command: Command) -> Iterator[PipedCode]:
    interpreter = interpreter_of(command)
    if interpreter is None and command.name not in _READERS:
        return
    option = _PROGRAM_OPTION.get(interpreter or "", "-c")
    words = command.arguments
    for at, word in enumerate(words):
        is_file = word.text.startswith("<(")
        is_program = command.name == "eval" or (
            at > 0 and words[at - 1].text.startswith("-") and words[at - 1].text.endswith(option[1])
        )
        if is_file or (is_program and not word.prefix.strip()):
            yield from _substituted(word, command)
    for redirect in command.redirects:
        if redirect.target is not None and redirect.operator in {"<<<", "<"}:
            yield from _substituted(redirect.target, command)


def _substituted(word: Word, command: Command) -> Iterator[PipedCode]:
    for inner in word.commands:
        fetched = download(inner.unwrapped)
        if fetched is not None and fetched.is_to_stdout:
            yield PipedCode(fetched, command)
            return
