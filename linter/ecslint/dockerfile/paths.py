"""Paths in instructions: absolute on Linux or Windows, or relative to the working directory."""

from ecslint.annotations import TYPE_CHECKING

if TYPE_CHECKING:
    from ecslint.dockerfile.instruction import Instruction

_ROOTS = ("/", "\\")
_DRIVE_ENDS = frozenset({"", *_ROOTS})


def is_absolute(path: str) -> bool:
    """Is it an absolute path on Linux or on Windows?"""
    if path.startswith(_ROOTS):
        return True
    drive = path[:1]
    return path[1:2] == ":" and path[2:3] in _DRIVE_ENDS and drive.isascii() and drive.isalpha()


def certainly_relative(instruction: "Instruction", text: str) -> bool:
    """Is a word of an instruction a relative path once its variables are filled in? Not if that cannot be known."""
    if instruction.stage is None or (instruction.is_inner and "$" in text):
        return False
    expansion = instruction.stage.scope(instruction).expand(text)
    known = expansion.prefix if expansion.value is None else expansion.value
    # One letter before an unknown may be the drive of a Windows path.
    if expansion.problem or not known or (expansion.value is None and len(known) == 1):
        return False
    return not is_absolute(known)
