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


def insertion_below(instruction: Instruction, text: str) -> Edit:
    """Insert a line below an instruction."""
    source = instruction.span.source
    whole = source.text
    at = whole.find("\n", instruction.span.end)
    if at < 0:
        line_end = "\r\n" if "\r\n" in whole else "\n"
        return Edit(Span(source, len(whole), len(whole)), line_end + text)
    line_end = "\r\n" if whole[:at].endswith("\r") else "\n"
    return Edit(Span(source, at + 1, at + 1), text + line_end)
