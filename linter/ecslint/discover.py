"""Which files are meant: those given by hand, and those in given folders whose names promise something to lint."""

import os
from collections.abc import Iterator, Sequence

from ecslint.errors import UsageError
from ecslint.filename import classify
from ecslint.record import NamedTuple

# Folders that hold other people's files or made ones. Each is a pattern as in .gitignore.
DEFAULT_EXCLUDE = (
    ".aws-sam",
    ".bzr",
    ".direnv",
    ".eggs",
    ".hg",
    ".ipynb_checkpoints",
    ".jj",
    ".mypy_cache",
    ".nox",
    ".pytest_cache",
    ".ruff_cache",
    ".serverless",
    ".svn",
    ".terraform",
    ".terragrunt-cache",
    ".tox",
    ".venv",
    "__pycache__",
    "__pypackages__",
    "bower_components",
    "cdk.out",
    "node_modules",
    "site-packages",
    "venv",
)


class Candidate(NamedTuple):
    """A file to look at.

    `path` opens it and is shown to people: with `/`, relative to the working directory when below it. `name_kind`
    is what its name says (`filename.NameKind`, or `other`), `given` whether the user named it, `reason` why it is
    here, or why it cannot be linted.
    """

    path: str
    name_kind: str
    given: bool
    reason: str


def discover(
    paths: Sequence[str],
    *,
    exclude: Sequence[str] = DEFAULT_EXCLUDE,
    use_gitignore: bool = True,
    force_exclude: bool = False,
) -> Iterator[Candidate]:
    """The files meant by some paths, each once, ordered by path.

    `exclude` are patterns as in a .gitignore file of the working directory; they and the real .gitignore files hold
    for what is found in folders, and with `force_exclude` the patterns hold for the given paths too. Raises
    `UsageError` for a path that does not exist, before the first file is given out.
    """
    try:
        here = os.path.realpath(os.getcwd())
    except FileNotFoundError:
        raise UsageError("the working directory does not exist any more") from None
    folders: list[str] = []
    found: dict[str, Candidate] = {}
    for path in paths:
        if _is_folder(path):
            folders.append(path)
            continue
        real = _real(path)
        shown = _shown(real, here, path)
        # A link may say more than what it leads to.
        named = classify(path.replace(os.sep, "/")) or classify(shown)
        reason = named.reason if named and named.kind == "unsupported" else "given"
        found[real] = Candidate(shown, named.kind if named else "other", True, reason)
    if folders or force_exclude:
        from ecslint.walk import Walk  # noqa: PLC0415 - hooks name files, and each start counts

        walk = Walk(here, exclude, use_gitignore)
        if force_exclude:
            found = {real: file for real, file in found.items() if not walk.leaves_out(real, is_folder=False)}
        for path in folders:
            root = os.path.realpath(path)
            if force_exclude and walk.leaves_out(root, is_folder=True):
                continue
            for file, (kind, reason) in walk.files(root):
                real = _real(file) if os.path.islink(file) else file
                if real not in found:
                    found[real] = Candidate(_shown(real, here, path), kind, False, reason)
    return iter(sorted(found.values()))


def name_kind(path: str) -> str:
    """The kind that a name promises, `other` if it promises nothing."""
    named = classify(path.replace(os.sep, "/"))
    return named.kind if named else "other"


def _is_folder(path: str) -> bool:
    try:
        os.stat(path)
    except PermissionError:
        return False
    except (OSError, ValueError):
        # A broken link is there, and reading it says what is wrong with it.
        if not path or "\0" in path or not os.path.lexists(path):
            raise UsageError(f"`{path}` does not exist") from None
    return os.path.isdir(path)


def _real(path: str) -> str:
    """Where a path leads to; a broken link is itself."""
    if os.path.exists(path):
        return os.path.realpath(path)
    folder, name = os.path.split(path)
    return os.path.join(os.path.realpath(folder), name)


def _shown(real: str, here: str, given: str) -> str:
    """A real path as people know it; outside the working directory in the form of the path they gave."""
    prefix = here.rstrip(os.sep) + os.sep
    if real.startswith(prefix):
        real = real[len(prefix) :]
    elif not os.path.isabs(given):
        real = os.path.relpath(real, here)
    return real.replace(os.sep, "/")
