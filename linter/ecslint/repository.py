"""What git itself ignores besides .gitignore files: `info/exclude` of the repository and the user's own list."""

import os
import re

from ecslint.gitignore import IgnoreFile

_SECTION = re.compile(r"^\s*\[\s*([^\]\s]*)\s*\]")
_SETTING = re.compile(r"^\s*excludesfile\s*=\s*(.*?)\s*$", re.IGNORECASE)
_MAX_BYTES = 1 << 20


def root_of(folder: str) -> str | None:
    """The folder at or above this absolute one that has a `.git`, None if there is none."""
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def standing_ignores(root: str, base: str) -> list[IgnoreFile]:
    """The user's list and the repository's own, weakest first; `base` is `root` as ignore patterns know it."""
    folder = _git_folder(root)
    lists = [_users_list(folder), os.path.join(folder, "info", "exclude")]
    read = (IgnoreFile.read(path, base) for path in lists if path)
    return [patterns for patterns in read if patterns is not None]


def _git_folder(root: str) -> str:
    """The folder with `info/` and `config`, also where `.git` is a file, as in worktrees and submodules."""
    folder = os.path.join(root, ".git")
    link = _text(folder)
    if link.startswith("gitdir:"):
        folder = os.path.join(root, link[7:].strip())
        folder = os.path.join(folder, _text(os.path.join(folder, "commondir")).strip())
    return folder


def _users_list(git_folder: str) -> str:
    home = os.path.expanduser("~")
    own = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    path = os.path.join(own, "git", "ignore")
    configs = (
        os.path.join(own, "git", "config"),
        os.path.join(home, ".gitconfig"),
        os.path.join(git_folder, "config"),
    )
    for config in configs:
        section = ""
        for line in _text(config).splitlines():
            heading = _SECTION.match(line)
            if heading:
                section = heading[1].lower()
            setting = _SETTING.match(line) if section == "core" else None
            if setting:
                path = os.path.expanduser(setting[1].strip('"'))
    return path


def _text(path: str) -> str:
    """The text of a small regular file, empty for anything else."""
    try:
        if os.path.isfile(path):
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                return file.read(_MAX_BYTES)
    except (OSError, ValueError):
        pass
    return ""
