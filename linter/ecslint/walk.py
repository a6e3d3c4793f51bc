"""A walk through folders: which files below a folder are not left out, and are worth a look by their names."""

import os
from collections.abc import Iterator, Sequence

from ecslint import repository
from ecslint.filename import NameKind, classify
from ecslint.gitignore import IgnoreFile, is_ignored
from ecslint.wildcard import bytewise, escape


class Walk:
    """Folders looked through so far; each is entered once, however many paths lead to it.

    `here` is the working directory, `exclude` are patterns as in a .gitignore file there; the real .gitignore files
    are obeyed if `use_gitignore` says so.
    """

    def __init__(self, here: str, exclude: Sequence[str], use_gitignore: bool) -> None:
        self._here = here
        self._exclude = IgnoreFile("", _anchored(exclude, here))
        self._use_gitignore = use_gitignore
        self._seen: set[str] = set()

    def leaves_out(self, real: str, is_folder: bool) -> bool:
        """Do the exclude patterns mean a path, or a folder above it that does not hold the working directory too?"""
        try:
            shared = os.path.commonpath((real, self._here))
        except ValueError:
            shared = ""
        path = _slashed(shared)
        names = [name for name in real[len(shared) :].split(os.sep) if name]
        for number, name in enumerate(names, 1):
            path += f"/{name}"
            if self._exclude.verdict(path, name, is_folder or number < len(names)):
                return True
        return False

    def files(self, root: str) -> Iterator[tuple[str, NameKind]]:
        """The files below a folder, as absolute path and what the name says, in no order.

        It never goes into what is ignored, nor through a link to a folder. A folder that cannot be read comes as if
        it were a file, of the kind `other`.
        """
        chain = self._chain_above(root) if self._use_gitignore else ()
        pending: list[tuple[str, tuple[IgnoreFile, ...]]] = [(root, chain)]
        while pending:
            folder, chain = pending.pop()
            if folder in self._seen:
                continue
            self._seen.add(folder)
            try:
                with os.scandir(folder) as listing:
                    entries = list(listing)
            except OSError as error:
                yield folder, NameKind("other", error.strerror or type(error).__name__)
                continue
            base = _slashed(folder)
            if self._use_gitignore:
                chain = _chain_in(folder, base, entries, chain, is_root=folder == root)
            for entry in entries:
                path = f"{base}/{entry.name}"
                is_dir, named = _look_at(entry, path)
                if (not is_dir and named is None) or self._is_left_out(chain, path, entry.name, is_dir):
                    continue
                if named is None:
                    pending.append((entry.path, chain))
                else:
                    yield entry.path, named

    def _is_left_out(self, chain: tuple[IgnoreFile, ...], path: str, name: str, is_dir: bool) -> bool:
        if name == ".git" or self._exclude.verdict(path, name, is_dir):
            return True
        return bool(chain) and is_ignored(chain, path, name, is_dir)

    def _chain_above(self, root: str) -> tuple[IgnoreFile, ...]:
        """What git ignores in a folder because of the folders above it."""
        top = repository.root_of(root)
        if top is None:
            return ()
        chain = repository.standing_ignores(top, _slashed(top))
        folder = top
        for name in os.path.relpath(root, top).split(os.sep) if root != top else ():
            patterns = IgnoreFile.read(os.path.join(folder, ".gitignore"), _slashed(folder))
            if patterns:
                chain.append(patterns)
            folder = os.path.join(folder, name)
            if is_ignored(chain, _slashed(folder), name, True):
                # Whoever names an ignored folder wants to see what is in it.
                return ()
        return tuple(chain)


def _look_at(entry: "os.DirEntry[str]", path: str) -> tuple[bool, NameKind | None]:
    """Is an entry a folder, and if not, what does its name say: nothing, unless it is a file."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return True, None
        named = classify(path)
        if named is None:
            return False, None
        # A broken link or a FIFO that claims to be one of ours is something to tell, others are not.
        if named.kind == "json":
            is_file = os.path.isfile(path)
        else:
            is_file = entry.is_file(follow_symlinks=False) or not os.path.isdir(path)
    except OSError:
        return False, None
    return False, named if is_file else None


def _chain_in(
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
        chain = tuple(repository.standing_ignores(folder, base))
    own = names.get(".gitignore")
    if own is None or own.is_symlink():
        return chain
    patterns = IgnoreFile.read(own.path, base)
    return (*chain, patterns) if patterns else chain


def _slashed(path: str) -> str:
    """An absolute path as patterns know it: the root is empty, all others start with `/`."""
    path = path.replace(os.sep, "/").rstrip("/")
    return path if path.startswith("/") or not path else f"/{path}"


def _anchored(patterns: Sequence[str], here: str) -> Iterator[str]:
    """The patterns of the working directory as patterns of the whole file system."""
    base = bytewise(escape(_slashed(here)))
    for pattern in map(bytewise, patterns):
        sign = "!" if pattern.startswith("!") else ""
        bare = pattern.removeprefix("!").removeprefix("./")
        if "/" not in bare.rstrip("/") or bare.startswith("**/"):
            yield sign + bare
            continue
        yield f"{sign}{base}/{bare.removeprefix('/')}"
        if bare.startswith("/"):
            # An absolute path, or one from the working directory on: this form means both somewhere.
            yield sign + bare
