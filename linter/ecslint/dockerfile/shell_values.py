"""What a word of a RUN says once ARG and ENV are filled in, where the file makes that certain."""

import re
from functools import lru_cache

from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.shell_words import VARIABLE, Word


def value_in(instruction: Instruction, word: Word) -> str | None:
    """The value of a shell word in an instruction, plain `$NAME` filled in from ARG defaults and ENV; None if unknown."""
    text, is_whole = certain_start(instruction, word)
    return text if is_whole else None


def certain_start(instruction: Instruction, word: Word) -> tuple[str, bool]:
    """The beginning of the value as far as it is certain, and whether that is all of it.

    A variable that the shell text itself may set is unknown.
    """
    value = word.value
    if value is not None:
        return value, True
    scope = instruction.stage.scope(instruction) if instruction.stage is not None else {}
    uses = {expansion.start: expansion for expansion in word.expansions}
    text = ""
    for part in word.parts:
        if part.kind < VARIABLE:
            text += word._literal(part)
            continue
        use = uses.get(part.start) if part.kind == VARIABLE else None
        known = scope.get(use.name) if use is not None and not use.operator else None
        if use is None or known is None or use.name in _bare_names(instruction):
            return text, False
        text += known
    return text, True


@lru_cache(maxsize=1)
def _bare_names(instruction: Instruction) -> frozenset[str]:
    """The names that stand there without a `$`, as in `NAME=`, `for NAME in` and `read NAME`."""
    return frozenset(re.findall(r"(?<![\w${])[A-Za-z_]\w*", instruction.span.text))
