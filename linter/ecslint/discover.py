"""Which files are meant: those given by hand, and those in given folders whose names promise something to lint."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ecslint.errors import UsageError
from ecslint.filename import classify
from ecslint.gitignore import IgnoreFile, escape, is_ignored

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
    search = _Search(exclude, use_gitignore)
    given = [(path, _is_folder(path)) for path in paths]
    for path, is_folder in given:
        real = _real(path)
        relative_form = not os.path.isabs(path)
        if force_exclude and search.is_excluded(real, is_folder):
            continue
        if is_folder:
            search.walk(real, relative_form)
        else:
            search.add_given(path, real, relative_form)
    return iter(sorted(search.found.values()))


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


def _slashed(path: str) -> str:
    """An absolute path as patterns know it."""
    path = path.replace(os.sep, "/")
    return path if path.startswith("/") else f"/{path}"


def _is_file(entry: "os.DirEntry[str]", kind: str) -> bool:
    """Is it a regular file, or a link to one, or a broken link that claims to be one of ours?"""
    if not entry.is_symlink():
        return entry.is_file()
    return os.path.isfile(entry.path) or (kind != "json" and not os.path.exists(entry.path))


class _Search:
    """What was found so far, by real path."""

    def __init__(self, exclude: Sequence[str], use_gitignore: bool) -> None:
        try:
            self.here = os.path.realpath(os.getcwd())
        except FileNotFoundError:
            raise UsageError("the working directory does not exist any more") from None
        self.found: dict[str, Candidate] = {}
        self._exclude = IgnoreFile("", _anchored(exclude, self.here))
        self._use_gitignore = use_gitignore
        self._walked: set[str] = set()

    def add_given(self, path: str, real: str, relative_form: bool) -> None:
        """A file that the user named; it counts as given even if a folder around it is walked too."""
        shown = self._shown(real, relative_form)
        # A link may say more than what it leads to.
        named = classify(path.replace(os.sep, "/")) or classify(shown)
        reason = named.reason if named and named.kind == "unsupported" else "given"
        self.found[real] = Candidate(shown, named.kind if named else "other", True, reason)

    def is_excluded(self, real: str, is_folder: bool) -> bool:
        """Do the patterns leave out a path, or a folder above it that does not hold the working directory too?"""
        try:
            shared = os.path.commonpath((real, self.here))
        except ValueError:
            shared = ""
        path = _slashed(shared).rstrip("/")
        names = [name for name in real[len(shared) :].split(os.sep) if name]
        for number, name in enumerate(names, 1):
            path += f"/{name}"
            if self._exclude.verdict(path, name, is_folder or number < len(names)):
                return True
        return False

    def walk(self, root: str, relative_form: bool) -> None:
        """Look through a folder, never into what is ignored, and never through a link to a folder."""
        chain = self._chain_above(root) if self._use_gitignore else ()
        pending: list[tuple[str, tuple[IgnoreFile, ...]]] = [(root, chain)]
        while pending:
            folder, chain = pending.pop()
            if folder in self._walked:
                continue
            self._walked.add(folder)
            try:
                with os.scandir(folder) as listing:
                    entries = list(listing)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                self._add(folder, Candidate(self._shown(folder, relative_form), "other", False, reason))
                continue
            base = _slashed(folder).rstrip("/")
            if self._use_gitignore:
                chain = self._chain_in(folder, base, entries, chain, is_root=folder == root)
            for entry in entries:
                name = entry.name
                path = f"{base}/{name}"
                try:
                    is_dir = entry.is_dir(follow_symlinks=False)
                    named = None if is_dir else classify(path)
                    if not is_dir and (named is None or not _is_file(entry, named.kind)):
                        continue
                except OSError:
                    continue
                if name == ".git" or self._exclude.verdict(path, name, is_dir):
                    continue
                if chain and is_ignored(chain, path, name, is_dir):
                    continue
                if is_dir:
                    pending.append((entry.path, chain))
                elif named:
                    real = _real(entry.path) if entry.is_symlink() else entry.path
                    self._add(
                        real, Candidate(self._shown(real, relative_form), named.kind, False, named.reason)
                    )

    def _add(self, real: str, candidate: Candidate) -> None:
        self.found.setdefault(real, candidate)

    def _shown(self, real: str, relative_form: bool) -> str:
        prefix = self.here.rstrip(os.sep) + os.sep
        if real.startswith(prefix):
            real = real[len(prefix) :]
        elif relative_form:
            real = os.path.relpath(real, self.here)
        return real.replace(os.sep, "/")

    def _chain_above(self, root: str) -> tuple[IgnoreFile, ...]:
        """What git ignores in a folder because of the folders above it."""
        from ecslint import repository  # noqa: PLC0415 - not needed for files given by hand

        top = repository.root_of(root)
        if top is None:
            return ()
        chain = repository.standing_ignores(top, _slashed(top).rstrip("/"))
        folder = top
        for name in os.path.relpath(root, top).split(os.sep) if root != top else ():
            patterns = IgnoreFile.read(os.path.join(folder, ".gitignore"), _slashed(folder).rstrip("/"))
            if patterns:
                chain.append(patterns)
            folder = os.path.join(folder, name)
            if is_ignored(chain, _slashed(folder), name, True):
                # Whoever names an ignored folder wants to see what is in it.
                return ()
        return tuple(chain)

    def _chain_in(
        self,
        folder: str,
        base: str,
        entries: "list[os.DirEntry[str]]",
        chain: tuple[IgnoreFile, ...],
        *,
        is_root: bool,
    ) -> tuple[IgnoreFile, ...]:
        """The chain for a folder's entries: its own .gitignore, and a fresh start in another repository."""
        names = {entry.name: entry for entry in entries if entry.name in {".gitignore", ".git"}}
        if ".git" in names and not is_root:
            from ecslint import repository  # noqa: PLC0415 - repositories in repositories are rare

            chain = tuple(repository.standing_ignores(folder, base))
        own = names.get(".gitignore")
        if own is None or own.is_symlink():
            return chain
        patterns = IgnoreFile.read(own.path, base)
        return (*chain, patterns) if patterns else chain


def _anchored(patterns: Sequence[str], here: str) -> Iterator[str]:
    """The patterns of the working directory as patterns of the whole file system."""
    base = escape(_slashed(here).rstrip("/"))
    for pattern in patterns:
        sign = "!" if pattern.startswith("!") else ""
        bare = pattern.removeprefix("!").removeprefix("./")
        if "/" not in bare.rstrip("/") or bare.startswith("**/"):
            yield sign + bare
            continue
        yield f"{sign}{base}/{bare.removeprefix('/')}"
        if bare.startswith("/"):
            # An absolute path, or one from the working directory on: both are meant by this form somewhere.
            yield sign + bare
