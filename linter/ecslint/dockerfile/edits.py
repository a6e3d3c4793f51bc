"""Edits on whole instructions that the fixes of several rules make."""

from ecslint.dockerfile.instruction import Instruction
from ecslint.finding import Edit
from ecslint.source import Span


def deletion(instruction: Instruction) -> Edit:
    """Delete an instruction with its lines, heredocs included; a comment above it stays."""
    source, start, end = instruction.span
    text = source.text
    start = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    return Edit(Span(source, start, len(text) if after < 0 else after + 1), "")


def insertion_above(instruction: Instruction, text: str) -> Edit:
    """Insert a line above an instruction and the comments that stand right above it."""
    source = instruction.span.source
    whole = source.text
    start = whole.rfind("\n", 0, instruction.span.start) + 1
    line_end = "\r\n" if whole[:start].endswith("\r\n") else "\n"
    while start:
        before = whole.rfind("\n", 0, start - 1) + 1
        if not whole[before:start].lstrip().startswith("#"):
            break
        start = before
    return Edit(Span(source, start, start), text + line_end)
