"""Where a file stands in its repository: the paths that forges put findings at."""

import os

from ecslint.repository import root_of


class Checkout:
    """The repository around the working directory, or the folder `root` that stands in for it."""

    def __init__(self, root: str = "") -> None:
        self._given = bool(root)
        self._here = os.path.realpath(os.getcwd())
        self._root = os.path.realpath(root) if root else root_of(self._here)
        self._paths: dict[str, str] = {}

    @property
    def root(self) -> str | None:
        """The folder that paths start from; None outside of any repository."""
        return self._root

    def path(self, shown: str) -> str:
        """A path with `/` from the root, links resolved; an absolute one for a file that no root is above of."""
        if shown not in self._paths:
            self._paths[shown] = self._resolve(shown)
        return self._paths[shown]

    def _resolve(self, shown: str) -> str:
        if shown == "-":
            return shown
        try:
            real = os.path.realpath(shown)
        except (OSError, ValueError):
            return shown
        # A file of another repository is named by that one, unless the user said where paths begin.
        roots = [self._root] if self._given else [self._root, root_of(os.path.dirname(real)), self._here]
        for root in roots:
            if root is not None and real.startswith(root.rstrip(os.sep) + os.sep):
                return os.path.relpath(real, root).replace(os.sep, "/")
        return real.replace(os.sep, "/")
