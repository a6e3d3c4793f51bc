"""What the sources of COPY and ADD are: files, archives, remote files, repositories, heredocs."""

import re
from bisect import bisect_left

from ecslint.dockerfile.model import Transfer
from ecslint.dockerfile.words import Word

# What ADD unpacks if there is a tar inside; the builder looks at the content, a linter at the name.
_ARCHIVES = (".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tlz", ".tzst", ".gz", ".bz2", ".xz", ".zst", ".lzma")
# Files of text, whatever stands behind these beginnings of their names.
_TEXTS = ("gemfile", "pipfile", "makefile")
_HTTP = ("http://", "https://")
_GIT = r"(?i)(?:git|ssh)://|[\w.-]+@[\w.-]+:(?!//)|https?://[^?#]*\.git(?:[?#/]|\Z)"


def source_kind(instruction: Transfer, word: Word) -> str | None:
    """ "git", "url", "archive", "heredoc" or "file", which a directory is too; None if it is not known.

    A name pattern is an archive if all it can stand for are archives.
    """
    heredocs, place = instruction.heredocs, word.span.start
    at = bisect_left(heredocs, place, key=lambda heredoc: heredoc.marker_span.start)
    if at < len(heredocs) and heredocs[at].marker_span.start == place:
        return "heredoc"
    if instruction.stage is None or (instruction.is_inner and "$" in word.text):
        return None
    expansion = instruction.stage.scope(instruction).expand(word.text)
    prefix, suffix = expansion.prefix, expansion.suffix
    if expansion.value is None:
        # An unknown tag or version in the middle of an address does not change what it is.
        is_address = (
            prefix.lower().startswith(_HTTP)
            and "/" in prefix[8:]
            and suffix
            and ".git" not in prefix + suffix
        )
        return "url" if is_address else None
    if re.match(_GIT, prefix):
        return "git"
    lower = prefix.lower()
    if lower.startswith(_HTTP):
        return "url"
    if lower.endswith(_ARCHIVES):
        return "archive"
    name = lower.replace("\\", "/").rpartition("/")[2]
    after_pattern = re.split(r"[*?\]]", name)[-1]
    if after_pattern != name and "." not in after_pattern and not name.startswith(_TEXTS):
        return None
    return "file"


def address(instruction: Transfer, word: Word) -> str:
    """A remote source with its variables filled in, as far as it is certain."""
    return (
        instruction.stage.scope(instruction).expand(word.text).prefix if instruction.stage is not None else ""
    )
